"""What is read from a folder and waits to be written, in a file that nobody else sees."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from storage.search import Kind

Passages = list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Entry:
    """A row that can be written: its columns; those `kept` are for new entries only. Chapters, the document of a
    template and a transcript come along where the row tells them."""

    kind: Kind
    file: str
    row: int
    values: dict[str, Any]
    kept: dict[str, Any] = field(default_factory=dict)
    document: Path | None = None
    transcript: Path | None = None
    passages: Passages | None = None


@dataclass(frozen=True, slots=True)
class Transcript:
    """A transcript that is named by its recording: the link of that, or, if no row told it, the name itself."""

    file: str
    link: str
    name: str
    passages: Passages


class Spool:
    """Keeps entries and transcripts in order, in a file that is gone with it."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed at the end of the block
        self.count = 0

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def put(self, one: Entry | Transcript) -> None:
        """Adds one."""
        pickle.dump(one, self._file)
        self.count += 1

    def __iter__(self) -> Iterator[Entry | Transcript]:
        self._file.seek(0)
        for _ in range(self.count):
            yield pickle.load(self._file)  # noqa: S301 - nobody but us has written it
