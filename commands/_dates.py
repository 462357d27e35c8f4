"""Reads the date and time that a text begins with; what the words mean is decided in the head of `_when`."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from babel.dates import format_date
from dateutil.relativedelta import relativedelta

from commands import _days, _show, _words
from commands._calendar import instant
from commands._days import Unclear, check_weekday, weekday_name, written
from commands._texts import Language, say

__all__ = ["Found", "Reader", "Unclear", "check_weekday", "weekday_name", "written"]

_YEARS = range(1000, 3000)  # far enough from the ends of the calendar to reckon with
_NOON = 12 * 60  # minutes of the day
_EARLY = 7  # o'clock; nobody meets before
_NEAR = {"l": "last", "v": "last", "d": "this", "t": "this", "k": "coming", "c": "coming"}  # by their first letters
_OTHER_WORDS = {"so", "do", "fr", "sat", "sun"}  # "So geht es", "Fr. Sommer": weekdays only where the date goes on


@dataclass(frozen=True, slots=True)
class Found:
    """A day, a time or both, as the clocks of the zone show them, and the text that is left; false if there is none."""

    day: date | None
    time: time | None
    rest: str
    next_year: bool = False  # written without a year, and this year's is past
    exact: datetime | None = None  # UTC; of what is counted from now or has an offset, as "in 90 Minuten"

    def __bool__(self) -> bool:
        return self.day is not None or self.time is not None


class Reader:
    """Reads one part of a date after the other, until something else comes."""

    def __init__(
        self, text: str, now: datetime, zone: ZoneInfo, language: Language, *, past: bool, around: date | None
    ) -> None:
        self._text, self._plain, self._at = text, _words.plain(text), 0
        self._now, self._zone, self._language, self._past, self._around = now, zone, language, past, around
        self._today = now.astimezone(zone).date()
        self._day: date | None = None
        self._next_year = False
        self._weekday: int | None = None
        self._near = ""  # what stands before the weekday: "next", "coming", "this", "last", "next week"
        self._spoken = False  # the day was told by a word, which a part of the day may follow
        self._minutes: int | None = None  # of the day
        self._vague = False  # the time is as likely in the other half of the day
        self._half = ""  # of the day: "am", "noon", "pm"
        self._exact: datetime | None = None

    def read(self) -> Found:
        """All that belongs to the date, and what follows it."""
        lead = _words.FIRST
        while self._part(lead):
            lead = _words.BETWEEN
        at = self._time()
        day = self._meant(at)
        if day is None and at is None:
            return Found(None, None, self._text)
        rest = self._text[self._at :].lstrip(" \t\r\n,;:.")
        return Found(day, at, rest, self._next_year, self._exact)

    def _part(self, lead: re.Pattern[str]) -> bool:
        skipped = lead.match(self._plain, self._at)
        start = skipped.end() if skipped else self._at
        for form, take in self._FORMS:
            match = form.match(self._plain, start)
            if match and not self._exact and take(self, match):
                self._at = match.end()
                return True
        return False

    # Each of these takes what its form matched, or refuses it, since it belongs to what follows the date.

    def _stamp(self, match: re.Match[str]) -> bool:
        if self._day is not None or self._minutes is not None:
            return False
        try:
            at = datetime.fromisoformat(match[0].upper())
        except ValueError:
            raise self._no_date(match[0]) from None
        if at.year not in _YEARS:
            raise self._no_date(match[0])
        self._set_exact(at)
        return True

    def _date(self, match: re.Match[str]) -> bool:
        month = match["month"]
        return self._set_day(match, match["day"], int(month) if month.isdecimal() else _words.month(month))

    def _slashed(self, match: re.Match[str]) -> bool:
        first, second = int(match["first"]), int(match["second"])
        if self._day is None and first != second and max(first, second) <= 12:
            choices = {"one": f"{first}.{second}.", "other": f"{second}.{first}."}
            raise Unclear(say(self._language, "when-order", words=match[0], **choices))
        day, month = (match["second"], first) if first <= 12 < second else (match["first"], second)
        return self._set_day(match, day, month)

    def _relative(self, match: re.Match[str]) -> bool:
        if self._day is not None or self._weekday is not None:
            return False
        word = match[0].lower()
        self._day, self._spoken = self._today + timedelta(days=_words.DAYS_AHEAD[word]), True
        if word == "tonight":
            self._half = "pm"
        return True

    def _weekday_named(self, match: re.Match[str]) -> bool:
        followed = match["bracket"] or _words.FOLLOWS.match(self._plain, match.end())
        word = match["weekday"].lower()
        bare = not match["near"] and not match["week"]
        if self._weekday is not None or (not followed and (self._day is not None or (bare and word in _OTHER_WORDS))):
            return False
        self._weekday, self._spoken = _words.weekday(word), True
        if match["week"] or match["after"]:
            self._near = "next week"
        elif match["near"]:
            self._near = _NEAR.get(match["near"][0].lower(), "next")
        return True

    def _ahead(self, match: re.Match[str]) -> bool:
        length, months = _words.length(match), _words.months(match)
        if self._day is not None or (length is None and not months):
            return False
        if match["hours"] or match["minutes"]:
            if self._minutes is None:
                self._set_exact(self._now.astimezone(UTC) + (length or timedelta(0)))
            return self._exact is not None
        if length and length % timedelta(days=1):
            return False
        self._day = self._today + (length or relativedelta(months=months))
        return True

    def _clock(self, match: re.Match[str]) -> bool:
        hour, minute = int(match["hour"]), int(match["minute"])
        timely = match["at"] or match["mark"] or self._day is not None or (minute > 12 and hour < 24)
        slip = match["sign"] == "." and not match["at"] and not match["mark"] and self._day is None
        if (match["sign"] == "." and not timely) or (slip and self._dotted(match, hour, minute)):
            return False
        return self._set_time(match, hour, minute)

    def _dotted(self, match: re.Match[str], hour: int, minute: int) -> bool:
        """Whether a time with a full stop after it is rather a date that does not exist: "2.13." and not "19.30."."""
        return self._plain[match.end() : match.end() + 1] == "." and (hour < _EARLY or minute % 5 > 0)

    def _hour(self, match: re.Match[str]) -> bool:
        return self._set_time(match, int(match["hour"]), int(match["glued"] or match["minute"] or 0))

    def _about(self, match: re.Match[str]) -> bool:
        hour, mark = _words.number(match["hour"]), (match["mark"] or "").lower()
        if self._minutes is not None or hour > 24 or not (match["at"] or match["part"] or mark):
            return False
        minutes = hour * 60 + (_words.SHIFTS[" ".join(match["part"].lower().split())] if match["part"] else 0)
        if not 0 <= minutes < 2 * _NOON:
            raise Unclear(say(self._language, "when-midnight"))
        if mark[:1] in {"a", "p"}:
            self._half = f"{mark[0]}m"
            minutes %= _NOON
        self._vague = hour > 0 and minutes < _NOON and (not mark or bool(match["part"]))
        self._minutes = minutes
        return True

    def _part_of_day(self, match: re.Match[str]) -> bool:
        timely = self._minutes is not None and not match["noun"]
        if self._half or not (timely or self._spoken or match["noon"] or match["followed"]):
            return False
        self._half = "noon" if match["noon"] else "pm" if match["pm"] or match["evening"] else "am"
        return True

    def _midnight(self, _match: re.Match[str]) -> bool:
        if self._minutes is not None:
            return False
        raise Unclear(say(self._language, "when-midnight"))

    def _place(self, match: re.Match[str]) -> bool:
        return self._minutes is not None and match["city"].lower() == _show.city(self._zone).lower()

    # The order counts: "19.30 Uhr" is no date, "19 Uhr 30. Dezember" no half past.
    _FORMS: ClassVar[tuple[tuple[re.Pattern[str], Callable[[Reader, re.Match[str]], bool]], ...]] = (
        (_words.STAMP, _stamp),
        (_words.ISO, _date),
        (_words.CLOCK, _clock),
        (_words.DOTTED, _date),
        (_words.DAY_FIRST, _date),
        (_words.MONTH_FIRST, _date),
        (_words.SLASHED, _slashed),
        (_words.RELATIVE, _relative),
        (_words.NAMED, _weekday_named),
        (_words.AHEAD, _ahead),
        (_words.HOUR, _hour),
        (_words.ABOUT, _about),
        (_words.PART, _part_of_day),
        (_words.MIDNIGHT, _midnight),
        (_words.PLACE, _place),
    )

    # What the parts amount to.

    def _set_day(self, match: re.Match[str], day_written: str, month: int) -> bool:
        if self._day is not None:
            return False
        day, year = int(day_written), match["year"] or match.groupdict().get("short") or ""
        in_year = int(year) + (2000 if len(year) == 2 else 0) if year else self._year(month, day)
        if not 1 <= day <= 31 or not 1 <= month <= 12 or in_year < _YEARS.start:
            raise self._no_date(match[0])
        if in_year not in _YEARS:
            raise Unclear(say(self._language, "when-far", day=match[0]))
        last = monthrange(in_year, month)[1]
        if day > last:
            name = f"{day}. " if self._language == "de" else f"{day} "
            name += format_date(date(in_year, month, 1), "MMMM y" if day == 29 else "MMMM", self._language)
            raise Unclear(say(self._language, "when-no-day", day=name, last=last))
        self._day = date(in_year, month, day)
        return True

    def _year(self, month: int, day: int) -> int:
        here = (self._today.month, self._today.day)
        if self._past:
            return self._today.year - ((month, day) > here)
        self._next_year = (month, day) < here
        return self._today.year + self._next_year

    def _set_time(self, match: re.Match[str], hour: int, minute: int) -> bool:
        if self._minutes is not None:
            return False
        twelve = (match["mark"] or "").lower()[:1] in {"a", "p"}
        if (hour, minute, twelve) == (24, 0, False):
            raise Unclear(say(self._language, "when-midnight"))
        if hour > 23 or minute > 59 or (twelve and not 1 <= hour <= 12):
            raise self._no_time(match[0])
        if twelve:
            hour = hour % 12 + (12 if match["mark"][0] in "pP" else 0)
        self._minutes = hour * 60 + minute
        return True

    def _set_exact(self, at: datetime) -> None:
        self._exact = at.astimezone(UTC).replace(second=0, microsecond=0)
        there = self._exact.astimezone(self._zone)
        self._day, self._minutes = there.date(), there.hour * 60 + there.minute

    def _time(self) -> time | None:
        if self._minutes is None:
            return time(12) if self._half == "noon" else None
        minutes = self._minutes
        if (self._half == "pm" and minutes < _NOON) or (self._half == "noon" and minutes < _NOON / 2):
            minutes += _NOON
        elif self._half == "am" and minutes >= 13 * 60:
            raise self._no_time(self._text[: self._at])
        elif self._vague and not self._half:
            hour, minute = divmod(minutes, 60)
            choices = {"early": f"{hour}:{minute:02}", "late": f"{hour + 12}:{minute:02}"}
            raise Unclear(say(self._language, "when-half", **choices))
        return time(*divmod(minutes, 60))

    def _meant(self, at: time | None) -> date | None:
        if self._day is not None or self._weekday is None:
            if self._day is not None:
                check_weekday(self._day, self._weekday, self._language)
            return self._day
        if self._near == "next week":
            return self._today + timedelta(days=self._weekday - self._today.weekday() + 7)
        if self._near == "last" or (self._past and self._near in {"", "this"}):
            return self._last()
        if self._around is not None and self._near in {"", "next"}:
            next_ = self._near == "next"
            return _days.around(self._weekday, self._around, self._today, self._language, after_today=next_)
        if self._near == "next" and not self._past:
            return _days.next_one(self._weekday, self._today, self._language)
        over = at is None or instant(datetime.combine(self._today, at), self._zone) <= self._now
        if self._weekday == self._today.weekday() and self._near in {"", "this"} and not over:
            return self._today
        return _days.after(self._weekday, self._today)

    def _last(self) -> date:
        """The last such weekday; today only if it was not called the last."""
        back = (self._today.weekday() - (self._weekday or 0)) % 7
        return self._today - timedelta(days=back or (7 if self._near == "last" else 0))

    def _no_date(self, words: str) -> Unclear:
        return Unclear(say(self._language, "when-no-date", words=_show.shortened(words)))

    def _no_time(self, words: str) -> Unclear:
        return Unclear(say(self._language, "when-no-time", words=_show.shortened(words)))
