"""A CSV file as people's programs write it → its rows. Encoding and separator are found out, not asked for."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from io import TextIOWrapper
from itertools import count
from pathlib import Path
from types import MappingProxyType

from commands._fold import bare

NO_ALIASES: Mapping[str, str] = MappingProxyType({})
MOST_BYTES = 100 << 20

_SEPARATORS = (",", ";", "\t")
_BLOCK = 1 << 16  # bytes
_SURE = "utf-8-sig"  # reads UTF-8 with and without a mark at its beginning
_GUESSED = "cp1252"  # what Windows writes where it does not write Unicode; Latin-1 is the same for letters


class BadTable(Exception):
    """A table, or one of its rows, that cannot be read. `what` is "empty", "big", "binary", "encoding", "twice",
    "columns", "quotes", "cells" or "lists"; `value` is what it is about."""

    def __init__(self, what: str, value: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.value = value


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its number as spreadsheets count (the head is 1), and its cells by column, or what is wrong with it."""

    number: int
    cells: dict[str, str]
    wrong: BadTable | None = None


class Table:
    """A CSV file with a head; raises BadTable if it is none, or lacks one of the columns that are needed."""

    def __init__(
        self, path: Path, known: Collection[str], needed: Collection[str], aliases: Mapping[str, str] = NO_ALIASES
    ) -> None:
        size = path.stat().st_size
        if not size:
            raise BadTable("empty")
        if size > MOST_BYTES:
            raise BadTable("big", str(MOST_BYTES >> 20))
        self._path = path
        self.encoding = _encoding(path)
        self.separator, written = self._read_head({*known, *aliases})
        # What a column is called otherwise counts where it is not there under its own name.
        named = [aliases.get(bare(name), name) if name not in known else name for name in written]
        self.head = [name if new in written else new for name, new in zip(written, named, strict=True)]
        self.renamed = [(one, new) for one, new in zip(written, self.head, strict=True) if one != new]
        _check_head(self.head, needed)
        self.unknown = [name for name in self.head if name and name not in known]
        self.position = 0  # bytes that were read so far

    @property
    def guessed(self) -> bool:
        """Whether its encoding is a guess, since it is not Unicode."""
        return self.encoding == _GUESSED

    def rows(self) -> Iterator[Row]:
        """The rows that are not empty, up to one behind which nobody can say where the next one begins."""
        with self._path.open("rb") as raw, TextIOWrapper(raw, self.encoding, errors="replace", newline="") as file:
            reader = csv.reader(file, delimiter=self.separator, strict=True)
            for number in count(1):
                line = reader.line_num
                try:
                    cells = next(reader)
                except StopIteration:
                    return
                except csv.Error:
                    yield Row(number, {}, BadTable("quotes"))
                    if reader.line_num > line + 1:  # an open quote has swallowed lines
                        return
                else:
                    self.position = raw.tell()
                    if number > 1 and any(map(str.strip, cells)):
                        yield self._row(number, cells)

    def _row(self, number: int, cells: list[str]) -> Row:
        named = dict(zip(self.head, cells, strict=False))
        wide = any(map(str.strip, cells[len(self.head) :]))
        what = "lists" if self.separator == ";" else "cells"
        return Row(number, named, BadTable(what, str(len(cells))) if wide else None)

    def _read_head(self, known: set[str]) -> tuple[str, list[str]]:
        """The separator under which most columns are known, and the names of the columns."""
        heads = {one: self._head(one) for one in _SEPARATORS}
        separator = max(_SEPARATORS, key=lambda one: sum({name, bare(name)} & known != set() for name in heads[one]))
        return separator, heads[separator]

    def _head(self, separator: str) -> list[str]:
        with self._path.open(encoding=self.encoding, newline="") as file:
            try:
                start = file.read(4096)
                if "\0" in start or start.startswith(("PK\3\4", "%PDF")):
                    raise BadTable("binary")
                names = next(csv.reader(start.splitlines(keepends=True), delimiter=separator), [])
            except UnicodeError:
                raise BadTable("encoding") from None
        return [name.strip().lower() for name in names]


def _check_head(head: list[str], needed: Collection[str]) -> None:
    if double := next((name for at, name in enumerate(head) if name and name in head[:at]), ""):
        raise BadTable("twice", double)
    if missing := [name for name in needed if name not in head]:
        raise BadTable("columns", ", ".join(missing))


def _encoding(path: Path) -> str:
    """How a file is encoded: as its mark says, in UTF-8 if all of it can be read so, or else as Windows does."""
    with path.open("rb") as file:
        start = file.read(4)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        if start[1:2] == b"\0" or start[:1] == b"\0":
            return "utf-16-le" if start[1:2] == b"\0" else "utf-16-be"
        file.seek(0)
        decoder = codecs.getincrementaldecoder(_SURE)()
        try:
            for block in iter(lambda: file.read(_BLOCK), b""):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return _GUESSED
    return _SURE
