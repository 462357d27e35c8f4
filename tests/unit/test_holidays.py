"""Holidays of the regions where German is spoken, and other dates for a meeting."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime, timedelta

import pytest

from commands._holidays import Holiday, holidays, proposals

NONE = {"DE": (0, 16), "AT": (0, 9), "CH": (0, 26), "BE": (0, 1)}
EVERYWHERE = {"DE": (16, 16), "AT": (9, 9), "CH": (26, 26), "BE": (1, 1)}
EARLY = date(2020, 1, 1)


def hits(**regions: int) -> dict[str, tuple[int, int]]:
    return {country: (regions.get(country, 0), total) for country, (_, total) in NONE.items()}


@pytest.mark.parametrize(
    ("day", "names", "regions"),
    [
        ("2027-01-01", ("Neujahr", "Neujahrstag"), EVERYWHERE),
        ("2027-01-06", ("Heilige Drei Könige",), hits(DE=3, AT=9, CH=3)),
        ("2027-03-08", ("Frauentag",), hits(DE=2)),
        ("2027-03-26", ("Karfreitag",), hits(DE=16, AT=9, CH=24, BE=1)),
        ("2027-05-06", ("Christi Himmelfahrt", "Auffahrt"), EVERYWHERE),
        ("2027-05-27", ("Fronleichnam",), hits(DE=6, AT=9, CH=12)),
        ("2027-07-21", ("Nationalfeiertag",), hits(BE=1)),
        ("2027-08-15", ("Mariä Himmelfahrt",), hits(DE=2, AT=9, CH=11, BE=1)),
        ("2027-10-26", ("Nationalfeiertag",), hits(AT=9)),
        ("2027-11-15", ("Hl. Leopold", "Tag der Deutschsprachigen Gemeinschaft"), hits(AT=2, BE=1)),
        ("2027-11-17", ("Buß- und Bettag",), hits(DE=1)),
        ("2027-12-24", ("Heiligabend",), EVERYWHERE),
        ("2026-12-31", ("Silvester",), EVERYWHERE),
    ],
)
def test_names_and_regions(day: str, names: tuple[str, ...], regions: dict[str, tuple[int, int]]) -> None:
    at = date.fromisoformat(day)
    found = holidays(at)
    assert found == Holiday(at, names, regions)
    assert found.count == sum(hit for hit, _ in regions.values())


@pytest.mark.parametrize("day", ["2026-12-02", "2026-12-23", "2027-01-13", "2027-08-08", "2027-09-13", "2027-09-27"])
def test_other_days_are_none(day: str) -> None:
    assert holidays(date.fromisoformat(day)) is None


def test_names_do_not_carry_the_regions_of_a_town_or_of_another_community() -> None:
    towns = {"2027-08-08", "2027-04-19", "2027-09-13"}  # Augsburg, Zürich
    communities = {"2027-07-11", "2027-09-27"}  # the Flemish, the French
    assert [day for day in sorted(towns | communities) if holidays(date.fromisoformat(day))] == []


@pytest.mark.parametrize("year", range(2024, 2037))
def test_every_year_has_its_holidays_on_its_own_days(year: int) -> None:
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]
    found = [(day, holiday) for day in days if (holiday := holidays(day))]
    assert [holiday.day for _, holiday in found] == [day for day, _ in found]
    assert 30 <= len(found) <= 50
    assert all(0 < holiday.count <= 52 for _, holiday in found)


def offered(starts: str, *taken: str, earliest: date = EARLY) -> list[tuple[str, int]]:
    days = {date.fromisoformat(day) for day in taken}
    found = proposals(datetime.fromisoformat(starts), days, earliest=earliest)
    return [(f"{at:%Y-%m-%dT%H:%M}", holiday.count if holiday else 0) for at, holiday in found]


@pytest.mark.parametrize(
    ("starts", "taken", "expected"),
    [
        # The same weekday a week later, or earlier.
        ("2027-05-06T19:00", [], ["2027-05-13T19:00", "2027-04-29T19:00"]),
        # A week later is a holiday too.
        ("2027-12-24T19:00", [], ["2027-12-17T19:00", "2028-01-07T19:00"]),
        ("2026-12-30T19:00", [], ["2026-12-23T19:00", "2027-01-13T19:00"]),
        # Another meeting stands there.
        ("2027-05-06T19:00", ["2027-05-13"], ["2027-04-29T19:00", "2027-05-20T19:00"]),
        # Meetings every week: another weekday, and not the one that is a holiday too.
        (
            "2027-03-29T19:00",
            ["2027-04-05", "2027-03-22", "2027-04-12", "2027-03-15"],
            ["2027-03-30T19:00", "2027-03-31T19:00"],
        ),
    ],
)
def test_proposals_are_what_an_organiser_would_choose(starts: str, taken: list[str], expected: list[str]) -> None:
    assert offered(starts, *taken) == [(day, 0) for day in expected]


def test_nothing_is_proposed_before_the_earliest_day() -> None:
    assert offered("2027-05-06T19:00", earliest=date(2027, 5, 1)) == [("2027-05-13T19:00", 0), ("2027-05-20T19:00", 0)]


def test_weekends_are_for_meetings_that_are_on_one() -> None:
    friday = ["2027-05-14", "2027-04-30", "2027-05-21", "2027-04-23", "2027-05-06", "2027-05-05"]
    sunday = ["2027-10-10", "2027-09-26", "2027-10-17", "2027-09-19"]
    assert offered("2027-05-07T19:00", *friday) == []
    assert offered("2027-10-03T11:00", *sunday) == [("2027-10-04T11:00", 0), ("2027-10-02T11:00", 0)]


def test_where_all_are_holidays_the_one_that_hits_the_fewest_comes_first() -> None:
    taken = ["2027-05-11", "2027-05-12", "2027-05-10", "2027-05-13", "2027-04-29", "2027-05-20", "2027-04-22"]
    found = offered("2027-05-06T19:00", *taken, "2027-05-04", "2027-05-05")
    assert found == [("2027-05-07T19:00", 1)]


def test_the_library_is_loaded_only_when_it_is_asked() -> None:
    script = "import sys; from commands import _holidays; print('holidays' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert found.stdout == "False\n"
