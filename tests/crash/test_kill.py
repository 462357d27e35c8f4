"""The bot is killed at every step of the path and started again: the conversation is as if nothing had happened."""

from __future__ import annotations

import asyncio
import random
import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from rig import START, Rig, rigged

from bot.demo.process import BotGoneError, DieAt
from bot.demo.world import Message

REMINDER = datetime.fromisoformat("2026-12-01T18:00:00+00:00")
APART = timedelta(minutes=10)
PATIENCE = timedelta(minutes=3)  # more than the two minutes for which the bot waits for evidence

Line = Callable[[Rig], object]


def group(who: str, text: str, name: str = "Netzwerk") -> Line:
    return lambda rig: rig.world.say(who, rig.world.groups[name].chat, text)


def direct(who: str, text: str) -> Line:
    return lambda rig: rig.world.say(who, f"direct:{who}", text)


def changed(who: str, text: str) -> Line:
    return lambda rig: rig.world.edit(who, own(rig, who).timestamp, text)


def own(rig: Rig, who: str) -> Message:
    return next(message for message in reversed(rig.world.messages) if message.author == who)


# What is said at the same moment; between two steps there are ten minutes.
STEPS: tuple[tuple[Line, ...], ...] = (
    (group("anna", "!next"), group("anna", "guten Morgen allerseits"), group("bert", "!termine")),
    (direct("carla", "!sprache en"),),
    (direct("deniz", "!next"),),
    (changed("deniz", "!termine"),),
    (group("petra", "!language en", "Admins"), direct("carla", "!next")),
)


Said = tuple[str, tuple[str, ...], int]
Row = tuple[Any, ...]


@dataclass(frozen=True)
class Outcome:
    """What was said in each chat, in order, as (author, texts from first to last edit, what is quoted), what is
    stored, by table, and whether something took a second try."""

    said: dict[str, list[Said]]
    stored: dict[str, list[Row]]
    repeated: bool = field(default=False, compare=False)

    def without(self, lost: set[int]) -> Outcome:
        """The same as if the messages of these timestamps had never reached the bot."""
        said = {chat: [one for one in lines if one[2] not in lost] for chat, lines in self.said.items()}
        kept = {name: [row for row in rows if not lost.intersection(row)] for name, rows in self.stored.items()}
        return Outcome(said, kept)

    def in_any_order(self) -> Outcome:
        """The same with what was said in a chat sorted."""
        return Outcome({chat: sorted(lines) for chat, lines in self.said.items()}, self.stored)


TABLES = {
    "frames": "SELECT sender, sent_at, kind, chat, done_at IS NULL, body FROM frames ORDER BY 1, 2, 3",
    "deliveries": "SELECT d.chat, f.sender, f.sent_at, p.rule, p.key, d.state, d.sent_at IS NULL, d.edits IS NULL"
    " FROM deliveries d LEFT JOIN frames f ON f.id = d.frame LEFT JOIN posts p ON p.id = d.post ORDER BY 1, 2, 3, 4, 5",
    "posts": "SELECT rule, key, chat, due_at, state, reason FROM posts ORDER BY 1, 2",
    "members": "SELECT aci, language FROM members ORDER BY 1",
    "groups": "SELECT name, language, title, people FROM groups ORDER BY 1",
}


def outcome(rig: Rig) -> Outcome:
    said: dict[str, list[Said]] = {}
    for message in rig.world.messages:
        quoted = message.quote.timestamp if message.quote else 0
        said.setdefault(message.chat, []).append((message.author, (*message.edits, message.text), quoted))
    repeated = rig.rows("SELECT 1 FROM deliveries WHERE tries > 1") != []
    return Outcome(said, {name: rig.rows(query) for name, query in TABLES.items()}, repeated)


async def start_again(rig: Rig, frames: list[str]) -> None:
    """Starts the killed bot, and gives it these frames once more."""
    await rig.gone()
    await rig.bot.start(rig.clock.now())
    await rig.server.listened()
    for frame in frames:
        rig.server.push(frame)
    await rig.calm()


async def wake_up(rig: Rig) -> None:
    """Switches the phones on that slept: what they confirm is the evidence."""
    for who in sorted(rig.world.asleep):
        rig.world.wake(who)
    await rig.calm()


@dataclass
class Play:
    """One run of the scenario. `again`: frames are given out once more after a start; `evidence`: phones wake then."""

    rig: Rig
    again: bool = False
    evidence: bool = True
    deaths: int = 0

    async def run(self, die_at: DieAt) -> Outcome:
        rig = self.rig
        for who in ("bert", "carla", "deniz", "petra") if self.evidence else rig.world.people:
            rig.world.sleep(who)
        await rig.bot.start(START, die_at)
        await rig.server.listened()
        await rig.calm()
        for number, lines in enumerate(STEPS):
            await self._step(START + number * APART, lines)
        await self._step(REMINDER)
        await self._step(REMINDER + PATIENCE)
        await rig.bot.stop()
        assert rig.rows("PRAGMA integrity_check") == [("ok",)]
        assert (rig.server.refused, rig.world.typing) == ([], {})
        return outcome(rig)

    async def _step(self, at: datetime, lines: tuple[Line, ...] = ()) -> None:
        rig, first = self.rig, len(self.rig.frames)
        try:
            await rig.bot.turn(at)
            for line in lines:
                line(rig)
            await rig.calm()
        except BotGoneError:
            self.deaths += 1
            assert await rig.bot.ended() == -signal.SIGKILL
            await start_again(rig, rig.frames[first:] if self.again else [])
            if self.evidence:
                await wake_up(rig)
            await rig.bot.turn(at + PATIENCE)


