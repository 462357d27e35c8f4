"""The reminders of a meeting in the group: a week, a day, an hour before, and when it begins, as it is set."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from commands import _ahead, _show
from commands._calendar import Meeting
from commands._kit import Audience, Planned, Said, Span, post
from storage import Tx

_URGENT = timedelta(hours=2)


def _anew(tx: Tx, audience: Audience, said: Said) -> str:
    """The words that a reminder should have had, had the calendar been as it is now."""
    meeting = _ahead.as_it_is(tx, said)
    if meeting is None:
        return _ahead.called_off(said, audience)
    return _text(meeting, audience, said.at, said.late)


@post("reminder", rank=1, anew=_anew)
def reminder(tx: Tx, audience: Audience, span: Span) -> Iterator[Planned]:
    """The reminders that fall due in the span."""
    for due in _ahead.due(tx, audience, span):
        urgent = due.meeting.starts - due.at <= _URGENT
        yield due.planned(partial(_text, due.meeting, audience), urgent=urgent)


def _text(meeting: Meeting, audience: Audience, now: datetime, late: bool) -> str:
    """The words that are true at `now`, whatever the moment for which they were planned."""
    return _ahead.reminded(meeting, audience, now, _head(meeting, audience, now, late=late))


def _head(meeting: Meeting, audience: Audience, now: datetime, *, late: bool) -> str:
    if now >= meeting.starts:
        return audience.say("reminder-begins", name=meeting.name)
    if late:
        return audience.say("reminder-late", name=meeting.name, until=_ahead.until(meeting, audience, now))
    if _show.soon(meeting.starts, now):
        return audience.say("reminder-soon", name=meeting.name, until=_ahead.until(meeting, audience, now))
    ahead = _show.days(meeting.starts, now, audience.zone)
    time = _show.clock(meeting.starts, audience.zone, audience.language)
    return audience.say("reminder-days", name=meeting.name, closed=_show.closed(meeting.name), days=ahead, time=time)
