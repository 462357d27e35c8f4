"""How what admins write about an entry of the library is read; each raises UserError for what cannot be meant."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from commands import _show
from commands._dates import written
from commands._fold import fold
from commands._kit import Ask, UserError
from commands._library import addresses, asked, kinds, regions, tips
from commands._when import find
from storage.library import Chapter

Read = Callable[[Ask, str], Any]

_FIRST_YEAR = 1950
_LANGUAGES = {
    "de": ("de", "deutsch", "german"),
    "en": ("en", "englisch", "english"),
    "fr": ("fr", "franzoesisch", "french"),
    "it": ("it", "italienisch", "italian"),
}
_LIST = re.compile(r"\s*;\s*")
_CHAPTER = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)\s*[-:·|]?\s+(\S.*)")


def short(ask: Ask, text: str, most: int) -> str:
    """A text on one line; raises UserError if it is longer than that."""
    line = " ".join(text.split())
    if len(line) > most:
        raise UserError(ask.say("fields-long", length=len(line), most=most))
    return line


def text(most: int) -> Read:
    """A name or title, with or without quotes."""
    return lambda ask, text: short(ask, text.strip('" '), most)


def prose(most: int) -> Read:
    """Sentences, which may begin and end with quotes."""
    return lambda ask, text: short(ask, text, most)


def parted(most: int, by: re.Pattern[str]) -> Read:
    """Several things, parted by semicolons or else as `by` says; stored with semicolons."""

    def read(ask: Ask, text: str) -> str:
        parts = (_LIST if ";" in text else by).split(short(ask, text, most))
        return ";".join(filter(None, parts))

    return read


def link(ask: Ask, text: str) -> str:
    """A link that everybody can open."""
    if not addresses.public(text):
        raise UserError(ask.say("fields-link", words=_show.shortened(text)))
    return text


def day(ask: Ask, text: str) -> date:
    """A day that is past."""
    found = find(text, ask.now, ask.zone, ask.language, past=True)
    if found.day is None or found.rest.strip(" .,"):
        raise UserError(ask.say("fields-date", words=_show.shortened(text)))
    if found.day > ask.now.astimezone(ask.zone).date():
        raise UserError(ask.say("fields-future", day=written(found.day, ask.language)))
    if found.day.year < _FIRST_YEAR:
        raise UserError(ask.say("fields-year", words=str(found.day.year), first=str(_FIRST_YEAR), last=_year_now(ask)))
    return found.day


def year(ask: Ask, text: str) -> int:
    """A year that is not to come."""
    if not re.fullmatch(r"[0-9]{4}", text) or not _FIRST_YEAR <= int(text) <= int(_year_now(ask)):
        shown = _show.shortened(text)
        raise UserError(ask.say("fields-year", words=shown, first=str(_FIRST_YEAR), last=_year_now(ask)))
    return int(text)


def source_year(ask: Ask, text: str) -> str:
    """The same, as text."""
    return str(year(ask, text))


def _year_now(ask: Ask) -> str:
    return str(ask.now.astimezone(ask.zone).year)


def size(ask: Ask, text: str) -> int:
    """How many people live there: 18000, 18k, 18.000."""
    size = asked.size(text) or asked.size(f"{text} people")
    if size is None:
        raise UserError(ask.say("fields-size", words=_show.shortened(text)))
    return size


def kind(ask: Ask, text: str) -> str:
    """The code of the kind of document."""
    if (code := kinds.named(text)) is None:
        meant = [kinds.KINDS.shown(one, ask.language) for one in sorted(kinds.KINDS.meant(text))]
        several = _show.either(meant, ask.language) if meant else ""
        told = {"words": _show.shortened(text), "names": several}
        raise UserError(ask.say("fields-kind", what="several" if several else "none", **told))
    return code


def phase(ask: Ask, text: str) -> str:
    """The code of the phase."""
    if (code := kinds.phase_named(text)) is None:
        names = _show.listed([kinds.PHASES.shown(one, ask.language) for one in kinds.PHASES], ask.language)
        raise UserError(ask.say("fields-phase", words=_show.shortened(text), names=names))
    return code


def region(ask: Ask, text: str) -> str:
    """The code of the Land, canton or country."""
    if (code := regions.named(text)) is None:
        meant = [regions.REGIONS.shown(one, ask.language) for one in sorted(regions.meant(text))]
        told = {"words": _show.shortened(text), "names": _show.either(meant, ask.language) if meant else ""}
        raise UserError(ask.say("fields-region", what="several" if meant else "none", **told))
    return code


def language(ask: Ask, text: str) -> str:
    """The code of a language."""
    for code, names in _LANGUAGES.items():
        if fold(text) in names:
            return code
    raise UserError(ask.say("fields-language", words=_show.shortened(text)))


def topic(ask: Ask, text: str) -> str:
    """The topic that is meant among those of the first filling, or else one of its own."""
    found = [one for one in tips.TOPICS if fold(text) in tips.names(one)] or list(tips.topics(text) & {*tips.TOPICS})
    return found[0] if len(found) == 1 else short(ask, text, 40)


def chapters(ask: Ask, text: str) -> list[Chapter]:
    """Chapters, a line each: `00:12:30 Losverfahren in Aachen`."""
    return sorted((_chapter(ask, line) for line in filter(str.strip, text.splitlines())), key=lambda one: one.second)


def _chapter(ask: Ask, line: str) -> Chapter:
    match = _CHAPTER.fullmatch(line.strip())
    if match is None:
        raise UserError(ask.say("fields-chapter", words=_show.shortened(line)))
    hours, minutes, seconds, title = match.groups()
    return Chapter((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds), short(ask, title, 120))