async def killed(folder: Path, die_at: DieAt, *, again: bool = False, evidence: bool = True) -> Outcome:
    """What comes of the scenario when the bot dies there and is started again."""
    async with rigged(folder) as rig:
        play = Play(rig, again, evidence)
        result = await play.run(die_at)
        assert play.deaths == 1
        return result


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """The yardstick."""

    async def run() -> Outcome:
        async with rigged(tmp_path_factory.mktemp("undisturbed")) as rig:
            return await Play(rig).run(DieAt("never"))

    with asyncio.Runner() as runner:
        return runner.run(run())


def test_the_yardstick_holds_every_answer_and_the_reminder(undisturbed: Outcome) -> None:
    answers = [texts for lines in undisturbed.said.values() for author, texts, _ in lines if author == "bot"]
    assert sorted(map(len, answers)) == [1, 1, 1, 1, 1, 1, 2]
    assert [row[4] for row in undisturbed.stored["frames"]] == [0] * 7
    assert [row[5] for row in undisturbed.stored["deliveries"]] == ["sent"] * 8
    assert [row[0] for row in undisturbed.stored["posts"]] == ["reminder"]


# The first time, and one of the last: an edit, or the reminder.
POINTS = (("stored", 5), ("handling", 5), ("ran", 5), ("settled", 5), ("calling", 8), ("called", 8), ("sent", 5))


@pytest.mark.parametrize(("event", "later"), [*POINTS, ("post", 1)], ids=str)
async def test_nothing_is_lost_and_nothing_is_doubled(
    tmp_path: Path, undisturbed: Outcome, event: str, later: int
) -> None:
    first, given_again, at_the_end = await asyncio.gather(
        killed(folder(tmp_path, "first"), DieAt(event)),
        killed(folder(tmp_path, "again"), DieAt(event), again=True),
        killed(folder(tmp_path, "later"), DieAt(event, later), again=True),
    )
    lost = {row[1] for row in undisturbed.stored["frames"]} - {row[1] for row in first.stored["frames"]}
    expected = [undisturbed.without(lost), undisturbed, undisturbed]
    outcomes = [first, given_again, at_the_end]
    for number, one in enumerate(outcomes):
        if one.repeated:  # what was not said is said after two minutes, and so after what came next in the chat
            outcomes[number], expected[number] = one.in_any_order(), expected[number].in_any_order()
    assert outcomes == expected


@pytest.mark.parametrize(("event", "times"), [("calling", 1), ("called", 1), ("called", 8)])
async def test_without_evidence_it_is_said_again_once(
    tmp_path: Path, undisturbed: Outcome, event: str, times: int
) -> None:
    result = await killed(tmp_path, DieAt(event, times), evidence=False)
    assert result.stored == undisturbed.stored
    often = {chat: {one: lines.count(one) for one in lines} for chat, lines in result.said.items()}
    doubled = [one for lines in often.values() for one, count in lines.items() if count == 2]
    assert {chat: sorted(lines) for chat, lines in often.items()} == {
        chat: sorted(set(lines)) for chat, lines in undisturbed.said.items()
    }
    assert [one[0] for one in doubled] == (["bot"] if event == "called" else [])


def folder(within: Path, name: str) -> Path:
    (within / name).mkdir()
    return within / name


LINES = ("!next", "!termine", "!hilfe", "hallo zusammen", "!next 3", "!help next")


async def test_ten_kills_at_random_moments(tmp_path: Path) -> None:
    async with rigged(folder(tmp_path, "calm")) as rig:
        expected = await long_talk(rig, kills=False)
    async with rigged(folder(tmp_path, "killed")) as rig:
        assert await long_talk(rig, kills=True) == expected


async def long_talk(rig: Rig, *, kills: bool) -> Outcome:
    """Ten rounds in which one person at a time asks; each may be cut short at any moment."""
    dice, moments = random.Random(7), random.Random(11)  # noqa: S311 - the same in both runs
    await rig.bot.start(START)
    await rig.server.listened()
    await rig.calm()
    for number in range(10):
        await rig.bot.turn(START + number * APART)
        for who in rig.world.people:
            rig.world.sleep(who)
        first, who = len(rig.frames), dice.choice(sorted(rig.world.people))
        chat = dice.choice([rig.group, f"direct:{who}"])
        for text in dice.choices(LINES, k=3):
            rig.world.say(who, chat, text)
        if kills:
            await asyncio.sleep(moments.uniform(0, 0.06))
            await rig.bot.kill()
            await start_again(rig, rig.frames[first:])
        await rig.calm()
        await wake_up(rig)
        await rig.bot.turn(START + number * APART + PATIENCE)
    await rig.bot.stop()
    assert rig.rows("PRAGMA integrity_check") == [("ok",)]
    return outcome(rig).in_any_order()
