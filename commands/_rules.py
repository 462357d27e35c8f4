"""Rules of series in words ⇄ RRULE: every n weeks, the nth or last weekday of the month; German and English.

`jeden zweiten Mittwoch` and `every third Wednesday` are asked back: to some it is every second or third week, to others
a day of the month. `im Monat` or `of the month` makes it plain. A fifth weekday is refused, most months have none.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from commands import _show, _words
from commands._calendar import instant
from commands._dates import Found
from commands._days import Unclear, check_weekday, weekday_name, written
from commands._texts import Language, say
from commands._when import FURTHEST, find
from commands._words import MONTH, NUMBER, WEEKDAY, pattern

_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LONGEST = {"WEEKLY": 53, "MONTHLY": 12}  # an interval above that is a slip
_ORDINALS = {"erste": 1, "zweite": 2, "dritte": 3, "vierte": 4, "funfte": 5, "fuenfte": 5, "letzte": -1} | {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "last": -1,
}

_EVERY = r"(?:alle|jede[nmrs]?|every|each)"
_WEEKS = pattern(
    rf"(?:{_EVERY}\s+(?:(?P<count>{NUMBER}|(?P<second>zweite|second|other))\s+)?(?:wochen?|weeks?)"
    r"|(?:alle|every)\s+(?P<days>\d{1,3})\s+(?:tage|days)"
    rf"|(?:(?P<each>{NUMBER})[ -]?)?woe?chentlich|weekly|(?P<fortnight>fortnightly))(?!\w)"
)
_MONTHS = rf"(?:{_EVERY}\s+(?:(?P<count>{NUMBER})\s+)?(?:monate?|months?)|monatlich|monthly)(?!\w)"
_NTH = pattern(
    rf"(?P<monthly>{_MONTHS},?\s+)?(?:(?:{_EVERY}|am|on|the)\s+){{0,2}}"
    r"(?P<nth>(?:erste|zweite|dritte|vierte|fue?nfte|letzte)[nrs]?|first|second|third|fourth|fifth|last"
    rf"|[1-5](?:\.|st|nd|rd|th))\s+(?P<weekday>{WEEKDAY})(?!\w)"
    r"(?P<of_month>\s+(?:im|des|jede[ns]|of|in)\s+(?:(?:the|each|every|a)\s+)?(?:monate?s?|months?)(?!\w))?"
)
_MONTHLY = pattern(_MONTHS)
_EACH = pattern(rf"(?:{_EVERY}\s+(?P<weekday>{WEEKDAY})s?|(?=\w{{6}})(?P<plural>{WEEKDAY})s)(?!\w)")
_OTHER = pattern(rf"(?:every\s+other|jede[nr]?\s+andere[nr]?)\s+(?P<weekday>{WEEKDAY})s?(?!\w)")
_ON = pattern(rf"[\s,]*(?:(?:am|on)\s+)?(?P<weekday>{WEEKDAY})s?(?!\w)")
_UNTIL = pattern(r"[\s,]*(?:bis|until|till)\s+(?=\S)")
_END_OF = pattern(
    rf"[\s,]*(?:bis|until|till)\s+(?:zum\s+|the\s+)?end[e]?\s+(?:of\s+)?(?P<month>{MONTH})(?!\w)\.?(?:\s+(?P<year>\d{{4}})(?!\w))?"
)
_AGAIN = pattern(r"(?:wieder|again|dann|then)(?!\w)[\s,]*")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule for `storage.meetings.Series`, what was said of its days and its time, and the text that is left."""

    rrule: str
    weekday: int | None = None  # Monday is 0
    day: date | None = None  # the first one, or for a rule of the month a day from which on it holds
    time: time | None = None
    until: date | None = None
    rest: str = ""
    next_year: bool = False  # the day was written without a year, and this year's is past


def rule(text: str, now: datetime, zone: ZoneInfo, language: Language) -> Rule:
    """The rule that a tidy text begins with: "alle 4 Wochen ab 13.1.", "every first Wednesday 19:00 …"."""
    if found := _made(text, language):
        made, rest = found
        return _dated(made, rest, now, zone, language)
    lead = find(text, now, zone, language)  # "ab 13.1. wieder alle 4 Wochen"
    if lead and (found := _made(_AGAIN.sub("", lead.rest, count=1), language)):
        made, rest = found
        said = text[: len(text) - len(lead.rest)].rstrip(" ,;:")
        return _dated(made, f"{said} {rest}", now, zone, language)
    raise Unclear(say(language, "when-no-rule", words=_show.shortened(text)))


def _made(text: str, language: Language) -> tuple[Rule, str] | None:
    """The rule that a text begins with, without its dates, and what follows it."""
    plain = _words.plain(text)
    if match := _WEEKS.match(plain):
        made, end = Rule(_weekly(match, text, language)), match.end()
        if on := _ON.match(plain, end):
            made, end = replace(made, weekday=_words.weekday(on["weekday"])), on.end()
    elif match := _OTHER.match(plain):
        made, end = Rule("FREQ=WEEKLY;INTERVAL=2", _words.weekday(match["weekday"])), match.end()
    elif match := _NTH.match(plain):
        made, end = _nth(match, language), match.end()
    elif match := _EACH.match(plain):
        made, end = Rule("FREQ=WEEKLY", _words.weekday(match["weekday"] or match["plural"])), match.end()
    elif _MONTHLY.match(plain):
        raise Unclear(say(language, "when-monthly"))
    else:
        return None
    return made, text[end:].lstrip(" \t\r\n,;:.")


