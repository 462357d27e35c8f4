"""How fast an answer is: frame in to call out, many chats at once, memory and start, beside bare programs.

`python tests/bench/answer.py` prints tables and writes output/bench-answer.json. All is on loopback; the programs to
compare take turns in short blocks, so that noise hits them alike.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any

from rich.console import Console
from rich.table import Table

from bot.clock import PlayedClock
from bot.demo import envelopes, sample
from bot.demo.process import BotProcess
from bot.demo.server import Request, StandIn
from bot.demo.world import World
from storage import open_storage

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
START = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)
PEOPLE = 400  # so that nobody asks more often than the bot allows
BLOCKS, IN_A_BLOCK = 8, 40
CHATS, SEND_SECONDS = 200, 0.3
STARTS = 3
# As installed programs are: with bytecode, which the first start of each writes.
_COMPILED = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "losbote-bench")}


class Calls(list[Request]):
    """The requests of a server; rings when a message is sent."""

    def __init__(self) -> None:
        super().__init__()
        self.sends: list[float] = []
        self.bell = asyncio.Event()

    def append(self, request: Request) -> None:
        super().append(request)
        if request.path == "/v2/send":
            self.sends.append(perf_counter())
            self.bell.set()

    async def sent(self, number: int) -> float:
        """When the nth message came, as soon as it has."""
        while len(self.sends) < number:
            self.bell.clear()
            await asyncio.wait_for(self.bell.wait(), 60)
        return self.sends[number - 1]


class Stage:
    """A world with many people, whose phones are off, and its server."""

    def __init__(self) -> None:
        self.clock = PlayedClock(START, running=True)
        self.world = World(self.clock)
        names = [f"person{number}" for number in range(PEOPLE)]
        for name in names:
            self.world.add_person(name)
            self.world.sleep(name)
        self.group = self.world.add_group("Netzwerk", names, names[:1])
        self.server = StandIn(self.world)
        self.calls = self.server.requests = Calls()
        self._asked = 0

    def frame(self, *, direct: bool) -> str:
        """A question of the next person."""
        self._asked += 1
        who = self.world.people[f"person{self._asked % PEOPLE}"]
        stamp = int(START.timestamp() * 1000) + self._asked
        data = envelopes.data_message(stamp, None if direct else self.group, "!next")
        return json.dumps(envelopes.frame(who, str(self.world.bot.number), stamp, {"dataMessage": data}))

    async def answer_time(self) -> float:
        """Seconds from a frame in the group to the call that answers it."""
        frame, number = self.frame(direct=False), len(self.calls.sends) + 1
        begin = perf_counter()
        self.server.push(frame)
        took = await self.calls.sent(number) - begin
        await asyncio.sleep(0.01)  # the program finishes its work before the next question
        return took

    async def many(self, *, hanging: int = 0) -> dict[str, float]:
        """How fast many chats that ask at once are answered when each call takes its time, and some never end."""
        self.server.faults.send_seconds = SEND_SECONDS
        self.server.faults.fail_next_send("hang", hanging)
        begin = perf_counter()
        for _ in range(CHATS):
            self.server.push(self.frame(direct=True))
        took = await self.calls.sent(CHATS) + SEND_SECONDS - begin
        await asyncio.sleep(2 * SEND_SECONDS)  # the last calls come to their end
        answered = len(self.world.messages)
        return {"answered": answered, "answers a second": round(answered / took, 1)}


@asynccontextmanager
async def staged() -> AsyncIterator[Stage]:
    stage = Stage()
    await stage.server.start()
    try:
        yield stage
    finally:
        await stage.server.stop()


def settings(stage: Stage, folder: Path) -> dict[str, Any]:
    return {
        "number": stage.world.bot.number,
        "server": stage.server.url,
        "database": str(folder / "losbote.db"),
        "web": "127.0.0.1:0",
        "posts": {"pin": False},
        "groups": {"main": {"id": stage.group.id}},
        "sending": {"per_minute": 100_000},
    }


@asynccontextmanager
async def losbote(stage: Stage) -> AsyncIterator[None]:
    """The bot as a process, with a running clock."""
    with tempfile.TemporaryDirectory() as folder:
        async with open_storage(Path(folder) / "losbote.db") as storage:
            await storage.write(lambda tx: sample.fill(tx, START))
        bot = BotProcess(settings(stage, Path(folder)), Path(folder) / "log", clock=stage.clock, running=True)
        await bot.start(START)
        try:
            await stage.server.listened()
            await bot.settled()
            yield
        finally:
            await bot.kill()


@asynccontextmanager
async def program(*arguments: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """A Python program of its own, killed at the end."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **_COMPILED}
    process = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, env=environment, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        process.kill()
        await process.wait()


