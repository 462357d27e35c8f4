"""Public holidays where German is spoken, and other dates for a meeting that falls on one.

The regions are the 16 Länder of Germany, the 9 of Austria, the 26 cantons of Switzerland, and Ostbelgien. A region has
a day off where most of its people have, by law or by custom: so Assumption Day counts in Bavaria, and Corpus Christi
in few parishes of Saxony does not; the days that cantons leave to their communes count, and so do those on which
offices and banks of Austria and Belgium are closed (Good Friday, the days of the Länder), and the day of the
German-speaking Community. 24 and 31 December count everywhere, though nearly nowhere by law: nobody comes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

_CATEGORIES = {
    "DE": ("public",),
    "AT": ("public", "bank"),
    "CH": ("public", "optional", "half_day"),
    "BE": ("public", "bank"),
}
_MORE_CATEGORIES = {("DE", "BY"): ("catholic",)}
_NO_REGIONS = {"Augsburg", "Stadt Zurich", "Flemish", "French"}  # that the library has besides
_EVERYWHERE = {(12, 24): "Heiligabend", (12, 31): "Silvester"}
_OSTBELGIEN = (11, 15, "Tag der Deutschsprachigen Gemeinschaft")

# A week later first: people keep the weekday and the hour free, and who misses the news comes too early, not too late.
# Then a week earlier; two weeks later; and only then another weekday, the day after before the day before, since on
# the eve of a holiday many are on their way.
_DAYS_AWAY = (7, -7, 14, 1, -1, -14, 2, -2)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day off: its German names, the most widespread first, and in how many regions of how many of each country."""

    day: date
    names: tuple[str, ...]
    regions: Mapping[str, tuple[int, int]]

    @property
    def count(self) -> int:
        """In how many regions of all."""
        return sum(hit for hit, _ in self.regions.values())


def holidays(day: date) -> Holiday | None:
    """The holiday on this day, or None if no region has one."""
    return _year(day.year).get(day)


def proposals(
    starts: datetime, taken: Collection[date], *, earliest: date, count: int = 2
) -> list[tuple[datetime, Holiday | None]]:
    """Other dates (naive wall times) for a meeting, the best first, and whom they hit.

    Those come first that hit the fewest regions, and among them those that keep the weekday. `taken` are days of other
    meetings; nothing is before `earliest`, nor on a weekend unless the meeting is.
    """
    days = (starts + timedelta(days=away) for away in _DAYS_AWAY)
    free = [at for at in days if at.date() not in taken and at.date() >= earliest]
    found = [(at, holidays(at.date())) for at in free if starts.weekday() >= _SATURDAY or at.weekday() < _SATURDAY]
    return sorted(found, key=lambda one: one[1].count if one[1] else 0)[:count]


@cache
def _year(year: int) -> dict[date, Holiday]:
    """All holidays of a year by day."""
    names: dict[date, Counter[str]] = defaultdict(Counter)
    hits: dict[date, Counter[str]] = defaultdict(Counter)
    totals: Counter[str] = Counter()
    for country, region in _regions():
        totals[country] += 1
        for day, name in _days_off(country, region, year).items():
            names[day].update([name])
            hits[day].update([country])
    return {
        day: Holiday(
            day,
            tuple(name for name, _ in names[day].most_common()),
            {country: (hits[day][country], total) for country, total in totals.items()},
        )
        for day in sorted(names)
    }


def _regions() -> Iterator[tuple[str, str]]:
    from holidays import list_supported_countries  # noqa: PLC0415 - half a second, and few days need it

    countries = list_supported_countries()
    for country in _CATEGORIES:
        yield from ((country, region) for region in countries[country] if region not in _NO_REGIONS)


def _days_off(country: str, region: str, year: int) -> dict[date, str]:
    from holidays import country_holidays  # noqa: PLC0415 - as above

    categories = _CATEGORIES[country] + _MORE_CATEGORIES.get((country, region), ())
    found = country_holidays(country, subdiv=region, years=year, language="de", categories=categories)
    days = {day: found.get_list(day)[0] for day in found}
    if country == "BE":
        month, day_of_month, name = _OSTBELGIEN
        days[date(year, month, day_of_month)] = name
    return days | {date(year, month, day): name for (month, day), name in _EVERYWHERE.items()}
