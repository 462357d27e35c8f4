"""Calendar files of rules, moves, skips and adds in any order: read back the same, and read the same by others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import recurring_ical_events
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from commands import _ics
from commands._calendar import between, uid_at
from storage.meetings import Series, Single

ZONES = ["Europe/Berlin", "Europe/Vienna", "Europe/Zurich", "Europe/Brussels", "Australia/Lord_Howe"]
NOW = datetime(2026, 11, 30, 17, tzinfo=UTC)
STAMP = datetime(2026, 11, 1, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
SPAN = (datetime(2025, 6, 1, tzinfo=UTC), datetime(2029, 6, 1, tzinfo=UTC))

modest = settings(derandomize=True, max_examples=40, deadline=None)

zones = st.sampled_from(ZONES)
walls = st.builds(
    datetime.combine,
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45])),
)
lines = (
    st.text(st.sampled_from("Räte :;,\\\"'n💡ß-"), min_size=1, max_size=90)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
texts = st.none() | lines
links = st.sampled_from([None, "https://meet.example/a;b,c?d=e&f=%20", "https://x.example/ä"])
minutes = st.none() | st.integers(1, 1440)
rules = st.one_of(
    st.integers(2, 26).map("FREQ=WEEKLY;INTERVAL={}".format),
    st.sampled_from(["FREQ=WEEKLY", "FREQ=MONTHLY;INTERVAL=2;BYDAY=1WE"]),
    st.builds(
        "FREQ=MONTHLY;BYDAY={}{}".format, st.sampled_from([1, 2, 3, 4, -1]), st.sampled_from(["MO", "WE", "TH", "SU"])
    ),
)


@dataclass(frozen=True)
class Change:
    """What is done to the n-th date of a rule; `hours` is how far it is moved, or that it is left out."""

    n: int
    hours: int | None
    zone: str | None
    sequence: int
    minutes: int | None
    title: str | None
    topic: str | None
    speakers: str | None
    link: str | None
    recording: str | None


changes = st.builds(
    Change,
    st.integers(0, 12),
    st.none() | st.integers(-4000, 4000),
    st.none() | zones,
    st.integers(0, 9),
    minutes,
    texts,
    texts,
    texts,
    links,
    st.sampled_from([None, "-", "https://video.example/ä"]),
)


@st.composite
def calendars(draw: st.DrawFn) -> tuple[list[Series], list[Single]]:
    """One to three series, dates of theirs that are special, and dates that stand alone."""
    series, rows = [], []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        one = draw(a_series(number))
        series.append(one)
        made = draw(st.lists(changes, max_size=5, unique_by=lambda change: change.n))
        rows += [changed(one, change) for change in made]
    for number, (wall, change) in enumerate(draw(st.lists(st.tuples(walls, changes), max_size=3))):
        row = added(f"added-{number}@x.example", wall, change)
        rows.append(replace(row, zone=row.zone or BERLIN.key, title=row.title or "Treffen"))
    return series, [replace(row, id=number) for number, row in enumerate(draw(st.permutations(rows)), 1)]


@st.composite
def a_series(draw: st.DrawFn, number: int) -> Series:
    """A series whose start is its first date, as it is stored; it may end in the middle."""
    rule = draw(rules)
    starts = rrulestr(rule, dtstart=draw(walls))[0]
    until = draw(st.none() | st.integers(0, 400))
    return Series(
        number,
        f"s{number}@x.example",
        draw(lines),
        rule,
        starts,
        # Noon exists every day: a wall time that clocks skip has another name once it was an instant.
        None if until is None else datetime.combine(starts.date() + timedelta(days=until + 1), time(12)),
        draw(zones),
        draw(st.integers(1, 1440)),
        draw(links) or "",
        draw(st.integers(0, 5)),
    )


def changed(series: Series, change: Change) -> Single:
    slot = rrulestr(series.rule, dtstart=series.starts)[change.n]
    starts = None if change.hours is None else slot + timedelta(hours=change.hours)
    row = added(uid_at(series.uid, slot), starts, change)
    return replace(row, series=series.id, slot=slot, zone=row.zone if starts else None)


def added(uid: str, starts: datetime | None, change: Change) -> Single:
    about = (change.title, change.topic, change.speakers, change.link)
    row = Single(
        0, uid, None, None, "planned", starts, change.zone, change.minutes, *about, change.sequence, change.recording
    )
    return replace(row, state="skipped") if change.hours is None else row


def plain(row: Single, series: dict[int, Series]) -> Single:
    """The row with what is as in its series left open, as it is read."""
    usual = series.get(row.series or 0)
    if usual is None:
        return replace(row, id=0, minutes=None if row.minutes == 90 else row.minutes)
    zone = None if row.zone == usual.zone else row.zone
    return replace(
        row,
        id=0,
        zone=zone,
        starts=None if row.starts == row.slot and zone is None else row.starts,
        minutes=None if row.minutes == usual.minutes else row.minutes,
        title=None if row.title == usual.title else row.title,
        link=None if row.link == usual.link else row.link,
    )


@modest
@given(calendars(), st.randoms())
def test_what_was_written_reads_back_equal(case: tuple[list[Series], list[Single]], random: Random) -> None:
    series, rows = case
    file = _ics.calendar(series, rows, name="Netzwerk", stamp=STAMP)
    found = _ics.read(file, NOW, BERLIN)
    assert list(found.series) == series
    by_id = {one.id: one for one in series}
    assert sorted(repr(replace(row, id=0)) for row in found.singles) == sorted(repr(plain(row, by_id)) for row in rows)
    random.shuffle(rows)
    assert _ics.calendar(series, rows, name="Netzwerk", stamp=STAMP) == file


@modest
@given(calendars())
def test_others_read_the_same_meetings(case: tuple[list[Series], list[Single]]) -> None:
    file = _ics.calendar(*case, name="Netzwerk", stamp=STAMP)
    events = recurring_ical_events.of(Calendar.from_ical(file)).between(*SPAN)
    others = [
        (event["DTSTART"].dt.astimezone(UTC), event["DTSTART"].dt.tzinfo.key, str(event["SUMMARY"]))
        for event in events
        if event.get("STATUS") != "CANCELLED"
    ]
    ours = [(one.starts, one.zone.key, one.name) for one in between(*case, *SPAN)]
    assert sorted(others) == sorted(ours)


@modest
@given(calendars())
def test_lines_are_short_and_end_as_the_standard_says(case: tuple[list[Series], list[Single]]) -> None:
    file = _ics.calendar(*case, name="Bürger:innen, Räte", stamp=STAMP)
    lines = file.split(b"\r\n")
    assert lines[-1] == b""
    assert b"\n" not in b"".join(lines)
    assert max(len(line) for line in lines) <= 75
    assert file.decode().startswith("BEGIN:VCALENDAR\r\n")


@modest
@given(calendars(), st.data())
def test_a_damaged_file_is_read_or_refused_with_its_lines(
    case: tuple[list[Series], list[Single]], data: st.DataObject
) -> None:
    lines = _ics.calendar(*case, name="Netzwerk", stamp=STAMP).split(b"\r\n")
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(lines) - 1))
        other = data.draw(st.sampled_from(lines) | st.binary(max_size=40))
        lines[place : place + data.draw(st.integers(0, 2))] = [other]
    refused = _refused(b"\r\n".join(lines))
    assert all(0 <= mistake.line <= len(lines) + 40 for mistake in refused)


@modest
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_anything_else_is_refused(data: bytes) -> None:
    assert _refused(data) != ()


def _refused(data: bytes) -> tuple[_ics.Mistake, ...]:
    """The mistakes that were found; empty when it was read."""
    try:
        _ics.read(data, NOW, BERLIN)
    except _ics.BadCalendar as error:
        return error.mistakes
    return ()
