"""Whatever is typed, the search answers; and what is in a title is found by it."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from storage import Tx, open_storage
from storage._german import words

SYNTAX = st.sampled_from(
    ['"', "*", "(", ")", ":", "-", "+", "^", "NEAR", "AND", "OR", "NOT", "{", "}", "'", ";", "los"]
)
QUERIES = st.one_of(st.text(max_size=80), st.lists(SYNTAX, max_size=12).map(" ".join))
WORDS = ["Los", "Verfahren", "Bürgerrat", "Straße", "Kosten", "im", "Griff", "Räte", "Ärger", "Öl", "2024"]
TITLES = st.lists(st.sampled_from(WORDS), min_size=1)


async def _tried(titles: list[str], queries: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with open_storage(Path(folder) / "losbote.db") as storage:

            def play(tx: Tx) -> None:
                for number, title in enumerate(titles, start=1):
                    tx.search.put("recording", number, title)
                for query in queries:
                    hits = tx.search.find(query)
                    assert {(hit.kind, hit.id) for hit in hits} <= {("recording", n + 1) for n in range(len(titles))}
                    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
                    assert len(tx.search.near(query)) <= 3
                for number, title in enumerate(titles, start=1):
                    if any(words(title)):
                        found = tx.search.find(title, limit=100)
                        assert ("recording", number) in {(hit.kind, hit.id) for hit in found}

            await storage.write(play)


@settings(max_examples=40, deadline=None)
@given(st.lists(TITLES.map(" ".join), max_size=5), st.lists(QUERIES, max_size=8))
def test_any_query_over_any_titles(titles: list[str], queries: list[str]) -> None:
    asyncio.run(_tried(titles, queries))
