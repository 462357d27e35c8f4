"""What admins write to `!meeting` in their own words: whole sentences, other words for actions, slips of the pen."""

from __future__ import annotations

import pytest

from bot.understand import Close, Meant, Unclear, understand
from commands import discover
from commands._meeting.orders import action, close, ordered

REGISTRY = discover()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("verschiebe das treffen am 30.12. auf den 6.1.", "verschiebe am 30.12. auf den 6.1."),
        ("Verschieb bitte das Treffen am 30.12. auf den 6.1.!", "Verschieb am 30.12. auf den 6.1."),
        ("Bitte verschiebe das Treffen am 30.12. auf den 6.1.!", "verschiebe am 30.12. auf den 6.1."),
        ("Kannst du das nächste Treffen bitte um eine Woche verschieben?", "verschieben nächste um eine Woche"),
        ("das Treffen am 2.12. auf den 9.12. verschieben", "verschieben am 2.12. auf den 9.12."),
        ("nächstes treffen verschieben auf 3.12.", "verschieben nächstes auf 3.12."),
        ("move the next meeting to Thursday", "move next to Thursday"),
        ("sag das Treffen am 2.12. ab", "sag am 2.12."),
        ("Sag das Treffen am 2.12. bitte ab!", "Sag am 2.12."),
        ("cancel the meeting on 9.12.", "cancel on 9.12."),
        ("could you cancel the meeting on 9.12. please", "cancel on 9.12."),
        ("das Treffen am 2.12. fällt aus", "fällt am 2.12."),
        ("termin absagen 16.12.", "absagen 16.12."),
        ("treffen am 15.12. absagen", "absagen am 15.12."),
        ("Treffen morgen absagen", "absagen morgen"),
        ("neues treffen 20.12. 18 Uhr Wer zahlt?", "neues 20.12. 18 Uhr Wer zahlt?"),
        ("trag ein Treffen am 20.12. um 18 Uhr ein", "trag am 20.12. um 18 Uhr"),
        ("new meeting on 20.12. 6pm", "new on 20.12. 6pm"),
    ],
)
def test_a_sentence_is_an_order(line: str, words: str) -> None:
    assert ordered(line) == words


@pytest.mark.parametrize(
    "line",
    [
        "ich muss das Treffen am 9.12. vielleicht absagen",
        "Sag mir, ob das Treffen ab morgen online ist",
        "das Treffen am 2.12. doch absagen",
        "kann man ein Treffen verschieben?",
        "Streich mir den Termin aus dem Kalender",
    ],
)
def test_what_is_no_plain_order_is_only_about_it(line: str) -> None:
    assert ordered(line) == ""


@pytest.mark.parametrize(
    "line",
    [
        "nächstes treffen?",
        "wann ist das nächste Treffen",
        "next meeting",
        "treffen absage 2.12.",
        "treffen thema 2.12. Wie wir Termine absagen",
        "meeting add 9.12. 19:00 Move fast",
        "neu Vorlage",
        "neu treffen 20.12.",
        "sag allen, dass das Treffen stattfindet",
        "ich freue mich auf das Treffen",
        "Absage an die Verwaltung",
        "",
    ],
)
def test_what_orders_nothing_is_left_to_the_names(line: str) -> None:
    assert ordered(line) is None


def test_admins_need_no_name_before_a_sentence_and_members_have_none() -> None:
    def meant(line: str, *, admin: bool) -> object:
        found = understand(line, REGISTRY, admin=admin, prefixed=False)
        return (found.command.name, found.words) if isinstance(found, Meant) else type(found)

    assert meant("sag das Treffen am 2.12. ab", admin=True) == ("meeting", "sag am 2.12.")
    assert meant("!sag das Treffen am 2.12. ab", admin=True) == ("meeting", "sag am 2.12.")
    assert meant("nächstes Treffen verschieben auf 3.12.", admin=True) == ("meeting", "verschieben nächstes auf 3.12.")
    assert meant("nächstes Treffen", admin=True) == ("next", "Treffen")
    assert meant("ich muss das Treffen vielleicht absagen", admin=True) == ("meeting", "")
    assert meant("sag das Treffen am 2.12. ab", admin=False) in (Unclear, Close)
    assert meant("ich muss das Treffen vielleicht absagen", admin=False) in (Unclear, Close)


def test_in_the_admins_group_a_sentence_needs_the_prefix() -> None:
    assert understand("sag das Treffen am 2.12. ab", REGISTRY, admin=True, prefixed=True) is None
    found = understand("!sag das Treffen am 2.12. ab", REGISTRY, admin=True, prefixed=True)
    assert isinstance(found, Meant)
    assert found.words == "sag am 2.12."


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("hinzufügen hinzufuegen eintragen anlegen neu", "add"),
        ("verlegen verlege Verschiebe verschieben:", "move"),
        ("löschen loeschen streichen fällt delete remove", "cancel"),
        ("zurück doch restore", "restore"),
        ("titel umbenennen title rename", "topic"),
        ("duration länge laenge", "length"),
    ],
)
def test_words_for_an_action(words: str, name: str) -> None:
    assert [action(word) for word in words.split()] == [name] * len(words.split())


@pytest.mark.parametrize(
    ("typo", "word"),
    [("verschibe", "verschiebe"), ("absge", "absage"), ("löshe", "lösche"), ("thma", "thema"), ("cancle", "cancel")],
)
def test_a_slip_of_the_pen_is_suggested(typo: str, word: str) -> None:
    assert close(typo) == word


@pytest.mark.parametrize("word", ["tanze", "am", "xy", "Kosten"])
def test_nothing_is_suggested_for_another_word(word: str) -> None:
    assert close(word) is None
