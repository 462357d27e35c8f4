"""How well an entry says what was asked: title before body, whole words before parts, as asked before otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import mul

from storage._slots import Slot

# What it is worth where something is said.
_TITLE, _TITLE_PART, _BODY, _BODY_PART = 1.0, 0.75, 0.35, 0.25
_SHORT = 200  # words of a body
_ALL = 1.0  # for an entry that has all words
_FULL = 0.1  # for a title in which there is nothing else


@dataclass(frozen=True, slots=True)
class Found:
    """An entry as it is indexed: stems of its words and of their parts."""

    row: int
    title: frozenset[str]
    title_parts: frozenset[str]
    body: frozenset[str]
    body_parts: frozenset[str]


def rank(found: Iterable[Found], slots: Sequence[Slot], weights: Sequence[float]) -> dict[int, float]:
    """The score of each row that says anything of what was asked; more is better."""
    asked = frozenset(stem for slot in slots for way in slot.ways for stem in way.stems)
    scores: dict[int, float] = {}
    for one in found:
        said = [_said(one, slot) for slot in slots]
        if any(said):
            score = sum(map(mul, said, weights)) / sum(weights)
            scores[one.row] = score + _ALL * all(said) + _FULL * len(one.title & asked) / max(len(one.title), 1)
    return scores


def _said(found: Found, slot: Slot) -> float:
    """What the best way is worth in which the entry says this; nothing if it does not."""
    best = 0.0
    for way in slot.ways:
        if way.worth <= best:
            break  # the ways come in order, so no other can be better
        best = max(best, way.worth * min([_place(found, stem) for stem in way.stems]))
    return best


def _place(found: Found, stem: str) -> float:
    if stem in found.title:
        return _TITLE
    if stem in found.title_parts:
        return _TITLE_PART
    if stem in found.body:
        return _BODY * _weight(found)
    return _BODY_PART * _weight(found) if stem in found.body_parts else 0.0


def _weight(found: Found) -> float:
    """In a long body each word says less."""
    return 0.7 + 0.3 / (1 + len(found.body) / _SHORT)
