"""What an admin writes behind `!add` in one line → the fields that it tells, each as its text."""

from __future__ import annotations

import re
from collections.abc import Callable

from commands._kit import Ask
from commands._library import asked, kinds, regions, tips
from commands._library.fields import told
from commands._when import find
from storage.search import Kind

Given = dict[str, str]

_QUOTED = re.compile(r'"([^"]+)"')
_LINK = re.compile(
    r"<?([a-z][a-z0-9+.-]{1,9}:/{1,3}[^\s<>\"]*[^\s<>\".,;:!?)])>?|\b(www\.\S+[^\s.,;:!?])", re.IGNORECASE
)
_LENGTH = re.compile(
    r",?\s*\b(\d{1,2}(?:[.,]\d)?\s?(?:h|std\.?|stunden?|hours?)(?:\s?\d{1,2}\s?(?:min\w*\.?|m))?"
    r"|\d{1,3}\s?(?:min\w*\.?|'))(?!\w)",
    re.IGNORECASE,
)
_WITH = re.compile(r"(?:^|\s)(?:mit|with)\s+", re.IGNORECASE)
_DAY = re.compile(r"(?<!\S)(?:(?:am|vom|on|from)\s+)?(?=\d|heute|gestern|vorgestern|today|yesterday)", re.IGNORECASE)
_LICENCE = re.compile(
    r"\b(?:cc[ -]?0|cc[ -]by(?:[ -](?:sa|nc|nd))*(?:[ -]\d\.\d)?|public domain|gemeinfrei)\b", re.IGNORECASE
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_SOURCE = re.compile(r"\s*\((?:(?:quelle|source):?\s*)?([^()]{3,200})\)\.?\s*$", re.IGNORECASE)
_DATED = re.compile(r"(.*?),?\s*\b((?:19|20)\d\d)", re.DOTALL)
_EDGES = " ,;:.-"
_MOST_WORDS = 4


def given(kind: Kind, words: str, ask: Ask) -> Given:
    """The fields in the first line, whatever their order, and those that each further line names; raises UserError."""
    first, _, more = words.strip().partition("\n")
    found = _READ[kind](first, ask)
    return found | {one.column: text for one, text in told(kind, more, ask)}


def source(text: str) -> Given:
    """Source and year of a tip: "Leitfaden Losverfahren, 2023"."""
    match = _DATED.fullmatch(text.strip(" ()."))
    return {"source": match[1].strip(), "source_year": match[2]} if match else {"source": text.strip(" ().")}


def _recording(line: str, ask: Ask) -> Given:
    found, line = _link_and_title(line)
    for match in _DAY.finditer(line):
        day = find(line[match.start() :], ask.now, ask.zone, ask.language, past=True)
        if day.day is not None:
            found["date"] = line[match.start() : len(line) - len(day.rest)].strip()
            line = f"{line[: match.start()]} {day.rest}"
            break
    if length := _LENGTH.search(line):
        found["length"] = length[1]
        line = line.replace(length[0], " ", 1)
    before, *speakers = _WITH.split(line, maxsplit=1)
    rest = {"title": _tidy(before), "speakers": _tidy(" ".join(speakers))}
    if "title" in found and rest["title"]:
        rest |= {"title": f"{found['title']} {rest['title']}"}
    return {column: text for column, text in (found | _filled(rest)).items() if text}


def _template(line: str, _ask: Ask) -> Given:
    found, line = _link_and_title(line)
    if licence := _LICENCE.search(line):
        found["licence"] = licence[0]
        line = line.replace(licence[0], " ", 1)
    rest = []
    tokens = line.split()
    while tokens:
        count, told = _place_size_or_year(tokens, found)
        found |= told
        rest += [] if told else tokens[:count]
        tokens = tokens[count:]
    named = {"title": _tidy(" ".join(rest))} if "title" not in found else {}
    title = f"{found.get('title', '')} {' '.join(rest)}"
    return found | _filled(named | {"kind": kind_in(title)})


def _place_size_or_year(tokens: list[str], found: Given) -> tuple[int, Given]:
    """How many of the first words name a place, a size or a year, and which."""
    for count in range(min(_MOST_WORDS, len(tokens)), 0, -1):
        phrase = " ".join(tokens[:count]).strip(" ,;()")
        places = regions.meant(phrase)
        if "region" not in found and len(places) == 1:
            return count, {"region": next(iter(places))}
        if "year" not in found and _YEAR.fullmatch(phrase):
            return count, {"year": phrase}
        if "size" not in found and phrase[:1].isdigit() and asked.size(phrase):
            return count, {"size": phrase}
    return 1, {}


def kind_in(title: str) -> str:
    """The kind that a title names, by the longest of its words."""
    words = [word.strip(" ,;.:()\"'") for word in title.split()]
    phrases = [" ".join(words[at : at + count]) for count in (3, 2, 1) for at in range(len(words) - count + 1)]
    return next((code for phrase in phrases if (code := kinds.named(phrase))), "")


def _tip(line: str, ask: Ask) -> Given:
    before, colon, after = line.partition(":")
    topics = tips.topics(before) & {*tips.TOPICS} if colon and len(before.split()) <= 3 else frozenset[str]()
    found: Given = {}
    if len(topics) == 1:
        found, line = {"topic": next(iter(topics))}, after
    if match := _SOURCE.search(line):
        found |= source(match[1])
        line = line[: match.start()]
    text = {"lang_de" if ask.language == "de" else "lang_en": line.strip()}
    return found | _filled(text)


def _term(line: str, ask: Ask) -> Given:
    name, equals, meaning = line.partition("=")
    if not equals:
        name, _, meaning = line.partition(": ")
    told = {f"term_{ask.language}": name.strip(' "'), f"definition_{ask.language}": meaning.strip()}
    return _filled(told)


def _link_and_title(line: str) -> tuple[Given, str]:
    """Link and quoted title, and the line without them."""
    found: Given = {}
    if title := _QUOTED.search(_LINK.sub(" ", line)):
        found["title"] = title[1]
        line = line.replace(title[0], " ", 1)
    if link := _LINK.search(line):
        found["link"] = link[1] or link[2]
        line = line.replace(link[0], " ", 1)
    return found, line


def _tidy(text: str) -> str:
    return " ".join(text.split()).strip(_EDGES)


def _filled(found: Given) -> Given:
    return {column: text for column, text in found.items() if text}


_READ: dict[Kind, Callable[[str, Ask], Given]] = {
    "recording": _recording,
    "template": _template,
    "tip": _tip,
    "term": _term,
}
