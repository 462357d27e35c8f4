"""What was found becomes an instant; dates at the end of a text; lengths, and how long before a reminder comes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from commands._texts import plain
from commands._when import Found, Moment, Unclear, duration, find, find_at_end, moment, offset

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 30, 18, 0, tzinfo=BERLIN)


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


def when(text: str, now: str, default: time | None = None) -> Moment:
    there = datetime.fromisoformat(now).replace(tzinfo=BERLIN)
    return moment(find(text, there, BERLIN, "de"), there, BERLIN, "de", default)


def test_time_alone_is_today_or_tomorrow() -> None:
    assert when("19 Uhr", "2026-11-30T18:00").wall == wall("2026-11-30T19:00")
    assert when("18 Uhr", "2026-11-30T18:00").wall == wall("2026-12-01T18:00")


def test_day_alone_takes_the_usual_time() -> None:
    assert when("Mi", "2026-11-30T18:00", time(19)).wall == wall("2026-12-02T19:00")


def test_moment_says_when_a_day_without_a_year_means_next_year() -> None:
    said = {
        text: when(text, "2026-11-30T18:00", time(19)).next_year for text in ("29.11.", "30.11.", "6.1.", "6.1.2027")
    }
    assert said == {"29.11.": True, "30.11.": False, "6.1.": True, "6.1.2027": False}


def test_tomorrow_is_of_the_asker_s_day() -> None:
    assert when("morgen 9 Uhr", "2026-11-30T23:59").wall == wall("2026-12-01T09:00")
    late = datetime(2026, 11, 30, 23, 59, tzinfo=BERLIN)
    assert find("morgen", late, ZoneInfo("Australia/Lord_Howe"), "de").day == date(2026, 12, 2)


@pytest.mark.parametrize(
    ("text", "now", "shown", "instant"),
    [
        ("morgen 9 Uhr", "2027-03-27T23:59", "2027-03-28T09:00", "2027-03-28T07:00"),
        ("morgen 9 Uhr", "2026-10-24T23:59", "2026-10-25T09:00", "2026-10-25T08:00"),
        ("morgen 2:30", "2027-03-27T18:00", "2027-03-28T02:30", "2027-03-28T01:30"),
        ("morgen 2:30", "2026-10-24T18:00", "2026-10-25T02:30", "2026-10-25T00:30"),
        ("in 90 Minuten", "2027-03-28T01:00", "2027-03-28T03:30", "2027-03-28T01:30"),
        ("in 90 Minuten", "2026-10-25T01:30", "2026-10-25T02:00", "2026-10-25T01:00"),
        ("in 2 Stunden", "2026-10-25T01:30", "2026-10-25T02:30", "2026-10-25T01:30"),
    ],
)
def test_clock_changes(text: str, now: str, shown: str, instant: str) -> None:
    found = when(text, now)
    assert found == Moment(wall(shown), datetime.fromisoformat(instant).replace(tzinfo=UTC))


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("90", 90),
        ("90 Minuten", 90),
        ("90 min.", 90),
        ("90m", 90),
        ("1h30", 90),
        ("1 h 30 min", 90),
        ("1:30", 90),
        ("1,5 Stunden", 90),
        ("1.5 hours", 90),
        ("anderthalb Stunden", 90),
        ("1 Stunde 30 Minuten", 90),
        ("1 hour and 30 minutes", 90),
        ("2 h", 120),
        ("zwei Stunden", 120),
        ("an hour", 60),
        ("eine halbe Stunde", 30),
        ("half an hour", 30),
        ("1 Tag", 1440),
    ],
)
def test_duration(text: str, minutes: int) -> None:
    assert duration(text, "de") == minutes


@pytest.mark.parametrize("text", ["", "0", "25 h", "1:75", "kurz", "90 Leute", "2 Monate", "-5", "9" * 10_000])
def test_no_duration(text: str) -> None:
    with pytest.raises(Unclear):
        duration(text, "de")


def test_refused_duration_and_offset_say_what_to_write() -> None:
    with pytest.raises(Unclear) as raised:
        duration("kurz", "de")
    assert plain(str(raised.value)) == (
        "„kurz“ verstehe ich nicht als Dauer bis zu einem Tag. Schreib zum Beispiel 90 Minuten oder 1h30."
    )
    with pytest.raises(Unclear) as raised:
        offset("early", "en")
    assert plain(str(raised.value)) == (
        "I cannot tell how long before a meeting “early” is; 60 days are the most."
        " Write for example 7d, 1 day before or 30 min."
    )


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("7d", timedelta(days=7)),
        ("1 Tag vorher", timedelta(days=1)),
        ("einen Tag davor", timedelta(days=1)),
        ("2 days before", timedelta(days=2)),
        ("eine Woche", timedelta(days=7)),
        ("30 min", timedelta(minutes=30)),
        ("15m", timedelta(minutes=15)),
        ("2 Stunden", timedelta(hours=2)),
        ("1h", timedelta(hours=1)),
        ("0", timedelta(0)),
    ],
)
def test_offset(text: str, before: timedelta) -> None:
    assert offset(text, "de") == before


@pytest.mark.parametrize("text", ["", "7", "61d", "1 Monat", "vorher", "2 Stunden danach"])
def test_no_offset(text: str) -> None:
    with pytest.raises(Unclear):
        offset(text, "de")


@pytest.mark.parametrize(
    ("text", "before", "expected"),
    [
        ("Das Treffen rückt näher am Fr 18 Uhr", "Das Treffen rückt näher", "2026-12-04 18:00"),
        ("Kosten 2.12. 19:00", "Kosten", "2026-12-02 19:00"),
        ("morgen 9 Uhr", "", "2026-12-01 09:00"),
        ("x" * 500 + " bis Mi, 2. Dezember, 19:00 Uhr", "x" * 500, "2026-12-02 19:00"),
    ],
)
def test_date_at_the_end(text: str, before: str, expected: str) -> None:
    found = find_at_end(text, NOW, BERLIN, "de")
    assert (found.rest, f"{found.day} {found.time:%H:%M}") == (before, expected)


@pytest.mark.parametrize("text", ["", "Am 2.12. geht es los", "Wer kommt?", "a" * 500])
def test_no_date_at_the_end(text: str) -> None:
    assert find_at_end(text, NOW, BERLIN, "de") == Found(None, None, text)
