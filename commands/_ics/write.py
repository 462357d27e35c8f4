"""Series and single dates → a calendar file.

A series is one event with its rule; a date of it that is special is the same event (UID) with a RECURRENCE-ID, so
that it stays the same meeting where it was moved to, and stays there as cancelled where it is skipped. It stays what
it was as well where the rule has ended before it (then it is an RDATE), and where another series has taken it over:
calendars that know it under its first series would show it twice. What they have no property for is X-LOSBOTE-….
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule, rruleset, rrulestr
from icalendar import Calendar, Event, vDDDTypes, vRecur, vText

from commands._calendar import Meeting, instant
from commands._ics.zones import vtimezone
from storage.meetings import Series, Single

_REFRESH = timedelta(hours=1)  # how often calendars may ask for the feed
_MINUTES = 90  # of a date that says nothing else
_MADE = re.compile(r"(?P<name>.*)-(?P<slot>\d{8}T\d{4})(?P<host>(@.*)?)")  # as `_calendar.uid_at` makes them


def calendar(series: Iterable[Series], singles: Iterable[Single], *, name: str, stamp: datetime) -> bytes:
    """The whole calendar as a file; `stamp` is when something in it was last changed, so equal input is equal bytes."""
    file = _file()
    file.add("X-WR-CALNAME", vText(_clean(name)))
    file.add("NAME", vText(_clean(name)))
    file.add("REFRESH-INTERVAL", _REFRESH, parameters={"VALUE": "DURATION"})
    for event in _events(list(series), sorted(singles, key=_order), stamp):
        file.add_component(event)
    return _bytes(file)


def one(meeting: Meeting, *, stamp: datetime, cancelled: bool = False) -> bytes:
    """The file of one meeting, or the one that takes it out of the calendars it was added to."""
    file = _file()
    if cancelled:
        file.add("METHOD", "CANCEL")
    starts = meeting.starts.astimezone(meeting.zone)
    about = _About(meeting.title, meeting.topic, meeting.speakers, meeting.link, meeting.recording)
    minutes = (meeting.ends - meeting.starts) // timedelta(minutes=1)
    event = _event(meeting.uid, starts, minutes, about, meeting.sequence, stamp)
    file.add_component(_cancelled(event) if cancelled else event)
    return _bytes(file)


@dataclass(frozen=True, slots=True)
class _About:
    title: str
    topic: str
    speakers: str
    link: str
    recording: str = ""


@dataclass(frozen=True, slots=True)
class _Date:
    """A row, the series it belongs to now, and as which date of which series calendars know it."""

    row: Single
    home: Series | None
    series: Series | None
    slot: datetime | None

    @property
    def stays(self) -> bool:
        """Whether it is known as a date of the series that it belongs to."""
        return self.home is self.series and self.row.slot == self.slot


def _order(row: Single) -> tuple[str, str]:
    return str(row.slot or row.starts), row.uid


def _events(series: list[Series], rows: list[Single], stamp: datetime) -> Iterator[Event]:
    """Each series with its dates, then the dates that stand alone."""
    dates = _dates(series, rows)
    for one in series:
        mine = [date for date in dates if date.series is one]
        yield from _master(one, mine, [date for date in dates if date.home is one and not date.stays], stamp)
        yield from (_special(date, one, stamp) for date in mine)
    yield from (_single(date.row, None, stamp) for date in dates if date.series is None)


def _dates(series: list[Series], rows: list[Single]) -> list[_Date]:
    """What the rows are; one that only says that its date went over to another series is left out."""
    by_id, by_uid = {one.id: one for one in series}, {one.uid: one for one in series}
    dates = []
    for row in rows:
        home = by_id.get(row.series or 0)
        known = _first(row.uid, by_uid) if home else None
        dates.append(_Date(row, home, *(known or (home, row.slot))))
    gone_over = {(date.series and date.series.id, date.slot) for date in dates if not date.stays}
    return [date for date in dates if not date.stays or (date.row.series, date.slot) not in gone_over]


def _first(uid: str, series: dict[str, Series]) -> tuple[Series, datetime] | None:
    """Of which series, and for which slot, the uid of a date was made; None for every other uid."""
    match = _MADE.fullmatch(uid)
    found = series.get(match["name"] + match["host"]) if match else None
    return (found, datetime.fromisoformat(match["slot"])) if match and found else None


def _master(series: Series, dates: list[_Date], taken_over: list[_Date], stamp: datetime) -> Iterator[Event]:
    """The event of the rule, if it gives any date."""
    rule = rrulestr(series.rule, dtstart=series.starts)
    first = rule.after(series.starts, inc=True)
    if first is None or (series.until is not None and first > series.until):
        return
    zone = ZoneInfo(series.zone)
    event = _event(
        series.uid,
        first.replace(tzinfo=zone),
        series.minutes,
        _About(series.title, "", "", series.link),
        series.sequence,
        stamp,
    )
    event.add("RRULE", _recur(series, rule))
    planned = [date.slot for date in dates if date.slot and date.row.state == "planned"]
    for name, slots in (("RDATE", _left(rule, series, planned)), ("EXDATE", [date.row.slot for date in taken_over])):
        if walls := [slot.replace(tzinfo=zone) for slot in slots if slot]:
            event.add(name, walls)
    yield event


def _special(date: _Date, series: Series, stamp: datetime) -> Event:
    """The event of a date of a series; where it belongs to another one, it says to which date of which."""
    event = _single(date.row, date.home, stamp)
    if date.slot is not None:
        event["UID"] = vText(series.uid)
        event.add("RECURRENCE-ID", date.slot.replace(tzinfo=ZoneInfo(series.zone)))
    if not date.stays and date.home is not None and date.row.slot is not None:
        event.add("X-LOSBOTE-SERIES", vText(date.home.uid))
        event.add("X-LOSBOTE-SLOT", vDDDTypes(date.row.slot.replace(tzinfo=ZoneInfo(date.home.zone))))
    return event


def _left(rule: rrule | rruleset, series: Series, slots: list[datetime]) -> list[datetime]:
    """Which of the slots the rule does not give; as in `_calendar`, `until` is compared as a wall time."""
    given = set(rule.between(min(slots), max(slots), inc=True)) if slots else set()
    return [slot for slot in slots if slot not in given or (series.until is not None and slot > series.until)]


def _recur(series: Series, rule: rrule | rruleset) -> vRecur:
    """The rule with its end; COUNT gives way to UNTIL, since only one of them may stand."""
    recur: vRecur = vRecur.from_ical(series.rule)
    if series.until is None:
        return recur
    zone = ZoneInfo(series.zone)
    last = rule.before(series.until, inc=True)
    ends = [instant(last, zone)] if last else []
    if recur.pop("COUNT", None) is None:
        ends.append(instant(series.until, zone))
    # The later one: clocks that are put forward can make the last date's instant later than that of `until`.
    recur["UNTIL"] = [max(ends)]
    return recur


def _single(row: Single, series: Series | None, stamp: datetime) -> Event:
    """The event of a row; what it leaves open is as in its series."""
    zone = ZoneInfo(row.zone or (series.zone if series else "UTC"))
    starts = row.starts or row.slot
    if starts is None:
        raise ValueError("a date that stands alone has a start")
    about = _About(
        row.title or (series.title if series else ""),
        row.topic or "",
        row.speakers or "",
        row.link or (series.link if series else ""),
        row.recording or "",
    )
    minutes = row.minutes or (series.minutes if series else _MINUTES)
    # The sum, so that it grows with each change of either and is never less than that of the series.
    sequence = row.sequence + (series.sequence if series else 0)
    event = _event(row.uid, starts.replace(tzinfo=zone), minutes, about, sequence, stamp)
    return _cancelled(event) if row.state == "skipped" else event


def _event(uid: str, starts: datetime, minutes: int, about: _About, sequence: int, stamp: datetime) -> Event:
    event = Event()
    event.add("UID", vText(_clean(uid)))
    event.add("DTSTAMP", stamp)
    event.add("LAST-MODIFIED", stamp)
    event.add("SEQUENCE", sequence)
    event.add("DTSTART", starts)
    # In minutes, since a day of a calendar (P1D) is not always 24 hours.
    event.add("DURATION", vText(f"PT{minutes}M"))
    event.add("SUMMARY", vText(_clean(about.topic or about.title)))
    head = f"{about.title}: {about.topic}" if about.topic and about.title else about.topic or about.title
    recording = f"🎬 {about.recording}" if about.recording.startswith("http") else ""  # else that there is none
    description = [_clean(line) for line in (head, about.speakers, about.link, recording) if line]
    event.add("DESCRIPTION", vText("\n".join(description)))
    if about.topic:
        event.add("X-LOSBOTE-TITLE", vText(_clean(about.title)))
        event.add("X-LOSBOTE-TOPIC", vText(_clean(about.topic)))
    if about.speakers:
        event.add("X-LOSBOTE-SPEAKERS", vText(_clean(about.speakers)))
    if about.recording:
        event.add("X-LOSBOTE-RECORDING", vText(_clean(about.recording)))
    if about.link:
        # Both, since phones show the one or the other.
        event.add("URL", _clean(about.link))
        event.add("LOCATION", vText(_clean(about.link)))
    return event


def _cancelled(event: Event) -> Event:
    event.add("STATUS", "CANCELLED")
    return event


def _clean(text: str) -> str:
    """The text on one line: a line break or a control character inside could end a line of the file."""
    return re.sub(r"[\x00-\x1f\x7f]+", " ", text)


def _file() -> Calendar:
    file = Calendar()
    file.add("PRODID", "-//Losbote//Losbote//DE")
    file.add("VERSION", "2.0")
    file.add("CALSCALE", "GREGORIAN")
    return file


def _bytes(file: Calendar) -> bytes:
    """The file with a VTIMEZONE for each zone in it."""
    first = min((event.DTSTART.year for event in file.events if event.DTSTART), default=0)
    for zone in sorted(file.get_missing_tzids(), reverse=True):
        file.subcomponents.insert(0, vtimezone(zone, first))
    return bytes(file.to_ical())
