"""What an admin writes above an announcement: to whom, when, how urgently, whether somebody else has to agree.

The first line, or all up to the first colon, is such a head if it consists of nothing else; else it is text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from rapidfuzz.distance import OSA

from commands import _show
from commands._fold import fold, tidy
from commands._kit import Ask, UserError
from commands._texts import code
from commands._when import Found, Unclear, find, moment
from storage import Tx
from storage.chat import Chat
from storage.groups import Group

_COLON = re.compile(r"(?<!\d):|:(?!\d)")  # none as in 9:30
_BETWEEN = re.compile(r"(?:[\s,;·/+]|(?:und|and)\b)*", re.IGNORECASE)
_URGENT = re.compile(r"(?:dringend|eilt|eilig|urgent)\b", re.IGNORECASE)
_EYES = re.compile(r"(?:mit |with )?(?:(?:vier|4)[ -]?augen|(?:four|4)[ -]?eyes)\b", re.IGNORECASE)
_TO = re.compile(r"(?:nur )?(?:an|to)\s+", re.IGNORECASE)
_ALL = {
    *("alle", "alle gruppen", "die gruppe", "die gruppen"),
    *("all", "everyone", "everybody", "all groups", "the group", "the groups"),
}
_LONGEST = 120  # characters of a head
_SHORTEST, _SLIPS = 4, 2  # letters of a name that may be meant, and those that may be wrong
_FEW = 5  # words; what has more is no date but a sentence
_EDGES = " \t,;.\"'"

Unplain = Literal["refused", "asked", "text"]  # what becomes of a time that is not plain


@dataclass(frozen=True, slots=True)
class Head:
    """What a head says; without groups it names none, without `due` (UTC) no time.

    One that names a day (or none) and no time that is plain `asks` for it, since its words are `unclear`.
    """

    groups: tuple[Chat, ...] = ()
    due: datetime | None = None
    urgent: bool = False
    eyes: bool = False
    day: date | None = None
    asks: str = ""
    unclear: str = ""  # the words of the time that is not plain


def written(ask: Ask) -> str:
    """What stands behind the name of the command, with the quotes and dashes that were typed."""
    typed = ask.typed[len(ask.typed) - len(ask.words) :] if len(ask.typed) >= len(ask.words) else ""
    return typed if tidy(typed) == ask.words.strip() else ask.words


def split_head(tx: Tx, ask: Ask, text: str, *, unclear: Unplain = "refused") -> tuple[Head, str]:
    """The head of a text, empty if it has none, and what is left.

    What is `unclear`, as "halb acht", is refused, asked about, or text; a day alone is a head if it is asked about.
    Raises UserError if it names a time that is past or refused, or nearly a group.
    """
    first = tidy(text).partition("\n")[0]
    colon = _COLON.search(first)
    # Where something stands behind a colon, that is rather text than a part of a time that is unclear.
    whole: Unplain = "text" if colon is not None and first[colon.end() :].strip() else unclear
    for end, how in [(len(first), whole), *([(colon.start(), unclear)] if colon else [])]:
        head = _Reader(tx, ask, how).read(first[:end]) if end <= _LONGEST else None
        if head is not None:
            return head, text.strip()[end:].lstrip(": \t\n")
    return Head(), text


def target(tx: Tx, ask: Ask, head: Head) -> tuple[Chat, ...]:
    """The groups that are meant: those that are named, else all that the network is about; raises UserError."""
    found = head.groups or tuple(group.chat for group in tx.groups.list("main"))
    if not found:
        raise UserError(ask.say("announce-no-group"), example=None)
    return found


class _Reader:
    """Reads a head part by part, until something else comes."""

    def __init__(self, tx: Tx, ask: Ask, unclear: Unplain) -> None:
        self._ask, self._groups, self._unclear = ask, tx.groups.list(), unclear
        self._head, self._found = Head(), Found(None, None, "")

    def read(self, line: str) -> Head | None:
        """The head that the line is; None if it is text."""
        left = self._next(line.rstrip(" \t:."))
        while left:
            rest = self._flag(left)
            rest = self._to(left) if rest is None else rest
            rest = self._at(left) if rest is None else rest
            if rest is None:
                return None
            left = self._next(rest)
        if self._head.asks:
            return self._head
        if self._found and self._found.time is None and self._found.exact is None:
            return replace(self._head, day=self._found.day, asks=self._ask.say("announce-when"))
        if self._found:
            return replace(self._head, due=self._due())
        return None if self._head == Head() else self._head

    @staticmethod
    def _next(text: str) -> str:
        return _BETWEEN.sub("", text, count=1).strip(_EDGES)

    # Each of these takes what the text begins with and returns the rest; None if it begins with something else.

    def _flag(self, text: str) -> str | None:
        if match := _URGENT.match(text):
            self._head = replace(self._head, urgent=True)
        elif match := _EYES.match(text):
            self._head = replace(self._head, eyes=True)
        return text[match.end() :] if match else None

    def _to(self, text: str) -> str | None:
        match = _TO.match(text)
        if match is None:
            return None
        rest: str | None = text[match.end() :]
        more = None
        while rest and (more := self._group(rest)) is not None:
            rest = more
        if not self._head.groups:
            self._near(text[match.end() :])
            return None
        return rest

    def _group(self, text: str) -> str | None:
        """Takes one name of a group, the longest there is; behind the first there may be more."""
        text = self._next(text)
        words = text.split()
        for count in range(len(words), 0, -1):
            found = self._called(" ".join(words[:count]))
            if found:
                new = tuple(one for one in found if one not in self._head.groups)
                self._head = replace(self._head, groups=(*self._head.groups, *new))
                return " ".join(words[count:])
        return None

    def _called(self, name: str) -> tuple[Chat, ...]:
        """The groups of this name, or the one whose name begins so; `an alle` means those the network is about."""
        folded = fold(name).strip(_EDGES)
        if folded in _ALL:
            return tuple(group.chat for group in self._groups if group.purpose == "main")
        whole = tuple(group.chat for group in self._groups if folded in _names(group))
        begun = tuple(
            group.chat for group in self._groups if any(f"{one} ".startswith(f"{folded} ") for one in _names(group))
        )
        return whole or (begun if len(begun) == 1 and folded else ())

    def _near(self, text: str) -> None:
        """Raises UserError if the text names nearly a group; what is far from all of them is text."""
        typed = text.partition(",")[0].strip(_EDGES)
        folded = fold(typed)
        near = [group for group in self._groups if any(_alike(folded, name) for name in _names(group))]
        if near:
            names = _show.either([code(f"an {group.title or group.name}") for group in near], self._ask.language)
            raise UserError(self._ask.say("announce-near", name=_show.shortened(typed), names=names), example=None)

    def _at(self, text: str) -> str | None:
        if self._found or self._head.asks:
            return None
        ask = self._ask
        try:
            found = find(text, ask.now, ask.zone, ask.language)
        except Unclear as error:
            if self._unclear == "text" or len(text.split()) > _FEW:
                return None
            if self._unclear == "refused":
                raise UserError(str(error), example=None) from None
            self._head = replace(self._head, day=self._day(text), asks=str(error), unclear=text)
            return ""
        if found.time is None and not (self._unclear == "asked" and found.day is not None):
            return None
        self._found = found
        return found.rest

    def _day(self, text: str) -> date | None:
        """The day that a text begins with whose time is not plain."""
        words = text.split()
        for count in range(len(words), 0, -1):
            try:
                found = find(" ".join(words[:count]), self._ask.now, self._ask.zone, self._ask.language)
            except Unclear:
                continue
            if found.day is not None:
                return found.day
        return None

    def _due(self) -> datetime:
        ask = self._ask
        try:
            return moment(self._found, ask.now, ask.zone, ask.language).instant
        except Unclear as error:
            raise UserError(str(error), example=None) from None


def _names(group: Group) -> set[str]:
    return {fold(name) for name in (group.name, group.title) if name}


def _alike(typed: str, name: str) -> bool:
    """Whether what was typed is nearly a name, or a part of it."""
    if min(len(typed), len(name)) < _SHORTEST:
        return False
    beginning = " ".join(name.split()[: len(typed.split())])
    return typed in name or any(OSA.distance(typed, one, score_cutoff=_SLIPS) <= _SLIPS for one in (name, beginning))
