-- What the bot has offered to a person in a chat and waits for: a yes or a no, a number out of a list, or a line.
-- A list may be open beside one of the others. What is open for ten minutes only is not worth carrying over.
DROP TABLE offers;
CREATE TABLE offers (
    chat    TEXT    NOT NULL,
    sender  TEXT    NOT NULL,                           -- ACI of who may answer
    takes   TEXT    NOT NULL CHECK (takes IN ('yes', 'number', 'line')),
    name    TEXT    NOT NULL,                           -- which feature takes the answer
    data    TEXT    NOT NULL,                           -- JSON, what it needs for that
    frame   INTEGER REFERENCES frames (id) ON DELETE SET NULL,  -- the order that led to it
    ends_at INTEGER NOT NULL,
    PRIMARY KEY (chat, sender, takes)
) STRICT;

-- Who changed what and when, with what each row was before, so that it can be taken back.
CREATE TABLE audit (
    id      INTEGER PRIMARY KEY,
    who     TEXT    NOT NULL,                           -- ACI
    at      INTEGER NOT NULL,
    command TEXT    NOT NULL,                           -- its English name
    what    TEXT    NOT NULL,                           -- the first line of the answer, as it was said
    changes TEXT    NOT NULL,                           -- JSON: table, id, before, after of each row, in order
    undone  INTEGER REFERENCES audit (id)               -- the entry by which it was taken back
) STRICT;
CREATE INDEX audit_of ON audit (who, id) WHERE undone IS NULL;
