"""Terms of the glossary: which one is meant, and how it is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import dropwhile

from rapidfuzz.distance import OSA

from commands import _show
from commands._fold import bare, fold
from commands._kit import Ask, Reply
from storage import Tx
from storage.library import Term

_RELATED = 3
_IN_A_LIST = 100  # characters of a definition
_LONGEST = 60  # letters of a name; what is longer is none
_TELLING = 5  # letters of a name from which on it is looked for in texts
_ASKED = frozenset(("was", "ist", "sind", "heisst", "bedeutet", "der", "die", "das", "ein", "eine"))
_ASKED_ENGLISH = frozenset(("what", "whats", "is", "are", "does", "a", "an", "the"))

_FEMALE = re.compile("(?<=er)innen")
_APART = re.compile(r"[^\w]+|_")


def line(tx: Tx, ask: Ask, entry: int) -> str:
    """The name of a term and how its definition begins."""
    term = tx.terms.get(entry)
    if term is None:
        return ask.say("hits-gone")
    definition = _show.shortened(_definition(term, ask), _IN_A_LIST)
    return ask.say("terms-line", name=_name(term, ask), definition=definition)


def card(tx: Tx, ask: Ask, entry: int) -> Reply:
    """What a term means, what it is called in the other language, and which others are near to it."""
    term = tx.terms.get(entry)
    if term is None:
        return Reply(ask.say("hits-gone"))
    lines = [ask.say("terms-name", name=_name(term, ask)), _definition(term, ask)]
    if ask.language == "en" and not term.definition_en:
        lines.append(ask.say("terms-untranslated"))
    other = term.term_en if ask.language == "de" else term.term_de
    if other not in {"", _name(term, ask)}:
        lines.append(ask.say("terms-other", name=other))
    if near := _related(tx, term):
        lines.append(ask.say("terms-also", names=", ".join(_name(one, ask) for one in near)))
    return Reply("\n".join(lines))


def meant(tx: Tx, words: str) -> list[int]:
    """The terms with this name, else those with this synonym, else those it is nearest to but for a slip or an ending.

    "Was ist ein Bürgerrat?" names one, too. Several when it stands for several; none when it is no name at all.
    """
    named = dropwhile(lambda word: fold(word) in _ASKED | _ASKED_ENGLISH, words.split())
    asked = _key(" ".join(named)) or _key(words)
    if not asked or len(asked) > _LONGEST:
        return []
    distances = {term.id: far for term in tx.terms.all() if (far := _distance(asked, term)) is not None}
    nearest = min(distances.values(), default=0)
    return [term for term, far in distances.items() if far == nearest]


def some(tx: Tx, ask: Ask, count: int) -> list[str]:
    """Names of this many terms, or of all if there are fewer; others on the next day."""
    names = [_name(term, ask) for term in tx.terms.all()]
    today = ask.now.astimezone(ask.zone).toordinal()
    first = today * count % len(names) if names else 0
    return (names[first:] + names[:first])[:count]


def _name(term: Term, ask: Ask) -> str:
    return (ask.language == "en" and term.term_en) or term.term_de


def _definition(term: Term, ask: Ask) -> str:
    return (ask.language == "en" and term.definition_en) or term.definition_de


@lru_cache(1 << 14)
def _key(name: str) -> str:
    """A name as it is compared: folded, in one piece, male for female."""
    return _FEMALE.sub("", _APART.sub("", bare(name)))


def _distance(asked: str, term: Term) -> int | None:
    """How far a name is from those of a term, its own before its synonyms: 0 and 1 are equal; None is too far."""
    allowed = 0 if len(asked) < 5 else 1 if len(asked) < 8 else 2
    own = {_key(term.term_de), _key(term.term_en)} - {""}
    found = [
        2 * differing + place
        for place, names in enumerate((own, _synonyms(term)))
        for name in names
        if (differing := OSA.distance(asked, name, score_cutoff=allowed)) <= allowed
    ]
    return min(found, default=None)


def _related(tx: Tx, term: Term) -> list[Term]:
    """Up to three terms that share a part of the name, or are named in the definition, or name this one in theirs."""
    ranks = {one: _nearness(term, one) for one in tx.terms.all() if one.id != term.id}
    return sorted((one for one, rank in ranks.items() if rank), key=lambda one: ranks[one])[:_RELATED]


def _nearness(term: Term, other: Term) -> int:
    """1 for terms whose names contain each other, 2 to 5 for those of which one says a name of the other, else 0."""
    name, theirs = _key(term.term_de), _key(other.term_de)
    if name in theirs or theirs in name:
        return 1
    said, says = set(_stretches(term.definition_de)), set(_stretches(other.definition_de))
    told = ((said, {theirs}), (says, {name}), (said, _synonyms(other)), (says, _synonyms(term)))
    return next((rank for rank, (text, names) in enumerate(told, 2) if _any_in(text, names)), 0)


def _synonyms(term: Term) -> set[str]:
    return {_key(one) for one in term.synonyms_de.split(";")} - {""}


def _any_in(stretches: set[str], names: set[str]) -> bool:
    """Whether a text says any of these names, with whatever ending; short ones would be found in anything."""
    said = tuple(name for name in names if len(name) >= _TELLING)
    return any(stretch.startswith(said) for stretch in stretches)


def _stretches(text: str) -> Iterator[str]:
    """For each word of a text, it and the three after it, as names are compared."""
    words = [_key(word) for word in text.split()]
    return ("".join(words[at : at + 4]) for at in range(len(words)))
