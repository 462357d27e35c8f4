"""`losbote backup` and `restore`: all that the bot has, as one file, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.terminal import Config, loaded, told

# `losbote --help` should not wait for what these need, so they import it themselves.
# ruff: noqa: PLC0415

Phrase = Annotated[
    str,
    typer.Option("--passphrase", envvar="LOSBOTE_PASSPHRASE", help="Of an encrypted backup.", show_default=False),
]


def backup(
    file: Annotated[Path | None, typer.Argument(help="Where to; else into the folder of backups.")] = None,
    passphrase: Phrase = "",
    config: Config = None,
) -> None:
    """Write database, library and settings (without secrets) into one file; also while the bot runs."""
    from bot.backup import ENDING, LOCKED, pack
    from bot.clock import SystemClock

    settings, now = loaded(config), SystemClock().now()
    phrase = passphrase or settings.passphrase
    folder = settings.backup_folder or settings.database.parent / "backups"
    target = file or folder / f"losbote-{now:%Y%m%d-%H%M}{LOCKED if phrase else ENDING}"
    with told(settings):
        label = pack(settings, settings.source, target, now, phrase)
    size = target.stat().st_size / 1_000_000
    typer.echo(f"{target}: {size:.1f} MB, {label.files} files of the library, read back and whole.")
    typer.echo(f"Back again: losbote restore {target} NEW_FOLDER")


def restore(
    file: Annotated[Path, typer.Argument(help="A backup.")],
    folder: Annotated[Path, typer.Argument(help="A new folder, or an empty one.")],
    passphrase: Phrase = "",
) -> None:
    """Put a backup into an empty folder; nothing that is there is overwritten."""
    from bot.backup import SETTINGS, unpack

    with told():
        label = unpack(file, folder, passphrase)
    typer.echo(f"{folder}: as of {label.made:%Y-%m-%d %H:%M} UTC, {label.files} files of the library.")
    settings = folder / SETTINGS
    if settings.exists():
        typer.echo(
            f"Look through {settings} (secrets were left out of the backup), then: losbote run --config {settings}"
        )
    else:
        typer.echo(f"The backup holds no settings: copy your losbote.toml into {folder}, then: losbote run")
