"""What can be the matter with the file: each has a real cause here, gives one plain sentence, and changes nothing."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

import storage.db
from storage import Tx, open_storage
from storage.chat import direct_chat
from storage.errors import (
    DamagedDatabase,
    DatabaseLocked,
    DiskFull,
    ForeignDatabase,
    NewerDatabase,
    ReadOnlyDatabase,
    StorageError,
)
from storage.frames import NewFrame

NOW = datetime(2026, 12, 1, 18, tzinfo=UTC)
NOBODY = 65534


def fill(tx: Tx) -> None:
    for number in range(300):
        tx.frames.add(NewFrame("anna", number, "message", direct_chat("anna"), "x" * 500), NOW)


async def filled(path: Path) -> Path:
    async with open_storage(path) as opened:
        await opened.write(fill)
    return path


def change(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(sql)


def state(path: Path) -> tuple[bytes, list[str]]:
    """What is in the file, and what else is in its folder; SQLite's own two files may stay where a disk is full."""
    names = sorted(entry.name for entry in path.parent.iterdir() if not entry.name.endswith(("-wal", "-shm")))
    return path.read_bytes(), names


async def refusal(path: Path) -> StorageError:
    """Opens the database in vain; asserts that the file stays as it is and that nothing new lies beside it."""
    before = state(path)
    with pytest.raises(StorageError) as caught:
        async with open_storage(path):
            pass
    assert state(path) == before
    return caught.value


def told(error: StorageError) -> tuple[type[StorageError], str]:
    return type(error), str(error)


def damaged(path: Path) -> tuple[type[StorageError], str]:
    return DamagedDatabase, f"{path} is damaged or no database of Losbote; nothing was changed."


def read_only(path: Path) -> tuple[type[StorageError], str]:
    return (
        ReadOnlyDatabase,
        f"{path} cannot be written. Give the user who runs Losbote the right to write the file and its folder.",
    )


def full(path: Path) -> tuple[type[StorageError], str]:
    return DiskFull, f"The disk is full, so {path} cannot be written. Free some space, then start again."


def locked(path: Path) -> tuple[type[StorageError], str]:
    return DatabaseLocked, f"Another program holds {path}. Is Losbote running twice?"


async def test_newer(tmp_path: Path) -> None:
    path = await filled(tmp_path / "losbote.db")
    known = len(storage.db.steps())
    change(path, "PRAGMA user_version = 99")
    assert told(await refusal(path)) == (
        NewerDatabase,
        f"{path} was written by a newer Losbote (version 99, this one knows {known}). Update the program.",
    )


async def test_of_another_program(tmp_path: Path) -> None:
    path = tmp_path / "cookies.db"
    change(path, "CREATE TABLE cookies (name TEXT)")
    assert told(await refusal(path)) == (
        ForeignDatabase,
        f"{path} belongs to another program. Name another file as `database` in the settings.",
    )


@pytest.mark.parametrize("place", [0.1, 0.5, 0.9])
async def test_damaged_in_the_middle(tmp_path: Path, place: float) -> None:
    path = await filled(tmp_path / "losbote.db")
    content = bytearray(path.read_bytes())
    page = int(len(content) * place) // 4096 * 4096
    content[page : page + 4096] = b"\xff" * 4096
    path.write_bytes(content)
    assert told(await refusal(path)) == damaged(path)


@pytest.mark.parametrize("text", ["m", "milk, bread\n", "milk, bread\n" * 1000])
async def test_no_database_at_all(tmp_path: Path, text: str) -> None:
    path = tmp_path / "list.txt"
    path.write_text(text, encoding="utf-8")
    assert told(await refusal(path)) == damaged(path)


async def test_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # No thread may be started, since aiosqlite would leave it behind, to fail when the loop is gone.
    monkeypatch.setattr("aiosqlite.core.Thread", None)
    path = tmp_path / "data" / "losbote.db"
    with pytest.raises(StorageError) as caught:
        async with open_storage(path):
            pass
    assert str(caught.value) == (
        f"The folder {path.parent} does not exist. Make it, or name another `database` in the settings."
    )
    assert not path.parent.exists()


AS_NOBODY = """
import asyncio, os, sys, tempfile
from pathlib import Path
from storage import StorageError, open_storage

async def start(path):
    async with open_storage(path):
        return "opened"

with tempfile.TemporaryDirectory() as folder:  # loads all of Python that is needed, which may lie in root's home
    asyncio.run(start(Path(folder) / "losbote.db"))
if os.getuid() == 0:  # root may write everything
    os.setgid(int(sys.argv[2]))
    os.setuid(int(sys.argv[2]))
try:
    print(asyncio.run(start(Path(sys.argv[1]))))
except StorageError as error:
    print(type(error).__name__, error)
"""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other users can reach, as those below `tmp_path` are not."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        yield Path(name)
        Path(name).chmod(0o700)


