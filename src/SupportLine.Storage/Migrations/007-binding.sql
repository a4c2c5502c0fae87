-- Where the site's own phones are registered. Real time, not business time.
CREATE TABLE binding (
    node      TEXT NOT NULL,         -- whom it registered with: the way to it leads from there
    phone     TEXT NOT NULL,
    contact   TEXT NOT NULL,         -- URI
    transport TEXT NOT NULL,         -- udp, tcp, tls
    remote    TEXT NOT NULL,         -- address and port
    path      TEXT NOT NULL,         -- RFC 3327; empty for none
    call_id   TEXT NOT NULL,
    cseq      BIGINT NOT NULL,
    instance  TEXT,                  -- RFC 5626
    until     BIGINT NOT NULL,
    PRIMARY KEY (node, phone, contact)
);
