"""What the bot has offered to a person and waits for: a yes or no, a number out of a list, or a line.

What comes of somebody's own words (a question, or a list) takes the place of what came of her words before; a list and
a question may be open side by side, since nobody confuses a number with a yes. What others put to her waits beside it.
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

Takes = Literal["yes", "number", "line", "which"]

OPEN_FOR = timedelta(minutes=10)
_QUESTION = "takes IN ('yes', 'line')"


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
    what: str = ""  # what it is about, in a line; without it the first line that was said with it
    back: str = ""  # the order that brings back what is dropped with it
    put: bool = False  # to somebody who did not ask
    done: bool = False  # it came with a change that is made, whatever is answered
    id: int = 0
    made: datetime | None = None  # UTC


def _offer(row: sqlite3.Row) -> Offer:
    return Offer(
        row["name"],
        json.loads(row["data"]),
        row["frame"],
        row["takes"],
        post=row["post"],
        ends=from_ms(row["ends_at"]),
        what=row["what"],
        back=row["back"],
        put=bool(row["put"]),
        done=bool(row["done"]),
        id=row["id"],
        made=from_ms(row["made_at"]),
    )


class Offers(Store):
    """At most one question and one list a person and chat that came of her own words, and what others put to her."""

    def make(self, chat: Chat, sender: str, offer: Offer, frame: int | None, now: datetime) -> None:
        """Offers something to `sender` in answer to this frame, in place of what was offered to her before."""
        self._close(chat, sender, {"yes": _QUESTION, "line": _QUESTION}.get(offer.takes, f"takes = '{offer.takes}'"))
        self._add(chat, sender, offer, frame, now, put=False)

    def put(self, chat: Chat, sender: str, offer: Offer, frame: int | None, now: datetime) -> None:
        """Puts a question to `sender`, who did not ask; what else is open for her stays open."""
        self._add(chat, sender, offer, frame, now, put=True)

    def _add(
        self,
        chat: Chat,
        sender: str,
        offer: Offer,
        frame: int | None,
        now: datetime,
        *,
        put: bool,
        again: int | None = None,
    ) -> None:
        self._run(
            "INSERT INTO offers (id, chat, sender, takes, put, name, data, what, back, done, frame, post, made_at,"
            " ends_at)"
            " VALUES (:id, :chat, :sender, :takes, :put, :name, :data, :what, :back, :done, :frame, :post, :made,"
            " :ends)",
            id=again,
            chat=chat,
            sender=sender,
            takes=offer.takes,
            put=int(put),
            name=offer.name,
            data=json.dumps(offer.data, ensure_ascii=False),
            what=offer.what,
            back=offer.back,
            done=int(offer.done),
            frame=frame,
            post=offer.post,
            made=to_ms(now),
            ends=to_ms(offer.ends or now + offer.open_for),
        )

    def question(self, chat: Chat, sender: str, now: datetime) -> Offer | None:
        """The question that is open for this person here after her own words."""
        return next((one for one in self.questions(chat, sender, now) if not one.put), None)

    def questions(self, chat: Chat, sender: str, now: datetime) -> list[Offer]:
        """All questions that are open for this person here, also those of others, in the order they were put."""
        return self._open(chat, sender, now, _QUESTION)

    def choice(self, chat: Chat, sender: str, now: datetime) -> Offer | None:
        """The list that is open for this person here."""
        return next(iter(self._open(chat, sender, now, "takes = 'number'")), None)

    def which(self, chat: Chat, sender: str, now: datetime) -> Offer | None:
        """The list of open questions out of which this person was asked to name one."""
        return next(iter(self._open(chat, sender, now, "takes = 'which'")), None)

    def standing(self, now: datetime) -> list[tuple[Chat, str, Offer]]:
        """All that is open, with where and for whom (ACI)."""
        rows = self._all("SELECT * FROM offers WHERE ends_at > :now ORDER BY ends_at, id", now=to_ms(now))
        return [(Chat(row["chat"]), row["sender"], _offer(row)) for row in rows]

    def awaited(self, chat: Chat, sender: str, now: datetime) -> bool:
        """Whether anything is open for this person here."""
        return bool(self._open(chat, sender, now, "TRUE"))

    def close(self, chat: Chat, sender: str) -> None:
        """Closes the question that came of the person's own words; what is closed is answered no more."""
        self._close(chat, sender, _QUESTION)

    def drop(self, offer: Offer) -> None:
        """Closes this one."""
        self._run("DELETE FROM offers WHERE id = :id", id=offer.id)

    def settle(self, name: str, key: str, value: object, now: datetime) -> None:
        """Closes what was put under this name about the same thing, whoever was asked: it is decided."""
        for _, _, offer in self.standing(now):
            if offer.put and offer.name == name and offer.data.get(key) == value:
                self.drop(offer)

    def reopen(self, offer: Offer, chat: Chat, sender: str) -> None:
        """Opens a question again that was closed a moment ago, until the same moment as before."""
        self._add(chat, sender, offer, offer.frame, offer.made or from_ms(0), put=offer.put, again=offer.id)

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

    def _close(self, chat: Chat, sender: str, kind: str) -> None:
        self._run(
            f"DELETE FROM offers WHERE chat = :chat AND sender = :sender AND put = 0 AND {kind}",  # noqa: S608 - ours
            chat=chat,
            sender=sender,
        )

    def _open(self, chat: Chat, sender: str, now: datetime, kind: str) -> list[Offer]:
        rows = self._all(
            f"SELECT * FROM offers WHERE chat = :chat AND sender = :sender AND ends_at > :now AND {kind}"  # noqa: S608 - ours
            " ORDER BY id",
            chat=chat,
            sender=sender,
            now=to_ms(now),
        )
        return [_offer(row) for row in rows]
