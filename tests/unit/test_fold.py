"""What people mean as equal is equal."""

from __future__ import annotations

import pytest

from commands._fold import bare, fold, tidy


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
