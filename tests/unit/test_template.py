"""What is understood of a question for templates, which come first, and how one is told and sent."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from commands import discover
from commands._kit import Ask, Reply, UserError
from commands._library import asked, templates
from commands._texts import Language, plain
from storage import Storage, Tx, open_storage
from storage.chat import direct_chat
from storage.content import File

NOW = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)
ANNA = "0b6d1f5e-9a57-4d0c-8f3c-5f0a3e0a1d01"


def an_ask(words: str = "", language: Language = "de") -> Ask:
    zone = ZoneInfo("Europe/Berlin")
    return Ask(direct_chat(ANNA), ANNA, words, NOW, zone, language, admin=False, steers=False, network="Netz")


@pytest_asyncio.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    """An empty database, closed with the test."""
    async with open_storage(tmp_path / "losbote.db") as opened:
        yield opened


def add(tx: Tx, title: str, **values: object) -> int:
    return tx.templates.add(**{"title": title, "link": "https://vorlagen.example/a", "added_at": NOW, **values})


def told(tx: Tx, words: str, language: Language = "de") -> Reply:
    return discover().by_name["template"].run(tx, an_ask(words, language))


async def titles(storage: Storage, words: str, language: Language = "de") -> list[str]:
    """The titles of what is nearest."""

    def look(tx: Tx) -> list[str]:
        found = [tx.templates.get(entry) for entry in asked.nearest(tx, asked.understood(words), language)]
        return [one.title for one in found if one is not None]

    return await storage.read(look)


@pytest.mark.parametrize(
    ("words", "kinds", "places", "size", "rest"),
    [
        ("Antrag NRW 20k", {"motion", "residents-motion"}, {"DE-NW"}, 20_000, ""),
        ("nrw, 20.000, anträge!", {"motion", "residents-motion"}, {"DE-NW"}, 20_000, ""),
        ("Muster für einen Antrag aus der Schweiz bitte", {"motion", "residents-motion"}, {"CH"}, None, ""),
        ("press release St. Gallen", {"press-release"}, {"CH-SG"}, None, ""),
        ("Antrag auf Gruppenauskunft", {"register-request"}, set(), None, ""),
        ("Einladung in Leichter Sprache", {"invitation"}, set(), None, "Leichter Sprache"),
        ("Baden Württemberg kleine Gemeinde", set(), {"DE-BW"}, 8_000, ""),
        ("be nice", set(), set(), None, "be nice"),
        ("Einladung 2024", {"invitation"}, set(), None, "2024"),
        ("!!! ?", set(), set(), None, ""),
        ('NEAR("a" * \'; DROP TABLE', set(), set(), None, 'NEAR("a * DROP TABLE'),
    ],
)
def test_question_is_understood(words: str, kinds: set[str], places: set[str], size: int | None, rest: str) -> None:
    question = asked.understood(words)
    meant = {kind for wish in question.wishes for kind in wish.kinds}
    assert (meant, set(question.places), question.size, question.rest) == (kinds, places, size, rest)


@pytest.mark.parametrize(
    ("words", "size"),
    [
        ("20k", 20_000),
        ("1,5k", 1_500),
        ("20 k", 20_000),
        ("20.000", 20_000),
        ("20 000", 20_000),
        ("20'000", 20_000),
        ("20000", 20_000),
        ("20 Tsd.", 20_000),
        ("zwanzig 20 tausend", 20_000),
        ("1,2 Mio", 1_200_000),
        ("800 Einwohner:innen", 800),
        ("2000 Einwohner", 2_000),
        ("2.024", 2_024),
        ("Dorf", 2_000),
        ("große Stadt", 200_000),
        ("2024", None),
        ("30", None),
        ("900 Briefe", None),
        ("0k", None),
        ("99999999", None),
        ("9" * 5000, None),
        ("20k 50k", 20_000),
    ],
)
def test_size_is_understood(words: str, size: int | None) -> None:
    assert asked.understood(words).size == size


async def test_long_question_is_only_begun_to_be_read(storage: Storage) -> None:
    assert await titles(storage, "Antrag NRW Losbude " * 5_000) == []


async def test_nearest_is_same_land_then_country_then_size_then_newest(storage: Storage) -> None:
    def fill(tx: Tx) -> None:
        near = {"kind": "motion", "region": "DE-NW"}
        add(tx, "alt", **near, size=22_000, year=2019)
        add(tx, "neu", **near, size=18_000, year=2024)
        add(tx, "groß", **near, size=90_000, year=2026)
        add(tx, "ohne Größe", **near, year=2026)
        add(tx, "Bayern", kind="motion", region="DE-BY", size=20_000, year=2026)
        add(tx, "Bund", kind="motion", region="DE", size=20_000, year=2025)
        add(tx, "Tirol", kind="motion", region="AT-7", size=20_000, year=2026)
        add(tx, "nirgends", kind="motion", size=20_000, year=2026)
        add(tx, "Brief", kind="invitation", region="DE-NW", size=20_000, year=2026)

    await storage.write(fill)
    assert await titles(storage, "Antrag NRW 20k") == [
        *("neu", "alt", "groß", "ohne Größe"),
        *("Bayern", "Bund", "nirgends", "Tirol"),
    ]
    assert await titles(storage, "NRW 20k Einladung") == ["Brief"]
    assert await titles(storage, "Österreich") == ["Tirol"]
    assert (await titles(storage, "90k"))[0] == "groß"


async def test_those_that_say_all_come_before_those_that_say_a_part(storage: Storage) -> None:
    def fill(tx: Tx) -> None:
        add(tx, "Antrag zur Ortsmitte", kind="motion", year=2026)
        add(tx, "Antrag zum Klimaschutz", kind="motion", year=2020)
        add(tx, "Einladung zum Klimaschutz", kind="invitation", year=2026)

    await storage.write(fill)
    found = await titles(storage, "Antrag Klimaschutz")
    assert (found[0], sorted(found[1:])) == (
        "Antrag zum Klimaschutz",
        ["Antrag zur Ortsmitte", "Einladung zum Klimaschutz"],
    )


async def test_title_counts_where_the_kind_is_another_or_none(storage: Storage) -> None:
    def fill(tx: Tx) -> None:
        add(tx, "Satzung", kind="council-paper")
        add(tx, "Satzung ohne Art")
        add(tx, "Regeln", kind="statute")
        add(tx, "Etwas anderes", kind="minutes")

    await storage.write(fill)
    assert await titles(storage, "Satzung") == ["Satzung ohne Art", "Regeln", "Satzung"]


async def test_own_language_comes_first(storage: Storage) -> None:
    def fill(tx: Tx) -> None:
        add(tx, "Einladung", kind="invitation", language="de")
        add(tx, "Invitation", kind="invitation", language="en")

    await storage.write(fill)
    assert await titles(storage, "Einladung", "de") == ["Einladung", "Invitation"]
    assert await titles(storage, "Einladung", "en") == ["Invitation", "Einladung"]


async def test_words_in_the_file_are_found(storage: Storage) -> None:
    def fill(tx: Tx) -> None:
        add(tx, "Brief an alle", words="Wir übernehmen die Kosten für die Kinderaufsicht.")
        add(tx, "Brief an viele", words="Bringen Sie gute Laune mit.")

    await storage.write(fill)
    assert await titles(storage, "gute Laune") == ["Brief an viele"]


def sent(size: int, link: str) -> dict[str, Any]:
    return {"file": "ab" * 32, "file_name": "a.pdf", "file_type": "application/pdf", "file_size": size, "link": link}


async def told_card(storage: Storage, most: int = 25 << 20, asks: Language = "de", **values: object) -> Reply:
    entry = await storage.write(lambda tx: add(tx, "Drehbuch", **values))
    ask = replace(an_ask(language=asks), most_bytes=most)
    return await storage.read(lambda tx: templates.card(tx, ask, entry))


async def test_card_tells_all_and_sends_the_file(storage: Storage) -> None:
    values = {"kind": "agenda", "phase": "implementation", "region": "CH-ZH", "size": 12_500, "year": 2025}
    more = {"used_by": "Oberau und Seebach", "outcome": "zweimal erprobt", "licence": "CC0", "language": "en"}
    reply = await told_card(storage, **values, **more, **sent(25 << 20, "https://vorlagen.example/a.pdf"))
    assert reply.files == (File("a.pdf", "application/pdf", stored="ab" * 32),)
    assert plain(reply.text) == (
        "Drehbuch\n"
        "Drehbuch, Durchführung, Zürich, 12.500 Einwohner:innen, 2025\n"
        "Genutzt von Oberau und Seebach.\n"
        "Was daraus wurde: zweimal erprobt.\n"
        "Lizenz: CC0. Sprache: Englisch."
    )


async def test_card_in_english(storage: Storage) -> None:
    reply = await told_card(storage, asks="en", kind="agenda", region="CH-ZH", size=12_500, used_by="Oberau")
    assert plain(reply.text) == (
        "Drehbuch\nRun sheet, Zurich, 12,500 residents\nUsed by Oberau.\nLanguage: German.\nhttps://vorlagen.example/a"
    )


async def test_card_of_little_is_short(storage: Storage) -> None:
    reply = await told_card(storage)
    assert (plain(reply.text), reply.files) == ("Drehbuch\nhttps://vorlagen.example/a", ())


async def test_card_gives_a_link_for_a_file_that_is_too_large(storage: Storage) -> None:
    reply = await told_card(storage, most=5 << 20, **sent((6 << 20) + 1, "https://vorlagen.example/a.pdf"))
    assert reply.files == ()
    assert plain(reply.text) == (
        "Drehbuch\n"
        "Die Datei hat 7 MB, und mehr als 5 MB schicke ich nicht. Hier kannst du sie laden:\n"
        "https://vorlagen.example/a.pdf"
    )


async def test_card_of_a_large_file_without_a_link_sends_to_the_admins(storage: Storage) -> None:
    reply = await told_card(storage, most=5 << 20, **sent(6 << 20, ""))
    assert plain(reply.text) == (
        "Drehbuch\nDie Datei hat 6 MB, und mehr als 5 MB schicke ich nicht. Frag die Admins danach."
    )


async def test_card_warns_of_a_dead_link(storage: Storage) -> None:
    for days in (2, 1):
        at = NOW - timedelta(days=days)
        await storage.write(lambda tx, at=at: tx.links.looked_at("https://vorlagen.example/a", at, "404"))
    reply = await told_card(storage)
    assert plain(reply.text) == (
        "Drehbuch\nDer Link ging zuletzt nicht auf. Vielleicht ist er wieder da:\nhttps://vorlagen.example/a"
    )


async def test_line_names_the_kind_unless_the_title_does(storage: Storage) -> None:
    def fill(tx: Tx) -> list[str]:
        first = add(tx, "Brief an Ausgeloste", kind="invitation", year=2024)
        second = add(tx, "Einladungsschreiben", kind="invitation")
        return [templates.line(tx, an_ask(), entry) for entry in (first, second, 99)]

    assert await storage.write(fill) == [
        "Brief an Ausgeloste (Einladungsschreiben, 2024)",
        "Einladungsschreiben",
        "Diesen Eintrag gibt es nicht mehr.",
    ]


@pytest.mark.parametrize("words", ["", "?", "Vorlagen bitte"])
async def test_without_words_kinds_are_counted(storage: Storage, words: str) -> None:
    def fill(tx: Tx) -> str:
        for kind in ("motion", "budget", "budget", "", "eigene Art"):
            add(tx, "Titel", kind=kind)
        return plain(told(tx, words).text)

    assert await storage.write(fill) == (
        "Es gibt 5 Vorlagen:\n"
        "1 · Budgetplan (2)\n2 · Musterantrag (1)\n3 · eigene Art (1)\n4 · Anderes (1)\n"
        "Schreib eine Nummer, oder was du brauchst: !vorlage Antrag NRW 20k"
    )


async def test_many_kinds_come_on_two_pages(storage: Storage) -> None:
    def fill(tx: Tx) -> list[str]:
        for number in range(20):
            add(tx, "Titel", kind=f"Art {number:02}")
        return plain(told(tx, "").text).splitlines()

    assert await storage.write(fill) == [
        "Es gibt 20 Vorlagen:",
        *(f"{number + 1} · Art {number:02} (1)" for number in range(12)),
        "Schreib eine Nummer, oder was du brauchst: !vorlage Antrag NRW 20k. Die übrigen Arten zeigt !mehr.",
    ]


async def test_empty_library_says_so(storage: Storage) -> None:
    nothing = "Es gibt noch keine Vorlagen. Sobald Admins eine aufnehmen, findest du sie hier."
    assert await storage.read(lambda tx: told(tx, "").text) == nothing


async def test_number_without_a_list_is_refused(storage: Storage) -> None:
    with pytest.raises(UserError) as caught:
        await storage.read(lambda tx: told(tx, "2"))
    assert caught.value.example == "!vorlage Einladung"


async def test_nothing_from_the_place_is_said(storage: Storage) -> None:
    await storage.write(lambda tx: add(tx, "Einladung", kind="invitation", region="DE-BY"))
    reply = await storage.write(lambda tx: told(tx, "Einladung Steiermark"))
    assert plain(reply.text).splitlines()[0] == "Aus der Steiermark ist nichts dabei. Am nächsten kommt:"


async def test_nothing_found_is_counted_without_a_name(storage: Storage) -> None:
    await storage.write(lambda tx: told(tx, "Losbude"))
    misses = await storage.read(lambda tx: tx.misses.list(5))
    assert [(one.words, one.count) for one in misses] == [("losbude", 1)]


async def test_end_of_a_compound_and_other_words_for_a_kind_count(storage: Storage) -> None:
    def fill(tx: Tx) -> None:
        add(tx, "Vereinbarung zur Auftragsverarbeitung", kind="privacy-notice")
        add(tx, "Musterantrag", kind="motion")
        add(tx, "Einwilligung für Foto und Film", kind="photo-consent", words="AVV Stadtrat")

    await storage.write(fill)
    assert (await titles(storage, "AVV"))[0] == "Vereinbarung zur Auftragsverarbeitung"
    assert (await titles(storage, "Stadtratsantrag"))[0] == "Musterantrag"


async def test_what_there_is_follows_on_nothing(storage: Storage) -> None:
    await storage.write(lambda tx: add(tx, "Musterantrag", kind="motion", region="DE-NW"))
    kinds = await storage.write(lambda tx: told(tx, "Geheimschrift"))
    places = await storage.write(lambda tx: told(tx, "aus der Schweiz"))
    assert plain(kinds.text).splitlines()[-1] == "Diese Vorlagen gibt es: Musterantrag (1)"
    assert plain(places.text).splitlines()[-1] == "Vorlagen gibt es aus: Nordrhein-Westfalen (1)"
