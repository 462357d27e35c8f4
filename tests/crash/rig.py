"""A played Signal world with the stand-in server and the bot as a process of its own, put together for a test."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.clock import PlayedClock
from bot.demo import sample
from bot.demo.process import BotProcess
from bot.demo.server import StandIn
from bot.demo.world import Message, World
from storage import open_storage

START = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)
PEOPLE = {"anna": None, "bert": "+4915555550102", "carla": None, "deniz": None, "petra": "+4915555550104"}
NEXT = (
    "Nächstes Treffen: Kosten im Griff\n"
    "Mittwoch, 2. Dezember, 19:00 Uhr (in 2 Tagen)\n"
    "Mit Ida Sommer (Musterhausen) und Jonas Feld (Neustadt am Bach).\n"
    "https://meet.example/netz"
)


@dataclass
class Rig:
    """Everything around the bot; `frames` are the raw frames that people caused so far."""

    clock: PlayedClock
    world: World
    server: StandIn
    bot: BotProcess
    folder: Path
    frames: list[str] = field(default_factory=list)

    @property
    def group(self) -> str:
        """The chat of the network's group."""
        return self.world.groups["Netzwerk"].chat

    @property
    def log(self) -> str:
        """What the bot has logged so far."""
        return (self.folder / "log").read_text(encoding="utf-8")

    def ask(self, who: str, text: str) -> Message:
        """Lets somebody write in the group, a second after what was before."""
        self.clock.move(timedelta(seconds=1))
        return self.world.say(who, self.group, text)

    async def calm(self) -> None:
        """Returns when the bot has read, handled and answered all there is, and knows of the receipts."""
        for _ in range(2):
            await self.server.drained()
            await self.bot.settled()

    async def gone(self) -> None:
        """Returns when no websocket is connected any more."""
        while self.server.listening:  # noqa: ASYNC110 - the server tells of connections that come, not that go
            await asyncio.sleep(0.001)

    async def linked_again(self, cut: Callable[[], Awaitable[None] | None]) -> None:
        """Cuts the link and returns when the bot has made a new one; it may be quicker than anybody sees it gone."""
        before = self.server.connections
        if (cutting := cut()) is not None:
            await cutting
        while self.server.connections == before:  # noqa: ASYNC110 - the server counts connections, it does not tell
            await asyncio.sleep(0.001)

    def answers(self) -> list[str]:
        """What the bot has said, in order."""
        return [message.text for message in self.world.messages if message.author == "bot"]

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What a question to the bot's database gives."""
        with closing(sqlite3.connect(self.folder / "losbote.db")) as connection:
            return connection.execute(query).fetchall()


def played_world(clock: PlayedClock) -> World:
    """Five people in the network's group, one of them an admin with a group for admins."""
    world = World(clock)
    for name, number in PEOPLE.items():
        world.add_person(name, number=number)
    world.add_group("Netzwerk", PEOPLE, ["petra"])
    world.add_group("Admins", ["petra"], ["petra"])
    return world


def settings_for(world: World, server: str, folder: Path) -> dict[str, Any]:
    """Settings of a bot for this world, as `bot.settings.Settings` takes them."""
    groups = {"main": world.groups["Netzwerk"], "admin": world.groups["Admins"]}
    return {
        "number": world.bot.number,
        "server": server,
        "database": str(folder / "losbote.db"),
        "library": str(folder / "library"),
        "groups": {name: {"id": group.id} for name, group in groups.items()},
        "admins": [world.people["petra"].aci],
        "web": "127.0.0.1:0",
        "backups": "",
        "check_links": False,
        "posts": {"pin": False, "tips": ""},  # what these tests compare is said by people and by the clock
    }


async def fill(folder: Path) -> None:
    """Puts the sample meetings into the database in `folder`."""
    async with open_storage(folder / "losbote.db") as storage:
        await storage.write(lambda tx: sample.fill(tx, START))


def told_in(log: str, world: World) -> list[str]:
    """What a log tells about people: words they said, names, numbers, ACIs, groups."""
    words = {word for message in world.messages for word in re.findall(r"\w{4,}", message.text)}
    people = {text for one in world.people.values() for text in (one.name, one.aci, one.number) if text}
    people |= {world.bot.aci, str(world.bot.number)}
    groups = {text for group in world.groups.values() for text in (group.name, group.id, group.internal_id)}
    return sorted(text for text in words | people | groups if re.search(rf"\b{re.escape(text)}\b", log, re.IGNORECASE))


@asynccontextmanager
async def rigged(
    folder: Path, more: Mapping[str, Any] | None = None, *, webhook: str | None = None
) -> AsyncIterator[Rig]:
    """A world, a server and a bot that is not started yet, with its files in `folder`; all is ended at the end.

    `more` are further settings of the bot.
    """
    clock = PlayedClock(START)
    world = played_world(clock)
    server = StandIn(world, webhook=webhook)
    await server.start()
    await fill(folder)
    bot = BotProcess(settings_for(world, server.url, folder) | dict(more or {}), folder / "log", clock=clock)
    rig = Rig(clock, world, server, bot, folder)
    world.on_frame(rig.frames.append)
    try:
        yield rig
    finally:
        await bot.kill()
        await server.stop()


@asynccontextmanager
async def running(
    folder: Path, more: Mapping[str, Any] | None = None, *, webhook: str | None = None
) -> AsyncIterator[Rig]:
    """The same with the bot started, listening, and through with what it does at start."""
    async with rigged(folder, more, webhook=webhook) as rig:
        await rig.bot.start(START)
        await rig.server.listened()
        await rig.calm()
        yield rig
