"""`"Welches Thema?" Kosten | Losverfahren bis Fr 18 Uhr` → a poll and its end.

The question stands in quotation marks, or goes up to its question mark, its colon or the end of its line. Options are
parted by `|` or stand one to a line; without these, by commas, slashes or an "oder". What could be an option as well as
the end, or as "several may be chosen", is not read as an option: the preview shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, time, timedelta

from commands import _show, _when
from commands._calendar import instant
from commands._fold import fold, tidy
from commands._kit import Ask, UserError
from storage.content import Poll

LONGEST = 100  # characters of a question or an option, counted as Signal does
_FEWEST, _MOST = 2, 10  # options
_LASTS, _AT_MOST = timedelta(days=7), timedelta(days=60)
_EVENING = time(20)  # of a day that is named without a time: quiet hours begin later

_QUOTES = '"„“”«»'
_WORD = (
    r"(?:mehrere(?: (?:antworten|möglich|wählbar))*|mehrfach(?:auswahl|nennung(?:en)?)?|several|multiple(?: choice)?)"
)
_SEVERAL = re.compile(rf"\(?{_WORD}\)?", re.IGNORECASE)
_SEVERAL_FIRST = re.compile(rf"{_WORD}(?:\s*[:,\n]\s*|\s*(?=[{_QUOTES}]))", re.IGNORECASE)
_SEVERAL_NEXT = re.compile(rf"(?:\({_WORD}\)|{_WORD}(?=\s*[:\n]))[\s:|]*", re.IGNORECASE)
_SEVERAL_LAST = re.compile(rf"\s*(?:[,;]\s*{_WORD}|\({_WORD}\))$", re.IGNORECASE)
_SEVERAL_AT_END = re.compile(rf"[\s,;]+{_WORD}$", re.IGNORECASE)  # of what a date followed
_UNTIL = re.compile(r"(?<!\w)(?:bis|until|till)\s", re.IGNORECASE)
_MARK = re.compile(r"(?:[-–•*·]|(?P<number>\d{1,2})[.)])\s+")  # before the lines of a list
_PARTS = re.compile(r"\s*[|\n]\s*")
_SPOKEN = re.compile(r"\s*(?:,|\s/\s|\b(?:oder|or)\b)\s*", re.IGNORECASE)  # as one says it, if nothing else parts them
_QUESTIONS = (
    re.compile(rf"[{_QUOTES}](?P<question>[^|\n]*?\?)[{_QUOTES}]"),
    re.compile(rf"[{_QUOTES}](?P<question>[^{_QUOTES}]*)[{_QUOTES}]"),
    re.compile(r"(?P<question>[^|\n?]*\?+)(?=\s|\||$)"),
    re.compile(r"(?P<question>[^|\n:]+):(?=\s)"),
    re.compile(r"(?P<question>[^|\n]+)\n"),
)


def read(text: str, ask: Ask, begins: datetime) -> tuple[Poll, datetime]:
    """The poll that a text asks for, and when it ends (UTC) if it begins at `begins`; UserError for each mistake."""
    first = _SEVERAL_FIRST.match(text)
    question, rest = _question(text[first.end() :] if first else text, ask)
    following = _SEVERAL_NEXT.match(rest)
    parts = [part for part in _PARTS.split(rest[following.end() :] if following else rest) if part]
    parts, ends = _until(parts, ask)
    if len(parts) == 1:
        parts = [part for part in _SPOKEN.split(parts[0]) if part]
    options, several = _options(parts, dated=ends is not None)
    options = _checked([" ".join(option.split()).rstrip(" ,;") for option in options], ask)
    poll = Poll(question, tuple(options), multiple=several or first is not None or following is not None)
    return poll, _end(ends, begins, ask)


def _question(text: str, ask: Ask) -> tuple[str, str]:
    """The question, and what follows it."""
    match = next((found for form in _QUESTIONS if (found := form.match(text))), None)
    question = " ".join(match["question"].split()).strip(_QUOTES) if match else ""
    if match is None or not question.strip("?"):
        raise UserError(ask.say("poll-no-question"))
    if (length := _units(question)) > LONGEST:
        raise UserError(ask.say("poll-question-long", length=length, most=LONGEST))
    return question, text[match.end() :].lstrip(" \t\n:|,")


def _until(parts: list[str], ask: Ask) -> tuple[list[str], _when.Found | None]:
    """The parts without the end that the last one closes with, or that is one of them."""
    for number in sorted(range(len(parts)), reverse=True):
        part, last = parts[number], number == len(parts) - 1
        trimmed = _SEVERAL_LAST.sub("", part)
        for until in reversed(list(_UNTIL.finditer(trimmed))):
            if (last or until.start() == 0) and (found := _date(trimmed[until.start() :], ask)):
                left = trimmed[: until.start()].rstrip(" ,;(") + part[len(trimmed) :]
                return [*parts[:number], *([left] if left else []), *parts[number + 1 :]], found
    return parts, None


def _date(text: str, ask: Ask) -> _when.Found | None:
    """The date that a text is; None if it is none, or more than that."""
    try:
        found = _when.find(tidy(text).rstrip(").!"), ask.now, ask.zone, ask.language)
    except _when.Unclear as error:
        raise UserError(str(error)) from error
    return found if found and not found.rest else None


def _options(parts: list[str], *, dated: bool) -> tuple[list[str], bool]:
    """The options, and whether the parts say that several may be chosen."""
    alone = [part for part in parts if _SEVERAL.fullmatch(part.strip(" ,;"))]
    options = [part for part in parts if part not in alone]
    if len(options) < _FEWEST:  # then it is what one may choose
        alone, options = [], parts
    several = bool(alone)
    if options:
        form = _SEVERAL_AT_END if dated else _SEVERAL_LAST
        last = form.sub("", _SEVERAL_LAST.sub("", options[-1]))
        several |= last != options[-1]
        options = [*options[:-1], *([last] if last else [])]
    return _unmarked(options), several


def _unmarked(options: list[str]) -> list[str]:
    """The options without the dashes of a list, or its numbers if they count from 1: "3. März" is no number 3."""
    marks = [_MARK.match(option) for option in options]
    if not all(mark and mark["number"] in {None, str(number)} for number, mark in enumerate(marks, 1)):
        return options
    return [option[mark.end() :] for option, mark in zip(options, marks, strict=True) if mark]


def _checked(options: list[str], ask: Ask) -> list[str]:
    if len(options) < _FEWEST:
        raise UserError(ask.say("poll-few", count=len(options), option=_show.shortened(options[0] if options else "")))
    if len(options) > _MOST:
        raise UserError(ask.say("poll-many", count=len(options), most=_MOST))
    for option in options:
        if (length := _units(option)) > LONGEST:
            raise UserError(ask.say("poll-long", option=_show.shortened(option), length=length, most=LONGEST))
    if (twice := _twice(options)) is not None:
        raise UserError(ask.say("poll-twice", option=twice))
    return options


def _twice(options: Iterable[str]) -> str | None:
    seen: set[str] = set()
    for option in options:
        if fold(option) in seen:
            return option
        seen.add(fold(option))
    return None


def _end(found: _when.Found | None, begins: datetime, ask: Ask) -> datetime:
    if found is None:
        soon = begins - ask.now <= ask.house.hold
        wall = (ask.now if soon else begins).astimezone(ask.zone).replace(second=0, microsecond=0, tzinfo=None)
        return instant(wall + _LASTS, ask.zone)
    try:
        ends = _when.moment(found, ask.now, ask.zone, ask.language, default=_EVENING).instant
    except _when.Unclear as error:
        raise UserError(str(error)) from error
    if ends <= begins:
        raise UserError(ask.say("poll-over", when=_show.when(begins, ask.now, ask.zone, ask.language)))
    if ends - begins > _AT_MOST:
        raise UserError(ask.say("poll-far", days=_AT_MOST.days))
    return ends


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
