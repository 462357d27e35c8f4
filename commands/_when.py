"""What people write as a date, a time, a length → an instant, minutes; German and English, mixed as they come.

What can be read in one way only gives a value. What the calendar does not have or what could mean two things raises
`Unclear`, with a sentence that says what to write instead. So it is decided:

- Day before month wherever full stops are (`3.4.`); `3/4` is asked back unless only one order makes a date.
- A day without a year is the next such day, today included. `Mittwoch` is the next Wednesday, today only with a time
  still to come. `nächsten Mittwoch` and `next Wednesday` are asked back as long as this week has a Wednesday to come,
  `kommenden Mittwoch` is that one. A weekday that a meeting is moved to is the one of the meeting's week or the first
  one after it; it is asked back where these are two.
- `10.12` is a date as long as no day was named, else a time; `19.30` can only be a time. 12pm is noon, 12am is 0:00.
- `2.13.` is a date that does not exist; `19.30.` is a time at the end of a sentence.
- `halb acht`, `um 7`, `at 7` are asked back unless `morgens`, `abends` or the like stands with them; `7 Uhr` is 07:00.
- `24:00` and `Mitternacht` are asked back, since half of the people mean the other end of the day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from commands import _show, _words
from commands._calendar import instant
from commands._dates import Found, Reader
from commands._days import Unclear, written
from commands._texts import Language, say
from commands._words import LENGTH, pattern

__all__ = ["FURTHEST", "Found", "Moment", "Unclear", "duration", "find", "find_at_end", "moment", "offset"]

FURTHEST = 730  # days; from here on a date is more likely a slip than a plan
_TAIL = 80  # characters; no date at the end of a text is longer
_WORD = re.compile(r"(?<!\S)\S")  # its first letter
_LONGEST = 24 * 60  # minutes
_LENGTH = pattern(LENGTH)
_HOURS_AND = pattern(rf"(?=\d{{1,2}}\s*[hs]){LENGTH}")  # "1h 30"
_DIGITS = pattern(r"(?:(?P<hours>\d{1,2}):(?=[0-5]\d$))?(?P<minutes>\d{1,4})")
_BEFORE = "vorher|davor|zuvor|before|earlier|ahead|in advance"
_OFFSET = pattern(rf"(?:(?P<none>0)|{LENGTH})(?:\s+(?:{_BEFORE}))?")


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time still to come: the naive wall time as it was said, and the instant in UTC."""

    wall: datetime
    instant: datetime
    next_year: bool = False


def find(
    text: str, now: datetime, zone: ZoneInfo, language: Language, *, past: bool = False, around: date | None = None
) -> Found:
    """The date and time that a tidy text begins with, and the rest of it.

    With `past` a day without a year, or a weekday, is the last such day instead of the next; with `around` a weekday is
    the one of that day's week, or the first one after it.
    """
    return Reader(text, now, zone, language, past=past, around=around).read()


def find_at_end(text: str, now: datetime, zone: ZoneInfo, language: Language) -> Found:
    """The date and time that a tidy text ends with; `rest` is what stands before them."""
    tail = max(0, len(text) - _TAIL)
    for word in _WORD.finditer(text, tail):
        found = find(text[word.start() :], now, zone, language)
        if found and not found.rest:
            return replace(found, rest=text[: word.start()].rstrip())
    return Found(None, None, text)


def moment(found: Found, now: datetime, zone: ZoneInfo, language: Language, default: time | None = None) -> Moment:
    """When that is: a time alone is today's or else tomorrow's, a day alone has `default` as its time."""
    if not found:
        raise Unclear(say(language, "when-nothing"))
    at = found.time or default
    if at is None:
        raise Unclear(say(language, "when-hour"))
    today = now.astimezone(zone).date()
    wall = datetime.combine(found.day or today, at)
    if (wall.date() - today).days >= FURTHEST:
        raise Unclear(say(language, "when-far", day=written(wall.date(), language)))
    if wall.date() >= today:
        starts = found.exact or instant(wall, zone)
        if found.day is None and starts <= now:
            wall += timedelta(days=1)
            starts = instant(wall, zone)
        if starts > now:
            return Moment(wall, starts, found.next_year)
    raise Unclear(say(language, "when-past", day=written(wall.date(), language), time=f"{wall:%H:%M}"))


def duration(text: str, language: Language) -> int:
    """A length in minutes, at most a day: "90 Minuten", "1h30", "1h 30", "1,5 Stunden", "1:30" and "90" are 90."""
    plain = _words.plain(text).strip(" .")
    if match := _DIGITS.fullmatch(plain):
        minutes = int(match["hours"] or 0) * 60 + int(match["minutes"])
    else:
        match = _LENGTH.fullmatch(plain) or _HOURS_AND.fullmatch(f"{plain} min")
        minutes = round(((match and _words.length(match)) or timedelta(0)) / timedelta(minutes=1))
    if not 1 <= minutes <= _LONGEST:
        raise Unclear(say(language, "when-no-duration", words=_show.shortened(text)))
    return minutes


def offset(text: str, language: Language) -> timedelta:
    """How long before, at most 60 days: "7d", "1 Tag vorher", "30 min", "0"."""
    match = _OFFSET.fullmatch(_words.plain(text).strip(" ."))
    length = None if match is None else timedelta(0) if match["none"] else _words.length(match)
    if length is None or length > timedelta(days=60):
        raise Unclear(say(language, "when-no-offset", words=_show.shortened(text)))
    return length
