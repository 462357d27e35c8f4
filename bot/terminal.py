"""What the commands of the terminal have in common: their settings, and mistakes told in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.errors import BackupError, LosboteError, SettingsError, ToldError

if TYPE_CHECKING:
    from bot.settings import Settings
    from commands._texts import Language

# Not `readable`: what may not be read, we tell in a sentence of our own.
Config = Annotated[
    Path | None, typer.Option(help="The settings file, else losbote.toml here or in /etc.", readable=False)
]


def loaded(config: Path | None) -> Settings:
    """The settings; exits with 2 and all their mistakes if they cannot be used."""
    from bot.settings import load  # noqa: PLC0415 - `losbote --help` should not wait for all of it

    try:
        return load(config)
    except SettingsError as error:
        for mistake in error.mistakes:
            typer.echo(mistake, err=True)
        raise typer.Exit(2) from None


@contextmanager
def told(settings: Settings | None = None) -> Iterator[None]:
    """Turns an error that a person can mend into its sentence and the exit code 1.

    It is told in the language of the settings, if they are known, else of the terminal.
    """
    from storage import StorageError  # noqa: PLC0415

    try:
        yield
    except (StorageError, LosboteError) as error:
        typer.echo(_told(error, settings), err=True)
        raise typer.Exit(1) from None


def _told(error: Exception, settings: Settings | None) -> str:
    if isinstance(error, BackupError):
        return of_backup(error, settings.language if settings else spoken())
    if isinstance(error, ToldError):
        return error.told(settings.language if settings else spoken())
    return str(error) if settings is None or isinstance(error, LosboteError) else sentence(error, settings)


def spoken() -> Language:
    """The language of the terminal."""
    from bot.settings_told import spoken  # noqa: PLC0415

    return spoken({})


def of_backup(error: BackupError, language: Language) -> str:
    """What is the matter with a backup, and what to do."""
    from bot.reasons import worded  # noqa: PLC0415
    from commands._texts import plain, say  # noqa: PLC0415

    reason = worded(error.reason, language)
    return plain(say(language, "backup-problem", kind=error.kind, file=str(error.file), reason=reason))


def sentence(error: Exception, settings: Settings) -> str:
    """What is the matter with the database, in the language of the settings."""
    from commands._texts import plain, say  # noqa: PLC0415

    kind, said = type(error).__name__, str(error)
    return plain(say(settings.language, "database-problem", kind=kind, file=str(settings.database), said=said))
