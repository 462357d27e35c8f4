"""How what admins write about an entry of the library is read; each raises UserError for what cannot be meant."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from commands import _show
from commands._dates import written
from commands._fold import fold, tidy
from commands._kit import Ask, UserError
from commands._library import addresses, asked, kinds, regions, tips
from commands._library.quotes import unquoted
from commands._when import duration, find
from storage.library import Chapter

Read = Callable[[Ask, str], Any]

_FIRST_YEAR = 1950
_TEN = 10
_LANGUAGES = {
    "de": ("de", "deutsch", "german"),
    "en": ("en", "englisch", "english"),
    "fr": ("fr", "franzoesisch", "french"),
    "it": ("it", "italienisch", "italian"),
}
_LIST = re.compile(r"\s*;\s*")
_CHAPTER = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)\s*[-–—:·|]?\s+(\S.*)")
_NEXT_CHAPTER = re.compile(r"\s*;\s*(?=\d{1,3}:\d{2})")
_PLAYED = re.compile(r"(?:(?P<hours>\d{1,2}):)?(?P<minutes>\d{1,2}):(?P<seconds>[0-5]\d)")  # as players show a length
_HOURS = re.compile(r"(?<=:\d\d)\s*(?:h|std\.?|stunden?|hours?)$", re.IGNORECASE)
_DECIMAL = re.compile(r"\d{2,3}[.,]\d")
_ABOUT = re.compile(r"^(?:(?:ca|circa|etwa|rund|knapp|ungefähr|about|around|approx)\b\.?|~)\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"([\d.,'’ ]+)\s*(?:-|bis|to)\s*([\d.,'’ ]+)(.*)")
_WHOLE_YEAR = re.compile(r"([0-9]{4})(?:\.0)?|['’]?([0-9]{2})")
_OTHER_KIND = {"sonstiges", "sonstige", "anderes", "andere", "other", "others", "misc"}


def short(ask: Ask, text: str, most: int) -> str:
    """A text on one line; raises UserError if it is longer than that."""
    line = " ".join(text.split())
    if len(line) > most:
        raise UserError(ask.say("fields-long", length=len(line), most=most))
    return line


def text(most: int) -> Read:
    """A name or title, with or without quotes."""
    return lambda ask, text: short(ask, unquoted(text), most)


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
    """A link that everybody can open, without what only follows people around; `https://` may be left out."""
    found = addresses.mended(text)
    if found is None:
        what = "private" if re.search(r"\w[.:/]\w", text) else "none"
        raise UserError(ask.say("fields-link", what=what, words=_show.shortened(text)))
    return found


def length(ask: Ask, text: str) -> int:
    """Minutes: "78 Minuten", "1:18 h", "01:18:00", "45:30"; what begins with ten or more minutes ends in seconds."""
    plain = _ABOUT.sub("", _HOURS.sub("", tidy(text)))
    played = _PLAYED.fullmatch(plain)
    if played and (played["hours"] or int(played["minutes"]) >= _TEN):
        seconds = (int(played["hours"] or 0) * 60 + int(played["minutes"])) * 60 + int(played["seconds"])
        plain = str(round(seconds / 60))
    elif _DECIMAL.fullmatch(plain):
        plain = str(round(float(plain.replace(",", "."))))
    return duration(plain, ask.language)


def day(ask: Ask, text: str) -> date:
    """A day that is past."""
    found = find(tidy(text), ask.now, ask.zone, ask.language, past=True)
    if found.day is None or found.rest.strip(" .,"):
        raise UserError(ask.say("fields-date", words=_show.shortened(text)))
    if found.day > ask.now.astimezone(ask.zone).date():
        raise UserError(ask.say("fields-future", day=written(found.day, ask.language)))
    if found.day.year < _FIRST_YEAR:
        raise UserError(ask.say("fields-year", words=str(found.day.year), first=str(_FIRST_YEAR), last=_year_now(ask)))
    return found.day


def year(ask: Ask, text: str) -> int:
    """A year that is not to come; "24" is 2024."""
    match = _WHOLE_YEAR.fullmatch(text)
    found = int(match[1] or f"20{match[2]}") if match else 0
    if not _FIRST_YEAR <= found <= int(_year_now(ask)):
        shown = _show.shortened(text)
        raise UserError(ask.say("fields-year", words=shown, first=str(_FIRST_YEAR), last=_year_now(ask)))
    return found


def source_year(ask: Ask, text: str) -> str:
    """The same, as text."""
    return str(year(ask, text))


def _year_now(ask: Ask) -> str:
    return str(ask.now.astimezone(ask.zone).year)


def size(ask: Ask, text: str) -> int:
    """How many people live there: 18000, 18k, 18.000, "ca. 18000"; of "18-20k" the middle."""
    parts = ends(text)
    sizes = [size for part in parts if (size := asked.size(part) or asked.size(f"{part} people"))]
    if len(sizes) != len(parts):
        raise UserError(ask.say("fields-size", words=_show.shortened(text)))
    return sum(sizes) // len(sizes)


def ends(text: str) -> list[str]:
    """Both ends of a size like "18-20k", each with its unit; of any other the text alone, without "ca."."""
    plain = _ABOUT.sub("", tidy(text))
    match = _BETWEEN.fullmatch(plain)
    return [f"{match[1].strip()}{match[3]}", f"{match[2].strip()}{match[3]}"] if match else [plain]


def kind(ask: Ask, text: str) -> str:
    """The code of the kind of document; none for one of another kind."""
    if fold(text) in _OTHER_KIND:
        return ""
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
    """Chapters, a line each: `00:12:30 Losverfahren in Aachen`; or one after the other, parted by semicolons."""
    lines = [one for line in text.splitlines() for one in _NEXT_CHAPTER.split(line) if one.strip()]
    return sorted((_chapter(ask, line) for line in lines), key=lambda one: one.second)


def _chapter(ask: Ask, line: str) -> Chapter:
    match = _CHAPTER.fullmatch(line.strip())
    if match is None:
        raise UserError(ask.say("fields-chapter", words=_show.shortened(line)))
    hours, minutes, seconds, title = match.groups()
    return Chapter((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds), short(ask, title, 120))
