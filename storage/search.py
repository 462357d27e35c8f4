"""Finds entries of the library the way German is written, best first; the only place that knows the engine (FTS5).

An entry is indexed with the stems of its words and of what its compounds are made of. A query is asked for all its
words, with synonyms; where that gives very many, for those that say them in the title; where it gives too few, with
typos and parts of words, and for most of the words. What was gathered is ranked by where and how it says each word.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from heapq import nlargest
from itertools import islice
from math import log
from typing import Literal, get_args

from rapidfuzz.distance import JaroWinkler

from storage import _slots
from storage._german import Word, phrases, words
from storage._rank import Found, rank
from storage._slots import Slot, Slots, match
from storage._vocabulary import Vocabulary
from storage.store import Store

Kind = Literal["recording", "passage", "template", "tip", "term", "meeting"]

_KINDS: tuple[Kind, ...] = get_args(Kind)
# Each stem is indexed once for each place that it counts for, with a letter before it: a list of its own for each is
# read in a fraction of the time that FTS5's filter by column needs.
_TITLE, _TITLES, _ANYWHERE, _KIND = "t", "u", "a", "k"
_PLACES = {
    "title": (_TITLE, _TITLES, _ANYWHERE),
    "title_parts": (_TITLES, _ANYWHERE),
    "body": (_ANYWHERE,),
    "body_parts": (_ANYWHERE,),
}
_GATHERED = 80  # entries a step
_ENOUGH = 3
_RARE = 1_000  # entries
_SIMILAR = 200  # words
_NEAR = 0.88  # of 1 for the same word


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found; scores compare within one answer only."""

    kind: Kind
    id: int
    score: float


