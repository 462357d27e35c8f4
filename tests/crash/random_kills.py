"""Kills at random moments: a talk in which the bot dies again and again ends as the same talk without a death.

`python tests/crash/random_kills.py --kills 200 --seed 7` prints a table. A life of the bot ends at a random log event,
or at a random moment after something was said. What was said when it died comes again ("given again"), or it does not
and `losbote receive` has stored it ("received"). Phones confirm what they got when the bot is back. If the bot asks
Petra whether her announcement stands in the group, she looks and says so; all else is as without a death.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import random
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal, TypeVar

import structlog
from acts import ACTS, Act, Step
from rich.console import Console
from rich.table import Table
from rig import Rig, rigged
from seen import Lines, said, stored, unsure
from test_kill import PATIENCE, wake_up

from bot.demo.inbox import receiving
from bot.demo.process import BotGoneError, DieAt
from bot.receive import PATH

T = TypeVar("T")
Mode = Literal["given again", "received"]
MODES: tuple[Mode, ...] = ("given again", "received")
# Over these hours fall three reminders of the sample meeting.
BEGIN = datetime(2026, 12, 1, 16, tzinfo=UTC)
HOURS = (0, 1, 2, 3, 22, 23, 24, 25, 26)
MORE = {"posts": {"pin": False, "tips": "", "max_posts_a_week": 50}}
_BY_EVENT = 0.7  # of the deaths; the others come by the clock on the wall
_LONGEST_LIFE = 24  # log events
_LATEST_STEP = 10 * PATIENCE
_LATEST = 1.0  # seconds in which it was asked for something


@dataclass(frozen=True)
class Talk:
    """What is done, and from which dice the moments of death come."""

    seed: int
    of: tuple[Act, ...] = ACTS

    def steps(self) -> list[tuple[datetime, Step]]:
        """Each step with its moment; between two there is enough time for what must be said again."""
        dice = random.Random(self.seed)  # noqa: S311 - the same talk each time
        chosen = dice.sample(self.of, len(self.of))
        return [
            (BEGIN + timedelta(hours=hour) + place * PATIENCE, step)
            for number, (hour, act) in enumerate(zip(HOURS, chosen, strict=False))
            for place, step in enumerate(act(number))
        ]


@dataclass(frozen=True)
class Result:
    """What was said (chat, author, texts, what was quoted) and what is stored (table and values), each counted."""

    said: Lines
    stored: Lines
    deaths: int = 0
    frames: int = 0


@dataclass
class Life:
    """A bot that is born again after each death; `dice` None: it does not die."""

    rig: Rig
    dice: random.Random | None
    mode: Mode
    most: int = 10_000
    deaths: int = 0
    answers: list[int] = field(default_factory=list)  # Petra's, to what the bot was unsure about; timestamps
    late: timedelta = timedelta(0)
    spared: bool = False  # people would not wait for an answer until their question has lapsed
    _moment: float | None = None  # of its death: seconds of work that are left to it

    async def begin(self) -> None:
        """Starts it, with the moment of its death drawn, as often as it dies while it starts."""
        while True:
            await self.rig.gone()
            try:
                await self.rig.bot.start(self.rig.clock.now(), self._fate())
            except BotGoneError:
                await self._buried()
                continue
            while self.rig.bot.alive and not self.rig.server.listening:  # noqa: ASYNC110 - either may happen
                await asyncio.sleep(0.005)
            return

    def _fate(self) -> DieAt:
        self._moment = None
        if self.dice is None or self.spared or self.deaths >= self.most:
            return DieAt("never")
        if self.dice.random() < _BY_EVENT:
            return DieAt("", self.dice.randint(1, _LONGEST_LIFE))
        self._moment = self.dice.uniform(0, _LATEST)
        return DieAt("never")

    async def _buried(self) -> None:
        assert await self.rig.bot.ended() == -signal.SIGKILL
        self.deaths += 1

    async def through(self, work: Callable[[], Awaitable[T]], frames: int | None = None) -> T:
        """Does something with the bot until it survives it; frames from this number on are given out again."""
        while True:
            try:
                return await self._in_danger(work)
            except BotGoneError:
                await self._buried()
                await self.begin()
                for frame in self.rig.frames[frames:] if frames is not None else ():
                    self.rig.server.push(frame)

    async def _in_danger(self, work: Callable[[], Awaitable[T]]) -> T:
        if self._moment is None:
            return await work()
        loop = asyncio.get_running_loop()
        began, end = loop.time(), loop.call_later(self._moment, self._kill)
        try:
            return await work()
        finally:
            end.cancel()
            self._moment = max(0, self._moment - (loop.time() - began))

    def _kill(self) -> None:
        if self.rig.bot.alive:
            os.kill(self.rig.bot._process.pid, signal.SIGKILL)

    async def step(self, at: datetime, step: Step) -> None:
        """Lets happen what is due by then, and lets people say something: a little later if the bot is not sure yet
        what of it happened, since it died in that again."""
        if at + self.late > self.rig.clock.now() + 2 * PATIENCE:  # another act
            self.late = timedelta(0)
        await self.turn(at + self.late)
        await self.sure(at)
        first = len(self.rig.frames)
        for line in step:
            line(self.rig)
        await self.through(self.rig.calm, first if self.mode == "given again" else None)
        await self._wake()

    async def sure(self, at: datetime) -> None:
        """Lets time pass until the bot knows what became of all that it has said, some time later than `at`."""
        while self.rig.rows("SELECT 1 FROM deliveries WHERE state = 'unknown'") and self.late < _LATEST_STEP:
            self.spared = True
            self.late += timedelta(minutes=1)
            await self.turn(at + self.late)
        self.spared = False

    async def turn(self, to: datetime) -> None:
        """Turns the clock, with a stop at whatever happens on the way."""
        while (at := await self._next(to)) is not None:
            await self._turn(at)
        await self._turn(to)

    async def _turn(self, to: datetime) -> None:
        for who in self.rig.world.people:
            self.rig.world.sleep(who)
        await self.through(lambda: self.rig.bot.turn(to))
        await self._wake()
        if (words := unsure(self.rig)) is not None:
            await self._look(words)
        for who in self.rig.world.people:
            self.rig.world.sleep(who)

    async def _look(self, words: str) -> None:
        """Petra looks whether it stands in the group, and says how it is."""
        first, group = len(self.rig.frames), [m for m in self.rig.world.messages if m.chat == self.rig.group]
        there = any(words in (m.poll.question if m.poll else m.text) for m in group if m.author == "bot")
        self.answers.append(self.rig.world.say("petra", "direct:petra", "ja" if there else "nein").timestamp)
        await self.through(self.rig.calm, first if self.mode == "given again" else None)
        await self._wake()

    async def _next(self, before: datetime) -> datetime | None:
        answer = await self.through(lambda: self.rig.bot.ask("next_event", before=before.isoformat()))
        return answer["at"] and datetime.fromisoformat(answer["at"])

    async def _wake(self) -> None:
        """Switches the phones on; if the bot forgets what they confirm, another phone confirms it again."""
        first = len(self.rig.frames)
        await self.through(lambda: wake_up(self.rig), first)


@asynccontextmanager
async def stage(mode: Mode) -> AsyncIterator[Rig]:
    """A rig, with `losbote receive` beside the bot where nothing is given again."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        rig = await stack.enter_async_context(rigged(folder, MORE))
        if mode == "received":
            address = await stack.enter_async_context(receiving(rig.bot._settings, rig.clock))
            rig.server.webhook, rig.bot._settings["receive"] = f"http://{address}{PATH}", {"webhook": address}
        yield rig


