"""The database as the process sees it that only stores frames: one connection, no thread, no loop, soon open.

It neither checks nor changes the form of the database, so that it goes on while the bot is updated: the table of frames
is as old as the first release.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TypeVar

from storage.db import open_storage, transaction
from storage.errors import explained
from storage.files import Files
from storage.migrate import owned
from storage.tx import Tx

T = TypeVar("T")

_PATIENCE = 60.0  # seconds to wait for the bot to let go of the database; a big import takes some


@dataclass
class Inbox:
    """Gives `write(work)`, which may be called from any thread."""

    path: Path
    connection: sqlite3.Connection
    lock: Lock

    def write(self, work: Callable[[Tx], T]) -> T:
        """Runs `work` in one transaction and returns its result. Raises a StorageError; then nothing is kept."""
        with self.lock, explained(self.path):
            return transaction(self.connection, Files(self.path.with_name("library")), work)[0]


@contextmanager
def open_inbox(path: Path) -> Iterator[Inbox]:
    """Opens the database at `path`; makes it if it is not there yet.

    Raises a StorageError whose text says in one sentence what is wrong.
    """
    if not path.exists():
        asyncio.run(_make(path))
    with explained(path), closing(_connection(path)) as connection:
        owned(connection, path)
        connection.execute("PRAGMA synchronous = FULL")  # NORMAL may lose the last commits at a power cut
        inbox = Inbox(path, connection, Lock())
        yield inbox
        inbox.lock.acquire()  # what is being stored is stored, and nothing after it


def _connection(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, timeout=_PATIENCE, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    return connection


async def _make(path: Path) -> None:
    async with open_storage(path):
        pass
