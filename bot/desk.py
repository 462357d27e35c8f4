"""`losbote plan`, `import` and `export`: what is done to the calendar from the terminal, also while the bot runs."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.terminal import Config, loaded, told

if TYPE_CHECKING:
    from bot.plan import Line
    from commands._texts import Language
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
    from bot.plan import plan as planned
    from commands import discover
    from storage import look

    settings, now, ahead = loaded(config), SystemClock().now(), timedelta(days=days)
    with told():
        lines = look(settings.database, lambda tx: planned(tx, settings, discover(), now, ahead))
    if as_json:
        typer.echo(json.dumps([line.data() for line in lines], ensure_ascii=False, indent=2))
    else:
        _show_table(lines, now, days, settings.language)


def import_(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="A calendar (.ics), or a folder with a meetings.ics.")],
    config: Config = None,
) -> None:
    """Take the meetings of a calendar file into the calendar: all of it, or nothing if it has mistakes."""
    from bot.audiences import keep_groups
    from bot.clock import SystemClock
    from bot.transfer import Desk

    def take(tx: Tx) -> str:
        keep_groups(tx, settings)  # so that a plan can be shown before the bot has run
        return desk.take(tx, found, now)

    settings, now = loaded(config), SystemClock().now()
    desk = Desk(settings.tz(), settings.language)
    with told():
        found = desk.read(path, now)
        typer.echo(asyncio.run(_write(settings.database, take)))


def export(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="A file that ends in .ics, or a folder.")],
    config: Config = None,
) -> None:
    """Write the calendar into a file, or as meetings.ics into a folder."""
    from bot.transfer import Desk
    from commands import _feed
    from storage import look

    settings = loaded(config)
    with told():
        whole = look(settings.database, _feed.whole)
        typer.echo(Desk(settings.tz(), settings.language).give(path, whole))


async def _write(database: Path, work: Callable[[Tx], str]) -> str:
    from storage import open_storage

    async with open_storage(database) as storage:
        return await storage.write(work)


def _show_table(lines: list[Line], now: datetime, days: int, language: Language) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from commands._texts import say

    if not lines:
        typer.echo(say(language, "plan-none", days=days))
        return
    table = Table(title=say(language, "plan-title", days=days), show_lines=True)
    for head in (say(language, "plan-when"), say(language, "plan-where"), say(language, "plan-why")):
        table.add_column(head, overflow="fold")
    table.add_column(say(language, "plan-text"), overflow="fold")
    for line in lines:
        table.add_row(*map(Text, line.row(now, language)))  # as Text, since people's brackets are no markup
    Console().print(table)
