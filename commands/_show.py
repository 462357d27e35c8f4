"""Dates, durations and lists as people read them, in German and English."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from babel.lists import format_list

from commands._calendar import Meeting
from commands._texts import Language, say

_LOCALE = {"de": "de_DE", "en": "en_GB"}
_DAY = {"de": "d. MMMM", "en": "d MMMM"}
_WEEKDAY = {"de": "EEEE, ", "en": "EEEE "}
_SOON = 120  # minutes; up to here it is told in minutes


def day(at: datetime, now: datetime, zone: ZoneInfo, language: Language) -> str:
    """A date with its weekday: "Mittwoch, 2. Dezember"; with the year where it is not plain from now."""
    return format_date(at.astimezone(zone), _WEEKDAY[language] + _date(at, now, zone, language), _LOCALE[language])


def short_day(at: datetime, now: datetime, zone: ZoneInfo, language: Language) -> str:
    """A date without its weekday: "2. Dezember"; with the year where it is not plain from now."""
    return format_date(at.astimezone(zone), _date(at, now, zone, language), _LOCALE[language])


def clock(at: datetime, zone: ZoneInfo, language: Language) -> str:
    """A time of day: "19:00"."""
    return format_time(at.astimezone(zone), "HH:mm", tzinfo=zone, locale=_LOCALE[language])


def when(at: datetime, now: datetime, zone: ZoneInfo, language: Language) -> str:
    """A date and time: "Mittwoch, 2. Dezember, 19:00 Uhr", "Wednesday 2 December, 19:00 (Berlin time)"."""
    shown = {"day": day(at, now, zone, language), "time": clock(at, zone, language)}
    return say(language, "show-when", **shown, city=city(zone))


def city(zone: ZoneInfo) -> str:
    """The name of the city that stands for a zone: "Berlin"."""
    return zone.key.rpartition("/")[2].replace("_", " ")


def days(at: datetime, now: datetime, zone: ZoneInfo) -> int:
    """How many calendar days of the zone `at` is ahead of `now`."""
    return (at.astimezone(zone).date() - now.astimezone(zone).date()).days


def minutes(at: datetime, now: datetime) -> int:
    """How many minutes are left until `at`, the begun one included; 0 when it is past."""
    return max(0, math.ceil((at - now).total_seconds() / 60))


def soon(at: datetime, now: datetime) -> bool:
    """Whether it is so near that one counts the minutes."""
    return minutes(at, now) <= _SOON


def until(at: datetime, now: datetime, zone: ZoneInfo, language: Language) -> str:
    """How long until then: "in 20 Minuten", "heute", "morgen", "in 3 Tagen"."""
    if soon(at, now):
        left = minutes(at, now)
        return say(language, "show-in-minutes", minutes=left, duration=duration(left, language))
    return say(language, "show-in-days", days=days(at, now, zone))


def duration(length: int, language: Language) -> str:
    """A length in minutes: "78 Minuten", "1 Stunde 30 Minuten", "2 Stunden"."""
    hours, rest = divmod(length, 60)
    if hours == 0 or (length < 90 and rest):
        return say(language, "show-minutes", minutes=length)
    whole = say(language, "show-hours", hours=hours)
    return f"{whole} {say(language, 'show-minutes', minutes=rest)}" if rest else whole


def listed(items: Sequence[str], language: Language) -> str:
    """A list in a sentence: "a, b und c"."""
    return format_list(items, locale=_LOCALE[language])


def either(items: Sequence[str], language: Language) -> str:
    """A choice in a sentence: "a, b oder c"."""
    return format_list(items, style="or", locale=_LOCALE[language])


def shortened(text: str, most: int = 40) -> str:
    """What somebody wrote, on one line and not too long to be quoted in an answer."""
    line = " ".join(text[: 4 * most].split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def closed(text: str) -> str:
    """The text with a full stop, unless it ends a sentence already."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def sentence(text: str) -> str:
    """The text as a sentence: a capital first, a full stop last; an empty one stays empty."""
    return closed(text[:1].upper() + text[1:]) if text else ""


def moved(meeting: Meeting, now: datetime, zone: ZoneInfo, language: Language) -> str:
    """Where a meeting was moved from: "verschoben vom 30. Dezember"; empty when it was not."""
    if not meeting.moved or meeting.slot is None:
        return ""
    if days(meeting.starts, meeting.slot, zone) == 0:
        return say(language, "show-moved-time", time=clock(meeting.slot, zone, language))
    return say(language, "show-moved-day", day=short_day(meeting.slot, now, zone, language))


def dates(meetings: Iterable[Meeting], now: datetime, zone: ZoneInfo, language: Language, *, first: int = 1) -> str:
    """Meetings as a numbered list, one line each."""
    return "\n".join(f"{number} · {_line(one, now, zone, language)}" for number, one in enumerate(meetings, first))


def _line(meeting: Meeting, now: datetime, zone: ZoneInfo, language: Language) -> str:
    begun = meeting.starts <= now
    note = say(language, "show-running") if begun else moved(meeting, now, zone, language)
    line = f"{when(meeting.starts, now, zone, language)}: {meeting.name}"
    return f"{line} ({note})" if note else line


def _date(at: datetime, now: datetime, zone: ZoneInfo, language: Language) -> str:
    there, here = at.astimezone(zone), now.astimezone(zone)
    ahead = (there.year - here.year) * 12 + there.month - here.month
    plain = there.year == here.year or 0 <= ahead <= 2
    return _DAY[language] if plain else f"{_DAY[language]} y"
