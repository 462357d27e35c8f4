"""What an order says besides its date: title, link, length; and dates said back in full."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from commands import _days, _show, _words
from commands._fold import tidy
from commands._kit import Ask, UserError
from commands._library import addresses
from commands._when import Unclear, duration, find

LONGEST = 14 * 60  # minutes
USUAL = 90
_MOST = {"title": 120, "topic": 120, "speakers": 200}  # characters
_LONGEST_LINK = 300
_TITLE = re.compile(r'"([^"]*)"')
# With or without its scheme: what looks like a link is no part of a title.
_LINK = re.compile(r"\S+://\S*|www\.\S+|[\w-]+(?:\.[\w-]+)+/\S*")
_HOST = re.compile(r"(?<!\S)[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b")
_NO_TITLE = _words.pattern(r"(?:bis|until|till|ab|from)\s|.*\b(?:zeit|time|MESZ|MEZ|CEST|CET|UTC|GMT)$")
_STRAY = ".,;:!?'\""  # what may stand behind a link and is no part of it
_SPAN = re.compile(r"(?<![\d.:-])(\d{1,2})\s?(?:-|bis)\s?(\d{1,2})(?=\s?(?:uhr|h)\b)", re.IGNORECASE)  # "19-21 Uhr"
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")
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
    rest = spans(" ".join(_TITLE.sub(" ", without, count=1).split()))
    return Parts(rest, checked("title", title[1], ask) if title else "", checked_link(link[0], ask) if link else "")


def spans(text: str) -> str:
    """The text with "19-21 Uhr" written out."""
    return _SPAN.sub(r"\1 Uhr bis \2", text)


def title(found: Parts, left: str, ask: Ask, *, quoted: bool = False) -> str:
    """The title in quotes, or else what is left of the order, unless it must be `quoted`; empty if it names none."""
    left = left.strip(' "')
    if left and (quoted or found.title or _LINK.search(left) or _HOST.search(left) or _NO_TITLE.match(left)):
        raise UserError(ask.say("meeting-left", words=_show.shortened(left)))
    return found.title or checked("title", left, ask)


def checked(what: str, text: str, ask: Ask) -> str:
    """A title, topic or list of speakers on one line; raises `UserError` if it is too long."""
    line = _as_typed(" ".join(text.split()), ask)
    if len(line) > _MOST[what]:
        raise UserError(ask.say("meeting-too-long", length=len(line), most=_MOST[what]))
    return line


def _as_typed(line: str, ask: Ask) -> str:
    """A part of the order with the quotes and dashes it was written with."""
    whole = " ".join(ask.typed.split())
    at = tidy(whole).rfind(line)
    return whole[at : at + len(line)] if at >= 0 else line


def checked_link(text: str, ask: Ask) -> str:
    """A link that everybody can open, without what stands around it; raises `UserError` for anything else."""
    text = _bare_link(text)
    if not addresses.public(text) or len(text) > _LONGEST_LINK:
        raise UserError(ask.say("meeting-no-link", words=_show.shortened(text)))
    return text


def _bare_link(text: str) -> str:
    """A link without the full stop of its sentence, and without brackets around it."""
    link = text.strip().lstrip('"').rstrip(_STRAY)
    if link[:1] in {"<", "("}:
        link = link[1:].removesuffix(">").removesuffix(")")
    return link if "(" in link else link.rstrip(_STRAY + ")>")


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


def meant_length(text: str, starts: time, ask: Ask) -> tuple[int, str]:
    """How long a meeting is to last, as a length or an end, and what follows it; raises `Unclear` for "8"."""
    minutes, left = length(text, starts, ask)
    if minutes is not None and not left:
        return minutes, ""
    if text.isdecimal() and 1 <= int(text) <= LONGEST // 60:
        raise Unclear(ask.say("meeting-length-unit", count=int(text)))
    if (end := _CLOCK.fullmatch(text)) and time(int(end[1]), int(end[2])) > starts:
        possible = int(int(end[1]) * 60 + int(end[2]) <= LONGEST)
        raise Unclear(ask.say("meeting-length-end", end=text, length=f"{int(end[1])}h{end[2]}", possible=possible))
    try:
        return checked_length(text, ask), ""
    except Unclear:
        if minutes is None:
            raise
        return minutes, left


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
    return ask.say(
        "meeting-day", weekday=_days.weekday_name(day.weekday(), ask.language), date=_days.written(day, ask.language)
    )


def typed(at: datetime, ask: Ask) -> str:
    """A date as one types it: "2.12.", with the year where it would be taken for another one."""
    return _days.typed(at.astimezone(ask.zone).date(), ask.now.astimezone(ask.zone).date())
