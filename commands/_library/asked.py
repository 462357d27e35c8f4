"""What somebody asks for among the templates ("Antrag NRW 20k"), and which of them come nearest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import log2

from commands._fold import bare, fold
from commands._library import regions
from commands._library.kinds import KINDS, PHASES
from commands._texts import Language
from storage import Tx
from storage.library import Template

_READ, _MOST_WORDS = 40, 4  # words of a question, and of a name in it
_HITS = 200
_WELL = 0.6  # of the best score; what scores less says only some of the words
_ENOUGH = 3
_LONG = 4  # letters
_TELLING = 12  # letters of a word that can mean only this
_RIGHT = 2
_FAR = 9

_EDGES = " ,;.!?()\"'"
# They say nothing where every entry is a template.
_EMPTY = """
    a an and aus bitte das dem den der die ein eine einem einen einer for from fuer in mit of please the und von with
    vorlage vorlagen muster dokument dokumente datei template templates document gemeinde gemeinden ort stadt town
    municipality einwohner einwohnern einwohner:innen residents inhabitants people kanton land bundesland canton
"""
_NOISE = frozenset(_EMPTY.split())
_SIZES = {
    "dorf": 2_000,
    "village": 2_000,
    **dict.fromkeys(("klein", "kleine", "kleinen", "kleiner", "kleines", "kleinstadt", "small"), 8_000),
    **dict.fromkeys(("mittel", "mittlere", "mittelgross", "mittelgrosse", "mittelstadt", "medium"), 40_000),
    **dict.fromkeys(("gross", "grosse", "grossen", "grosser", "grosses", "grossstadt", "large", "big"), 200_000),
}
_SIZE = re.compile(
    r"(?P<number>\d{1,3}(?:[.,'’ ]\d{3})+|\d{1,4}[.,]\d{1,2}|\d{1,8}) ?(?P<unit>k|tsd\.?|tausend|thousand|mio\.?|m)?"
    r"(?P<people> ?(?:ew|einwohner\S*|menschen|leute|residents|inhabitants|people))?",
    re.IGNORECASE,
)
_DECIMAL = re.compile(r"\d{1,4}[.,]\d{1,2}")
_LEAST, _MOST = 1_000, 20_000_000  # people; a smaller number alone is something else
_YEARS = range(1970, 2100)


@dataclass(frozen=True, slots=True)
class Wish:
    """A word for kinds or phases, of which a template is to have one, or to have the word in its title."""

    said: str
    kinds: frozenset[str]
    phases: frozenset[str]
    others: frozenset[str] = frozenset()  # long words for the same kind: of "AVV" "auftragsverarbeitung"

    def titled(self, template: Template) -> bool:
        """Whether the title has the word."""
        return len(self.said) >= _LONG and bare(self.said) in bare(template.title)

    def fits(self, template: Template) -> int:
        """How well it is what is meant: 2 by its kind or phase, or 1 if only the title says so."""
        if template.kind in self.kinds or template.phase in self.phases:
            return _RIGHT
        if self.titled(template):
            return 1 if template.kind else _RIGHT
        return int(any(word in bare(template.title) for word in self.others))


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is understood."""

    wishes: tuple[Wish, ...]
    places: frozenset[str]  # codes; empty: anywhere
    size: int | None  # people in the municipality
    rest: str  # words that are searched for
    words: str  # these and those of the wishes

    def __bool__(self) -> bool:
        return bool(self.wishes or self.places or self.size or self.rest)


def understood(words: str) -> Asked:
    """Reads a question, whatever the order of its words."""
    tokens = [token for word in words.split()[:_READ] if (token := word.strip(_EDGES))]
    read = list(_phrases(tokens))
    return Asked(
        wishes=tuple(meaning for _, meaning in read if isinstance(meaning, Wish)),
        places=frozenset(code for _, meaning in read if isinstance(meaning, frozenset) for code in meaning),
        size=next((meaning for _, meaning in read if isinstance(meaning, int)), None),
        rest=" ".join(phrase for phrase, meaning in read if meaning is None),
        words=" ".join(phrase for phrase, meaning in read if meaning is None or isinstance(meaning, Wish)),
    )


