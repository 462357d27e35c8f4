"""Dates and times that do not exist or can be read in two ways: the answer says what to write instead."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from commands._texts import Language, plain
from commands._when import Unclear, find, moment

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 30, 18, 0, tzinfo=BERLIN)


def refusal(text: str, language: Language = "de") -> str:
    with pytest.raises(Unclear) as raised:
        moment(find(text, NOW, BERLIN, language), NOW, BERLIN, language)
    return plain(str(raised.value))


@pytest.mark.parametrize(
    ("text", "german"),
    [
        ("31.2.", "Den 31. Februar gibt es nicht; der Monat hat 28 Tage."),
        ("31. April 19:00", "Den 31. April gibt es nicht; der Monat hat 30 Tage."),
        ("29.2.", "Den 29. Februar 2027 gibt es nicht; der Monat hat 28 Tage."),
        (
            "30.13.",
            "Das Datum „30.13.“ gibt es nicht. Schreib zuerst den Tag, dann den Monat, zum Beispiel 30.12.",
        ),
        (
            "2026-13-01",
            "Das Datum „2026-13-01“ gibt es nicht. Schreib zuerst den Tag, dann den Monat, zum Beispiel 30.12.",
        ),
        (
            "2026-12-32T19:00Z",
            "Das Datum „2026-12-32T19:00Z“ gibt es nicht. Schreib zuerst den Tag, dann den Monat, zum Beispiel 30.12.",
        ),
        (
            "0000-12-30",
            "Das Datum „0000-12-30“ gibt es nicht. Schreib zuerst den Tag, dann den Monat, zum Beispiel 30.12.",
        ),
        ("25:00", "Die Uhrzeit „25:00“ gibt es nicht. Schreib sie wie 9:00 oder 19:00."),
        ("2.12. 19:60", "Die Uhrzeit „19:60“ gibt es nicht. Schreib sie wie 9:00 oder 19:00."),
        ("13pm", "Die Uhrzeit „13pm“ gibt es nicht. Schreib sie wie 9:00 oder 19:00."),
        ("0 am", "Die Uhrzeit „0 am“ gibt es nicht. Schreib sie wie 9:00 oder 19:00."),
        ("19 Uhr morgens", "Die Uhrzeit „19 Uhr morgens“ gibt es nicht. Schreib sie wie 9:00 oder 19:00."),
        (
            "Fr 24 Uhr",
            "Mit 24 Uhr meinen nicht alle dasselbe. Schreib 23:59, oder 0:00 mit dem Tag, der dann beginnt.",
        ),
        (
            "Fr viertel vor 0",
            "Mit 24 Uhr meinen nicht alle dasselbe. Schreib 23:59, oder 0:00 mit dem Tag, der dann beginnt.",
        ),
        ("Di 2.12.2026", "Der 2. Dezember 2026 ist ein Mittwoch, kein Dienstag."),
        ("Mi 4.6.", "Der 4. Juni 2027 ist ein Freitag, kein Mittwoch."),
        ("heute, Dienstag", "Der 30. November 2026 ist ein Montag, kein Dienstag."),
        ("03/04", "Bei „03/04“ weiß ich nicht, was der Tag ist. Schreib 3.4. oder 4.3."),
        (
            "2.13.",
            "Das Datum „2.13.“ gibt es nicht. Schreib zuerst den Tag, dann den Monat, zum Beispiel 30.12.",
        ),
        (
            "nächsten Dienstag",
            "Ist Dienstag, der 1. Dezember 2026, gemeint oder der 8. Dezember 2026? Schreib 1.12. oder 8.12.",
        ),
        (
            "am nächsten So 19 Uhr",
            "Ist Sonntag, der 6. Dezember 2026, gemeint oder der 13. Dezember 2026? Schreib 6.12. oder 13.12.",
        ),
        ("halb acht", "Morgens oder abends? Schreib 7:30 oder 19:30."),
        ("Mi halb 8", "Morgens oder abends? Schreib 7:30 oder 19:30."),
        ("halb eins", "Morgens oder abends? Schreib 0:30 oder 12:30."),
        ("morgen um 7", "Morgens oder abends? Schreib 7:00 oder 19:00."),
        ("um 7 am Mittwoch", "Morgens oder abends? Schreib 7:00 oder 19:00."),
        ("2.12.", "Um wie viel Uhr? Schreib die Uhrzeit dazu, zum Beispiel 19:00."),
        (
            "Kosten",
            "Ein Datum finde ich darin nicht. Schreib es zum Beispiel so: 2.12. 19:00, morgen 9 Uhr oder Mi 19 Uhr.",
        ),
        (
            "4.6.2026 19:00",
            "Der 4. Juni 2026, 19:00 Uhr, ist schon vorbei. Schreib einen Zeitpunkt, der noch kommt.",
        ),
        (
            "heute 18 Uhr",
            "Der 30. November 2026, 18:00 Uhr, ist schon vorbei. Schreib einen Zeitpunkt, der noch kommt.",
        ),
        (
            "30.11.2028 19:00",
            "Der 30. November 2028 ist noch lange hin. Schreib einen Tag in den nächsten zwei Jahren.",
        ),
        ("31.12.9999 19:00", "Der 31.12.9999 ist noch lange hin. Schreib einen Tag in den nächsten zwei Jahren."),
        (
            "in 9999 Wochen 9 Uhr",
            "Der 20. Juli 2218 ist noch lange hin. Schreib einen Tag in den nächsten zwei Jahren.",
        ),
    ],
)
def test_refusal_says_what_to_write_instead(text: str, german: str) -> None:
    assert refusal(text) == german


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("31.2.", "There is no 31 February; that month has 28 days."),
        ("29.2.", "There is no 29 February 2027; that month has 28 days."),
        ("30.13.", "There is no date “30.13.”. Write the day first, then the month, for example 30.12."),
        ("25:00", "There is no time “25:00”. Write it like 9:00 or 19:00."),
        (
            "midnight",
            "Midnight can be either end of a day. Write 23:59, or 0:00 with the day that then begins.",
        ),
        ("Tue 2 December 2026", "2 December 2026 is a Wednesday, not a Tuesday."),
        ("3/4", "In “3/4” I cannot tell the day from the month. Write 3.4. or 4.3."),
        (
            "next Tuesday 7pm",
            "Is that Tuesday 1 December 2026 or 8 December 2026? Write 1.12. or 8.12.",
        ),
        ("at 7", "Morning or evening? Write 7:00 or 19:00."),
        ("tomorrow", "At what time? Add it, for example 19:00."),
        ("4 June 2020 7pm", "4 June 2020, 19:00 is over already. Write a time that is still to come."),
        ("4 June 2030 7pm", "4 June 2030 is a long way off. Write a day within the next two years."),
        (
            "costs",
            "I find no date in that. Write it like this, for example: 2.12. 19:00, tomorrow 9 am or Wed 7 pm.",
        ),
    ],
)
def test_refusal_in_english(text: str, english: str) -> None:
    assert refusal(text, "en") == english


@pytest.mark.parametrize(
    ("text", "around", "german"),
    [
        (
            "Montag",
            "2027-01-27",
            "Ist Montag, der 25. Januar 2027, gemeint oder der 1. Februar 2027? Schreib 25.1. oder 1.2.",
        ),
        (
            "Mittwoch 20 Uhr",
            "2027-01-27",
            "Ist Mittwoch, der 27. Januar 2027, gemeint oder der 3. Februar 2027? Schreib 27.1. oder 3.2.",
        ),
        (
            "nächsten Mittwoch",
            "2027-01-07",
            "Ist Mittwoch, der 2. Dezember 2026, gemeint oder der 13. Januar 2027? Schreib 2.12. oder 13.1.",
        ),
        (
            "nächsten Donnerstag",
            "2026-12-02",
            "Ist Donnerstag, der 3. Dezember 2026, gemeint oder der 10. Dezember 2026? Schreib 3.12. oder 10.12.",
        ),
        (
            "Montag",
            "2028-01-26",
            "Ist Montag, der 24. Januar 2028, gemeint oder der 31. Januar 2028? Schreib 24.1.2028 oder 31.1.2028",
        ),
    ],
)
def test_weekday_around_a_day_that_may_be_two(text: str, around: str, german: str) -> None:
    with pytest.raises(Unclear) as raised:
        find(text, NOW, BERLIN, "de", around=date.fromisoformat(around))
    assert plain(str(raised.value)) == german
