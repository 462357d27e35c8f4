-- Since when a message has been due that was put off, by the server or by a limit of Signal's; NULL: since due_at.
ALTER TABLE deliveries ADD COLUMN wanted_at INTEGER;
