"""A whole bot in this process with features that a test makes up, between a real database and the stand-in server."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.app import App, build
from bot.clock import PlayedClock
from bot.demo.cast import Cast
from bot.demo.script import Deed
from bot.demo.server import StandIn
from bot.demo.stage import bot_settings
from bot.demo.world import World
from bot.settings import Settings
from commands import Registry, registry
from storage import Storage

BEGIN = datetime(2026, 11, 30, 18, tzinfo=ZoneInfo("Europe/Berlin"))


class Playground:
    """People in the groups "Netzwerk" and "Admins", and the bot among them; a star makes an admin."""

    def __init__(self, folder: Path, features: Registry, posts: dict[str, Any]) -> None:
        self.clock = PlayedClock(BEGIN)
        self.cast = Cast(World(self.clock))
        self.server = StandIn(self.cast.world)
        self.cast.add_group("Netzwerk", ["anna", "bert", "petra*", "quirin*"])
        self.cast.add_group("Admins", ["petra*", "quirin*"])
        self.app: App
        self._folder, self._features, self._posts = folder, features, posts
        self._stack = AsyncExitStack()

    @property
    def storage(self) -> Storage:
        """The bot's database."""
        return self.app.storage

    async def start(self) -> None:
        """Starts the bot."""
        values = bot_settings(self.cast.world, self.server.url, self._folder) | {"posts": self._posts}
        settings = Settings(**values)
        self.app = await self._stack.enter_async_context(build(settings, self.clock, self._features))
        await self.app.start()
        await self.server.listened()

    async def stop(self) -> None:
        """Stops the bot and closes what it had open."""
        await self.app.stop()
        await self._stack.aclose()

    async def said(self) -> list[str]:
        """What the bot has said since the last look, as "PLACE: TEXT"."""
        seen = -1
        while seen != self.cast.frames:  # what is said may be heard of again, by a receipt
            seen = self.cast.frames
            await self.server.drained()
            await self.app.settled()
        found = [f"{self.cast.place(one.chat)}: {one.text}" for one in self.cast.said]
        self.cast.said.clear()
        return found

    async def say(self, who: str, text: str, place: str = "") -> list[str]:
        """Lets a person write, alone to the bot unless a group is named; returns what the bot says then."""
        return await self._act(Deed(0, who, place or f"> {who}", "say", text))

    async def attach(self, who: str, file: str, text: str, place: str = "") -> list[str]:
        """Lets a person send a file of the folder with a text."""
        return await self._act(Deed(0, who, place or f"> {who}", "attach", text, file))

    async def react(self, who: str, emoji: str, place: str = "", *, remove: bool = False) -> list[str]:
        """Lets a person react to the bot's last message to them, or in a group; or take the reaction back."""
        here = self.cast.chat(place or f"> {who}")
        sent = [one.timestamp for one in self.cast.world.messages if (one.author, one.chat) == ("bot", here)]
        self.clock.move(timedelta(seconds=1))
        self.cast.world.react(who, sent[-1], emoji, remove=remove)
        return await self.said()

    async def edit(self, who: str, text: str) -> list[str]:
        """Lets a person edit their last message."""
        return await self._act(Deed(0, who, "", "edit", text))

    async def pass_(self, **time: int) -> list[str]:
        """Turns the clock and lets happen what is due then."""
        self.clock.move(timedelta(**time))
        await self.app.ticker.tick()
        return await self.said()

    async def _act(self, deed: Deed) -> list[str]:
        self.clock.move(timedelta(seconds=1))
        self.cast.act(deed, self._folder)
        return await self.said()


@asynccontextmanager
async def playground(folder: Path, *features: object, **posts: Any) -> AsyncIterator[Playground]:  # noqa: ANN401
    """A running bot with these features; `posts` are settings."""
    ground = Playground(folder, registry(features), posts)
    await ground.server.start()
    await ground.start()
    try:
        yield ground
    finally:
        await ground.stop()
        await ground.server.stop()
    assert ground.server.refused == []
