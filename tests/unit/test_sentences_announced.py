"""Whole sentences about announcements and polls: what they are taken for."""

from __future__ import annotations

import pytest

from commands._announce import sentences


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Sag allen: Wir treffen uns um acht.", "Wir treffen uns um acht."),
        ("Sag bitte allen, wir treffen uns um acht", "wir treffen uns um acht"),
        ("Schreib an alle: „Grüße aus Übach!“", "Grüße aus Übach!"),
        ("schreibe der Gruppe bitte:\nErste Zeile\nZweite Zeile", "Erste Zeile\nZweite Zeile"),
        ("Could you please tell everybody: See you!", "See you!"),
        ("write to all: Hello", "Hello"),
        ("Sag allen, dass wir uns um acht treffen", ""),
        ("Sag allen Bescheid, dass es später wird", ""),
        ("tell everyone that we meet at eight", ""),
        ("Sag allen", ""),
        ("lösche die Ansage", "delete"),
        ("Loesche bitte die letzte Ankündigung.", "delete letzte"),
        ("lösche die Ansage über die Einladungen", "delete die Einladungen"),
        ("Nimm die Ansage zurück", "delete"),
        ("Kannst du bitte die letzte Ansage löschen?", "delete letzte"),
        ("ändere die Ansage in: Neue Wörter", "edit Neue Wörter"),
        ("korrigiere meine letzte Ansage: Um 8.", "edit Um 8."),
        ("wiederhole die Ansage", "again"),
        ("fix the announcement: at 8", "edit at 8"),
        ("take back the announcement", "delete"),
        ("delete the last announcement", "delete last"),
        ("Sag mal, wie geht es allen?", None),
        ("Sag das Treffen am 2.12. ab", None),
        ("lösche die Ansagerin", None),
        ("alle sagen das", None),
        ("Die Ansage war gut", None),
    ],
)
def test_what_is_wanted_of_an_announcement(line: str, words: str | None) -> None:
    assert sentences.announcement(line) == words


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Wie steht die Umfrage?", ""),
        ("wie läuft es mit der Umfrage", ""),
        ("Wie sieht es aus?", None),
        ("how is the poll going?", ""),
        ("Stand der Umfrage", ""),
        ("Wie viele haben abgestimmt?", ""),
        ("Was ist das Ergebnis der Umfrage?", "ergebnis"),
        ("the results of the last poll", "ergebnis"),
        ("Beende die Umfrage jetzt.", "ende"),
        ("schließe bitte die Umfrage", "ende"),
        ("lösche die Umfrage", "delete"),
        ("Die Umfrage zurückziehen", "delete"),
        ("Eine Umfrage wäre schön", None),
    ],
)
def test_what_is_wanted_of_a_poll(line: str, words: str | None) -> None:
    assert sentences.poll(line) == words


@pytest.mark.parametrize(
    ("line", "words"),
    [("Stoppe die Ansage!", ""), ("halte bitte die letzte Umfrage auf", ""), ("halt die Klappe", None)],
)
def test_what_is_to_be_stopped(line: str, words: str | None) -> None:
    assert sentences.stop(line) == words


@pytest.mark.parametrize(
    ("line", "of_poll", "wanted"),
    [
        ("stoppe die Ansage", False, ("delete", "")),
        ("lösche die Ansage", False, ("delete", "")),
        ("Sag allen: Neu.", False, ("edit", "Neu.")),
        ("ändere die Ansage: Neu.", False, ("edit", "Neu.")),
        ("ändere die Ansage", False, None),
        ("wiederhole die Ansage", False, None),
        ("Sag allen, dass es regnet", False, None),
        ("Schreib an alle, die noch fehlen.", False, None),
        ("lösche die Umfrage", True, ("delete", "")),
        ("stoppe die Umfrage", True, ("delete", "")),
        ("Sag allen: Neu.", True, None),
        ("Es regnet.", False, None),
    ],
)
def test_what_is_wanted_of_a_draft(line: str, of_poll: bool, wanted: tuple[str, str] | None) -> None:
    assert sentences.of_draft(line, of_poll=of_poll) == wanted
