-- What the bot has offered to a person in a chat and waits for: a yes or a no, a number out of a list, or a line; or
-- which of several questions a yes is about. A person has one open of each kind that came of her own words; what others
-- put to her waits beside it. What was open is carried over.
CREATE TABLE offers_new (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    chat    TEXT    NOT NULL,
    sender  TEXT    NOT NULL,                           -- ACI of who may answer
    takes   TEXT    NOT NULL CHECK (takes IN ('yes', 'number', 'line', 'which')),
    put     INTEGER NOT NULL DEFAULT 0,                 -- 1: put to somebody who did not ask
    name    TEXT    NOT NULL,                           -- which feature takes the answer
    data    TEXT    NOT NULL,                           -- JSON, what it needs for that
    what    TEXT    NOT NULL DEFAULT '',                -- what it is about, in a line
    back    TEXT    NOT NULL DEFAULT '',                -- the order that brings back what was dropped
    done    INTEGER NOT NULL DEFAULT 0,                 -- 1: it came with a change that is made, whatever is answered
    frame   INTEGER REFERENCES frames (id) ON DELETE SET NULL,  -- the order that led to it
    post    INTEGER REFERENCES posts (id) ON DELETE SET NULL,   -- that brought it to somebody who did not ask
    made_at INTEGER NOT NULL DEFAULT 0,
    ends_at INTEGER NOT NULL
) STRICT;
INSERT INTO offers_new (chat, sender, takes, put, name, data, frame, post, ends_at)
    SELECT chat, sender, takes, post IS NOT NULL, name, data, frame, post, ends_at FROM offers;
DROP TABLE offers;
ALTER TABLE offers_new RENAME TO offers;
CREATE INDEX offers_of ON offers (chat, sender);
