-- What a meeting is called for in calendars grows with each change of its series too.
ALTER TABLE series ADD COLUMN sequence INTEGER NOT NULL DEFAULT 0;

-- Where the recording of a meeting is; NULL as long as nobody has said.
ALTER TABLE meetings ADD COLUMN recording TEXT;

-- What a person ordered for herself: offsets like "1d 1h"; and until when she wants none.
ALTER TABLE members ADD COLUMN reminders TEXT NOT NULL DEFAULT '';
ALTER TABLE members ADD COLUMN paused_until INTEGER;

-- Who said that she comes to a meeting.
CREATE TABLE rsvps (
    meeting TEXT    NOT NULL,                           -- uid
    member  TEXT    NOT NULL,                           -- ACI
    made_at INTEGER NOT NULL,
    PRIMARY KEY (meeting, member)
) STRICT;

-- What the bot has offered to a person in a chat and waits for a yes or a no: one at a time.
CREATE TABLE offers (
    chat    TEXT    NOT NULL,
    sender  TEXT    NOT NULL,                           -- ACI of who may answer
    name    TEXT    NOT NULL,                           -- which feature takes the answer
    data    TEXT    NOT NULL,                           -- JSON, what a yes would do
    frame   INTEGER REFERENCES frames (id) ON DELETE SET NULL,  -- the order that led to it
    ends_at INTEGER NOT NULL,
    PRIMARY KEY (chat, sender)
) STRICT;

-- A message that is kept up to date in a group, pinned where that is possible.
CREATE TABLE kept (
    rule     TEXT    NOT NULL,                          -- which feature
    chat     TEXT    NOT NULL,
    key      TEXT    NOT NULL,                          -- what it is about; another key is another message
    text     TEXT    NOT NULL,                          -- as last said
    delivery INTEGER NOT NULL REFERENCES deliveries (id),
    PRIMARY KEY (rule, chat)
) STRICT;

-- How often the server said no to a delivery; that it was away is no refusal.
ALTER TABLE deliveries ADD COLUMN refusals INTEGER NOT NULL DEFAULT 0;

-- What a delivery does: says something, or pins, unpins, deletes or (a poll) closes the message of the delivery in `edits`.
ALTER TABLE deliveries ADD COLUMN act TEXT NOT NULL DEFAULT 'say' CHECK (act IN ('say', 'pin', 'unpin', 'delete', 'close'));
