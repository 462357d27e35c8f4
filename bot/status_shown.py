"""`losbote status`: what `!status` says, in the terminal; from the database, and the running bot if there is one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from http.client import HTTPConnection, HTTPException
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.terminal import Config, loaded

if TYPE_CHECKING:
    from bot.settings import Settings
    from commands._kit import Ask, Health
    from storage import Tx

# `losbote --help` should not wait for what these need, so they import it themselves.
# ruff: noqa: PLC0415

WELL, NEEDS_A_HAND, NOT_RUNNING = 0, 1, 2  # exit codes
_PATIENCE = 5.0  # seconds


@dataclass(frozen=True, slots=True)
class Bot:
    """What the running bot says of itself."""

    health: Health
    last_frame: str | None = None  # ISO, UTC
    running: bool = True


def status(
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False, config: Config = None
) -> None:
    """Show how things stand; exit 0 if all is well, 1 if something needs a hand, 2 if the bot does not run."""
    from bot.clock import SystemClock
    from storage import StorageError, look

    settings, now = loaded(config), SystemClock().now()
    bot = asked(settings)
    try:
        found = look(settings.database, partial(_gathered, settings, bot, now))
    except StorageError as error:
        from bot.terminal import sentence

        found = {"text": sentence(error, settings), "concerns": [sentence(error, settings)]}
    found |= {"running": bot.running, "last_frame": bot.last_frame, "server": bot.health.server}
    text = found.pop("text")
    typer.echo(json.dumps(found, ensure_ascii=False, indent=2) if as_json else text)
    raise typer.Exit(NOT_RUNNING if not bot.running else NEEDS_A_HAND if found["concerns"] else WELL)


def _gathered(settings: Settings, bot: Bot, now: datetime, tx: Tx) -> dict[str, Any]:
    from commands._plan.halt import is_held
    from commands._plan.words import seen
    from commands._texts import plain
    from commands.status import report

    ask = _ask(settings, bot, now, tx)
    found = report(tx, ask)
    ahead = seen(ask, ask.house.plan(tx, now))[:2]
    return {
        "text": plain("\n".join(found.lines(ask))),
        "concerns": [plain(worry) for worry in found.worries],
        "deliveries": tx.deliveries.counts(),
        "held": is_held(tx),
        "next": [{"at": one.at.isoformat(), "group": one.audience.name, "rule": one.rule} for one in ahead],
    }


def _ask(settings: Settings, bot: Bot, now: datetime, tx: Tx) -> Ask:
    """The question as an admin without a name would put it."""
    from bot.admins import listed
    from bot.audiences import Audiences
    from bot.plan import ahead
    from commands import discover
    from commands._kit import Ask, House
    from storage.chat import direct_chat

    house = House(
        admins=listed(tx, settings),
        settled=settings.admins,
        plan=lambda tx, now: ahead(tx, settings, discover(), now),
        health=lambda: bot.health,
    )
    return Ask(
        chat=direct_chat(""),
        sender="",
        words="",
        now=now,
        zone=settings.tz(),
        language=settings.language,
        admin=True,
        steers=True,
        network="",
        groups=tuple(Audiences(settings).of(tx, "groups")),
        house=house,
    )


def asked(settings: Settings) -> Bot:
    """What the bot answers at the address of its web; if it does not, the lock tells whether it runs at all."""
    from bot.lock import held
    from commands._kit import Health, Trouble

    connection = HTTPConnection(settings.web, timeout=_PATIENCE)
    try:
        connection.request("GET", "/readyz")
        told = json.loads(connection.getresponse().read())
        health = Health(tuple(Trouble(**one) for one in told["troubles"]), told["server"])
        return Bot(health, told["last_frame"])
    except (OSError, HTTPException, ValueError, LookupError, TypeError):
        running = held(settings.database)
    finally:
        connection.close()
    return Bot(Health((Trouble("stuck", settings.web) if running else Trouble("off"),)), running=running)
