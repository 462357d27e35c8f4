"""Checks of what lies on the disk: database, room, rights, backups."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator
from datetime import timedelta
from importlib import metadata
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from zoneinfo import TZPATH

from bot.doctor.base import Finding, Patient
from bot.settings import Settings
from bot.terminal import sentence
from commands import _show
from storage import StorageError, backup
from storage.settings import BACKED_UP, BACKUP_FAILED

_LITTLE, _TOO_LITTLE = 500, 50  # MB
_MB = 1_000_000
_EFFECTIVE = os.access in os.supports_effective_ids
_AGED = 2  # years of zone data
_VERSION = re.compile(r"20\d\d[a-z.]\w*")
_OLD = timedelta(hours=49)  # of a backup: two nights were missed
_NOT_YET = {"MissingDatabase", "OlderDatabase"}  # the next start mends these
_READ_BY_OTHERS, _ENTERED_BY_OTHERS = 0o004, 0o001  # who are neither the owner nor of the group


def database(patient: Patient) -> Iterable[Finding]:
    """Whether it opens, is ours, of this version, and whole."""
    try:
        patient.read(lambda tx: tx.settings.get(BACKED_UP))
        version = backup.check(patient.settings.database)
    except StorageError as error:
        soft = type(error).__name__ in _NOT_YET
        return [Finding("warn" if soft else "bad", sentence(error, patient.settings))]
    return [Finding("ok", patient.say("doctor-database", file=str(patient.settings.database), version=version))]


def disk(patient: Patient) -> Iterable[Finding]:
    """Whether there is room for the database and its backups."""
    folder = patient.settings.database.resolve().parent
    try:
        free = shutil.disk_usage(folder).free // _MB
    except OSError:
        return [Finding("bad", patient.say("doctor-folder-missing", folder=str(folder)))]
    text = patient.say("doctor-disk", mb=free)
    if free < _LITTLE:
        return [Finding("bad" if free < _TOO_LITTLE else "warn", text, patient.say("doctor-disk-hand"))]
    return [Finding("ok", text)]


def rights(patient: Patient) -> Iterable[Finding]:
    """Whether we may write where we must, and strangers on this machine may not read."""
    return list(_rights(patient)) or [Finding("ok", patient.say("doctor-rights"))]


def _rights(patient: Patient) -> Iterator[Finding]:
    settings = patient.settings
    for folder in {settings.database.resolve().parent, *_folders(patient)}:
        if folder.is_dir() and not os.access(folder, os.W_OK | os.X_OK, effective_ids=_EFFECTIVE):
            yield Finding("bad", patient.say("doctor-unwritable", folder=str(folder)), patient.say("doctor-write-hand"))
    for file in _ours(settings):
        if _open_to_all(file):
            hand = patient.say("doctor-readable-hand", file=str(file))
            yield Finding("warn", patient.say("doctor-readable", file=str(file)), hand)


def _ours(settings: Settings) -> list[Path]:
    """Database and settings file, if they belong to the account of the bot: only then it can still read them if nobody
    else can."""
    files = [file for file in (settings.database, settings.source) if file is not None and file.is_file()]
    owner = settings.database.stat().st_uid if settings.database.is_file() else None
    return [file for file in files if file.stat().st_uid == owner]


def _open_to_all(file: Path) -> bool:
    """Whether everybody may read the file, and get to it."""
    return bool(file.stat().st_mode & _READ_BY_OTHERS and file.resolve().parent.stat().st_mode & _ENTERED_BY_OTHERS)


def _folders(patient: Patient) -> list[Path]:
    settings = patient.settings
    library = settings.library or settings.database.with_name("library")
    return [one.resolve() for one in (library, settings.backup_folder) if one is not None]


def zones(patient: Patient) -> Iterable[Finding]:
    """Whether the rules of time zones are of these years: when clocks change, some country decides each year."""
    version = zone_data()
    if not version:
        return [Finding("unseen", patient.say("doctor-zones-unseen"))]
    text = patient.say("doctor-zones", version=version)
    if patient.now.year - int(version[:4]) >= _AGED:
        return [Finding("warn", text, patient.say("doctor-zones-hand"))]
    return [Finding("ok", text)]


def zone_data() -> str:
    """The version of the time zone database that counts, like 2026a; empty if it does not tell."""
    folder = next((path for path in map(Path, TZPATH) if (path / "Europe" / "Berlin").exists()), None)
    try:
        told = metadata.version("tzdata") if folder is None else (folder / "tzdata.zi").read_text(encoding="utf-8")[:50]
    except (OSError, ValueError, PackageNotFoundError):
        return ""
    return next(iter(_VERSION.findall(told)), "")


def backups(patient: Patient) -> Iterable[Finding]:
    """Whether there is one from the last two nights."""
    if patient.settings.backup_folder is None:
        return [Finding("warn", patient.say("doctor-backups-off"), patient.say("doctor-backups-off-hand"))]
    try:
        done, failed = patient.read(lambda tx: (tx.settings.instant(BACKED_UP), tx.settings.instant(BACKUP_FAILED)))
    except StorageError:
        return [Finding("unseen", patient.say("doctor-no-database", check="backups"))]
    hand = patient.say("doctor-backup-hand", config=patient.config)
    settings = patient.settings
    if failed is not None:
        when = _show.when(failed, patient.now, settings.tz(), patient.language)
        return [Finding("bad", patient.say("doctor-backup-failed", when=when), hand)]
    if done is None:
        return [Finding("warn", patient.say("doctor-backup-never"), hand)]
    when = _show.when(done, patient.now, settings.tz(), patient.language)
    if patient.now - done > _OLD:
        return [Finding("bad", patient.say("doctor-backup-old", when=when), hand)]
    return [Finding("ok", patient.say("doctor-backup", when=when))]
