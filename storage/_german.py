"""How German is written in many ways and means one: folding, gender forms, stems, stop words. English comes along."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from snowballstemmer import stemmer

LONGEST = 40  # letters; what is longer is an address or no word at all

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
_BROKEN = re.compile(r"(?<=[^\W\d_])-[ \t]*\r?\n[ \t]*(?=[^\W\d_A-ZÄÖÜ])")  # a word that goes on in the next line
_THOUSANDS = re.compile(r"(?<=\d)[.'’](?=\d{3}(?!\d))")
_GENDER = re.compile(r"(?<=[^\W\d_])(?:(?:[:*_·•]|/-?)in(?:nen|\b)|\(-?in(?:nen)?\))", re.IGNORECASE)
_INNER_I = re.compile(r"(?<=[a-zäöüß])I(?:nnen|n\b)")
_FEMALE = re.compile(r"(?<=\w{2}[eo]r)innen|(?<=\w{3}[eo]r)in$|(?<=\w{3}[^aeiou\W])innen$")
_DIGRAPH = re.compile(r"(?<![aeq])(u)e|(?<![aeio])(o)e|(a)e")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")

_snowball = stemmer("german")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it was written and as it is compared; `pieces` are what hyphens part."""

    shown: str
    folded: str
    pieces: tuple[str, ...] = ()


def data(name: str) -> Iterator[str]:
    """The lines of one of our lists, without its comments."""
    text = (files("storage") / "german" / f"{name}.txt").read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))


@lru_cache(maxsize=1 << 15)
def fold(word: str) -> str:
    """A word in lower case, with the bare vowel for each umlaut however it is spelled, ss for ß, male for female."""
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", word).casefold())
    letters = "".join(letter for letter in bare if letter.isalnum())
    return _FEMALE.sub("", _DIGRAPH.sub(lambda found: found.group()[0], letters))


@lru_cache(maxsize=1 << 15)
def stem(folded: str) -> str:
    """What is left of a folded word when its ending is gone."""
    if len(folded) < 4 or not folded.isalpha():
        return folded
    left = str(_snowball.stemWord(folded))
    return f"{left[:-1]}i" if left.endswith("y") else left  # assembly, assemblies


def words(text: str) -> Iterator[Word]:
    """The words of a text that say something, in order."""
    text = _BROKEN.sub("", _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)))
    for found in _WORD.finditer(_INNER_I.sub("", _GENDER.sub("", _THOUSANDS.sub("", text)))):
        shown = found.group()
        folded = fold(shown)
        if 0 < len(folded) <= LONGEST and _says_something(folded):
            yield Word(shown, folded, tuple(filter(_says_something, map(fold, _pieces(shown)))))


def _pieces(shown: str) -> list[str]:
    return shown.split("-") if "-" in shown else []


def _says_something(folded: str) -> bool:
    return folded not in stop_words() and (len(folded) > 1 or not folded.isascii() or folded.isdigit())


@cache
def stop_words() -> frozenset[str]:
    """Folded words that are in every text."""
    return frozenset(fold(word) for line in data("stop") for word in line.split())


@cache
def parts() -> frozenset[str]:
    """Folded words that compounds of the field are made of."""
    return frozenset(fold(word) for line in data("parts") for word in line.split())


def phrases(text: str) -> set[str]:
    """The stems of a text, parted by spaces, with hyphens read as nothing and as spaces."""
    found = list(words(text))
    apart = [piece for word in found for piece in word.pieces or (word.folded,)]
    return {" ".join(map(stem, one)) for one in ([word.folded for word in found], apart) if one}


@cache
def equal_phrases() -> dict[str, frozenset[str]]:
    """For each phrase those that mean the same, from our list."""
    found: dict[str, frozenset[str]] = {}
    for line in data("equal"):
        same = frozenset(one for text in line.split(",") for one in phrases(text))
        for one in same:
            found[one] = found.get(one, frozenset()) | same
    return found


_LINKS = ("", "s", "es", "n", "en", "er", "e", "ns")
_ENDINGS = ("", "e", "n", "en", "er", "s", "es", "ern", "em")
_SHORTEST = 3


def candidates(word: str) -> set[str]:
    """What would have to be a word for this one to be a compound: its beginnings and ends, as a dictionary has them."""
    cuts = range(4, len(word) - _SHORTEST + 1)
    heads = {base for cut in cuts for base in _bases(word[:cut], _LINKS)}
    tails = {base for cut in range(_SHORTEST, len(word) - 3) for base in _bases(word[cut:], _ENDINGS)}
    return heads | tails


def split(word: str, known: frozenset[str] = frozenset()) -> list[str]:
    """The fewest words that a compound is made of, ours or `known` ones; none if it is no compound."""
    if any(base in parts() for base in _bases(word, _ENDINGS)):
        return []
    best: list[list[str] | None] = [None] * len(word)  # for the rest of the word from each place on
    for start in range(len(word) - _SHORTEST, -1, -1):
        best[start] = _rest(word, start, best, known)
    found = best[0]
    return found if found and len(found) > 1 else []


def _rest(word: str, start: int, best: list[list[str] | None], known: frozenset[str]) -> list[str] | None:
    whole = _known(word[start:], _ENDINGS, known) if start else None
    if whole:
        return [whole]
    ways: list[list[str]] = []
    for end in range(start + _SHORTEST, len(word) - _SHORTEST + 1):
        rest = best[end]
        if rest and (head := _known(word[start:end], _LINKS, known)):
            ways.append([head, *rest])
    return min(ways, key=len, default=None)


def _known(piece: str, endings: tuple[str, ...], known: frozenset[str]) -> str | None:
    return next((base for base in _bases(piece, endings) if base in parts() or base in known), None)


def _bases(piece: str, endings: tuple[str, ...]) -> Iterator[str]:
    for ending in endings:
        if piece.endswith(ending) and len(piece) - len(ending) >= _SHORTEST:
            yield piece[: len(piece) - len(ending)]
    if endings is _LINKS and len(piece) >= 4:
        yield f"{piece}e"  # Schulamt, Sprachmittlung
