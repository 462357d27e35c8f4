"""What an admin writes behind `!add` in one line → the fields that it tells, each as its text."""

from __future__ import annotations

import re
from collections.abc import Callable

from commands import _show, _words
from commands._fold import fold, tidy
from commands._kit import Ask, UserError
from commands._library import asked, kinds, readers, regions, tips
from commands._library.fields import told
from commands._library.quotes import quoted, unquoted
from commands._when import find
from storage.search import Kind

Given = dict[str, str]

_LINK = re.compile(
    r"<?([a-z][a-z0-9+.-]{1,9}:/{1,3}[^\s<>\"]*[^\s<>\".,;:!?)])>?"
    r"|(?<![\w@.:/-])((?:www\.|(?:[\w-]+\.)+[a-z]{2,}/)\S*[^\s<>\".,;:!?)])",
    re.IGNORECASE,
)
# "1:18" is a length, and "19:00" or "um 1:18" are times of day.
_LENGTH = re.compile(
    r",?\s*(?<![\w:.,])(?<!\bum )(?<!\bat )((?:ca\.?|etwa|rund|about)?\s*(?:"
    r"\d{1,2}:[0-5]\d:[0-5]\d"
    r"|0?[0-4]:[0-5]\d(?:\s?(?:h|std|stunden?|hours?)\b)?(?!\s?(?:uhr|[ap]\.?m))"
    r"|\d(?:[.,]\d{1,2})?\s?(?:h|std\.?|stunden?|hours?)"
    r"(?:\s?(?:(?:und|and)\s)?\d{1,2}(?![.:]\d)(?:\s?(?:min\w*\.?|m\b))?)?"
    r"|\d{1,3}\s?(?:min\w*\.?|')))(?![\w:])",
    re.IGNORECASE,
)
_MINUTES = re.compile(r"[1-9]\d{0,2}")
_WITH = re.compile(r"(?:^|\s)(?:mit|with)\s+", re.IGNORECASE)
_NEAR = "heute|gestern|vorgestern|today|yesterday"
_DAY = _words.pattern(
    rf"(?<!\S)(?:(?P<lead>am|vom|on|from)\s+)?"
    rf"(?=\d|(?:{_NEAR})(?!\w)|{_words.WEEKDAY}(?!\w)|{_words.MONTH}(?!\w)\.?\s+\d)"
)
_TELLS_A_DAY = _words.pattern(rf"\d|{_NEAR}")
_EMPTY = {"bitte", "please", "titel", "title", "und", "and", "dauer", "laenge", "length", "hinzu", "ein", "auf"}
_LICENCE = re.compile(
    r"\b(?:cc[ -]?0|cc[ -]by(?:[ -](?:sa|nc|nd))*(?:[ -]\d\.\d)?|public domain|gemeinfrei)\b", re.IGNORECASE
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_SOURCE = re.compile(r"\s*\((?:(?:quelle|source):?\s*)?([^()]{3,200})\)\.?\s*$", re.IGNORECASE)
_DATED = re.compile(r"(.*?),?\s*\b((?:19|20)\d\d)", re.DOTALL)
_GOES_ON = re.compile(r"\s*[:–—]\s|\s-\s")  # behind quotes: what they are about
_EDGES = " ,;:.-–—"
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
    found, line = _link_and_title(line, lambda rest: _told_at(rest, ask))
    if length := _LENGTH.search(line):
        found["length"] = length[1].strip()
        line = f"{line[: length.start()]} {line[length.end() :]}"
    told, line = _date(line.strip(), ask)
    before, *speakers = _WITH.split(line, maxsplit=1)
    found |= told | {"speakers": _tidy(" ".join(speakers))}
    rest = " ".join(word for word in _tidy(before).split() if fold(word) not in _EMPTY)
    if "title" not in found:
        found["title"] = _tidy(before)
    elif _MINUTES.fullmatch(rest) and "length" not in found:
        found["length"] = rest
    elif rest:
        raise UserError(ask.say("add-rest", kind="recording", words=_show.shortened(rest)))
    return _filled(found)


def _told_at(line: str, ask: Ask) -> int:
    """Where in a line the first of length, date and speakers stands; at its end if none does."""
    day, others = _day_in(line, ask), (_LENGTH.search(line), _WITH.search(line))
    return min([len(line), *(match.start() for match in others if match), *([day[1]] if day else [])])


def _date(line: str, ask: Ask) -> tuple[Given, str]:
    """The date that a line tells, and the line without it and without the time of day that belongs to it."""
    if (found := _day_in(line, ask)) is None:
        return {}, line
    told, start, end = found
    return {"date": told}, f"{line[:start]} {line[end:]}"


def _day_in(line: str, ask: Ask) -> tuple[str, int, int] | None:
    """The first date in a line, and where it begins and ends, with the time of day that belongs to it."""
    plain = tidy(line)
    for match in _DAY.finditer(_words.plain(plain)):
        day = find(plain[match.start() :], ask.now, ask.zone, ask.language, past=True)
        end = len(plain) - len(day.rest)
        said = plain[match.start() : end].strip(" ,;:")
        if day.day is not None and (match["lead"] or _TELLS_A_DAY.search(said)):
            told = said if day.time is None else f"{day.day.day}.{day.day.month}.{day.day.year}"
            return told, match.start(), end
    return None


def _template(line: str, ask: Ask) -> Given:
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
    left = _tidy(" ".join(rest))
    if "title" in found and left and not kind_in(left):
        raise UserError(ask.say("add-rest", kind="template", words=_show.shortened(left)))
    named = {"title": left} if "title" not in found else {}
    return found | _filled(named | {"kind": kind_in(f"{found.get('title', '')} {left}")})


def _place_size_or_year(tokens: list[str], found: Given) -> tuple[int, Given]:
    """How many of the first words name a place, a size or a year, and which."""
    for count in range(min(_MOST_WORDS, len(tokens)), 0, -1):
        phrase = " ".join(tokens[:count]).strip(" ,;()")
        places = regions.meant(phrase)
        if "region" not in found and len(places) == 1:
            return count, {"region": next(iter(places))}
        if "year" not in found and _YEAR.fullmatch(phrase):
            return count, {"year": phrase}
        if "size" not in found and (ends := readers.ends(phrase))[0][:1].isdigit() and all(map(asked.size, ends)):
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
    told = {f"term_{ask.language}": unquoted(name), f"definition_{ask.language}": meaning.strip()}
    return _filled(told)


def _link_and_title(line: str, ends: Callable[[str], int] = lambda _rest: 0) -> tuple[Given, str]:
    """Link and quoted title, and the line without them; `ends` says up to where in the rest a title may go on."""
    found: Given = {}
    if link := _LINK.search(line):
        found["link"] = link[1] or link[2]
        line = f"{line[: link.start()]} {line[link.end() :]}"
    if span := quoted(line):
        start, end = span
        more = line[end : end + ends(line[end:])]
        if _tidy(more) and (_GOES_ON.match(more) or quoted(more)):
            end += len(more.rstrip(_EDGES))
        found["title"] = unquoted(line[start:end])
        line = f"{line[:start]} {line[end:]}"
    return found, line


def _tidy(text: str) -> str:
    return " ".join(text.split()).strip(_EDGES)


def _filled(found: Given) -> Given:
    return {column: text for column, text in found.items() if text.strip(" …")}


_READ: dict[Kind, Callable[[str, Ask], Given]] = {
    "recording": _recording,
    "template": _template,
    "tip": _tip,
    "term": _term,
}
