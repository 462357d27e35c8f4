"""The words that the index has seen: what they are made of, and which are nearly or partly the same."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from storage._german import LONGEST, Word, candidates, parts, split, stem, stop_words
from storage.store import Store

_KEPT = 20_000  # words that one transaction remembers
_ANY = "\U0010ffff"  # sorts after every letter
_LOOKED_AT = 3_000  # words with the same beginning that are compared with one that may be mistyped


@dataclass(frozen=True, slots=True)
class Known:
    """The stem of a word and the stems of what it is made of."""

    stem: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """A word as it was written, how it is compared, and its stem."""

    shown: str
    folded: str
    stem: str


class Vocabulary(Store):
    """Grows with every text that is indexed; a word that no entry has any more is forgotten."""

    def __init__(self, connection: sqlite3.Connection, touch: Callable[[str], None]) -> None:
        super().__init__(connection, touch)
        self._kept: dict[str, Known] = {}

    def learn(self, words: Iterable[Word]) -> dict[str, Known]:
        """Takes in the words of a text; returns what is known of each, by its folded form."""
        shown = {word.folded: word.shown for word in words}
        found = {folded: self._kept[folded] for folded in shown if folded in self._kept}
        rest = {folded: word for folded, word in shown.items() if folded not in found}
        if rest:
            found |= self._stored(rest)
            found |= self._added({folded: word for folded, word in rest.items() if folded not in found})
            if len(self._kept) + len(rest) > _KEPT:
                self._kept.clear()
            self._kept |= {folded: found[folded] for folded in list(rest)[:_KEPT]}
        return found

    def pieces(self, folded: str) -> list[str]:
        """What a word is made of, folded; empty for one that is no compound as far as we know."""
        return split(folded, self._seen(candidates(folded)))

    def has(self, folded: str) -> bool:
        """Whether the index has seen this very word."""
        return bool(self._seen([folded], 1))

    def one_off(self, folded: str) -> list[str]:
        """Stems of the words that differ in one letter, left out, added, wrong, or in the wrong place."""
        # One mistake leaves the first or the second half whole, or both but for the two letters between.
        half = (len(folded) - 1) // 2
        head, tail = folded[:half], folded[half + 1 :][::-1]
        rows = self._all(
            "SELECT word, stem FROM (SELECT word, stem FROM search_words"
            " WHERE word >= :head AND word < :head_end AND length(word) BETWEEN :short AND :long LIMIT :most)"
            " UNION SELECT word, stem FROM (SELECT word, stem FROM search_words"
            " WHERE back >= :tail AND back < :tail_end AND length(word) BETWEEN :short AND :long LIMIT :most)",
            head=head,
            head_end=head + _ANY,
            tail=tail,
            tail_end=tail + _ANY,
            short=len(folded) - 1,
            long=len(folded) + 1,
            most=_LOOKED_AT,
        )
        close = {row["stem"] for row in rows if OSA.distance(folded, row["word"], score_cutoff=1) == 1}
        return sorted(close)

    def inside(self, folded: str, limit: int) -> list[str]:
        """Stems of the words that this one stands in, where that is no part that we know; the shortest first."""
        rows = self._all(
            "SELECT word, stem FROM search_words WHERE id IN"
            " (SELECT rowid FROM search_trigrams WHERE word LIKE :inside) AND ' ' || parts || ' ' NOT LIKE :part"
            " ORDER BY length(word), word LIMIT :limit",
            inside=f"%{folded}%",
            part=f"% {stem(folded)} %",
            limit=limit,
        )
        return list(dict.fromkeys(row["stem"] for row in rows))

    def ends(self, folded: str) -> tuple[str, str]:
        """The longest known words with which this one begins and ends, itself not counted; empty if there are none."""
        cuts = range(3, len(folded) - 2)
        heads, tails = [folded[:cut] for cut in reversed(cuts)], [folded[cut:] for cut in cuts]
        known = (self._seen([*heads, *tails]) | parts()) - stop_words()
        return next((one for one in heads if one in known), ""), next((one for one in tails if one in known), "")

    def similar(self, folded: str, head: str, tail: str, limit: int) -> list[Seen]:
        """Words with this beginning or end, and those that share the most trigrams."""
        trigrams = sorted({folded[at : at + 3] for at in range(len(folded) - 2)})
        rows = self._all(
            "SELECT shown, word, stem FROM search_words WHERE shown <> '' AND ("
            "id IN (SELECT id FROM search_words WHERE word >= :head AND word < :head_end"
            " AND :head <> '' ORDER BY length(word) LIMIT :limit)"
            " OR id IN (SELECT id FROM search_words WHERE back >= :tail AND back < :tail_end"
            " AND :tail <> '' ORDER BY length(word) LIMIT :limit)"
            " OR id IN (SELECT rowid FROM search_trigrams WHERE search_trigrams MATCH :match"
            " ORDER BY rank LIMIT :limit))",
            head=head,
            head_end=head + _ANY,
            tail=tail[::-1],
            tail_end=tail[::-1] + _ANY,
            match=" OR ".join(f'"{trigram}"' for trigram in trigrams) or f'"{folded}"',
            limit=limit,
        )
        return [Seen(row["shown"], row["word"], row["stem"]) for row in rows]

    def forget(self, stems: Collection[str]) -> None:
        """Drops the words with these stems that no entry has any more."""
        rows = self._all(
            "SELECT id, word FROM search_words WHERE stem IN (SELECT value FROM json_each(:stems))"
            " AND NOT EXISTS (SELECT 1 FROM search_index WHERE search_index MATCH '\"a' || stem || '\"')",
            stems=json.dumps(sorted(stems)),
        )
        for row in rows:
            self._kept.pop(row["word"], None)
            self._run(
                "INSERT INTO search_trigrams (search_trigrams, rowid, word) VALUES ('delete', :id, :word)", **dict(row)
            )
            self._run("DELETE FROM search_words WHERE id = :id", id=row["id"])

    def _stored(self, shown: dict[str, str]) -> dict[str, Known]:
        rows = self._all(
            "SELECT id, word, stem, parts, shown FROM search_words WHERE word IN (SELECT value FROM json_each(:words))",
            words=json.dumps(list(shown)),
        )
        for row in rows:
            told = shown[row["word"]]
            if not row["shown"] or (row["shown"][0].islower() and told[0].isupper()):
                self._run("UPDATE search_words SET shown = :told WHERE id = :id", id=row["id"], told=told)
        return {row["word"]: Known(row["stem"], tuple(row["parts"].split())) for row in rows}

    def _added(self, shown: dict[str, str]) -> dict[str, Known]:
        known = self._seen({one for folded in shown for one in candidates(folded)}) | {
            folded for folded in shown if len(folded) > 3
        }
        found: dict[str, Known] = {}
        inner: set[str] = set()
        for folded in shown:
            pieces = _all_pieces(folded, known)
            inner.update(pieces)
            found[folded] = Known(stem(folded), tuple(dict.fromkeys(map(stem, pieces))))
        for folded, one in found.items():
            self._add(folded, one, shown[folded])
        # Of what is only known as a part nobody can say how it is written.
        for folded in inner - shown.keys() - self._seen(inner, 0):
            self._add(folded, Known(stem(folded), ()), "")
        return found

    def _add(self, folded: str, known: Known, shown: str) -> None:
        row = self._one(
            "INSERT INTO search_words (word, back, stem, parts, shown)"
            " VALUES (:word, :back, :stem, :parts, :shown) RETURNING id",
            word=folded,
            back=folded[::-1],
            stem=known.stem,
            parts=" ".join(known.parts),
            shown=shown,
        )
        self._run(
            "INSERT INTO search_trigrams (rowid, word) VALUES (:id, :word)", id=row["id"] if row else 0, word=folded
        )

    def _seen(self, folded: Collection[str], shortest: int = 4) -> frozenset[str]:
        rows = self._all(
            "SELECT word FROM search_words WHERE word IN (SELECT value FROM json_each(:words))",
            words=json.dumps([one for one in folded if shortest <= len(one) <= LONGEST]),
        )
        return frozenset(row["word"] for row in rows)


def _all_pieces(folded: str, known: frozenset[str]) -> list[str]:
    """What a word is made of, and what that is made of."""
    return [one for piece in split(folded, known) for one in (piece, *_all_pieces(piece, known))]
