"""What the bot has offered to a person and waits for: a yes or no, a number out of a list, or a line.

A question (yes, or a line) takes the place of an open one, and so does a list of an open list; a list and a question
may be open side by side, since nobody confuses a number with a yes.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from storage.chat import Chat
from storage.instants import from_ms, to_ms
from storage.store import Store

Takes = Literal["yes", "number", "line"]

OPEN_FOR = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Offer:
    """What is waited for: `name` says which feature takes the answer, `data` (JSON) what it needs for that."""

    name: str
    data: dict[str, Any]
    frame: int | None = None  # the order that led to it
    takes: Takes = "yes"
    open_for: timedelta = OPEN_FOR
    post: int | None = None  # that brought it to somebody who did not ask
    ends: datetime | None = None  # UTC; None: `open_for` from when it is made


def _offer(row: sqlite3.Row) -> Offer:
    return Offer(
        row["name"], json.loads(row["data"]), row["frame"], row["takes"], post=row["post"], ends=from_ms(row["ends_at"])
    )


class Offers(Store):
    """At most one question and one list a person and chat."""

    def make(self, chat: Chat, sender: str, offer: Offer, frame: int | None, now: datetime) -> None:
        """Offers something to `sender` in answer to this frame."""
        self.close(chat, sender, number=offer.takes == "number")
        self._run(
            "INSERT INTO offers (chat, sender, takes, name, data, frame, post, ends_at)"
            " VALUES (:chat, :sender, :takes, :name, :data, :frame, :post, :ends)",
            chat=chat,
            sender=sender,
            takes=offer.takes,
            name=offer.name,
            data=json.dumps(offer.data, ensure_ascii=False),
            frame=frame,
            post=offer.post,
            ends=to_ms(offer.ends or now + offer.open_for),
        )

    def question(self, chat: Chat, sender: str, now: datetime) -> Offer | None:
        """The question that is open for this person here."""
        return self._open(chat, sender, now, "takes <> 'number'")

    def choice(self, chat: Chat, sender: str, now: datetime) -> Offer | None:
        """The list that is open for this person here."""
        return self._open(chat, sender, now, "takes = 'number'")

    def standing(self, now: datetime) -> list[tuple[Chat, str, Offer]]:
        """All that is open, with where and for whom (ACI)."""
        rows = self._all("SELECT * FROM offers WHERE ends_at > :now ORDER BY ends_at", now=to_ms(now))
        return [(Chat(row["chat"]), row["sender"], _offer(row)) for row in rows]

    def awaited(self, chat: Chat, sender: str, now: datetime) -> bool:
        """Whether anything is open for this person here."""
        return self.question(chat, sender, now) is not None or self.choice(chat, sender, now) is not None

    def close(self, chat: Chat, sender: str, *, number: bool = False) -> None:
        """Closes the question, or the list if `number`; what is closed is answered no more."""
        self._run(
            "DELETE FROM offers WHERE chat = :chat AND sender = :sender AND (takes = 'number') = :number",
            chat=chat,
            sender=sender,
            number=int(number),
        )

    def reopen(self, chat: Chat, sender: str, offer: Offer) -> None:
        """Opens a question again that was closed a moment ago, until the same moment as before."""
        self.make(chat, sender, offer, offer.frame, offer.ends or from_ms(0))

    def lapsed(self, chat: Chat, sender: str, now: datetime) -> bool:
        """Whether a line was waited for in vain; says so once, and forgets the question."""
        rows = self._all(
            "DELETE FROM offers WHERE chat = :chat AND sender = :sender AND takes = 'line' AND ends_at <= :now"
            " RETURNING takes",
            chat=chat,
            sender=sender,
            now=to_ms(now),
        )
        return bool(rows)

    def forget(self, now: datetime) -> int:
        """Drops what nobody has answered in time; returns how many."""
        return self._run("DELETE FROM offers WHERE ends_at <= :now", now=to_ms(now)).rowcount

    def _open(self, chat: Chat, sender: str, now: datetime, kind: str) -> Offer | None:
        row = self._one(
            f"SELECT * FROM offers WHERE chat = :chat AND sender = :sender AND ends_at > :now AND {kind}",  # noqa: S608 - ours
            chat=chat,
            sender=sender,
            now=to_ms(now),
        )
        return _offer(row) if row else None
