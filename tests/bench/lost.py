"""What gets lost: in a burst of a hundred, and while the bot restarts for a minute.

`python tests/bench/lost.py` prints a table and writes output/bench-lost.json. The bot with `losbote receive`, the bot
alone and signalbot alone take part at the same time, each with a server that drops what nobody waits for, in real time.
"""

from __future__ import annotations

import asyncio
import json
import logging
import socket
import tempfile
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from answer import ROOT, START, Stage, _bare_signalbot, _toml, program, settings, show, staged

from bot.clock import SystemClock
from bot.demo import sample
from bot.receive import PATH
from storage import open_storage

BURST = 100
AWAY, QUESTIONS = 60.0, 60  # seconds, and how many are asked in them
CALM = 6.0  # seconds without a further answer


@dataclass
class Contender:
    """A program with a server of its own."""

    stage: Stage
    command: tuple[str, ...]
    asked: set[int] = field(default_factory=set)

    def ask(self) -> None:
        """The next person asks, alone."""
        frame = self.stage.frame(direct=True)
        self.asked.add(json.loads(frame)["envelope"]["timestamp"])
        self.stage.server.push(frame)

    def answered(self) -> int:
        """How many of the questions were answered."""
        said = (message for message in self.stage.world.messages if message.author == "bot")
        return len({message.quote.timestamp for message in said if message.quote} & self.asked)

    async def calm(self) -> None:
        """Returns when no answer has come for a while."""
        while True:
            before = self.answered()
            await asyncio.sleep(CALM)
            if self.answered() == before:
                return

    async def burst(self) -> int:
        """How many of a hundred questions that come back to back get no answer."""
        self.asked.clear()
        self.stage.server.faults.drop_when_busy = True
        for _ in range(BURST):
            self.ask()
        await self.calm()
        self.stage.server.faults.drop_when_busy = False
        return BURST - self.answered()

    async def away(self) -> int:
        """How many of the questions of a minute in which it does not run are never answered."""
        self.asked.clear()
        while self.stage.server.listening:  # noqa: ASYNC110 - the server does not tell of those that go
            await asyncio.sleep(0.01)
        for _ in range(QUESTIONS):
            self.ask()
            await asyncio.sleep(AWAY / QUESTIONS)
        async with program(*self.command):
            await self.stage.server.listened()
            await self.calm()
        return QUESTIONS - self.answered()

    async def run(self) -> dict[str, float]:
        """A line of the table."""
        async with program(*self.command):
            await self.stage.server.listened()
            await asyncio.sleep(1)
            burst = await self.burst()
        return {f"of a burst of {BURST}": burst, f"of {QUESTIONS} in {AWAY:.0f} s of restart": await self.away()}


async def losbote(stage: Stage, stack: AsyncExitStack, *, receive: bool) -> Contender:
    """The bot, with `losbote receive` beside it or without."""
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    async with open_storage(folder / "losbote.db") as storage:
        await storage.write(lambda tx: sample.fill(tx, START))
    values: dict[str, Any] = settings(stage, folder) | {"check_links": False, "backups": ""}
    config = folder / "losbote.toml"
    command = ("-m", "bot", "run", "--config", str(config))
    if receive:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            address = f"127.0.0.1:{taken.getsockname()[1]}"
        values |= {"receive": {"webhook": address}}
        stage.server.webhook = f"http://{address}{PATH}"
    config.write_text(_toml(values), encoding="utf-8")
    if receive:
        await stack.enter_async_context(program("-m", "bot", "receive", "--config", str(config)))
        while not await _listens(address):  # noqa: ASYNC110 - a process of its own
            await asyncio.sleep(0.05)
    return Contender(stage, command)


async def _listens(address: str) -> bool:
    host, _, port = address.rpartition(":")
    try:
        _, writer = await asyncio.open_connection(host, int(port))
    except OSError:
        return False
    writer.close()
    return True


async def main() -> None:
    """Measures, prints, and writes it down."""
    logging.getLogger("aiohttp").setLevel(logging.CRITICAL)
    async with AsyncExitStack() as stack:
        stages = [await stack.enter_async_context(staged()) for _ in range(3)]
        for stage in stages:
            stage.clock.set(SystemClock().now())
        contenders = {
            "losbote with receive": await losbote(stages[0], stack, receive=True),
            "losbote without": await losbote(stages[1], stack, receive=False),
            "signalbot alone": Contender(stages[2], _bare_signalbot(stages[2])),
        }
        lines = await asyncio.gather(*(one.run() for one in contenders.values()))
    result = dict(zip(contenders, lines, strict=True))
    show("questions that got no answer", result)
    output = ROOT / "output" / "bench-lost.json"
    output.parent.mkdir(exist_ok=True)
    output.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(main())
