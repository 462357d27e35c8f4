-- The library. Ids are never given twice (AUTOINCREMENT), since the audit log and posts go on naming what was removed.

-- Recordings of meetings, and of other things worth seeing.
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
CREATE INDEX recordings_date ON recordings (date);
CREATE INDEX recordings_meeting ON recordings (meeting);

CREATE TABLE chapters (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    recording INTEGER NOT NULL REFERENCES recordings (id),
    second    INTEGER NOT NULL,
    title     TEXT    NOT NULL
) STRICT;
CREATE INDEX chapters_of ON chapters (recording, second);

-- What is said in a recording, some sentences at a time, with the second at which they begin.
CREATE TABLE passages (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    recording INTEGER NOT NULL REFERENCES recordings (id),
    second    INTEGER NOT NULL,
    text      TEXT    NOT NULL
) STRICT;
CREATE INDEX passages_of ON passages (recording, second);

-- Documents from practice: a file in the library folder, or a link.
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

CREATE INDEX templates_link ON templates (link);
CREATE INDEX templates_file ON templates (file);

-- Practice tips, in German and English.
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

-- When a tip was last given in a chat in answer to `!tip`, so that the next one is another. The deck of a group has no
-- table: it follows from the tips and from what was told there, which stands in posts.
CREATE TABLE given (
    chat     TEXT    NOT NULL,
    tip      INTEGER NOT NULL,
    given_at INTEGER NOT NULL,
    PRIMARY KEY (chat, tip)
) STRICT;
CREATE INDEX posts_of_rule ON posts (rule, chat, due_at);

-- What people think of a tip: one vote each.
CREATE TABLE votes (
    tip     INTEGER NOT NULL,
    member  TEXT    NOT NULL,                           -- ACI
    up      INTEGER NOT NULL,                           -- 1 for 👍, 0 for 👎
    made_at INTEGER NOT NULL,
    PRIMARY KEY (tip, member)
) STRICT;

-- The glossary.
CREATE TABLE terms (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    term_de       TEXT    NOT NULL UNIQUE,
    term_en       TEXT    NOT NULL DEFAULT '',
    definition_de TEXT    NOT NULL,
    definition_en TEXT    NOT NULL DEFAULT '',
    synonyms_de   TEXT    NOT NULL DEFAULT '',          -- parted by ;
    added_at      INTEGER NOT NULL
) STRICT;

-- What was searched for in vain, without who did: for the editors.
CREATE TABLE misses (
    words   TEXT    NOT NULL PRIMARY KEY,               -- folded
    count   INTEGER NOT NULL,
    last_at INTEGER NOT NULL
) STRICT;

-- What is known of the links in the library.
CREATE TABLE links (
    link          TEXT    NOT NULL PRIMARY KEY,
    checked_at    INTEGER NOT NULL,
    failing_since INTEGER,                              -- NULL: it opened when it was last looked at
    reason        TEXT    NOT NULL DEFAULT ''
) STRICT;

-- The index of the search. A row is an entry: 8 * its id + the number of its kind. All columns hold stems, each once for
-- each place that it counts for, as storage/search.py makes them, so the tokenizer only has to part them at the spaces.
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

-- Every word that was seen, to take compounds apart, to mend typos and to look inside words.
CREATE TABLE search_words (
    id    INTEGER PRIMARY KEY,
    word  TEXT NOT NULL UNIQUE,                         -- folded
    back  TEXT NOT NULL,                                -- the same, read backwards
    stem  TEXT NOT NULL,
    parts TEXT NOT NULL,                                -- stems of what it is made of, parted by spaces
    shown TEXT NOT NULL                                 -- as it was written first
) STRICT;
CREATE INDEX search_words_back ON search_words (back);
CREATE INDEX search_words_stem ON search_words (stem);

CREATE VIRTUAL TABLE search_trigrams USING fts5 (
    word,
    content = 'search_words',
    content_rowid = 'id',
    tokenize = 'trigram',
    detail = none,
    columnsize = 0
);

-- Words that mean the same: those of one set.
CREATE TABLE search_synonyms (
    phrase  TEXT    NOT NULL,                           -- stems, parted by spaces
    meaning INTEGER NOT NULL,
    PRIMARY KEY (phrase, meaning)
) STRICT, WITHOUT ROWID;
CREATE INDEX search_synonyms_meaning ON search_synonyms (meaning);
