"""`losbote handover`: a backup, and beside it a page for whoever runs the bot from now on."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.safe import Phrase, packed, place
from bot.terminal import Config, loaded, told

if TYPE_CHECKING:
    from datetime import datetime

    from bot.handover_way import Way
    from bot.settings import Settings
    from commands._texts import Language

# `losbote --help` should not wait for what these need, so they import it themselves.
# ruff: noqa: PLC0415


def handover(
    file: Annotated[
        Path | None, typer.Argument(help="Where to; else into the folder of backups.", readable=False)
    ] = None,
    passphrase: Phrase = "",
    language: Annotated[str | None, typer.Option(help="Of the page: de or en; else that of the settings.")] = None,
    config: Config = None,
) -> None:
    """Write a backup, and a page for your successor: who may do what, what is open, what to do first."""
    from bot.clock import SystemClock
    from bot.handover_page import NAME, beside
    from bot.handover_way import way
    from commands._texts import plain, say

    settings, now = loaded(config), SystemClock().now()
    spoken = _spoken(language, settings)
    target = place(settings, file, passphrase, now, NAME).resolve()
    page, here = beside(target), way(settings.source and settings.source.resolve())
    with told(settings):
        _free(page)
        text = _text(settings, target, now, spoken, here, locked=bool(passphrase or settings.passphrase))
        packed(settings, target, passphrase, now)
        _write(page, text)
    typer.echo(plain(say(spoken, "handover-written", file=str(target), page=str(page))))
    if lines := here.fetch(target, page):
        typer.echo("\n    ".join([plain(say(spoken, "handover-fetch")), *lines]))


def _spoken(language: str | None, settings: Settings) -> Language:
    if language not in (None, "de", "en"):
        raise typer.BadParameter("de or en, please.", param_hint="--language")
    return "en" if (language or settings.language) == "en" else "de"


def _text(settings: Settings, target: Path, now: datetime, language: Language, here: Way, *, locked: bool) -> str:
    """The page, from one view of the database. Raises a StorageError."""
    from bot.handover_facts import Facts
    from bot.handover_page import html
    from bot.status_shown import asked
    from storage import Tx, look

    bot = asked(settings)

    def page(tx: Tx) -> str:
        facts = Facts(tx, settings, language, now, target, locked=locked, way=here, bot=bot)
        return html(language, facts.title(), facts.about(), facts.sections())

    return look(settings.database, page, settings.library)


def _free(page: Path) -> None:
    """Raises BackupError if there is something of its name."""
    from bot.errors import BackupError

    if os.path.lexists(page):
        raise BackupError("there", page)


def _write(page: Path, text: str) -> None:
    """Writes it for its owner alone to read. Raises BackupError."""
    from bot.errors import BackupError

    try:
        page.touch(mode=stat.S_IRUSR | stat.S_IWUSR, exist_ok=False)
        page.write_text(text, encoding="utf-8")
    except OSError as error:
        raise BackupError("unwritable", page, error.strerror or "") from error
