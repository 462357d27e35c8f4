"""Backups: made while the bot writes, read back whole, restored into an empty folder, and refused when they are not."""

from __future__ import annotations

import sqlite3
import tarfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot import backup
from bot.backup import Label, pack, unpack, without_secrets
from bot.clock import PlayedClock
from bot.errors import BackupError
from bot.keeping import kept
from bot.night import Night, _tried
from bot.settings import Settings, load
from bot.terminal import of_backup
from storage import Storage, Tx, open_storage
from storage.migrate import steps
from storage.settings import BACKED_UP, BACKUP_FAILED

NOW = datetime(2026, 11, 30, 17, tzinfo=UTC)
VERSION = len(steps())
TEXT = """number = "+4915555550100"
server = "http://losbote:geheim@127.0.0.1:8080"
zone = "Europe/Zurich"
"""
PHRASE = "vier Wörter für später"


def fill(tx: Tx) -> None:
    file = tx.files.put(b"%PDF-1.4 Einladung")
    tx.templates.add(title="Einladung", file=file, file_name="brief.pdf", file_size=18, added_at=NOW)
    tx.recordings.add(title="Kosten", date=date(2026, 6, 4), link="https://video.example/kosten", added_at=NOW)


@pytest.fixture
async def settings(tmp_path: Path) -> Settings:
    """Settings with a filled database and a file in the library."""
    folder = tmp_path / "losbote"
    folder.mkdir()
    (folder / "losbote.toml").write_text(TEXT, encoding="utf-8")
    settings = load(folder / "losbote.toml")
    async with open_storage(settings.database) as storage:
        await storage.write(fill)
    return settings


def rows(folder: Path, table: str) -> list[Any]:
    """What stands in a table of the database in a folder."""
    with closing(sqlite3.connect(folder / "losbote.db")) as connection:
        return connection.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 - ours


def contents(folder: Path) -> list[Any]:
    """What is in the database and the library of a folder."""
    files = [path.read_bytes() for path in sorted((folder / "library").iterdir())]
    return [rows(folder, table) for table in ("templates", "recordings", "search_words")] + [files]


@pytest.mark.parametrize("phrase", ["", PHRASE])
def test_what_is_restored_is_what_there_was(settings: Settings, tmp_path: Path, phrase: str) -> None:
    archive = tmp_path / "kept" / "backup.tar.gz"
    label = pack(settings, settings.source, archive, NOW, phrase)
    assert label == unpack(archive, tmp_path / "new", phrase) == Label(NOW, VERSION, 1)
    assert contents(tmp_path / "new") == contents(settings.database.parent)
    assert sorted(path.name for path in (tmp_path / "kept").iterdir()) == ["backup.tar.gz"]
    assert archive.read_bytes().startswith(b"losbote-locked ") == bool(phrase)
    assert archive.stat().st_mode & 0o077 == 0


def test_the_settings_come_along_without_secrets(settings: Settings, tmp_path: Path) -> None:
    pack(settings, settings.source, tmp_path / "b.tar.gz", NOW)
    unpack(tmp_path / "b.tar.gz", tmp_path / "new")
    assert (tmp_path / "new" / "losbote.toml").read_text(encoding="utf-8") == (
        'number = "+4915555550100"\nserver = "http://127.0.0.1:8080"\nzone = "Europe/Zurich"\n'
    )
    for name in ("token", "passphrase"):
        assert without_secrets(f'{name} = "x"\n') == f'{name} = ""   # left out of the backup\n'
    assert load(tmp_path / "new" / "losbote.toml").zone == "Europe/Zurich"


def test_settings_name_the_restored_database_and_not_the_one_that_runs(settings: Settings, tmp_path: Path) -> None:
    lines = f'number = "+4915555550100"\ndatabase = "{settings.database}"\nlibrary = "/srv/files"   # a disk\n[posts]\n'
    (config := tmp_path / "named.toml").write_text(lines, encoding="utf-8")
    pack(load(config).model_copy(update={"library": None}), config, tmp_path / "b.tar.gz", NOW)
    unpack(tmp_path / "b.tar.gz", tmp_path / "new")
    restored = load(tmp_path / "new" / "losbote.toml")
    assert (restored.database, restored.library) == (tmp_path / "new" / "losbote.db", tmp_path / "new" / "library")
    assert (
        f'database = "losbote.db"   # was: "{settings.database}"\n' in (tmp_path / "new" / "losbote.toml").read_text()
    )


