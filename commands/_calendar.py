"""Meetings from the stored series and single dates.

A rule is a naive wall time in a zone; the zone is attached last, to each date by itself. A wall time that a clock
change skips takes place as much later as the clock is put forward (02:30 in Berlin becomes 03:30); of one that comes
twice the first counts. A row for a date of a series stands for itself, also where a changed rule gives it no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule, rruleset, rrulestr

from storage import Tx
from storage.meetings import Series, Single

CHANGED = "calendar_changed_at"  # under which key of the settings it stands when the calendar was last changed
_MARGIN = timedelta(days=2)  # more than any wall time is away from its instant in UTC, with a clock change


@dataclass(frozen=True, slots=True)
class Meeting:
    """One date; instants are UTC, `slot` is when the rule of its series has it (None: added by itself)."""

    uid: str
    title: str
    topic: str
    speakers: str
    link: str
    starts: datetime
    ends: datetime
    zone: ZoneInfo
    slot: datetime | None
    sequence: int = 0
    recording: str = ""

    @property
    def name(self) -> str:
        """What it is called: its topic, or its title as long as it has none."""
        return self.topic or self.title

    @property
    def moved(self) -> bool:
        """Whether it takes place at another time than its rule says."""
        return self.slot is not None and self.slot != self.starts


def meetings(tx: Tx, start: datetime, end: datetime) -> list[Meeting]:
    """The meetings that start from `start` on and before `end`, in order."""
    return between(tx.meetings.series(), tx.meetings.singles(), start, end)


def coming(tx: Tx, now: datetime, count: int) -> list[Meeting]:
    """The next `count` meetings, in order; one that is running counts until its end."""
    return following(tx.meetings.series(), tx.meetings.singles(), now, count)


def between(series: Iterable[Series], singles: Iterable[Single], start: datetime, end: datetime) -> list[Meeting]:
    """As `meetings`, from the rows themselves."""
    streams = _streams(list(series), list(singles), start)
    found = [m for stream in streams for m in takewhile(lambda m: m.starts < end, stream) if m.starts >= start]
    return sorted(found, key=_order)


def following(series: Iterable[Series], singles: Iterable[Single], now: datetime, count: int) -> list[Meeting]:
    """As `coming`, from the rows themselves."""
    series = list(series)
    longest = timedelta(minutes=max((one.minutes for one in series), default=0))
    streams = _streams(series, list(singles), now - longest)
    found = [m for stream in streams for m in islice((m for m in stream if m.ends > now), count)]
    return sorted(found, key=_order)[:count]


def instant(wall: datetime, zone: ZoneInfo) -> datetime:
    """The instant (UTC) at which the clocks of a zone show a naive wall time; see the head of the module."""
    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC)


def uid_at(series_uid: str, slot: datetime) -> str:
    """The uid of the date that a series has at this wall time; a row for that date keeps it."""
    name, _, host = series_uid.partition("@")
    return f"{name}-{slot:%Y%m%dT%H%M}" + (f"@{host}" if host else "")


def _order(meeting: Meeting) -> tuple[datetime, str]:
    return meeting.starts, meeting.uid


def _streams(series: list[Series], singles: list[Single], since: datetime) -> Iterator[Iterator[Meeting]]:
    """For each series what only its rule gives, from before `since` on; then the dates with a row of their own."""
    by_id = {one.id: one for one in series}
    taken = {(row.series, row.slot) for row in singles}
    for one in series:
        yield (_by_rule(one, slot) for slot in _slots(one, since) if (one.id, slot) not in taken)
    rows = [_by_row(row, by_id.get(row.series or 0)) for row in singles if row.state == "planned"]
    yield iter(sorted(rows, key=_order))


def _slots(series: Series, since: datetime) -> Iterator[datetime]:
    wall = since.astimezone(ZoneInfo(series.zone)).replace(tzinfo=None) - _MARGIN
    slots = _rule(series.rule, series.starts).xafter(wall, inc=True)
    return takewhile(lambda slot: series.until is None or slot <= series.until, slots)


@lru_cache(maxsize=1024)
def _rule(rule: str, starts: datetime) -> rrule | rruleset:
    """The rule, kept with the dates it has given so far, since every question counts from its first date."""
    return rrulestr(rule, dtstart=starts, cache=True)


def _by_rule(series: Series, slot: datetime) -> Meeting:
    zone = ZoneInfo(series.zone)
    starts = instant(slot, zone)
    return Meeting(
        uid=uid_at(series.uid, slot),
        title=series.title,
        topic="",
        speakers="",
        link=series.link,
        starts=starts,
        ends=starts + timedelta(minutes=series.minutes),
        zone=zone,
        slot=starts,
        sequence=series.sequence,
    )


_ALONE = Series(0, "", "", "", datetime.min, None, "UTC", 90, "")  # noqa: DTZ901 - wall times are naive


def _by_row(row: Single, series: Series | None) -> Meeting:
    """The meeting of a row; what it leaves open is as in its series."""
    usual = series or _ALONE
    zone = ZoneInfo(row.zone or usual.zone)
    starts = instant(row.starts or row.slot or usual.starts, zone)
    return Meeting(
        uid=row.uid,
        title=row.title or usual.title,
        topic=row.topic or "",
        speakers=row.speakers or "",
        link=row.link or usual.link,
        starts=starts,
        ends=starts + timedelta(minutes=row.minutes or usual.minutes),
        zone=zone,
        slot=instant(row.slot, ZoneInfo(usual.zone)) if row.slot else None,
        sequence=usual.sequence + row.sequence,
        recording=row.recording or "",
    )
