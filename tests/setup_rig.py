"""Setting up with flags alone, against a stand-in server with an account in some groups."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from bot.clock import PlayedClock
from bot.demo.server import StandIn
from bot.demo.world import World
from bot.errors import LosboteError
from bot.setup.base import Setup
from bot.setup.kept import Kept
from bot.setup.steps import go
from bot.setup.talk import Talk

NUMBER = "+4915555550100"
PETRA = "petra"
FEW = {"first-filling": "no", "hello": "no"}


@asynccontextmanager
async def serving() -> AsyncIterator[StandIn]:
    """A server with an account that is in two groups and a third one's guest no more."""
    world = World(PlayedClock(datetime(2026, 11, 30, 17, tzinfo=UTC)))
    for name in ("anna", PETRA):
        world.add_person(name)
    world.add_group("Netzwerk", ["anna", PETRA], [PETRA])
    world.add_group("Orga", [PETRA], [PETRA])
    world.add_group("Früher", ["anna"])
    world.groups["Früher"].bot_is_member = False
    world.add_group("Bund, Land", ["anna"])
    running = StandIn(world)
    await running.start()
    yield running
    await running.stop()
    assert running.refused == []


async def set_up(path: Path, **flags: str) -> tuple[str, str]:
    """What is said when all is answered by flags, and the error with which it ends."""
    shown = io.StringIO()
    named = {name.replace("_", "-"): answer for name, answer in flags.items()}
    given = {"language": "de", **FEW, **named}
    setup = Setup(Talk(Console(file=shown, width=200), given=given, asks=False), Kept(path))
    try:
        await asyncio.to_thread(go, setup)
    except LosboteError as error:
        return shown.getvalue(), str(error)
    return shown.getvalue(), ""


def complete(server: StandIn) -> dict[str, str]:
    world = server.world
    groups = f"main={world.groups['Netzwerk'].internal_id},{world.groups['Orga'].id}"
    return {"server": server.url, "number": NUMBER, "group": groups, "admin": world.people[PETRA].aci}
