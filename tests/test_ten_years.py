"""Ten years of meetings and reminders, day by day, against what another library makes of the calendar file."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from dateutil import tz
from icalendar import Calendar

from commands import _ics
from commands._calendar import between, uid_at
from commands._kit import Audience, Planned, Span
from commands.reminder import reminder
from storage import Tx, open_storage
from storage.chat import group_chat
from storage.meetings import Series, Single

ZONES = ["Europe/Berlin", "Europe/Vienna", "Europe/Zurich", "Europe/Brussels", "Australia/Lord_Howe"]
FIRST, LAST = datetime(2026, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)
DAYS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
OFFSETS = [timedelta(days=7), timedelta(days=1), timedelta(hours=1), timedelta(0)]

at = datetime.fromisoformat


def series_in(zone: str) -> list[Series]:
    """Every four weeks, with a new beginning after five years, and two whose hours the clocks skip and repeat."""
    rules = [
        ("evening", "FREQ=WEEKLY;INTERVAL=4", at("2026-01-07T19:00"), at("2031-01-12T23:59"), 90),
        ("again", "FREQ=WEEKLY;INTERVAL=4", at("2031-01-13T19:30"), at("2034-06-30T00:00"), 120),
        ("month", "FREQ=MONTHLY;BYDAY=1WE", at("2034-07-05T18:00"), None, 75),
        ("night", "FREQ=MONTHLY;BYDAY=-1SU", at("2026-01-25T02:30"), None, 45),
        ("early", "FREQ=MONTHLY;BYDAY=1SU", at("2026-01-04T02:15"), None, 60),
    ]
    return [
        Series(n, f"{name}@x.example", name, rule, starts, until, zone, minutes, "")
        for n, (name, rule, starts, until, minutes) in enumerate(rules, 1)
    ]


def row(series: Series, slot: str, **values: Any) -> Single:  # noqa: ANN401 - as Single takes them
    wall = at(slot)
    return replace(blank(uid_at(series.uid, wall)), series=series.id, slot=wall, **values)


def blank(uid: str) -> Single:
    return Single(0, uid, None, None, "planned", None, None, None, None, None, None, None, 0)


def rows_in(series: list[Series]) -> list[Single]:
    """Moved by a week, by an hour, over clock changes and into hours that clocks skip; skipped; added; left over."""
    evening, again, month, night, _ = series
    zone = evening.zone
    return [
        row(evening, "2026-04-01T19:00", starts=at("2026-04-08T19:00"), sequence=1),
        row(evening, "2026-12-30T19:00", topic="Kosten", starts=at("2027-01-06T18:30"), minutes=30),
        row(evening, "2027-03-24T19:00", starts=at("2027-03-28T02:30")),
        row(evening, "2027-09-08T19:00", starts=at("2027-10-31T02:30")),
        row(evening, "2028-06-14T19:00", state="skipped"),
        row(evening, "2031-02-05T19:00", topic="stays although the rule has ended"),
        row(again, "2031-03-10T19:30", starts=at("2035-12-24T10:00"), zone="America/New_York"),
        row(again, "2032-02-09T19:30", state="skipped", starts=at("2032-02-16T19:30")),
        row(month, "2035-08-01T18:00", starts=at("2034-05-01T18:00")),
        row(night, "2029-03-25T02:30", speakers="Ida Sommer"),
        replace(blank("added@x.example"), starts=at("2030-05-20T16:00"), zone=zone, title="Sondertreffen", minutes=600),
        replace(blank("gap@x.example"), starts=at("2032-10-03T02:15"), zone=zone, title="Nacht"),
        replace(blank("off@x.example"), starts=at("2030-05-21T16:00"), zone=zone, title="Entfällt", state="skipped"),
    ]


@dataclass(frozen=True, order=True)
class Seen:
    """A meeting as one sees it: its instants and what it is called."""

    starts: datetime
    ends: datetime
    name: str
    zone: str


@cache
def elsewhere(zone: str) -> list[Seen]:
    """What another library reads in the file that ours has written."""
    series = series_in(zone)
    file = _ics.calendar(series, rows_in(series), name="Netzwerk", stamp=FIRST)
    found = recurring_ical_events.of(Calendar.from_ical(file)).between(FIRST, LAST + timedelta(days=30))
    return sorted(
        Seen(
            (starts := event["DTSTART"].dt.astimezone(UTC)),
            starts + length(event),
            str(event["SUMMARY"]),
            event["DTSTART"].dt.tzinfo.key,
        )
        for event in found
        if event.get("STATUS") != "CANCELLED"
    )


def length(event: Any) -> timedelta:  # noqa: ANN401 - the library has no types
    """How long it is, by the clocks of its zone: the library adds a length to what they show, also over a change."""
    starts, ends = event["DTSTART"].dt, event["DTEND"].dt
    found: timedelta = ends.replace(tzinfo=None) - starts.replace(tzinfo=None)
    return found


def clocks(wall: datetime, zone: str) -> datetime:
    """The instant at which clocks show this, by dateutil's own reading of the zone."""
    return tz.resolve_imaginary(wall.replace(tzinfo=tz.gettz(zone))).astimezone(UTC)


