"""Brings a database to the newest form: numbered SQL files, all or nothing, never downwards."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from importlib.resources import files
from pathlib import Path

from storage.errors import DamagedDatabase, ForeignDatabase, NewerDatabase

APPLICATION_ID = 0x4C6F7362  # "Losb", so that no other program's database is ever taken for ours


def steps() -> list[str]:
    """The SQL of every migration, in order."""
    folder = files("storage") / "migrations"
    return [
        entry.read_text(encoding="utf-8")
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".sql")
    ]


def _statements(sql: str) -> Iterator[str]:
    """Splits where SQLite says a statement is complete; `executescript` would commit in between."""
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip() and not all(line.startswith("--") for line in statement.strip().splitlines()):
        raise ValueError("a migration ends in the middle of a statement")


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])


def owned(connection: sqlite3.Connection, path: Path) -> None:
    """Raises ForeignDatabase if the database is some other program's; a new one is nobody's yet.

    Raises DamagedDatabase if the file is none: SQLite takes one of a few bytes for new, and would write over it.
    """
    # Not by a look into the file: to close it would take this process's locks away from SQLite.
    if path.stat().st_size and not _number(connection, "page_count"):
        raise DamagedDatabase(f"{path} is damaged or no database of Losbote; nothing was changed.")
    empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if not empty and _number(connection, "application_id") != APPLICATION_ID:
        raise ForeignDatabase(f"{path} belongs to another program. Name another file as `database` in the settings.")


def version(connection: sqlite3.Connection, path: Path, known: int) -> int:
    """The version of the database: 0 for a new one. Raises if it is not ours or newer than `known`."""
    owned(connection, path)
    have = _number(connection, "user_version")
    if have > known:
        raise NewerDatabase(
            f"{path} was written by a newer Losbote (version {have}, this one knows {known}). Update the program."
        )
    return have


def migrate(connection: sqlite3.Connection, path: Path, sql: list[str] | None = None) -> None:
    """Takes every missing step in one transaction; an older database is copied beside itself first.

    `connection` is in autocommit mode, with foreign keys off. On any error the database is as it was.
    """
    todo = steps() if sql is None else sql
    if version(connection, path, len(todo)) == len(todo):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        _take(connection, path, todo)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _take(connection: sqlite3.Connection, path: Path, todo: list[str]) -> None:
    # Asked again now that nobody else can write: a second process may have been here first.
    have = version(connection, path, len(todo))
    if have == len(todo):
        return
    if have:
        _copy(path, path.with_name(f"{path.name}.before-{len(todo)}"))
    for step in todo[have:]:
        for statement in _statements(step):
            connection.execute(statement)
    if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise ValueError("a migration leaves rows that refer to nothing")
    connection.execute(f"PRAGMA user_version = {len(todo)}")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _copy(source: Path, target: Path) -> None:
    # Through a connection of its own: one that is inside a transaction cannot be copied from.
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as copy:
        old.backup(copy)
