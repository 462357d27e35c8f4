"""Which meeting an order means, what is there already at a time, and the row that a meeting is changed in."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from commands import _show, _words
from commands._calendar import Meeting, between, coming, meetings
from commands._dates import Found, Unclear
from commands._kit import Ask, UserError
from commands._meeting.words import full_day, in_full, typed
from commands._when import FURTHEST, find
from storage import Tx
from storage.meetings import Series

_DAY = timedelta(days=1)
_NEAREST = 2
_LONGEST_DATE = 80  # characters
_NEXT = _words.pattern(r"(?:(?:das|the)\s+)?(?:nae?chste[sn]?|next)(?!\w)(?:\s+(?:treffen|meeting)(?!\w))?[\s,:]*")


def meant(tx: Tx, ask: Ask, text: str) -> tuple[Meeting, str]:
    """The meeting that a text begins with, by its date or as the next one, and what follows it."""
    found = find(text, ask.now, ask.zone, ask.language)
    if found.day is None:
        return _next(tx, ask, text)
    there = _on(tx, found.day, ask)
    chosen = [one for one in there if found.time in {None, _clock(one, ask)}]
    rest = found.rest
    if there and not chosen:  # the time is none of the date's: "30.12. 20:00", "2.12. 2h"
        chosen, rest = there, _after_day(text, found, ask)
    if len(chosen) > 1:
        times = [f"{_clock(one, ask):%H:%M}" for one in chosen]
        raise UserError(ask.say("meeting-several", times=_show.listed(times, ask.language)))
    if not chosen:
        raise _none_there(tx, ask, found.day, next_year=found.next_year)
    if chosen[0].ends <= ask.now:
        raise UserError(ask.say("meeting-over", when=in_full(chosen[0].starts, ask)))
    return chosen[0], rest


def called_off(tx: Tx, ask: Ask) -> list[Meeting]:
    """The coming meetings that were cancelled, as they would have been."""
    rows = [replace(row, state="planned") for row in tx.meetings.singles() if row.state == "skipped"]
    uids = {row.uid for row in rows}
    found = between(tx.meetings.series(), rows, ask.now, ask.now + FURTHEST * _DAY)
    return [one for one in found if one.uid in uids]


def by_uid(tx: Tx, uid: str, near: datetime) -> Meeting:
    """The meeting of this uid, which takes place about then."""
    return next(one for one in meetings(tx, near - _DAY, near + _DAY) if one.uid == uid)


def check_free(tx: Tx, ask: Ask, starts: datetime, ends: datetime, uid: str = "") -> None:
    """Raises `UserError` if another meeting takes place at that time."""
    for other in meetings(tx, starts - _DAY, ends):
        if other.uid != uid and other.ends > starts:
            raise UserError(ask.say("meeting-clash", name=other.name, when=in_full(other.starts, ask)))


def row(tx: Tx, meeting: Meeting) -> int:
    """The id of the row of a meeting; made if only its rule gives it so far."""
    for one in tx.meetings.singles():
        if one.uid == meeting.uid:
            return one.id
    slots = ((series.id, _slot(series, meeting.uid)) for series in tx.meetings.series())
    series, slot = next((series, slot) for series, slot in slots if slot is not None)
    return tx.meetings.row(series, slot, meeting.uid)


def _slot(series: Series, uid: str) -> datetime | None:
    """The wall time in a uid that `uid_at` made for this series."""
    name, _, host = series.uid.partition("@")
    match = re.fullmatch(rf"{re.escape(name)}-(\d{{8}}T\d{{4}})" + re.escape(f"@{host}" if host else ""), uid)
    return datetime.fromisoformat(match[1]) if match else None


def _next(tx: Tx, ask: Ask, text: str) -> tuple[Meeting, str]:
    match = _NEXT.match(_words.plain(text))
    if match is None:
        raise UserError(ask.say("meeting-which"))
    for one in coming(tx, ask.now, 2):
        if one.starts > ask.now:
            return one, text[match.end() :]
    raise UserError(ask.say("show-none"))


def _on(tx: Tx, day: date, ask: Ask) -> list[Meeting]:
    start = datetime.combine(day, time(), ask.zone)
    return meetings(tx, start, datetime.combine(day + _DAY, time(), ask.zone))


def _clock(meeting: Meeting, ask: Ask) -> time:
    return meeting.starts.astimezone(ask.zone).time()


def _after_day(text: str, found: Found, ask: Ask) -> str:
    """What follows the day in a text, a time included."""
    rest = text
    for word in re.finditer(r"\S+", text[:_LONGEST_DATE]):
        with suppress(Unclear):
            part = find(text[: word.end()], ask.now, ask.zone, ask.language)
            if part.time is None and part.day == found.day and not part.rest:
                rest = text[word.end() :]
    return rest.lstrip(" ,.;:")


def _none_there(tx: Tx, ask: Ask, day: date, *, next_year: bool) -> UserError:
    """Why there is no meeting on a day: it is past, or cancelled, or there never was one."""
    if next_year:
        with suppress(ValueError):
            for past in _on(tx, day.replace(year=day.year - 1), ask):
                return UserError(ask.say("meeting-over", when=in_full(past.starts, ask)))
    for off in called_off(tx, ask):
        if off.starts.astimezone(ask.zone).date() == day:
            date = typed(off.starts, ask)
            example = ask.say("meeting-try", action="restore", date=date, later=date)
            return UserError(ask.say("meeting-off", when=in_full(off.starts, ask)), example)
    return UserError(_nearest(tx, ask, day))


def _nearest(tx: Tx, ask: Ask, day: date) -> str:
    noon = datetime.combine(day, time(12), ask.zone)
    ahead = meetings(tx, ask.now, ask.now + FURTHEST * _DAY)
    near = sorted(ahead, key=lambda one: abs(one.starts - noon))[:_NEAREST]
    if not near:
        return ask.say("show-none")
    shown = sorted(near, key=lambda one: one.starts)
    dates = _show.dates(shown, ask.now, ask.zone, ask.language)
    return ask.say("meeting-none-there", day=full_day(day, ask), dates=dates)
