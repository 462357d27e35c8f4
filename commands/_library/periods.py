"""Which stretch of time people mean by a day, a month, a season or a year that is past, or that began then."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from babel.dates import format_date

from commands import _words
from commands._dates import Unclear, written
from commands._fold import bare
from commands._kit import Ask, UserError
from commands._when import find

Unit = Literal["year", "month", "day", "span"]

_DAY = timedelta(days=1)
_FIRST = date(1950, 1, 1)
_LEAD = _words.pattern(r"(?:(?:vom|von|aus|im|in|am|from|of|on|der|dem|den|the|jahr|year)\s+)+")
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_SEASONS = {"fruhjahr": 3, "fruhling": 3, "spring": 3, "sommer": 6, "summer": 6, "herbst": 9, "autumn": 9, "winter": 12}
_NAMES = r"fru?e?hjahr|fru?e?hling|spring|sommer|summer|herbst|autumn|winter"
_SEASON = _words.pattern(rf"(?P<season>{_NAMES})(?:\s+{_YEAR})?")
_LAST = r"letzte[mnrs]?|vergangene[mnrs]?|vorige[mnrs]?|vorletzte[mnrs]?|last|diese[mnrs]?|this"
_NEAR = _words.pattern(
    rf"(?P<near>{_LAST})\s+(?:(?P<week>woche|week)"
    rf"|(?P<whole>monat|month)|(?P<whole_year>jahr|year)|(?P<season>{_NAMES})|(?P<month>{_words.MONTH}))"
)
_UNITS = r"(?P<{0}>jahre?n?|years?|monate?n?|months?|wochen?|weeks?)"
_AGO = _words.pattern(
    rf"vor\s+(?P<n1>{_words.NUMBER})\s+{_UNITS.format('u1')}|(?P<n2>{_words.NUMBER})\s+{_UNITS.format('u2')}\s+ago"
)
_OF_YEAR = _words.pattern(rf"(?P<rest>.+?),?\s+(?:(?:im|des|of)\s+)?(?P<near>{_LAST})\s+(?:jahr(?:e?s)?|year)")
_OPEN = _words.pattern(r"(?P<way>seit|ab|since|after|nach|vor|bis|before|until)\s+(?P<rest>.+)")
_MONTH_NAME = _words.pattern(rf"\b{_words.MONTH}\b")
_MONTH = tuple(
    _words.pattern(form)
    for form in (
        rf"(?P<month>{_words.MONTH})\.?(?:\s+{_YEAR})?",
        rf"{_YEAR}[-/.](?P<month>\d\d?)",
        rf"(?P<month>\d\d?)[-/.]{_YEAR}",
    )
)
_SHORT = tuple(
    _words.pattern(form)
    for form in (
        rf"(?P<month>{_words.MONTH})\.?\s+['’]?(?P<short>\d\d)",
        r"(?P<month>\d\d?)[-/.](?P<short>1[3-9]|[2-9]\d)",  # up to 12 it is a day and a month
    )
)


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last one. One that is not `dated` is the last such day, month or season."""

    first: date
    last: date
    unit: Unit
    said: str  # as people read it
    dated: bool = True  # the year was told
    other: Period | None = None  # what else the words could mean

    def years_back(self, years: int) -> Period:
        """The same so many years before."""
        first, last = (_in_year(one, one.year - years) for one in (self.first, self.last))
        said = self.said.replace(f"/{self.last.year % 100:02}", f"/{last.year % 100:02}")
        return Period(first, last, self.unit, said.replace(str(self.first.year), str(first.year)))


def meant(ask: Ask) -> Period | None:
    """The period that the words name and nothing else. Raises UserError for one that does not exist."""
    words = _words.plain(ask.words).strip(" ?!.,")
    return _open(words, ask) or _closed(words, ask)


def _open(words: str, ask: Ask) -> Period | None:
    """ "seit 2025", "vor Juni 2025"."""
    match = _OPEN.fullmatch(words)
    inner = _closed(match["rest"], ask) if match else None
    if match is None or inner is None:
        return None
    today, way = _today(ask), match["way"].lower()
    if way in {"vor", "before", "bis", "until"}:
        last = inner.first - _DAY if way in {"vor", "before"} else inner.last
        return Period(_FIRST, last, "span", ask.words)
    first = inner.last + _DAY if way in {"nach", "after"} else inner.first
    return Period(min(first, today), today, "span", ask.words)


