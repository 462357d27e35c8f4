"""`losbote preview` while time goes on: who reads is not thrown back; and before the bot has run at all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import pytest

from bot.audiences import keep_groups
from bot.clock import PlayedClock
from bot.demo import sample
from bot.demo.stage import bot_settings
from bot.demo.world import World
from bot.preview import previewed
from bot.settings import Settings
from storage import Tx, open_storage

MONDAY = datetime(2026, 11, 30, 17, 0, 30, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    world = World(PlayedClock(MONDAY))
    world.add_person("petra")
    world.add_group("Netzwerk", ["petra"], ["petra"])
    return Settings(**bot_settings(world, "http://127.0.0.1:9", tmp_path))


async def filled(settings: Settings, *, run: bool) -> None:
    def fill(tx: Tx) -> None:
        sample.fill(tx, MONDAY)
        if run:
            keep_groups(tx, settings)

    async with open_storage(settings.database) as storage:
        await storage.write(fill)


@asynccontextmanager
async def opened(settings: Settings, clock: PlayedClock) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    """What a browser is told that has the preview open."""
    async with previewed(settings, clock) as preview, aiohttp.ClientSession() as http:
        async with http.get(preview.url) as answer:
            cookie = "; ".join(f"{name}={one.value}" for name, one in answer.cookies.items())
        url = f"http://127.0.0.1:{urlsplit(preview.url).port}/api/events"
        async with http.ws_connect(url, headers={"Cookie": cookie}) as socket:
            yield socket


async def test_a_new_minute_tells_of_the_clock_alone(settings: Settings) -> None:
    await filled(settings, run=True)
    clock = PlayedClock(MONDAY)
    async with opened(settings, clock) as socket, asyncio.timeout(20):
        assert (await socket.receive_json())["kind"] == "state"
        clock.move(timedelta(minutes=1))
        moved = {"kind": "clock", "now": "2026-11-30T17:01:30+00:00", "moving": False}
        assert await socket.receive_json() == moved
        async with open_storage(settings.database) as storage:
            await storage.write(_rename)
        state = await socket.receive_json()
        assert (state["kind"], (await socket.receive_json())["kind"]) == ("state", "database")
        assert any("Ganz neu" in one["text"] for one in state["messages"])
        assert {one["why"]["en"] for one in state["messages"]} >= {"reminder", "tip"}
        assert {one["why"]["de"] for one in state["messages"]} >= {"Erinnerung", "Tipp"}


def _rename(tx: Tx) -> None:
    named = next(one for one in tx.meetings.singles() if one.topic == "Kosten im Griff")
    tx.meetings.change(named.id, topic="Ganz neu")


async def test_before_the_first_run_the_groups_of_the_settings_are_there(settings: Settings) -> None:
    seen: list[Any] = []
    for run in (False, True):
        await filled(settings, run=run)
        async with opened(settings, PlayedClock(MONDAY)) as events:
            state = await events.receive_json()
        seen.append((state["groups"], state["messages"]))
    assert seen[0] == seen[1]
    assert [group["name"] for group in seen[0][0]] == ["main"]
    assert any(one["text"].startswith("📅 Morgen um 19:00 Uhr") for one in seen[0][1])
