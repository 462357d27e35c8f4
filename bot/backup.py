"""A backup is one file: the database, the library and the settings without secrets, encrypted if a passphrase is given.

It is written beside its place, read back whole, and only then given its name, so that a file with the name of a backup
is one. Format: a gzipped tar; bot.locked says how it is encrypted.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from bot import locked
from bot.errors import BackupError
from bot.settings import Settings
from storage import StorageError, backup
from storage.errors import NewerDatabase

DATABASE, LIBRARY, SETTINGS, LABEL = "losbote.db", "library", "losbote.toml", "backup.json"
ENDING, LOCKED = ".tar.gz", ".tar.gz.age"
_TIME = "%Y%m%d-%H%M"
_FORM = 1
_OURS, _OURS_TO_ENTER = 0o600, 0o700  # who may read a backup and what is restored: nobody else on this machine
_PLACE = re.compile(r"^(database|library)\s*=\s*(.*)$", re.MULTILINE)
_SECRET = re.compile(r'^(\s*(?:token|passphrase)\s*=\s*).*$|(?<=://)[^/@\s"]+@', re.MULTILINE)
# What comes of reading a file that is no backup, or not whole. Other OSErrors are about the place to write to.
_SPOILED = (
    tarfile.TarError, zlib.error, gzip.BadGzipFile, EOFError, FileNotFoundError, ValueError, LookupError, TypeError,
)  # fmt: skip
_FILE = re.compile(rf"{LIBRARY}/[0-9a-f]{{64}}")


def named(name: str, now: datetime, *, locked: bool) -> str:
    """The name of the file of a backup made `now` (UTC)."""
    return f"{name}-{now:{_TIME}}{LOCKED if locked else ENDING}"


def made(name: str, file: str) -> datetime | None:
    """When the backup in a file that `named` has named was made (UTC); None for another file."""
    for ending in (ENDING, LOCKED):
        if file.endswith(ending):
            try:
                return datetime.strptime(file.removesuffix(ending), f"{name}-{_TIME}").replace(tzinfo=UTC)
            except ValueError:
                return None
    return None


@dataclass(frozen=True, slots=True)
class Label:
    """What a backup says of itself: when it was made (UTC), the version of its database, and how many files it has."""

    made: datetime
    version: int
    files: int


def pack(settings: Settings, config: Path | None, target: Path, now: datetime, passphrase: str = "") -> Label:
    """Writes a backup to `target`, with the settings in the file `config` if there is one.

    Raises BackupError or StorageError, also where there is something of that name; then it is as it was.
    """
    with _scratch(target.parent) as folder:
        if os.path.lexists(target):
            raise BackupError("there", target)
        version = backup.copy(settings.database, folder / DATABASE)
        half = folder / "half"
        label = Label(now, version, _tar(settings, config, folder, half, now, version))
        if passphrase:
            half = locked.lock(half, folder / "locked", passphrase)
        if _unpacked(half, folder / "again", passphrase) != label:
            raise BackupError("unlike", target)
        half.chmod(_OURS)
        half.replace(target)
    return label


def unpack(archive: Path, folder: Path, passphrase: str = "") -> Label:
    """Puts database, library and settings of a backup into `folder`, which is made if need be and must be empty.

    Raises BackupError or StorageError; then the folder is as it was.
    """
    there = _is_empty(folder)
    with _scratch(folder if there else folder.parent) as scratch:
        label = _unpacked(archive, scratch / "new", passphrase)
        if not there:
            (scratch / "new").replace(folder)
            return label
        for path in (scratch / "new").iterdir():  # the folder stays: it may be a volume, or where somebody is
            path.replace(folder / path.name)
    return label


def _is_empty(folder: Path) -> bool:
    """Whether it is there and empty; False if it is not there. Raises BackupError if it is neither."""
    try:
        if any(folder.iterdir()):
            raise BackupError("full", folder)
    except FileNotFoundError:
        return False
    except NotADirectoryError as error:
        raise BackupError("file", folder) from error
    except OSError as error:
        raise BackupError("unwritable", folder, error.strerror or "") from error
    return True


def _tar(settings: Settings, config: Path | None, folder: Path, half: Path, now: datetime, version: int) -> int:
    library = settings.library or settings.database.with_name(LIBRARY)
    files = sorted(path for path in library.glob("*") if _FILE.fullmatch(f"{LIBRARY}/{path.name}"))
    label = {"form": _FORM, "made": now.isoformat(), "version": version, "files": len(files)}
    with tarfile.open(half, "w:gz", compresslevel=6) as tar:
        _add(tar, LABEL, json.dumps(label).encode())
        tar.add(folder / DATABASE, DATABASE)
        for path in files:
            tar.add(path, f"{LIBRARY}/{path.name}")
        if config is not None:
            _add(tar, SETTINGS, _at_home(without_secrets(config.read_text(encoding="utf-8-sig"))).encode())
    return len(files)


def without_secrets(text: str) -> str:
    """The text of a settings file with its token and passwords left out."""
    return _SECRET.sub(lambda found: f'{found[1]}""   # left out of the backup' if found[1] else "", text)


def _at_home(text: str) -> str:
    """The text of a settings file that names the database and the library where they lie once it is restored."""
    names = {"database": DATABASE, "library": LIBRARY}
    return _PLACE.sub(lambda found: f'{found[1]} = "{names[found[1]]}"   # was: {found[2]}', text)


def _add(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(data)
    tar.addfile(entry, io.BytesIO(data))


def _unpacked(archive: Path, folder: Path, passphrase: str) -> Label:
    """Unpacks into a new folder and looks whether all is there and whole."""
    folder.mkdir(_OURS_TO_ENTER)
    try:
        plain = _opened(archive, folder.with_name("opened"), passphrase)
        with gzip.open(plain) as stream, tarfile.open(fileobj=stream, mode="r:") as tar:
            for entry in tar:
                _take(tar, entry, folder)
            while stream.read(1 << 20):  # the sum of all that was packed stands at the very end, behind the tar
                pass
        label = json.loads((folder / LABEL).read_text(encoding="utf-8"))
        (folder / LABEL).unlink()
        found = Label(datetime.fromisoformat(label["made"]), label["version"], label["files"])
    except _SPOILED as error:
        raise BackupError("cut", archive) from error
    _check(folder / DATABASE, archive)
    files = list((folder / LIBRARY).glob("*"))
    if len(files) != found.files or any(sha256(path.read_bytes()).hexdigest() != path.name for path in files):
        raise BackupError("files", archive)
    return found


def _check(database: Path, archive: Path) -> None:
    """Raises BackupError if the database of a backup is damaged, or newer than this program."""
    try:
        backup.check(database)
    except NewerDatabase as error:
        raise BackupError("newer", archive) from error
    except StorageError as error:
        raise BackupError("cut", archive) from error


def _opened(archive: Path, plain: Path, passphrase: str) -> Path:
    """The gzipped tar: the archive itself, or `plain`, which is written if the archive is encrypted."""
    try:
        if not locked.is_locked(archive):
            return archive
    except OSError as error:
        raise BackupError("unreadable", archive, error.strerror or "") from error
    if not passphrase:
        raise BackupError("locked", archive)
    return locked.unlock(archive, plain, passphrase)


def _take(tar: tarfile.TarFile, entry: tarfile.TarInfo, folder: Path) -> None:
    """Writes one entry; names other than ours are no part of a backup, and no name is ever a path elsewhere."""
    file = tar.extractfile(entry)
    if file is None or not (entry.name in {DATABASE, SETTINGS, LABEL} or _FILE.fullmatch(entry.name)):
        raise tarfile.TarError(entry.name)
    path = folder / entry.name
    path.parent.mkdir(_OURS_TO_ENTER, exist_ok=True)
    path.touch(_OURS)
    with path.open("wb") as target:
        while part := file.read(1 << 20):
            target.write(part)


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".losbote-", dir=folder) as name:
            yield Path(name)
    except (FileExistsError, NotADirectoryError) as error:
        raise BackupError("file", folder) from error
    except OSError as error:
        raise BackupError("unwritable", folder, error.strerror or "") from error
