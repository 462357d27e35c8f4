"""The database: one writer, one reader, and a transaction is one function on the writer's thread."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, closing
from pathlib import Path
from typing import Any, TypeVar

import aiosqlite

from storage.errors import DamagedDatabase, MissingDatabase, OlderDatabase, StorageError, explained
from storage.files import Files
from storage.migrate import migrate, steps, version
from storage.tx import Tx

T = TypeVar("T")

_PATIENCE = 5.0  # seconds to wait for another program to let go of the database
_GLANCE = 1.0  # seconds between two looks whether another program has written
_CERTAIN = "PRAGMA synchronous = FULL"
_SOON = "PRAGMA synchronous = NORMAL"  # may lose the last commits at a power cut
_PRAGMAS = ("PRAGMA journal_mode = WAL", _CERTAIN)


class Storage:
    """Gives `write(work)` and `read(work)`, where `work` is a plain function of a `Tx`."""

    def __init__(self, path: Path, files: Files, writer: aiosqlite.Connection, reader: aiosqlite.Connection) -> None:
        self.path = path
        self.files = files
        self._writer = writer
        self._reader = reader
        self._bells: dict[str, asyncio.Event] = {}
        self._file = identity(path)
        self.refused: StorageError | None = None  # why the last transaction could not be kept, if it could not

    @property
    def there(self) -> bool:
        """Whether the database still lies where it was opened; one that was removed is written to until the end, and
        then all of that is gone."""
        return identity(self.path) == self._file

    async def write(self, work: Callable[[Tx], T], *, certain: bool = True) -> T:
        """Runs `work` in one transaction and returns its result; if it raises, nothing of it is kept.

        It is one item on the writer's thread, so a cancelled caller cannot leave it half done. One that need not be
        `certain` outlives the end of the program at once, and a power cut with the next commit that is.
        """
        written = asyncio.ensure_future(self._written(work, certain))
        # Also the bells of one whom nobody waits for ring, and what it failed of is in `refused`.
        written.add_done_callback(lambda task: task.cancelled() or task.exception())
        return await asyncio.shield(written)

    async def read(self, work: Callable[[Tx], T]) -> T:
        """Runs `work` on one consistent view of the database, which it cannot change."""
        return await self._on_thread(self._reader, lambda connection: _view(connection, self.files, work))

    async def tidy(self) -> None:
        """Lets SQLite learn from what was asked, and packs the index of the search; takes a moment."""
        await self._on_thread(self._writer, _tidy)

    def bell(self, topic: str) -> asyncio.Event:
        """An event that is set after every commit that touched `topic` ("frames", "deliveries", …)."""
        return self._bells.setdefault(topic, asyncio.Event())

    async def heed(self) -> None:
        """Rings all bells when another program has changed the database; looks each second, for ever."""
        before = version = await self._on_thread(self._writer, _data_version)
        while True:
            if version != before:
                for bell in self._bells.values():
                    bell.set()
            await asyncio.sleep(_GLANCE)
            before, version = version, await self._on_thread(self._writer, _data_version)

    async def _on_thread(self, connection: aiosqlite.Connection, step: Callable[[sqlite3.Connection], T]) -> T:
        with explained(self.path):
            return await _whole(connection, step)

    async def _written(self, work: Callable[[Tx], T], certain: bool) -> T:
        def step(connection: sqlite3.Connection) -> tuple[T, set[str]]:
            connection.execute(_CERTAIN if certain else _SOON)
            return transaction(connection, self.files, work)

        try:
            result, touched = await self._on_thread(self._writer, step)
        except StorageError as error:
            self.refused = error
            raise
        self.refused = None
        for topic in touched & self._bells.keys():
            self._bells[topic].set()
        return result


def transaction(connection: sqlite3.Connection, files: Files, work: Callable[[Tx], T]) -> tuple[T, set[str]]:
    """Runs `work` in one transaction; returns its result and what it touched. If it raises, nothing of it is kept."""
    tx = Tx(connection, files)
    connection.execute("BEGIN IMMEDIATE")
    try:
        result = work(tx)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return result, tx.touched


async def _whole(connection: aiosqlite.Connection, step: Callable[[sqlite3.Connection], T]) -> T:
    """Runs one function as one item on the connection's thread; aiosqlite has no public call for that."""
    queue: Any = connection
    result: T = await queue._execute(step, queue._conn)  # noqa: SLF001
    return result