async def test_a_backup_while_others_write_is_whole(settings: Settings, tmp_path: Path) -> None:
    async with open_storage(settings.database) as storage:
        for number in range(20):
            await storage.write(lambda tx, n=number: tx.misses.add(f"wort {n}", NOW))
            pack(settings, None, tmp_path / f"{number}.tar.gz", NOW)
    unpack(tmp_path / "19.tar.gz", tmp_path / "new")
    assert len(rows(tmp_path / "new", "misses")) == 20


def cut(archive: Path) -> None:
    archive.write_bytes(archive.read_bytes()[:-200])


def dented(archive: Path, part: float = 0.5) -> None:
    """One byte in this part of the stream is another, as on a disk that goes."""
    data = bytearray(archive.read_bytes())
    data[int(len(data) * part)] ^= 0xFF
    archive.write_bytes(data)


def junk(archive: Path) -> None:
    archive.write_bytes(b"PK\x03\x04" + b"x" * 500)


def elsewhere(archive: Path) -> None:
    with tarfile.open(archive, "w:gz") as tar:
        tar.add(__file__, "../escaped")


def newer(archive: Path) -> None:
    folder = archive.parent / "open"
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    with closing(sqlite3.connect(folder / "losbote.db")) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    with tarfile.open(archive, "w:gz") as tar:
        for path in sorted(folder.rglob("*")):
            tar.add(path, str(path.relative_to(folder)), recursive=False) if path.is_file() else None


def without_file(archive: Path) -> None:
    folder = archive.parent / "open"
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    with tarfile.open(archive, "w:gz") as tar:
        for name in ("backup.json", "losbote.db"):
            tar.add(folder / name, name)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (cut, "is cut off, damaged or no backup of Losbote. Take another; nothing was changed."),
        (dented, "is cut off, damaged or no backup of Losbote. Take another; nothing was changed."),
        (junk, "is cut off, damaged or no backup of Losbote. Take another; nothing was changed."),
        (elsewhere, "is cut off, damaged or no backup of Losbote. Take another; nothing was changed."),
        (newer, "was written by a newer Losbote. Update the program; nothing was changed."),
        (without_file, "Files of the library are missing or damaged in"),
    ],
)
def test_a_spoiled_backup_changes_nothing(
    settings: Settings, tmp_path: Path, spoil: Callable[[Path], None], sentence: str
) -> None:
    archive = tmp_path / "b.tar.gz"
    pack(settings, None, archive, NOW)
    spoil(archive)
    with pytest.raises(BackupError) as caught:
        unpack(archive, tmp_path / "new")
    assert sentence in of_backup(caught.value, "en")
    assert not (tmp_path / "new").exists()
    assert not (tmp_path / "escaped").exists()


def test_a_dent_anywhere_is_seen(settings: Settings, tmp_path: Path) -> None:
    archive = tmp_path / "b.tar.gz"
    pack(settings, None, archive, NOW)
    whole = archive.read_bytes()
    for part in range(1, 101):  # the head of the file holds its own name, which matters to nobody
        dented(archive, 0.01 * part - 1 / len(whole))
        with pytest.raises(BackupError, match="cut"):
            unpack(archive, tmp_path / "new")
        archive.write_bytes(whole)


def test_an_encrypted_backup_needs_its_passphrase(settings: Settings, tmp_path: Path) -> None:
    archive = tmp_path / "b.tar.gz.age"
    pack(settings, None, archive, NOW, PHRASE)
    for phrase, sentence in (
        ("", "ist verschlüsselt. Setz die Variable LOSBOTE_PASSPHRASE auf das Passwort."),
        ("anders", "lässt sich mit diesem Passwort nicht öffnen, oder die Datei ist beschädigt. Prüf das Passwort;"),
    ):
        with pytest.raises(BackupError) as caught:
            unpack(archive, tmp_path / "new", phrase)
        assert sentence in of_backup(caught.value, "de")
    assert not (tmp_path / "new").exists()


def test_nothing_is_overwritten(settings: Settings, tmp_path: Path) -> None:
    pack(settings, None, tmp_path / "b.tar.gz", NOW)
    with pytest.raises(BackupError, match="full"):
        unpack(tmp_path / "b.tar.gz", settings.database.parent)
    before = {path: path.read_bytes() for path in settings.database.parent.rglob("*") if path.is_file()}
    for path in (settings.database, settings.source, settings.database.parent):
        with pytest.raises(BackupError, match="there"):
            pack(settings, settings.source, path or Path(), NOW)
    (tmp_path / "away").symlink_to(tmp_path / "nowhere")
    with pytest.raises(BackupError, match="there"):
        pack(settings, settings.source, tmp_path / "away", NOW)
    assert {path: path.read_bytes() for path in settings.database.parent.rglob("*") if path.is_file()} == before


