"""The reminders of a meeting in the group: a week, a day, an hour before, and when it begins, as it is set."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from commands import _show
from commands._calendar import Meeting, instant, meetings
from commands._kit import Audience, Planned, Span, post
from storage import Tx

_DAY = timedelta(days=1)
_GRACE = timedelta(minutes=10)  # how long after the start "it begins" is still worth saying
_URGENT = timedelta(hours=2)


@post("reminder", rank=1)
def reminder(tx: Tx, audience: Audience, span: Span) -> Iterator[Planned]:
    """The reminders that fall due in the span."""
    furthest = max(audience.reminders, default=timedelta(0)) + _DAY  # a day more, for clock changes
    for meeting in meetings(tx, span.start, span.end + furthest):
        for before in audience.reminders:
            due = _due(meeting, before)
            if due in span:
                yield _planned(meeting, before, due, audience)


def _due(meeting: Meeting, before: timedelta) -> datetime:
    """Whole days before: at the same wall time; else so many hours and minutes before."""
    if before % _DAY:
        return meeting.starts - before
    wall = meeting.starts.astimezone(meeting.zone).replace(tzinfo=None)
    return instant(wall - before, meeting.zone) if before else meeting.starts


def _planned(meeting: Meeting, before: timedelta, due: datetime, audience: Audience) -> Planned:
    return Planned(
        key=f"{meeting.uid} {before // timedelta(minutes=1)} {meeting.starts:%Y%m%dT%H%MZ}",
        due=due,
        deadline=meeting.starts if before else meeting.starts + _GRACE,
        text=partial(_text, meeting, audience),
        urgent=meeting.starts - due <= _URGENT,
    )


def _text(meeting: Meeting, audience: Audience, now: datetime, late: bool) -> str:
    """The words that are true at `now`, whatever the moment for which they were planned."""
    about = (now, audience.zone, audience.language)
    ahead = _show.days(meeting.starts, now, audience.zone)
    lines = [
        _head(meeting, audience, now, late=late),
        _show.when(meeting.starts, *about) if ahead > 1 else "",
        _show.sentence(_show.moved(meeting, *about)) if ahead > 0 else "",
        meeting.link,
    ]
    return "\n".join(line for line in lines if line)


def _head(meeting: Meeting, audience: Audience, now: datetime, *, late: bool) -> str:
    if now >= meeting.starts:
        return audience.say("reminder-begins", name=meeting.name)
    if late:
        return audience.say("reminder-late", name=meeting.name, until=_until(meeting, audience, now))
    if _show.soon(meeting.starts, now):
        return audience.say("reminder-soon", name=meeting.name, until=_until(meeting, audience, now))
    ahead = _show.days(meeting.starts, now, audience.zone)
    time = _show.clock(meeting.starts, audience.zone, audience.language)
    return audience.say("reminder-days", name=meeting.name, closed=_show.closed(meeting.name), days=ahead, time=time)


def _until(meeting: Meeting, audience: Audience, now: datetime) -> str:
    until = _show.until(meeting.starts, now, audience.zone, audience.language)
    if _show.soon(meeting.starts, now) or _show.days(meeting.starts, now, audience.zone) > 1:
        return until
    return audience.say("reminder-at", until=until, time=_show.clock(meeting.starts, audience.zone, audience.language))