async def one_at_a_time() -> dict[str, list[float]]:
    """Milliseconds from frame in to call out, of the bot and of the bare loop, in alternating blocks."""
    async with AsyncExitStack() as stack:
        bare, full = [await stack.enter_async_context(staged()) for _ in range(2)]
        await stack.enter_async_context(losbote(full))
        loop = (str(HERE / "bare_loop.py"), bare.server.url, str(bare.world.bot.number), bare.group.id)
        await stack.enter_async_context(program(*loop))
        await bare.server.listened()
        stages = {"bare loop": bare, "losbote": full}
        times: dict[str, list[float]] = {name: [] for name in stages}
        for stage in stages.values():
            for _ in range(IN_A_BLOCK):
                await stage.answer_time()
        for _ in range(BLOCKS):
            for name, stage in stages.items():
                times[name] += [1000 * await stage.answer_time() for _ in range(IN_A_BLOCK)]
        return times


async def many_at_once() -> dict[str, dict[str, float]]:
    """Answers of the bot, of the bot with one chat that hangs, and of signalbot alone."""
    found: dict[str, dict[str, float]] = {}
    for name, hanging in (("losbote", 0), ("losbote, one chat hangs", 1)):
        async with staged() as stage, losbote(stage):
            found[name] = await stage.many(hanging=hanging)
    async with staged() as stage, program(*_bare_signalbot(stage)):
        await stage.server.listened()
        found["signalbot alone"] = await stage.many()
    return found


async def start_and_memory() -> dict[str, dict[str, float]]:
    """Seconds from start to the open websocket, and memory three seconds later, of both as programs of their own."""
    found: dict[str, dict[str, list[float]]] = {}
    for _ in range(STARTS + 1):
        async with staged() as stage:
            with tempfile.TemporaryDirectory() as folder:
                config = Path(folder) / "losbote.toml"
                config.write_text(_toml(settings(stage, Path(folder))))
                ours = ("-m", "bot", "run", "--config", str(config))
                for name, arguments in (("signalbot alone", _bare_signalbot(stage)), ("losbote", ours)):
                    measured = found.setdefault(name, {"seconds": [], "megabytes": []})
                    begin = perf_counter()
                    async with program(*arguments) as process:
                        await stage.server.listened()
                        measured["seconds"].append(perf_counter() - begin)
                        await asyncio.sleep(3)
                        measured["megabytes"].append(_megabytes(process.pid))
                    while stage.server.listening:  # noqa: ASYNC110 - the server does not tell of those that go
                        await asyncio.sleep(0.01)
    return {name: {what: round(median(all_[1:]), 2) for what, all_ in one.items()} for name, one in found.items()}


def _bare_signalbot(stage: Stage) -> tuple[str, ...]:
    return str(HERE / "bare_signalbot.py"), stage.server.url, str(stage.world.bot.number)


def _toml(values: dict[str, Any], head: str = "") -> str:
    plain = [f"{key} = {json.dumps(value)}" for key, value in values.items() if not isinstance(value, dict)]
    inner = [_toml(value, f"{head}{key}.") for key, value in values.items() if isinstance(value, dict)]
    return "\n".join([f"[{head.rstrip('.')}]" if head else "", *plain, *inner])


def _megabytes(process: int) -> float:
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def percentiles(times: list[float]) -> dict[str, float]:
    """p50, p95 and p99."""
    cuts = quantiles(times, n=100)
    return {f"p{at}": round(cuts[at - 1], 2) for at in (50, 95, 99)}


def show(title: str, rows: dict[str, dict[str, float]]) -> None:
    """Prints a table: a row for each program."""
    table = Table("", *next(iter(rows.values())), title=title, title_justify="left")
    for name, values in rows.items():
        table.add_row(name, *map(str, values.values()))
    Console().print(table)


async def main() -> None:
    """Measures all, prints it, and writes it down."""
    logging.getLogger("aiohttp").setLevel(logging.CRITICAL)  # the server is told of each bot that ends with a call open
    times = await one_at_a_time()
    alone = {name: percentiles(values) for name, values in times.items()}
    alone["ratio"] = {at: round(alone["losbote"][at] / alone["bare loop"][at], 1) for at in alone["losbote"]}
    show(f"frame in to call out, ms ({BLOCKS * IN_A_BLOCK} each, one at a time)", alone)
    together = await many_at_once()
    show(f"{CHATS} chats ask at once, each send takes {SEND_SECONDS} s", together)
    starts = await start_and_memory()
    show(f"start to open websocket, memory (median of {STARTS})", starts)
    output = ROOT / "output" / "bench-answer.json"
    output.parent.mkdir(exist_ok=True)
    result = {"answer_ms": alone, "many_at_once": together, "start": starts}
    output.write_text(json.dumps(result, indent=2) + "\n")


if __name__ == "__main__":
    asyncio.run(main())
