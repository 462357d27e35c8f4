"""The demo: a played Signal group, the bot in it, and the chat page in front of them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from functools import cached_property, partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.clock import PlayedClock
from bot.demo import keep, library, sample
from bot.demo.envelopes import Json
from bot.demo.inbox import receiving
from bot.demo.ledger import Changes, Tips
from bot.demo.levers import Levers
from bot.demo.looks import Coming, Look, stamp
from bot.demo.process import BotGoneError, BotProcess
from bot.demo.refusal import Refusal
from bot.demo.server import StandIn
from bot.demo.ways import Ways
from bot.demo.world import World
from bot.errors import LosboteError
from bot.receive import PATH
from bot.settings import Settings
from commands._texts import Language
from storage import open_storage
from storage.chat import Chat, id_in, is_group

ZONE = ZoneInfo("Europe/Berlin")
_NOWHERE = "http://127.0.0.1:9"  # until the server listens
_STEP = timedelta(days=1)  # by which the clock is turned at a time, so that one can stop it on the way


class NotStarted(LosboteError):
    """The bot could not be started; why, it has said itself."""


class Stage:
    """What the chat page shows and turns: the world, its clock, and the bot. All it keeps is in `folder`.

    `files` is a folder as `losbote import` takes it.
    """

    def __init__(self, folder: Path, at: datetime, *, running: bool = True, files: Path | None = None) -> None:
        self.zone = ZONE
        self.clock = PlayedClock(at, running=running)
        self.world = World(self.clock)
        self.server = StandIn(self.world)
        self.log = folder / "bot.log"
        self.levers = Levers(self)
        self.bot: BotProcess | None = None
        self._folder = folder.absolute()  # paths in settings count from the folder of the settings
        self._running = running
        self._files = files
        self._halted = False
        self._furnished = False
        self._changed = True  # since it was written into the folder
        self._open = AsyncExitStack()  # what ends after the bot
        self.world.on_event(self._note)

    def now(self) -> datetime:
        """The played clock, UTC."""
        return self.clock.now()

    async def start(self) -> None:
        """Puts the people on the stage and the bot among them, where they were left if they were there before."""
        kept = keep.load(self.world, self._folder)
        if kept is None:
            self._cast()
        else:
            self.clock.set(kept)
        await self._furnish(anew=kept is None)
        webhook = await self._open.enter_async_context(receiving(self._settings, self.clock))
        self.server.webhook = f"http://{webhook}{PATH}"
        self._settings["receive"] = {"webhook": webhook}
        await self.server.start()
        self._settings["server"] = self.server.url
        await self.revive()

    async def stop(self) -> None:
        """Ends the bot and the server, and keeps what was played."""
        await self.leave()
        await self.server.stop()
        await self._open.aclose()
        self.save()

    def save(self) -> None:
        """Writes the world into the folder if it has changed, and if there is a database that belongs to it."""
        if self._changed and self._furnished:
            self._changed = False
            keep.save(self.world, self.clock.now(), self._folder)

    async def _furnish(self, *, anew: bool) -> None:
        """Fills the database: with the sample, or with one's own and, where that has nothing, with ours."""
        async with open_storage(self._folder / "losbote.db") as storage:
            if anew:
                await storage.write(partial(library.fill, now=self.clock.now(), own=self._files))
        if self._files is not None:
            await library.take(self._files, self._settings, self._folder)
        self._furnished = True
        self.save()

    # -- time --------------------------------------------------------------------------------------

    async def next_post(self) -> datetime | None:
        """Moves the clock to the next post and lets it happen; None if nothing comes within 60 days."""
        at = await self._ahead()
        if at is not None:
            await self.turn(at)
        return at

    async def turn(self, to: datetime) -> None:
        """Moves the clock on; what falls due on the way happens, one after another, until `halt` or the bot's end.

        Where no bot runs to begin with, time passes all the same.
        """
        self._halted, self._changed = False, True
        alone = not self.alive
        while not self._halted and (alone or self.alive) and (now := self.clock.now()) < to:
            await self._turn(min(to, now + _STEP))

    def halt(self) -> None:
        """Lets the clock stop where it is."""
        self._halted = True

    async def _turn(self, to: datetime) -> None:
        if self.bot is None or not self.alive:
            self.clock.set(to)
            return
        faults = self.server.faults
        hanging = faults.hanging + sum(fault.endswith("hang") for fault in faults.sends)
        try:
            # What is under way comes first: a call that takes a minute by the bot's clock is given up, and what comes
            # in two minutes late is not done any more.
            await self.server.drained()
            await self.bot.settled(hanging)
            await self.bot.turn(to, hanging)
        except BotGoneError:
            self.halt()

    async def _ahead(self) -> datetime | None:
        if self.bot is None:
            raise Refusal("noBot")
        try:
            return await self.bot.next_post()
        except BotGoneError as error:
            raise Refusal("noBot") from error

    # -- the bot -----------------------------------------------------------------------------------

    @property
    def alive(self) -> bool:
        """Whether the bot runs."""
        return self.bot is not None and self.bot.alive

    async def kill(self) -> None:
        """Kills the bot with SIGKILL, as a crash does."""
        if self.bot is not None:
            await self.bot.kill()
            self.server.faults.abandon()

    async def leave(self) -> None:
        """Ends the bot as a supervisor does."""
        if self.bot is not None:
            await self.bot.stop()
            self.server.faults.abandon()

    async def revive(self) -> None:
        """Starts the bot, if it does not run; raises NotStarted."""
        if self.alive:
            return
        self.bot = BotProcess(self._settings, self.log, clock=self.clock, running=self._running)
        try:
            await self.bot.start(self.clock.now())
        except BotGoneError as error:
            raise NotStarted(f"{error} (log: {self.log})") from error
        if self.levers.state()["server"]:
            await asyncio.wait_for(self.server.listened(), 30)

    # -- what the page shows -----------------------------------------------------------------------

    def machine(self) -> Json:
        """What runs, and what is broken."""
        return self.levers.state()

    def stamp(self) -> object:
        """Something that is different after each change of the bot's database."""
        return stamp(self.settings)

    @cached_property
    def looks(self) -> Mapping[str, Look]:
        """What the side panel shows, tab by tab."""

        async def doings(_: Language) -> Json:
            return self.levers.doings()

        return {
            "coming": Coming(self.settings, self.now, self._at_page),
            "ways": Ways(self.settings, self.world, self._at_page),
            "log": Changes(self.settings, self._name),
            "tips": Tips(self.settings, self.now),
            "doings": doings,
        }

    @cached_property
    def settings(self) -> Settings:
        """The settings of the bot, once its groups are there."""
        return Settings(**self._settings)

    @cached_property
    def _settings(self) -> dict[str, Any]:
        return bot_settings(self.world, _NOWHERE, self._folder)

    def _cast(self) -> None:
        for name in (*sample.MEMBERS, *sample.ADMINS):
            self.world.add_person(name)
        for group in sample.GROUPS:
            admins = [name for name in group.people if name in sample.ADMINS]
            self.world.add_group(group.title, list(group.people), admins)

    def _at_page(self, chat: Chat) -> str:
        person = None if is_group(chat) else self.world.by_address(id_in(chat))
        return person.direct if person else chat

    def _name(self, aci: str) -> str:
        person = self.world.by_address(aci)
        return person.name if person else aci

    def _note(self, _: Json) -> None:
        self._changed = True


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
        "backups": "",
        "check_links": False,  # nothing beyond this machine is contacted
        "zone": zone,
        "admins": sorted(world.people[name].aci for name in admins if name in world.people),
        "web": "127.0.0.1:0",
        "groups": groups,
    }
