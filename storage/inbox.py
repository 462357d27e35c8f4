"""The database as the process sees it that only stores frames: one connection, no thread, no loop, soon open.

It neither checks nor changes the form of the database, so that it goes on while the bot is updated: the table of frames
is as old as the first release.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TypeVar

from storage.db import identity, open_storage, transaction
from storage.errors import RemovedDatabase, explained
from storage.files import Files
from storage.migrate import owned
from storage.tx import Tx

T = TypeVar("T")

_PATIENCE = 60.0  # seconds to wait for the bot to let go of the database; a big import takes some


@dataclass
class Inbox:
    """Gives `write(work)`, which may be called from any thread."""

    path: Path
    lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        with explained(self.path):
            self._open()

    def write(self, work: Callable[[Tx], T]) -> T:
        """Runs `work` in one transaction and returns its result, in the database that lies at `path` then: where it was
        replaced by another one, there once more. Raises a StorageError; then nothing is kept."""
        with self.lock, explained(self.path):
            while True:
                if identity(self.path) != self._file:
                    self._reopen()
                result, _ = transaction(self._connection, Files(self.path.with_name("library")), work)
                if identity(self.path) == self._file:
                    return result

    def close(self) -> None:
        """What is being stored is stored, and nothing after it."""
        self.lock.acquire()
        self._connection.close()

    def _open(self) -> None:
        self._file = identity(self.path)
        connection = sqlite3.connect(self.path, isolation_level=None, timeout=_PATIENCE, check_same_thread=False)
        try:
            owned(connection, self.path)
            connection.execute("PRAGMA synchronous = FULL")  # NORMAL may lose the last commits at a power cut
        except BaseException:
            connection.close()
            raise
        connection.row_factory = sqlite3.Row
        self._connection = connection

    def _reopen(self) -> None:
        """Takes the database that was put in the place of the one we had. None is made: that would be in the way of
        whoever is about to put one there."""
        if not self.path.exists():
            raise RemovedDatabase(f"{self.path} was removed. Put it, or the last backup, in its place.")
        ghost = self._connection
        self._open()
        ghost.close()


@contextmanager
def open_inbox(path: Path) -> Iterator[Inbox]:
    """Opens the database at `path`; makes it if it is not there yet.

    Raises a StorageError whose text says in one sentence what is wrong.
    """
    if not path.exists():
        asyncio.run(_make(path))
    with closing(Inbox(path)) as inbox:
        yield inbox


async def _make(path: Path) -> None:
    async with open_storage(path):
        pass
