"""Transcripts: WebVTT and SRT → passages of two or three sentences, each with the second at which it begins."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

_TIME = r"(?:(\d{1,3}):)?([0-5]?\d):([0-5]?\d)[.,](\d{1,3})"
_TIMES = re.compile(rf"{_TIME}\s*-->\s*{_TIME}(?:\s.*)?")
_ARROW = re.compile(r"-->|^\d.*(?:->|→)")  # what is meant as times, well written or not
_NOTES = ("NOTE", "STYLE", "REGION")
_MARKUP = re.compile(r"<[^>]{0,200}>|\{\\[^}]{0,50}\}")
_END = re.compile(r"[.!?…][\"'”“»)]*$")
_SENTENCES, _LONG, _LONGEST = 2, 240, 500  # sentences of a passage; characters from which on it ends with the next one
_LONGEST_FILE = 5_000_000  # characters


class BrokenTranscript(Exception):
    """A text that is no transcript: `what` is "empty", "big", "times" or "order", `line` the number of the line."""

    def __init__(self, what: str, line: int = 0) -> None:
        super().__init__(f"{what} in line {line}")
        self.what = what
        self.line = line


@dataclass(frozen=True, slots=True)
class _Cue:
    second: int
    text: str


def read(text: str) -> list[tuple[int, str]]:
    """The passages of a transcript, as (second, text), in order.

    Raises BrokenTranscript for times that cannot be read, that end before they begin, or that go back.
    """
    if len(text) > _LONGEST_FILE:
        raise BrokenTranscript("big")
    passages = list(_merged(_cues(text.removeprefix("\ufeff").splitlines())))
    if not passages:
        raise BrokenTranscript("empty")
    return passages


def decoded(data: bytes) -> str:
    """The text of a file in the encodings that are about."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _cues(lines: list[str]) -> Iterator[_Cue]:
    """What is said at which second; captions that repeat the line before, as those of live captions do, come once."""
    start, before = 0, ""
    for number, block in _blocks(lines):
        at = next((at for at, line in enumerate(block) if _ARROW.search(line)), None)
        if at is None or block[0].startswith(_NOTES):
            continue
        start = _begin(block[at], number + at, start)
        said = [one for line in block[at + 1 :] if (one := _plain(line))]
        new = [line for line in said if line != before]
        before = said[-1] if said else before
        if new:
            yield _Cue(start // 1000, " ".join(new))


def _blocks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """The blocks between empty lines, each with the number of its first line."""
    block: list[str] = []
    for number, line in enumerate([*lines, ""], 1):
        if line.strip():
            block.append(line.strip())
        elif block:
            yield number - len(block), block
            block = []


def _begin(line: str, number: int, before: int) -> int:
    """The milliseconds at which a cue begins."""
    match = _TIMES.fullmatch(line)
    if match is None:
        raise BrokenTranscript("times", number)
    start, end = _milliseconds(match.groups()[:4]), _milliseconds(match.groups()[4:])
    if end < start or start < before:
        raise BrokenTranscript("order", number)
    return start


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, rest = parts
    whole = (int(hours or 0) * 60 + int(minutes or 0)) * 60 + int(seconds or 0)
    return whole * 1000 + int((rest or "0").ljust(3, "0"))


def _plain(line: str) -> str:
    return " ".join(html.unescape(_MARKUP.sub("", line)).split())


def _merged(cues: Iterator[_Cue]) -> Iterator[tuple[int, str]]:
    """Cues put together until two sentences or so are full."""
    second, text, sentences = 0, "", 0
    for cue in cues:
        if not text:
            second = cue.second
        text = f"{text} {cue.text}".strip()
        ended = _END.search(cue.text) is not None
        sentences += ended
        if (ended and (sentences >= _SENTENCES or len(text) >= _LONG)) or len(text) >= _LONGEST:
            yield second, text
            text, sentences = "", 0
    if text:
        yield second, text
