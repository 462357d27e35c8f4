"""What people write for a poll: question, options, how many one may choose, and until when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from commands._kit import Ask, UserError
from commands._poll.reading import read
from commands._texts import Language, plain
from storage.chat import direct_chat
from storage.content import Poll

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 30, 18, 0, tzinfo=BERLIN).astimezone(UTC)  # a Monday
WEEK = "07.12. 18:00"


def an_ask(language: Language = "de") -> Ask:
    return Ask(direct_chat("petra"), "petra", "", NOW, BERLIN, language, admin=True, steers=True, network="Netz")


def read_at(text: str, begins: datetime = NOW + timedelta(minutes=1), language: Language = "de") -> tuple[Poll, str]:
    """The poll, and its end as Berlin's clocks show it."""
    poll, ends = read(text, an_ask(language), begins)
    return poll, f"{ends.astimezone(BERLIN):%d.%m. %H:%M}"


def refused(text: str, begins: datetime = NOW + timedelta(minutes=1)) -> str:
    with pytest.raises(UserError) as caught:
        read(text, an_ask(), begins)
    return plain(str(caught.value))


@pytest.mark.parametrize(
    ("text", "question", "options"),
    [
        ('"Welches Thema?" Kosten | Los', "Welches Thema?", ("Kosten", "Los")),
        ("„Welches Thema?“ Kosten|Los", "Welches Thema?", ("Kosten", "Los")),
        ("»Nehmt eins« Kosten | Los", "Nehmt eins", ("Kosten", "Los")),
        ("„Was heißt „Los“ für euch?“ Glück | Recht", "Was heißt „Los“ für euch?", ("Glück", "Recht")),
        ("Welches  Thema? Kosten im\u00a0Griff | Los", "Welches Thema?", ("Kosten im Griff", "Los")),
        ("Welches Thema?\nKosten\nLos", "Welches Thema?", ("Kosten", "Los")),
        ("Welches Thema?\n\n- Kosten\n- Los\n", "Welches Thema?", ("Kosten", "Los")),
        ("Welches Thema?\n1. Kosten\n2) Los", "Welches Thema?", ("Kosten", "Los")),
        ("Welcher Tag?\n3. März\n4. März", "Welcher Tag?", ("3. März", "4. März")),
        ("Sucht euch eins aus\nKosten?\nLos!", "Sucht euch eins aus", ("Kosten?", "Los!")),
        ("Thema: Kosten | Los", "Thema", ("Kosten", "Los")),
        ("Wirklich?? Ja || Nein |", "Wirklich??", ("Ja", "Nein")),
        ("Bis wann? Freitag | Montag", "Bis wann?", ("Freitag", "Montag")),
        ("Wie oft? einmal | mehrere", "Wie oft?", ("einmal", "mehrere")),
        ("Wie spät? um 9:30 | um 10:30", "Wie spät?", ("um 9:30", "um 10:30")),
    ],
)
def test_question_and_options(text: str, question: str, options: tuple[str, ...]) -> None:
    assert read_at(text) == (Poll(question, options), WEEK)


@pytest.mark.parametrize(
    "text",
    [
        "mehrere: Was? A | B",
        'mehrere "Was?" A | B',
        "Was? (mehrere) A | B",
        "Was? mehrere: A | B",
        "Was?\nmehrere\nA\nB",
        "Was?\nA\nB\nmehrere",
        "Was? A | B, mehrere",
        "Was? A | B (mehrere Antworten)",
        "Was? A | B | Mehrfachauswahl",
        "several: Was? A | B",
        "Was? A | B (multiple choice)",
    ],
)
def test_several_may_be_chosen(text: str) -> None:
    assert read_at(text) == (Poll("Was?", ("A", "B"), multiple=True), WEEK)


