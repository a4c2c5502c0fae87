ALTER TABLE engineer ADD COLUMN email TEXT;  -- where alerts go; null for nowhere

-- Numbers of notifications: whoever takes one holds the row until the commit, so that they are given in the order of commits.
CREATE TABLE outbox_counter (
    one  BIGINT PRIMARY KEY,
    last BIGINT NOT NULL
);

-- What is to be sent, written with the change it speaks of. Real time, not business time.
CREATE TABLE outbox (
    number       BIGINT PRIMARY KEY,
    id           TEXT NOT NULL,      -- unlike that of any other site
    key          TEXT NOT NULL UNIQUE, -- what it is about: told twice, it is kept once
    lane         TEXT NOT NULL,      -- mail, alert, or a webhook's URL: each goes on without waiting for another
    recipient    TEXT NOT NULL,
    notification TEXT NOT NULL,      -- JSON
    created_at   BIGINT NOT NULL,
    state        TEXT NOT NULL,      -- Waiting, Sent, Failed
    attempts     BIGINT NOT NULL,
    due_at       BIGINT NOT NULL,
    since        BIGINT NOT NULL,    -- from when on its tries are counted: creation, or when somebody had it tried again
    settled_at   BIGINT,
    error        TEXT,               -- of the last try
    lease_node   TEXT,
    lease_until  BIGINT NOT NULL
);
CREATE INDEX outbox_due ON outbox (state, lane, due_at);
