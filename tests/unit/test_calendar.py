"""Meetings from series and single dates: rules, exceptions, and the hours that clocks skip or repeat."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from commands._calendar import Meeting, between, coming, following, instant, meetings, uid_at
from storage import Tx, open_storage
from storage.meetings import Series, Single

BERLIN = ZoneInfo("Europe/Berlin")
EVERY_FOUR_WEEKS = "FREQ=WEEKLY;INTERVAL=4"


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def a_series(rule: str = EVERY_FOUR_WEEKS, starts: str = "2026-12-02T19:00", until: str | None = None) -> Series:
    return Series(
        1,
        "s@x.example",
        "Treffen",
        rule,
        wall(starts),
        wall(until) if until else None,
        BERLIN.key,
        90,
        "https://x.example",
    )


def a_single(slot: str | None, starts: str | None = None, *, skipped: bool = False, topic: str | None = None) -> Single:
    alone = slot is None
    return Single(
        id=1,
        uid=f"added-{starts}" if slot is None else uid_at("s@x.example", wall(slot)),
        series=None if alone else 1,
        slot=wall(slot) if slot else None,
        state="skipped" if skipped else "planned",
        starts=wall(starts) if starts else None,
        zone=BERLIN.key if alone else None,
        minutes=None,
        title="Sondertreffen" if alone else None,
        topic=topic,
        speakers=None,
        link=None,
        sequence=0,
    )


def local(found: list[Meeting]) -> list[str]:
    return [f"{one.starts.astimezone(BERLIN):%Y-%m-%d %H:%M}" for one in found]


@pytest.mark.parametrize(
    ("rule", "dates"),
    [
        (EVERY_FOUR_WEEKS, ["2026-12-02 19:00", "2026-12-30 19:00", "2027-01-27 19:00", "2027-02-24 19:00"]),
        ("FREQ=MONTHLY;BYDAY=1WE", ["2026-12-02 19:00", "2027-01-06 19:00", "2027-02-03 19:00", "2027-03-03 19:00"]),
        ("FREQ=MONTHLY;BYDAY=-1TH", ["2026-12-31 19:00", "2027-01-28 19:00", "2027-02-25 19:00", "2027-03-25 19:00"]),
        (
            "FREQ=MONTHLY;BYMONTHDAY=31",
            ["2026-12-31 19:00", "2027-01-31 19:00", "2027-03-31 19:00", "2027-05-31 19:00"],
        ),
        ("FREQ=WEEKLY;INTERVAL=4;COUNT=2", ["2026-12-02 19:00", "2026-12-30 19:00"]),
    ],
)
def test_rule_gives_its_dates(rule: str, dates: list[str]) -> None:
    assert local(following([a_series(rule)], [], utc("2026-11-30T17:00"), 4)) == dates


def test_series_ends_with_until() -> None:
    series = a_series(until="2026-12-30T19:00")
    assert local(between([series], [], utc("2026-01-01"), utc("2028-01-01"))) == [
        "2026-12-02 19:00",
        "2026-12-30 19:00",
    ]


def test_span_holds_its_start_and_not_its_end() -> None:
    found = between([a_series()], [], utc("2026-12-02T18:00"), utc("2026-12-30T18:00"))
    assert local(found) == ["2026-12-02 19:00"]


def test_wall_time_stays_over_a_clock_change() -> None:
    found = following([a_series(starts="2027-03-10T19:00")], [], utc("2027-03-01"), 2)
    assert [one.starts for one in found] == [utc("2027-03-10T18:00"), utc("2027-04-07T17:00")]


def test_moved_date_keeps_its_uid_and_knows_where_it_was() -> None:
    row = a_single("2026-12-30T19:00", "2027-01-06T19:00")
    before = between([a_series()], [], utc("2026-12-30"), utc("2027-01-01"))
    after = between([a_series()], [row], utc("2027-01-06"), utc("2027-01-07"))
    assert [(one.uid, one.moved) for one in before] == [("s-20261230T1900@x.example", False)]
    assert [(one.uid, one.moved, one.slot) for one in after] == [
        ("s-20261230T1900@x.example", True, utc("2026-12-30T18:00"))
    ]
    assert between([a_series()], [row], utc("2026-12-29"), utc("2027-01-01")) == []


@pytest.mark.parametrize("there", ["2029-05-01T10:00", "2020-05-01T10:00"])
def test_date_moved_far_is_found_where_it_went(there: str) -> None:
    row = a_single("2026-12-30T19:00", there)
    day = wall(there).replace(hour=0, tzinfo=BERLIN)
    found = between(
        [a_series(starts="2026-12-30T19:00", until="2026-12-31T00:00")], [row], day, day + timedelta(days=1)
    )
    assert local(found) == [there.replace("T", " ")]


def test_described_date_is_not_moved_and_the_rest_is_as_in_its_series() -> None:
    [found] = between(
        [a_series()], [a_single("2026-12-02T19:00", topic="Kosten im Griff")], utc("2026-12-01"), utc("2026-12-03")
    )
    assert found == Meeting(
        uid="s-20261202T1900@x.example",
        title="Treffen",
        topic="Kosten im Griff",
        speakers="",
        link="https://x.example",
        starts=utc("2026-12-02T18:00"),
        ends=utc("2026-12-02T19:30"),
        zone=BERLIN,
        slot=utc("2026-12-02T18:00"),
    )
    assert (found.moved, found.name) == (False, "Kosten im Griff")


def test_skipped_and_added_dates_in_one_list() -> None:
    rows = [a_single("2026-12-30T19:00", skipped=True), a_single(None, "2026-12-16T10:00")]
    found = following([a_series()], rows, utc("2026-11-30"), 3)
    assert local(found) == ["2026-12-02 19:00", "2026-12-16 10:00", "2027-01-27 19:00"]
    assert [(one.name, one.slot is None) for one in found[:2]] == [("Treffen", False), ("Sondertreffen", True)]


def test_running_meeting_is_coming_until_its_end() -> None:
    last_minute = following([a_series()], [], utc("2026-12-02T19:29"), 1)
    over = following([a_series()], [], utc("2026-12-02T19:30"), 1)
    assert local(last_minute + over) == ["2026-12-02 19:00", "2026-12-30 19:00"]


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Europe/Vienna", "Europe/Zurich", "Europe/Brussels"])
def test_skipped_hour_comes_an_hour_later_and_of_a_double_one_the_first_counts(zone: str) -> None:
    place = ZoneInfo(zone)
    skipped = instant(wall("2026-03-29T02:30"), place)
    assert skipped == utc("2026-03-29T01:30")
    assert f"{skipped.astimezone(place):%H:%M}" == "03:30"
    assert instant(wall("2026-10-25T02:30"), place) == utc("2026-10-25T00:30")


def test_lord_howe_puts_its_clocks_by_half_an_hour() -> None:
    place = ZoneInfo("Australia/Lord_Howe")
    skipped = instant(wall("2026-10-04T02:15"), place)
    assert skipped == utc("2026-10-03T15:45")
    assert f"{skipped.astimezone(place):%H:%M}" == "02:45"
    assert instant(wall("2026-04-05T01:45"), place) == utc("2026-04-04T14:45")


def test_date_in_a_skipped_hour_is_found_from_within_that_hour() -> None:
    series = a_series("FREQ=DAILY", "2026-03-01T02:30")
    found = between([series], [], utc("2026-03-29T01:15"), utc("2026-03-29T02:00"))
    assert local(found) == ["2026-03-29 03:30"]


def test_meeting_of_several_days_is_coming_until_its_end() -> None:
    series = replace(a_series(), minutes=4 * 24 * 60)
    found = following([series], [], utc("2026-12-06T17:59"), 1) + following([series], [], utc("2026-12-06T18:00"), 1)
    assert local(found) == ["2026-12-02 19:00", "2026-12-30 19:00"]


async def test_meetings_come_from_the_database(tmp_path: Path) -> None:
    def work(tx: Tx) -> tuple[list[str], list[str]]:
        series = tx.meetings.add_series("s", "Treffen", EVERY_FOUR_WEEKS, wall("2026-12-02T19:00"), BERLIN.key)
        slot = wall("2026-12-30T19:00")
        tx.meetings.add(uid_at("s", slot), series=series, slot=slot, starts=wall("2027-01-06T19:00"))
        january = meetings(tx, utc("2027-01-01"), utc("2027-02-01"))
        return local(january), local(coming(tx, utc("2026-12-24"), 1))

    async with open_storage(tmp_path / "losbote.db") as storage:
        assert await storage.write(work) == (["2027-01-06 19:00", "2027-01-27 19:00"], ["2027-01-06 19:00"])
