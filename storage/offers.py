"""What the bot has offered to a person and waits for a yes or a no: one offer a person and chat, for ten minutes."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from storage.chat import Chat
from storage.instants import to_ms
from storage.store import Store

OPEN_FOR = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Offer:
    """What a yes would do: `name` says which feature takes the answer, `data` (JSON) what it needs for that."""

    name: str
    data: dict[str, Any]
    frame: int | None = None  # the order that led to it


def _offer(row: sqlite3.Row) -> Offer:
    return Offer(row["name"], json.loads(row["data"]), row["frame"])


class Offers(Store):
    """A new offer takes the place of an open one."""

    def make(self, chat: Chat, sender: str, offer: Offer, frame: int, now: datetime) -> None:
        """Offers something to `sender` in answer to this frame."""
        self._run(
            "INSERT INTO offers (chat, sender, name, data, frame, ends_at)"
            " VALUES (:chat, :sender, :name, :data, :frame, :ends) ON CONFLICT (chat, sender)"
            " DO UPDATE SET name = :name, data = :data, frame = :frame, ends_at = :ends",
            chat=chat,
            sender=sender,
            name=offer.name,
            data=json.dumps(offer.data, ensure_ascii=False),
            frame=frame,
            ends=to_ms(now + OPEN_FOR),
        )

    def get(self, chat: Chat, sender: str, now: datetime) -> Offer | None:
        """What is open for this person here."""
        row = self._one(
            "SELECT * FROM offers WHERE chat = :chat AND sender = :sender AND ends_at > :now",
            chat=chat,
            sender=sender,
            now=to_ms(now),
        )
        return _offer(row) if row else None

    def take(self, chat: Chat, sender: str, now: datetime) -> Offer | None:
        """What was open for this person here; it is closed by that."""
        offer = self.get(chat, sender, now)
        self._run("DELETE FROM offers WHERE chat = :chat AND sender = :sender", chat=chat, sender=sender)
        return offer