@pytest.mark.parametrize(
    ("folder_mode", "file_mode"),
    [(0o555, 0o444), (0o555, 0o644), (0o755, 0o444), (0o000, 0o644)],
    ids=["both read-only", "folder read-only", "file read-only", "folder closed"],
)
def test_read_only(open_folder: Path, folder_mode: int, file_mode: int) -> None:
    path = asyncio.run(filled(open_folder / "losbote.db"))
    before = path.read_bytes()
    path.chmod(file_mode)
    open_folder.chmod(folder_mode)
    if os.getuid() == 0:
        os.chown(path, NOBODY, NOBODY)
        os.chown(open_folder, NOBODY, NOBODY)
    child = [sys.executable, "-c", AS_NOBODY, str(path), str(NOBODY)]
    said = subprocess.run(child, capture_output=True, text=True, check=True, timeout=30).stdout
    kind, sentence = read_only(path)
    assert said == f"{kind.__name__} {sentence}\n"
    open_folder.chmod(0o700)
    assert path.read_bytes() == before


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system with room for a megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "losbote-test", str(disk)]
    mounted = subprocess.run(mount, capture_output=True, text=True, check=False)
    if mounted.returncode:
        pytest.skip(f"a small disk cannot be had here: {mounted.stderr.strip()}")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


def fill_up(disk: Path) -> None:
    with (disk / "ballast").open("wb", buffering=0) as ballast:
        while room := shutil.disk_usage(disk).free:
            ballast.write(b"x" * room)


async def test_full_disk_at_start(tmp_path: Path, small_disk: Path) -> None:
    made = await filled(tmp_path / "losbote.db")
    path = small_disk / "losbote.db"
    shutil.copy(made, path)
    fill_up(small_disk)
    assert told(await refusal(path)) == full(path)
    (small_disk / "ballast").unlink()
    async with open_storage(path) as opened:
        assert len(await opened.read(lambda tx: tx.frames.pending(after=0, limit=1000))) == 300


async def test_full_disk_and_no_database_yet(small_disk: Path) -> None:
    fill_up(small_disk)
    path = small_disk / "losbote.db"
    with pytest.raises(DiskFull) as caught:
        async with open_storage(path):
            pass
    assert told(caught.value) == full(path)


async def test_full_disk_while_running(small_disk: Path) -> None:
    path = small_disk / "losbote.db"
    async with open_storage(path) as opened:
        await opened.write(lambda tx: tx.settings.put("a", "1"))
        fill_up(small_disk)
        with pytest.raises(DiskFull) as caught:
            await opened.write(fill)
        assert told(caught.value) == full(path)
        assert await opened.read(lambda tx: (tx.settings.get("a"), tx.frames.pending(after=0))) == ("1", [])
        (small_disk / "ballast").unlink()
        await opened.write(lambda tx: tx.settings.put("a", "2"))
        assert await opened.read(lambda tx: tx.settings.get("a")) == "2"


async def test_no_room_left_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "losbote.db"
    async with open_storage(path) as opened:
        await opened.write(lambda tx: tx.settings._one("PRAGMA max_page_count = 1"))  # SQLite takes the present size
        with pytest.raises(DiskFull) as caught:
            await opened.write(fill)
        assert told(caught.value) == full(path)
        assert await opened.read(lambda tx: tx.frames.pending(after=0)) == []


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage.db, "_PATIENCE", 0.02)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("journal", ["WAL", "DELETE"])
async def test_held_by_another_program_at_start(tmp_path: Path, journal: str) -> None:
    path = await filled(tmp_path / "losbote.db")
    change(path, f"PRAGMA journal_mode = {journal}")
    before = path.read_bytes()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(DatabaseLocked) as caught:
            async with open_storage(path):
                pass
        assert told(caught.value) == locked(path)
        assert path.read_bytes() == before
        other.execute("ROLLBACK")
    async with open_storage(path) as opened:
        assert len(await opened.read(lambda tx: tx.frames.pending(after=0, limit=1000))) == 300


@pytest.mark.usefixtures("impatient")
async def test_held_by_another_program_while_running(tmp_path: Path) -> None:
    path = tmp_path / "losbote.db"
    async with open_storage(path) as opened:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(DatabaseLocked) as caught:
                await opened.write(lambda tx: tx.settings.put("a", "1"))
            assert told(caught.value) == locked(path)
            other.execute("ROLLBACK")
        await opened.write(lambda tx: tx.settings.put("a", "2"))
        assert await opened.read(lambda tx: tx.settings.get("a")) == "2"
