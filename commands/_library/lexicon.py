"""Things that have a code, a name in each language, and words by which people ask for them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from commands._fold import bare
from commands._texts import Language

_GENDER = re.compile(r"[:*_·/]-?in(?:nen)?\b")
_GOES_ON = re.compile(r"\n +")
_WORD = re.compile(r"[^\W_]+")
_ENDINGS = ("", "en", "es", "er", "e", "n", "s")
_SHORTEST = 4  # letters that are left when an ending is taken off


@dataclass(frozen=True, slots=True)
class _Row:
    code: str
    name: dict[Language, str]


class Lexicon:
    """Made of lines `code | German name | English name | word, word`, which go on in indented ones.

    Several things may share a word.
    """

    def __init__(self, lines: str) -> None:
        self._rows: dict[str, _Row] = {}
        self._names: defaultdict[str, set[str]] = defaultdict(set)
        self._words: defaultdict[str, set[str]] = defaultdict(set)
        for line in _GOES_ON.sub(" ", lines.strip()).splitlines():
            code, german, english, words = (cell.strip() for cell in line.split("|"))
            self._rows[code] = _Row(code, {"de": german, "en": english})
            for name in (code, german, english):
                self._names[_key(name)].add(code)
            for word in (code, german, english, *words.split(",")):
                self._words[_key(word)].add(code)
        self._words.pop("", None)

    def __contains__(self, code: str) -> bool:
        return code in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def shown(self, code: str, language: Language) -> str:
        """Its name; of a code that is not here the code itself."""
        row = self._rows.get(code)
        return row.name[language] if row else code

    def named(self, text: str) -> str | None:
        """The one code that a text stands for: the code itself, a name, or a word that nothing else has."""
        for found in (self._names.get(_key(text), ()), self.meant(text)):
            if len(found) == 1:
                return next(iter(found))
        return None

    def ending(self, word: str) -> frozenset[str]:
        """The codes that the end of a compound stands for: of "Stadtratsantrag" those of "Antrag"."""
        key = _key(word)
        ends = (key[at:] for at in range(3, len(key) - _SHORTEST))
        return next((frozenset(self._words[end]) for end in ends if end in self._words), frozenset())

    def words(self, codes: Collection[str]) -> frozenset[str]:
        """The words for these codes, as they are compared."""
        return frozenset(word for word, meant in self._words.items() if meant & {*codes})

    def meant(self, phrase: str) -> frozenset[str]:
        """The codes that people may mean by a word or some words, whatever their case, umlauts, hyphens and endings."""
        key = _key(phrase)
        for ending in _ENDINGS:
            left = key.removesuffix(ending)
            if key.endswith(ending) and (not ending or len(left) >= _SHORTEST) and left in self._words:
                return frozenset(self._words[left])
        return frozenset()


def _key(text: str) -> str:
    return " ".join(_WORD.findall(bare(_GENDER.sub("", text))))
