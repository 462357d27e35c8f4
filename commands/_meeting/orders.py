"""The words of an order: which action a word means, and what a whole sentence about a meeting says.

A sentence is an order only where every word of it has its place: "sag das Treffen am 2.12. ab", "cancel the next
meeting", "Termin am 15.12. absagen". Anything else that speaks of a change is shown what one can write.
"""

from __future__ import annotations

import re

from rapidfuzz.distance import OSA

from commands import _words
from commands._fold import bare

# By their folded words; the names are those of the examples in the text `meeting-try`.
_WORDS = {
    "series": "series serie reihe",
    "add": "add new create schedule dazu hinzu neu neues neuen hinzufügen eintragen trag trage anlegen leg lege",
    "move": "move reschedule verschiebe verschieben verschieb verlege verlegen verleg",
    "cancel": "cancel delete remove absage absagen sage sag fällt lösche löschen streiche streichen streich",
    "restore": "restore doch zurück",
    "topic": "topic title rename thema titel umbenennen",
    "speakers": "speakers speaker with mit",
    "link": "link",
    "length": "length duration dauer länge",
}
ACTIONS = {bare(word): name for name, words in _WORDS.items() for word in words.split()}
_WRITTEN = {bare(word): word for words in _WORDS.values() for word in words.split()}
_APART = {"sag": "ab", "sage": "ab", "fallt": "aus", "trag": "ein", "trage": "ein", "leg": "an", "lege": "an"}
_IN_SENTENCES = {"add", "move", "cancel"}
_OTHERS = {"neu", "add"}  # names of another command, which sends people here
_NAMES = {"treffen", "meeting"}  # of the command
_NOUNS = _NAMES | {"termin"}
_ARTICLES = {"das", "den", "die", "ein", "einen", "unser", "unseren", "the", "a", "an", "our"}
_NEXT = {"nachstes", "nachste", "nachsten", "nachster", "next"}
_ASKED = re.compile(r"(?:(?:kannst du|könntest du|can you|could you|bitte|please)\b[\s,]*)+", re.IGNORECASE)
_POLITE = {"bitte", "please"}
_OF_DATE = _words.pattern(
    rf"(?:am|vom|on|from|den|of|um|at|\d|nae?chste|next|{'|'.join(_words.DAYS_AHEAD)}|{_words.WEEKDAY}(?!\w))"
)


def action(word: str) -> str | None:
    """The name of the action that a word means."""
    return ACTIONS.get(_key(word))


def close(word: str) -> str | None:
    """The word for an action that was probably meant by a slip of the pen."""
    key = _key(word)
    allowed = 0 if len(key) < 4 else 1 if len(key) < 6 else 2
    near = {known: OSA.distance(key, known, score_cutoff=allowed) for known in ACTIONS if len(known) >= 4}
    best = min(near, key=lambda known: near[known])
    return _WRITTEN[best] if near[best] <= allowed else None


def ordered(line: str) -> str | None:
    """What a sentence orders, as one writes it after the name of the command.

    Empty if it speaks of changing a meeting but is no such order; None if it does not.
    """
    words = (_ASKED.sub("", line, count=1) if _ASKED.match(line) else line).split()
    if len(words) > 1 and _key(words[0]) in _NAMES and action(words[1]):
        return None
    order = _order(list(words))
    if order is None and _speaks_of_it({_key(word) for word in words}):
        return ""
    return order


def _order(words: list[str]) -> str | None:
    first = _key(words[0]) if words else ""
    verb = words.pop(0) if ACTIONS.get(first) in _IN_SENTENCES and first not in _OTHERS else ""
    next_, rest = _noun(words)
    if rest is None:
        return None
    if not verb:
        rest = [word for word in rest if _key(word) not in _POLITE]
        place = next((at for at, word in enumerate(rest) if ACTIONS.get(_key(word))), None)
        if place is None or (place and not _OF_DATE.match(_words.plain(rest[0]))):
            return None
        verb = rest.pop(place)
    name, apart = ACTIONS[_key(verb)], _APART.get(_key(verb))
    if name not in _IN_SENTENCES:
        return None
    if name != "add" and rest:
        rest = [word for word in [*rest[:-1], rest[-1].rstrip("!?")] if word and _key(word) not in _POLITE]
    if apart is not None:
        if not rest or _key(rest[-1]) != apart:
            return None
        rest = rest[:-1]
    return " ".join([verb.strip(".,:;!?"), *next_, *rest])


def _noun(words: list[str]) -> tuple[list[str], list[str] | None]:
    """What a sentence begins with, if it is a meeting: the word "next" if it stands there; and what follows it."""
    rest = list(words)
    next_: list[str] = []
    while rest and _key(rest[0]) in _ARTICLES | _POLITE:
        rest.pop(0)
    if rest and _key(rest[0]) in _NEXT:
        next_ = [rest.pop(0)]
    return (next_, rest[1:]) if rest and _key(rest[0]) in _NOUNS else (next_, None)


def _speaks_of_it(keys: set[str]) -> bool:
    changes = {key for key in keys if ACTIONS.get(key) in {"move", "cancel"} and key not in _APART}
    apart = {key for key, particle in _APART.items() if key in keys and particle in keys}
    return bool(keys & _NOUNS and (changes or apart))


def _key(word: str) -> str:
    return bare(word.strip(".,:;!?"))
