-- Who may steer beside the admins of the settings; added by an admin and confirmed by another.
CREATE TABLE admins (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    aci      TEXT    NOT NULL UNIQUE,
    added_by TEXT    NOT NULL,                          -- ACI
    added_at INTEGER NOT NULL
) STRICT;

-- By which key each admin is known: a hash of the fingerprint. Where `seen` is another, the rights rest.
CREATE TABLE admin_keys (
    aci     TEXT NOT NULL PRIMARY KEY,
    trusted TEXT NOT NULL,
    seen    TEXT NOT NULL
) STRICT;

-- Announcements that were confirmed; drafts are offers. What became of each in each group stands in posts. Undo and
-- edit change the row, and what stands in the groups follows it. Ids are never given twice (AUTOINCREMENT).
CREATE TABLE announcements (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    author    TEXT    NOT NULL,                         -- ACI
    approved  TEXT    NOT NULL DEFAULT '',              -- ACI of the second admin where four eyes are asked for
    chat      TEXT    NOT NULL,                         -- where it was written, and where its fate is told
    texts     TEXT    NOT NULL,                         -- JSON: text by language; "" is for all
    groups    TEXT    NOT NULL,                         -- JSON: chats
    files     TEXT    NOT NULL DEFAULT '[]',            -- JSON: name, type, SHA-256 in the library folder
    due_at    INTEGER NOT NULL,                         -- not before
    urgent    INTEGER NOT NULL DEFAULT 0,               -- also in quiet hours
    corrects  INTEGER,                                  -- the announcement that it quotes
    poll      TEXT    NOT NULL DEFAULT '',              -- JSON: question, options, multiple, ends_at (ms); empty: none
    made_at   INTEGER NOT NULL,
    delivered INTEGER NOT NULL DEFAULT 0,               -- people whose phones have it, by their receipts
    read      INTEGER NOT NULL DEFAULT 0                -- people who read it, where they share that
) STRICT;

-- Votes in polls, until those are over.
CREATE TABLE ballots (
    announcement INTEGER NOT NULL,
    chat         TEXT    NOT NULL,
    member       TEXT    NOT NULL,                      -- ACI
    options      TEXT    NOT NULL,                      -- JSON: numbers from 0
    version      INTEGER NOT NULL,                      -- Signal's count of the votes of this person; the highest counts
    PRIMARY KEY (announcement, chat, member)
) STRICT;

-- What came out of polls.
CREATE TABLE results (
    announcement INTEGER NOT NULL,
    chat         TEXT    NOT NULL,
    counts       TEXT    NOT NULL,                      -- JSON: votes for each option, in order
    voters       INTEGER NOT NULL,
    PRIMARY KEY (announcement, chat)
) STRICT;

-- What admins want otherwise of a post to come: at another time, or in other words.
CREATE TABLE amendments (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    rule    TEXT    NOT NULL,
    key     TEXT    NOT NULL,                           -- with the chat, as in posts
    was_due INTEGER NOT NULL,
    due_at  INTEGER NOT NULL,
    text    TEXT,                                       -- NULL: its own
    drawn   TEXT    NOT NULL DEFAULT '',                -- what was drawn for it, so that it stays that; empty: nothing
    UNIQUE (rule, key)
) STRICT;

-- The admins of a Signal group as last seen (ACIs parted by spaces; NULL: never), so that a change is noticed.
ALTER TABLE groups ADD COLUMN admins TEXT;

-- An answer that offered something, so that a late yes to it gets a sentence.
ALTER TABLE deliveries ADD COLUMN offers INTEGER NOT NULL DEFAULT 0;

-- The post that carried an offer to somebody who did not ask for it; a reaction to it answers.
ALTER TABLE offers ADD COLUMN post INTEGER REFERENCES posts (id) ON DELETE SET NULL;

-- What an answer tells on which people may vote by a reaction, as rule and key: "tip given 7".
ALTER TABLE deliveries ADD COLUMN about TEXT NOT NULL DEFAULT '';

-- What is said unasked in a group or to a member: it waits while an admin has stopped all posts.
ALTER TABLE deliveries ADD COLUMN stoppable INTEGER NOT NULL DEFAULT 0;
