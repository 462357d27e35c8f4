"""Meetings on public holidays: of which the admins hear, when, and with which other dates."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from commands._kit import Audience, Planned, Span
from commands._texts import Language, plain
from commands.holiday import holiday
from storage import Tx, open_storage
from storage.chat import group_chat

BERLIN = "Europe/Berlin"


def at(wall: str, zone: str = BERLIN) -> datetime:
    return datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def audience(language: Language = "de", zone: str = BERLIN) -> Audience:
    return Audience(group_chat("x"), "admin", language, ZoneInfo(zone), ())


async def planned(
    path: Path, *walls: str, start: str, end: str, to: Audience | None = None, zone: str = BERLIN
) -> list[Planned]:
    """What is told in a span of meetings at these wall times, which are called 1, 2, …"""

    def plan(tx: Tx) -> list[Planned]:
        for number, wall in enumerate(walls, 1):
            tx.meetings.add(f"m{number}", title=f"{number}", starts=datetime.fromisoformat(wall), zone=zone)
        return list(holiday.plan(tx, to or audience(), Span(at(start), at(end))))

    async with open_storage(path / "losbote.db") as storage:
        return await storage.write(plan)


async def told(path: Path, *walls: str, to: Audience | None = None, zone: str = BERLIN) -> str:
    """The words about the first of these meetings, at the moment when they are due."""
    found = await planned(path, *walls, start="2026-01-01T00:00", end="2029-01-01T00:00", to=to, zone=zone)
    first = next(one for one in found if one.key.startswith("m1 "))
    return plain(first.text(first.due, False))


async def test_six_weeks_ahead_at_the_same_time_of_day(tmp_path: Path) -> None:
    walls = ("2027-05-05T19:00", "2027-05-06T19:00")  # the second is Ascension Day, and the clocks change before it
    found = await planned(tmp_path, *walls, start="2027-03-01T00:00", end="2027-05-01T00:00")
    assert [(one.key, one.due, one.deadline, one.urgent) for one in found] == [
        ("m2 20270506T1700Z", at("2027-03-25T19:00"), at("2027-04-29T19:00"), False)
    ]


async def test_only_what_is_due_inside_the_span(tmp_path: Path) -> None:
    spans = [("03-25T18:00", "03-25T18:59"), ("03-25T18:59", "03-25T19:00"), ("03-25T19:00", "03-25T20:00")]
    found = []
    for number, (start, end) in enumerate(spans):
        (folder := tmp_path / str(number)).mkdir()
        found.append(len(await planned(folder, "2027-05-06T19:00", start=f"2027-{start}", end=f"2027-{end}")))
    assert found == [0, 1, 0]


async def test_it_says_which_holiday_where_and_two_other_dates_with_the_line_that_moves(tmp_path: Path) -> None:
    assert await told(tmp_path, "2027-05-06T19:00") == (
        "📅 „1“ fällt auf einen Feiertag: Donnerstag, 6. Mai, Christi Himmelfahrt / Auffahrt\n"
        "Frei ist in ganz Deutschland, in ganz Österreich, in der ganzen Schweiz und in Ostbelgien.\n"
        "\n"
        "Ich verschiebe nichts von selbst. Andere Tage, jeweils mit der Zeile, die das Treffen dorthin verschiebt:\n"
        "Donnerstag, 13. Mai, 19:00 Uhr: nirgends ein Feiertag\n"
        "!treffen verschiebe 6.5. auf 13.5. 19:00\n"
        "Donnerstag, 29. April, 19:00 Uhr: nirgends ein Feiertag\n"
        "!treffen verschiebe 6.5. auf 29.4. 19:00"
    )


async def test_it_says_so_in_english(tmp_path: Path) -> None:
    assert await told(tmp_path, "2027-01-06T19:00", to=audience("en")) == (
        "📅 “1” falls on a public holiday: Wednesday 6 January, Heilige Drei Könige\n"
        "It is a day off in 3 of 16 German Länder, in all of Austria and in 3 of 26 Swiss cantons.\n"
        "\n"
        "I move nothing by myself. Other days, each with the line that moves the meeting there:\n"
        "Wednesday 13 January, 19:00 (Berlin time): no holiday anywhere\n"
        "!meeting move 6.1. to 13.1. 19:00\n"
        "Wednesday 30 December, 19:00 (Berlin time): no holiday anywhere\n"
        "!meeting move 6.1. to 30.12. 19:00"
    )


async def test_days_of_other_meetings_are_not_proposed(tmp_path: Path) -> None:
    others = [f"2027-{day}T10:00" for day in ("05-05", "05-07", "05-13", "05-20", "04-29", "05-04")]
    assert (await told(tmp_path, "2027-05-06T19:00", *others)).splitlines()[4:] == [
        "Donnerstag, 22. April, 19:00 Uhr: nirgends ein Feiertag",
        "!treffen verschiebe 6.5. auf 22.4. 19:00",
    ]


async def test_another_date_that_is_a_holiday_too_says_where(tmp_path: Path) -> None:
    others = [f"2027-{day}T10:00" for day in ("05-05", "05-07", "05-13", "05-20", "04-29")]
    assert (await told(tmp_path, "2027-05-06T19:00", *others)).splitlines()[4:] == [
        "Donnerstag, 22. April, 19:00 Uhr: nirgends ein Feiertag",
        "!treffen verschiebe 6.5. auf 22.4. 19:00",
        "Dienstag, 4. Mai, 19:00 Uhr: Hl. Florian, frei in 1 von 9 Ländern Österreichs",
        "!treffen verschiebe 6.5. auf 4.5. 19:00",
    ]


async def test_where_every_other_day_is_taken_none_is_proposed(tmp_path: Path) -> None:
    others = [f"2027-{day}T10:00" for day in ("05-05", "05-07", "05-13", "05-20", "04-29", "05-04", "04-22")]
    assert (await told(tmp_path, "2027-05-06T19:00", *others)).splitlines() == [
        "📅 „1“ fällt auf einen Feiertag: Donnerstag, 6. Mai, Christi Himmelfahrt / Auffahrt",
        "Frei ist in ganz Deutschland, in ganz Österreich, in der ganzen Schweiz und in Ostbelgien.",
    ]


async def test_a_late_word_proposes_nothing_of_the_next_days(tmp_path: Path) -> None:
    found = await planned(tmp_path, "2027-05-06T19:00", start="2027-03-01T00:00", end="2027-05-01T00:00")
    late = plain(found[0].text(at("2027-04-26T12:00"), True))
    assert [line for line in late.splitlines() if line.startswith("!")] == [
        "!treffen verschiebe 6.5. auf 13.5. 19:00",
        "!treffen verschiebe 6.5. auf 20.5. 19:00",
    ]


async def test_the_day_is_that_of_the_meeting_and_the_line_that_of_the_admins(tmp_path: Path) -> None:
    shown = await told(tmp_path, "2027-05-06T01:00", to=audience(zone="America/New_York"))
    assert shown.splitlines()[0] == "📅 „1“ fällt auf einen Feiertag: Mittwoch, 5. Mai, Christi Himmelfahrt / Auffahrt"
    assert [line for line in shown.splitlines() if line.startswith("!")] == [
        "!treffen verschiebe 5.5. auf 12.5. 19:00",
        "!treffen verschiebe 5.5. auf 28.4. 19:00",
    ]


@pytest.mark.parametrize("wall", ["2027-01-13T19:00", "2027-09-01T19:00", "2026-12-23T19:00"])
async def test_of_other_days_nothing_is_told(tmp_path: Path, wall: str) -> None:
    assert await planned(tmp_path, wall, start="2026-01-01T00:00", end="2029-01-01T00:00") == []
