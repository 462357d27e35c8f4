"""Who changed what and when; each entry can be taken back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from storage.instants import from_ms, to_ms
from storage.rows import Change
from storage.store import Store


@dataclass(frozen=True, slots=True)
class Entry:
    """A change: by whom (ACI), by which command, and the first line of what was answered."""

    id: int
    who: str
    at: datetime
    command: str
    what: str
    changes: tuple[Change, ...]
    undone: int | None  # the entry by which it was taken back


def _entry(row: sqlite3.Row) -> Entry:
    changes = tuple(Change(**one) for one in json.loads(row["changes"]))
    return Entry(row["id"], row["who"], from_ms(row["at"]), row["command"], row["what"], changes, row["undone"])


class Audit(Store):
    """Entries are added and marked as undone, never changed otherwise and never removed."""

    def add(self, who: str, at: datetime, command: str, what: str, changes: Iterable[Change] = ()) -> int:
        """Adds an entry; returns its id."""
        cursor = self._run(
            "INSERT INTO audit (who, at, command, what, changes) VALUES (:who, :at, :command, :what, :changes)",
            who=who,
            at=to_ms(at),
            command=command,
            what=what,
            changes=json.dumps([asdict(one) for one in changes], ensure_ascii=False),
        )
        return int(cursor.lastrowid or 0)

    def last(self, who: str, before: int | None = None) -> Entry | None:
        """The last change of a person that was not taken back yet; the last one before an entry if that is named."""
        row = self._one(
            "SELECT * FROM audit WHERE who = :who AND undone IS NULL AND changes <> '[]'"
            " AND (:before IS NULL OR id < :before) ORDER BY id DESC LIMIT 1",
            who=who,
            before=before,
        )
        return _entry(row) if row else None

    def newest(self, who: str) -> Entry | None:
        """The last thing a person did, whether it can be taken back or not."""
        row = self._one("SELECT * FROM audit WHERE who = :who ORDER BY id DESC LIMIT 1", who=who)
        return _entry(row) if row else None

    def undone(self, entry: int, by: int) -> None:
        """Marks an entry as taken back by another."""
        self._run("UPDATE audit SET undone = :by WHERE id = :id", id=entry, by=by)

    def happened(self, command: str, start: datetime, end: datetime) -> bool:
        """Whether somebody used a command between two moments."""
        row = self._one(
            "SELECT 1 FROM audit WHERE command = :command AND at >= :start AND at <= :end LIMIT 1",
            command=command,
            start=to_ms(start),
            end=to_ms(end),
        )
        return row is not None

    def list(self, limit: int, before: int | None = None) -> list[Entry]:
        """The newest entries first, those older than the entry `before` if one is named."""
        rows = self._all(
            "SELECT * FROM audit WHERE :before IS NULL OR id < :before ORDER BY id DESC LIMIT :limit",
            before=before,
            limit=limit,
        )
        return [_entry(row) for row in rows]
