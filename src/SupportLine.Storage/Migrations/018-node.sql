-- Nodes that run on this store. What one leaves that died and never comes back (calls, waits, agents, legs) bears its name alone: another
-- node ends it once it has seen the beats stand still.
CREATE TABLE node (
    id      TEXT PRIMARY KEY,
    process TEXT NOT NULL,      -- the one that runs as it, or that ends what it left
    beats   BIGINT NOT NULL
);
