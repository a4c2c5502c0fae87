-- A call may have several talks about one ticket, as after a transfer that failed: each has a meter of its own, and their time counts together.
ALTER TABLE credit_meter ADD COLUMN talk BIGINT NOT NULL DEFAULT 1;            -- counted from 1
ALTER TABLE credit_meter ADD COLUMN spoken_before BIGINT NOT NULL DEFAULT 0;   -- in the talks before it, ticks of 100 ns
