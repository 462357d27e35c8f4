"""The command line: `losbote demo | play | run`."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.errors import LosboteError, SettingsError

if TYPE_CHECKING:
    from bot.settings import Settings

cli = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Losbote: a Signal bot for networks that organise citizens' assemblies drawn by lot.",
)


@cli.callback()
def losbote() -> None:
    """A Signal bot for networks that organise citizens' assemblies drawn by lot."""


@cli.command()
def run(
    config: Annotated[Path | None, typer.Option(help="The settings file, else losbote.toml here or in /etc.")] = None,
) -> None:
    """Run the bot until Ctrl-C or SIGTERM."""
    from bot import logs  # noqa: PLC0415
    from bot.settings import load  # noqa: PLC0415 - `losbote --help` should not wait for all of it

    try:
        settings = load(config)
    except SettingsError as error:
        for mistake in error.mistakes:
            typer.echo(mistake, err=True)
        raise typer.Exit(2) from None
    logs.configure(settings.log)
    _run(_serve(settings))


def _run(main: Coroutine[Any, Any, None]) -> None:
    from storage import StorageError  # noqa: PLC0415

    try:
        asyncio.run(main)
    except (StorageError, LosboteError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None


async def _serve(settings: Settings) -> None:
    from bot.app import build  # noqa: PLC0415
    from bot.clock import SystemClock  # noqa: PLC0415

    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with build(settings, SystemClock()) as app:
        await app.start()
        await stop.wait()
        await app.stop()


@cli.command()
def play(
    files: Annotated[list[Path], typer.Argument(help="Chat scripts (tests/chats/*.chat).")],
    accept: Annotated[bool, typer.Option(help="Rewrite the scripts to what was said.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Tell how long each script took.")] = False,
) -> None:
    """Play chat scripts against the bot; exit 1 with a diff if something else was said."""
    from bot.demo.player import play_files  # noqa: PLC0415

    sys.exit(asyncio.run(play_files(files, accept=accept, verbose=verbose)))


@cli.command()
def demo(
    port: Annotated[int, typer.Option(help="Port of the chat page; 0 for any.")] = 8099,
    browser: Annotated[bool, typer.Option(help="Open the page in the browser.")] = True,
) -> None:
    """Try the bot in a played Signal group in the browser."""
    from bot.demo.stage import show  # noqa: PLC0415

    _run(show(port=port, browser=browser))
