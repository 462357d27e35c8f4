"""The bot as a process of its own that can be told the time, asked whether all is quiet, and killed.

It is the very program of `losbote run`; only the address of the server and the clock are different. The processes are
forked from one that has imported everything, so that one starts in a blink.
"""

from __future__ import annotations

import asyncio
import json
import logging
import multiprocessing
import os
import signal
import socket
from collections.abc import MutableMapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import structlog

from bot.clock import PlayedClock

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_READY_IN = 60.0  # seconds; a machine may be slow
_CONTEXT = multiprocessing.get_context("forkserver")
_SLOW = ["bot.app", "bot.links", "bot.demo.warm", "holidays.countries"]  # to import
_CONTEXT.set_forkserver_preload(["__main__", *_SLOW])


class BotGoneError(Exception):
    """The process has ended, though nobody told it to."""


@dataclass(frozen=True, slots=True)
class DieAt:
    """Kills the process from within at the nth log event of this name (of any name: ""), for crash tests."""

    event: str
    times: int = 1


class BotProcess:
    """The bot from outside. `settings` are those of `bot.settings.Settings`, `log` is where its log goes.

    `clock` is the clock of the played world, which goes along when the bot's is turned. With `debug` it logs all there
    is to log, and so it does when it is to die.
    """

    def __init__(
        self,
        settings: dict[str, Any],
        log: Path,
        *,
        clock: PlayedClock | None = None,
        running: bool = False,
        debug: bool = False,
    ) -> None:
        self._clock = clock or PlayedClock(EPOCH)
        self._settings = settings
        self._log = log
        self._running = running
        self._debug = debug
        self._process: Any = None
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None
        self._lock = asyncio.Lock()

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process is not None and self._process.is_alive()

    async def start(self, at: datetime, die_at: DieAt | None = None) -> None:
        """Starts the process with its clock at `at`; returns when it can be talked to."""
        async with self._lock:  # whoever asks for something meanwhile waits
            ours, theirs = socket.socketpair()
            level = logging.DEBUG if self._debug or die_at else logging.INFO
            arguments = (theirs, self._settings, self._log, level, at, self._running, die_at)
            self._process = _CONTEXT.Process(target=_main, args=arguments, daemon=True)
            await asyncio.to_thread(self._process.start)
            theirs.close()
            self._reader, self._writer = await asyncio.open_connection(sock=ours)
            hello = await asyncio.wait_for(self._line(), _READY_IN)
        if "error" in hello:
            raise BotGoneError(hello["error"])

    async def settled(self, hanging: int = 0) -> None:
        """Returns when the bot has handled and said all there is; `hanging` calls are known to get no answer."""
        await self.ask("settled", hanging=hanging)

    async def linked(self) -> None:
        """Returns when the bot knows that it is connected with the server, which knows it a little before."""
        await self.ask("linked")

    async def turn(self, to: datetime, hanging: int = 0) -> None:
        """Turns both clocks to `to` and lets everything that is due on the way happen, one after another."""
        while (at := await self._when("next_event", before=to.isoformat())) is not None:
            await self._turn(at, hanging)
        await self._turn(to, hanging)

    async def _turn(self, to: datetime, hanging: int) -> None:
        self._clock.set(to)
        await self.ask("turn", to=to.isoformat(), hanging=hanging)

    async def next_post(self) -> datetime | None:
        """When it says something unasked next, within 60 days."""
        return await self._when("next_post")

    async def _when(self, what: str, **values: Any) -> datetime | None:  # noqa: ANN401 - JSON
        at = (await self.ask(what, **values))["at"]
        return None if at is None else datetime.fromisoformat(at)

    async def ask(self, what: str, **values: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        """Asks the process for something; raises BotGoneError if it is no more."""
        async with self._lock:
            if self._writer is None:
                raise BotGoneError("the bot was not started")
            try:
                self._writer.write(json.dumps({"do": what, **values}).encode() + b"\n")
                await self._writer.drain()
                return await self._line()
            except ConnectionError as error:
                raise BotGoneError("the bot is gone") from error

    async def _line(self) -> dict[str, Any]:
        assert self._reader is not None  # noqa: S101 - set by start()
        line = await self._reader.readline()
        if not line:
            raise BotGoneError("the bot is gone")
        answer: dict[str, Any] = json.loads(line)
        return answer

    async def stop(self) -> None:
        """Ends it as a supervisor does, with SIGTERM, and waits until it has ended."""
        await self._end(signal.SIGTERM)

    async def kill(self) -> None:
        """Kills it with SIGKILL."""
        await self._end(signal.SIGKILL)

    async def ended(self) -> int | None:
        """Waits until it has ended by itself; returns the exit code, negative for a signal."""
        await asyncio.to_thread(self._process.join)
        await self._close()
        code: int | None = self._process.exitcode
        return code

    async def _end(self, number: signal.Signals) -> None:
        if self._process is not None and self._process.is_alive():
            with suppress(ProcessLookupError):
                os.kill(self._process.pid, number)
            await self.ended()

    async def _close(self) -> None:
        if self._writer is not None:
            self._writer.close()
            with suppress(ConnectionError):
                await self._writer.wait_closed()
            self._writer = None


def _main(
    control: socket.socket,
    settings: dict[str, Any],
    log: Path,
    level: int,
    at: datetime,
    running: bool,
    die_at: DieAt | None,
) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; our parent decides
    with log.open("a", encoding="utf-8") as stream:
        from bot import logs  # noqa: PLC0415 - preloaded before the fork

        clock = PlayedClock(at, running=running)
        logs.configure("text", stream, level)
        steps = [
            _Played(clock, ZoneInfo(settings.get("zone", "UTC")))
            if isinstance(one, structlog.processors.TimeStamper)
            else one
            for one in structlog.get_config()["processors"]
        ]
        structlog.configure(processors=[_Fuse(die_at), *steps] if die_at else steps)
        asyncio.run(_serve(control, settings, clock))


class _Played:
    """Stamps each log event with the played time, as the page shows it."""

    def __init__(self, clock: PlayedClock, zone: ZoneInfo) -> None:
        self._clock = clock
        self._zone = zone

    def __call__(self, logger: object, name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        del logger, name
        event["timestamp"] = self._clock.now().astimezone(self._zone).strftime("%Y-%m-%d %H:%M:%S")
        return event


class _Fuse:
    """Looks at each log event and ends the process at the one it was told."""

    def __init__(self, die_at: DieAt) -> None:
        self._left = die_at.times
        self._event = die_at.event

    def __call__(self, logger: object, name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        del logger, name
        if self._event in ("", event["event"]):
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return event


async def _serve(control: socket.socket, settings: dict[str, Any], clock: PlayedClock) -> None:
    from bot.app import build  # noqa: PLC0415
    from bot.ending import end_in_time  # noqa: PLC0415
    from bot.errors import LosboteError  # noqa: PLC0415
    from bot.settings import Settings  # noqa: PLC0415
    from storage import StorageError  # noqa: PLC0415

    reader, writer = await asyncio.open_connection(sock=control)
    try:
        async with build(Settings(**settings), clock) as app:
            await app.start()
            writer.write(b'{"ready": true}\n')
            await _listen(reader, writer, _Remote(app, clock))
            end_in_time()
            await app.stop()
    except (StorageError, LosboteError) as error:
        writer.write(json.dumps({"error": str(error)}).encode() + b"\n")
        await writer.drain()
    writer.close()


async def _listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, remote: _Remote) -> None:
    """Does what it is told until SIGTERM comes or the other side is gone."""
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    stopping = asyncio.create_task(stop.wait())
    while True:
        line = asyncio.create_task(reader.readline())
        await asyncio.wait({line, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if not line.done() or not line.result():
            line.cancel()
            stopping.cancel()
            return
        order = json.loads(line.result())
        doing = asyncio.create_task(getattr(remote, order.pop("do"))(**order))
        await asyncio.wait({doing, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if not doing.done():
            doing.cancel()
            return
        writer.write(json.dumps(doing.result()).encode() + b"\n")
        await writer.drain()


class _Remote:
    """What the process does when it is told to."""

    def __init__(self, app: Any, clock: Any) -> None:  # noqa: ANN401 - imported in the child only
        self._app = app
        self._clock = clock

    async def settled(self, hanging: int) -> dict[str, Any]:
        await self._app.settled(hanging)
        return {}

    async def linked(self) -> dict[str, Any]:
        while not self._app.way_in.link.connected:  # noqa: ASYNC110 - the link rings no bell
            await asyncio.sleep(0.002)
        return {}

    async def next_post(self) -> dict[str, Any]:
        from bot.agenda import AHEAD  # noqa: PLC0415 - preloaded before the fork
        from bot.plan import plan  # noqa: PLC0415

        app, now = self._app, self._clock.now()
        lines = await app.storage.read(lambda tx: plan(tx, app.settings, app.ticker.registry, now, AHEAD))
        at = next((line.at for line in lines if line.at > now), None)
        return {"at": at and at.isoformat()}

    async def next_event(self, before: str) -> dict[str, Any]:
        end = datetime.fromisoformat(before)
        ahead = max(end - self._clock.now(), timedelta(0))
        times = [await self._app.ticker.next_post(ahead), await self._app.outbox.next_due()]
        at = min((at for at in times if at is not None and at < end), default=None)
        return {"at": at and at.isoformat()}

    async def turn(self, to: str, hanging: int) -> dict[str, Any]:
        self._clock.set(datetime.fromisoformat(to))
        await self._app.ticker.tick()
        await self._app.settled(hanging)
        return {}
