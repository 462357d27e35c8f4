"""The calendar against an expansion that walks day by day, with changes in any order."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from commands._calendar import between, following, uid_at
from storage.meetings import Series, Single

ZONES = ["Europe/Berlin", "Europe/Vienna", "Europe/Zurich", "Europe/Brussels", "Australia/Lord_Howe"]
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

modest = settings(derandomize=True, max_examples=80, deadline=None)


@dataclass(frozen=True)
class Case:
    """A series, and the same rule as a question about one day."""

    series: Series
    falls_on: Callable[[date], bool]

    def walls(self, days: int) -> list[datetime]:
        """The wall times of the rule on the first `days` days."""
        first = self.series.starts.date()
        dates = (first + timedelta(days=n) for n in range(days))
        return [datetime.combine(day, self.series.starts.time()) for day in dates if self.falls_on(day)]

    def instant(self, at: datetime) -> datetime:
        """By the offset that holds shortly before: what a clock that was not put forward would show."""
        zone = ZoneInfo(self.series.zone)
        before = (at - timedelta(hours=3)).replace(tzinfo=zone).utcoffset()
        after = (at + timedelta(hours=3)).replace(tzinfo=zone).utcoffset()
        assert before is not None
        assert after is not None
        by_old, by_new = (at - before).replace(tzinfo=UTC), (at - after).replace(tzinfo=UTC)
        for one in sorted({by_old, by_new}):
            if one.astimezone(zone).replace(tzinfo=None) == at:
                return one
        return by_old


def weekly(starts: datetime, zone: str, interval: int) -> Case:
    rule = f"FREQ=WEEKLY;INTERVAL={interval}"
    return Case(
        Series(1, "s", "Treffen", rule, starts, None, zone, 90, ""),
        lambda day: (day - starts.date()).days % (7 * interval) == 0,
    )


def monthly(starts: datetime, zone: str, nth: int, weekday: int) -> Case:
    def falls_on(day: date) -> bool:
        weeks = [week[weekday] for week in calendar.monthcalendar(day.year, day.month) if week[weekday]]
        return day.day == (weeks[nth - 1] if nth > 0 else weeks[-1])

    rule = f"FREQ=MONTHLY;BYDAY={nth}{DAYS[weekday]}"
    return Case(Series(1, "s", "Treffen", rule, starts, None, zone, 90, ""), falls_on)


starts = st.builds(
    datetime.combine,
    st.dates(date(2024, 1, 1), date(2027, 12, 31)),
    st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45])),
)
zones = st.sampled_from(ZONES)
cases = st.one_of(
    st.builds(weekly, starts, zones, st.integers(1, 6)),
    st.builds(monthly, starts, zones, st.sampled_from([1, 2, 3, 4, -1]), st.integers(0, 6)),
)
# For the n-th date of the rule: by how many hours it moves, or None where it is skipped.
changes = st.dictionaries(st.integers(0, 12), st.none() | st.integers(-4000, 4000), max_size=6)
spans = st.tuples(st.integers(-60, 400), st.integers(1, 300))


def row(slot: datetime | None, at: datetime | None, zone: str | None = None) -> Single:
    skipped = slot is not None and at is None
    uid = uid_at("s", slot) if slot else f"added {at}"
    series, title = (1, None) if slot else (None, "Treffen")
    state = "skipped" if skipped else "planned"
    return Single(1, uid, series, slot, state, at, zone, None, title, None, None, None, 0)


@modest
@given(cases, changes, st.lists(st.integers(0, 9000), max_size=3, unique=True), spans, st.randoms())
def test_same_as_walking_day_by_day(
    case: Case, changed: dict[int, int | None], added: list[int], span: tuple[int, int], random: Random
) -> None:
    walls = case.walls(800)
    start = case.series.starts.replace(tzinfo=UTC) + timedelta(days=span[0])
    end = start + timedelta(days=span[1])
    expected, rows = {}, []
    for n, slot in enumerate(walls):
        shift = changed.get(n, 0)
        at = None if shift is None else slot + timedelta(hours=shift)
        if n in changed:
            rows.append(row(slot, at))
        if at is not None:
            expected[uid_at("s", slot)] = case.instant(at)
    for hours in added:
        at = case.series.starts + timedelta(hours=hours)
        rows.append(row(None, at, case.series.zone))
        expected[f"added {at}"] = case.instant(at)
    random.shuffle(rows)
    found = [(one.starts, one.uid) for one in between([case.series], rows, start, end)]
    assert found == sorted((at, uid) for uid, at in expected.items() if start <= at < end)


@modest
@given(cases)
def test_stepping_is_monotone_and_skips_nothing(case: Case) -> None:
    now, steps = EPOCH, []
    for _ in range(12):
        [one] = following([case.series], [], now, 1)
        steps.append(one.starts)
        now = one.ends
    assert steps == [case.instant(at) for at in case.walls(800)[:12]]
    assert steps == sorted(set(steps))


@modest
@given(cases)
def test_wall_time_stays_unless_clocks_skip_it(case: Case) -> None:
    zone = ZoneInfo(case.series.zone)
    for one in following([case.series], [], EPOCH, 30):
        shown = one.starts.astimezone(zone).replace(tzinfo=None)
        usual = datetime.combine(shown.date(), case.series.starts.time())
        exists = usual.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None) == usual
        assert not exists or shown == usual


@modest
@given(cases, spans, st.integers(1, 299))
def test_two_halves_of_a_span_are_the_whole(case: Case, span: tuple[int, int], cut: int) -> None:
    start = case.series.starts.replace(tzinfo=UTC) + timedelta(days=span[0])
    middle = start + timedelta(days=min(cut, span[1]))
    end = start + timedelta(days=span[1])
    halves = between([case.series], [], start, middle) + between([case.series], [], middle, end)
    assert halves == between([case.series], [], start, end)
