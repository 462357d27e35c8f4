"""`losbote backup` and `restore`: all that the bot has, as one file, and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.terminal import Config, loaded, spoken, told

if TYPE_CHECKING:
    from datetime import datetime

    from bot.settings import Settings

# `losbote --help` should not wait for what these need, so they import it themselves.
# ruff: noqa: PLC0415

Phrase = Annotated[
    str,
    typer.Option(
        "--passphrase",
        envvar="LOSBOTE_PASSPHRASE",
        help="Of an encrypted backup; better in the variable.",
        show_default=False,
    ),
]


def backup(
    file: Annotated[
        Path | None, typer.Argument(help="Where to; else into the folder of backups.", readable=False)
    ] = None,
    passphrase: Phrase = "",
    config: Config = None,
) -> None:
    """Write database, library and settings (without secrets) into one file; also while the bot runs."""
    from babel.numbers import format_decimal

    from bot.clock import SystemClock
    from commands._texts import plain, say

    settings, now = loaded(config), SystemClock().now()
    target = place(settings, file, passphrase, now, "losbote")
    with told(settings):
        files = packed(settings, target, passphrase, now)
    size = format_decimal(target.stat().st_size / 1_000_000, "0.0", settings.language)
    typer.echo(plain(say(settings.language, "backup-done", file=str(target), size=size, count=files)))


def place(settings: Settings, file: Path | None, passphrase: str, now: datetime, name: str) -> Path:
    """Where a backup made now goes: `file`; a file of this name and the time in that folder, or in that of backups."""
    from bot.backup import named

    if file is not None and not file.is_dir():
        return file
    folder = file or settings.backup_folder or settings.database.parent / "backups"
    return folder / named(name, now, locked=bool(passphrase or settings.passphrase))


def packed(settings: Settings, target: Path, passphrase: str, now: datetime) -> int:
    """Makes a backup; how many files of the library are in it. Raises BackupError and StorageError."""
    from bot.backup import pack

    return pack(settings, settings.source, target, now, passphrase or settings.passphrase).files


def restore(
    file: Annotated[Path, typer.Argument(help="A backup.", readable=False)],
    folder: Annotated[Path, typer.Argument(help="A new folder, or an empty one.", readable=False)],
    passphrase: Phrase = "",
) -> None:
    """Put a backup into an empty folder; nothing that is there is overwritten."""
    from bot.backup import SETTINGS, unpack
    from commands._texts import plain, say

    with told():
        label = unpack(file, folder, passphrase)
    language, settings = spoken(), folder / SETTINGS
    made = f"{label.made:%Y-%m-%d %H:%M}"
    typer.echo(plain(say(language, "backup-restored", folder=str(folder), made=made, count=label.files)))
    named = "yes" if settings.exists() else "no"
    typer.echo(plain(say(language, "backup-next", named=named, settings=str(settings), folder=str(folder))))
