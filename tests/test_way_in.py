"""The way in is open before the rest of the bot is there."""

from __future__ import annotations

import subprocess
import sys
from contextlib import AsyncExitStack
from pathlib import Path

from crash.rig import NEXT, START, fill, played_world, settings_for

from bot.app import build_on
from bot.clock import PlayedClock
from bot.demo.server import StandIn
from bot.settings import Settings
from bot.way_in import open_way_in


async def test_what_is_said_while_the_bot_gets_ready_is_answered(tmp_path: Path) -> None:
    world = played_world(PlayedClock(START))
    server = StandIn(world)
    await server.start()
    await fill(tmp_path)
    group = world.groups["Netzwerk"].chat
    async with AsyncExitStack() as stack:
        stack.push_async_callback(server.stop)
        settings = Settings(**settings_for(world, server.url, tmp_path))
        way_in = await stack.enter_async_context(open_way_in(settings))
        await server.listened()
        world.say("anna", group, "!next")
        await server.drained()
        before = [message.text for message in world.messages]
        app = await stack.enter_async_context(build_on(way_in, world.clock))
        stack.push_async_callback(app.stop)
        world.say("bert", group, "!next")
        await server.drained()
        await app.start()
        await app.settled()
        world.say("anna", group, "!next")
        await server.drained()
        await app.settled()
    assert before == ["!next"]
    said = [(message.author, message.text) for message in world.messages]
    asked = [("anna", "!next"), ("bert", "!next"), ("bot", NEXT), ("bot", NEXT), ("anna", "!next"), ("bot", NEXT)]
    assert said == asked


def test_the_way_in_brings_none_of_what_takes_long() -> None:
    heavy = ["bot.app", "signalbot", "aiohttp.web", "babel", "fluent", "icalendar", "prometheus_client"]
    code = f"import sys, bot.cli, bot.run; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "[]\n"