def first(rule: Rule, now: datetime, zone: ZoneInfo, language: Language, default: time | None = None) -> datetime:
    """The naive wall time of the first date of a rule: from its day on, or after now; without a time at `default`."""
    at = rule.time or default
    if at is None:
        raise Unclear(say(language, "when-hour"))
    today = now.astimezone(zone).date()
    start = datetime.combine(rule.day or today, at)
    _check_reach(start, today, language)
    if rule.weekday is None:
        if rule.day is None:
            raise Unclear(say(language, "when-no-start"))
        return start
    monthly = re.sub(r"INTERVAL=\d+;", "", rule.rrule) if "MONTHLY" in rule.rrule else ""
    slots = rrulestr(monthly or f"FREQ=WEEKLY;BYDAY={_CODES[rule.weekday]}", dtstart=start)
    return next(slot for slot in slots if rule.day or instant(slot, zone) > now)


def words(rrule: str, starts: datetime, language: Language) -> str:
    """A rule as people say it: "alle 4 Wochen, montags um 19:00", "the first Wednesday of every month at 19:00"."""
    parts = dict(part.split("=", 1) for part in rrule.upper().split(";") if "=" in part)
    kind, every, day = parts.pop("FREQ", ""), parts.pop("INTERVAL", "1"), parts.pop("BYDAY", "")
    if parts or not every.isdecimal():
        kind = ""  # says more than we have words for
    at = f"{starts:%H:%M}"
    if kind == "WEEKLY" and day in {"", *_CODES}:
        name = weekday_name(_CODES.index(day) if day else starts.weekday(), language)
        said = f"{name.lower()}s" if language == "de" else name
        return say(language, "when-rule-weeks", weeks=int(every), weekday=said, time=at)
    if kind == "MONTHLY" and re.fullmatch(r"(\+?[1-4]|-1)[A-Z]{2}", day) and day[-2:] in _CODES:
        name = weekday_name(_CODES.index(day[-2:]), language)
        return say(language, "when-rule-month", months=int(every), nth=int(day[:-2]), weekday=name, time=at)
    return say(language, "when-rule-other", rule=rrule, time=at)


def _weekly(match: re.Match[str], text: str, language: Language) -> str:
    days = int(match["days"] or 0)
    if days % 7:
        raise Unclear(say(language, "when-no-rule", words=_show.shortened(text)))
    twice = match["second"] or match["fortnight"]
    weeks = 2 if twice else days // 7 if match["days"] else _words.number(match["count"] or match["each"] or "1")
    return f"FREQ=WEEKLY{_interval('WEEKLY', weeks, language)}"


def _nth(match: re.Match[str], language: Language) -> Rule:
    """The rule for a weekday of the month; raises `Unclear` where it may be meant as every so many weeks."""
    nth = int(match["nth"][0]) if match["nth"][0].isdecimal() else _ORDINALS[match["nth"].lower().rstrip("nrs")]
    weekday = _words.weekday(match["weekday"])
    name = weekday_name(weekday, language)
    if nth == 5:
        raise Unclear(say(language, "when-fifth", weekday=name))
    if nth > 1 and not match["monthly"] and not match["of_month"]:
        raise Unclear(say(language, "when-which", nth=nth, weekday=name))
    months = _interval("MONTHLY", _words.number(match["count"] or "1"), language)
    return Rule(f"FREQ=MONTHLY{months};BYDAY={nth}{_CODES[weekday]}", weekday)


def _interval(kind: str, count: int, language: Language) -> str:
    if not 1 <= count <= _LONGEST[kind]:
        raise Unclear(say(language, "when-interval", kind=kind, most=_LONGEST[kind]))
    return f";INTERVAL={count}" if count > 1 else ""


def _dated(made: Rule, rest: str, now: datetime, zone: ZoneInfo, language: Language) -> Rule:
    """The rule with the day it begins on, its time and its last day, in the order in which they were said."""
    last = until(rest, now, zone, language)
    found = find(last.rest, now, zone, language)
    rest = found.rest
    if not last:
        begins = datetime.combine(found.day, time(12), zone) if found.day else now
        last = until(rest, begins, zone, language)
        rest = last.rest
    if found.day and "WEEKLY" in made.rrule:
        check_weekday(found.day, made.weekday, language)
    return replace(
        made,
        day=found.day,
        time=found.time or last.time,  # "ab 13.1. bis 30.6. 19 Uhr"
        until=last.day,
        rest=rest,
        next_year=found.next_year,
    )


def until(text: str, begins: datetime, zone: ZoneInfo, language: Language) -> Found:
    """The last day, if one is said here, and the rest; "bis 20:30" is none."""
    if match := _END_OF.match(_words.plain(text)):
        return Found(_last_of(match, begins.astimezone(zone).date()), None, text[match.end() :].lstrip(" ,;:."))
    found = find(text, begins, zone, language) if _UNTIL.match(text) else None
    return found if found and found.day else Found(None, None, text)


def _last_of(match: re.Match[str], begins: date) -> date:
    """The last day of the month in a text like "bis Ende Juni"."""
    month = _words.month(match["month"])
    year = int(match["year"] or begins.year + (month < begins.month))
    return date(year, month, monthrange(year, month)[1])


def _check_reach(start: datetime, today: date, language: Language) -> None:
    ahead, day = (start.date() - today).days, written(start.date(), language)
    if ahead >= FURTHEST:
        raise Unclear(say(language, "when-far", day=day))
    if ahead <= -FURTHEST:
        raise Unclear(say(language, "when-past", day=day, time=f"{start:%H:%M}"))
