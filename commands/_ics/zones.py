"""Zones in calendar files: a VTIMEZONE for one of ours, and ours for what others call theirs."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache
from itertools import chain, pairwise
from zoneinfo import ZoneInfo, available_timezones

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur, vText
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

_YEARS = 20  # how far ahead the changes of a clock are looked at
_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_NEAR = ("Europe/Berlin", "Europe/Vienna", "Europe/Zurich", "Europe/Brussels", "Europe/London", "America/New_York")

_Observance = tuple[timedelta, timedelta, str, bool]  # offset before and after, the name, whether it is summer time


@cache
def vtimezone(key: str, first: int) -> Timezone:
    """The VTIMEZONE of an IANA zone, true from the year `first` on.

    The one that the library makes dates the beginning of summer time by the new offset, an hour late, where the
    standard wants the old one; and it lists every change where a yearly rule does.
    """
    zone = ZoneInfo(key)
    start = datetime(first - 1, 1, 1, tzinfo=UTC)
    groups: dict[_Observance, list[datetime]] = defaultdict(list)
    for at, before in _changes(zone, start):
        groups[_observance(zone, at, before)].append(at.replace(tzinfo=None) + before)
    if not groups or min(chain(*groups.values())).year >= first:
        before = _offset(zone, start)
        groups[_observance(zone, start, before)].append(start.replace(tzinfo=None) + before)
    timezone = Timezone()
    timezone.add("TZID", vText(key))
    for observance, onsets in sorted(groups.items(), key=lambda group: group[1]):
        timezone.add_component(_part(observance, onsets))
    return timezone


class Zones:
    """The zones of one file: finds ours by name, by Windows' name, or by the clock changes of a VTIMEZONE."""

    def __init__(self, default: str, now: datetime) -> None:
        self.default = default
        self._now = now
        self._found: dict[str, str | None] = {}
        self._described: dict[str, bytes] = {}

    def describe(self, tzid: str, vtimezone: bytes) -> None:
        """Takes the VTIMEZONE that the file has for a TZID."""
        self._described[tzid] = vtimezone

    def find(self, tzid: str) -> str | None:
        """The name of our zone for a TZID, or None if there is none."""
        if tzid not in self._found:
            self._found[tzid] = by_name(tzid) or self._by_description(tzid)
        return self._found[tzid]

    def _by_description(self, tzid: str) -> str | None:
        if tzid not in self._described:
            return None
        try:
            timezone = Timezone.from_ical(self._described[tzid])
            if not isinstance(timezone, Timezone) or not _harmless(timezone):
                return None
            there = timezone.to_tz(lookup_tzid=False)
            days = [datetime(self._now.year, 1, 1, 12) + 5 * n * _DAY for n in range(146)]  # noqa: DTZ001 - wall times
            wanted = _offsets(there, days)
        except (ValueError, KeyError, TypeError, AttributeError, IndexError):  # whatever a broken one makes it raise
            return None
        named = by_name(str(timezone.get("X-LIC-LOCATION", "")))
        places = [named] if named else [self.default, *_NEAR, *sorted(available_timezones())]
        return next((key for key in places if _offsets(ZoneInfo(key), days) == wanted), named)


def _harmless(timezone: Timezone) -> bool:
    """Whether its rules are those of clocks, and none that would be counted from 1601 on for hours."""
    rules = [part["RRULE"] for part in timezone.subcomponents if "RRULE" in part]
    usual = {"FREQ", "BYMONTH", "BYDAY", "BYMONTHDAY", "UNTIL", "INTERVAL", "WKST"}
    return all(isinstance(rule, vRecur) and rule.keys() <= usual and rule["FREQ"] == ["YEARLY"] for rule in rules)


def by_name(tzid: str) -> str | None:
    """Our zone for a name as others write it: any case, with a prefix (`/example.org/Europe/Berlin`), Windows' own."""
    parts = tzid.strip("/ ").split("/")
    names = _names()
    tails = ("/".join(parts[-length:]).lower() for length in (len(parts), 3, 2, 1))
    found = next((names[tail] for tail in tails if tail in names), None)
    return found or WINDOWS_TO_OLSON.get(tzid)


@cache
def _names() -> dict[str, str]:
    return {key.lower(): key for key in sorted(available_timezones())}


def _offsets(zone: tzinfo, days: Iterable[datetime]) -> list[timedelta | None]:
    return [day.replace(tzinfo=zone).utcoffset() for day in days]


def _offset(zone: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta(0)


def _observance(zone: ZoneInfo, at: datetime, before: timedelta) -> _Observance:
    there = at.astimezone(zone)
    return before, _offset(zone, at), there.tzname() or zone.key, bool(there.dst())


def _changes(zone: ZoneInfo, start: datetime) -> Iterator[tuple[datetime, timedelta]]:
    """When the clocks of a zone are changed in the years to come, and the offset before."""
    days = (start + n * _DAY for n in range(366 * (_YEARS + 2)))
    for day, following in pairwise(days):
        before = _offset(zone, day)
        if _offset(zone, following) == before:
            continue
        low, high = day, following
        while high - low > _MINUTE:
            middle = low + (high - low) // (2 * _MINUTE) * _MINUTE
            low, high = (middle, high) if _offset(zone, middle) == before else (low, middle)
        yield high, before


def _part(observance: _Observance, onsets: list[datetime]) -> TimezoneDaylight | TimezoneStandard:
    before, after, name, summer = observance
    part = TimezoneDaylight() if summer else TimezoneStandard()
    part.DTSTART = onsets[0]
    part.TZOFFSETFROM = before
    part.TZOFFSETTO = after
    part.add("TZNAME", vText(name))
    if rule := _yearly(onsets):
        part.add("RRULE", rule)
    elif onsets[1:]:
        part.add("RDATE", onsets[1:])
    return part


def _yearly(onsets: list[datetime]) -> vRecur | None:
    """The rule of changes that come every year on the same Sunday of a month, or None."""
    months = {(at.month, at.weekday(), at.time()) for at in onsets}
    if len(onsets) < _YEARS or len(months) > 1:
        return None
    last = all(at.day + 7 > calendar.monthrange(at.year, at.month)[1] for at in onsets)
    places = {-1} if last else {(at.day - 1) // 7 + 1 for at in onsets}
    if len(places) > 1:
        return None
    weekday = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[onsets[0].weekday()]
    return vRecur({"FREQ": "YEARLY", "BYMONTH": onsets[0].month, "BYDAY": f"{places.pop()}{weekday}"})
