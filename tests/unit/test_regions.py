"""Places and kinds of documents, as people write them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from commands._library import kinds, regions
from commands._library.kinds import KINDS, PHASES
from commands._library.lexicon import Lexicon
from commands._library.regions import REGIONS

LIBRARY = Path(__file__).parents[1] / "library" / "templates.csv"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("NRW", "DE-NW"),
        ("nrw", "DE-NW"),
        ("Nordrhein Westfalen", "DE-NW"),
        ("North Rhine-Westphalia", "DE-NW"),
        ("BaWü", "DE-BW"),
        ("bawue", "DE-BW"),
        ("BW", "DE-BW"),
        ("bw", "DE-BW"),
        ("Baden-Wurttemberg", "DE-BW"),
        ("de-by", "DE-BY"),
        ("Freistaat Sachsen", "DE-SN"),
        ("Sachsen-Anhalt", "DE-ST"),
        ("Thueringen", "DE-TH"),
        ("Berliner", "DE-BE"),
        ("Tirol", "AT-7"),
        ("AT-8", "AT-8"),
        ("oö", "AT-4"),
        ("Land Salzburg", "AT-5"),
        ("Zürich", "CH-ZH"),
        ("Zurich", "CH-ZH"),
        ("ZH", "CH-ZH"),
        ("Kanton Bern", "CH-BE"),
        ("canton of Geneva", "CH-GE"),
        ("St. Gallen", "CH-SG"),
        ("Sankt Gallen", "CH-SG"),
        ("Ostbelgien", "BE-DG"),
        ("Südtirol", "IT-BZ"),
        ("Schweiz", "CH"),
        ("österreich", "AT"),
        ("BE", None),
        ("NW", None),
        ("Basel", None),
        ("Atlantis", None),
        ("", None),
    ],
)
def test_place_is_named(text: str, code: str | None) -> None:
    assert regions.named(text) == code


def test_place_may_mean_several() -> None:
    assert regions.meant("BE") == {"DE-BE", "CH-BE"}
    assert regions.meant("NW") == {"DE-NW", "CH-NW"}
    assert regions.meant("Basel") == {"CH-BS", "CH-BL"}


@pytest.mark.parametrize("word", ["be", "so", "am", "de", "at", "w", "zug", "", "?", "Antrag"])
def test_everyday_word_is_no_place(word: str) -> None:
    assert regions.meant(word) == frozenset()


def test_every_land_and_canton_is_there() -> None:
    counted = {country: sum(code.startswith(f"{country}-") for code in REGIONS) for country in ("DE", "AT", "CH", "BE")}
    assert counted == {"DE": 16, "AT": 9, "CH": 26, "BE": 1}


@pytest.mark.parametrize("lexicon", [REGIONS, KINDS, PHASES])
def test_each_is_named_by_its_own_names(lexicon: Lexicon) -> None:
    for code in lexicon:
        assert {lexicon.named(name) for name in (code, lexicon.shown(code, "de"), lexicon.shown(code, "en"))} == {code}


def test_unknown_code_is_shown_as_it_is() -> None:
    assert (REGIONS.shown("XX-1", "de"), KINDS.shown("", "en")) == ("XX-1", "")


@pytest.mark.parametrize(
    ("wanted", "code", "distance"),
    [
        ({"DE-NW"}, "DE-NW", 0),
        ({"DE-NW"}, "DE-BY", 1),
        ({"DE-NW"}, "DE", 1),
        ({"DE"}, "DE-NW", 0),
        ({"DE-NW"}, "AT-8", 2),
        ({"DE-NW"}, "", 2),
        ({"DE-BE", "CH-BE"}, "CH-ZH", 1),
        (set(), "DE-NW", 2),
    ],
)
def test_distance(wanted: set[str], code: str, distance: int) -> None:
    assert regions.distance(wanted, code) == distance


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Einladung", "invitation"),
        ("EINLADUNGEN", "invitation"),
        ("invitation letter", "invitation"),
        ("sortition protocol", "sortition-protocol"),
        ("Losprotokolle", "sortition-protocol"),
        ("Medienmitteilung", "press-release"),
        ("Leitfaden für Expert*innen", "expert-briefing"),
        ("§ 24 GO", "residents-motion"),
        ("letter", "letter"),
        ("Antrag", None),
        ("Losbude", None),
    ],
)
def test_kind_is_named(text: str, code: str | None) -> None:
    assert kinds.named(text) == code


def test_word_may_mean_several_kinds() -> None:
    assert KINDS.meant("Anträge") == {"motion", "residents-motion"}
    assert PHASES.meant("Umsetzung") == {"implementation", "follow-up"}


def test_sample_library_is_understood() -> None:
    with LIBRARY.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    named = [(kinds.named(row["kind"]), kinds.phase_named(row["phase"]), regions.named(row["region"])) for row in rows]
    assert [row["title"] for row, names in zip(rows, named, strict=True) if None in names] == []
