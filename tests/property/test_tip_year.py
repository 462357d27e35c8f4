"""Tips over a year: none twice before all have come, in good manners, and never in the way of a meeting."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from tip_year import (
    DAY,
    FIRST,
    TOWNS,
    WEEK,
    Heard,
    Town,
    Year,
    foreseen,
    gone,
    live,
    newcomers,
    rows,
    table,
    votes,
    years,
)

ZONES = [
    "Europe/Berlin",
    "Europe/Vienna",
    "Europe/Zurich",
    "Europe/Brussels",
    "Australia/Lord_Howe",
    "America/New_York",
]
DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


def tips(year: Year) -> list[Heard]:
    return [one for one in year.heard if one.rule == "tip"]


def reminders(year: Year) -> list[Heard]:
    return [one for one in year.heard if one.rule == "reminder"]


def check(town: Town, year: Year) -> None:
    """What holds for the tips of each group, whatever its manners."""
    none_twice_before_all_have_come(year)
    quiet_hours_are_quiet(town, year)
    no_week_is_too_full(town, year)


def none_twice_before_all_have_come(year: Year) -> None:
    come: set[int] = set()
    for one in tips(year):
        assert one.tip in year.fit[one.key]
        if one.tip in come:
            assert year.fit[one.key] <= come
            come = set()
        come.add(one.tip)


def quiet_hours_are_quiet(town: Town, year: Year) -> None:
    start, end = town.quiet
    hours = {one.due.astimezone(ZoneInfo(town.zone)).hour for one in tips(year)}
    assert hours <= set(range(end, start))
    days = [one.key.split(" ")[0] for one in tips(year)]
    assert sorted(set(days)) == days


def no_week_is_too_full(town: Town, year: Year) -> None:
    """However seven days lie: if they hold more than the limit, these are reminders, and no tip is among them."""
    for first in year.heard:
        week = [one for one in year.heard if first.at <= one.at < first.at + WEEK]
        assert len(week) <= town.limit or {one.rule for one in week} == {"reminder"}


async def test_a_year_of_three_groups(tmp_path: Path) -> None:
    lived = await years(tmp_path)
    for town, year in lived.items():
        check(town, year)
    Console(width=160).print(table(lived))
    berlin, brussels, howe = (tips(lived[town]) for town in TOWNS)
    assert min(len(berlin), len(brussels), len(howe)) > 50
    assert len({tuple(one.tip for one in told[:50]) for told in (berlin, brussels, howe)}) == 3
    assert all("only available in German" in one.text for one in brussels if one.tip > TOWNS[1].known)


@pytest.mark.parametrize("town", TOWNS, ids=lambda town: town.name)
async def test_the_plan_says_beforehand_what_is_told(town: Town, tmp_path: Path) -> None:
    lines = [(one.at, one.rule, one.key, one.text) for one in await foreseen(tmp_path, town, 60)]
    year = await live(tmp_path, town, weeks=9)
    expected = [(one.due, one.rule, one.key, one.text) for one in year.heard if one.due <= FIRST + 60 * DAY]
    assert lines == expected
    assert len(tips(year)) > 5


@pytest.mark.parametrize("town", TOWNS, ids=lambda town: town.name)
async def test_tips_cost_no_reminder_its_place(town: Town, tmp_path: Path) -> None:
    with_tips = await live(tmp_path, town, weeks=12)
    without = await live(tmp_path, replace(town, name="without", times=""), weeks=12)
    assert reminders(with_tips) == reminders(without)
    assert tips(without) == []


async def test_tips_suit_a_meeting_that_is_near(tmp_path: Path) -> None:
    """On Wednesday, 6 January, it is about costs; none of the reminders is in the way."""
    told = tips(await live(tmp_path, replace(TOWNS[0], reminders=()), weeks=2))
    topics = [row["topic"] for row in rows()]
    assert [(one.key.split(" ")[0], topics[one.tip - 1] == "costs") for one in told] == [
        ("2027-01-01", True),
        ("2027-01-05", True),
        ("2027-01-08", False),
        ("2027-01-12", False),
    ]


@st.composite
def towns(draw: st.DrawFn) -> Town:
    """A group with any manners, a small deck and many meetings."""
    days = draw(st.lists(st.sampled_from(DAYS), min_size=1, max_size=7, unique=True))
    hour, minute = draw(st.integers(0, 23)), draw(st.sampled_from([0, 15, 59]))
    return Town(
        "any",
        zone=draw(st.sampled_from(ZONES)),
        language=draw(st.sampled_from(["de", "en"])),
        limit=draw(st.integers(1, 8)),
        times=f"{','.join(days)} {hour}:{minute:02}",
        quiet=(draw(st.integers(18, 23)), draw(st.integers(5, 11))),
        reminders=tuple(draw(st.lists(st.sampled_from(["7d", "3d", "1d", "12h", "1h", "0"]), unique=True))),
        every=draw(st.integers(1, 4)),
        known=draw(st.integers(10, 14)),
    )


@settings(derandomize=True, max_examples=12, deadline=None)
@given(town=towns(), after=st.lists(st.integers(0, 80), min_size=3, max_size=3), away=st.integers(0, 9))
async def test_any_group(town: Town, after: list[int], away: int) -> None:
    deeds = list(zip(sorted(day * DAY for day in after), [newcomers, votes(9), gone], strict=True))
    with tempfile.TemporaryDirectory() as folder:
        check(town, await live(Path(folder), town, weeks=12, deeds=deeds, away=(away,)))
