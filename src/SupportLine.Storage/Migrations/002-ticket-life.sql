ALTER TABLE ticket ADD COLUMN product TEXT;
ALTER TABLE ticket ADD COLUMN given TEXT NOT NULL DEFAULT '{}';     -- JSON object: datum to what was keyed
ALTER TABLE ticket ADD COLUMN calendar TEXT NOT NULL DEFAULT '';    -- whose support hours hold; empty for the line's first

-- Who follows a ticket (XIV-06); how it came about stands in the history.
CREATE TABLE ticket_observer (
    folio      TEXT NOT NULL REFERENCES ticket (folio),
    contact_id TEXT NOT NULL,
    PRIMARY KEY (folio, contact_id)
);

-- Answers to the question for consent, with who, when and how (XCL-03): rows are added and never changed.
CREATE TABLE consent (
    folio   TEXT NOT NULL REFERENCES ticket (folio),
    seq     BIGINT NOT NULL,         -- of the event in the ticket's history
    at      BIGINT NOT NULL,
    actor   TEXT NOT NULL,
    given   BIGINT NOT NULL,
    how     TEXT NOT NULL,           -- phone, portal
    call_id TEXT,
    PRIMARY KEY (folio, seq)
);

-- Access data, encrypted under a key that is not in the database.
CREATE TABLE ticket_secret (
    folio  TEXT NOT NULL REFERENCES ticket (folio),
    name   TEXT NOT NULL,
    sealed TEXT NOT NULL,            -- base64 of nonce, tag, cipher text
    PRIMARY KEY (folio, name)
);

-- When to look at a ticket next: its first response, its closing by itself.
CREATE TABLE ticket_watch (
    folio       TEXT PRIMARY KEY REFERENCES ticket (folio),
    due_at      BIGINT,              -- business time; null for not before its history goes on
    lease_node  TEXT,                -- who looks
    lease_until BIGINT NOT NULL      -- real time; in the past when nobody does
);
CREATE INDEX ticket_watch_due ON ticket_watch (due_at);

-- One row for each ledger: those who add to it wait for one another on it.
CREATE TABLE credit_account (
    organisation_id TEXT NOT NULL,
    line_id         TEXT NOT NULL,
    last_seq        BIGINT NOT NULL,
    balance         BIGINT NOT NULL, -- the sum of its entries
    PRIMARY KEY (organisation_id, line_id)
);

-- Rows are added and never changed.
CREATE TABLE credit_entry (
    organisation_id TEXT NOT NULL,
    line_id         TEXT NOT NULL,
    seq             BIGINT NOT NULL, -- from 1 without a gap
    at              BIGINT NOT NULL,
    kind            TEXT NOT NULL,
    credits         BIGINT NOT NULL, -- positive in, negative out
    reference       TEXT,            -- call and ticket, contract
    actor           TEXT NOT NULL,
    reason          TEXT NOT NULL,
    PRIMARY KEY (organisation_id, line_id, seq),
    UNIQUE (organisation_id, line_id, kind, reference)
);

-- Time being spoken about a request that uses credits.
CREATE TABLE credit_meter (
    reference       TEXT PRIMARY KEY, -- call and ticket
    organisation_id TEXT NOT NULL,
    line_id         TEXT NOT NULL,
    call_id         TEXT NOT NULL,
    folio           TEXT NOT NULL,
    node            TEXT NOT NULL,    -- whose it is to settle after a crash
    overdraw        BIGINT NOT NULL,
    began_at        BIGINT NOT NULL,
    noted_at        BIGINT NOT NULL,
    settled         BIGINT NOT NULL
);

CREATE TABLE visit (
    id              TEXT PRIMARY KEY,
    line_id         TEXT NOT NULL,
    organisation_id TEXT NOT NULL,
    engineer_id     TEXT NOT NULL,
    begins_at       BIGINT NOT NULL,
    ends_at         BIGINT NOT NULL,
    folio           TEXT,
    reason          TEXT NOT NULL,
    booked_by       TEXT NOT NULL,
    cancelled       BIGINT NOT NULL,
    outcome         TEXT,
    raised_folio    TEXT
);
CREATE INDEX visit_by_organisation ON visit (line_id, organisation_id, ends_at);
CREATE INDEX visit_by_engineer ON visit (engineer_id, ends_at);

-- Equipment, modules and systems of customers.
CREATE TABLE asset (
    id                TEXT NOT NULL,
    line_id           TEXT NOT NULL,
    organisation_id   TEXT NOT NULL REFERENCES organisation (id),
    product           TEXT NOT NULL,
    bought_on         TEXT,
    warranty_until    TEXT,           -- last day
    maintenance_until TEXT,           -- last day
    facts             TEXT NOT NULL,  -- JSON object
    PRIMARY KEY (line_id, id)
);
CREATE INDEX asset_by_organisation ON asset (organisation_id, line_id);

-- Request types that are open to named accounts only (SNG-10).
CREATE TABLE named_account (
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    line_id         TEXT NOT NULL,
    request_type    TEXT NOT NULL,
    PRIMARY KEY (organisation_id, line_id, request_type)
);

-- Line files as they were when decisions were made by them.
CREATE TABLE line_file (
    hash    TEXT PRIMARY KEY,         -- SHA-256 of the file and those beside it, lower-case hex
    line_id TEXT NOT NULL,
    content TEXT NOT NULL,            -- base64
    beside  TEXT NOT NULL             -- JSON object: name to base64
);
