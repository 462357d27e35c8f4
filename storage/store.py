"""What all stores share: one connection, named parameters, and the bells that a change rings."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any


class Store:
    """A group of tables, seen from inside one transaction."""

    def __init__(self, connection: sqlite3.Connection, touch: Callable[[str], None]) -> None:
        self._connection = connection
        self._touch = touch

    @property
    def changes(self) -> int:
        """How many rows were changed so far; as long as it stays the same, what was read still holds."""
        return self._connection.total_changes

    def _run(self, sql: str, **values: Any) -> sqlite3.Cursor:  # noqa: ANN401 - whatever SQLite can hold
        return self._connection.execute(sql, values)

    def _one(self, sql: str, **values: Any) -> sqlite3.Row | None:  # noqa: ANN401
        row: sqlite3.Row | None = self._run(sql, **values).fetchone()
        return row

    def _all(self, sql: str, **values: Any) -> list[sqlite3.Row]:  # noqa: ANN401
        return self._run(sql, **values).fetchall()
