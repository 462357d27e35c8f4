"""Chat scripts: a text file becomes exchanges with line numbers, and changed lines become a text file again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from bot.demo.orders import NAME, checked

Place = str  # "" is the first group, "Admins" the group of that name, "> anna" anna alone with the bot


class ScriptError(Exception):
    """A mistake in a script: the number of the line, and a sentence that says what to write instead."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(f"line {line}: {sentence}")
        self.line = line


@dataclass(frozen=True, slots=True)
class Deed:
    """Something a person does; `text` is what is said, the emoji of a reaction, or the numbers that are voted for."""

    line: int
    who: str
    place: Place
    kind: Literal["say", "edit", "delete", "react", "attach", "vote", "reply"]
    text: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """A line with `@`: its name and what follows, checked."""

    line: int
    name: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Expected:
    """What the bot is to say at a place; `last` is the last of its lines."""

    line: int
    last: int
    place: Place
    text: str
    pattern: re.Pattern[str]

    def fits(self, said: str) -> bool:
        """Whether this is what was said."""
        return self.pattern.search(said) is not None


@dataclass(slots=True)
class Exchange:
    """What somebody does, or the clock, and what the bot is to say then.

    It begins in the group `begins`. `last` is its last line and `room` the group that is talked in there: so much is
    needed to write more below it.
    """

    cue: Deed | Order | None
    last: int = 0
    room: Place = ""
    expected: list[Expected] = field(default_factory=list)
    forgets: bool = False  # what else was said does not matter
    begins: Place = ""


class Change(NamedTuple):
    """New lines in the place of the lines `first` to `last`; before `first` if `last` is the line above it."""

    first: int
    last: int
    lines: list[str]


@dataclass(frozen=True, slots=True)
class Script:
    """A parsed script."""

    lines: list[str]
    exchanges: list[Exchange]


def changed(lines: list[str], changes: list[Change], first: int = 1) -> list[str]:
    """The lines, which begin at number `first`, with these changes, which must not overlap."""
    new = list(lines)
    for change in sorted(changes, reverse=True):
        new[change.first - first : change.last - first + 1] = change.lines
    return new


def parse(text: str) -> Script:
    """Reads a script; raises ScriptError at the first mistake."""
    lines = text.split("\n")
    script = Script(lines, [Exchange(None)])
    room = ""
    for block in _blocks(lines):
        step, here = _step(block, room), script.exchanges[-1]
        if isinstance(step, Order) and step.name == "in":
            room = step.words[0]
            continue
        if isinstance(step, Order) and step.name == "drain":
            here.forgets = True
            continue
        if isinstance(step, Expected):
            here.expected.append(step)
        else:
            script.exchanges.append(here := Exchange(step, begins=room))
        here.last, here.room = block.last, room
    return script


def written(head: str, text: str) -> list[str]:
    """A line and its continuation as they stand in a script: `head` is for example "bot:"."""
    first, *rest = text.split("\n")
    return [f"{head} {first}", *(f"  {line}" if line else "" for line in rest)]


# -- lines -----------------------------------------------------------------------------------------


class _Block(NamedTuple):
    """A line with those that go on from it, as one text."""

    first: int
    last: int
    text: str


def _blocks(lines: list[str]) -> Iterator[_Block]:
    number = 0
    while number < len(lines):
        number += 1
        line = lines[number - 1].rstrip()
        if not line or line.startswith("#"):
            continue
        if line.startswith(" "):
            raise ScriptError(number, "this line is indented, but there is nothing above it that goes on.")
        more = _continuation(lines, number)
        yield _Block(number, number + len(more), "\n".join([line, *more]))
        number += len(more)


def _continuation(lines: list[str], number: int) -> list[str]:
    """The lines below line `number` that go on from it; empty ones count if an indented one follows."""
    found: list[str] = []
    length = 0
    for line in lines[number:]:
        if line.strip() and not line.startswith("  "):
            break
        found.append(line[2:].rstrip())
        if line.strip():
            length = len(found)
    return found[:length]


# -- steps -----------------------------------------------------------------------------------------

_BOT = re.compile(rf"bot(?: > (?P<to>{NAME}))?:(?P<text>.*)", re.DOTALL)
_PERSON = re.compile(rf"(?P<who>{NAME})(?:(?P<group>:)| >)(?P<text>.*)", re.DOTALL)
_EMOJI = re.compile(r"(?P<emoji>\S+) last")
_VOTE = re.compile(r"vote (?P<numbers>[1-9]\d*(?: [1-9]\d*)*|none) last")
_REPLY = re.compile(r"reply last (?P<text>.+)", re.DOTALL)
_ATTACH = re.compile(r"attach (?P<file>\S+)(?:\s(?P<text>.*))?", re.DOTALL)
_EDIT = re.compile(r"edit\s(?P<text>.+)", re.DOTALL)


def _step(block: _Block, room: Place) -> Deed | Expected | Order:
    if block.text.startswith("@"):
        return _order(block)
    if bot := _BOT.fullmatch(block.text):
        return _expected(block, f"> {bot['to']}" if bot["to"] else room, bot["text"].strip())
    person = _PERSON.fullmatch(block.text)
    if person is None or person["who"] == "bot":
        raise ScriptError(
            block.first, "this is nothing a script knows. Write `anna: text`, `anna > text`, `bot: text` or `@ order`."
        )
    text = person["text"].strip()
    if not text:
        raise ScriptError(block.first, f"{person['who']} says nothing here. Write the text behind the name.")
    return _deed(block.first, person["who"], text, room if person["group"] else f"> {person['who']}")


def _deed(line: int, who: str, text: str, place: Place) -> Deed:
    """What a person does; alone with the bot `edit` and `delete` are words like others."""
    if (emoji := _EMOJI.fullmatch(text)) and _is_emoji(emoji["emoji"]):
        return Deed(line, who, place, "react", emoji["emoji"])
    if vote := _VOTE.fullmatch(text):
        return Deed(line, who, place, "vote", vote["numbers"].removeprefix("none"))
    if reply := _REPLY.fullmatch(text):
        return Deed(line, who, place, "reply", reply["text"].strip())
    if attach := _ATTACH.fullmatch(text):
        return Deed(line, who, place, "attach", (attach["text"] or "").strip(), attach["file"])
    if not place.startswith(">") and (edit := _EDIT.fullmatch(text)):
        return Deed(line, who, place, "edit", edit["text"].strip())
    if not place.startswith(">") and text == "delete":
        return Deed(line, who, place, "delete")
    return Deed(line, who, place, "say", text)


def _is_emoji(text: str) -> bool:
    return any(unicodedata.category(character) in {"So", "Me"} for character in text)


def _expected(block: _Block, place: Place, text: str) -> Expected:
    if not text:
        raise ScriptError(block.first, "the bot says nothing here. Write the text behind `bot:`, or `@ silence`.")
    try:
        pattern = re.compile(text.removeprefix("~").strip()) if text.startswith("~") else _with_gaps(text)
    except re.error as error:
        raise ScriptError(block.first, f"this regular expression is broken ({error}).") from error
    return Expected(block.first, block.last, place, text, pattern)


def _with_gaps(text: str) -> re.Pattern[str]:
    """The whole text, with `…` standing for anything."""
    return re.compile(r"\A" + ".*?".join(map(re.escape, text.split("…"))) + r"\Z", re.DOTALL)


def _order(block: _Block) -> Order:
    name, _, words = block.text.removeprefix("@").strip().partition(" ")
    try:
        return Order(block.first, name, checked(name, words.strip()))
    except ValueError as error:
        raise ScriptError(block.first, str(error)) from error
