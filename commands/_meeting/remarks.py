"""What an admin should know of a time besides, one line for each remark."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date

from commands import _words
from commands._calendar import Meeting
from commands._holidays import Holiday, holidays
from commands._kit import Ask
from commands._meeting.words import full_day
from commands._when import Moment

_HOLIDAYS = 3
_TWELVE = _words.pattern(r"(?<![\w:.])12(?:[:.]00)?\s*(?P<half>[ap])\.?m\b")


def remarks(ask: Ask, at: Moment, text: str) -> list[str]:
    """What was decided about a time as it was written, and whether people have that day off."""
    twelve = _TWELVE.search(text)
    return [
        next_year(at.wall.date(), ask) if at.next_year else "",
        ask.say("meeting-twelve", half=twelve["half"].lower()) if twelve else "",
        clock_change(ask, at),
        holiday(ask, at.wall.date()),
    ]


def next_year(day: date, ask: Ask) -> str:
    """Says that a day without a year was taken as one of next year."""
    return ask.say("meeting-next-year", day=f"{day.day}.{day.month}.", year=str(day.year))


def clock_change(ask: Ask, at: Moment) -> str:
    """Says when a wall time is really, if a clock change skips or repeats it; else empty."""
    there = at.instant.astimezone(ask.zone)
    if there.replace(tzinfo=None) != at.wall:
        return ask.say("meeting-skipped", time=f"{at.wall:%H:%M}", real=f"{there:%H:%M}")
    if at.wall.replace(tzinfo=ask.zone, fold=1).astimezone(UTC) != at.wall.replace(tzinfo=ask.zone).astimezone(UTC):
        return ask.say("meeting-twice", time=f"{at.wall:%H:%M}")
    return ""


def holiday(ask: Ask, day: date) -> str:
    """Says where people have the day off; empty if nowhere."""
    found = holidays(day)
    return ask.say("meeting-holiday", **_told(found)) if found else ""


def holidays_among(ask: Ask, meetings: Iterable[Meeting]) -> str:
    """Says which of these dates, at most three, are holidays; empty if none is."""
    days = (one.starts.astimezone(one.zone).date() for one in meetings)
    found = [one for day in days if (one := holidays(day)) is not None][:_HOLIDAYS]
    if not found:
        return ""
    each = [ask.say("meeting-on-holiday", day=full_day(one.day, ask), **_told(one)) for one in found]
    return ask.say("meeting-holidays", days="\n".join(each))


def _told(found: Holiday) -> dict[str, str | int]:
    of = sum(total for _, total in found.regions.values())
    return {"names": " / ".join(found.names), "count": found.count, "of": of}


def lines(*parts: str) -> str:
    """The parts that say something, one below the other."""
    return "\n".join(part for part in parts if part)
