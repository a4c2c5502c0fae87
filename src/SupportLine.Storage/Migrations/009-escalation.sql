-- How far a ladder has come, so that whoever takes it up goes on there.
ALTER TABLE escalation ADD COLUMN place BIGINT NOT NULL DEFAULT 0;      -- the rung's, counted over all rounds
ALTER TABLE escalation ADD COLUMN not_before BIGINT;                    -- business time; null for at once
ALTER TABLE escalation ADD COLUMN settled BIGINT NOT NULL DEFAULT 1;    -- 0 while whoever accepted has not been joined to the caller

ALTER TABLE escalation_attempt ADD COLUMN place BIGINT NOT NULL DEFAULT 0;
-- The request that cancels the ring, as text, while it rings; null before it is sent and where it can not be cancelled.
ALTER TABLE escalation_attempt ADD COLUMN cancel TEXT;
