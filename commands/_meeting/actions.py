"""What an admin can do to a date: add, move, cancel, take back, describe. Each checks all before it changes a thing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from commands import _show
from commands._calendar import Meeting, coming
from commands._fold import bare
from commands._kit import Ask, Reply, UserError
from commands._meeting import news
from commands._meeting.dates import by_uid, called_off, check_free, meant, row
from commands._meeting.series import new_uid, set_series
from commands._meeting.words import (
    USUAL,
    checked,
    checked_length,
    checked_link,
    in_full,
    length,
    next_year,
    parts,
    title,
    typed,
)
from commands._when import Moment, find, find_at_end, moment
from storage import Tx

Action = Callable[[Tx, Ask, str], Reply]

_TO = re.compile(r"(?:->|→|=>|nach\b)\s*", re.IGNORECASE)
_OFF = re.compile(r"^ab\b\s*|\s*\bab\.?$", re.IGNORECASE)  # "sage 30.12. ab", "sage ab 30.12."
_NOTHING = {"-", "--"}


def _add(tx: Tx, ask: Ask, text: str) -> Reply:
    """`9.12. 19:00 "Titel" LINK`, title and link wherever they stand."""
    about = (ask.now, ask.zone, ask.language)
    found = parts(text, ask)
    day = find(found.text, *about) or find_at_end(found.text, *about)
    at = moment(day, *about)
    minutes, left = length(day.rest, at.wall.time(), ask)
    minutes = minutes or USUAL
    name = title(found, left, ask) or ask.say("meeting-title")
    check_free(tx, ask, at.instant, at.instant + timedelta(minutes=minutes))
    tx.meetings.add(new_uid(), starts=at.wall, zone=ask.zone.key, title=name, minutes=minutes, link=found.link or None)
    said = _lines(
        ask.say("meeting-added", name=name),
        ask.say("meeting-long", when=in_full(at.instant, ask), duration=_show.duration(minutes, ask.language)),
        found.link or ask.say("meeting-link-missing", date=typed(at.instant, ask)),
        next_year(at.wall.date(), ask) if at.next_year else "",
    )
    return news.changed(tx, ask, said, "", None)


def _move(tx: Tx, ask: Ask, text: str) -> Reply:
    """`30.12. auf 6.1. 19:00`; without a time at the same time, without a day on the same day."""
    one, rest = meant(tx, ask, text)
    _check_to_come(ask, one)
    at = _target(ask, one, rest)
    if at.instant == one.starts:
        raise UserError(ask.say("meeting-same", when=in_full(one.starts, ask)))
    check_free(tx, ask, at.instant, at.instant + (one.ends - one.starts), one.uid)
    tx.meetings.change(row(tx, one), starts=at.wall, zone=ask.zone.key)
    said = _lines(
        ask.say("meeting-moved", name=one.name),
        ask.say("meeting-moved-from", when=in_full(at.instant, ask), was=in_full(one.starts, ask)),
        next_year(at.wall.date(), ask) if at.next_year else "",
    )
    return news.changed(tx, ask, said, one.uid, news.moved(one.starts, at.instant, ask.now))


def _target(ask: Ask, one: Meeting, text: str) -> Moment:
    about = (ask.now, ask.zone, ask.language)
    found = find(_TO.sub("", text, count=1), *about)
    if not found:
        raise UserError(ask.say("meeting-where"))
    _check_end(ask, found.rest)
    here = one.starts.astimezone(ask.zone)
    return moment(replace(found, day=found.day or here.date()), *about, here.time())


def _cancel(tx: Tx, ask: Ask, text: str) -> Reply:
    """`30.12.`; after a reminder the groups are told at once, since nobody must come for nothing."""
    one, rest = meant(tx, ask, _OFF.sub("", text))
    _check_end(ask, rest)
    _check_to_come(ask, one)
    tx.meetings.change(row(tx, one), state="skipped")
    following = next((other for other in coming(tx, ask.now, 2) if other.starts > ask.now), None)
    back = ask.say("meeting-back", date=typed(one.starts, ask))
    said = _lines(ask.say("meeting-cancelled", name=one.name), in_full(one.starts, ask), back)
    tell = news.told if ask.groups and news.reminded(tx, one.uid) else news.changed
    return tell(tx, ask, said, one.uid, news.cancelled(one, following, ask.now))


def _restore(tx: Tx, ask: Ask, text: str) -> Reply:
    """`30.12.`: what was cancelled takes place after all."""
    one = _called_off(tx, ask, text)
    check_free(tx, ask, one.starts, one.ends, one.uid)
    tx.meetings.change(row(tx, one), state="planned")
    said = _lines(ask.say("meeting-restored", name=one.name), in_full(one.starts, ask))
    return news.changed(tx, ask, said, one.uid, news.restored(one, ask.now))


def _called_off(tx: Tx, ask: Ask, text: str) -> Meeting:
    found = find(text, ask.now, ask.zone, ask.language)
    for one in called_off(tx, ask):
        there = one.starts.astimezone(ask.zone)
        if there.date() == found.day and found.time in {None, there.time()}:
            _check_end(ask, found.rest)
            return one
    takes_place, _ = meant(tx, ask, text)
    raise UserError(ask.say("meeting-not-off", when=in_full(takes_place.starts, ask)))


def _describing(what: str) -> Action:
    """The action that gives a date a topic, speakers or a link: `2.12. Kosten im Griff`; `-` takes it away."""

    def describe(tx: Tx, ask: Ask, text: str) -> Reply:
        one, rest = meant(tx, ask, text)
        value = rest.strip(' "')
        if not value:
            raise UserError(ask.say("meeting-empty", what=what))
        if value in _NOTHING:
            return _changed(tx, ask, one, what, None)
        return _changed(tx, ask, one, what, checked_link(value, ask) if what == "link" else checked(what, value, ask))

    return describe


def _last(tx: Tx, ask: Ask, text: str) -> Reply:
    """`2.12. 90 Minuten`, `2.12. bis 21:00`."""
    one, rest = meant(tx, ask, text)
    if not rest:
        raise UserError(ask.say("meeting-empty", what="length"))
    minutes, left = length(rest, one.starts.astimezone(ask.zone).time(), ask)
    if minutes is None:
        minutes, left = checked_length(rest, ask), ""
    _check_end(ask, left)
    check_free(tx, ask, one.starts, one.starts + timedelta(minutes=minutes), one.uid)
    return _changed(tx, ask, one, "length", minutes)


def _changed(tx: Tx, ask: Ask, one: Meeting, what: str, value: str | int | None) -> Reply:
    tx.meetings.change(row(tx, one), **{"minutes" if what == "length" else what: value})
    now = by_uid(tx, one.uid, one.starts)
    if value is None:
        said = ask.say("meeting-cleared", what=what, title=now.name, link=now.link)
    else:
        shown = _show.duration(value, ask.language) if isinstance(value, int) else value
        said = ask.say("meeting-described", what=what, value=shown)
    same = (one.topic, one.speakers, one.link, one.ends) == (now.topic, now.speakers, now.link, now.ends)
    tell = None if same else news.described(now, what, ask)
    return news.changed(tx, ask, f"{in_full(now.starts, ask)}\n{said}", now.uid, tell)


def _check_to_come(ask: Ask, one: Meeting) -> None:
    if one.starts <= ask.now:
        raise UserError(ask.say("meeting-begun", when=in_full(one.starts, ask)))


def _check_end(ask: Ask, rest: str) -> None:
    if rest:
        raise UserError(ask.say("meeting-rest", words=_show.shortened(rest)))


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)


# By their folded words; the names are those of the examples in the text `meeting-try`.
ACTIONS: dict[str, tuple[str, Action]] = {
    bare(word): (name, action)
    for name, action, words in (
        ("series", set_series, "series serie reihe"),
        ("add", _add, "add new dazu neu neues"),
        ("move", _move, "move verschiebe verschieben verschieb verlege"),
        ("cancel", _cancel, "cancel absage absagen sage"),
        ("restore", _restore, "restore doch"),
        ("topic", _describing("topic"), "topic thema"),
        ("speakers", _describing("speakers"), "speakers speaker with mit"),
        ("link", _describing("link"), "link"),
        ("length", _last, "length dauer länge"),
    )
    for word in words.split()
}
