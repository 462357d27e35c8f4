"""A calendar file from anywhere → series and single dates.

Everything is taken or nothing: a file with mistakes is refused with all of them. The rules that we have are every n
weeks, and the n-th or last such weekday of a month. What says no zone is in that of the file or else in the one that
is given, and so are single dates in UTC. An end by COUNT becomes `until`, and a series begins with its first date.
What a date has in common with its series is left open in its row, and counted in the series alone (SEQUENCE).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from commands._calendar import uid_at
from commands._ics.events import Entry, Wall, Wrong, entry
from commands._ics.lines import BadCalendar, Block, Mistake, blocks
from commands._ics.zones import Zones, by_name
from storage.meetings import Series, Single

_MOST_DATES = 2000
_MINUTES = 90  # of an event without an end


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file holds; ids count from 1, and `series` of a single date is the id of one of these series.

    `lines` says in which line the event of a series or date begins, by its uid.
    """

    series: tuple[Series, ...]
    singles: tuple[Single, ...]
    lines: dict[str, int] = field(default_factory=dict, compare=False)


def read(data: bytes, now: datetime, zone: ZoneInfo) -> Imported:
    """The series and dates of a file; raises `BadCalendar` with what is wrong. Too far is ten years after `now`."""
    found, mistakes = blocks(data)
    zones = _zones(found, now, zone)
    events = [block for block in found if block.name == "VEVENT"]
    entries: list[Entry] = []
    if len(events) > _MOST_DATES:
        raise BadCalendar([Mistake("many", 0, str(len(events)))])
    for block in events:
        try:
            entries.append(entry(block, zones, now))
        except Wrong as wrong:
            mistakes.append(wrong.mistake)
    mistakes += _together(entries)
    if not entries and not mistakes:
        mistakes.append(Mistake("no-event", 1))
    if mistakes:
        raise BadCalendar(sorted(mistakes, key=lambda mistake: mistake.line))
    return _imported(entries)


def _zones(found: list[Block], now: datetime, zone: ZoneInfo) -> Zones:
    named = found[0].first("X-WR-TIMEZONE")
    zones = Zones((named and by_name(named.value)) or zone.key, now)
    for block in found:
        if block.name == "VTIMEZONE" and (line := block.first("TZID")):
            zones.describe(line.value, "\r\n".join(block.text).encode())
    return zones


def _together(entries: list[Entry]) -> Iterator[Mistake]:
    """What is wrong with events only beside others: two that are the same date, a nameless one, too many."""
    ruled = {one.uid for one in entries if one.is_series}
    seen = Counter((one.uid, one.known and one.known.instant()) for one in entries)
    for one in entries:
        if seen[one.uid, one.known and one.known.instant()] > 1:
            yield one.mistake("twice")
        if not (one.title or one.topic) and one.series not in ruled:
            yield one.mistake("title")
    dates = sum(1 + len(one.without) + len(one.further) for one in entries)
    if dates > _MOST_DATES:
        yield Mistake("many", 0, str(dates))


def _imported(entries: list[Entry]) -> Imported:
    ruled = [one for one in entries if one.is_series]
    series = {one.uid: _series(number, one) for number, one in enumerate(ruled, 1)}
    lines = {one.uid: one.line for one in ruled}
    rows: dict[str, Single] = {}
    for one in entries:
        if not one.is_series:
            row = _row(one, series.get(one.series or ""))
            rows[row.uid], lines[row.uid] = row, one.line
    described = {(row.series, row.slot) for row in rows.values() if row.series is not None}
    for one in entries:
        # Some programs list a moved date as left out too: what describes it counts.
        for row in _listed(one, series.get(one.uid)):
            if (row.series, row.slot) not in described and rows.setdefault(row.uid, row) is row:
                lines[row.uid] = one.line
    numbered = (replace(row, id=number) for number, row in enumerate(rows.values(), 1))
    return Imported(tuple(series.values()), tuple(numbered), lines)


def _series(number: int, one: Entry) -> Series:
    return Series(
        id=number,
        uid=one.uid,
        title=one.title,
        rule=one.rule or "",
        starts=one.starts.at,
        until=one.until,
        zone=one.starts.zone,
        minutes=one.minutes or _MINUTES,
        link=one.link,
        sequence=one.sequence,
    )


def _row(one: Entry, series: Series | None) -> Single:
    row = Single(
        id=0,
        uid=uid_at(one.uid, one.known.at) if one.known else one.uid,
        series=None,
        slot=None,
        state="skipped" if one.cancelled else "planned",
        starts=one.starts.at,
        zone=one.starts.zone,
        minutes=None if one.minutes == _MINUTES else one.minutes,
        title=one.title or one.topic,
        topic=one.topic or None,
        speakers=one.speakers or None,
        link=one.link or None,
        sequence=one.sequence,
        recording=one.recording or None,
    )
    return _of_series(row, one, one.slot, series) if series and one.slot else row


def _of_series(row: Single, one: Entry, slot: Wall, series: Series) -> Single:
    """The row as that of a date of a series, with nothing in it that is as in the series."""
    at = slot.within(series.zone).at
    starts = one.starts.within(series.zone) if one.starts.zone == "UTC" else one.starts
    elsewhere = starts.zone != series.zone
    return replace(
        row,
        uid=uid_at(series.uid, at) if one.uid == series.uid else row.uid,
        series=series.id,
        slot=at,
        starts=starts.at if elsewhere or starts.at != at else None,
        zone=starts.zone if elsewhere else None,
        minutes=None if one.minutes == series.minutes else one.minutes,
        title=None if one.title in {"", series.title} else one.title,
        link=None if one.link == series.link else row.link,
        # In a file it counts the changes of both; other programs may have counted less.
        sequence=max(0, row.sequence - series.sequence),
    )


def _listed(one: Entry, series: Series | None) -> Iterator[Single]:
    """The dates that an event leaves out, those that it has besides its rule, and one that went to another series."""
    for wall in one.further:
        further = replace(one, starts=wall, cancelled=False)
        yield replace(_row(further, None), uid=uid_at(one.uid, wall.at))
    if series is None:
        return
    for wall in one.without:
        yield _left_out(one, wall, series)
    if one.known is not None and one.series != one.uid and _gives(series, one.known):
        row = _left_out(one, one.known, series)
        yield replace(row, uid=f"left-{row.uid}")  # its uid went along


def _left_out(one: Entry, wall: Wall, series: Series) -> Single:
    left_out = replace(one, starts=wall, cancelled=True, topic="", speakers="", recording="", sequence=0)
    return _of_series(_row(left_out, None), left_out, wall, series)


def _gives(series: Series, wall: Wall) -> bool:
    at = wall.within(series.zone).at
    given = rrulestr(series.rule, dtstart=series.starts).between(at, at, inc=True)
    return bool(given) and (series.until is None or at <= series.until)
