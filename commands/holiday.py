"""Tells the admins when a meeting falls on a public holiday, with other dates; moves nothing by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial

from commands import _ahead, _show
from commands._calendar import Meeting, instant, meetings
from commands._holidays import Holiday, holidays, proposals
from commands._kit import Audience, Planned, Span, post
from storage import Tx

_AHEAD = timedelta(weeks=6)
_NOTICE = timedelta(weeks=1)  # nobody can be told of another date later than that
_DAY = timedelta(days=1)
_REACH = timedelta(weeks=3)  # further away than any proposal


@post("holiday", rank=3, to="admins")
def holiday(tx: Tx, audience: Audience, span: Span) -> Iterator[Planned]:
    """The meetings on holidays of which the admins are to hear in the span."""
    for meeting in meetings(tx, span.start + _AHEAD - _DAY, span.end + _AHEAD + _DAY):
        due = _ahead.before(meeting, _AHEAD)
        if due in span and (found := holidays(_wall(meeting).date())) is not None:
            around = meetings(tx, meeting.starts - _REACH, meeting.starts + _REACH)
            yield Planned(
                key=f"{meeting.uid} {meeting.starts:%Y%m%dT%H%MZ}",
                due=due,
                deadline=meeting.starts - _NOTICE,
                text=partial(_text, meeting, found, [_wall(one).date() for one in around], audience),
            )


def _text(meeting: Meeting, found: Holiday, taken: list[date], audience: Audience, now: datetime, _late: bool) -> str:
    day = _show.day(meeting.starts, now, audience.zone, audience.language)
    others = proposals(_wall(meeting), taken, earliest=(now + _NOTICE).astimezone(meeting.zone).date())
    lines = [
        audience.say("holiday-found", day=day, names=" / ".join(found.names), name=meeting.name),
        audience.say("holiday-where", where=_where(found, audience)),
        f"\n{audience.say('holiday-others')}" if others else "",
    ]
    for wall, hit in others:
        at = instant(wall, meeting.zone)
        lines += [_other(at, hit, audience, now), _order(meeting.starts, at, audience)]
    return "\n".join(lines).rstrip()


def _other(at: datetime, hit: Holiday | None, audience: Audience, now: datetime) -> str:
    when = _show.when(at, now, audience.zone, audience.language)
    if hit is None:
        return audience.say("holiday-free", when=when)
    return audience.say("holiday-hit", when=when, names=" / ".join(hit.names), where=_where(hit, audience))


def _order(starts: datetime, at: datetime, audience: Audience) -> str:
    """The words that move the meeting, ready to copy."""
    old, new = starts.astimezone(audience.zone), at.astimezone(audience.zone)
    return audience.say(
        "holiday-move", old=f"{old.day}.{old.month}.", new=f"{new.day}.{new.month}.", time=f"{new:%H:%M}"
    )


def _where(found: Holiday, audience: Audience) -> str:
    """In how many regions of which countries: "in 3 von 16 Ländern Deutschlands und in ganz Österreich"."""
    parts = [
        audience.say("holiday-all", country=country)
        if hit == total
        else audience.say("holiday-some", country=country, hit=hit, total=total)
        for country, (hit, total) in found.regions.items()
        if hit
    ]
    return _show.listed(parts, audience.language)


def _wall(meeting: Meeting) -> datetime:
    """When it begins, as the clocks of its zone show it."""
    return meeting.starts.astimezone(meeting.zone).replace(tzinfo=None)
