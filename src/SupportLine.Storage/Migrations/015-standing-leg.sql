-- Legs that stand beside those of escalation_attempt, so that a start ends what the process before it left: of a second engineer, of
-- exercises, and of callers who wait for an engineer.
CREATE TABLE standing_leg (
    leg_id      TEXT PRIMARY KEY,
    node        TEXT NOT NULL,          -- whose start ends it
    engineer_id TEXT NOT NULL,          -- whose phone it is; empty for a caller's
    ending      TEXT NOT NULL,          -- how it is ended, as the telephone wrote it down
    rings_until BIGINT                  -- business time, when a ring that nobody ends is over; null once it was answered
);
CREATE INDEX standing_leg_by_node ON standing_leg (node);
