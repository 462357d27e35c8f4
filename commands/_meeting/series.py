"""The series: a rule is set, or begins anew and takes over from the one before.

A series that goes on in the same rhythm is changed. Else the old one ends before the first date of the new one. Dates
of the old one behind that which were described, moved, cancelled or announced are not lost: on a day that the new one
has too, such a date becomes its own and stays the same meeting; on another day it stays there, and the admin is told.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from dateutil.rrule import rrulestr

from commands import _rules, _show
from commands._calendar import Meeting, coming, meetings
from commands._kit import Ask, Reply, UserError
from commands._meeting import ending, news
from commands._meeting.dates import check_overlaps, overlaps, row
from commands._meeting.ending import stay
from commands._meeting.remarks import holidays_among, lines
from commands._meeting.wanted import Wanted, new_uid, wanted
from commands._when import FURTHEST
from storage import Tx
from storage.meetings import Series, Single

_SHOWN = 3
_DAY = timedelta(days=1)
_YEAR = 366 * _DAY
_USUAL = ("title", "link", "minutes")  # what a date has from its series


def set_series(tx: Tx, ask: Ask, text: str) -> Reply:
    """Sets the rule by which meetings take place from now on, or its last day."""
    if (end := ending.told(text)) is not None:
        return ending.end(tx, ask, end)
    order = wanted(tx, ask, text)
    new = order.series
    known = news.known(tx, ask)
    running = [one for one in tx.meetings.series() if one.until is None or one.until >= _cut(new, ask)]
    before = overlaps(tx, ask)
    if running and _goes_on(running[-1], new):
        _change(tx, ask, running[-1], new)
        said = _said(tx, ask, order)
    else:
        stays = _begin_anew(tx, ask, running, new, known)
        said = _said(tx, ask, order) + _ended(tx, ask, running, stays)
    check_overlaps(tx, ask, before)
    return _reply(tx, ask, lines(*said), known)


def _goes_on(old: Series, wanted: Series) -> bool:
    """Whether the old series has the same rhythm, so that its dates stay the ones they are."""
    if (old.rule, old.zone) != (wanted.rule, wanted.zone):
        return False
    return rrulestr(old.rule, dtstart=old.starts).after(wanted.starts, inc=True) == wanted.starts


def _change(tx: Tx, ask: Ask, old: Series, wanted: Series) -> None:
    columns = (*_USUAL, "until")
    values = {name: getattr(wanted, name) for name in columns if getattr(wanted, name) != getattr(old, name)}
    if not values:
        raise UserError(ask.say("meeting-series-same", rule=_rules.words(old.rule, old.starts, ask.language)))
    tx.meetings.change_series(old.id, **values)


def _begin_anew(tx: Tx, ask: Ask, running: list[Series], wanted: Series, known: list[Meeting]) -> list[str]:
    """Stores the series in place of those that ran so far; returns the uids of their dates that stay as they are."""
    for meeting in known:
        row(tx, meeting)  # so that it stays though no rule gives it any more
    slots = _slots(wanted, ask)
    # Dates that become its own must not fall back behind the sequence that calendars know.
    sequence = max((one.sequence + 1 for one in running), default=0)
    new = replace(wanted, id=_add(tx, replace(wanted, sequence=sequence)))
    cut = _cut(wanted, ask)
    for old in running:
        tx.meetings.change_series(old.id, until=cut - timedelta(minutes=1))
    stays = []
    for one, at in _behind(tx, cut):
        if not _take_place(tx, one, at, slots, new, cut) and at >= cut:
            stays.append(one.uid)
    return stays


def _cut(wanted: Series, ask: Ask) -> datetime:
    """The wall time from which on the series takes over: the day it begins, but nothing that has begun already."""
    return max(datetime.combine(wanted.starts, time()), _wall_now(ask))


def _wall_now(ask: Ask) -> datetime:
    return ask.now.astimezone(ask.zone).replace(tzinfo=None, second=0, microsecond=0) + timedelta(minutes=1)


def _add(tx: Tx, one: Series) -> int:
    return tx.meetings.add_series(
        one.uid,
        one.title,
        one.rule,
        one.starts,
        one.zone,
        minutes=one.minutes,
        link=one.link,
        until=one.until,
        sequence=one.sequence,
    )


def _slots(wanted: Series, ask: Ask) -> dict[date, datetime]:
    """The wall times of the series by their days, as far ahead as dates can be entered."""
    last = _wall_now(ask) + FURTHEST * _DAY
    slots = rrulestr(wanted.rule, dtstart=wanted.starts).between(
        wanted.starts, min(wanted.until or last, last), inc=True
    )
    return {slot.date(): slot for slot in slots}


def _behind(tx: Tx, cut: datetime) -> list[tuple[Single, datetime]]:
    """The dates of series with a row of their own that a series from `cut` on concerns, and when they take place."""
    rows = [(one, one.starts or one.slot, one.slot) for one in tx.meetings.singles()]
    return [(one, at) for one, at, slot in rows if at is not None and slot is not None and max(at, slot) >= cut]


def _take_place(tx: Tx, one: Single, at: datetime, slots: dict[date, datetime], new: Series, cut: datetime) -> bool:
    """Makes a date one of the new series, if that has one on its day, or on the day that it was moved away from."""
    if (slot := slots.pop(at.date(), None)) is not None:
        tx.meetings.change(one.id, series=new.id, slot=slot, starts=None, zone=None)
        if one.slot is not None and one.slot < cut:  # the old rule must not give it again
            tx.meetings.add(new_uid(), series=one.series, slot=one.slot, skipped=True)
    elif one.slot is not None and (slot := slots.pop(one.slot.date(), None)) is not None:
        tx.meetings.change(one.id, series=new.id, slot=slot)
    return slot is not None


def _said(tx: Tx, ask: Ask, order: Wanted) -> list[str]:
    """The series said back: its rule in words, and the next dates."""
    one = order.series
    rule = _rules.words(one.rule, one.starts, ask.language)
    following = _show.dates(coming(tx, ask.now, _SHOWN), ask.now, ask.zone, ask.language)
    ahead = [date for date in meetings(tx, ask.now, ask.now + _YEAR) if date.slot is not None]
    return [
        ask.say("meeting-series", title=one.title),
        ask.say("meeting-rule", rule=rule[:1].upper() + rule[1:], duration=_show.duration(one.minutes, ask.language)),
        *order.notes,
        one.link or ask.say("meeting-series-link"),
        f"\n{ask.say('meeting-dates')}\n{following}",
        holidays_among(ask, ahead),
    ]


def _ended(tx: Tx, ask: Ask, running: list[Series], stays: list[str]) -> list[str]:
    """What became of the series that ran so far."""
    if not running:
        return []
    rule = _rules.words(running[-1].rule, running[-1].starts, ask.language)
    left = [one for one in meetings(tx, ask.now, ask.now + FURTHEST * _DAY) if one.uid in stays]
    return [f"\n{ask.say('meeting-ended', rule=rule)}", stay(ask, left)]


def _reply(tx: Tx, ask: Ask, text: str, known: list[Meeting]) -> Reply:
    """The answer; offers to tell the groups if a date they know of has changed."""
    there = {one.uid: one for one in coming(tx, ask.now, 2 * len(known) + _SHOWN)}
    for was in known:
        one = there.get(was.uid, was)
        if (found := news.difference(was, one, ask)) is not None:
            return news.changed(tx, ask, text, one.uid, found)
    return news.changed(tx, ask, text)
