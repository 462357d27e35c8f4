"""What is said ahead of a meeting, to a group or to a person: when, until when, and with which link."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

from commands import _show
from commands._calendar import Meeting, instant, meetings
from commands._kit import Audience, Planned, Said, Span
from commands._texts import Language, say
from commands._when import FURTHEST
from storage import Tx

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_GRACE = timedelta(minutes=10)  # how long after the start "it begins" is still worth saying
_FURTHEST = timedelta(days=FURTHEST)
_STARTS = "%Y%m%dT%H%MZ"  # how the key of a reminder says when the meeting starts
_LONGEST = timedelta(days=60)  # before a meeting; what is set may be longer

_read: WeakKeyDictionary[Tx, tuple[tuple[Span, timedelta, int], list[Meeting]]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder of a meeting, so long before it; `at` is UTC."""

    meeting: Meeting
    before: timedelta
    at: datetime

    def planned(self, text: Callable[[datetime, bool], str], *, urgent: bool) -> Planned:
        """As a post: one for a meeting, an offset and a start, so that a meeting that moves has it again."""
        return Planned(
            key=f"{self.meeting.uid} {self.before // _MINUTE} {self.meeting.starts:{_STARTS}}",
            due=self.at,
            deadline=self.meeting.starts if self.before else self.meeting.starts + _GRACE,
            text=text,
            urgent=urgent,
            about=self.meeting.uid,
        )


def uid_in(key: str) -> str:
    """The uid of the meeting of which the post of this key reminds."""
    return key.rsplit(" ", 2)[0]


def as_it_is(tx: Tx, said: Said) -> Meeting | None:
    """The meeting of which a post reminded, where it is by now; None if it does not take place."""
    found = meetings(tx, said.at - _DAY, said.at + _FURTHEST)
    return next((one for one in found if one.uid == uid_in(said.key)), None)


def called_off(said: Said, audience: Audience) -> str:
    """The words of a reminder of a meeting that does not take place; named as the reminder named it."""
    starts = datetime.strptime(said.key.rpartition(" ")[2], _STARTS).replace(tzinfo=UTC)
    return audience.say("reminder-off", when=_show.when(starts, said.at, audience.zone, audience.language))


def due(tx: Tx, audience: Audience, span: Span) -> Iterator[Due]:
    """The reminders of an audience that fall due in the span."""
    for meeting in _around(tx, span, max(_LONGEST, *audience.reminders)) if audience.reminders else ():
        for length in audience.reminders:
            at = before(meeting, length)
            if at in span:
                yield Due(meeting, length, at)


def _around(tx: Tx, span: Span, longest: timedelta) -> list[Meeting]:
    """The meetings of which reminders can fall due in the span; read once for all who are asked about."""
    asked = (span, longest, tx.meetings.changes)
    known = _read.get(tx)
    if known is None or known[0] != asked:
        known = _read[tx] = asked, meetings(tx, span.start, span.end + longest + _DAY)  # a day for clock changes
    return known[1]


def before(meeting: Meeting, length: timedelta) -> datetime:
    """Whole days before: at the same wall time; else so many hours and minutes before."""
    if length % _DAY or not length:
        return meeting.starts - length
    wall = meeting.starts.astimezone(meeting.zone).replace(tzinfo=None)
    return instant(wall - length, meeting.zone)


def reminded(meeting: Meeting, audience: Audience, now: datetime, head: str, more: str = "") -> str:
    """The words of a reminder: its head, what one needs to know besides, and the link."""
    about = (now, audience.zone, audience.language)
    ahead = _show.days(meeting.starts, now, audience.zone)
    lines = [
        head,
        _show.when(meeting.starts, *about) if ahead > 1 else "",
        _show.sentence(_show.moved(meeting, *about)) if ahead > 0 else "",
        more,
        link(meeting, *about, audience.link_window),
    ]
    return "\n".join(line for line in lines if line)


def until(meeting: Meeting, audience: Audience, now: datetime) -> str:
    """How long until it begins, with the time where it is today or tomorrow: "morgen um 19:00 Uhr"."""
    told = _show.until(meeting.starts, now, audience.zone, audience.language)
    if _show.soon(meeting.starts, now) or _show.days(meeting.starts, now, audience.zone) > 1:
        return told
    return audience.say("reminder-at", until=told, time=_show.clock(meeting.starts, audience.zone, audience.language))


def link(meeting: Meeting, now: datetime, zone: ZoneInfo, language: Language, window: timedelta | None) -> str:
    """The link to a meeting; as long as it is not shown here yet, from when on it will be."""
    opens = None if window is None else before(meeting, window)
    if not meeting.link or opens is None or opens <= now:
        return meeting.link
    return say(language, "show-link-from", when=_show.when(opens, now, zone, language))
