CREATE TABLE agent (
    id            TEXT PRIMARY KEY,
    name          TEXT NOT NULL,
    phone         TEXT NOT NULL,        -- SIP URI, number, or phone:NAME
    lines         TEXT NOT NULL,        -- JSON array of ids
    languages     TEXT NOT NULL,        -- JSON array
    skills        TEXT NOT NULL,        -- JSON object: product to level
    pin_hash      TEXT,                 -- never the PIN itself
    signed_in     BIGINT NOT NULL,
    pause         TEXT,                 -- why, while paused
    wrap_up_until BIGINT,
    idle_since    BIGINT NOT NULL,      -- who has waited longest is rung first
    missed        BIGINT NOT NULL,      -- calls in a row
    node          TEXT                  -- that rings or talks; null when free
);

-- Waits for agents: what estimates and service levels are counted from.
CREATE TABLE queue_wait (
    id            TEXT PRIMARY KEY,
    line_id       TEXT NOT NULL,
    call_id       TEXT NOT NULL,
    folio         TEXT NOT NULL,
    node          TEXT NOT NULL,        -- whose it is to end after a crash
    joined_at     BIGINT NOT NULL,
    left_at       BIGINT,
    outcome       TEXT,
    agent_id      TEXT,
    talked_until  BIGINT
);
CREATE INDEX queue_wait_by_time ON queue_wait (joined_at);
CREATE INDEX queue_wait_by_talk ON queue_wait (line_id, talked_until);

-- Callers who chose to be called back, with the place they had.
CREATE TABLE call_back (
    id          TEXT PRIMARY KEY,
    folio       TEXT NOT NULL,
    line_id     TEXT NOT NULL,
    call_id     TEXT NOT NULL,
    number      TEXT NOT NULL,          -- E.164
    product     TEXT,
    language    TEXT NOT NULL,
    joined_at   BIGINT NOT NULL,
    place       BIGINT NOT NULL,        -- among those who wait
    due_at      BIGINT NOT NULL,        -- business time
    attempts    BIGINT NOT NULL,
    state       TEXT NOT NULL,          -- Open, Done, Failed
    lease_node  TEXT,                   -- who works on it
    lease_until BIGINT NOT NULL         -- real time; in the past when nobody does
);
CREATE INDEX call_back_due ON call_back (state, due_at);
