-- What comes by the portal and by mail.
CREATE INDEX contact_by_email ON contact (LOWER(email));

CREATE TABLE document (
    hash    TEXT PRIMARY KEY,        -- SHA-256 of the bytes, lower-case hex
    content TEXT NOT NULL            -- base64
);

CREATE TABLE article (
    line_id  TEXT NOT NULL,
    id       TEXT NOT NULL,
    language TEXT NOT NULL,
    title    TEXT NOT NULL,
    text     TEXT NOT NULL,
    PRIMARY KEY (line_id, id)
);

CREATE TABLE portal_account (
    contact_id    TEXT PRIMARY KEY REFERENCES contact (id),
    password_hash TEXT NOT NULL,
    must_change   BIGINT NOT NULL    -- the password was given by somebody else (XIV-01)
);

CREATE TABLE sign_in_failure (
    at    BIGINT NOT NULL,
    email TEXT NOT NULL              -- lower case, as typed, whether it is anybody's or not
);
CREATE INDEX sign_in_failure_by_email ON sign_in_failure (email, at);
