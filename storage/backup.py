"""Copies of the database while it is in use, and whether a copy is whole."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from storage.db import looking
from storage.errors import DamagedDatabase, MissingDatabase, explained
from storage.migrate import steps, version


def copy(source: Path, target: Path) -> int:
    """Copies a database that others may write to meanwhile, looks whether the copy is whole, and returns its version.

    Raises a StorageError; then `target` is worth nothing.
    """
    if not source.exists():
        raise MissingDatabase(f"{source} is not there yet. It is made when Losbote first runs.")
    with explained(source), closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
        new.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it
    return check(target)


def check(path: Path) -> int:
    """The version of a database that is whole and ours and not newer than this program; raises a StorageError.

    It leaves nothing beside the database.
    """
    with explained(path), closing(sqlite3.connect(looking(path), uri=True)) as connection:
        have = version(connection, path, len(steps()))
        if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
            raise DamagedDatabase(f"{path} is damaged. Take another backup; nothing was changed.")
        return have
