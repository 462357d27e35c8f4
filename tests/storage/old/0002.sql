-- A database of version 2 as it was; later programs must open it and keep its rows.
PRAGMA user_version = 2;
PRAGMA application_id = 1282372450;
BEGIN TRANSACTION;
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
, refusals INTEGER NOT NULL DEFAULT 0, act TEXT NOT NULL DEFAULT 'say' CHECK (act IN ('say', 'pin', 'unpin', 'delete', 'close'))) STRICT;
INSERT INTO "deliveries" VALUES(1,'group:bmV0endlcmstYnVlcmdlcnJhZXRlLTAwMDAwMDAwMDA=','{"text": "📅 Morgen um 19:00 Uhr", "quote": null, "files": []}','repeat','sent',1796144400000,1796166000000,1,1796144400000,1796144400000,1796148300000,2,'',NULL,NULL,1,0,'say');
INSERT INTO "deliveries" VALUES(2,'group:bmV0endlcmstYnVlcmdlcnJhZXRlLTAwMDAwMDAwMDA=','{"text": "Grüße 👋", "quote": {"author": "0b6f7c7e-0000-4000-8000-00000000000a", "sent_at": 1796148060000, "text": "!hilfe"}, "files": []}','repeat','waiting',1796144400000,NULL,0,NULL,NULL,NULL,0,'',NULL,2,NULL,0,'say');
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
INSERT INTO "frames" VALUES(1,'0b6f7c7e-0000-4000-8000-00000000000a',1796148000000,'message','group:bmV0endlcmstYnVlcmdlcnJhZXRlLTAwMDAwMDAwMDA=',1796144400000,NULL,1796144400000);
INSERT INTO "frames" VALUES(2,'0b6f7c7e-0000-4000-8000-00000000000a',1796148060000,'message','group:bmV0endlcmstYnVlcmdlcnJhZXRlLTAwMDAwMDAwMDA=',1796144400000,'{"text": "!nächstes"}',NULL);
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
INSERT INTO "groups" VALUES('bmV0endlcmstYnVlcmdlcnJhZXRlLTAwMDAwMDAwMDA=','main','group.Ym1WMGVuZGxjbXN0WW5WbGNtZGxjbkpoWlhSbExUQXdNREF3TURBd01EQT0=','main','Netzwerk',214,'en',NULL);
CREATE TABLE kept (
    rule     TEXT    NOT NULL,                          -- which feature
    chat     TEXT    NOT NULL,
    key      TEXT    NOT NULL,                          -- what it is about; another key is another message
    text     TEXT    NOT NULL,                          -- as last said
    delivery INTEGER NOT NULL REFERENCES deliveries (id),
    PRIMARY KEY (rule, chat)
) STRICT;
INSERT INTO "kept" VALUES('next','group:bmV0endlcmstYnVlcmdlcnJhZXRlLTAwMDAwMDAwMDA=','m@netz.example','📌 Nächstes Treffen',1);
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
    sequence INTEGER NOT NULL DEFAULT 0, recording TEXT,                -- grows with each change, for calendars
    UNIQUE (series, slot),
    CHECK ((series IS NULL) = (slot IS NULL)),
    CHECK (series IS NOT NULL OR (starts IS NOT NULL AND zone IS NOT NULL AND title IS NOT NULL))
) STRICT;
INSERT INTO "meetings" VALUES(1,'m@netz.example',1,'2026-12-02T19:00','planned','2027-01-06T19:00',NULL,NULL,NULL,'Kosten im Griff',NULL,NULL,0,NULL);
CREATE TABLE members (
    aci      TEXT NOT NULL PRIMARY KEY,
    language TEXT CHECK (language IN ('de', 'en')),
    zone     TEXT
, reminders TEXT NOT NULL DEFAULT '', paused_until INTEGER) STRICT;
INSERT INTO "members" VALUES('0b6f7c7e-0000-4000-8000-00000000000a','de',NULL,'',NULL);
CREATE TABLE offers (
    chat    TEXT    NOT NULL,
    sender  TEXT    NOT NULL,                           -- ACI of who may answer
    name    TEXT    NOT NULL,                           -- which feature takes the answer
    data    TEXT    NOT NULL,                           -- JSON, what a yes would do
    frame   INTEGER REFERENCES frames (id) ON DELETE SET NULL,  -- the order that led to it
    ends_at INTEGER NOT NULL,
    PRIMARY KEY (chat, sender)
) STRICT;
INSERT INTO "offers" VALUES('group:bmV0endlcmstYnVlcmdlcnJhZXRlLTAwMDAwMDAwMDA=','0b6f7c7e-0000-4000-8000-00000000000a','meeting-tell','{"uid": "m@netz.example"}',2,1796145000000);
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
INSERT INTO "posts" VALUES(1,'reminder','s 2026-12-02 1d','group:bmV0endlcmstYnVlcmdlcnJhZXRlLTAwMDAwMDAwMDA=',1796144400000,'sent','',1796144400000);
CREATE TABLE rsvps (
    meeting TEXT    NOT NULL,                           -- uid
    member  TEXT    NOT NULL,                           -- ACI
    made_at INTEGER NOT NULL,
    PRIMARY KEY (meeting, member)
) STRICT;
INSERT INTO "rsvps" VALUES('m@netz.example','0b6f7c7e-0000-4000-8000-00000000000a',1796144400000);
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
, sequence INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO "series" VALUES(1,'s@netz.example','Austausch','FREQ=WEEKLY;INTERVAL=4','2026-12-02T19:00',NULL,'Europe/Berlin',90,'https://meet.example/netz',0);
CREATE TABLE settings (
    key   TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
INSERT INTO "settings" VALUES('salt','5a175a175a175a175a175a175a175a17');
INSERT INTO "settings" VALUES('ticked_at','1796144400000');
CREATE INDEX frames_pending ON frames (id) WHERE done_at IS NULL;
CREATE INDEX deliveries_open ON deliveries (id) WHERE state IN ('waiting', 'sending', 'unknown');
CREATE INDEX deliveries_in_chat ON deliveries (chat, id) WHERE state IN ('waiting', 'sending', 'unknown');
CREATE INDEX deliveries_to ON deliveries (chat, due_at);
CREATE INDEX deliveries_of_frame ON deliveries (frame);
CREATE INDEX deliveries_of_post ON deliveries (post);
CREATE INDEX deliveries_sent_at ON deliveries (sent_at);
COMMIT;
