ALTER TABLE organisation ADD COLUMN number TEXT;            -- account number as keyed; null for none
CREATE UNIQUE INDEX organisation_by_number ON organisation (number);

ALTER TABLE escalation ADD COLUMN first_engineer TEXT;      -- rung before those of the rota (IPX-13)

ALTER TABLE announcement ADD COLUMN page TEXT;              -- status page whose address is sent (IPX-15)
