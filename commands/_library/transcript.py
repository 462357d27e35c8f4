"""Transcripts: WebVTT and SRT → passages of two or three sentences, each with the second at which it begins.

A pause ends a passage. Within one, what begins at a later second stands on a line of its own, behind that second.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from storage.library import SENTENCES, Passage

_TIME = r"(?:(\d{1,3}):)?([0-5]?\d):([0-5]?\d)[.,](\d{1,3})"
_TIMES = re.compile(rf"{_TIME}\s*-->\s*{_TIME}(?:\s.*)?")
_ARROW = re.compile(r"-->|^\d.*(?:->|→)")  # what is meant as times, well written or not
_NOTES = ("NOTE", "STYLE", "REGION")
_MARKUP = re.compile(r"<[^>]{0,200}>|\{\\[^}]{0,50}\}")
_END = re.compile(r"[.!?…][\"'”“»)]*$")
_FULL, _LONG, _LONGEST = 2, 240, 500  # sentences of a passage; characters from which on it ends with the next one
_LINE = 120  # characters from which on a sentence goes on behind a second of its own
_PAUSE = 4_000  # milliseconds between two cues
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
    pause: bool  # before it


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
    start, last, before = 0, 0, ""
    for number, block in _blocks(lines):
        at = next((at for at, line in enumerate(block) if _ARROW.search(line)), None)
        if at is None or block[0].startswith(_NOTES):
            continue
        start, end = _span(block[at], number + at, start)
        said = [one for line in block[at + 1 :] if (one := _plain(line))]
        new = [line for line in said if line != before]
        before = said[-1] if said else before
        if new:
            yield _Cue(start // 1000, " ".join(new), start - last > _PAUSE)
        last = end


def _blocks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """The blocks between empty lines, each with the number of its first line."""
    block: list[str] = []
    for number, line in enumerate([*lines, ""], 1):
        if line.strip():
            block.append(line.strip())
        elif block:
            yield number - len(block), block
            block = []


def _span(line: str, number: int, before: int) -> tuple[int, int]:
    """The milliseconds at which a cue begins and ends."""
    match = _TIMES.fullmatch(line)
    if match is None:
        raise BrokenTranscript("times", number)
    start, end = _milliseconds(match.groups()[:4]), _milliseconds(match.groups()[4:])
    if end < start or start < before:
        raise BrokenTranscript("order", number)
    return start, end


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, rest = parts
    whole = (int(hours or 0) * 60 + int(minutes or 0)) * 60 + int(seconds or 0)
    return whole * 1000 + int((rest or "0").ljust(3, "0"))


def _plain(line: str) -> str:
    return " ".join(html.unescape(_MARKUP.sub("", line)).split())


def _merged(cues: Iterator[_Cue]) -> Iterator[tuple[int, str]]:
    """Cues put together until two sentences or so are full, or a pause comes."""
    passage: list[_Cue] = []
    for cue in cues:
        if passage and (cue.pause or _is_full(passage)):
            yield _told(passage)
            passage = []
        passage.append(cue)
    if passage:
        yield _told(passage)


def _is_full(passage: list[_Cue]) -> bool:
    length = sum(len(cue.text) + 1 for cue in passage)
    ended = sum(_END.search(cue.text) is not None for cue in passage)
    full = ended >= _FULL or length > _LONG
    return (full and _END.search(passage[-1].text) is not None) or length > _LONGEST


def _told(passage: list[_Cue]) -> tuple[int, str]:
    """The sentences of a passage, each behind the second of the cue in which it begins."""
    lines: list[tuple[int, str]] = []
    for cue in passage:
        for part in SENTENCES.split(cue.text):
            second, text = lines[-1] if lines else (cue.second, "")
            if second == cue.second or not (_END.search(text) or len(text) >= _LINE):
                lines[-1:] = [(second, f"{text} {part}".strip())]
            else:
                lines.append((cue.second, part))
    return Passage.told(lines)
