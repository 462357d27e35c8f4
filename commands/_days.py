"""Days: their names, how one types them, and which day a weekday means."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from babel.dates import format_date

from commands._kit import UserError
from commands._texts import Language, say

_YEAR = 365  # days


class Unclear(UserError):
    """A date, time or length that does not exist or can be read in two ways."""


def weekday_name(weekday: int, language: Language) -> str:
    """The name of a weekday; Monday is 0."""
    return format_date(date(2024, 1, 1 + weekday), "EEEE", language)


def written(day: date, language: Language) -> str:
    """A date with its year and without its weekday."""
    return format_date(day, "d. MMMM y" if language == "de" else "d MMMM y", language)


def typed(day: date, today: date) -> str:
    """A date as one types it: "2.12.", with the year where it would be taken for another one."""
    plain = 0 <= (day - today).days < _YEAR
    return f"{day.day}.{day.month}." if plain else f"{day.day}.{day.month}.{day.year}"


def check_weekday(day: date, weekday: int | None, language: Language) -> None:
    """Raises `Unclear` if a weekday (Monday is 0) was named that the day is not."""
    if weekday is not None and weekday != day.weekday():
        names = {"real": weekday_name(day.weekday(), language), "named": weekday_name(weekday, language)}
        raise Unclear(say(language, "when-weekday", day=written(day, language), **names))


def after(weekday: int, day: date) -> date:
    """The first such weekday after a day."""
    return day + timedelta(days=(weekday - day.weekday()) % 7 or 7)


def next_one(weekday: int, today: date, language: Language) -> date:
    """What "next Tuesday" means; raises `Unclear` in a week of which Tuesday is still to come."""
    first = after(weekday, today)
    if weekday > today.weekday():
        raise _two([first, first + timedelta(weeks=1)], today, language)
    return first


def around(weekday: int, day: date, today: date, language: Language, *, after_today: bool) -> date:
    """The weekday that is meant where it is spoken of from another day: that of its week, or the first one after it.

    With `after_today` it was called the next, which may be the next from today on as well. Raises `Unclear` where these
    are two days.
    """
    in_week = day + timedelta(days=weekday - day.weekday())
    days = {after(weekday, today) if after_today else in_week, after(weekday, day)}
    if after_today and len(days) == 1:
        return next_one(weekday, today, language)
    ahead = sorted(one for one in days if one >= today)
    if len(ahead) > 1:
        raise _two(ahead, today, language)
    return ahead[0]


def _two(days: Iterable[date], today: date, language: Language) -> Unclear:
    one, other = days
    names = {"one": written(one, language), "other": written(other, language)}
    lines = {"first": typed(one, today), "second": typed(other, today)}
    return Unclear(say(language, "when-two-days", weekday=weekday_name(one.weekday(), language), **names, **lines))
