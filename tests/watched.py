"""A bot in this process that looks after its link impatiently, between a real database and the stand-in server."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import aiohttp
from crash.rig import START, fill, played_world, settings_for

from bot.app import App, build
from bot.clock import PlayedClock
from bot.demo.server import StandIn
from bot.demo.world import World
from bot.settings import Settings
from bot.watch import Patience
from storage.chat import direct_chat, group_chat
from storage.frames import NewFrame

IN_TIME = 30.0  # seconds on a busy machine


@dataclass
class Watched:
    """What is around the bot, and the bot."""

    world: World
    server: StandIn
    app: App
    url: str

    async def get(self, path: str) -> tuple[int, str]:
        """The status and the body that the bot's web answers."""
        async with aiohttp.ClientSession() as session, session.get(f"{self.url}{path}") as response:
            return response.status, await response.text()

    async def reasons(self) -> list[str]:
        """What `/readyz` says keeps the bot from its work."""
        async with aiohttp.ClientSession() as session, session.get(f"{self.url}/readyz") as response:
            told = await response.json()
        assert (response.status, told["ready"]) == ((503, False) if told["reasons"] else (200, True))
        return list(told["reasons"])

    async def comes_to(self, reasons: list[str]) -> None:
        """Returns as soon as `/readyz` says this."""
        async with asyncio.timeout(IN_TIME):
            while await self.reasons() != reasons:  # noqa: ASYNC110 - nothing tells of it
                await asyncio.sleep(0.02)

    async def when(self, holds: Callable[[], object]) -> None:
        """Returns as soon as something holds."""
        async with asyncio.timeout(IN_TIME):
            while not holds():  # noqa: ASYNC110 - nothing tells of it
                await asyncio.sleep(0.02)

    async def calm(self) -> None:
        """Returns when all is handled and said."""
        for _ in range(2):
            await self.server.drained()
            await self.app.settled()

    def heard(self, place: str) -> list[str]:
        """What the bot has said in a group, or to a person alone."""
        group = self.world.groups.get(place)
        chat = group.chat if group else f"direct:{place}"
        return [one.text for one in self.world.messages if one.author == "bot" and one.chat == chat]

    @property
    def network(self) -> Any:  # noqa: ANN401 - a Chat
        """The chat of the network's group, as the bot stores it."""
        return group_chat(self.world.groups["Netzwerk"].internal_id)


def left_lying(sender: str) -> NewFrame:
    """A frame that nobody handles; none such is stored as long as all is well."""
    body = {"sourceUuid": sender, "timestamp": 1, "typingMessage": {"action": "STARTED", "timestamp": 1}}
    return NewFrame(sender, 1, "message", direct_chat(sender), json.dumps(body))


@asynccontextmanager
async def watched(
    folder: Path,
    patience: Patience,
    *,
    world: World | None = None,
    server: StandIn | None = None,
    free: str,
    webhook: str | None = None,
) -> AsyncIterator[Watched]:
    """A running bot whose web is at the address `free`, with everything at start done; `webhook` is that of the
    settings."""
    new = server is None
    world = world or played_world(PlayedClock(START))
    server = server or StandIn(world)
    await server.start()
    if new:
        await fill(folder)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(server.stop)
        more = {"web": free} | ({"receive": {"webhook": webhook}} if webhook else {})
        settings = Settings(**settings_for(world, server.url, folder) | more)
        app = await stack.enter_async_context(build(settings, world.clock))
        app.watch.patience = replace(patience, tell=3600)  # on a busy machine the start takes a moment
        stack.push_async_callback(app.stop)
        await app.start()
        await server.listened()
        made = Watched(world, server, app, f"http://{free}")
        await made.calm()
        await made.when(lambda: app.watch._away_since is None and app.watch.link.connected)
        app.watch.patience = patience
        yield made
