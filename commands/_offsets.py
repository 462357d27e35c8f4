"""How long before a meeting somebody wants to be reminded: "1 Woche, 1 Tag", "7d 1h", "30 min", "am Vortag"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta

from commands import _show, _when
from commands._fold import fold
from commands._texts import Language, say

UNITS = {"d": timedelta(days=1), "h": timedelta(hours=1), "m": timedelta(minutes=1)}
OFF = {"aus", "off", "nie", "never", "kein", "keine", "none", "nein", "nicht", "no", "mehr", "more", "stopp", "stop"}
_COUNTS = 999  # of a unit, no more can be kept
_LONGEST = 5  # words of one length, as "one and a half hours"
_START = {"beginn", "start", "anfang"}
_GERMAN = {
    "mich",
    "bitte",
    "vorher",
    "davor",
    "und",
    "zu",
    "zum",
    "beim",
    "am",
    "an",
    "ans",
    "das",
    "dem",
    "vor",
    "jedem",
}
_ENGLISH = {"me", "please", "before", "and", "at", "the", "on", "of", "about", "each", "every"}
FILLERS = _GERMAN | _ENGLISH | {"treffen", "meeting", "meetings"}
_ALONE = {"tag": "1d", "day": "1d", "vortag": "1d", "stunde": "1h", "hour": "1h"}  # "am Tag vorher"
_BETWEEN = re.compile(r"[\s;+&]+|(?<!\d),|,(?!\d)")  # the comma of "1,5 Stunden" stays


def parted(text: str) -> list[str]:
    """The words of a list of lengths."""
    return [word.strip("!?.") for word in _BETWEEN.split(text) if word.strip("!?.")]


def offsets(words: list[str], language: Language) -> Iterator[timedelta]:
    """The lengths that stand one after another in the words; each has its number and its unit. Raises Unclear."""
    at = 0
    while at < len(words):
        if (word := fold(words[at])) in _START:
            yield timedelta(0)
        elif word in _ALONE:
            yield _when.offset(_ALONE[word], language)
        elif word not in FILLERS:
            length, at = _first(words, at, language)
            yield length
            continue
        at += 1


def _first(words: list[str], at: int, language: Language) -> tuple[timedelta, int]:
    """The length that begins at a word, and where the next one begins."""
    for end in range(at + 1, min(at + _LONGEST, len(words)) + 1):
        with suppress(_when.Unclear):
            return _rounded(_when.offset(" ".join(words[at:end]), language)), end
    raise _when.Unclear(say(language, "when-no-offset", words=_show.shortened(" ".join(words[at:]))))


def _rounded(length: timedelta) -> timedelta:
    """As exact as it can be kept: to the minute, a long one to the hour or the day."""
    unit = next(unit for unit in reversed(UNITS.values()) if round(length / unit) <= _COUNTS)
    return round(length / unit) * unit


def short(length: timedelta) -> str:
    """As it is kept: "7d", "1h", "15m", "0"."""
    if not length:
        return "0"
    letter, unit = next(one for one in UNITS.items() if not length % one[1])
    return f"{length // unit}{letter}"
