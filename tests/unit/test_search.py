"""The search by itself: what is indexed, found, ranked and forgotten."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from storage import Storage, Tx, open_storage
from storage.search import Hit, Kind

ENTRIES: list[tuple[Kind, int, str, str]] = [
    ("template", 1, "Beschlussvorlage Bürgerrat", "Der Rat möge beschließen"),
    ("template", 2, "Losprotokoll", "Datum, Zeug:innen, Quoten"),
    ("recording", 1, "Losverfahren in Aachen", "Kosten;Moderation"),
    ("recording", 2, "Moderation zu zweit", "Losverfahren am Rande"),
    ("term", 1, "Straßenbahn", "Große Maße"),
    ("passage", 1, "", "Die Aufwandsentschädigung lag bei fünfzig Euro am Tag."),
]


@pytest_asyncio.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    """An index with a handful of entries."""
    async with open_storage(tmp_path / "losbote.db") as opened:
        await opened.write(lambda tx: [tx.search.put(*one) for one in ENTRIES])
        yield opened


async def found(storage: Storage, query: str, *kinds: Kind) -> list[tuple[Kind, int]]:
    hits: list[Hit] = await storage.read(lambda tx: tx.search.find(query, kinds))
    return [(hit.kind, hit.id) for hit in hits]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("vorlage", ("template", 1)),
        ("BUERGERRAT", ("template", 1)),
        ("burgerrat", ("template", 1)),
        ("Bürger:innenrat", ("template", 1)),
        ("Bürger*innenräte", ("template", 1)),
        ("strasse bahn", ("term", 1)),
        ("moderieren", ("recording", 2)),
        ("losprotokol", ("template", 2)),
        ("Losverfahren Protokoll", ("template", 2)),
        ("aufwandsentschaedigung", ("passage", 1)),
        ("zeuginnen", ("template", 2)),
    ],
)
async def test_what_is_meant_comes_first(storage: Storage, query: str, first: tuple[Kind, int]) -> None:
    assert (await found(storage, query))[0] == first


async def test_title_counts_more_than_body(storage: Storage) -> None:
    ranked = await found(storage, "losverfahren", "recording")
    assert ranked == [("recording", 1), ("recording", 2)]


async def test_only_the_kinds_that_are_asked_for(storage: Storage) -> None:
    assert {kind for kind, _ in await found(storage, "los", "template")} == {"template"}


async def test_synonyms_find_each_other_until_they_are_replaced(storage: Storage) -> None:
    assert ("recording", 1) not in await found(storage, "Zufallsauswahl")
    await storage.write(lambda tx: tx.search.synonyms([["Losverfahren", "Zufallsauswahl"]]))
    assert ("recording", 1) in await found(storage, "Zufallsauswahl")
    await storage.write(lambda tx: tx.search.synonyms([]))
    assert ("recording", 1) not in await found(storage, "Zufallsauswahl")


async def test_an_entry_indexed_anew_is_found_by_its_new_words_only(storage: Storage) -> None:
    await storage.write(lambda tx: tx.search.put("template", 2, "Fragebogen", ""))
    assert ("template", 2) in await found(storage, "fragebogen")
    assert ("template", 2) not in await found(storage, "zeuginnen")


async def test_a_dropped_entry_leaves_nothing_behind(storage: Storage) -> None:
    def empty(tx: Tx) -> tuple[int, ...]:
        for kind, entry, *_ in ENTRIES:
            tx.search.drop(kind, entry)
        counts = ("search_index", "search_words", "search_trigrams")
        return tuple(tx.search._all(f"SELECT count(*) AS n FROM {one}")[0]["n"] for one in counts)  # noqa: S608 - ours

    assert await storage.write(empty) == (0, 0, 0)
    assert await found(storage, "losverfahren") == []


async def test_near_names_titles_that_look_alike(storage: Storage) -> None:
    near = await storage.read(lambda tx: tx.search.near("Losverfahrung"))
    assert "Losverfahren" in near
    assert await storage.read(lambda tx: tx.search.near("xqzw")) == []


async def test_near_names_compounds_with_the_same_beginning(storage: Storage) -> None:
    assert await storage.read(lambda tx: tx.search.near("Losbude")) == ["Losverfahren", "Losprotokoll"]
    assert await storage.read(lambda tx: tx.search.near("Losbude", ["template"])) == ["Losprotokoll"]
    assert await storage.read(lambda tx: tx.search.near("Losbude", limit=1)) == ["Losverfahren"]


async def test_a_typo_in_half_a_compound_is_mended(storage: Storage) -> None:
    await storage.write(lambda tx: tx.search.put("tip", 1, "", "Ein Protokoll hilft beim Los."))
    assert ("tip", 1) in await found(storage, "Losprotkoll")


async def test_what_only_looks_like_a_compound_that_we_know_is_not_found(storage: Storage) -> None:
    assert await found(storage, "Bürgerschreck") == []


async def test_one_title_is_found_among_many_bodies(storage: Storage) -> None:
    def fill(tx: Tx) -> None:
        for number in range(10, 310):
            tx.search.put("passage", number, "", "Hier geht es um die Moderation.")

    await storage.write(fill)
    assert (await found(storage, "moderation"))[0] == ("recording", 2)
    assert (await found(storage, "moderation zweit"))[0] == ("recording", 2)
    assert (await found(storage, "moderation beschlussvorlage"))[0] == ("template", 1)  # none has both


async def test_all_words_come_before_most_words_before_one(storage: Storage) -> None:
    for number, text in enumerate(("Apfel Birne Kirsche", "Apfel Birne", "Apfel"), 1):
        await storage.write(lambda tx, number=number, text=text: tx.search.put("meeting", number, "", text))
    assert await found(storage, "Apfel Birne Kirsche") == [("meeting", 1), ("meeting", 2), ("meeting", 3)]


async def test_a_word_that_nobody_has_does_not_hide_what_has_the_others(storage: Storage) -> None:
    def fill(tx: Tx) -> None:
        for number in range(10, 1_020):
            tx.search.put("passage", number, "", "Apfel" if number % 2 else "Birne")
        tx.search.put("passage", 2_000, "", "Apfel, Birne")

    await storage.write(fill)
    assert (await found(storage, "Apfel Birne Xqzwv"))[0] == ("passage", 2_000)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "   ",
        "der die das und",
        '"',
        "*",
        "NEAR(los, 2)",
        'title : "los"',
        "-los",
        "los OR",
        "AND",
        "^los",
        "'; DROP TABLE search_index; --",
        "{title} : los",
        "👩‍👩‍👧‍👦🏽",
        "\x00\ud800".encode("utf-8", "replace").decode(),
        "los " * 2_500,
        "a" * 10_000,
        ":" * 500,
        "(" * 500,
    ],
)
async def test_no_query_is_an_error(storage: Storage, query: str) -> None:
    hits = await found(storage, query)
    assert set(hits) <= {(kind, entry) for kind, entry, *_ in ENTRIES}
    near = await storage.read(lambda tx: tx.search.near(query))
    assert len(near) <= 3


async def test_words_that_are_nowhere_are_named(tmp_path: Path) -> None:
    async with open_storage(tmp_path / "losbote.db") as storage:
        await storage.write(lambda tx: tx.search.put("tip", 1, "Kosten planen"))
        found = [
            await storage.read(lambda tx, asked=asked: tx.search.unsaid(asked))
            for asked in ("Kosten Zebrastreifen", "kostn planen", "Zebrastreifen", "")
        ]
        await storage.write(lambda tx: tx.search.optimise())
        hits = await storage.read(lambda tx: tx.search.find("Kosten"))
    assert found == [["Zebrastreifen"], [], [], []]
    assert [hit.id for hit in hits] == [1]
