"""Texts as Signal takes them: split below its limit, marked passages as styled text with everything else escaped."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from commands._texts import BOLD, BOLD_END, CODE, CODE_END, PERSON_MARK, plain

LIMIT = 1900  # bytes of UTF-8; signal-cli turns what is longer than 2,000 into an attachment (field guide 2.3)
TextMode = Literal["normal", "styled"]
PLACE = "\ufffc"  # stands where somebody is mentioned; nobody's own words have it, see commands._fold.clean

_MARKUP = re.compile(r"([*~`|])")
_STYLES = str.maketrans({BOLD: "**", BOLD_END: "**", CODE: "`", CODE_END: "`"})
_CODE = f"{CODE}[^{BOLD}-{CODE_END}]*{CODE_END}"
_WELL_MARKED = re.compile(
    f"(?:[^{BOLD}-{CODE_END}]|{_CODE}|{BOLD}(?:[^{BOLD}-{CODE_END}]|{_CODE})*{BOLD_END})*", re.DOTALL
)
# What styled text has no way to say: a backslash before a marker, and bold beside a star or beside bold.
_INEXPRESSIBLE = re.compile(rf"\\(?=[*~`|{BOLD}-{CODE_END}])|[*{BOLD}{BOLD_END}](?=[{BOLD}{BOLD_END}])")

_WHOLE = f"{BOLD}[^{BOLD_END}]*{BOLD_END}|{CODE}[^{CODE_END}]*{CODE_END}"
_LEVELS = [
    re.compile(rf"(?:{_WHOLE}|.)+?(?:\n\n+|\Z)", re.DOTALL),  # paragraphs
    re.compile(rf"(?:{_WHOLE}|[^\n])*(?:\n+|\Z)"),  # lines
    re.compile(rf"(?:{_WHOLE}|\S)*(?:\s+|\Z)"),  # words
]
_LINK = re.compile(r"(?=https?://)")


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody (ACI) who is named where PLACE stands in the text, at `start` in UTF-16 units."""

    author: str
    start: int


@dataclass(frozen=True, slots=True)
class Wire:
    """A text as `/v2/send` takes it; the mode is `styled` only where something is marked."""

    message: str
    mode: TextMode
    mentions: tuple[Mention, ...] = ()


def bare(text: str) -> str:
    """The text as envelopes carry it: without styles, and with PLACE where somebody is mentioned."""
    return plain(PERSON_MARK.sub(PLACE, text))


def wire(text: str) -> Wire:
    """The text as the server takes it. Mentions are counted in the text without its styles (field guide 2.3)."""
    people = PERSON_MARK.findall(text)
    text = PERSON_MARK.sub(PLACE, text)
    words = bare(text)
    starts = [_units(words[: found.start()]) for found in re.finditer(PLACE, words)]
    mentions = tuple(Mention(who, at) for who, at in zip(people, starts, strict=False)) if people else ()
    if words == text or _INEXPRESSIBLE.search(text) or not _WELL_MARKED.fullmatch(text):
        return Wire(words, "normal", mentions)
    return Wire(_MARKUP.sub(r"\\\1", text).translate(_STYLES), "styled", mentions)


def split(text: str, limit: int = LIMIT) -> list[str]:
    """Parts of at most `limit` bytes, cut at paragraphs, else at lines, else at spaces.

    Never inside a marked passage or a link; a link that is longer than that is a part by itself.
    """
    parts = [""]
    for piece in _pieces(text if _WELL_MARKED.fullmatch(text) else plain(text), limit):
        if _bytes(parts[-1] + piece.rstrip()) > limit:
            parts.append("")
        parts[-1] += piece
    return [part.strip() for part in parts if part.strip()]


def _pieces(text: str, limit: int) -> list[str]:
    """Pieces that fit, each with what separates it from the next; as large as may be."""
    pieces = [text]
    for level in _LEVELS:
        pieces = [
            part for piece in pieces for part in (level.findall(piece) if _bytes(piece) > limit else [piece]) if part
        ]
    return [part for piece in pieces for part in _chopped(piece, limit)]


def _chopped(word: str, limit: int) -> list[str]:
    """A word in pieces that fit, its links whole; a marked passage that is too long loses its marks."""
    if _bytes(word) <= limit:
        return [word]
    if plain(word) != word:
        return _pieces(plain(word), limit)
    head, *links = _LINK.split(word)
    width = limit // 4  # no character takes more than four bytes
    return [head[at : at + width] for at in range(0, len(head), width)] + links


def _bytes(text: str) -> int:
    return len(text.encode())


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
