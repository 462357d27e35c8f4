"""Weeks full of posts: what matters most is always said, the rest where every seven days have room, as was planned."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.clock import PlayedClock
from bot.manners import WEEK
from bot.plan import reckoned
from bot.settings import Settings
from bot.ticker import Ticker
from commands import Registry
from commands._kit import Audience, Planned, Post, Span, post
from storage import Storage, Tx, open_storage
from storage.instants import from_ms

START = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
RANKS = {"reminder": 1, "recording": 4, "tip": 5}


@dataclass(frozen=True)
class Heard:
    """A post that was decided about: of which rank, when, and whether it was said."""

    rank: int
    at: datetime
    said: bool


def rule(name: str, hours: list[int]) -> Post:
    """A rule with posts so many hours after the start."""

    def plan(_tx: Tx, _audience: Audience, span: Span) -> Iterator[Planned]:
        for hour in hours:
            if (due := START + timedelta(hours=hour)) in span:
                words = f"{name} {hour}"
                yield Planned(words, due, due + timedelta(days=3), lambda _now, _late: words)  # noqa: B023

    return post(name, rank=RANKS[name])(plan)


async def live(storage: Storage, ticker: Ticker, clock: PlayedClock) -> list[Heard]:
    """What the ticker makes of it when it looks at each moment at which something falls due."""
    await ticker.tick()
    while (at := await ticker.next_post()) is not None:
        clock.set(at)
        await ticker.tick()
    rows = await storage.read(lambda tx: tx.posts._all("SELECT * FROM posts ORDER BY id"))
    return [Heard(RANKS[row["rule"]], from_ms(row["made_at"]), row["state"] == "due") for row in rows]


def weeks(limit: int, hours: dict[str, list[int]], then: Callable[[list[Heard], list[Heard]], None]) -> None:
    """Reckons the weeks out, lets the ticker live through them, and compares."""

    async def run(folder: Path) -> None:
        kept = Settings(number="+4915555550100", posts={"max_posts_a_week": limit, "pin": False})  # type: ignore[arg-type]
        registry = Registry((), tuple(rule(name, hours[name]) for name in RANKS), {})
        clock = PlayedClock(START)
        async with open_storage(folder / "losbote.db") as storage:
            await storage.write(lambda tx: tx.groups.put("main", internal_id="eA==", server_id="x", purpose="main"))
            lines = await storage.read(lambda tx: reckoned(tx, kept, registry, START, timedelta(days=40)))
            planned = [Heard(RANKS[one.rule], one.at, not one.gives_way) for one in lines]
            then(planned, await live(storage, Ticker(kept, storage, clock, registry), clock))

    with TemporaryDirectory() as folder:
        asyncio.run(run(Path(folder)))


def together(posts: list[Heard], start: datetime) -> list[Heard]:
    """Those of seven days from a moment on."""
    return [one for one in posts if start <= one.at < start + WEEK]


def check(limit: int, planned: list[Heard], heard: list[Heard]) -> None:
    assert planned == heard
    said = [one for one in heard if one.said]
    assert [one for one in heard if one.rank == 1 and not one.said] == []
    for first in said:
        week = together(said, first.at)
        assert len(week) <= limit or {one.rank for one in week} == {1}
    for held in heard:
        if not held.said:
            around = [one for one in said if one.at <= held.at] + [
                one for one in heard if one.at > held.at and one.rank < held.rank
            ]
            starts = [one.at for one in around if held.at - WEEK < one.at <= held.at] + [held.at]
            assert max(len(together(around, start)) for start in starts) >= limit


MOMENTS = st.lists(st.integers(1, 21 * 24), max_size=12, unique=True)


@settings(derandomize=True, max_examples=40, deadline=None)
@given(st.integers(1, 4), MOMENTS, MOMENTS, MOMENTS)
@example(2, [48, 49], [], [20])  # a tip on Tuesday costs Wednesday's reminders no place
@example(1, [], [30], [20])  # nor a recording its own
@example(3, [20, 21, 22, 23], [10], [5])  # which is where even reminders are too many
def test_what_matters_is_said_and_the_rest_where_there_is_room(
    limit: int, reminders: list[int], recordings: list[int], tips: list[int]
) -> None:
    hours = {"reminder": reminders, "recording": recordings, "tip": tips}
    weeks(limit, hours, lambda planned, heard: check(limit, planned, heard))


def test_without_more_important_ones_the_first_come_and_fill_the_week() -> None:
    def then(planned: list[Heard], heard: list[Heard]) -> None:
        del planned
        assert [one.said for one in heard] == [True, True, False, True, True]

    weeks(2, {"reminder": [], "recording": [], "tip": [20, 44, 68, 20 + 168, 44 + 168]}, then)
