"""The rows of a table → entries; what is wrong with a row is noted with its place, and then there is none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bot.library import columns
from bot.library.beside import Beside
from bot.library.columns import FILE, TRANSCRIPT
from bot.library.entries import Entry
from bot.library.mistakes import Mistakes
from bot.library.table import BadTable, Row, Table
from commands._kit import Ask, UserError
from commands._library import addresses
from commands._library.fields import NOTHING
from storage.search import Kind


class Rows:
    """The rows of the table `file`, which holds entries of one kind.

    `seen` are the hashes of what makes an entry the same as one further up, 64 bytes for each row.
    """

    def __init__(self, kind: Kind, file: str, table: Table, beside: Beside, mistakes: Mistakes, seen: set[int]) -> None:
        self._kind = kind
        self._file = file
        self._table = table
        self._beside = beside
        self._mistakes = mistakes
        self._ask = mistakes.ask
        self._columns = [one for one in columns.of(kind).values() if one.name in table.head and one.column]
        self._seen = seen

    def entries(self) -> Iterator[Entry]:
        """Those in whose rows nothing is wrong."""
        for row in self._table.rows():
            before = self._mistakes.count
            entry = self._entry(row)
            if entry is not None and self._mistakes.count == before:
                self._check(entry)
                if self._mistakes.count == before:
                    yield entry

    def _entry(self, row: Row) -> Entry | None:
        if row.wrong is not None:
            self._mistakes.add(wrong(row.wrong, self._kind, self._ask), self._file, row.number)
            return None
        values: dict[str, Any] = {}
        kept: dict[str, Any] = {}
        for one in self._columns:
            cell = row.cells.get(one.name, "")
            if one.needed and cell.strip() in NOTHING:
                self._mistakes.add(self._ask.say("import-needed"), self._file, row.number, one.name)
                continue
            try:
                value = one.read(self._ask, cell)
            except UserError as error:
                self._mistakes.add(str(error), self._file, row.number, one.name)
            else:
                (kept if one.kept else values)[one.column] = value
        return self._whole(Entry(self._kind, self._file, row.number, values, kept))

    def _whole(self, entry: Entry) -> Entry:
        """The entry with the files that its row names."""
        document, spoken = entry.values.pop(FILE, ""), entry.values.pop(TRANSCRIPT, "")
        column = FILE if document else TRANSCRIPT
        try:
            if document:
                path = self._beside.path(document)
                entry = replace(entry, document=path, values=entry.values | self._beside.document(path))
            if spoken:
                path = self._beside.path(spoken)
                entry = replace(entry, transcript=path, passages=self._beside.passages(path))
        except UserError as error:
            self._mistakes.add(str(error), self._file, entry.row, column)
        return entry

    def _check(self, entry: Entry) -> None:
        """Notes what is wrong with a row as a whole."""
        if self._kind == "template" and not (entry.values.get("link") or entry.document):
            self._mistakes.add(self._ask.say("import-neither"), self._file, entry.row)
        for column in _SAME[self._kind]:
            value = entry.values.get(column)
            same = addresses.spellings(value)[0] if column == "link" and value else value
            mark = hash((self._kind, column, same))
            if value and mark in self._seen:
                self._mistakes.add(self._ask.say("import-twice", what=column), self._file, entry.row)
            self._seen.add(mark)


# What makes an entry the same as another.
_SAME: dict[Kind, tuple[str, ...]] = {
    "recording": ("link",),
    "template": ("file", "link"),
    "tip": ("lang_de",),
    "term": ("term_de",),
}


def wrong(error: BadTable, kind: Kind, ask: Ask) -> str:
    """What is wrong with a table or a row, and what to do about it."""
    known = ", ".join(columns.of(kind))
    count = len(error.value.split(", "))
    return ask.say("import-table", what=error.what, value=error.value, count=count, known=known)