def test_what_is_restored_is_for_its_owner_alone(settings: Settings, tmp_path: Path) -> None:
    pack(settings, settings.source, tmp_path / "b.tar.gz", NOW)
    unpack(tmp_path / "b.tar.gz", tmp_path / "new")
    modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "new").iterdir()}
    assert modes == {"losbote.db": 0o600, "losbote.toml": 0o600, "library": 0o700}
    files = [path.stat().st_mode & 0o777 for path in (tmp_path / "new" / "library").iterdir()]
    assert ((tmp_path / "new").stat().st_mode & 0o777, files) == (0o700, [0o600])


def test_an_empty_folder_that_is_there_stays_the_same_one(settings: Settings, tmp_path: Path) -> None:
    pack(settings, settings.source, tmp_path / "b.tar.gz", NOW)
    (new := tmp_path / "new").mkdir()
    before = new.stat().st_ino  # a volume cannot be taken away and made anew
    unpack(tmp_path / "b.tar.gz", new)
    assert (new.stat().st_ino, contents(new)) == (before, contents(settings.database.parent))
    assert sorted(path.name for path in new.iterdir()) == ["library", "losbote.db", "losbote.toml"]


def test_a_year_of_nights_leaves_seven_days_four_weeks_and_six_months() -> None:
    begin, there = datetime(2026, 1, 1, 2, 30, tzinfo=UTC), set[datetime]()
    for night in range(365):
        there = kept({*there, begin + timedelta(days=night)})
    assert sorted(f"{at:%m-%d}" for at in there) == [
        *("07-31", "08-31", "09-30", "10-31", "11-30", "12-13", "12-20"),
        *("12-25", "12-26", "12-27", "12-28", "12-29", "12-30", "12-31"),
    ]


async def nights(settings: Settings, storage: Storage, clock: PlayedClock, count: int) -> None:
    night = Night(settings, storage, clock)
    for _ in range(count):
        await night.work()
        clock.move(timedelta(days=1))


async def test_each_night_leaves_a_backup_and_old_ones_go(settings: Settings) -> None:
    clock, folder = PlayedClock(NOW), settings.database.parent / "backups"
    folder.mkdir()
    (folder / "mine.tar.gz").write_bytes(b"somebody's own")
    async with open_storage(settings.database) as storage:
        await nights(settings, storage, clock, 30)
        done = await storage.read(lambda tx: (tx.settings.instant(BACKED_UP), tx.settings.instant(BACKUP_FAILED)))
    assert done == (NOW + timedelta(days=29), None)
    there = sorted(path.name for path in folder.iterdir())
    assert (len(there), there[0], there[-2], there[-1]) == (
        11,
        "losbote-20261130-1700.tar.gz",
        "losbote-20261229-1700.tar.gz",
        "mine.tar.gz",
    )


async def test_who_is_killed_over_a_backup_does_not_try_again_at_once(settings: Settings) -> None:
    async with open_storage(settings.database) as storage:
        await nights(settings, storage, PlayedClock(NOW), 1)
    folder = settings.database.parent
    unpack(folder / "backups" / "losbote-20261130-1700.tar.gz", folder / "as it was meanwhile")
    async with open_storage(folder / "as it was meanwhile" / "losbote.db") as storage:
        assert await storage.read(partial(_tried, NOW)) == NOW


async def test_a_night_that_fails_is_remembered_until_one_works(settings: Settings) -> None:
    clock, folder = PlayedClock(NOW), settings.database.parent / "backups"
    folder.write_text("no folder", encoding="utf-8")
    async with open_storage(settings.database) as storage:
        await nights(settings, storage, clock, 1)
        assert await storage.read(lambda tx: tx.settings.instant(BACKUP_FAILED)) == NOW
        folder.unlink()
        await nights(settings, storage, clock, 1)
        assert await storage.read(lambda tx: tx.settings.instant(BACKUP_FAILED)) is None
    assert [path.name for path in folder.iterdir()] == ["losbote-20261201-1700.tar.gz"]
    assert backup.ENDING == ".tar.gz"
