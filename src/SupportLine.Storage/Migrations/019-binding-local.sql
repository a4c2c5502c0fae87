-- Which of the service's own addresses a phone registered at, address and port; null where a program did not note it.
ALTER TABLE binding ADD COLUMN local TEXT;
