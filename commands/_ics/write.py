"""Series and single dates → a calendar file.

A series is one event with its rule; a date of it that is special is the same event (UID) with a RECURRENCE-ID, so
that it stays the same meeting where it was moved to, and stays there as cancelled where it is skipped. A date that
the rule no longer gives stands as an event of its own. What a calendar has no property for is kept as X-LOSBOTE-….
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule, rruleset, rrulestr
from icalendar import Calendar, Event, vDDDTypes, vRecur, vText

from commands._calendar import Meeting, instant
from commands._ics.zones import vtimezone
from storage.meetings import Series, Single

_REFRESH = timedelta(hours=1)  # how often calendars may ask for the feed
_MINUTES = 90  # of a date that says nothing else


def calendar(series: Iterable[Series], singles: Iterable[Single], *, name: str, stamp: datetime) -> bytes:
    """The whole calendar as a file; `stamp` is when something in it was last changed, so equal input is equal bytes."""
    file = _file()
    file.add("X-WR-CALNAME", vText(_clean(name)))
    file.add("NAME", vText(_clean(name)))
    file.add("REFRESH-INTERVAL", _REFRESH, parameters={"VALUE": "DURATION"})
    by_series = _by_series(singles)
    for one_series in series:
        for event in _series(one_series, by_series.pop(one_series.id, []), stamp):
            file.add_component(event)
    for rows in by_series.values():
        for row in rows:
            file.add_component(_single(row, None, stamp))
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


def _by_series(singles: Iterable[Single]) -> dict[int, list[Single]]:
    """The rows of each series, in order of their slots, and under 0 the dates that stand alone."""
    rows = sorted(singles, key=lambda row: (row.series or 0, str(row.slot or row.starts), row.uid))
    return {key: list(group) for key, group in groupby(rows, key=lambda row: row.series or 0)}


def _series(series: Series, rows: list[Single], stamp: datetime) -> Iterator[Event]:
    """The event of the rule, if it gives any date, and those of the rows."""
    rule = rrulestr(series.rule, dtstart=series.starts)
    first = rule.after(series.starts, inc=True)
    given = set() if first is None else _slots(rule, series, rows)
    if first is not None and (series.until is None or first <= series.until):
        about = _About(series.title, "", "", series.link)
        starts = first.replace(tzinfo=ZoneInfo(series.zone))
        event = _event(series.uid, starts, series.minutes, about, series.sequence, stamp)
        event.add("RRULE", _recur(series, rule))
        yield event
    for row in rows:
        event = _single(row, series, stamp)
        if row.slot in given:
            event["UID"] = vText(series.uid)
            event.add("RECURRENCE-ID", row.slot.replace(tzinfo=ZoneInfo(series.zone)))
        elif row.slot is not None:
            event.add("X-LOSBOTE-SERIES", vText(series.uid))
            event.add("X-LOSBOTE-SLOT", vDDDTypes(row.slot.replace(tzinfo=ZoneInfo(series.zone))))
        yield event


def _slots(rule: rrule | rruleset, series: Series, rows: list[Single]) -> set[datetime]:
    """Which of the rows' slots the rule gives; as in `_calendar`, `until` is compared as a wall time."""
    asked = [row.slot for row in rows if row.slot and (series.until is None or row.slot <= series.until)]
    return set(rule.between(min(asked), max(asked), inc=True)).intersection(asked) if asked else set()


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
