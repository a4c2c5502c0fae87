-- When the agent who answered was rung: the ring and what agents are told before the caller is there are part of how long a call has them.
ALTER TABLE queue_wait ADD COLUMN rung_at BIGINT;
