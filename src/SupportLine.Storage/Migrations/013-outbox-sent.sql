-- What was sent is deleted after a while (Outbox:KeepDays): found by when it was sent, without a look at what waits.
CREATE INDEX outbox_sent ON outbox (settled_at) WHERE state = 'Sent';