@pytest.mark.parametrize(
    ("text", "multiple", "ends"),
    [
        ("Was? A | B bis Fr 18 Uhr", False, "04.12. 18:00"),
        ("Was? A | B (bis Fr 18 Uhr)", False, "04.12. 18:00"),
        ("Was? A | B, bis zum 4.12. um 9:30", False, "04.12. 09:30"),
        ("Was?\nA\nB\nbis morgen 9 Uhr", False, "01.12. 09:00"),
        ("Was?\nbis Freitag\nA\nB", False, "04.12. 20:00"),
        ("Was? A | B bis in 3 Tagen", False, "03.12. 20:00"),
        ("Was? A | B bis heute", False, "30.11. 20:00"),
        ("Was? A | B until Friday 6 pm", False, "04.12. 18:00"),
        ("Was? A | B mehrere bis Fr 18 Uhr", True, "04.12. 18:00"),
        ("Was? A | B bis Fr 18 Uhr, mehrere", True, "04.12. 18:00"),
        ("Was?\nmehrere\nA\nB bis Fr 18 Uhr", True, "04.12. 18:00"),
    ],
)
def test_the_end(text: str, multiple: bool, ends: str) -> None:
    assert read_at(text) == (Poll("Was?", ("A", "B"), multiple), ends)


def test_what_ends_like_a_date_is_the_end() -> None:
    assert read_at("Wann offen? von 8 bis 12 | von 10 bis 18 Uhr") == (
        Poll("Wann offen?", ("von 8 bis 12", "von 10")),
        "01.12. 18:00",
    )


def test_what_is_no_date_stays_in_the_option() -> None:
    assert read_at("Warten? nein | bis alle da sind") == (Poll("Warten?", ("nein", "bis alle da sind")), WEEK)


def test_without_an_end_it_runs_a_week_from_when_it_is_posted() -> None:
    begins = datetime(2027, 3, 24, 9, 0, tzinfo=BERLIN)  # the clocks change four days later
    assert read_at("Was? A | B", begins) == (Poll("Was?", ("A", "B")), "31.03. 09:00")


def test_a_hundred_characters_will_do() -> None:
    long, wide = "q" * 99 + "?", "😀" * 50
    assert read_at(f"{long} A | {wide}")[0] == Poll(long, ("A", wide))
    ten = tuple(str(number) for number in range(10))
    assert read_at(f"Was? {' | '.join(ten)}")[0].options == ten


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "Mir fehlt die Frage.…"),
        ("Kosten | Los", "Mir fehlt die Frage.…"),
        ('"?" Kosten | Los', "Mir fehlt die Frage.…"),
        (f"{'q' * 100}? A | B", "Die Frage hat 101 Zeichen, Signal nimmt höchstens 100.…"),
        ("Was?", "Eine Umfrage braucht mindestens zwei Antworten, hier ist keine.…"),
        ("Was? bis Fr 18 Uhr", "Eine Umfrage braucht mindestens zwei Antworten, hier ist keine.…"),
        ("Was? A", "Eine Umfrage braucht mindestens zwei Antworten, hier ist nur „A“.…"),
        (f"Was? {' | '.join(map(str, range(11)))}", "Das sind 11 Antworten, höchstens 10 gehen.…"),
        (f"Was? A | {'b' * 101}", f"Die Antwort „{'b' * 39}…“ hat 101 Zeichen, Signal nimmt höchstens 100.…"),
        (f"Was? A | {'😀' * 51}", f"Die Antwort „{'😀' * 39}…“ hat 102 Zeichen, Signal nimmt höchstens 100.…"),
        ("Was? Öl | A | OEL", "Die Antwort „OEL“ steht zweimal da.…"),
        ("Was? A | B bis 31.2.", "Den 31. Februar gibt es nicht; der Monat hat 28 Tage."),
        ("Was? A | B bis gestern 18 Uhr", "Der 29. November 2026, 18:00 Uhr, ist schon vorbei.…"),
        ("Was? A | B bis 7. Februar", "Länger als 60 Tage läuft keine Umfrage.…"),
    ],
)
def test_mistakes(text: str, why: str) -> None:
    assert refused(text).startswith(why.removesuffix("…"))


def test_an_end_before_it_is_posted_is_refused() -> None:
    begins = datetime(2026, 12, 2, 9, 0, tzinfo=BERLIN)
    assert refused("Was? A | B bis morgen 9 Uhr", begins) == (
        "Da ist die Umfrage schon vorbei, bevor sie in der Gruppe steht (Mittwoch, 2. Dezember, 09:00 Uhr). "
        "Nenn ein späteres Ende."
    )
