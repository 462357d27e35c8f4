"""The demo: a played Signal group, the bot in it, and the chat page in front of them."""

from __future__ import annotations

import asyncio
import secrets
import signal
import tempfile
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.clock import PlayedClock, SystemClock
from bot.demo import sample
from bot.demo.page import Page
from bot.demo.process import BotProcess
from bot.demo.server import StandIn
from bot.demo.world import World
from storage import open_storage

ZONE = ZoneInfo("Europe/Berlin")


class Stage:
    """What the chat page shows and turns: the world, its clock, and the bot."""

    def __init__(self, folder: Path, at: datetime, *, running: bool = True) -> None:
        self.zone = ZONE
        self.clock = PlayedClock(at, running=running)
        self.world = World(self.clock)
        self.server = StandIn(self.world)
        self._folder = folder
        self._running = running
        self.bot: BotProcess | None = None

    def now(self) -> datetime:
        """The played clock, UTC."""
        return self.clock.now()

    async def start(self) -> None:
        """Puts the people on the stage and the bot among them."""
        for name in (*sample.MEMBERS, *sample.ADMINS):
            self.world.add_person(name)
        for group in sample.GROUPS:
            admins = [name for name in group.people if name in sample.ADMINS]
            self.world.add_group(group.title, list(group.people), admins)
        await self.server.start()
        settings = bot_settings(self.world, self.server.url, self._folder)
        async with open_storage(Path(settings["database"])) as storage:
            await storage.write(lambda tx: sample.fill(tx, self.clock.now()))
        self.bot = BotProcess(settings, self._folder / "bot.log", clock=self.clock, running=self._running)
        await self.bot.start(self.clock.now())
        await self.server.listened()

    async def stop(self) -> None:
        """Ends the bot and the server."""
        if self.bot is not None:
            await self.bot.stop()
        await self.server.stop()

    async def next_post(self) -> datetime | None:
        """Moves the clock to the next post and lets it happen; None if nothing comes within 60 days."""
        assert self.bot is not None  # noqa: S101 - set by start()
        at = await self.bot.next_post()
        if at is not None:
            await self.bot.turn(at)
        return at

    async def pass_time(self, by: timedelta) -> None:
        """Moves the clock on; what falls due on the way happens, one after another."""
        assert self.bot is not None  # noqa: S101 - set by start()
        await self.bot.turn(self.clock.now() + by)


def bot_settings(world: World, server: str, folder: Path, zone: str = ZONE.key) -> dict[str, Any]:
    """The settings of a bot in this world, with its database in `folder`; the group "Admins" is the admin group."""
    admins = {name for group in world.groups.values() for name in group.admins}
    groups: dict[str, dict[str, str]] = {}
    for title, group in world.groups.items():
        purpose = "admin" if title == "Admins" else "main"
        name = purpose if purpose not in groups else f"{purpose}{len(groups)}"
        groups[name] = {"id": group.id, "purpose": purpose}
    return {
        "number": world.bot.number,
        "server": server,
        "database": str(folder / "losbote.db"),
        "library": str(folder / "library"),
        "zone": zone,
        "admins": sorted(world.people[name].aci for name in admins),
        "web": "127.0.0.1:0",
        "groups": groups,
    }


@asynccontextmanager
async def staged(at: datetime, port: int = 0) -> AsyncIterator[Page]:
    """The whole demo, running, at a played time to begin with; yields its page."""
    with tempfile.TemporaryDirectory(prefix="losbote-") as folder:
        stage = Stage(Path(folder), at)
        page = Page(stage, token=secrets.token_urlsafe(16))
        try:
            await stage.start()
            await page.start(port)
            yield page
        finally:
            await page.stop()
            await stage.stop()


async def show(*, port: int, browser: bool) -> None:
    """Runs the demo until Ctrl-C, and says where it is."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    print("Losbote wird geladen … / Losbote is starting …", flush=True)  # noqa: T201 - the terminal of the person who tries it
    async with staged(SystemClock().now(), port) as page:
        print(f"\n  {page.url}\n\nStrg-C beendet. / Ctrl-C ends it.", flush=True)  # noqa: T201
        if browser:
            await asyncio.to_thread(webbrowser.open, page.url)
        await stop.wait()
        print("\nBis bald. / See you.", flush=True)  # noqa: T201
