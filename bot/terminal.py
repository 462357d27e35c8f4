"""What the commands of the terminal have in common: their settings, and mistakes told in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.errors import LosboteError, SettingsError

if TYPE_CHECKING:
    from bot.settings import Settings

Config = Annotated[Path | None, typer.Option(help="The settings file, else losbote.toml here or in /etc.")]


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
def told() -> Iterator[None]:
    """Turns an error that a person can mend into its sentence and the exit code 1."""
    from storage import StorageError  # noqa: PLC0415

    try:
        yield
    except (StorageError, LosboteError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
