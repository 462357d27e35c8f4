"""`losbote export FOLDER`: the library in the form in which it is imported, equal on the other side."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from bot.library import columns, spoken
from bot.library.columns import CHAPTERS, FILE, TRANSCRIPT
from bot.reasons import reason
from bot.transfer import Desk, TransferError
from commands._library import shelves
from storage import Tx
from storage.library import Recording, Template
from storage.search import Kind

FILES: dict[Kind, str] = {
    "recording": "recordings.csv",
    "template": "templates.csv",
    "tip": "tips.csv",
    "term": "terms.csv",
}
_DOCUMENTS, _TRANSCRIPTS = "files", "transcripts"  # folders in it
_LONGEST = 200  # bytes of a name, which every file system takes


class Outlet:
    """Writes into a folder, which is made if it is not there. Each file comes whole or not at all; others that are
    there stay. Raises TransferError for what cannot be written."""

    def __init__(self, folder: Path, desk: Desk) -> None:
        self._folder = folder
        self._desk = desk
        self._taken: set[str] = set()
        self._lost: list[str] = []

    def write(self, tx: Tx) -> list[str]:
        """Writes what the library holds; returns what is to be said of it."""
        lines = []
        for kind, file in FILES.items():
            if count := shelves.shelf(tx, kind).count():
                self._put(file, self._table(tx, kind))
                lines.append(self._desk.say("ics-written", file=str(self._folder / file), count=count))
        return lines + self._lost

    def _table(self, tx: Tx, kind: Kind) -> bytes:
        """A table as bytes; the files that its rows name are written on the way."""
        text = io.StringIO(newline="")
        rows = csv.writer(text, lineterminator="\n")
        rows.writerow(columns.of(kind))
        rows.writerows(self._rows(tx, kind))
        return text.getvalue().encode()

    def _rows(self, tx: Tx, kind: Kind) -> Iterator[list[str]]:
        for entry in shelves.shelf(tx, kind).all():
            more = self._more(tx, entry)
            if more is not None:
                yield [_cell(entry, one, more) for one in columns.of(kind).values()]

    def _more(self, tx: Tx, entry: Any) -> dict[str, Any] | None:  # noqa: ANN401 - an entry of any kind
        """What a row tells beyond the columns of its entry; None if there is nothing left to tell."""
        if isinstance(entry, Recording):
            chapters = tx.recordings.chapters(entry.id)
            return {CHAPTERS: chapters, TRANSCRIPT: self._transcript(tx, entry)}
        if isinstance(entry, Template):
            file = self._document(tx, entry)
            return {FILE: file} if file or entry.link else None
        return {"": entry.id}

    def _transcript(self, tx: Tx, entry: Recording) -> str:
        said = [(one.second, one.text) for one in tx.recordings.passages(entry.id)]
        if not said:
            return ""
        name = self._free(_TRANSCRIPTS, f"{entry.date.isoformat()}.vtt")
        self._put(name, spoken.written(said).encode())
        return name

    def _document(self, tx: Tx, entry: Template) -> str:
        if not entry.file:
            return ""
        try:
            data = tx.files.get(entry.file)
        except OSError:
            self._lost.append(self._desk.say("export-lost", title=entry.title))
            return ""
        name = self._free(_DOCUMENTS, entry.file_name)
        self._put(name, data)
        return name

    def _free(self, folder: str, name: str) -> str:
        """A path for this name that nothing else has: in the folder, or in a numbered one inside it."""
        name = _short(name)
        path, number = f"{folder}/{name}", 1
        while path.casefold() in self._taken:
            number += 1
            path = f"{folder}/{number}/{name}"
        self._taken.add(path.casefold())
        return path

    def _put(self, name: str, data: bytes) -> None:
        target = self._folder / name
        half = target.with_name(f"{target.name}.part")
        try:
            self._folder.mkdir(exist_ok=True)
            target.parent.mkdir(parents=True, exist_ok=True)
            half.write_bytes(data)
            half.replace(target)
        except OSError as error:
            with suppress(OSError):
                half.unlink(missing_ok=True)
            why = reason(error, self._desk.language)
            raise TransferError(self._desk.say("export-unwritable", file=str(target), reason=why)) from error


def _cell(entry: Any, column: columns.Column, more: dict[str, Any]) -> str:  # noqa: ANN401
    return column.write(more[column.column] if column.column in more else getattr(entry, column.column))


def _short(name: str) -> str:
    """The name, without what is part of a path, and not too long for any file system; its ending stays."""
    path = Path(name.replace("/", "_").replace("\\", "_").lstrip(".") or "_")
    stem = path.stem.encode()[: _LONGEST - len(path.suffix.encode())].decode(errors="ignore")
    return f"{stem}{path.suffix}"
