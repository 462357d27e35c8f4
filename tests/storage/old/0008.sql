-- A database of version 8 as it was; later programs must open it and keep its rows.
PRAGMA user_version = 8;
PRAGMA application_id = 1282372450;
BEGIN TRANSACTION;
CREATE TABLE admin_keys (
    aci     TEXT NOT NULL PRIMARY KEY,
    trusted TEXT NOT NULL,
    seen    TEXT NOT NULL
) STRICT;
INSERT INTO "admin_keys" VALUES('0b6f7c7e-0000-4000-8000-00000000000a','5a17','5a17');
CREATE TABLE admins (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    aci      TEXT    NOT NULL UNIQUE,
    added_by TEXT    NOT NULL,                          -- ACI
    added_at INTEGER NOT NULL
) STRICT;
INSERT INTO "admins" VALUES(1,'0b6f7c7e-0000-4000-8000-00000000000a','0b6f7c7e-0000-4000-8000-00000000000a',1796144400000);
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
INSERT INTO "amendments" VALUES(1,'reminder','m@netz.example 1h group:bmV0endlcmstYnVlcmdlcnJhZXRlLTAwMDAwMDAwMDA=',1796144400000,1796148000000,'Gleich.','');
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
INSERT INTO "announcements" VALUES(1,'0b6f7c7e-0000-4000-8000-00000000000a','','group:bmV0endlcmstYnVlcmdlcnJhZXRlLTAwMDAwMDAwMDA=','{"de": "Liebe alle", "en": "Dear all"}','["group:bmV0endlcmstYnVlcmdlcnJhZXRlLTAwMDAwMDAwMDA="]','[]',1796144400000,0,NULL,'',1796144400000,0,0);
INSERT INTO "announcements" VALUES(2,'0b6f7c7e-0000-4000-8000-00000000000a','','group:bmV0endlcmstYnVlcmdlcnJhZXRlLTAwMDAwMDAwMDA=','{}','["group:bmV0endlcmstYnVlcmdlcnJhZXRlLTAwMDAwMDAwMDA="]','[]',1796144400000,0,NULL,'{"question": "Worüber?", "options": ["Kosten", "Los"], "multiple": false, "ends_at": 1796317200000}',1796144400000,0,0);
CREATE TABLE audit (
    id      INTEGER PRIMARY KEY,
    who     TEXT    NOT NULL,                           -- ACI
    at      INTEGER NOT NULL,
    command TEXT    NOT NULL,                           -- its English name
    what    TEXT    NOT NULL,                           -- the first line of the answer, as it was said
    changes TEXT    NOT NULL,                           -- JSON: table, id, before, after of each row, in order
    undone  INTEGER REFERENCES audit (id)               -- the entry by which it was taken back
) STRICT;
INSERT INTO "audit" VALUES(1,'0b6f7c7e-0000-4000-8000-00000000000a',1796144400000,'meeting','Thema: Kosten im Griff','[{"table": "meetings", "id": 1, "before": {"topic": "Kosten"}, "after": {"topic": "Kosten im Griff"}}]',NULL);
CREATE TABLE ballots (
    announcement INTEGER NOT NULL,
    chat         TEXT    NOT NULL,
    member       TEXT    NOT NULL,                      -- ACI
    options      TEXT    NOT NULL,                      -- JSON: numbers from 0
    version      INTEGER NOT NULL,                      -- Signal's count of the votes of this person; the highest counts
    PRIMARY KEY (announcement, chat, member)
) STRICT;
INSERT INTO "ballots" VALUES(2,'group:bmV0endlcmstYnVlcmdlcnJhZXRlLTAwMDAwMDAwMDA=','0b6f7c7e-0000-4000-8000-00000000000a','[1]',1);
CREATE TABLE chapters (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    recording INTEGER NOT NULL REFERENCES recordings (id),
    second    INTEGER NOT NULL,
    title     TEXT    NOT NULL
) STRICT;
INSERT INTO "chapters" VALUES(1,1,750,'Losverfahren in Aachen');
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
, refusals INTEGER NOT NULL DEFAULT 0, act TEXT NOT NULL DEFAULT 'say' CHECK (act IN ('say', 'pin', 'unpin', 'delete', 'close')), offers INTEGER NOT NULL DEFAULT 0, about TEXT NOT NULL DEFAULT '', stoppable INTEGER NOT NULL DEFAULT 0, wanted_at INTEGER) STRICT;
INSERT INTO "deliveries" VALUES(1,'group:bmV0endlcmstYnVlcmdlcnJhZXRlLTAwMDAwMDAwMDA=','{"text": "📅 Morgen um 19:00 Uhr", "quote": null, "files": [], "poll": null}','repeat','sent',1796144400000,1796166000000,1,1796144400000,1796144400000,1796148300000,2,'',NULL,NULL,1,0,'say',0,'',0,NULL);
INSERT INTO "deliveries" VALUES(2,'group:bmV0endlcmstYnVlcmdlcnJhZXRlLTAwMDAwMDAwMDA=','{"text": "Grüße 👋", "quote": {"author": "0b6f7c7e-0000-4000-8000-00000000000a", "sent_at": 1796148060000, "text": "!hilfe"}, "files": [], "poll": null}','repeat','waiting',1796144400000,NULL,0,NULL,NULL,NULL,0,'',NULL,2,NULL,0,'say',0,'',0,NULL);
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
CREATE TABLE given (
    chat     TEXT    NOT NULL,
    tip      INTEGER NOT NULL,
    given_at INTEGER NOT NULL,
    PRIMARY KEY (chat, tip)
) STRICT;
CREATE TABLE groups (
    internal_id TEXT    NOT NULL PRIMARY KEY,           -- base64 of 32 bytes, as envelopes carry it
    name        TEXT    NOT NULL,                       -- as in [groups.NAME] of the settings
    id          TEXT    NOT NULL UNIQUE,                -- "group." + base64 of the internal id, as the server wants it
    purpose     TEXT    NOT NULL CHECK (purpose IN ('main', 'admin', 'test')),
    title       TEXT    NOT NULL DEFAULT '',
    people      INTEGER NOT NULL DEFAULT 0,             -- how many are in it
    language    TEXT    CHECK (language IN ('de', 'en')),   -- as chosen in the chat; NULL: as in the settings
    zone        TEXT                                    -- IANA name; NULL: as in the settings
, admins TEXT) STRICT;
INSERT INTO "groups" VALUES('bmV0endlcmstYnVlcmdlcnJhZXRlLTAwMDAwMDAwMDA=','main','group.Ym1WMGVuZGxjbXN0WW5WbGNtZGxjbkpoWlhSbExUQXdNREF3TURBd01EQT0=','main','Netzwerk',214,'en',NULL,NULL);
CREATE TABLE kept (
    rule     TEXT    NOT NULL,                          -- which feature
    chat     TEXT    NOT NULL,
    key      TEXT    NOT NULL,                          -- what it is about; another key is another message
    text     TEXT    NOT NULL,                          -- as last said
    delivery INTEGER NOT NULL REFERENCES deliveries (id),
    PRIMARY KEY (rule, chat)
) STRICT;
INSERT INTO "kept" VALUES('next','group:bmV0endlcmstYnVlcmdlcnJhZXRlLTAwMDAwMDAwMDA=','m@netz.example','📌 Nächstes Treffen',1);
CREATE TABLE links (
    link          TEXT    NOT NULL PRIMARY KEY,
    checked_at    INTEGER NOT NULL,
    failing_since INTEGER,                              -- NULL: it opened when it was last looked at
    reason        TEXT    NOT NULL DEFAULT ''
) STRICT;
INSERT INTO "links" VALUES('https://video.example/kosten',1796144400000,1796144400000,'404');
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
CREATE TABLE misses (
    words   TEXT    NOT NULL PRIMARY KEY,               -- folded
    count   INTEGER NOT NULL,
    last_at INTEGER NOT NULL
) STRICT;
INSERT INTO "misses" VALUES('losbude',1,1796144400000);
CREATE TABLE "offers" (
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
INSERT INTO "offers" VALUES(1,'group:bmV0endlcmstYnVlcmdlcnJhZXRlLTAwMDAwMDAwMDA=','0b6f7c7e-0000-4000-8000-00000000000a','yes',0,'meeting-tell','{"uid": "m@netz.example"}','','',0,2,NULL,1796144400000,1796145000000);
INSERT INTO "offers" VALUES(2,'group:bmV0endlcmstYnVlcmdlcnJhZXRlLTAwMDAwMDAwMDA=','0b6f7c7e-0000-4000-8000-00000000000a','number',0,'hits','{"hits": []}','','',0,2,NULL,1796144400000,1796145000000);
CREATE TABLE passages (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    recording INTEGER NOT NULL REFERENCES recordings (id),
    second    INTEGER NOT NULL,
    text      TEXT    NOT NULL
) STRICT;
INSERT INTO "passages" VALUES(1,1,760,'Gezogen wird öffentlich.');
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
CREATE TABLE recordings (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    meeting  TEXT,                                      -- uid; NULL: of no meeting of ours
    title    TEXT    NOT NULL,
    date     TEXT    NOT NULL,                          -- 2026-06-04, local
    speakers TEXT    NOT NULL DEFAULT '',               -- parted by ;
    link     TEXT    NOT NULL UNIQUE,
    length   INTEGER,                                   -- minutes
    topics   TEXT    NOT NULL DEFAULT '',               -- parted by ;
    slides   TEXT    NOT NULL DEFAULT '',               -- link
    added_at INTEGER NOT NULL
) STRICT;
INSERT INTO "recordings" VALUES(1,NULL,'Kosten im Griff','2026-06-04','','https://video.example/kosten',78,'','',1796144400000);
CREATE TABLE results (
    announcement INTEGER NOT NULL,
    chat         TEXT    NOT NULL,
    counts       TEXT    NOT NULL,                      -- JSON: votes for each option, in order
    voters       INTEGER NOT NULL,
    PRIMARY KEY (announcement, chat)
) STRICT;
CREATE TABLE rsvps (
    meeting TEXT    NOT NULL,                           -- uid
    member  TEXT    NOT NULL,                           -- ACI
    made_at INTEGER NOT NULL,
    PRIMARY KEY (meeting, member)
) STRICT;
INSERT INTO "rsvps" VALUES('m@netz.example','0b6f7c7e-0000-4000-8000-00000000000a',1796144400000);
CREATE TABLE search_synonyms (
    phrase  TEXT    NOT NULL,                           -- stems, parted by spaces
    meaning INTEGER NOT NULL,
    PRIMARY KEY (phrase, meaning)
) STRICT, WITHOUT ROWID;
INSERT INTO "search_synonyms" VALUES('los',0);
INSERT INTO "search_synonyms" VALUES('losverfahr',0);
CREATE TABLE search_words (
    id    INTEGER PRIMARY KEY,
    word  TEXT NOT NULL UNIQUE,                         -- folded
    back  TEXT NOT NULL,                                -- the same, read backwards
    stem  TEXT NOT NULL,
    parts TEXT NOT NULL,                                -- stems of what it is made of, parted by spaces
    shown TEXT NOT NULL                                 -- as it was written first
) STRICT;
INSERT INTO "search_words" VALUES(1,'kosten','netsok','kost','','Kosten');
INSERT INTO "search_words" VALUES(2,'griff','ffirg','griff','','Griff');
INSERT INTO "search_words" VALUES(3,'20260604','40606202','20260604','','2026-06-04');
INSERT INTO "search_words" VALUES(4,'2026','6202','2026','','2026');
INSERT INTO "search_words" VALUES(5,'06','60','06','','06');
INSERT INTO "search_words" VALUES(6,'04','40','04','','04');
INSERT INTO "search_words" VALUES(7,'losverfahren','nerhafrevsol','losverfahr','los verfahr','Losverfahren');
INSERT INTO "search_words" VALUES(8,'aachen','nehcaa','aach','','Aachen');
INSERT INTO "search_words" VALUES(9,'verfahren','nerhafrev','verfahr','','');
INSERT INTO "search_words" VALUES(10,'los','sol','los','','Los');
INSERT INTO "search_words" VALUES(11,'gezogen','negozeg','gezog','','Gezogen');
INSERT INTO "search_words" VALUES(12,'offentlich','hciltneffo','offent','','öffentlich');
INSERT INTO "search_words" VALUES(13,'einladung','gnudalnie','einlad','','Einladung');
INSERT INTO "search_words" VALUES(14,'invitation','noitativni','invitation','','invitation');
INSERT INTO "search_words" VALUES(15,'debw','wbed','debw','','DE-BW');
INSERT INTO "search_words" VALUES(16,'de','ed','de','','de');
INSERT INTO "search_words" VALUES(17,'bw','wb','bw','','bw');
INSERT INTO "search_words" VALUES(18,'costs','stsoc','cost','','costs');
INSERT INTO "search_words" VALUES(19,'plant','tnalp','plant','','Plant');
INSERT INTO "search_words" VALUES(20,'fruh','hurf','fruh','','früh');
INSERT INTO "search_words" VALUES(21,'auswahl','lhawsua','auswahl','','Auswahl');
INSERT INTO "search_words" VALUES(22,'zufall','llafuz','zufall','','Zufall');
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
CREATE TABLE templates (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    title     TEXT    NOT NULL,
    kind      TEXT    NOT NULL DEFAULT '',              -- invitation, motion, …; see commands/_library/kinds.py
    phase     TEXT    NOT NULL DEFAULT '' CHECK (phase IN ('', 'idea', 'decision', 'sortition', 'implementation', 'follow-up')),
    region    TEXT    NOT NULL DEFAULT '',              -- Land or canton: DE-NW, AT-8, CH-ZH, BE-DG; a country alone: DE
    size      INTEGER,                                  -- people in the municipality
    used_by   TEXT    NOT NULL DEFAULT '',
    outcome   TEXT    NOT NULL DEFAULT '',
    year      INTEGER,
    licence   TEXT    NOT NULL DEFAULT '',
    language  TEXT    NOT NULL DEFAULT 'de',
    link      TEXT    NOT NULL DEFAULT '',
    file      TEXT    NOT NULL DEFAULT '',              -- SHA-256 of the file in the library folder
    file_name TEXT    NOT NULL DEFAULT '',              -- as its author called it; shown, never used as a path
    file_type TEXT    NOT NULL DEFAULT '',              -- media type, as found in the file itself
    file_size INTEGER NOT NULL DEFAULT 0,               -- bytes
    words     TEXT    NOT NULL DEFAULT '',              -- what is written in the file
    added_at  INTEGER NOT NULL,
    CHECK (link <> '' OR file <> '')
) STRICT;
INSERT INTO "templates" VALUES(1,'Einladung','invitation','','DE-BW',18000,'','',NULL,'','de','https://dateien.example/brief.pdf','','','',0,'',1796144400000);
CREATE TABLE terms (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    term_de       TEXT    NOT NULL UNIQUE,
    term_en       TEXT    NOT NULL DEFAULT '',
    definition_de TEXT    NOT NULL,
    definition_en TEXT    NOT NULL DEFAULT '',
    synonyms_de   TEXT    NOT NULL DEFAULT '',          -- parted by ;
    added_at      INTEGER NOT NULL
) STRICT;
INSERT INTO "terms" VALUES(1,'Losverfahren','','Auswahl durch Zufall.','','Los',1796144400000);
CREATE TABLE tips (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    topic       TEXT    NOT NULL,
    lang_de     TEXT    NOT NULL UNIQUE,
    lang_en     TEXT    NOT NULL DEFAULT '',
    source      TEXT    NOT NULL DEFAULT '',            -- title
    source_year TEXT    NOT NULL DEFAULT '',
    author      TEXT    NOT NULL DEFAULT '',
    verified    INTEGER NOT NULL DEFAULT 0,             -- only what somebody checked is told as a fact
    reviewed_at INTEGER NOT NULL,                       -- 18 months after that it rests until an admin renews it
    rests       TEXT    NOT NULL DEFAULT '' CHECK (rests IN ('', 'voted out')),
    added_at    INTEGER NOT NULL
) STRICT;
INSERT INTO "tips" VALUES(1,'costs','Plant früh.','','','','',1,1796144400000,'',1796144400000);
CREATE TABLE traces (
    sent_at  INTEGER NOT NULL,                          -- Signal's timestamp of the message, ms
    delivery INTEGER NOT NULL REFERENCES deliveries (id) ON DELETE CASCADE,     -- which may have become it
    since    INTEGER NOT NULL,                          -- we had listened since then when this was found, ms
    PRIMARY KEY (sent_at, delivery)
) STRICT;
INSERT INTO "traces" VALUES(1796148300007,1,1796144400000);
CREATE TABLE votes (
    tip     INTEGER NOT NULL,
    member  TEXT    NOT NULL,                           -- ACI
    up      INTEGER NOT NULL,                           -- 1 for 👍, 0 for 👎
    made_at INTEGER NOT NULL,
    PRIMARY KEY (tip, member)
) STRICT;
INSERT INTO "votes" VALUES(1,'0b6f7c7e-0000-4000-8000-00000000000a',1,1796144400000);
CREATE INDEX frames_pending ON frames (id) WHERE done_at IS NULL;
CREATE INDEX deliveries_open ON deliveries (id) WHERE state IN ('waiting', 'sending', 'unknown');
CREATE INDEX deliveries_in_chat ON deliveries (chat, id) WHERE state IN ('waiting', 'sending', 'unknown');
CREATE INDEX deliveries_to ON deliveries (chat, due_at);
CREATE INDEX deliveries_of_frame ON deliveries (frame);
CREATE INDEX deliveries_of_post ON deliveries (post);
CREATE INDEX deliveries_sent_at ON deliveries (sent_at);
CREATE INDEX audit_of ON audit (who, id) WHERE undone IS NULL;
CREATE INDEX recordings_date ON recordings (date);
CREATE INDEX recordings_meeting ON recordings (meeting);
CREATE INDEX chapters_of ON chapters (recording, second);
CREATE INDEX passages_of ON passages (recording, second);
CREATE INDEX templates_link ON templates (link);
CREATE INDEX templates_file ON templates (file);
CREATE INDEX posts_of_rule ON posts (rule, chat, due_at);
CREATE INDEX search_words_back ON search_words (back);
CREATE INDEX search_words_stem ON search_words (stem);
CREATE INDEX search_synonyms_meaning ON search_synonyms (meaning);
CREATE INDEX offers_of ON offers (chat, sender);
CREATE INDEX traces_of ON traces (delivery);
CREATE INDEX deliveries_acts ON deliveries (called_at) WHERE act <> 'say';
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('offers',2);
INSERT INTO "sqlite_sequence" VALUES('recordings',1);
INSERT INTO "sqlite_sequence" VALUES('chapters',1);
INSERT INTO "sqlite_sequence" VALUES('passages',1);
INSERT INTO "sqlite_sequence" VALUES('templates',1);
INSERT INTO "sqlite_sequence" VALUES('tips',1);
INSERT INTO "sqlite_sequence" VALUES('terms',1);
INSERT INTO "sqlite_sequence" VALUES('admins',1);
INSERT INTO "sqlite_sequence" VALUES('announcements',2);
INSERT INTO "sqlite_sequence" VALUES('amendments',1);
COMMIT;
CREATE VIRTUAL TABLE search_index USING fts5 (
    kind,
    title,                                              -- whole words of the title
    title_parts,                                        -- what its compounds are made of
    body,
    body_parts,
    tokenize = 'ascii',                                 -- leaves everything beyond ASCII as it is
    detail = column,                                    -- no phrases are asked for
    columnsize = 0
);
CREATE VIRTUAL TABLE search_trigrams USING fts5 (
    word,
    content = 'search_words',
    content_rowid = 'id',
    tokenize = 'trigram',
    detail = none,
    columnsize = 0
);
INSERT INTO search_index (rowid, kind, title, title_parts, body, body_parts) VALUES (8, 'krecording', 'tkost tgriff ukost ugriff akost agriff', '', 'a20260604 a2026 a06 a04 alosverfahr aaach', 'alos averfahr');
INSERT INTO search_index (rowid, kind, title, title_parts, body, body_parts) VALUES (9, 'kpassage', '', '', 'agezog aoffent', '');
INSERT INTO search_index (rowid, kind, title, title_parts, body, body_parts) VALUES (10, 'ktemplate', 'teinlad ueinlad aeinlad', '', 'ainvitation adebw ade abw', '');
INSERT INTO search_index (rowid, kind, title, title_parts, body, body_parts) VALUES (11, 'ktip', '', '', 'acost aplant afruh', '');
INSERT INTO search_index (rowid, kind, title, title_parts, body, body_parts) VALUES (12, 'kterm', 'tlosverfahr ulosverfahr alosverfahr', 'ulos uverfahr alos averfahr', 'alos aauswahl azufall', '');
INSERT INTO search_trigrams (search_trigrams) VALUES ('rebuild');
