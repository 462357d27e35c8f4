"""What a query asks for: a slot for each of its words, with the ways in which an entry may say it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from storage._german import Word, equal_phrases, stem, words
from storage._vocabulary import Vocabulary
from storage.store import Store

_READ = 1_000  # characters of a query
_MOST_SLOTS = 8
_MOST_WORDS = 4  # of a phrase that has synonyms
_MOST_INSIDE = 20
_TELLING = 5  # letters of a word that means itself where it stands in another; "zwei" stands in "zweifelt", too
_MENDED = 5  # letters of half a compound in which a typo may be; with a linking letter there is more to confuse
_LINKS = (("", _MENDED), ("s", 7), ("n", 7), ("en", 7))

# How much it is worth that an entry says it in this way.
SAME, APART, PARTS, EQUAL, SYNONYM = 1.0, 0.95, 0.85, 0.7, 0.65
ALMOST, INSIDE, SOME = 0.45, 0.4, 0.3


@dataclass(frozen=True, slots=True)
class Way:
    """Stems that an entry must all have."""

    stems: tuple[str, ...]
    worth: float


@dataclass(frozen=True, slots=True)
class Slot:
    """A word of a query, or several that mean one thing, folded; and the ways to say it, the best first."""

    asked: tuple[str, ...]
    ways: tuple[Way, ...]


def match(slot: Slot, place: str, least: float = 0.0) -> str:
    """The slot in the language of FTS5: said in this place, in ways that are worth at least so much."""
    ways = [way for way in slot.ways if way.worth >= least]
    told = (" AND ".join(f'"{place}{one}"' for one in way.stems) for way in ways)
    return f"({' OR '.join(f'({one})' for one in told)})"


class Slots(Store):
    """Reads queries, with the synonyms and the vocabulary at hand."""

    def __init__(self, connection: sqlite3.Connection, touch: Callable[[str], None], vocabulary: Vocabulary) -> None:
        super().__init__(connection, touch)
        self._vocabulary = vocabulary

    def of(self, query: str) -> list[Slot]:
        """The slots of a query, without stop words; none if nothing else is in it."""
        asked = list({stem(word.folded): word for word in words(query[:_READ])}.values())[:_MOST_SLOTS]
        stretches = {(start, end): _stretch(asked[start:end]) for start, end in _stretches(len(asked))}
        synonyms = self._synonyms(set(stretches.values()))
        slots: list[Slot] = []
        at = 0
        while at < len(asked):
            end = next(
                (end for end in range(min(len(asked), at + _MOST_WORDS), at + 1, -1) if synonyms[stretches[at, end]]),
                at + 1,
            )
            slots.append(self._slot(asked[at:end], synonyms[stretches[at, end]]))
            at = end
        return slots

    def widened(self, slot: Slot) -> Slot:
        """The slot with what is only nearly or partly the same."""
        ways = list(slot.ways)
        for folded in slot.asked if len(slot.asked) == 1 else ():
            ways += self._nearly(folded)
        return replace(slot, ways=_best(ways))

    def _slot(self, asked: list[Word], synonyms: dict[str, float]) -> Slot:
        ways = [Way(tuple(stem(word.folded) for word in asked), SAME)]
        if any(word.pieces for word in asked):
            ways.append(Way(tuple(stem(one) for word in asked for one in word.pieces or (word.folded,)), APART))
        if len(asked) == 1 and (pieces := self._vocabulary.pieces(asked[0].folded)):
            ways.append(Way(tuple(map(stem, pieces)), PARTS))
        ways += [Way(tuple(phrase.split()), worth) for phrase, worth in synonyms.items()]
        return Slot(tuple(word.folded for word in asked), _best(ways))

    def _nearly(self, folded: str) -> Iterator[Way]:
        if len(folded) >= 4 and not folded.isdigit():
            if not self._vocabulary.has(folded):
                yield from (Way((one,), ALMOST) for one in self._vocabulary.one_off(folded))
                yield from self._half_mistyped(folded)
            if len(folded) >= _TELLING:
                yield from (Way((one,), INSIDE) for one in self._vocabulary.inside(folded, _MOST_INSIDE))
        yield from (Way((stem(piece),), SOME) for piece in self._vocabulary.pieces(folded))

    def _half_mistyped(self, folded: str) -> Iterator[Way]:
        """A compound of a word that we know and one that is mistyped."""
        for cut in range(3, len(folded) - 3):
            head, tail = folded[:cut], folded[cut:]
            if self._vocabulary.has(head):
                links = [link for link, least in _LINKS if tail.startswith(link) and len(tail) - len(link) >= least]
                mended = {one for link in links for one in self._vocabulary.one_off(tail.removeprefix(link))}
                yield from (Way((stem(head), one), ALMOST) for one in sorted(mended))
            if cut >= _MENDED and self._vocabulary.has(tail):
                yield from (Way((one, stem(tail)), ALMOST) for one in self._vocabulary.one_off(head))

    def _synonyms(self, phrases: set[str]) -> dict[str, dict[str, float]]:
        """For each phrase those that mean the same, and how much each is worth."""
        rows = self._all(
            "SELECT one.phrase, other.phrase AS same FROM search_synonyms one"
            " JOIN search_synonyms other ON other.meaning = one.meaning AND other.phrase <> one.phrase"
            " WHERE one.phrase IN (SELECT value FROM json_each(:phrases))",
            phrases=json.dumps(sorted(phrases)),
        )
        found: dict[str, dict[str, float]] = {phrase: {} for phrase in phrases}
        for row in rows:
            found[row["phrase"]][row["same"]] = SYNONYM
        for phrase in phrases & equal_phrases().keys():
            found[phrase] |= dict.fromkeys(sorted(equal_phrases()[phrase] - {phrase}), EQUAL)
        return found


def _stretch(asked: list[Word]) -> str:
    return " ".join(stem(word.folded) for word in asked)


def _stretches(length: int) -> Iterator[tuple[int, int]]:
    for start in range(length):
        yield from ((start, end) for end in range(start + 1, min(length, start + _MOST_WORDS) + 1))


def _best(ways: Iterable[Way]) -> tuple[Way, ...]:
    """Each way once, the best first."""
    found: dict[frozenset[str], Way] = {}
    for way in sorted(ways, key=lambda way: -way.worth):
        found.setdefault(frozenset(way.stems), way)
    return tuple(found.values())
