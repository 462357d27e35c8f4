"""Every message on its way: what the outbox holds, and what became of what it held."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.demo.envelopes import Json
from bot.demo.world import Message, World
from bot.settings import Settings
from commands._texts import Language, plain
from storage import Tx, look
from storage.chat import Chat
from storage.delivery import Delivery

_MOST = 60  # that are shown
_STATES = ("waiting", "sending", "sent", "failed", "unknown", "cancelled")


class Ways:
    """The newest deliveries in any state; the words of an answer that went out are known by the message it became."""

    def __init__(self, settings: Settings, world: World, at_page: Callable[[Chat], str]) -> None:
        self._settings = settings
        self._world = world
        self._at_page = at_page

    async def __call__(self, _: Language) -> Json:
        """The newest rows first, and how many deliveries are in each state."""
        newest, meant, counts = await asyncio.to_thread(look, self._settings.database, _newest)
        return {
            "rows": [self._row(one, meant.get(one.id)) for one in newest],
            "counts": {state: counts.get(state, 0) for state in _STATES},
        }

    def _row(self, one: Delivery, meant: int | None) -> Json:
        """`meant` is the timestamp of the message that this is about."""
        message = self._said(one.sent_at if one.act == "say" and one.edits is None else meant)
        text = plain(one.content.text) or (message.text if message else "")
        return {
            "id": one.id,
            "state": one.state,
            "late": one.state == "cancelled" and _too_late(one),
            "act": one.act,
            "chat": self._at_page(one.chat),
            "text": text or ", ".join(file.name for file in one.content.files),
            "missed": message.missed if message and one.act == "say" else [],
            "due": one.due_at.isoformat(),
            "tries": one.tries,
        }

    def _said(self, sent_at: int | None) -> Message | None:
        """The message that went out; None if the world does not have it."""
        try:
            return self._world.find(sent_at) if sent_at else None
        except ValueError:
            return None


def _too_late(one: Delivery) -> bool:
    return one.deadline is not None and one.ended_at is not None and one.ended_at > one.deadline


def _newest(tx: Tx) -> tuple[list[Delivery], dict[int, int | None], dict[str, int]]:
    newest = tx.deliveries.recent(_MOST)
    meant = {one.id: tx.deliveries.timestamp(one.edits) for one in newest if one.edits is not None}
    return newest, meant, tx.deliveries.counts()
