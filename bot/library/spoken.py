"""Transcripts in a folder: how they are written so that they read the same, and which recording they are named by."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from bot.library.columns import clock
from bot.library.entries import Passages
from commands._fold import bare
from commands._library import transcript
from storage.library import Passage

ENDINGS = (".vtt", ".srt")

_OURS = "WEBVTT\n\nNOTE Passages of Losbote\n"
_CUE = re.compile(r"(\d+):(\d\d):(\d\d)\.000 --> \S+\n(.+)")
_INSIDE = re.compile(r" <(\d+):(\d\d):(\d\d)\.000>")  # where a later second begins
_SHOWN = 5  # seconds of the last passage


def read(text: str) -> Passages:
    """The passages of a transcript; of one that we have written, the very passages. Raises BrokenTranscript."""
    if not text.startswith(_OURS):
        return transcript.read(text)
    cues = _CUE.findall(text)
    return [
        (_second(times), html.unescape(_INSIDE.sub(lambda inside: f"\n{_second(inside.groups())}\t", said)))
        for *times, said in cues
    ]


def written(passages: Passages) -> str:
    """The passages as WebVTT, each a cue up to the next one."""
    ends = [second for second, _ in passages[1:]] + [second + _SHOWN for second, _ in passages[-1:]]
    cues = zip(passages, ends, strict=True)
    return "\n".join([_OURS, *(_cue(second, end, text) for (second, text), end in cues)])


def _cue(second: int, end: int, text: str) -> str:
    lines = Passage(0, 0, second, text).lines
    times = ["", *(f"<{clock(at)}.000>" for at, _ in lines[1:])]
    said = " ".join(
        time + html.escape(" ".join(line.split()), quote=False) for time, (_, line) in zip(times, lines, strict=True)
    )
    return f"{clock(second)}.000 --> {clock(max(second, end))}.000\n{said}\n"


def _second(times: Sequence[str]) -> int:
    hours, minutes, seconds = map(int, times)
    return (hours * 60 + minutes) * 60 + seconds


def names(day: date, title: str, link: str) -> set[str]:
    """By which names of files a recording is known: its date, its title, the last part of its link."""
    return {_key(day.isoformat()), _key(title), _key(_last(link))} - {""}


def name(stem: str) -> str:
    """The name of a file as it is compared."""
    return _key(stem)


def _last(link: str) -> str:
    """What names a video in its address: `abc` in `/w/abc` and in `/watch?v=abc`."""
    address = urlsplit(link)
    return next(iter(parse_qs(address.query).get("v", [])), "") or address.path.rstrip("/").rpartition("/")[2]


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", bare(text))


class Loose:
    """Transcripts that no row names: each goes to the recording whose date, title or link its name tells."""

    def __init__(self, files: Iterable[Path]) -> None:
        self.files = list(files)
        self._links: dict[str, set[str]] = {_key(path.stem): set() for path in self.files}

    def without(self, path: Path) -> None:
        """A row names this one."""
        self.files = [one for one in self.files if not one.samefile(path)]

    def meet(self, day: date, title: str, link: str) -> None:
        """There is this recording."""
        for one in names(day, title, link) & self._links.keys():
            self._links[one].add(link)

    def found(self) -> Iterator[tuple[Path, set[str]]]:
        """Each with the links of the recordings that its name tells."""
        return ((path, self._links[_key(path.stem)]) for path in self.files)