class Search(Store):
    """The index, filled by whoever changes the library."""

    def __init__(self, connection: sqlite3.Connection, touch: Callable[[str], None]) -> None:
        super().__init__(connection, touch)
        self._vocabulary = Vocabulary(connection, touch)
        self._slots = Slots(connection, touch, self._vocabulary)

    def put(self, kind: Kind, entry: int, title: str, body: str = "") -> None:
        """Indexes an entry, or indexes it anew; its title counts for more than its body, which may be megabytes."""
        row = _row(kind, entry)
        before = self._stems(row)
        self._run("DELETE FROM search_index WHERE rowid = :row", row=row)
        title_words, title_parts = self._analysed(title)
        body_words, body_parts = self._analysed(body)
        self._run(
            "INSERT INTO search_index (rowid, kind, title, title_parts, body, body_parts)"
            " VALUES (:row, :kind, :title, :title_parts, :body, :body_parts)",
            row=row,
            kind=f"{_KIND}{kind}",
            title=_told(title_words, "title"),
            title_parts=_told(title_parts, "title_parts"),
            body=_told(body_words, "body"),
            body_parts=_told(body_parts, "body_parts"),
        )
        if before:
            self._vocabulary.forget(before.difference(title_words, title_parts, body_words, body_parts))

    def drop(self, kind: Kind, entry: int) -> None:
        """Takes an entry out of the index, and the words that only it had."""
        row = _row(kind, entry)
        before = self._stems(row)
        if before is not None:
            self._run("DELETE FROM search_index WHERE rowid = :row", row=row)
            self._vocabulary.forget(before)

    def synonyms(self, groups: Iterable[Iterable[str]]) -> None:
        """Replaces all groups of words and phrases that mean the same: who asks for one finds all."""
        self._run("DELETE FROM search_synonyms")
        for meaning, group in enumerate(groups):
            same = {one for text in group for one in phrases(text)}
            self._run(
                "INSERT INTO search_synonyms (phrase, meaning) SELECT value, :meaning FROM json_each(:same)",
                meaning=meaning,
                same=json.dumps(sorted(same)),
            )

    def find(self, query: str, kinds: Collection[Kind] = (), *, limit: int = 50) -> list[Hit]:
        """The entries that say all words of the query, best first; fewer than three are followed by those with most.

        No kinds are all kinds. Any text is a query; one without a word that says something finds nothing.
        """
        slots = self._slots.of(query)
        rows = self._with_all(slots, kinds, limit)
        weights = [1.0] * len(slots)
        if slots and len(rows) < _ENOUGH:
            slots = [self._slots.widened(slot) for slot in slots]
            rows = self._with_all(slots, kinds, limit)
        if len(slots) > 1 and len(rows) < _ENOUGH:
            most, weights = self._with_most(slots, kinds)
            rows |= most
        scores = rank(self._loaded(rows), slots, weights)
        best = sorted(scores.items(), key=lambda one: (-one[1], -one[0]))[: max(limit, 0)]
        return [Hit(_KINDS[row % 8], row // 8, round(score, 4)) for row, score in best]

    def unsaid(self, query: str, kinds: Collection[Kind] = ()) -> list[str]:
        """The words of a query that no entry says, not even nearly, as they were written; none if all are such.

        Of a compound one part is not enough.
        """
        slots = [self._slots.widened(slot) for slot in self._slots.of(query)]
        said = [self._rows(match(slot, _ANYWHERE, _slots.INSIDE), kinds, 1) for slot in slots]
        missing = {one for slot, rows in zip(slots, said, strict=True) if not rows for one in slot.asked}
        shown = {word.folded: word.shown for word in words(query)}
        asked = {one for slot in slots for one in slot.asked}
        return [shown[one] for one in shown if one in missing] if missing != asked else []

    def optimise(self) -> None:
        """Puts the index in order after very many entries came, so that it is read at once."""
        self._run("INSERT INTO search_index (search_index) VALUES ('optimize')")
        self._run("INSERT INTO search_trigrams (search_trigrams) VALUES ('optimize')")

    def near(self, query: str, kinds: Collection[Kind] = (), *, limit: int = 3) -> list[str]:
        """Nouns of titles that look like a word of a query that found nothing, the closest first."""
        close: dict[str, tuple[float, str]] = {}
        for asked in (folded for slot in self._slots.of(query) for folded in slot.asked if len(folded) > 2):
            head, tail = self._vocabulary.ends(asked)
            for seen in self._vocabulary.similar(asked, head, tail, _SIMILAR):
                likeness = _likeness(asked, seen.folded, head, tail)
                if seen.shown[0].isupper() and likeness >= max(_NEAR, close.get(seen.stem, (0.0, ""))[0]):
                    close[seen.stem] = (likeness, seen.shown)
        best = sorted(close.items(), key=lambda one: (-one[1][0], one[1][1]))
        titled = (shown for stem, (_, shown) in best if self._rows(f'"{_TITLE}{stem}"', kinds, 1))
        return list(islice(titled, max(limit, 0)))

    def _analysed(self, text: str) -> tuple[list[str], list[str]]:
        """The stems of a text, each once; and of what its compounds are made of."""
        found = [one for word in words(text) for one in (word, *(Word(piece, piece) for piece in word.pieces))]
        known = self._vocabulary.learn(found)
        whole = dict.fromkeys(known[word.folded].stem for word in found)
        parts = dict.fromkeys(part for word in found for part in known[word.folded].parts)
        return list(whole), [part for part in parts if part not in whole]

    def _stems(self, row: int) -> set[str] | None:
        found = next(iter(self._loaded([row])), None)
        return {*found.title, *found.title_parts, *found.body, *found.body_parts} if found else None

    def _with_all(self, slots: list[Slot], kinds: Collection[Kind], limit: int) -> set[int]:
        """The rows with all slots; of very many those that say them in the title."""
        # From the widest step to the narrowest. Few rows are all there are; many come at once, and narrower ones count.
        steps: list[list[int]] = []
        for step in _steps(slots) if slots else ():
            steps.append(self._rows(step, kinds, _GATHERED))
            if len(steps[-1]) < _GATHERED:
                break
        rows: set[int] = set()
        while steps and len(rows) < limit:
            rows.update(steps.pop())
        return rows

    def _with_most(self, slots: list[Slot], kinds: Collection[Kind]) -> tuple[set[int], list[float]]:
        """The rows with most of the slots, those with rare ones first; and what each slot weighs."""
        asked = [match(slot, _ANYWHERE) for slot in slots]
        found = [set(self._rows(one, kinds, _RARE)) for one in asked]
        rare = " OR ".join(one for one, rows in zip(asked, found, strict=True) if 0 < len(rows) < _RARE)
        for one, rows in zip(asked, found, strict=True):
            if rare and len(rows) == _RARE:  # the newest of what is common, and all that have something rare too
                rows.update(self._rows(f"{one} AND ({rare})", kinds, _RARE))
        weights = [0.5 + 0.5 / (1 + log(1 + len(rows))) for rows in found]
        sums: defaultdict[int, float] = defaultdict(float)
        for rows, weight in zip(found, weights, strict=True):
            for row in rows:
                sums[row] += weight
        for at, weight in enumerate(weights) if len(slots) > 2 else ():
            others = " AND ".join(asked[:at] + asked[at + 1 :])
            sums |= dict.fromkeys(self._rows(others, kinds, _GATHERED), sum(weights) - weight)
        return {row for row, _ in nlargest(_GATHERED, sums.items(), key=lambda one: (one[1], one[0]))}, weights

    def _rows(self, asked: str, kinds: Collection[Kind], limit: int) -> list[int]:
        """The newest rows that match."""
        only = " OR ".join(f'"{_KIND}{kind}"' for kind in kinds)
        rows = self._all(
            "SELECT rowid FROM search_index WHERE search_index MATCH :match ORDER BY rowid DESC LIMIT :limit",
            match=f"({only}) AND ({asked})" if only else asked,
            limit=limit,
        )
        return [row["rowid"] for row in rows]

    def _loaded(self, rows: Iterable[int]) -> list[Found]:
        found = self._all(
            "SELECT rowid, title, title_parts, body, body_parts FROM search_index"
            " WHERE rowid IN (SELECT value FROM json_each(:rows))",
            rows=json.dumps(list(rows)),
        )
        return [Found(row["rowid"], *(_said(row[column], column) for column in _PLACES)) for row in found]


def _likeness(asked: str, other: str, head: str, tail: str) -> float:
    """How much words look alike; compounds with the same beginning more than those with the same end."""
    letters = JaroWinkler.similarity(asked, other)
    if head and other.startswith(head):
        return 0.9 + 0.2 * letters
    ends = [end for end in (head, tail) if len(end) > 3 and other.endswith(end)]
    return 0.8 + 0.2 * letters if ends else letters


def _row(kind: Kind, entry: int) -> int:
    return entry * 8 + _KINDS.index(kind)


def _told(stems: list[str], column: str) -> str:
    return " ".join(f"{place}{stem}" for place in _PLACES[column] for stem in stems)


def _said(told: str, column: str) -> frozenset[str]:
    place, *others = _PLACES[column]
    own = told[: told.find(f" {others[0]}")] if others else told
    return frozenset(f" {own}".split(f" {place}")[1:])


def _steps(slots: list[Slot]) -> Iterator[str]:
    """What is asked, one after the other, each finding a part of the one before: all words, at last in the title."""
    anywhere = _all_of(slots, _ANYWHERE)
    yield anywhere
    if len(slots) > 1:
        yield f"{anywhere} AND ({' OR '.join(match(slot, _TITLES) for slot in slots)})"
    yield _all_of(slots, _TITLES)
    yield _all_of(slots, _TITLES, _slots.EQUAL)
    yield _all_of(slots, _TITLE, _slots.EQUAL)


def _all_of(slots: list[Slot], place: str, least: float = 0.0) -> str:
    return " AND ".join(match(slot, place, least) for slot in slots)
