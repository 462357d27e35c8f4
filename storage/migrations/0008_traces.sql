-- Messages of ours that phones tell of, while nobody knows which call made them: kept until that is known, since what
-- phones tell is kept in memory only and comes once. Nothing here says whose phones.
CREATE TABLE traces (
    sent_at  INTEGER NOT NULL,                          -- Signal's timestamp of the message, ms
    delivery INTEGER NOT NULL REFERENCES deliveries (id) ON DELETE CASCADE,     -- which may have become it
    since    INTEGER NOT NULL,                          -- we had listened since then when this was found, ms
    PRIMARY KEY (sent_at, delivery)
) STRICT;
CREATE INDEX traces_of ON traces (delivery);
CREATE INDEX deliveries_acts ON deliveries (called_at) WHERE act <> 'say';