def nearest(tx: Tx, asked: Asked, language: Language) -> list[int]:
    """The templates that fit best, by id: from the same Land, then the same country, then by size, then the newest.

    Of equally near ones those in the language come first, and those that say it in their title. Fewer than three are
    followed by those that fit in part.
    """
    rest, text = _scores(tx, asked.rest, _WELL), _scores(tx, asked.words)

    def fits(one: Template) -> int:
        return sum(wish.fits(one) for wish in asked.wishes) + _RIGHT * (one.id in rest)

    def order(one: Template) -> tuple[float, ...]:
        near = regions.distance(asked.places, one.region), _gap(asked.size, one.size), one.language != language
        said = -sum(wish.titled(one) for wish in asked.wishes), -text.get(one.id, 0)
        return (-fits(one), *near, *said, -(one.year or 0), -one.id)

    there = [one for one in tx.templates.facts() if fits(one) or one.id in text or _placed(asked, one)]
    found = sorted(there, key=order)
    best = [one.id for one in found if fits(one) == fits(found[0])]
    return best if len(best) >= _ENOUGH else [one.id for one in found]


def _placed(asked: Asked, template: Template) -> bool:
    """Whether it is where it is asked for, and nothing else is asked for."""
    only = not (asked.wishes or asked.rest)
    return only and (not asked.places or regions.distance(asked.places, template.region) < 2)


def _phrases(tokens: list[str]) -> Iterator[tuple[str, Wish | frozenset[str] | int | None]]:
    """The longest phrases that mean something, and what; other words with None, without those that say nothing."""
    at = 0
    while at < len(tokens):
        phrases = (tokens[at:end] for end in range(min(at + _MOST_WORDS, len(tokens)), at, -1))
        found = next(((phrase, m) for phrase in phrases if (m := _meaning(" ".join(phrase))) is not None), None)
        phrase, meaning = found or (tokens[at : at + 1], None)
        if meaning is not None or fold(phrase[0]) not in _NOISE:
            yield " ".join(phrase), meaning
        at += len(phrase)


def _meaning(phrase: str) -> Wish | frozenset[str] | int | None:
    kinds, phases = KINDS.meant(phrase), PHASES.meant(phrase)
    if kinds or phases:
        same = KINDS.words(kinds) if len(kinds) == 1 and not phases else frozenset[str]()
        return Wish(phrase, kinds, phases, frozenset(word for word in same if len(word) >= _TELLING))
    if (found := regions.meant(phrase) or size(phrase)) or not (ending := KINDS.ending(phrase)):
        return found
    return Wish(phrase, ending, frozenset())


def size(phrase: str) -> int | None:
    """How many people: "20k", "20.000", "1,5 Mio", "klein"; a year and a small number are something else."""
    if (usual := _SIZES.get(fold(phrase))) is not None:
        return usual
    match = _SIZE.fullmatch(phrase)
    if match is None:
        return None
    number, unit = match["number"], (match["unit"] or "")[:1].lower()
    count = float(number.replace(",", ".")) if _DECIMAL.fullmatch(number) else float(re.sub(r"\D", "", number))
    people = round(count * {"": 1, "k": 1_000, "t": 1_000, "m": 1_000_000}[unit])
    plain = not unit and not match["people"]
    if people > _MOST or people < 1 or (plain and (people < _LEAST or (number.isdigit() and people in _YEARS))):
        return None
    return people


def _scores(tx: Tx, words: str, least: float = 0) -> dict[int, float]:
    """The templates that are found for words, with how well, in steps; those below a share of the best are left out."""
    hits = tx.search.find(words, ["template"], limit=_HITS) if words else []
    return {hit.id: round(hit.score, 1) for hit in hits if hit.score >= least * hits[0].score}


def _gap(asked: int | None, size: int | None) -> int:
    """How far apart two sizes are: 0 is about the same, each more is twice as large or half as large."""
    if asked is None:
        return 0
    return round(abs(log2(size / asked))) if size else _FAR
