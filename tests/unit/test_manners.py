"""Quiet hours, over both clock changes, and the weekly limit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.manners import LONGEST_QUIET, Manners
from bot.settings import PostSettings

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = [
    BERLIN,
    ZoneInfo("Australia/Lord_Howe"),
    ZoneInfo("America/Santiago"),
    ZoneInfo("Africa/Cairo"),
    ZoneInfo("UTC"),
]


def manners(start: int = 21, end: int = 8) -> Manners:
    return Manners(PostSettings(quiet_from=start, quiet_to=end))


def put_off(wall: str, kept: Manners, zone: ZoneInfo = BERLIN, fold: int = 0) -> str:
    """When something due at a wall time may be said, as a wall time again."""
    due = datetime.fromisoformat(wall).replace(tzinfo=zone, fold=fold).astimezone(UTC)
    return f"{kept.polite(due, zone).astimezone(zone):%Y-%m-%dT%H:%M}"


@pytest.mark.parametrize(
    ("due", "said"),
    [
        ("2026-12-01T20:59", "2026-12-01T20:59"),
        ("2026-12-01T21:00", "2026-12-02T08:00"),
        ("2026-12-01T23:59", "2026-12-02T08:00"),
        ("2026-12-02T00:00", "2026-12-02T08:00"),
        ("2026-12-02T07:59", "2026-12-02T08:00"),
        ("2026-12-02T08:00", "2026-12-02T08:00"),
        ("2026-12-31T22:00", "2027-01-01T08:00"),
        ("2027-03-27T22:00", "2027-03-28T08:00"),  # the clocks go forward in this night
        ("2027-03-28T01:59", "2027-03-28T08:00"),
        ("2027-10-30T22:00", "2027-10-31T08:00"),  # and back in this one
        ("2027-10-31T02:30", "2027-10-31T08:00"),
    ],
)
def test_what_falls_due_at_night_is_said_in_the_morning(due: str, said: str) -> None:
    assert put_off(due, manners()) == said


def test_the_night_has_as_many_hours_as_the_clocks_make_it() -> None:
    nights = ["2026-12-01T21:00", "2027-03-27T21:00", "2027-10-30T21:00"]
    due = [datetime.fromisoformat(night).replace(tzinfo=BERLIN).astimezone(UTC) for night in nights]
    lengths = [manners().polite(at, BERLIN) - at for at in due]
    assert lengths == [timedelta(hours=11), timedelta(hours=10), timedelta(hours=12)]


def test_an_hour_that_comes_twice_is_quiet_twice_and_one_that_is_missing_ends_late() -> None:
    until_three, until_two = manners(21, 3), manners(21, 2)
    assert [put_off("2027-10-31T02:30", until_three, fold=fold) for fold in (0, 1)] == ["2027-10-31T03:00"] * 2
    assert put_off("2027-03-28T01:30", until_two) == "2027-03-28T03:00"


def test_quiet_hours_may_lie_within_a_day_end_at_midnight_or_not_be_at_all() -> None:
    assert put_off("2026-12-01T13:30", manners(13, 15)) == "2026-12-01T15:00"
    assert put_off("2026-12-01T12:59", manners(13, 15)) == "2026-12-01T12:59"
    assert put_off("2026-12-01T23:30", manners(21, 0)) == "2026-12-02T00:00"
    assert put_off("2026-12-02T00:00", manners(21, 0)) == "2026-12-02T00:00"
    assert {put_off(f"2026-12-01T{hour:02}:00", manners(5, 5))[-5:] for hour in range(24)} == {
        f"{hour:02}:00" for hour in range(24)
    }


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2029, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - made aware
    st.sampled_from(ZONES),
    st.integers(0, 23),
    st.integers(0, 23),
)
@example(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), BERLIN, 8, 7)
def test_a_polite_time_is_never_quiet_never_earlier_and_not_put_off_for_longer_than_a_night(
    due: datetime, zone: ZoneInfo, start: int, end: int
) -> None:
    kept = manners(start, end)
    said = kept.polite(due, zone)
    assert not kept.quiet(said, zone)
    assert due <= said <= due + LONGEST_QUIET
    assert (said == due) == (not kept.quiet(due, zone))


def days(*numbers: float) -> list[datetime]:
    return [datetime(2026, 12, 1, tzinfo=UTC) + timedelta(days=number) for number in numbers]


@pytest.mark.parametrize(
    ("others", "room"),
    [
        ([], True),
        (days(8, 9), True),
        (days(8, 9, 9.5), False),
        (days(11, 12, 13), False),
        (days(9, 11, 12), False),
        (days(4, 5, 15, 16), True),  # never three in seven days
        (days(4, 9, 12), True),  # the first and the last are eight days apart
        (days(4, 9, 10.9), False),
        (days(3, 8, 9), True),  # seven days later the first counts no more
        (days(3.1, 8, 9), False),
        (days(12, 13, 17), True),
        (days(0, 1, 2, 3, 17, 18, 19, 20), True),
        (days(4, 5, 6, 7, 8), False),
    ],
)
def test_every_seven_days_have_room_for_so_many_posts(others: list[datetime], room: bool) -> None:
    kept = Manners(PostSettings(max_posts_a_week=3))
    [now] = days(10)
    assert kept.room(now, others) is room
