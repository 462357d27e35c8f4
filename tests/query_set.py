"""The German query set (queries.tsv) over the first filling and the sample library: what is asked, and what must come.

A query counts as answered if one of the expected entries is among the first three. Queries marked `kept` were put aside
while the search was made, so that what it learnt by heart shows.
"""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from storage import Tx
from storage.library import Chapter
from storage.search import Kind

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 30, 17, tzinfo=UTC)

Key = tuple[Kind, int]
Finder = Callable[[str, tuple[Kind, ...]], list[Key]]


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody types, the entries of which one must come, and what is special about it."""

    text: str
    expected: tuple[str, ...]  # "kind:title", or "tip:number"
    kinds: tuple[Kind, ...]
    about: str
    part: str  # "tuning" or "kept"


def queries() -> list[Query]:
    """The whole set."""
    with (HERE / "queries.tsv").open(encoding="utf-8", newline="") as file:
        return [
            Query(row["query"], tuple(row["expected"].split("|")), _kinds(row["in"]), row["about"], row["part"])
            for row in csv.DictReader(file, delimiter="\t")
        ]


def _kinds(text: str) -> Any:  # noqa: ANN401 - a tuple of Kind
    return tuple(text.split("|")) if text else ()


def _rows(text: str) -> Iterable[dict[str, str]]:
    return csv.DictReader(text.splitlines())


def fill(tx: Tx) -> None:
    """Puts the first filling and the sample library in."""
    content = files("commands") / "content"
    for row in _rows((content / "tips.csv").read_text(encoding="utf-8")):
        told = {"lang_de": row["lang_de"], "lang_en": row["lang_en"], "source": row["source_title"]}
        tx.tips.add(topic=row["topic"], **told, verified=row["verified"] == "yes", reviewed_at=NOW, added_at=NOW)
    for row in _rows((content / "glossary.csv").read_text(encoding="utf-8")):
        tx.terms.add(**row, added_at=NOW)
    for row in _rows((HERE / "library" / "recordings.csv").read_text(encoding="utf-8")):
        recording = tx.recordings.add(
            title=row["title"],
            date=date.fromisoformat(row["date"]),
            speakers=row["speakers"],
            link=row["link"],
            topics=row["topics"],
            added_at=NOW,
        )
        tx.recordings.chapter(recording, [Chapter(0, one.partition(" ")[2]) for one in row["chapters"].split(";")])
    for row in _rows((HERE / "library" / "templates.csv").read_text(encoding="utf-8")):
        file = HERE / "library" / row["file"] if row["file"] else None
        tx.templates.add(
            title=row["title"],
            kind=row["kind"],
            used_by=row["used_by"],
            outcome=row["outcome"],
            link=row["link"],
            file=file.name if file else "",
            words=file.read_text(encoding="utf-8") if file else "",
            added_at=NOW,
        )


def names(tx: Tx) -> dict[Key, set[str]]:
    """Under which names the set knows each entry."""
    found: dict[Key, set[str]] = {}
    for recording in tx.recordings.all():
        found["recording", recording.id] = {f"recording:{recording.title}"}
    for template in tx.templates.all():
        found["template", template.id] = {f"template:{template.title}"}
    for tip in tx.tips.all():
        found["tip", tip.id] = {f"tip:{tip.id}"}
    for term in tx.terms.all():
        found["term", term.id] = {f"term:{term.term_de}"}
    return found


def missed(asked: list[Query], known: dict[Key, set[str]], find: Finder) -> list[Query]:
    """The queries of which no expected entry is among the first three."""
    return [
        query
        for query in asked
        if not any(known.get(key, set()) & set(query.expected) for key in find(query.text, query.kinds)[:3])
    ]


def by_search(tx: Tx) -> Finder:
    """Our own search."""
    return lambda text, kinds: [(hit.kind, hit.id) for hit in tx.search.find(text, kinds)]


def plain(tx: Tx) -> tuple[sqlite3.Connection, Finder]:
    """What FTS5 finds by itself, with its tokenizer unicode61: the measure beside ours. The caller closes it."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE plain USING fts5 (kind UNINDEXED, entry UNINDEXED, title, body)")
    for shelf in (tx.recordings, tx.templates, tx.tips, tx.terms):
        for entry in shelf.all():  # type: ignore[attr-defined]
            connection.execute("INSERT INTO plain VALUES (?, ?, ?, ?)", (shelf.kind, entry.id, *shelf.text(entry)))

    def find(text: str, kinds: tuple[Kind, ...]) -> list[Key]:
        asked = " ".join('"' + word.replace('"', "") + '"' for word in text.split())
        rows = connection.execute(
            "SELECT kind, entry FROM plain WHERE plain MATCH ? ORDER BY bm25(plain, 0, 0, 4, 1)", (asked,)
        )
        return [(kind, entry) for kind, entry in rows if not kinds or kind in kinds]

    return connection, find


def report(tx: Tx) -> tuple[float, float, list[Query], str]:
    """The hit rate of all, of those kept aside, the misses, and a table to print with FTS5's own rate beside it."""
    known, asked = names(tx), queries()
    ours = missed(asked, known, by_search(tx))
    connection, find = plain(tx)
    with closing(connection):
        theirs = missed(asked, known, find)
    lines = [f"{'queries':<12}{'n':>5}{'ours':>8}{'unicode61':>11}"]
    groups: dict[str, list[Query]] = {"all": asked, "kept aside": [one for one in asked if one.part == "kept"]}
    for about in dict.fromkeys(one.about for one in asked):
        groups[about] = [one for one in asked if one.about == about]
    rates = {}
    for name, group in groups.items():
        rates[name] = 1 - sum(one in ours for one in group) / len(group)
        other = 1 - sum(one in theirs for one in group) / len(group)
        lines.append(f"{name:<12}{len(group):>5}{rates[name]:>8.1%}{other:>11.1%}")
    lines += [f"missed: {one.text} ({one.about})" for one in ours]
    return rates["all"], rates["kept aside"], ours, "\n".join(lines)
