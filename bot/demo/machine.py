"""The machine of a play: the stand-in server, the bot as a process, and the clock they share."""

from __future__ import annotations

import asyncio
import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from bot.clock import PlayedClock
from bot.demo import sample
from bot.demo.cast import Cast
from bot.demo.faults import SendFault
from bot.demo.process import BotGoneError, BotProcess
from bot.demo.server import StandIn
from bot.demo.stage import bot_settings
from bot.demo.world import World
from bot.library.intake import bring
from bot.settings import SendSettings, Settings
from bot.transfer import TransferError
from storage import open_storage

ZONE = ZoneInfo("Europe/Berlin")
BEGIN = datetime(2026, 11, 30, 18, tzinfo=ZONE)
_LIMIT = timedelta(seconds=SendSettings().timeout)  # after which the bot gives up a call that hangs
_NOWHERE = "http://127.0.0.1:9"
_LOOK = 0.002  # seconds between two looks at what rings no bell


class Machine:
    """Starts, stops and turns what plays; what cannot be done now is a ValueError with a hint.

    Database and log are in `folder`; with `debug` all is logged that there is to log.
    """

    def __init__(self, folder: Path, *, debug: bool = False) -> None:
        self.clock = PlayedClock(BEGIN)
        self.cast = Cast(World(self.clock))
        self.server = StandIn(self.cast.world)
        self.zone = ZONE
        self.language = "de"
        # By dotted name, beyond what follows from the world; what a script wants to see of it, it switches on.
        self._settings: dict[str, Any] = {"posts.pin": False, "posts.tips": ""}
        self._folder = folder
        self._debug = debug
        self._bot: BotProcess | None = None  # while it is meant to run
        self._begun = False
        self._serving = False
        self._mute = 0  # calls that hang, or may soon
        self._limits: list[datetime] = []  # of those that hang, in order

    @property
    def begun(self) -> bool:
        """Whether the bot was started."""
        return self._begun

    @property
    def log(self) -> str:
        """The bot's log so far."""
        path = self._folder / "bot.log"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    async def begin(self) -> None:
        """Starts the server and the bot, if that has not been done."""
        if self._begun:
            return
        self._begun = True
        await self._serve()
        if self.cast.with_sample:
            async with open_storage(self._database) as storage:
                await storage.write(lambda tx: sample.fill(tx, self.clock.now()))
        await self.online()

    async def end(self) -> None:
        """Ends all there is."""
        if self._bot is not None:
            await self._bot.kill()
        await self.server.stop()

    @property
    def _database(self) -> Path:
        return self._folder / "losbote.db"

    def configure(self, name: str, value: str) -> None:
        """Sets a setting by its dotted name; the value is written as in losbote.toml."""
        try:
            given = tomllib.loads(f"value = {value}")["value"]
            Settings(**_with({"number": self.cast.world.bot.number}, {name: given}))
        except tomllib.TOMLDecodeError:
            raise ValueError(
                f'`{value}` is no value. Texts stand in quotes: `@ setting zone = "Europe/Rome"`.'
            ) from None
        except ValidationError as error:
            raise ValueError(f"the setting {name} cannot be {value} ({error.errors()[0]['msg']}).") from None
        self._settings[name] = given

    def _all_settings(self) -> dict[str, Any]:
        settings = bot_settings(self.cast.world, self.server.url, self._folder, self.zone.key)
        return _with(settings | {"language": self.language}, self._settings)

    async def load(self, folder: Path) -> None:
        """Imports a folder as `losbote import` does, whether the bot runs or not."""
        settings = Settings(**self._all_settings() | {"server": _NOWHERE})  # ours may not be there yet
        try:
            await bring(settings, folder, self.clock.now())
        except TransferError as error:
            raise ValueError(str(error)) from error

    # -- on and off --------------------------------------------------------------------------------

    async def online(self) -> None:
        """Starts the bot with the settings that suit the world as it is now."""
        if self._bot is not None:
            raise ValueError("the bot runs already. Let `@ offline` come first.")
        self._bot = BotProcess(self._all_settings(), self._folder / "bot.log", clock=self.clock, debug=self._debug)
        await self._bot.start(self.clock.now())
        await self._connected()
        await self.quiet()  # what it says at its start, it says before time goes on

    async def offline(self, *, kill: bool = False) -> None:
        """Ends the bot, with SIGTERM or with SIGKILL."""
        if self._bot is None:
            raise ValueError("the bot does not run. Let `@ online` come first.")
        if not self._bot.alive:
            raise BotGoneError("the bot is gone")
        await (self._bot.kill() if kill else self._bot.stop())
        self._bot = None
        self._forget_calls()
        while self.server.listening:  # noqa: ASYNC110 - the server tells of who comes, not of who goes
            await asyncio.sleep(_LOOK)

    async def restart(self, *, kill: bool = False) -> None:
        """Ends the bot and starts it."""
        await self.offline(kill=kill)
        await self.online()

    async def make_admin(self, who: str, group: str) -> None:
        """Makes a member an admin of the group and of the bot, which is started anew with the longer list."""
        self.cast.make_admin(who, group)
        if self._bot is not None:
            await self.quiet()
            await self.restart()

    async def switch_server(self, state: str) -> None:
        """Lets the server vanish ("down"), or be there again ("up")."""
        if state == "down":
            self._serving = False
            await self.server.stop()
        elif not self._serving:
            await self._serve()
            await self._connected()

    async def _serve(self) -> None:
        await self.server.start()
        self._serving = True

    async def _connected(self) -> None:
        if self._serving and self._bot is not None:
            await self.server.listened()
            await self._bot.linked()

    # -- time --------------------------------------------------------------------------------------

    async def turn(self, to: datetime) -> None:
        """Sets all clocks to `to` and lets happen what falls due on the way."""
        if self._bot is None:
            self.clock.set(to)
            return
        while self._limits and self._limits[0] <= to:  # of these the bot's clock knows nothing
            at = max(self._limits.pop(0), self.clock.now())
            self._mute -= 1
            await self._bot.turn(at, self._mute)
            if not self._limits:
                self._forget_calls()
            await self.quiet()
        await self._bot.turn(to, self._mute)

    async def quiet(self) -> None:
        """Returns when everything said has arrived and everything due has been said, if that can be now."""
        seen = -1
        while self._bot is not None and self._serving and seen != self.cast.frames:
            seen = self.cast.frames
            await self.server.drained()
            await self._settled(self._bot)

    async def _settled(self, bot: BotProcess) -> None:
        """The bot is at rest: none of its calls is open, but for those that hang."""
        await bot.settled(self._mute)
        while self._mute:
            calls = await self._open_calls()
            if calls <= self.server.faults.hanging:
                self._limits += [self.clock.now() + _LIMIT] * (calls - len(self._limits))
                return
            await asyncio.sleep(_LOOK)
            await bot.settled(self._mute)

    # -- calls that hang ---------------------------------------------------------------------------

    def fail_next_send(self, fault: str) -> None:
        """Lets the next message of the bot go wrong."""
        self._mute += _hangs(fault)
        self.server.faults.fail_next_send(cast("SendFault", fault))

    async def _open_calls(self) -> int:
        """How many calls of the bot are open, as it has written down itself."""
        async with open_storage(self._database) as storage:
            return sum(one.state == "sending" for one in await storage.read(lambda tx: tx.deliveries.uncertain()))

    def _forget_calls(self) -> None:
        """The bot waits for no call any more, so the server need not either."""
        self._limits.clear()
        self._mute = sum(map(_hangs, self.server.faults.sends))
        self.server.faults.release()


def _with(settings: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    """The settings with more of them, given by their dotted names."""
    for name, value in more.items():
        *sections, last = name.split(".")
        section = settings
        for one in sections:
            section = section.setdefault(one, {})
        section[last] = value
    return settings


def _hangs(fault: str) -> bool:
    return fault.endswith("hang")