async def played(talk: Talk, mode: Mode, *, kills: int) -> Result:
    """What comes of a talk in which the bot dies so many times at most."""
    dice = random.Random(f"{talk.seed} {mode}") if kills else None  # noqa: S311 - the same moments each time
    async with stage(mode) as rig:
        rig.clock.set(BEGIN - PATIENCE)
        life = Life(rig, dice, mode, kills)
        await life.begin()
        for at, step in talk.steps():
            await life.step(at, step)
        life.dice, life.late = None, timedelta(0)
        end = rig.clock.now() + PATIENCE
        await life.turn(end)
        await life.sure(end)
        await rig.bot.stop()
        assert rig.rows("PRAGMA integrity_check") == [("ok",)]
        assert rig.server.refused == []
        return Result(said(rig, life.answers), stored(rig, life.answers), life.deaths, len(rig.frames))


@dataclass
class Row:
    """A line of the table."""

    talk: Talk
    mode: Mode
    result: Result
    lost: Lines
    doubled: Lines
    differing: Lines

    @property
    def clean(self) -> bool:
        """Whether the talk was as if nothing had happened."""
        return not (self.lost or self.doubled or self.differing)


async def compared(talk: Talk, mode: Mode, kills: int, yardstick: Result) -> Row:
    """Plays a talk with deaths and compares it with the same one without."""
    result = await played(talk, mode, kills=kills)
    rows = (result.stored - yardstick.stored) + (yardstick.stored - result.stored)
    return Row(talk, mode, result, yardstick.said - result.said, result.said - yardstick.said, rows)


async def talks(kills: int, seed: int) -> AsyncIterator[Row]:
    """Talk after talk, in both modes at once, until there were so many kills."""
    while kills > 0:
        talk = Talk(seed)
        yardstick = await played(talk, "given again", kills=0)
        each = [(kills + 1) // 2, kills // 2]
        rows = await asyncio.gather(*(compared(talk, m, k, yardstick) for m, k in zip(MODES, each, strict=True) if k))
        for row in rows:
            kills -= row.result.deaths
            yield row
        seed += 1


COLUMNS = ("talk", "mode", "kills", "frames", "messages", "lost", "doubled", "rows that differ")


def counts(row: Row) -> list[int]:
    """Kills, frames, messages, lost, doubled, rows that differ."""
    faults = [sum(lines.values()) for lines in (row.lost, row.doubled, row.differing)]
    return [row.result.deaths, row.result.frames, sum(row.result.said.values()), *faults]


async def main(kills: int, seed: int) -> int:
    """Prints the table, and what differs as soon as it is found; returns 0 if nothing was lost or doubled."""
    logging.getLogger("aiohttp").setLevel(logging.CRITICAL)  # the server is told of each bot that dies in a call
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    table, meanwhile, rows = Table(*COLUMNS), Console(stderr=True, highlight=False), []
    async for row in talks(kills, seed):
        rows.append(row)
        line = [str(row.talk.seed), row.mode, *map(str, counts(row))]
        table.add_row(*line)
        meanwhile.print(*line)
        for name, lines in (("lost", row.lost), ("doubled", row.doubled), ("differs", row.differing)):
            for found in lines.elements():
                meanwhile.print(f"  {name}: {found}", markup=False)
    table.add_section()
    table.add_row("all", "", *map(str, map(sum, zip(*map(counts, rows), strict=True))))
    Console().print(table)
    return 0 if all(row.clean for row in rows) else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    sys.exit(asyncio.run(main(**vars(parser.parse_args()))))
