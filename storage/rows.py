"""Rows that admins change: each change is noted with what was there before, so that it can be taken back.

Tables with an integer `id` whose values JSON can carry. A column `sequence` counts the changes of its row, also those
that take others back, since calendars go by it; it is neither noted nor restored. What is derived from such a row (the
index of the search) is kept right by whoever watches its table, whether a command or an undo changed it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from storage.store import Store

Values = Mapping[str, Any]
Watch = Callable[[int], None]

_COUNTER = "sequence"
_COUNTED = {_COUNTER, "delivered", "read"}  # by the bot itself; no reason not to take a change back


@dataclass(frozen=True, slots=True)
class Change:
    """A row that came (`before` is None), went (`after` is None) or changed (then only the columns that did)."""

    table: str
    id: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class TooLate(Exception):
    """What is to be taken back cannot be any more; `change` says by which row that shows."""

    def __init__(self, change: Change) -> None:
        super().__init__(change.table)
        self.change = change


class ChangedSince(TooLate):
    """It was changed again in the meantime."""


class ThereAgain(TooLate):
    """What it would bring back has been entered anew, in another row."""


class Rows(Store):
    """The one way to write tables whose changes can be taken back. Table and column names come from our own code."""

    def __init__(self, connection: sqlite3.Connection, touch: Callable[[str], None]) -> None:
        super().__init__(connection, touch)
        self.noted: list[Change] | None = None  # None: nobody asked to note
        self._watches: dict[str, Watch] = {}

    def note(self) -> None:
        """Notes every change from now on; an import of a hundred thousand rows does without."""
        self.noted = []

    def watch(self, table: str, watch: Watch) -> None:
        """Lets `watch` know of each row of the table that came, changed or went, by its id."""
        self._watches[table] = watch

    def add(self, table: str, values: Values, *, noted: bool = True) -> int:
        """Adds a row; returns its id. One that says nothing by itself need not be noted."""
        names = ", ".join(values)
        marks = ", ".join(f":{name}" for name in values)
        cursor = self._run(f"INSERT INTO {table} ({names}) VALUES ({marks})", **values)  # noqa: S608
        row = int(cursor.lastrowid or 0)
        if noted:
            self._wrote(table, row, None)
        return row

    def change(self, table: str, row: int, values: Values) -> None:
        """Changes columns of a row."""
        before = self._row(table, row)
        columns = ", ".join(f"{name} = :{name}" for name in values)
        if before is not None and _COUNTER in before:
            columns += f", {_COUNTER} = {_COUNTER} + 1"
        self._run(f"UPDATE {table} SET {columns} WHERE id = :id", id=row, **values)  # noqa: S608
        self._wrote(table, row, before)

    def remove(self, table: str, row: int) -> None:
        """Removes a row."""
        before = self._row(table, row)
        self._run(f"DELETE FROM {table} WHERE id = :id", id=row)  # noqa: S608
        self._wrote(table, row, before)

    def take_back(self, changes: Iterable[Change]) -> None:
        """Makes every row what it was before these changes, the last one first.

        Raises TooLate if one cannot be; then all are as they were. It is not noted.
        """
        self.noted = None
        self._run("SAVEPOINT taking_back")
        try:
            for change in reversed(list(changes)):
                self._take_back(change)
        except TooLate:
            self._run("ROLLBACK TO taking_back")
            raise
        finally:
            self._run("RELEASE taking_back")

    def _take_back(self, change: Change) -> None:
        if not _stands(self._row(change.table, change.id), change.after):
            raise ChangedSince(change)
        try:
            self._restore(change)
        except sqlite3.IntegrityError as error:
            again = error.sqlite_errorcode == sqlite3.SQLITE_CONSTRAINT_UNIQUE
            raise (ThereAgain if again else ChangedSince)(change) from None

    def _restore(self, change: Change) -> None:
        if change.before is None:
            self.remove(change.table, change.id)
        elif change.after is None:
            self.add(change.table, change.before)
        else:
            self.change(change.table, change.id, change.before)

    def _row(self, table: str, row: int) -> dict[str, Any] | None:
        found = self._one(f"SELECT * FROM {table} WHERE id = :id", id=row)  # noqa: S608
        return dict(found) if found else None

    def _wrote(self, table: str, row: int, before: dict[str, Any] | None) -> None:
        if self.noted is not None:
            after = self._row(table, row)
            if before is not None and after is not None:
                differing = [name for name in before if before[name] != after[name] and name not in _COUNTED]
                before = {name: before[name] for name in differing}
                after = {name: after[name] for name in differing}
            if before or after:
                self.noted.append(Change(table, row, before, after))
        if (watch := self._watches.get(table)) is not None:
            watch(row)


def _stands(row: dict[str, Any] | None, after: dict[str, Any] | None) -> bool:
    """Whether a row still is what the change made of it."""
    if row is None or after is None:
        return row is after
    return all(row[name] == value for name, value in after.items() if name not in _COUNTED)
