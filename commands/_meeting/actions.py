"""What an admin can do to a date: add, move, cancel, take back, describe. Each checks all before it changes a thing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from commands import _show, _words
from commands._calendar import Meeting
from commands._dates import Found
from commands._days import Unclear
from commands._kit import Ask, Reply, UserError
from commands._meeting import news
from commands._meeting.dates import by_uid, cancelled, check_end, check_free, meant, named, row
from commands._meeting.remarks import lines, remarks
from commands._meeting.series import set_series
from commands._meeting.target import target
from commands._meeting.wanted import new_uid
from commands._meeting.words import (
    USUAL,
    checked,
    checked_link,
    in_full,
    length,
    meant_length,
    parts,
    title,
    typed,
)
from commands._when import find, find_at_end, moment
from storage import Tx

Action = Callable[[Tx, Ask, str], Reply]

# "sage 30.12. ab", "sage ab 30.12.", "30.12. fällt aus"
_OFF = re.compile(r"^(?:ab|aus)\b\s*|\s*\b(?:ab|aus)\.?$", re.IGNORECASE)
_WITH = _words.pattern(r"(?:mit|with)\s+")
_DIGITS = re.compile(r"([01]?\d|2[0-3])([0-5]\d)(?!\S)")  # "1930"
_NOTHING = {"-", "--"}


def _add(tx: Tx, ask: Ask, text: str) -> Reply:
    """`9.12. 19:00 "Titel" LINK`, title and link wherever they stand."""
    about = (ask.now, ask.zone, ask.language)
    found = parts(text, ask)
    day = find(found.text, *about) or find_at_end(found.text, *about)
    _check_one_time(ask, day)
    at = moment(day, *about)
    minutes, left = length(day.rest, at.wall.time(), ask)
    minutes = minutes or USUAL
    name = title(found, left, ask) or ask.say("meeting-title")
    check_free(tx, ask, at.instant, at.instant + timedelta(minutes=minutes))
    tx.meetings.add(new_uid(), starts=at.wall, zone=ask.zone.key, title=name, minutes=minutes, link=found.link or None)
    said = lines(
        ask.say("meeting-added", name=name),
        ask.say("meeting-long", when=in_full(at.instant, ask), duration=_show.duration(minutes, ask.language)),
        found.link or ask.say("meeting-link-missing", date=typed(at.instant, ask)),
        *remarks(ask, at, text),
    )
    return news.changed(tx, ask, said)


def _check_one_time(ask: Ask, found: Found) -> None:
    """Raises `Unclear` for two days, and for a time that is no more than digits."""
    if found.day is None or found.time is not None:
        return
    if (other := find(found.rest, ask.now, ask.zone, ask.language).day) is not None:
        days = {"one": f"{found.day.day}.{found.day.month}.", "other": f"{other.day}.{other.month}."}
        raise Unclear(ask.say("meeting-two-days", **days))
    past = found.day.year < ask.now.year - 1  # "13.12. 1930"
    if digits := _DIGITS.match(str(found.day.year) if past else found.rest):
        raise Unclear(ask.say("meeting-digits", words=digits[0], time=f"{int(digits[1])}:{digits[2]}"))


def _move(tx: Tx, ask: Ask, text: str) -> Reply:
    """`30.12. auf 6.1. 19:00`; without a time at the same time, without a day on the same day."""
    one, rest = meant(tx, ask, text)
    _check_to_come(ask, one)
    to = target(ask, one, rest)
    starts, minutes = to.at.instant, to.minutes or (one.ends - one.starts) // timedelta(minutes=1)
    if starts == one.starts and to.minutes is None:
        raise UserError(ask.say("meeting-same", when=in_full(one.starts, ask)))
    check_free(tx, ask, starts, starts + timedelta(minutes=minutes), one.uid)
    values: dict[str, datetime | str | int] = {"starts": to.at.wall, "zone": ask.zone.key}
    tx.meetings.change(row(tx, one), **values, **({"minutes": minutes} if to.minutes else {}))
    said = lines(
        ask.say("meeting-moved", name=one.name),
        ask.say("meeting-moved-from", when=in_full(starts, ask), was=in_full(one.starts, ask)),
        ask.say("meeting-described", what="length", value=_show.duration(minutes, ask.language)) if to.minutes else "",
        *remarks(ask, to.at, rest),
    )
    return news.changed(tx, ask, said, one.uid, news.difference(one, by_uid(tx, one.uid, starts), ask))


def _cancel(tx: Tx, ask: Ask, text: str) -> Reply:
    """`30.12.`; after a reminder the groups are told at once, since nobody must come for nothing."""
    one, rest = meant(tx, ask, _OFF.sub("", text))
    check_end(ask, rest)
    _check_to_come(ask, one)
    tx.meetings.change(row(tx, one), state="skipped")
    back = ask.say("meeting-back", date=named(tx, ask, one))
    said = lines(ask.say("meeting-cancelled", name=one.name), in_full(one.starts, ask), back)
    return news.changed(tx, ask, said, one.uid, news.cancelled(one, news.following(tx, ask), ask))


def _restore(tx: Tx, ask: Ask, text: str) -> Reply:
    """`30.12.`: what was cancelled takes place after all."""
    one = cancelled(tx, ask, text)
    check_free(tx, ask, one.starts, one.ends, one.uid)
    tx.meetings.change(row(tx, one), state="planned")
    said = lines(ask.say("meeting-restored", name=one.name), in_full(one.starts, ask))
    return news.changed(tx, ask, said, one.uid, news.restored(one, ask))


def _describing(what: str) -> Action:
    """The action that gives a date a topic, speakers or a link: `2.12. Kosten im Griff`; `-` takes it away."""

    def describe(tx: Tx, ask: Ask, text: str) -> Reply:
        one, rest = meant(tx, ask, text, about=what == "topic")
        value = _unquoted(_WITH.sub("", rest, count=1) if what == "speakers" else rest)
        if not value:
            raise UserError(ask.say("meeting-empty", what=what))
        if value in _NOTHING:
            return _changed(tx, ask, one, what, None)
        return _changed(tx, ask, one, what, checked_link(value, ask) if what == "link" else checked(what, value, ask))

    return describe


def _unquoted(text: str) -> str:
    """The text without quotes around all of it."""
    text = text.strip()
    whole = len(text) > 1 and text[0] == text[-1] == '"' and text.count('"') == 2
    return text[1:-1].strip() if whole else text


def _last(tx: Tx, ask: Ask, text: str) -> Reply:
    """`2.12. 90 Minuten`, `2.12. bis 21:00`."""
    one, rest = meant(tx, ask, text)
    if not rest:
        raise UserError(ask.say("meeting-empty", what="length"))
    minutes, left = meant_length(rest, one.starts.astimezone(ask.zone).time(), ask)
    check_end(ask, left)
    check_free(tx, ask, one.starts, one.starts + timedelta(minutes=minutes), one.uid)
    return _changed(tx, ask, one, "length", minutes)


def _changed(tx: Tx, ask: Ask, one: Meeting, what: str, value: str | int | None) -> Reply:
    if value is None and not _own(tx, one, what):
        nothing = ask.say("meeting-nothing", what=what, name=one.name)
        return Reply(lines(in_full(one.starts, ask), nothing, one.link if what == "link" else ""))
    tx.meetings.change(row(tx, one), **{"minutes" if what == "length" else what: value})
    now = by_uid(tx, one.uid, one.starts)
    if value is None:
        said = lines(ask.say("meeting-cleared", what=what, title=now.name), now.link if what == "link" else "")
    else:
        shown = _show.duration(value, ask.language) if isinstance(value, int) else value
        said = ask.say("meeting-described", what=what, value=shown)
    text = f"{in_full(now.starts, ask)}\n{said}"
    reply = news.changed(tx, ask, text, now.uid, news.difference(one, now, ask))
    first, _, _ = said.partition("\n")
    return replace(reply, what=f"{first} ({typed(now.starts, ask)})")


def _own(tx: Tx, one: Meeting, what: str) -> bool:
    """Whether the date has a topic, speakers or a link of its own."""
    return any(getattr(single, what) for single in tx.meetings.singles() if single.uid == one.uid)


def _check_to_come(ask: Ask, one: Meeting) -> None:
    if one.starts <= ask.now:
        raise UserError(ask.say("meeting-begun", when=in_full(one.starts, ask)))


# By the names of `orders.ACTIONS`.
ACTIONS: dict[str, Action] = {
    "series": set_series,
    "add": _add,
    "move": _move,
    "cancel": _cancel,
    "restore": _restore,
    "topic": _describing("topic"),
    "speakers": _describing("speakers"),
    "link": _describing("link"),
    "length": _last,
}
