"""What admins want otherwise of posts to come: at another time, in other words, or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from storage.chat import Chat
from storage.instants import from_ms, to_ms
from storage.posts import Post
from storage.rows import Rows
from storage.store import Store


@dataclass(frozen=True, slots=True)
class Amendment:
    """A post by rule and key (with the chat): due at `due` instead of `was_due` (UTC), in its own words or others.

    What was `drawn` for it stays drawn, whatever else is said before it.
    """

    rule: str
    key: str
    was_due: datetime
    due: datetime
    text: str | None
    drawn: str = ""


def _amendment(row: sqlite3.Row) -> Amendment:
    return Amendment(
        row["rule"], row["key"], from_ms(row["was_due"]), from_ms(row["due_at"]), row["text"], row["drawn"]
    )


class Amendments(Store):
    """At most one for a post; all of it can be taken back."""

    def __init__(self, connection: sqlite3.Connection, touch: Callable[[str], None], rows: Rows) -> None:
        super().__init__(connection, touch)
        self._rows = rows

    def list(self) -> list[Amendment]:
        """All of them, those of posts that were said long ago too."""
        return [_amendment(row) for row in self._all("SELECT * FROM amendments ORDER BY id")]

    def get(self, rule: str, key: str) -> Amendment | None:
        """What is wanted otherwise of a post, by its rule and its key with the chat."""
        row = self._one("SELECT * FROM amendments WHERE rule = :rule AND key = :key", rule=rule, key=key)
        return _amendment(row) if row else None

    def of_post(self, post: Post) -> Amendment | None:
        """What was wanted otherwise of a post that was said, whose key may have more words by what was drawn for it."""
        row = self._one(
            "SELECT * FROM amendments WHERE rule = :rule AND substr(key, -length(:chat)) = :chat"
            " AND instr(:key || ' ', substr(key, 1, length(key) - length(:chat))) = 1",
            rule=post.rule,
            key=post.key,
            chat=post.chat,
        )
        return _amendment(row) if row else None

    def of_row(self, amendment: int) -> Amendment | None:
        """The amendment in this row."""
        row = self._one("SELECT * FROM amendments WHERE id = :id", id=amendment)
        return _amendment(row) if row else None

    def put(self, amendment: Amendment) -> None:
        """Amends a post, or amends it again."""
        values = {
            "was_due": to_ms(amendment.was_due),
            "due_at": to_ms(amendment.due),
            "text": amendment.text,
            "drawn": amendment.drawn,
        }
        keys = {"rule": amendment.rule, "key": amendment.key}
        row = self._one("SELECT id FROM amendments WHERE rule = :rule AND key = :key", **keys)
        if row is None:
            self._rows.add("amendments", keys | values)
        else:
            self._rows.change("amendments", row["id"], values)
        self._touch("plan")

    def cancel(self, rule: str, key: str, chat: Chat, due: datetime, now: datetime) -> None:
        """Decides that a post (key with the chat) is not said."""
        values = {"rule": rule, "key": key, "chat": chat, "due_at": to_ms(due), "state": "cancelled"}
        self._rows.add("posts", values | {"reason": "by an admin", "made_at": to_ms(now)})
        self._touch("plan")

    def taken_back(self) -> None:
        """Says that an undo has changed what is planned, so that the clock is looked at once."""
        self._touch("plan")

    def forget(self, before: datetime) -> int:
        """Drops those of posts that were due before this moment; returns how many."""
        return self._run(
            "DELETE FROM amendments WHERE due_at < :before AND was_due < :before", before=to_ms(before)
        ).rowcount