def _view(connection: sqlite3.Connection, files: Files, work: Callable[[Tx], T]) -> T:
    connection.execute("BEGIN")
    try:
        return work(Tx(connection, files))
    finally:
        connection.execute("ROLLBACK")


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    connection.row_factory = sqlite3.Row
    # All that can refuse the file comes first, since the pragmas below write to it.
    version(connection, path, len(steps()))
    found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if found != "ok":
        raise DamagedDatabase(f"{path} is damaged or no database of Losbote; nothing was changed.")
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    migrate(connection, path)
    _try_to_write(connection)
    # Not before: with foreign keys on, a migration that rebuilds a table would delete what refers to it.
    connection.execute("PRAGMA foreign_keys = ON")


def _try_to_write(connection: sqlite3.Connection) -> None:
    """Raises if the database can only be read, which SQLite would tell no earlier than at the first change."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute(f"PRAGMA user_version = {len(steps())}")
    finally:
        connection.execute("ROLLBACK")


def identity(path: Path) -> tuple[int, int] | None:
    """Which file this is, however it is called; None if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _data_version(connection: sqlite3.Connection) -> int:
    """A number that changes when a connection other than this one has changed the database."""
    return int(connection.execute("PRAGMA data_version").fetchone()[0])


def _tidy(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA optimize")
    connection.execute("INSERT INTO search_index (search_index) VALUES ('optimize')")


def _read_only(path: Path) -> str:
    return f"{path.resolve().as_uri()}?mode=ro"


def looking(path: Path) -> str:
    """The address for a look at a database that leaves nothing behind.

    What nobody has open has no file beside it, and even to read it SQLite would make some; `immutable` forbids that.
    """
    used = any(path.with_name(f"{path.name}-{beside}").exists() for beside in ("wal", "journal"))
    return _read_only(path) if used else f"{_read_only(path)}&immutable=1"


@asynccontextmanager
async def open_storage(path: Path, library: Path | None = None) -> AsyncIterator[Storage]:
    """Opens the database at `path`, makes or migrates it, and closes it at the end.

    `library` is the folder for files, "library" beside the database if it is not named; it is made when needed.
    Raises a `StorageError` whose text says in one sentence what is wrong.
    """
    async with AsyncExitStack() as stack:
        with explained(path):
            sqlite3.connect(path).close()  # where this fails, aiosqlite would leave a thread behind
            writer = await stack.enter_async_context(_connection(path))
            await _whole(writer, lambda connection: _prepare(connection, path))
            reader = await stack.enter_async_context(_connection(_read_only(path), uri=True))
        reader.row_factory = sqlite3.Row
        yield Storage(path, _files(path, library), writer, reader)


def look(path: Path, work: Callable[[Tx], T], library: Path | None = None) -> T:
    """Runs `work` on one consistent view of the database at `path`, also while another program writes to it.

    It is neither made nor migrated. Raises a `StorageError` whose text says in one sentence what is wrong.
    """
    with explained(path):
        if not path.exists():
            raise MissingDatabase(f"{path} is not there yet. It is made when Losbote first runs.")
        with closing(sqlite3.connect(looking(path), uri=True, isolation_level=None)) as connection:
            connection.row_factory = sqlite3.Row
            if version(connection, path, len(steps())) < len(steps()):
                raise OlderDatabase(
                    f"{path} was written by an older Losbote. Start this one once, and it is brought up."
                )
            return _view(connection, _files(path, library), work)


def _files(path: Path, library: Path | None) -> Files:
    return Files(library or path.with_name("library"))


def _connection(target: Path | str, *, uri: bool = False) -> aiosqlite.Connection:
    return aiosqlite.connect(target, uri=uri, isolation_level=None, timeout=_PATIENCE)
