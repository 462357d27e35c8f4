"""Rules of series in words, in German and English, on 30 November 2026 (a Monday) at 18:00."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from commands._rules import Rule, first, rule, words
from commands._texts import Language, plain
from commands._when import Unclear

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 30, 18, 0, tzinfo=BERLIN)
FOUR_WEEKS = "FREQ=WEEKLY;INTERVAL=4"
SEVEN = time(19)
TRY = "Schreib zum Beispiel alle 4 Wochen ab 13.1. 19:00 oder jeden ersten Mittwoch 19:00."
TRY_ENGLISH = "Write for example every 4 weeks from 13.1. 19:00 or every first Wednesday 19:00."


def read(text: str) -> Rule:
    return rule(text, NOW, BERLIN, "de")


def starts(text: str, default: time | None = None) -> str:
    return f"{first(read(text), NOW, BERLIN, 'de', default):%Y-%m-%d %H:%M}"


def refusal(text: str, language: Language = "de") -> str:
    with pytest.raises(Unclear) as raised:
        first(rule(text, NOW, BERLIN, language), NOW, BERLIN, language)
    return plain(str(raised.value))


@pytest.mark.parametrize(
    ("text", "rrule"),
    [
        ("jede Woche", "FREQ=WEEKLY"),
        ("wöchentlich", "FREQ=WEEKLY"),
        ("woechentlich", "FREQ=WEEKLY"),
        ("every week", "FREQ=WEEKLY"),
        ("weekly", "FREQ=WEEKLY"),
        ("alle 4 Wochen", FOUR_WEEKS),
        ("alle vier Wochen", FOUR_WEEKS),
        ("Every four weeks", FOUR_WEEKS),
        ("alle 28 Tage", FOUR_WEEKS),
        ("jede zweite Woche", "FREQ=WEEKLY;INTERVAL=2"),
        ("every other week", "FREQ=WEEKLY;INTERVAL=2"),
        ("zweiwöchentlich", "FREQ=WEEKLY;INTERVAL=2"),
        ("fortnightly", "FREQ=WEEKLY;INTERVAL=2"),
        ("vierwöchentlich", FOUR_WEEKS),
        ("4-wöchentlich", FOUR_WEEKS),
        ("sechswoechentlich", "FREQ=WEEKLY;INTERVAL=6"),
    ],
)
def test_every_so_many_weeks(text: str, rrule: str) -> None:
    assert read(text) == Rule(rrule)


@pytest.mark.parametrize(
    ("text", "rrule", "weekday"),
    [
        ("jeden Mittwoch", "FREQ=WEEKLY", 2),
        ("mittwochs", "FREQ=WEEKLY", 2),
        ("Mondays", "FREQ=WEEKLY", 0),
        ("every Sunday", "FREQ=WEEKLY", 6),
        ("alle vier Wochen mittwochs", FOUR_WEEKS, 2),
        ("every 4 weeks on Thursdays", FOUR_WEEKS, 3),
        ("alle 14 Tage Di", "FREQ=WEEKLY;INTERVAL=2", 1),
        ("every other Wednesday", "FREQ=WEEKLY;INTERVAL=2", 2),
        ("jeden anderen Mittwoch", "FREQ=WEEKLY;INTERVAL=2", 2),
        ("jeden ersten Mittwoch", "FREQ=MONTHLY;BYDAY=1WE", 2),
        ("jeden 1. Mittwoch im Monat", "FREQ=MONTHLY;BYDAY=1WE", 2),
        ("every first Wednesday", "FREQ=MONTHLY;BYDAY=1WE", 2),
        ("every 1st Wed of the month", "FREQ=MONTHLY;BYDAY=1WE", 2),
        ("jeden letzten Donnerstag", "FREQ=MONTHLY;BYDAY=-1TH", 3),
        ("every last Thursday", "FREQ=MONTHLY;BYDAY=-1TH", 3),
        ("monatlich am zweiten Dienstag", "FREQ=MONTHLY;BYDAY=2TU", 1),
        ("monthly on the 3rd Saturday", "FREQ=MONTHLY;BYDAY=3SA", 5),
        ("jeden zweiten Mittwoch im Monat", "FREQ=MONTHLY;BYDAY=2WE", 2),
        ("am vierten Freitag jedes Monats", "FREQ=MONTHLY;BYDAY=4FR", 4),
        ("jeden Monat am ersten Mittwoch", "FREQ=MONTHLY;BYDAY=1WE", 2),
        ("alle 2 Monate am ersten Mittwoch", "FREQ=MONTHLY;INTERVAL=2;BYDAY=1WE", 2),
    ],
)
def test_weekday_that_is_wanted(text: str, rrule: str, weekday: int) -> None:
    assert read(text) == Rule(rrule, weekday)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'every 4 weeks from 2.12.2026 19:00 "Netzwerktreffen" https://meet.example/n',
            Rule(FOUR_WEEKS, None, date(2026, 12, 2), SEVEN, rest='"Netzwerktreffen" https://meet.example/n'),
        ),
        (
            'jeden ersten Mittwoch 19:00 "Treffen" https://meet.example/n',
            Rule("FREQ=MONTHLY;BYDAY=1WE", 2, None, SEVEN, rest='"Treffen" https://meet.example/n'),
        ),
        ("alle 4 Wochen ab 13.1.", Rule(FOUR_WEEKS, None, date(2027, 1, 13), next_year=True)),
        ("ab 13.1. wieder alle 4 Wochen", Rule(FOUR_WEEKS, None, date(2027, 1, 13), next_year=True)),
        (
            "ab 13.1. 19 Uhr alle 4 Wochen bis Ende Juni Titel",
            Rule(FOUR_WEEKS, None, date(2027, 1, 13), SEVEN, date(2027, 6, 30), "Titel", next_year=True),
        ),
        (
            "from 13.1.2027 every 4 weeks until the end of February 2028",
            Rule(FOUR_WEEKS, None, date(2027, 1, 13), until=date(2028, 2, 29)),
        ),
        ("alle vier Wochen mittwochs 19 Uhr", Rule(FOUR_WEEKS, 2, None, SEVEN)),
        ("alle 4 Wochen ab Mittwoch 19 Uhr", Rule(FOUR_WEEKS, None, date(2026, 12, 2), SEVEN)),
        ("alle 4 Wochen Mi 2.12. 19 Uhr", Rule(FOUR_WEEKS, 2, date(2026, 12, 2), SEVEN)),
        ("every last Thursday 18:30", Rule("FREQ=MONTHLY;BYDAY=-1TH", 3, None, time(18, 30))),
        (
            "alle 4 Wochen ab 13.1.2027 19 Uhr bis 30.12. Titel",
            Rule(FOUR_WEEKS, None, date(2027, 1, 13), SEVEN, date(2027, 12, 30), "Titel"),
        ),
        (
            "every 4 weeks until 30.6. from 13.1.2027 7pm",
            Rule(FOUR_WEEKS, None, date(2027, 1, 13), SEVEN, date(2027, 6, 30)),
        ),
        (
            "alle 4 Wochen ab 13.1.2027 bis 30.6. 19 Uhr",
            Rule(FOUR_WEEKS, None, date(2027, 1, 13), SEVEN, date(2027, 6, 30)),
        ),
        ("mittwochs von 19 Uhr bis 20:30", Rule("FREQ=WEEKLY", 2, None, SEVEN, rest="bis 20:30")),
    ],
)
def test_rule_with_its_day_time_and_rest(text: str, expected: Rule) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("alle 4 Wochen ab 2.12. 19:00", "2026-12-02 19:00"),
        ("alle 4 Wochen ab 2.9.2026 19:00", "2026-09-02 19:00"),
        ("montags 19 Uhr", "2026-11-30 19:00"),
        ("montags 18 Uhr", "2026-12-07 18:00"),
        ("jeden letzten Montag 18 Uhr", "2026-12-28 18:00"),
        ("jeden letzten Montag 18:01", "2026-11-30 18:01"),
        ("alle 2 Monate am ersten Mittwoch 19 Uhr", "2026-12-02 19:00"),
        ("jeden ersten Mittwoch ab 1.3. 19 Uhr", "2027-03-03 19:00"),
    ],
)
def test_first_date(text: str, expected: str) -> None:
    assert starts(text) == expected


def test_first_date_takes_the_usual_time() -> None:
    assert starts("alle 4 Wochen ab 13.1.", time(18, 30)) == "2027-01-13 18:30"


@pytest.mark.parametrize(
    ("text", "german"),
    [
        (
            "Netzwerktreffen",
            f"Eine Regel finde ich in „Netzwerktreffen“ nicht. {TRY}",
        ),
        (
            "alle 10 Tage",
            f"Eine Regel finde ich in „alle 10 Tage“ nicht. {TRY}",
        ),
        (
            "alle 0 Wochen",
            "Schreib einen Abstand von 1 bis 53 Wochen.",
        ),
        ("every 100 weeks", "Schreib einen Abstand von 1 bis 53 Wochen."),
        ("alle 13 Monate am ersten Mittwoch", "Schreib einen Abstand von 1 bis 12 Monaten."),
        (
            "jeden zweiten Mittwoch",
            "Alle 2 Wochen, oder im Monat gezählt? Schreib alle 2 Wochen Mittwoch oder jeden 2. Mittwoch im Monat.",
        ),
        (
            "jeden fünften Mittwoch",
            "Einen fünften Mittwoch haben die meisten Monate nicht. Schreib jeden letzten Mittwoch.",
        ),
        ("monatlich ab 13.1.", "An welchem Tag im Monat? Schreib zum Beispiel monatlich am ersten Mittwoch."),
        ("alle 4 Wochen 19 Uhr", "Ab wann? Schreib das erste Datum dazu, zum Beispiel ab 13.1."),
        ("alle 4 Wochen ab 13.1.", "Um wie viel Uhr? Schreib die Uhrzeit dazu, zum Beispiel 19:00."),
        ("alle 4 Wochen Di ab 2.12. 19 Uhr", "Der 2. Dezember 2026 ist ein Mittwoch, kein Dienstag."),
        (
            "alle 4 Wochen ab 1.1.2030 19:00",
            "Der 1. Januar 2030 ist noch lange hin. Schreib einen Tag in den nächsten zwei Jahren.",
        ),
        (
            "alle 4 Wochen ab 1.1.2020 19:00",
            "Der 1. Januar 2020, 19:00 Uhr, ist schon vorbei. Schreib einen Zeitpunkt, der noch kommt.",
        ),
    ],
)
def test_refusal_says_what_to_write_instead(text: str, german: str) -> None:
    assert refusal(text) == german


@pytest.mark.parametrize(
    ("text", "english"),
    [
        (
            "a party",
            f"I find no rule in “a party”. {TRY_ENGLISH}",
        ),
        (
            "every third Friday",
            "Every 3 weeks, or counted within the month? Write every 3 weeks on Friday or monthly on the 3. Friday.",
        ),
        ("every fifth Monday", "Most months have no fifth Monday. Write every last Monday."),
        ("every month", "On which day of the month? Write for example monthly on the first Wednesday."),
        ("every week 7pm", "From when on? Add the first date, for example from 13.1."),
    ],
)
def test_refusal_in_english(text: str, english: str) -> None:
    assert refusal(text, "en") == english


@pytest.mark.parametrize(
    ("rrule", "german", "english"),
    [
        ("FREQ=WEEKLY", "jede Woche, mittwochs um 19:00 Uhr", "every week on Wednesday at 19:00"),
        (FOUR_WEEKS, "alle 4 Wochen, mittwochs um 19:00 Uhr", "every 4 weeks on Wednesday at 19:00"),
        ("FREQ=WEEKLY;BYDAY=TH", "jede Woche, donnerstags um 19:00 Uhr", "every week on Thursday at 19:00"),
        (
            "FREQ=MONTHLY;BYDAY=1WE",
            "jeden ersten Mittwoch im Monat um 19:00 Uhr",
            "the first Wednesday of every month at 19:00",
        ),
        (
            "FREQ=MONTHLY;BYDAY=-1TH",
            "jeden letzten Donnerstag im Monat um 19:00 Uhr",
            "the last Thursday of every month at 19:00",
        ),
        (
            "FREQ=MONTHLY;BYDAY=2TU",
            "jeden zweiten Dienstag im Monat um 19:00 Uhr",
            "the second Tuesday of every month at 19:00",
        ),
        (
            "FREQ=MONTHLY;INTERVAL=2;BYDAY=1WE",
            "alle 2 Monate am ersten Mittwoch um 19:00 Uhr",
            "every 2 months on the first Wednesday at 19:00",
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=15",
            "nach der Regel FREQ=MONTHLY;BYMONTHDAY=15 um 19:00 Uhr",
            "by the rule FREQ=MONTHLY;BYMONTHDAY=15 at 19:00",
        ),
        (
            "FREQ=WEEKLY;BYDAY=MO,WE",
            "nach der Regel FREQ=WEEKLY;BYDAY=MO,WE um 19:00 Uhr",
            "by the rule FREQ=WEEKLY;BYDAY=MO,WE at 19:00",
        ),
    ],
)
def test_rule_in_words(rrule: str, german: str, english: str) -> None:
    at = datetime.fromisoformat("2026-12-02T19:00")
    assert words(rrule, at, "de") == german
    assert words(rrule, at, "en") == english
