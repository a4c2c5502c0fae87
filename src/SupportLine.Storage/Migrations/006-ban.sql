-- Sources met with silence. Real time, not business time.
CREATE TABLE ban (
    source TEXT PRIMARY KEY,         -- address
    until  BIGINT NOT NULL,
    why    TEXT NOT NULL
);