def _closed(words: str, ask: Ask) -> Period | None:
    lead = _LEAD.match(words)
    text = words[lead.end() :] if lead else words
    if re.fullmatch(_YEAR, text):
        return _year(int(text))
    if (near := _NEAR.fullmatch(text)) is not None:
        return _near(near, ask)
    if (ago := _AGO.fullmatch(text)) is not None:
        return _ago(ago, ask)
    if (of_year := _OF_YEAR.fullmatch(words)) is not None:
        return _closed(f"{of_year['rest']} {_today(ask).year - _steps(of_year['near'])}", ask)
    if (season := _SEASON.fullmatch(text)) is not None:
        return _season(season["season"], season["year"], ask)
    for forms, read in ((_SHORT, _short), (_MONTH, _named)):
        if (match := next(filter(None, (form.fullmatch(text) for form in forms)), None)) is not None:
            return read(match, ask)
    return _day(words, ask)


def _near(match: re.Match[str], ask: Ask) -> Period:
    back = _steps(match["near"])
    if match["season"] or match["month"]:
        found = _season(match["season"], None, ask) if match["season"] else _named_month(match["month"], None, ask)
        return found.years_back(1) if back > 1 else found
    return _back("w" if match["week"] else "m" if match["whole"] else "y", back, ask)


def _steps(near: str) -> int:
    """How far back: 0 is "this", 1 "last", 2 the one before."""
    return 0 if near.lower().startswith(("d", "t")) else 2 if near.lower().startswith("vorletzte") else 1


def _ago(match: re.Match[str], ask: Ask) -> Period:
    """ "vor einem Jahr", "two months ago": the whole year, month or week that was then."""
    return _back((match["u1"] or match["u2"])[0].lower(), _words.number(match["n1"] or match["n2"]), ask)


def _back(unit: str, count: int, ask: Ask) -> Period:
    """The week, month or year (by its first letter, in either language) so many before this one."""
    today = _today(ask)
    if unit == "w":
        monday = today - timedelta(days=today.weekday() + 7 * count)
        return Period(monday, monday + 6 * _DAY, "span", ask.words)
    if unit == "m":
        months = today.year * 12 + today.month - 1 - count
        return _of_month(months // 12, months % 12 + 1, ask)
    return _year(max(today.year - count, _FIRST.year))


def _season(name: str, year: str | None, ask: Ask) -> Period:
    """Three months; the winter of a year begins in December of the year before."""
    month, today = _SEASONS[bare(name)], _today(ask)
    begun = int(year) - (month == 12) if year else today.year - (today.month < month)
    last = date(begun + (month + 2 > 12), (month + 1) % 12 + 1, 1)
    years = str(begun) if last.year == begun else f"{begun}/{last.year % 100:02}"
    said = f"{name[:1].upper()}{name[1:]} {years}"
    return Period(date(begun, month, 1), _month_end(last), "span", said, dated=year is not None)


def _short(match: re.Match[str], ask: Ask) -> Period | None:
    """ "Juni 25" and "06/25" are June 2025 in German and the 25th of June in English, or else the other."""
    year, today = 2000 + int(match["short"]), _today(ask)
    month = _named_month(match["month"], str(year), ask) if year <= today.year else None
    day = _day(match[0], ask)
    first, second = (month, day) if ask.language == "de" else (day, month)
    if first is None or second is None:
        return first or second
    return Period(first.first, first.last, first.unit, first.said, first.dated, other=second)


def _named(match: re.Match[str], ask: Ask) -> Period:
    return _named_month(match["month"], match["year"], ask)


def _named_month(word: str, year: str | None, ask: Ask) -> Period:
    today, month = _today(ask), int(word) if word.isdecimal() else _words.month(word)
    if not 1 <= month <= 12:
        raise UserError(ask.say("recording-month", number=month), example=None)
    found = _of_month(int(year or today.year - (month > today.month)), month, ask)
    return found if year else Period(found.first, found.last, "month", found.said, dated=False)


def _day(words: str, ask: Ask) -> Period | None:
    try:
        found = find(words, ask.now, ask.zone, ask.language, past=True)
    except Unclear:
        if any(letter.isalpha() for letter in _MONTH_NAME.sub("", words)):
            return None  # words in which something looks like a date: "3/4 aller Ausgelosten"
        raise
    if found.day is None or found.time is not None or found.rest.strip(" ?!.,"):
        return None
    dated = re.search(_YEAR, words) is not None or not (_MONTH_NAME.search(words) or re.search(r"\d", words))
    return Period(found.day, found.day, "day", written(found.day, ask.language), dated=dated)


def _of_month(year: int, month: int, ask: Ask) -> Period:
    first = date(year, month, 1)
    return Period(first, _month_end(first), "month", format_date(first, "MMMM y", ask.language))


def _year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31), "year", str(year))


def _month_end(first: date) -> date:
    return first.replace(day=monthrange(first.year, first.month)[1])


def _in_year(day: date, year: int) -> date:
    return day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1]))


def _today(ask: Ask) -> date:
    return ask.now.astimezone(ask.zone).date()
