"""The entries of the library: recordings, templates, tips and terms, and the shelf on which those of one kind stand.

Each kind of entry is one table whose columns are those of the dataclass; admins' changes go through `storage.rows`, so
they can be taken back, and each row that came, changed or went is indexed anew for the search.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, ClassVar, Generic, TypeVar

from storage.instants import from_ms, to_ms
from storage.rows import Rows
from storage.search import Kind, Search
from storage.store import Store


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording; lists inside a text are parted by `;`."""

    id: int
    meeting: str | None  # uid
    title: str
    date: date
    speakers: str
    link: str
    length: int | None  # minutes
    topics: str
    slides: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class Chapter:
    """A passage of a recording that has a title."""

    second: int
    title: str


SENTENCES = re.compile(r"(?<=[.!?…])(?<!\b\w\.)(?<!\d\.)(?<!\bDr\.)\s+")  # what parts them


@dataclass(frozen=True, slots=True)
class Passage:
    """Some sentences of a transcript and the second at which they begin.

    Those that begin at a later one stand on a line of their own, behind it: "Guten Abend.\n65\tEs geht los."
    """

    id: int
    recording: int
    second: int
    text: str

    @staticmethod
    def told(lines: Sequence[tuple[int, str]]) -> tuple[int, str]:
        """The second and the text of a passage of these lines, each with its second."""
        (first, text), *later = lines
        return first, "\n".join([text, *(f"{second}\t{line}" for second, line in later)])

    @property
    def lines(self) -> list[tuple[int, str]]:
        """What is said, each line with its second."""
        first, *later = self.text.split("\n")
        parted = (line.partition("\t") for line in later)
        return [(self.second, first), *((int(second), line) for second, _, line in parted)]

    @property
    def sentences(self) -> list[tuple[int, str]]:
        """The same, sentence by sentence."""
        return [(second, sentence) for second, line in self.lines for sentence in SENTENCES.split(line)]


@dataclass(frozen=True, slots=True)
class Template:
    """A document from practice: `file` is the SHA-256 of its file in the library folder; else there is a `link`."""

    id: int
    title: str
    kind: str
    phase: str
    region: str  # DE-NW, AT-8, CH-ZH, BE-DG, or a country alone
    size: int | None  # people in the municipality
    used_by: str
    outcome: str
    year: int | None
    licence: str
    language: str
    link: str
    file: str
    file_name: str
    file_type: str
    file_size: int  # bytes
    words: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class Tip:
    """A practice tip; `rests` says why it is out of the rotation, empty if it is in."""

    id: int
    topic: str
    lang_de: str
    lang_en: str
    source: str
    source_year: str
    author: str
    verified: bool
    reviewed_at: datetime
    rests: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of the glossary."""

    id: int
    term_de: str
    term_en: str
    definition_de: str
    definition_en: str
    synonyms_de: str
    added_at: datetime


Entry = TypeVar("Entry", Recording, Template, Tip, Term)

_READ: dict[str, Callable[[Any], Any]] = {
    "date": date.fromisoformat,
    "added_at": from_ms,
    "reviewed_at": from_ms,
    "verified": bool,
}


def _stored(value: object) -> object:
    if isinstance(value, datetime):
        return to_ms(value)
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, bool) else value


class Shelf(Store, Generic[Entry]):
    """The entries of one kind."""

    table: ClassVar[str]
    kind: ClassVar[Kind]
    of: type[Entry]

    def __init__(
        self, connection: sqlite3.Connection, touch: Callable[[str], None], rows: Rows, search: Search
    ) -> None:
        super().__init__(connection, touch)
        self._rows = rows
        self._search = search
        rows.watch(self.table, self._changed)

    def add(self, **values: Any) -> int:  # noqa: ANN401 - the columns of the entry
        """Adds an entry; returns its id."""
        return self._rows.add(self.table, self._values(values))

    def change(self, entry: int, **values: Any) -> None:  # noqa: ANN401
        """Changes columns of an entry."""
        self._rows.change(self.table, entry, self._values(values))

    def remove(self, entry: int) -> None:
        """Removes an entry and what belongs to it."""
        self._rows.remove(self.table, entry)

    def get(self, entry: int) -> Entry | None:
        """The entry of this id."""
        return self._found("id = :id", id=entry)

    def all(self) -> list[Entry]:
        """All entries, oldest id first."""
        return self._listed("1 ORDER BY id")

    def count(self) -> int:
        """How many there are."""
        row = self._one(f"SELECT count(*) AS n FROM {self.table}")  # noqa: S608 - our own name, here and below
        return int(row["n"]) if row else 0

    def text(self, entry: Entry) -> tuple[str, str]:
        """Its title and the rest of its words, as they are searched."""
        raise NotImplementedError

    def _values(self, values: dict[str, Any]) -> dict[str, Any]:
        if unknown := values.keys() - {field.name for field in fields(self.of)}:
            raise ValueError(f"no such columns of {self.table}: {sorted(unknown)}")
        return {name: _stored(value) for name, value in values.items()}

    def _found(self, where: str, **values: Any) -> Entry | None:  # noqa: ANN401
        return next(iter(self._listed(f"{where} LIMIT 1", **values)), None)

    def _listed(self, where: str, **values: Any) -> list[Entry]:  # noqa: ANN401
        return [self._entry(row) for row in self._all(f"SELECT * FROM {self.table} WHERE {where}", **values)]  # noqa: S608

    def _entry(self, row: sqlite3.Row) -> Entry:
        values = {field.name: row[field.name] for field in fields(self.of)}
        read = {name: _READ[name](value) for name, value in values.items() if name in _READ}
        return self.of(**values | read)

    def _changed(self, entry: int) -> None:
        self._touch("posts")
        found = self.get(entry)
        if found is None:
            self._search.drop(self.kind, entry)
        else:
            self._search.put(self.kind, entry, *self.text(found))
