"""The rules that we have, among all that calendar files can say."""

from __future__ import annotations

from datetime import datetime
from itertools import islice

from dateutil.rrule import rrulestr
from icalendar import vRecur

_PARTS = {
    "WEEKLY": {"FREQ", "INTERVAL", "BYDAY", "WKST", "COUNT", "UNTIL"},
    "MONTHLY": {"FREQ", "INTERVAL", "BYDAY", "BYSETPOS", "WKST", "COUNT", "UNTIL"},
}
_LONGEST = {"WEEKLY": 53, "MONTHLY": 12}
_PLACES = {-1, 1, 2, 3, 4}
_MOST_DATES = 1000
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def ours(recur: vRecur) -> str | None:
    """The rule without its end, as we write it: every n weeks, or the n-th or last such weekday of every n months.

    None for all others.
    """
    frequency = str(recur.get("FREQ", [""])[0])
    days, intervals, counts = (recur.get(part, []) for part in ("BYDAY", "INTERVAL", "COUNT"))
    if frequency not in _PARTS or recur.keys() - _PARTS[frequency] or max(len(days), len(intervals), len(counts)) > 1:
        return None
    if not (1 <= sum(intervals or [1]) <= _LONGEST[frequency] and 1 <= sum(counts or [1]) <= _MOST_DATES):
        return None
    place = _place(recur)
    every = f";INTERVAL={intervals[0]}" if intervals and intervals[0] > 1 else ""
    if frequency == "WEEKLY":
        return f"FREQ=WEEKLY{every}" if all(day.relative is None for day in days) else None
    return f"FREQ=MONTHLY{every};BYDAY={place}{days[0].weekday}" if place else None


def starts_on(recur: vRecur, rule: str, starts: datetime) -> bool:
    """Whether the rule gives the date from which on it holds, as the standard wants it."""
    weekday = _WEEKDAYS[starts.weekday()]
    first = rrulestr(rule, dtstart=starts).after(starts, inc=True)
    return bool(first == starts) and all(day.weekday == weekday for day in recur.get("BYDAY", []))


def last_of(rule: str, starts: datetime, count: int) -> datetime:
    """The last of the first `count` dates."""
    return list(islice(rrulestr(rule, dtstart=starts), count))[-1]


def _place(recur: vRecur) -> int | None:
    """Which of the weekdays of a month it is, written with the day (`1WE`) or apart from it (`BYSETPOS=1`)."""
    days, apart = recur.get("BYDAY", []), recur.get("BYSETPOS", [])
    places = [*(day.relative for day in days if day.relative is not None), *apart]
    return places[0] if len(days) == len(places) == 1 and places[0] in _PLACES else None
