"""What can be the matter with the database, each as one sentence a person can act on.

StorageError
├── MissingDatabase    there is none yet, and only a look was wanted
├── MissingFolder      there is no folder for it
├── RemovedDatabase    it was removed, or replaced by another, while it was in use
├── OlderDatabase      made by an older release, and only a look was wanted
├── NewerDatabase      made by a newer release
├── ForeignDatabase    some other program's file
├── DamagedDatabase    SQLite's own check failed, or the file is no database
├── ReadOnlyDatabase   the file or its folder cannot be written
├── DiskFull           no room left
└── DatabaseLocked     another program holds it
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOM_NEEDED = 1 << 20  # bytes; below this SQLite's own message depends on which of its files hit the wall


class StorageError(Exception):
    """The database cannot be used as it is; the text says why and what to do."""


class MissingDatabase(StorageError):
    """There is no database yet; looking makes none."""


class MissingFolder(StorageError):
    """The folder of the database does not exist."""


class RemovedDatabase(StorageError):
    """The database was removed or replaced while it was in use; what came after that is not in it."""


class OlderDatabase(StorageError):
    """The database was written by an older release than this program; looking does not bring it up."""


class NewerDatabase(StorageError):
    """The database was written by a newer release than this program."""


class ForeignDatabase(StorageError):
    """The file is a database, but not one of ours."""


class DamagedDatabase(StorageError):
    """SQLite's integrity check failed, or the file is no database."""


class ReadOnlyDatabase(StorageError):
    """The database or its folder cannot be written."""


class DiskFull(StorageError):
    """The disk has no room left for the database."""


class DatabaseLocked(StorageError):
    """Another program has held the database for longer than we wait."""


def _full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < ROOM_NEEDED
    except OSError:
        return False


def _missing(folder: Path) -> bool:
    try:
        return not folder.is_dir()
    except OSError:  # it is there, and we may not look
        return False


def _explained(error: sqlite3.Error, path: Path) -> StorageError:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    folder = path.resolve().parent
    if code == sqlite3.SQLITE_FULL or (code in {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN} and _full(folder)):
        return DiskFull(f"The disk is full, so {path} cannot be written. Free some space, then start again.")
    if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
        return DamagedDatabase(f"{path} is damaged or no database of Losbote; nothing was changed.")
    if _missing(folder):
        return MissingFolder(
            f"The folder {folder} does not exist. Make it, or name another `database` in the settings."
        )
    if code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}:
        return ReadOnlyDatabase(
            f"{path} cannot be written. Give the user who runs Losbote the right to write the file and its folder."
        )
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return DatabaseLocked(f"Another program holds {path}. Is Losbote running twice?")
    return StorageError(f"{path} cannot be used ({type(error).__name__} {code}).")


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turns SQLite's errors about the file at `path` into ours; a mistake in our own SQL passes through."""
    try:
        yield
    except sqlite3.IntegrityError:
        raise
    except (sqlite3.OperationalError, sqlite3.DatabaseError) as error:
        if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF == sqlite3.SQLITE_ERROR:
            raise
        raise _explained(error, path) from error
