-- Since when an agent is paused, in business time; null when not paused, or paused by a program that did not note it.
ALTER TABLE agent ADD COLUMN paused_at BIGINT;
