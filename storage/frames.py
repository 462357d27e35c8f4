"""The inbox: frames as they came, each once, whole until handled and only as a key afterwards."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from storage.chat import Chat
from storage.instants import from_ms, to_ms
from storage.store import Store


@dataclass(frozen=True, slots=True)
class NewFrame:
    """What intake found in a raw frame: the key, the chat, and the frame cut down to what is needed."""

    sender: str
    sent_at: int
    kind: str
    chat: Chat
    body: str


@dataclass(frozen=True, slots=True)
class Frame:
    """A stored frame that is still to be handled."""

    id: int
    sender: str
    sent_at: int
    kind: str
    chat: Chat
    received_at: datetime
    body: str


def _frame(row: sqlite3.Row) -> Frame:
    return Frame(
        id=row["id"],
        sender=row["sender"],
        sent_at=row["sent_at"],
        kind=row["kind"],
        chat=Chat(row["chat"]),
        received_at=from_ms(row["received_at"]),
        body=row["body"],
    )


class Frames(Store):
    """The key of a frame is sender, timestamp and kind."""

    def add(self, frame: NewFrame, now: datetime) -> bool:
        """Stores a frame; False if it is there already, handled or not."""
        added = self._run(
            "INSERT INTO frames (sender, sent_at, kind, chat, received_at, body)"
            " VALUES (:sender, :sent_at, :kind, :chat, :now, :body)"
            " ON CONFLICT (sender, sent_at, kind) DO NOTHING",
            sender=frame.sender,
            sent_at=frame.sent_at,
            kind=frame.kind,
            chat=frame.chat,
            now=to_ms(now),
            body=frame.body,
        ).rowcount
        if added == 0:  # written again, so that this commit makes certain what another one may have left to the next
            self._run(
                "UPDATE frames SET received_at = received_at"
                " WHERE sender = :sender AND sent_at = :sent_at AND kind = :kind",
                sender=frame.sender,
                sent_at=frame.sent_at,
                kind=frame.kind,
            )
        self._touch("frames")  # also when it is there: another process may have stored it, and rang no bell here
        return added == 1

    def pending(self, after: int, limit: int = 100) -> list[Frame]:
        """Frames not yet handled with an id above `after`, in the order in which they came."""
        rows = self._all(
            "SELECT * FROM frames WHERE done_at IS NULL AND id > :after ORDER BY id LIMIT :limit",
            after=after,
            limit=limit,
        )
        return [_frame(row) for row in rows]

    def newest(self) -> int:
        """The highest id so far; 0 if there was no frame yet."""
        row = self._one("SELECT max(id) AS id FROM frames")
        return row["id"] or 0 if row else 0

    def get(self, frame_id: int) -> Frame | None:
        """The frame if it is still to be handled."""
        row = self._one("SELECT * FROM frames WHERE id = :id AND done_at IS NULL", id=frame_id)
        return _frame(row) if row else None

    def left(self, up_to: int) -> int:
        """How many frames up to this id are still to be handled."""
        row = self._one("SELECT count(*) AS n FROM frames WHERE done_at IS NULL AND id <= :up_to", up_to=up_to)
        return int(row["n"]) if row else 0

    def find(self, sender: str, sent_at: int) -> int | None:
        """The id of the message that this person sent at this timestamp, handled or not."""
        row = self._one(
            "SELECT id FROM frames WHERE sender = :sender AND sent_at = :sent_at AND kind = 'message'",
            sender=sender,
            sent_at=sent_at,
        )
        return row["id"] if row else None

    def votes_wait(self, chat: Chat, up_to: datetime) -> bool:
        """Whether votes of this chat that came in up to this moment are still to be handled."""
        row = self._one(
            "SELECT 1 FROM frames WHERE done_at IS NULL AND kind = 'vote' AND chat = :chat AND received_at <= :up_to",
            chat=chat,
            up_to=to_ms(up_to),
        )
        return row is not None

    def done(self, frame_id: int, now: datetime) -> None:
        """Marks a frame as handled and forgets what it said."""
        self._run("UPDATE frames SET done_at = :now, body = NULL WHERE id = :id", id=frame_id, now=to_ms(now))

    def said_since(self, sender: str, since: datetime, up_to: int) -> int:
        """How many messages of this person were taken in after `since`, up to the frame `up_to` with it."""
        row = self._one(
            "SELECT count(*) AS n FROM frames"
            " WHERE sender = :sender AND id <= :up_to AND received_at > :since AND kind = 'message'",
            sender=sender,
            since=to_ms(since),
            up_to=up_to,
        )
        return int(row["n"]) if row else 0

    def forget(self, before: datetime) -> int:
        """Drops the keys of frames handled before this moment; returns how many.

        The newest stays: SQLite would give its id away again, and readers go by ids that only grow.
        """
        return self._run(
            "DELETE FROM frames WHERE done_at < :before AND id < (SELECT max(id) FROM frames)", before=to_ms(before)
        ).rowcount
