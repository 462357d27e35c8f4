"""Which meeting an order means, what is there already at a time, and the row that a meeting is changed in."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from commands import _show, _words
from commands._calendar import Meeting, between, coming, meetings
from commands._dates import Found, Unclear
from commands._kit import Ask, UserError
from commands._meeting.words import full_day, in_full, typed
from commands._texts import code
from commands._when import FURTHEST, find
from storage import Tx
from storage.meetings import Series

_DAY = timedelta(days=1)
_NEAREST = 2
_LISTED = 6
_LONGEST_DATE = 80  # characters
_NOUN = r"(?:treffen|meeting|termin)(?!\w)"
_NEXT = _words.pattern(rf"(?:(?:das|den|the)\s+)?(?:nae?chste[rsn]?|next)(?!\w)(?:\s+{_NOUN})?[\s,:]*")
_NAMED = _words.pattern(rf"(?:(?:das|den|the)\s+)?{_NOUN}[\s,:]*+(?!(?:auf|nach|to)\b)")  # "das Treffen am 2.12."


def meant(tx: Tx, ask: Ask, text: str, *, about: bool = False) -> tuple[Meeting, str]:
    """The meeting that a text begins with, by its date or as the next one, and what follows it.

    With `about` what follows is words: "4.2. 19 Uhr ist zu früh" speaks of the time, where the day has one meeting.
    """
    text = _NAMED.sub("", text, count=1) if _NAMED.match(_words.plain(text)) else text
    found = find(text, ask.now, ask.zone, ask.language)
    if found.day is None:
        return _next(tx, ask, text)
    there = _on(tx, found.day, ask)
    chosen = [one for one in there if found.time in {None, _clock(one, ask)}]
    rest = found.rest
    spoken = about and found.time is not None and len(there) == 1 and rest[:1].islower()
    if there and (spoken or not chosen):  # the time is none of the date's: "30.12. 20:00", "2.12. 2h"
        _check_not_off(tx, ask, found)
        chosen, rest = there, _after_day(text, found, ask)
    if not chosen:
        raise _none_there(tx, ask, found)
    one = only(ask, chosen)
    if one.ends <= ask.now:
        raise UserError(ask.say("meeting-over", when=in_full(one.starts, ask)))
    return one, rest


def only(ask: Ask, found: list[Meeting]) -> Meeting:
    """The meeting, if it is one; raises `UserError` with the times of several."""
    if len(found) > 1:
        times = [code(f"{typed(one.starts, ask)} {_clock(one, ask):%H:%M}") for one in found]
        raise UserError(ask.say("meeting-several", times=_show.either(times, ask.language)))
    return found[0]


def named(tx: Tx, ask: Ask, one: Meeting) -> str:
    """How an order names a meeting: by its date, with the time where the day has others, cancelled ones included."""
    day = one.starts.astimezone(ask.zone).date()
    others = [*_on(tx, day, ask), *_off_on(tx, ask, day)]
    alone = all(other.uid == one.uid for other in others)
    return typed(one.starts, ask) if alone else f"{typed(one.starts, ask)} {_clock(one, ask):%H:%M}"


def cancelled(tx: Tx, ask: Ask, text: str) -> Meeting:
    """The cancelled meeting that a text names, and nothing else; raises `UserError` if there is none."""
    text = _NAMED.sub("", text, count=1) if _NAMED.match(_words.plain(text)) else text
    found = find(text, ask.now, ask.zone, ask.language)
    off = [one for one in _off_on(tx, ask, found.day) if found.time in {None, _clock(one, ask)}] if found.day else []
    if off:
        check_end(ask, found.rest)
        return only(ask, off)
    if found.day is None or _on(tx, found.day, ask):
        takes_place, _ = meant(tx, ask, text)
        raise UserError(ask.say("meeting-not-off", when=in_full(takes_place.starts, ask)))
    ahead = called_off(tx, ask)
    dates = _show.dates(ahead[:_LISTED], ask.now, ask.zone, ask.language)
    raise UserError(ask.say("meeting-none-off", day=full_day(found.day, ask), count=len(ahead), dates=dates))


def check_end(ask: Ask, rest: str) -> None:
    """Raises `UserError` if there are words behind an order that are not part of it."""
    if rest:
        raise UserError(ask.say("meeting-rest", words=_show.shortened(rest)))


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


def overlaps(tx: Tx, ask: Ask) -> dict[tuple[str, str], Meeting]:
    """The meetings that begin before the one ahead of them is over, by the uids of both."""
    ahead = pairwise(meetings(tx, ask.now, ask.now + FURTHEST * _DAY))
    return {(one.uid, other.uid): other for one, other in ahead if other.starts < one.ends}


def check_overlaps(tx: Tx, ask: Ask, before: dict[tuple[str, str], Meeting]) -> None:
    """Raises `UserError` if meetings overlap that did not."""
    for pair, one in overlaps(tx, ask).items():
        if pair not in before:
            raise UserError(ask.say("meeting-overlap", name=one.name, when=in_full(one.starts, ask)))


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


def _off_on(tx: Tx, ask: Ask, day: date) -> list[Meeting]:
    return [one for one in called_off(tx, ask) if one.starts.astimezone(ask.zone).date() == day]


def _check_not_off(tx: Tx, ask: Ask, found: Found) -> None:
    """Raises `UserError` if the meeting of that day and time was cancelled."""
    for off in _off_on(tx, ask, found.day) if found.day and found.time else ():
        if _clock(off, ask) == found.time:
            raise _off(tx, ask, off)


def _off(tx: Tx, ask: Ask, off: Meeting) -> UserError:
    example = ask.say("meeting-try", action="restore", date=named(tx, ask, off))
    return UserError(ask.say("meeting-off", when=in_full(off.starts, ask)), example)


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


def _none_there(tx: Tx, ask: Ask, found: Found) -> UserError:
    """Why there is no meeting on a day: it is past, or cancelled, or there never was one."""
    day = found.day or ask.now.astimezone(ask.zone).date()
    if found.next_year:
        with suppress(ValueError):
            for past in _on(tx, day.replace(year=day.year - 1), ask):
                return UserError(ask.say("meeting-over", when=in_full(past.starts, ask)))
    off = _off_on(tx, ask, day)
    right = [one for one in off if _clock(one, ask) == found.time] or off
    return _off(tx, ask, right[0]) if right else UserError(_nearest(tx, ask, day))


def _nearest(tx: Tx, ask: Ask, day: date) -> str:
    noon = datetime.combine(day, time(12), ask.zone)
    ahead = meetings(tx, ask.now, ask.now + FURTHEST * _DAY)
    near = sorted(ahead, key=lambda one: abs(one.starts - noon))[:_NEAREST]
    if not near:
        return ask.say("show-none")
    shown = sorted(near, key=lambda one: one.starts)
    dates = _show.dates(shown, ask.now, ask.zone, ask.language)
    return ask.say("meeting-none-there", day=full_day(day, ask), dates=dates)
