"""Dates, durations and lists as people read them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from commands import _show
from commands._calendar import Meeting
from commands._texts import Language

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 30, 18, 0, tzinfo=BERLIN)


def at(text: str, zone: ZoneInfo = BERLIN) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


def a_meeting(starts: str, slot: str | None) -> Meeting:
    begins = at(starts)
    ends = begins + timedelta(minutes=90)
    return Meeting("u", "Treffen", "Kosten", "", "", begins, ends, BERLIN, at(slot) if slot else None)


@pytest.mark.parametrize(
    ("when", "german", "english"),
    [
        ("2026-12-02T19:00", "Mittwoch, 2. Dezember, 19:00 Uhr", "Wednesday 2 December, 19:00 (Berlin time)"),
        ("2026-01-07T09:05", "Mittwoch, 7. Januar, 09:05 Uhr", "Wednesday 7 January, 09:05 (Berlin time)"),
        ("2027-01-31T19:00", "Sonntag, 31. Januar, 19:00 Uhr", "Sunday 31 January, 19:00 (Berlin time)"),
        ("2027-02-01T19:00", "Montag, 1. Februar 2027, 19:00 Uhr", "Monday 1 February 2027, 19:00 (Berlin time)"),
        ("2025-12-03T19:00", "Mittwoch, 3. Dezember 2025, 19:00 Uhr", "Wednesday 3 December 2025, 19:00 (Berlin time)"),
    ],
)
def test_date_has_its_year_only_where_it_is_not_plain(when: str, german: str, english: str) -> None:
    assert _show.when(at(when), NOW, BERLIN, "de") == german
    assert _show.when(at(when), NOW, BERLIN, "en") == english


def test_date_is_shown_in_the_zone_that_is_asked_for() -> None:
    new_year = at("2026-12-31T23:30")
    assert _show.when(new_year, NOW, ZoneInfo("Australia/Lord_Howe"), "en") == (
        "Friday 1 January, 09:30 (Lord Howe time)"
    )
    assert _show.when(new_year, NOW, ZoneInfo("Europe/London"), "de") == "Donnerstag, 31. Dezember, 22:30 Uhr"


@pytest.mark.parametrize(
    ("now", "then", "german", "english"),
    [
        ("2026-11-30T18:00", "2026-12-02T19:00", "in 2 Tagen", "in 2 days"),
        ("2026-11-30T23:59", "2026-12-02T00:01", "in 2 Tagen", "in 2 days"),
        ("2026-11-30T21:00", "2026-12-01T00:01", "morgen", "tomorrow"),
        ("2026-11-30T00:01", "2026-11-30T19:00", "heute", "today"),
        ("2026-11-30T23:50", "2026-12-01T00:10", "in 20 Minuten", "in 20 minutes"),
        ("2026-11-30T18:00", "2026-11-30T19:00", "in einer Stunde", "in an hour"),
        ("2026-11-30T18:00", "2026-11-30T19:45", "in 1 Stunde 45 Minuten", "in 1 hour 45 minutes"),
        ("2026-11-30T18:00", "2026-11-30T20:00", "in 2 Stunden", "in 2 hours"),
        ("2026-11-30T18:59:30", "2026-11-30T19:00", "in einer Minute", "in a minute"),
        ("2026-11-30T19:00", "2026-11-30T19:00", "jetzt", "now"),
        ("2027-03-27T20:00", "2027-03-28T19:00", "morgen", "tomorrow"),
        ("2027-03-27T01:00", "2027-03-28T23:00", "morgen", "tomorrow"),
    ],
)
def test_time_until_counts_days_of_the_calendar(now: str, then: str, german: str, english: str) -> None:
    assert _show.until(at(then), at(now), BERLIN, "de") == german
    assert _show.until(at(then), at(now), BERLIN, "en") == english


@pytest.mark.parametrize(
    ("minutes", "german", "english"),
    [
        (1, "1 Minute", "1 minute"),
        (45, "45 Minuten", "45 minutes"),
        (60, "1 Stunde", "1 hour"),
        (78, "78 Minuten", "78 minutes"),
        (90, "1 Stunde 30 Minuten", "1 hour 30 minutes"),
        (121, "2 Stunden 1 Minute", "2 hours 1 minute"),
    ],
)
def test_duration(minutes: int, german: str, english: str) -> None:
    assert _show.duration(minutes, "de") == german
    assert _show.duration(minutes, "en") == english


@pytest.mark.parametrize(
    ("language", "both", "one_of"), [("de", "a, b und c", "a, b oder c"), ("en", "a, b and c", "a, b or c")]
)
def test_list_in_a_sentence(language: Language, both: str, one_of: str) -> None:
    assert _show.listed(["a", "b", "c"], language) == both
    assert _show.either(["a", "b", "c"], language) == one_of
    assert (_show.listed(["a"], language), _show.listed([], language)) == ("a", "")


def test_sentence_gets_what_it_lacks_and_no_second_stop() -> None:
    assert _show.sentence("verschoben vom 30. Dezember") == "Verschoben vom 30. Dezember."
    assert _show.sentence("Wer lädt ein?") == "Wer lädt ein?"
    assert _show.sentence("") == ""


def test_quoted_words_are_one_short_line() -> None:
    assert _show.shortened("  zwei\nZeilen ") == "zwei Zeilen"
    assert _show.shortened("x" * 1_000_000) == "x" * 39 + "…"


@pytest.mark.parametrize(
    ("starts", "slot", "german", "english"),
    [
        ("2027-01-06T19:00", "2026-12-30T19:00", "verschoben vom 30. Dezember", "moved from 30 December"),
        ("2026-12-30T20:00", "2026-12-30T19:00", "verschoben von 19:00 Uhr", "moved from 19:00"),
        ("2026-12-30T19:00", "2026-12-30T19:00", "", ""),
        ("2026-12-30T19:00", None, "", ""),
    ],
)
def test_moved_meeting_says_where_from(starts: str, slot: str | None, german: str, english: str) -> None:
    meeting = a_meeting(starts, slot)
    assert _show.moved(meeting, NOW, BERLIN, "de") == german
    assert _show.moved(meeting, NOW, BERLIN, "en") == english


def test_list_of_dates_is_numbered_and_marks_the_one_that_runs() -> None:
    found = [a_meeting("2026-11-30T17:30", None), a_meeting("2027-01-06T19:00", "2026-12-30T19:00")]
    assert _show.dates(found, NOW, BERLIN, "de") == (
        "1 · Montag, 30. November, 17:30 Uhr: Kosten (läuft gerade)\n"
        "2 · Mittwoch, 6. Januar, 19:00 Uhr: Kosten (verschoben vom 30. Dezember)"
    )
