"""Every message on its way: what the outbox holds, and what became of what it held."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.demo.envelopes import Json
from bot.demo.world import World
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
        newest, counts = await asyncio.to_thread(look, self._settings.database, _newest)
        return {
            "rows": [self._row(one) for one in newest],
            "counts": {state: counts.get(state, 0) for state in _STATES},
        }

    def _row(self, one: Delivery) -> Json:
        text = plain(one.content.text) or self._said(one.sent_at)
        return {
            "id": one.id,
            "state": one.state,
            "act": one.act,
            "chat": self._at_page(one.chat),
            "text": text or ", ".join(file.name for file in one.content.files),
            "due": one.due_at.isoformat(),
            "tries": one.tries,
        }

    def _said(self, sent_at: int | None) -> str:
        """The words of a message that went out; empty if the world does not have it."""
        try:
            return self._world.find(sent_at).text if sent_at else ""
        except ValueError:
            return ""


def _newest(tx: Tx) -> tuple[list[Delivery], dict[str, int]]:
    return tx.deliveries.recent(_MOST), tx.deliveries.counts()
