"""`losbote admin trust`: gives an admin the rights back where no other admin can confirm a new safety number."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from bot.errors import LosboteError
from bot.terminal import Config, loaded, told

if TYPE_CHECKING:
    from bot.settings import Settings
    from storage import Tx

# `losbote --help` should not wait for what these need, so they import it themselves.
# ruff: noqa: PLC0415

admin = typer.Typer(no_args_is_help=True, help="Look after who steers the bot.")


class NobodyError(LosboteError):
    """The one named is no admin; the text says so in the language of the settings."""


@admin.callback()
def look_after() -> None:
    """Look after who steers the bot."""


@admin.command()
def trust(
    aci: Annotated[str, typer.Argument(metavar="ACI", help="Whose new safety number is the right one.")],
    config: Config = None,
) -> None:
    """Let an admin with a new safety number steer again, also while the bot runs."""
    settings = loaded(config)
    with told(settings):
        typer.echo(asyncio.run(_trusted(settings, aci)))


async def _trusted(settings: Settings, aci: str) -> str:
    from bot.admins import listed
    from commands._texts import say
    from storage import open_storage

    def trust_her(tx: Tx) -> str:
        if known not in listed(tx, settings):
            raise NobodyError(say(settings.language, "admins-cli", what="nobody", aci=known))
        rested = known in tx.admins.suspended()
        tx.admins.trust(known)
        return say(settings.language, "admins-cli", what="trusted" if rested else "well", aci=known)

    try:
        known = str(UUID(aci))
    except ValueError:
        raise NobodyError(say(settings.language, "admins-cli", what="aci", aci=aci)) from None
    async with open_storage(settings.database, settings.library) as storage:
        return await storage.write(trust_her)
