"""What an order says besides its date: title, link, length; and dates said back in full."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlsplit

from commands import _show, _words
from commands._dates import weekday_name, written
from commands._kit import Ask, UserError
from commands._when import duration, find

LONGEST = 14 * 60  # minutes
USUAL = 90
_MOST = {"title": 120, "topic": 120, "speakers": 200}  # characters
_LONGEST_LINK = 300
_TITLE = re.compile(r'"([^"]*)"')
# With or without its scheme: what looks like a link is no part of a title.
_LINK = re.compile(r"\S+://\S*|www\.\S+|[\w-]+(?:\.[\w-]+)+/\S*")
_SPAN = re.compile(r"(?<![\d.:-])(\d{1,2})\s?(?:-|bis)\s?(\d{1,2})(?=\s?(?:uhr|h)\b)", re.IGNORECASE)  # "19-21 Uhr"
_END = _words.pattern(r"(?:-|bis|until|till|to)\s*(?=\d)")
_LENGTH = _words.pattern(rf",?\s*{_words.LENGTH}(?!\w)")


@dataclass(frozen=True, slots=True)
class Parts:
    """A title in quotes and a link, wherever they stood, and the text without them."""

    text: str
    title: str
    link: str


def parts(text: str, ask: Ask) -> Parts:
    """Takes title and link out of an order."""
    link = _LINK.search(_TITLE.sub(" ", text))
    without = text.replace(link[0], " ", 1) if link else text
    title = _TITLE.search(without)
    rest = _SPAN.sub(r"\1 Uhr bis \2", " ".join(_TITLE.sub(" ", without, count=1).split()))
    return Parts(rest, checked("title", title[1], ask) if title else "", checked_link(link[0], ask) if link else "")


def title(found: Parts, left: str, ask: Ask) -> str:
    """The title in quotes, or else what is left of the order; empty if it names none."""
    left = left.strip(' "')
    if found.title and left:
        raise UserError(ask.say("meeting-left", words=_show.shortened(left)))
    return found.title or checked("title", left, ask)


def checked(what: str, text: str, ask: Ask) -> str:
    """A title, topic or list of speakers on one line; raises `UserError` if it is too long."""
    line = " ".join(text.split())
    if len(line) > _MOST[what]:
        raise UserError(ask.say("meeting-too-long", length=len(line), most=_MOST[what]))
    return line


def checked_link(text: str, ask: Ask) -> str:
    """A link that everybody can open; raises `UserError` for anything else."""
    try:
        address = urlsplit(text)
        good = address.scheme in {"http", "https"} and "." in (address.hostname or "") and address.port != 0
    except ValueError:
        good = False
    if not good or len(text) > _LONGEST_LINK or len(text.split()) > 1:
        raise UserError(ask.say("meeting-no-link", words=_show.shortened(text)))
    return text


def length(text: str, starts: time, ask: Ask) -> tuple[int | None, str]:
    """How many minutes a text begins with, as an end ("bis 20:30") or a length, and what follows it."""
    if end := _END.match(text):
        found = find(text[end.end() :], ask.now, ask.zone, ask.language)
        if found.time is not None and found.day is None:
            return _minutes_until(found.time, starts, ask), found.rest
    match = _LENGTH.match(_words.plain(text))
    if match and (match["hours"] or match["minutes"]):
        return checked_length(text[: match.end()].lstrip(" ,"), ask), text[match.end() :].lstrip(" ,.;")
    return None, text


def checked_length(text: str, ask: Ask) -> int:
    """A length in minutes that a meeting can have."""
    minutes = duration(text, ask.language)
    if minutes > LONGEST:
        raise UserError(ask.say("meeting-endless", hours=LONGEST // 60))
    return minutes


def _minutes_until(end: time, starts: time, ask: Ask) -> int:
    minutes = (end.hour - starts.hour) * 60 + end.minute - starts.minute
    if minutes <= 0:
        raise UserError(ask.say("meeting-end-first", start=f"{starts:%H:%M}", end=f"{end:%H:%M}"))
    return checked_length(str(minutes), ask)


def in_full(at: datetime, ask: Ask) -> str:
    """A date and time that nobody can take for another: "Mittwoch, 2. Dezember 2026, 19:00 Uhr"."""
    there = at.astimezone(ask.zone)
    time_of_day = _show.clock(at, ask.zone, ask.language)
    return ask.say("show-when", day=full_day(there.date(), ask), time=time_of_day, city=_show.city(ask.zone))


def full_day(day: date, ask: Ask) -> str:
    """A day with weekday and year: "Mittwoch, 2. Dezember 2026"."""
    return ask.say("meeting-day", weekday=weekday_name(day.weekday(), ask.language), date=written(day, ask.language))


def typed(at: datetime, ask: Ask) -> str:
    """A date as one types it: "2.12.", with the year where it would be taken for an earlier one."""
    there = at.astimezone(ask.zone)
    soon = at - ask.now < timedelta(days=365)
    return f"{there.day}.{there.month}." if soon else f"{there.day}.{there.month}.{there.year}"


def next_year(day: date, ask: Ask) -> str:
    """Says that a day without a year was taken as one of next year."""
    return ask.say("meeting-next-year", day=f"{day.day}.{day.month}.", year=str(day.year))
