"""What was decided about things said unasked, so that none is said twice."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from storage.chat import Chat
from storage.instants import from_ms, to_ms
from storage.store import Store

PostState = Literal["planned", "due", "sent", "skipped", "cancelled"]


@dataclass(frozen=True, slots=True)
class Post:
    """Which rule said something, its key within the rule, without the chat, and when it was due (UTC)."""

    rule: str
    key: str
    due_at: datetime
    id: int
    chat: Chat
    state: PostState
    made_at: datetime  # when that was decided, UTC


WITHDRAWN = "withdrawn"  # the rule of what was said and is taken back; its own may say it again
TOO_LATE, OVERTAKEN, NO_ROOM = "too late", "overtaken", "enough posts this week"  # why a post is passed over
_BY_THE_CLOCK = {TOO_LATE, OVERTAKEN, NO_ROOM}


def _post(row: sqlite3.Row) -> Post:
    key = row["key"].rpartition(" ")[0]
    times = from_ms(row["due_at"]), from_ms(row["made_at"])
    return Post(row["rule"], key, times[0], row["id"], Chat(row["chat"]), row["state"], times[1])


class Posts(Store):
    """At most one row for a rule and a key."""

    def claim(
        self,
        rule: str,
        key: str,
        chat: Chat,
        *,
        due: datetime,
        now: datetime,
        state: PostState,
        reason: str = "",
    ) -> int | None:
        """Decides about a post; returns its id, or None if that was decided before."""
        if (before := self._of(rule, key)) is not None and self._in_error(before, now):
            self._run("DELETE FROM posts WHERE id = :id", id=before["id"])
        row = self._one(
            "INSERT INTO posts (rule, key, chat, due_at, state, reason, made_at)"
            " VALUES (:rule, :key, :chat, :due, :state, :reason, :now)"
            " ON CONFLICT (rule, key) DO NOTHING RETURNING id",
            rule=rule,
            key=key,
            chat=chat,
            due=to_ms(due),
            state=state,
            reason=reason,
            now=to_ms(now),
        )
        return row["id"] if row else None

    def decided(self, rule: str, key: str) -> PostState | None:
        """What was decided about this post, if anything was."""
        row = self._of(rule, key)
        return row["state"] if row else None

    def unplan(self, rule: str, about: str) -> None:
        """Forgets that posts were called off of which nothing was ever put in line; `about` begins their keys."""
        self._run(
            "DELETE FROM posts WHERE rule = :rule AND key > :first AND key < :last AND state = 'cancelled'"
            " AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.post = posts.id)",
            rule=rule,
            first=f"{about} ",
            last=f"{about}!",  # the character after the space
        )

    def settled(self, rule: str, key: str, now: datetime) -> bool:
        """Whether something was decided about this post that stands."""
        row = self._of(rule, key)
        return row is not None and not self._in_error(row, now)

    def passed_over(self, now: datetime) -> datetime | None:
        """When the first post was due (UTC) that is due by `now` and was passed over at a time that lies ahead."""
        rows = self._all(
            "SELECT * FROM posts WHERE state = 'skipped' AND made_at > :now AND due_at <= :now ORDER BY due_at",
            now=to_ms(now),
        )
        return next((from_ms(row["due_at"]) for row in rows if self._in_error(row, now)), None)

    def _in_error(self, row: sqlite3.Row, now: datetime) -> bool:
        """Whether the clock passed over a post at a time that lies ahead: it was wrong then."""
        skipped = row["state"] == "skipped" and row["reason"] in _BY_THE_CLOCK and row["made_at"] > to_ms(now)
        return skipped and self._one("SELECT 1 FROM deliveries WHERE post = :id", id=row["id"]) is None

    def move(self, post_id: int, state: PostState, reason: str = "") -> None:
        """Puts a post into another state."""
        self._run(
            "UPDATE posts SET state = :state, reason = :reason WHERE id = :id",
            id=post_id,
            state=state,
            reason=reason,
        )

    def said(self, rule: str, about: str) -> bool:
        """Whether the rule said something under a key of which `about` is the first word."""
        row = self._one(
            "SELECT 1 FROM posts WHERE rule = :rule AND key > :first AND key < :last AND state IN ('due', 'sent')",
            rule=rule,
            first=f"{about} ",
            last=f"{about}!",  # the character after the space
        )
        return row is not None

    def of_delivery(self, delivery_id: int) -> Post | None:
        """The post that this delivery carries, or edits."""
        row = self._one(
            "SELECT p.* FROM posts p JOIN deliveries d ON d.post = p.id"
            " WHERE d.id IN (:id, (SELECT edits FROM deliveries WHERE id = :id)) ORDER BY d.id LIMIT 1",
            id=delivery_id,
        )
        return _post(row) if row else None

    def said_as(self, rule: str, key: str, chat: Chat) -> Post | None:
        """The post that was said in a chat, or is about to be, under this key without the chat and what was drawn."""
        row = self._one(
            "SELECT * FROM posts WHERE rule = :rule AND chat = :chat AND key > :first AND key < :last"
            " AND state IN ('due', 'sent')",
            rule=rule,
            chat=chat,
            first=f"{key} ",
            last=f"{key}!",  # the character after the space
        )
        return _post(row) if row else None

    def withdraw(self, post_id: int) -> None:
        """Takes back what was said: it is deleted for all, and may be said again in its time."""
        self._run("UPDATE posts SET rule = :rule, key = id || ' ' || chat WHERE id = :id", rule=WITHDRAWN, id=post_id)
        self._touch("plan")

    def withdrawn(self) -> list[Post]:
        """What was taken back and still stands where it was said."""
        rows = self._all("SELECT * FROM posts WHERE rule = :rule AND state <> 'cancelled'", rule=WITHDRAWN)
        return [_post(row) for row in rows]

    def find(self, rule: str, key: str) -> Post | None:
        """The post of this rule and key (with the chat), whatever was decided about it."""
        row = self._of(rule, key)
        return _post(row) if row else None

    def said_at(self, chat: Chat, since: datetime) -> list[datetime]:
        """When each post of this chat was decided on that it has heard, or is about to, since then; in order."""
        rows = self._all(
            # By the deliveries, since those are found by their chat, however many posts there have been.
            "SELECT DISTINCT p.id, p.made_at FROM deliveries d JOIN posts p ON p.id = d.post"
            " WHERE d.chat = :chat AND d.due_at > :since AND p.made_at > :since AND p.state IN ('due', 'sent')"
            " ORDER BY p.made_at",
            chat=chat,
            since=to_ms(since),
        )
        return [from_ms(row["made_at"]) for row in rows]

    def _of(self, rule: str, key: str) -> sqlite3.Row | None:
        return self._one("SELECT * FROM posts WHERE rule = :rule AND key = :key", rule=rule, key=key)
