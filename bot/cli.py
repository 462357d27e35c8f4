"""The command line, `losbote …`: what is behind each command lies in a file of its own."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot import desk, rights, safe, status_shown, way_out
from bot.doctor.command import doctor
from bot.handover import handover
from bot.setup.command import setup
from bot.terminal import Config, loaded, told

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
def run(config: Config = None) -> None:
    """Run the bot until Ctrl-C or SIGTERM."""
    from bot import logs  # noqa: PLC0415 - `losbote --help` should not wait for all of it
    from bot.run import serve  # noqa: PLC0415

    settings = loaded(config)
    logs.configure(settings.log)
    _run(serve(settings), settings)


@cli.command()
def receive(config: Config = None) -> None:
    """Store what the server's webhook brings, beside the bot, so that nothing is lost while the bot restarts."""
    from bot import logs  # noqa: PLC0415
    from bot.receive import receive as store  # noqa: PLC0415

    settings = loaded(config)
    logs.configure(settings.log)
    with told(settings):
        store(settings)


def _run(main: Coroutine[Any, Any, None], settings: Settings | None = None) -> None:
    with told(settings):
        asyncio.run(main)


@cli.command()
def play(
    files: Annotated[list[Path], typer.Argument(help="Chat scripts (tests/chats/*.chat).")],
    accept: Annotated[bool, typer.Option(help="Rewrite the scripts to what was said.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Tell how long each script took.")] = False,
) -> None:
    """Play chat scripts against the bot; exit 1 with a diff if something else was said."""
    from bot.demo.player import play_files  # noqa: PLC0415

    sys.exit(asyncio.run(play_files(files, accept=accept, verbose=verbose)))


Port = Annotated[int, typer.Option(min=0, max=65535, help="Port of the page; 0 for any.")]
Browser = Annotated[bool, typer.Option(help="Open the page in the browser.")]


@cli.command()
def demo(
    port: Port = 8099,
    browser: Browser = True,
    fresh: Annotated[bool, typer.Option("--fresh", help="Begin anew instead of where it was left.")] = False,
    data: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            exists=True,
            file_okay=False,
            help="Your own meetings and library, as `losbote import` takes them.",
        ),
    ] = None,
) -> None:
    """Try the bot in a played Signal group in the browser."""
    from bot.demo.show import show  # noqa: PLC0415

    _run(show(port=port, browser=browser, fresh=fresh, files=data))


@cli.command()
def preview(port: Port = 8098, browser: Browser = True, config: Config = None) -> None:
    """See in the browser what will be said in the next 60 days; nothing can be sent there."""
    from bot.preview import show  # noqa: PLC0415

    _run(show(loaded(config), port=port, browser=browser))


cli.command()(setup)
cli.command()(status_shown.status)
cli.command()(doctor)
cli.command()(safe.backup)
cli.command()(safe.restore)
cli.command()(handover)
cli.command()(way_out.deliveries)
cli.command()(way_out.captcha)
cli.command()(desk.plan)
cli.command("import")(desk.import_)
cli.command()(desk.export)
cli.add_typer(rights.admin, name="admin")
