-- Signal groups the bot serves; what Signal knows about them is kept as last seen.
CREATE TABLE groups (
    internal_id TEXT    NOT NULL PRIMARY KEY,           -- base64 of 32 bytes, as envelopes carry it
    name        TEXT    NOT NULL,                       -- as in [groups.NAME] of the settings
    id          TEXT    NOT NULL UNIQUE,                -- "group." + base64 of the internal id, as the server wants it
    purpose     TEXT    NOT NULL CHECK (purpose IN ('main', 'admin', 'test')),
    title       TEXT    NOT NULL DEFAULT '',
    people      INTEGER NOT NULL DEFAULT 0,             -- how many are in it
    language    TEXT    CHECK (language IN ('de', 'en')),   -- as chosen in the chat; NULL: as in the settings
    zone        TEXT                                    -- IANA name; NULL: as in the settings
) STRICT;

-- People who chose something. Known by ACI; no number, no name.
CREATE TABLE members (
    aci      TEXT NOT NULL PRIMARY KEY,
    language TEXT CHECK (language IN ('de', 'en')),
    zone     TEXT
) STRICT;

-- Rules that make meetings: local wall time and a zone.
CREATE TABLE series (
    id      INTEGER PRIMARY KEY,
    uid     TEXT    NOT NULL UNIQUE,                    -- stable, for calendars
    title   TEXT    NOT NULL,
    rule    TEXT    NOT NULL,                           -- RRULE of RFC 5545, without DTSTART and UNTIL
    starts  TEXT    NOT NULL,                           -- first date, local: 2026-12-02T19:00
    until   TEXT,                                       -- last local moment at which the rule holds
    zone    TEXT    NOT NULL,                           -- IANA name
    minutes INTEGER NOT NULL DEFAULT 90,
    link    TEXT    NOT NULL DEFAULT ''
) STRICT;

-- Single dates that differ from their series (moved, skipped, described) or stand alone (added).
CREATE TABLE meetings (
    id       INTEGER PRIMARY KEY,
    uid      TEXT    NOT NULL UNIQUE,                   -- stays when the meeting is moved
    series   INTEGER REFERENCES series (id) ON DELETE CASCADE,
    slot     TEXT,                                      -- the local time by the rule that this row stands for
    state    TEXT    NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'skipped')),
    starts   TEXT,                                      -- local start if it differs from the slot
    zone     TEXT,                                      -- what is NULL below is as in the series
    minutes  INTEGER,
    title    TEXT,
    topic    TEXT,
    speakers TEXT,
    link     TEXT,
    sequence INTEGER NOT NULL DEFAULT 0,                -- grows with each change, for calendars
    UNIQUE (series, slot),
    CHECK ((series IS NULL) = (slot IS NULL)),
    CHECK (series IS NOT NULL OR (starts IS NOT NULL AND zone IS NOT NULL AND title IS NOT NULL))
) STRICT;

-- Frames from the server: whole until handled, then only the key, so that none is handled twice.
CREATE TABLE frames (
    id          INTEGER PRIMARY KEY,                    -- order of arrival
    sender      TEXT    NOT NULL,                       -- ACI
    sent_at     INTEGER NOT NULL,                       -- Signal's timestamp, ms
    kind        TEXT    NOT NULL,                       -- message, edit, delete, reaction, vote, group
    chat        TEXT    NOT NULL,
    received_at INTEGER NOT NULL,
    body        TEXT,                                   -- the frame, cut down to what is needed; NULL once handled
    done_at     INTEGER,
    UNIQUE (sender, sent_at, kind),
    CHECK ((body IS NULL) = (done_at IS NOT NULL))
) STRICT;
CREATE INDEX frames_pending ON frames (id) WHERE done_at IS NULL;

-- What was decided about things said unasked: at most one row for a rule and a key, so none is said twice.
CREATE TABLE posts (
    id       INTEGER PRIMARY KEY,
    rule     TEXT    NOT NULL,                          -- which feature: reminder, tip, …
    key      TEXT    NOT NULL,                          -- what makes this one unique within its rule
    chat     TEXT    NOT NULL,
    due_at   INTEGER NOT NULL,
    state    TEXT    NOT NULL CHECK (state IN ('planned', 'due', 'sent', 'skipped', 'cancelled')),
    reason   TEXT    NOT NULL DEFAULT '',
    made_at  INTEGER NOT NULL,
    UNIQUE (rule, key)
) STRICT;

-- Messages on their way out.
CREATE TABLE deliveries (
    id         INTEGER PRIMARY KEY,                     -- order within a chat
    chat       TEXT    NOT NULL,
    content    TEXT,                                    -- JSON: text, quote; NULL once an answer is through or given up
    policy     TEXT    NOT NULL CHECK (policy IN ('repeat', 'ask')),    -- what to do when nobody knows whether it was sent
    state      TEXT    NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'failed', 'unknown', 'cancelled')),
    due_at     INTEGER NOT NULL,                        -- not before
    deadline   INTEGER,                                 -- not after
    tries      INTEGER NOT NULL DEFAULT 0,
    called_at  INTEGER,                                 -- start of the last call
    ended_at   INTEGER,                                 -- when the last call ended or the state became final
    sent_at    INTEGER,                                 -- Signal's timestamp of the message, ms
    unreached  INTEGER NOT NULL DEFAULT 0,              -- people in the chat whom Signal could not reach
    error      TEXT    NOT NULL DEFAULT '',
    edits      INTEGER REFERENCES deliveries (id) ON DELETE SET NULL,    -- the earlier delivery that this one changes
    frame      INTEGER REFERENCES frames (id) ON DELETE SET NULL,   -- the question it answers
    post       INTEGER REFERENCES posts (id)            -- the post it carries
) STRICT;
CREATE INDEX deliveries_open ON deliveries (id) WHERE state IN ('waiting', 'sending', 'unknown');
CREATE INDEX deliveries_in_chat ON deliveries (chat, id) WHERE state IN ('waiting', 'sending', 'unknown');
CREATE INDEX deliveries_to ON deliveries (chat, due_at);
CREATE INDEX deliveries_of_frame ON deliveries (frame);
CREATE INDEX deliveries_of_post ON deliveries (post);
CREATE INDEX deliveries_sent_at ON deliveries (sent_at);

-- What the installation remembers about itself: the salt of its log hashes, when the clock was last looked at.
CREATE TABLE settings (
    key   TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
