"""`losbote plan`, `import` and `export`: calendar and library from the terminal, also while the bot runs."""

from __future__ import annotations

import asyncio
import json
from contextlib import nullcontext
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.terminal import Config, loaded, told

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.transfer import Desk
    from storage import Tx

# `losbote --help` should not wait for what these need, so they import it themselves.
# ruff: noqa: PLC0415


def plan(
    days: Annotated[int, typer.Option(min=1, max=730, help="How many days ahead.")] = 60,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
    config: Config = None,
) -> None:
    """Show what will be posted: when, where, why and with which words."""
    from bot.clock import SystemClock
    from bot.plan import reckoned
    from bot.plan_shown import show
    from commands import discover
    from storage import look

    settings, now, ahead = loaded(config), SystemClock().now(), timedelta(days=days)
    with told(settings):
        lines = look(settings.database, lambda tx: reckoned(tx, settings, discover(), now, ahead))
    if as_json:
        said = [line.data() for line in lines if not line.gives_way]
        typer.echo(json.dumps(said, ensure_ascii=False, indent=2))
    else:
        show(lines, now, days, settings.language)


def import_(
    path: Annotated[
        Path | None,
        typer.Argument(metavar="FOLDER", help="A folder of tables, files and a calendar; or a calendar file (.ics)."),
    ] = None,
    first_filling: Annotated[bool, typer.Option("--first-filling", help="The tips and terms that come along.")] = False,
    config: Config = None,
) -> None:
    """Take meetings and library from a folder: all of it, or nothing if there are mistakes."""
    from bot.clock import SystemClock

    settings, now = loaded(config), SystemClock().now()
    with told(settings):
        for line in _taken(settings, path, now, first=first_filling):
            typer.echo(line)


def _taken(settings: Settings, path: Path | None, now: datetime, *, first: bool) -> list[str]:
    from bot.library.bar import bar
    from bot.library.intake import bring, first_filling
    from bot.transfer import Desk, TransferError

    desk = Desk(settings.tz(), settings.language)
    if first and path is not None:
        raise TransferError(desk.say("import-or"))
    if path is not None and path.suffix.lower() == ".csv":
        raise TransferError(desk.say("import-single", file=str(path)))
    if path is not None and not path.is_dir():
        return [asyncio.run(_calendar_taken(settings, desk, path, now))]
    with bar(settings.language) as shown, nullcontext(path) if path else first_filling() as folder:
        return asyncio.run(bring(settings, folder, now, shown))


async def _calendar_taken(settings: Settings, desk: Desk, path: Path, now: datetime) -> str:
    from bot.audiences import keep_groups
    from storage import open_storage

    def take(tx: Tx) -> str:
        keep_groups(tx, settings)  # so that a plan can be shown before the bot has run
        return desk.take(tx, found, now)

    found = desk.read(path, now)
    async with open_storage(settings.database, settings.library) as storage:
        return await storage.write(take)


def export(
    path: Annotated[Path, typer.Argument(metavar="FOLDER", help="A folder, or a file that ends in .ics.")],
    config: Config = None,
) -> None:
    """Write meetings and library into a folder, as import takes them; or the calendar alone into a file."""
    from bot.library.outlet import Outlet
    from bot.transfer import Desk, TransferError
    from commands import _feed
    from storage import look

    def given(tx: Tx) -> list[str]:
        whole = _feed.whole(tx)
        if not desk.is_folder(path):
            return [desk.give(path, whole)]
        return [*([desk.give(path, whole)] if whole else []), *Outlet(path, desk).write(tx)]

    settings = loaded(config)
    desk = Desk(settings.tz(), settings.language)
    with told(settings):
        lines = look(settings.database, given, settings.library)
        if not lines:
            raise TransferError(desk.say("export-nothing"))
        typer.echo("\n".join(lines))
