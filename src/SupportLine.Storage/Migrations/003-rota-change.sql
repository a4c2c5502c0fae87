-- What holds for a while instead of a rota's shifts. Never deleted: who was on call when something happened is asked later.
CREATE TABLE rota_change (
    id           TEXT PRIMARY KEY,
    rota_id      TEXT NOT NULL,
    kind         TEXT NOT NULL,        -- replace, add, remove, schedule
    from_at      BIGINT NOT NULL,
    until_at     BIGINT NOT NULL,
    engineer_id  TEXT,                 -- replaced, added or removed; null for a schedule
    by_id        TEXT,                 -- who takes the place of the one replaced
    turns        TEXT NOT NULL,        -- JSON array of a schedule's turns, in the order engineers are rung
    made_by      TEXT NOT NULL,
    made_at      BIGINT NOT NULL,
    cancelled_by TEXT,
    cancelled_at BIGINT
);
CREATE INDEX rota_change_by_rota ON rota_change (rota_id, made_at);
