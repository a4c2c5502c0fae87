-- Unverified emergencies are counted by the number of their call: those of late are looked up, and then their calls.
DROP INDEX ticket_unverified;
CREATE INDEX ticket_unverified ON ticket (raised_at) WHERE caller_verified = 0 AND confirmed = 1;
