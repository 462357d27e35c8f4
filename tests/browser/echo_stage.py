"""A small stage for the page: a played world whose bot says again what it is told."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.clock import PlayedClock
from bot.demo.envelopes import Quote
from bot.demo.world import World

TOKEN = "an-invented-token"  # noqa: S105 - it opens nothing but the test's own page


class EchoStage:
    """A world whose bot answers `!` with the same words, and whose next post comes at nine."""

    def __init__(self) -> None:
        self.clock = PlayedClock(datetime(2026, 11, 30, 17, 0, tzinfo=UTC))
        self.world = World(self.clock)
        self.zone = ZoneInfo("Europe/Berlin")
        self.muted = False
        self.posts = ["💡 Schreibt auch denen, die nicht gelost wurden."]
        for name in ("anna", "bert", "petra"):
            self.world.add_person(name)
        self.group = self.world.add_group("Netzwerk", ["anna", "bert", "petra"], admins=["petra"])
        self.world.on_event(self._answer)

    def now(self) -> datetime:
        return self.clock.now()

    async def next_post(self) -> datetime | None:
        if not self.posts:
            return None
        local = self.clock.now().astimezone(self.zone) + timedelta(days=1)
        self.clock.set(local.replace(hour=9, minute=0, second=0, microsecond=0))
        self.world.post(self.group.chat, self.posts.pop(0))
        return self.clock.now()

    async def pass_time(self, by: timedelta) -> None:
        self.clock.move(by)

    def _answer(self, event: dict[str, Any]) -> None:
        if event["kind"] != "message" or event["message"]["author"] == "bot" or self.muted:
            return
        message = event["message"]
        if message["text"].startswith("!"):
            quote = Quote(message["timestamp"], message["author"], message["text"])
            # Later, so that every listener hears of the question before the answer.
            asyncio.get_running_loop().call_soon(
                lambda: self.world.post(message["chat"], f"Verstanden: {message['text']}", quote=quote)
            )
