"""A backup is one file: the database, the library and the settings without secrets, encrypted if a passphrase is given.

It is written beside its place, read back whole, and only then given its name, so that a file with the name of a backup
is one. Format: a gzipped tar, encrypted with age (https://age-encryption.org/v1), so that other tools can open it too.
"""

from __future__ import annotations

import io
import json
import re
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

import pyrage

from bot.errors import BackupError
from bot.settings import Settings
from storage import StorageError, backup
from storage.errors import NewerDatabase

DATABASE, LIBRARY, SETTINGS, LABEL = "losbote.db", "library", "losbote.toml", "backup.json"
ENDING, LOCKED = ".tar.gz", ".tar.gz.age"
_FORM = 1
_OURS = 0o600  # who may read a backup: nobody else on this machine
_AGE = b"age-encryption.org/"
_PLACE = re.compile(r"^(database|library)\s*=\s*(.*)$", re.MULTILINE)
_SECRET = re.compile(r'^(\s*(?:token|passphrase)\s*=\s*).*$|(?<=://)[^/@\s"]+@', re.MULTILINE)
_FILE = re.compile(rf"{LIBRARY}/[0-9a-f]{{64}}")


@dataclass(frozen=True, slots=True)
class Label:
    """What a backup says of itself: when it was made (UTC), the version of its database, and how many files it has."""

    made: datetime
    version: int
    files: int


def pack(settings: Settings, config: Path | None, target: Path, now: datetime, passphrase: str = "") -> Label:
    """Writes a backup to `target`, with the settings in the file `config` if there is one.

    Raises BackupError or StorageError; then nothing has the name of `target` that had not before.
    """
    with _scratch(target.parent) as folder:
        version = backup.copy(settings.database, folder / DATABASE)
        half = folder / "half"
        label = Label(now, version, _tar(settings, config, folder, half, now, version))
        if passphrase:
            half.write_bytes(pyrage.passphrase.encrypt(half.read_bytes(), passphrase))
        if _unpacked(half, folder / "again", passphrase) != label:
            raise BackupError("unlike", target)
        half.chmod(_OURS)
        half.replace(target)
    return label


def unpack(archive: Path, folder: Path, passphrase: str = "") -> Label:
    """Puts database, library and settings of a backup into `folder`, which is made and must be empty.

    Raises BackupError or StorageError; then the folder is as it was.
    """
    if folder.exists() and any(folder.iterdir()):
        raise BackupError("full", folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _scratch(folder.parent) as scratch:
        label = _unpacked(archive, scratch / "new", passphrase)
        if folder.exists():
            folder.rmdir()
        (scratch / "new").replace(folder)
    return label


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
    folder.mkdir()
    try:
        with _opened(archive, passphrase) as file, tarfile.open(fileobj=file, mode="r:gz") as tar:
            for entry in tar:
                _take(tar, entry, folder)
        label = json.loads((folder / LABEL).read_text(encoding="utf-8"))
        (folder / LABEL).unlink()
        found = Label(datetime.fromisoformat(label["made"]), label["version"], label["files"])
    except (tarfile.TarError, OSError, EOFError, ValueError, KeyError) as error:
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


def _opened(archive: Path, passphrase: str) -> BinaryIO:
    """The gzipped tar. What is encrypted is decrypted in memory, since age's passphrases are not made for streams."""
    try:
        file = archive.open("rb")
    except OSError as error:
        raise BackupError("unreadable", archive, error.strerror or "") from error
    locked = file.read(len(_AGE)) == _AGE
    file.seek(0)
    if not locked:
        return file
    with file:
        if not passphrase:
            raise BackupError("locked", archive)
        try:
            return io.BytesIO(pyrage.passphrase.decrypt(file.read(), passphrase))
        except pyrage.DecryptError as error:
            raise BackupError("phrase", archive) from error


def _take(tar: tarfile.TarFile, entry: tarfile.TarInfo, folder: Path) -> None:
    """Writes one entry; names other than ours are no part of a backup, and no name is ever a path elsewhere."""
    file = tar.extractfile(entry)
    if file is None or not (entry.name in {DATABASE, SETTINGS, LABEL} or _FILE.fullmatch(entry.name)):
        raise tarfile.TarError(entry.name)
    path = folder / entry.name
    path.parent.mkdir(exist_ok=True)
    with path.open("wb") as target:
        while part := file.read(1 << 20):
            target.write(part)


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".losbote-", dir=folder) as name:
            yield Path(name)
    except OSError as error:
        raise BackupError("unwritable", folder, error.strerror or "") from error
