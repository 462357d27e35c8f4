"""What people mean as equal is equal."""

from __future__ import annotations

import pytest

from commands._fold import bare, clean, fold, greets, halts, thanks, tidy, yes_and_number, yes_or_no


@pytest.mark.parametrize(
    "typed",
    [
        "nächstes",
        "NÄCHSTES",
        "naechstes",
        "na\u0308chstes",
        " nächstes\u200b",
        "\u202enächstes\u202c",
        "näch\u00adstes",
    ],
)
def test_one_word_in_many_spellings(typed: str) -> None:
    assert fold(typed) == fold("naechstes") == "naechstes"


@pytest.mark.parametrize(
    ("typed", "folded"),
    [("Straße", "strasse"), ("ÜBER", "ueber"), ("Café", "cafe"), ("?", "?"), ("", ""), ("\u200b\ufeff", "")],
)
def test_fold(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@pytest.mark.parametrize("typed", ["nächstes", "naechstes", "nachstes", "Nachstes"])
def test_bare_forgives_phones_without_umlauts(typed: str) -> None:
    assert bare(typed) == "nachstes"


def test_tidy_makes_typed_signs_plain_and_leaves_words_as_they_are() -> None:
    assert tidy(" „Kosten“\u00a0– ‚gut‘ \u2066") == "\"Kosten\" - 'gut'"
    assert tidy("Bürger:innen 👍🏽") == "Bürger:innen 👍🏽"


def test_clean_keeps_the_signs_that_were_typed_letter_for_letter_beside_tidy() -> None:
    typed = " „Kosten“\u00a0– ‚gut‘ \u2066"
    assert clean(typed) == "„Kosten“\u00a0– ‚gut‘"
    assert len(clean(typed)) == len(tidy(typed))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ja", True),
        ("Ja!", True),
        ("Ja gern", True),
        ("ja, bitte.", True),
        ("yes please", True),
        ("OK, danke schön", True),
        ("👍🏽", True),
        ("Nein danke", False),
        ("no, thank you", False),
        ("nö", False),
        ("👎", False),
        ("ja nein", None),
        ("ja, aber später", None),
        ("nein, doch", None),
        ("bitte", None),
        ("Ja doch", None),
        ("ja, so nicht", None),
        ("nein, so nicht", False),
        ("Jaa!", True),
        ("*nein*", False),
        ("jawohl", True),
        ("passt so", True),
        ("", None),
    ],
)
def test_yes_or_no_may_be_polite_and_nothing_else(typed: str, meant: bool | None) -> None:
    assert yes_or_no(typed) is meant


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("ja 2", (True, 2)),
        ("Nein, Nr. 1", (False, 1)),
        ("yes no. 3", (True, 3)),
        ("ja", None),
        ("2", None),
        ("ja 1 und 2", None),
        ("um 20 Uhr", None),
    ],
)
def test_a_yes_may_name_a_number(text: str, meaning: tuple[bool, int] | None) -> None:
    assert yes_and_number(text) == meaning


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        *(
            (text, True)
            for text in ("halt", "Halt, stopp!", "stoppen", "warte mal bitte", "nein", "doch nicht", "wait")
        ),
        *((text, True) for text in ("Abbrechen.", "/cancel", "don't", "👎🏽", "brich ab")),
        *((text, False) for text in ("ja", "", "halt dich kurz", "bitte", "das Treffen nicht absagen", "wait for me")),
    ],
)
def test_a_word_of_calling_off(text: str, meant: bool) -> None:
    assert halts(text) is meant


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Danke!", (True, False)),
        ("ok, vielen Dank dir 🙏", (True, False)),
        ("Thanks a lot", (True, False)),
        ("Hallo", (False, True)),
        ("Schönen guten Abend zusammen", (False, True)),
        ("Good morning, dear bot", (False, True)),
        ("Hallo Losbote, wie geht's dir heute?", (False, True)),
        ("How are you?", (False, True)),
        ("Wie geht das?", (False, False)),
        ("Hallo, danke", (False, False)),
        ("danke für die Vorlage", (False, False)),
        ("guten Rutsch nach Aachen", (False, False)),
        ("gut", (False, False)),
        ("", (False, False)),
        ("👍", (False, False)),
    ],
)
def test_a_thank_you_and_a_greeting(text: str, kind: tuple[bool, bool]) -> None:
    assert (thanks(text), greets(text)) == kind