@pytest.mark.parametrize("zone", ZONES)
def test_meetings_of_ten_years_day_by_day(zone: str) -> None:
    series = series_in(zone)
    rows = rows_in(series)
    expected: dict[date, list[Seen]] = defaultdict(list)
    for one in elsewhere(zone):
        expected[one.starts.date()].append(one)
    for start, end in pairwise(DAYS):
        found = [Seen(one.starts, one.ends, one.name, one.zone.key) for one in between(series, rows, start, end)]
        assert sorted(found) == expected.pop(start.date(), [])
    assert [day for day in expected if day < LAST.date()] == []


@pytest.mark.parametrize(("zone", "years"), [("Europe/Berlin", 10), ("Australia/Lord_Howe", 3)])
async def test_reminders_day_by_day(zone: str, years: int, tmp_path: Path) -> None:
    days = DAYS[: 365 * years]
    expected = [
        (due, before // timedelta(minutes=1), one.starts)
        for one in elsewhere(zone)
        for before in OFFSETS
        if days[0] < (due := falls_due(one, before)) <= days[-1]
    ]

    def replay(tx: Tx) -> list[Planned]:
        store(tx, zone)
        audience = Audience(group_chat("x"), "main", "de", ZoneInfo(zone), tuple(OFFSETS))
        spans = (Span(start, end) for start, end in pairwise(days))
        return [one for span in spans for one in reminder.plan(tx, audience, span)]

    async with open_storage(tmp_path / "losbote.db") as storage:
        planned = await storage.write(replay)
    assert len({one.key for one in planned}) == len(planned)
    assert sorted((one.due, *told(one.key)) for one in planned) == sorted(expected)


def falls_due(meeting: Seen, before: timedelta) -> datetime:
    """Whole days before at the same wall time, else so long before."""
    if before % timedelta(days=1) or not before:
        return meeting.starts - before
    return clocks(meeting.starts.astimezone(ZoneInfo(meeting.zone)).replace(tzinfo=None) - before, meeting.zone)


def told(key: str) -> tuple[int, datetime]:
    """What the key of a reminder says: how many minutes before, and when the meeting is."""
    _, minutes, starts = key.split()
    return int(minutes), datetime.strptime(starts, "%Y%m%dT%H%MZ").replace(tzinfo=UTC)


def store(tx: Tx, zone: str) -> None:
    series = series_in(zone)
    for one in series:
        number = tx.meetings.add_series(
            one.uid, one.title, one.rule, one.starts, zone, minutes=one.minutes, until=one.until
        )
        assert number == one.id
    for row in rows_in(series):
        tx.meetings.add(
            row.uid,
            series=row.series,
            slot=row.slot,
            starts=row.starts,
            zone=row.zone,
            skipped=row.state == "skipped",
            minutes=row.minutes,
            title=row.title,
        )
