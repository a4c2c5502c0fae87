-- Instants are ticks of 100 ns since the Unix epoch, dates are ISO 8601 text, truth is 0 or 1, JSON is text: the same in
-- both databases.

CREATE TABLE organisation (
    id   TEXT PRIMARY KEY,           -- the operator's own key
    name TEXT NOT NULL
);

CREATE TABLE contact (
    id              TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    name            TEXT NOT NULL,
    phone           TEXT,            -- E.164
    email           TEXT,
    language        TEXT,
    authorised      BIGINT NOT NULL, -- IPX-11
    pin_hash        TEXT             -- never the PIN itself
);
CREATE INDEX contact_by_phone ON contact (phone);
CREATE INDEX contact_by_organisation ON contact (organisation_id);

CREATE TABLE contract (
    line_id         TEXT NOT NULL,
    number          TEXT NOT NULL,   -- as keyed
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    product         TEXT NOT NULL,
    valid_from      TEXT NOT NULL,
    valid_until     TEXT NOT NULL,   -- last day
    PRIMARY KEY (line_id, number)
);
CREATE INDEX contract_by_organisation ON contract (organisation_id, line_id);

CREATE TABLE pin_failure (
    at              BIGINT NOT NULL,
    caller_number   TEXT NOT NULL,   -- empty when withheld
    organisation_id TEXT
);
CREATE INDEX pin_failure_by_caller ON pin_failure (caller_number, at);
CREATE INDEX pin_failure_by_organisation ON pin_failure (organisation_id, at);

CREATE TABLE engineer (
    id       TEXT PRIMARY KEY,
    name     TEXT NOT NULL,
    targets  TEXT NOT NULL,          -- JSON array, in the order they are rung
    language TEXT NOT NULL
);

CREATE TABLE rota (
    id     TEXT PRIMARY KEY,
    zone   TEXT NOT NULL,
    shifts TEXT NOT NULL             -- JSON array, in the order engineers are rung
);

CREATE TABLE folio_counter (
    line_id TEXT PRIMARY KEY,
    last    BIGINT NOT NULL          -- running number last given
);

CREATE TABLE ticket (
    folio           TEXT PRIMARY KEY,
    line_id         TEXT NOT NULL,
    organisation_id TEXT,
    contact_id      TEXT,
    contract_number TEXT,
    request_type    TEXT,
    claimed         TEXT,
    confirmed       BIGINT NOT NULL,
    severity        TEXT NOT NULL,   -- the class it stands at (IPX-08)
    verified_by     TEXT,
    status          TEXT NOT NULL,
    contact_number  TEXT NOT NULL,
    language        TEXT NOT NULL,
    caller_verified BIGINT NOT NULL,
    incomplete      BIGINT NOT NULL,
    missing         TEXT NOT NULL,   -- JSON array
    recording       TEXT,            -- relative to the recordings' folder
    call_id         TEXT,
    assignee        TEXT,
    raised_at       BIGINT NOT NULL,
    due_at          BIGINT,
    decision        TEXT             -- JSON: the route decision with its inputs
);
CREATE INDEX ticket_by_call ON ticket (call_id);
CREATE INDEX ticket_by_line ON ticket (line_id, raised_at);
CREATE INDEX ticket_unverified ON ticket (contact_number, raised_at);

-- History: rows are added and never changed.
CREATE TABLE ticket_event (
    folio   TEXT NOT NULL REFERENCES ticket (folio),
    seq     BIGINT NOT NULL,         -- from 1 without a gap
    at      BIGINT NOT NULL,
    actor   TEXT NOT NULL,
    change  TEXT NOT NULL,           -- JSON
    call_id TEXT,
    PRIMARY KEY (folio, seq)
);

CREATE TABLE call (
    id            TEXT PRIMARY KEY,
    line_id       TEXT,
    dialled       TEXT NOT NULL,
    caller_number TEXT NOT NULL,
    started_at    BIGINT NOT NULL,
    ended_at      BIGINT,
    ending        TEXT,              -- null while it lasts
    node          TEXT NOT NULL      -- whose it is to end after a crash
);
CREATE INDEX call_by_start ON call (started_at);

CREATE TABLE call_event (
    call_id TEXT NOT NULL,
    seq     BIGINT NOT NULL,         -- from 1 without a gap
    at      BIGINT NOT NULL,
    kind    TEXT NOT NULL,
    detail  TEXT NOT NULL,
    PRIMARY KEY (call_id, seq)
);

CREATE TABLE announcement (
    id         TEXT PRIMARY KEY,
    line_id    TEXT NOT NULL,
    kind       TEXT NOT NULL,
    words      TEXT NOT NULL,        -- JSON object: language to words
    recording  TEXT,
    told_from  BIGINT NOT NULL,
    told_until BIGINT                -- null until closed
);

CREATE TABLE escalation (
    id               TEXT PRIMARY KEY,
    folio            TEXT NOT NULL REFERENCES ticket (folio),
    line_id          TEXT NOT NULL,
    call_id          TEXT,
    call_back_number TEXT NOT NULL,
    language         TEXT NOT NULL,
    started_at       BIGINT NOT NULL,
    state            TEXT NOT NULL,
    accepted_by      TEXT,
    lease_node       TEXT,           -- who works on it
    lease_until      BIGINT NOT NULL -- real time; in the past when nobody does
);
CREATE INDEX escalation_open ON escalation (state, lease_until);

CREATE TABLE escalation_attempt (
    escalation_id TEXT NOT NULL REFERENCES escalation (id),
    seq           BIGINT NOT NULL,
    leg_id        TEXT NOT NULL,
    engineer_id   TEXT NOT NULL,
    target        TEXT NOT NULL,
    at            BIGINT NOT NULL,
    outcome       TEXT NOT NULL,
    PRIMARY KEY (escalation_id, seq)
);
