"""The end of a poll while the bot is away or busy: every vote that came in time counts, whenever it is handled."""

from __future__ import annotations

import asyncio
import socket
from datetime import timedelta
from pathlib import Path

import pytest
import structlog
from watched import Watched, left_lying, watched

from bot import app
from bot.app import build
from bot.keys import Keys
from bot.settings import Settings
from bot.signal.sieve import Sieve
from bot.watch import Patience
from storage import open_storage

DRAFT = "!umfrage Kommt ihr? Ja | Nein bis morgen 18 Uhr"
RESULT = "📊 Kommt ihr? Ja liegt vorn: 2 von 2 Stimmen.\nNein: 0"
LATE = "\nDie Umfrage endete am Dienstag, 1. Dezember, 18:00 Uhr; das Ergebnis kommt verspätet."


@pytest.fixture
def free() -> str:
    """An address on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return f"127.0.0.1:{taken.getsockname()[1]}"


async def posed(bot: Watched) -> int:
    """Lets an admin pose the poll; returns its timestamp."""
    for line in (DRAFT, "ja"):
        bot.world.clock.move(timedelta(seconds=1))
        bot.world.say("petra", "direct:petra", line)
        await bot.calm()
    await passed(bot, minutes=2)
    (poll,) = [one for one in bot.world.messages if one.author == "bot" and one.poll is not None]
    return poll.timestamp


async def passed(bot: Watched, **time: float) -> None:
    bot.world.clock.move(timedelta(**time))
    await bot.app.ticker.tick()
    await bot.calm()


def told(bot: Watched) -> list[str]:
    """What the group has heard of the result."""
    return [text for text in bot.heard("Netzwerk") if text.startswith("📊")]


async def test_votes_stored_while_it_was_away_come_before_the_end_however_long_they_take(
    tmp_path: Path, free: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with watched(tmp_path, Patience(), free=free) as bot:
        poll = await posed(bot)
        settings: Settings = bot.app.settings
    frames: list[str] = []
    bot.world.on_frame(frames.append)
    sieve = Sieve(settings, bot.world.clock)
    for who in ("anna", "bert"):
        bot.world.vote(who, poll, [0])
    async with open_storage(settings.database) as storage:  # as `losbote receive` does
        readings = [reading for frame in frames if (reading := sieve.look(frame)) is not None]
        await storage.write(lambda tx: sieve.store(readings, tx))
        assert len(await storage.read(lambda tx: tx.frames.pending(0))) == 2
    bot.world.clock.move(timedelta(days=2))

    async def slowly(_self: Keys, _sender: str) -> None:
        await asyncio.sleep(0.3)

    monkeypatch.setattr(app, "_BACKLOG", 0.0)
    monkeypatch.setattr(Keys, "before", slowly)
    async with watched(tmp_path, Patience(), free=free, world=bot.world, server=bot.server) as again:
        assert told(again) == [RESULT + LATE]


async def test_the_end_waits_for_a_vote_that_is_being_handled(
    tmp_path: Path, free: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    go = asyncio.Event()

    async def held_up(_self: Keys, _sender: str) -> None:
        await go.wait()

    async with watched(tmp_path, Patience(), free=free) as bot:
        poll = await posed(bot)
        monkeypatch.setattr(Keys, "before", held_up)
        bot.world.clock.move(timedelta(hours=22))
        for who in ("anna", "bert"):
            bot.world.vote(who, poll, [0])
        await bot.server.drained()
        await bot.when(lambda: bot.app.intake.idle and not bot.app.router.idle)
        bot.world.clock.move(timedelta(hours=2))
        await bot.app.ticker.tick()
        assert told(bot) == []
        go.set()
        await bot.when(lambda: told(bot))
        await bot.calm()
        assert [text.partition("\n")[0] for text in told(bot)] == [RESULT.partition("\n")[0]]


async def test_the_clock_waits_for_what_was_said_before_only_as_long_as_that_moves(
    tmp_path: Path, free: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with watched(tmp_path, Patience(), free=free) as bot:
        left = left_lying(bot.world.people["anna"].aci)
    async with open_storage(bot.app.settings.database) as storage:
        await storage.write(lambda tx: tx.frames.add(left, bot.world.clock.now()))
    monkeypatch.setattr(app, "_STANDS", 0.2)
    await bot.server.start()
    with structlog.testing.capture_logs() as logs:
        async with build(bot.app.settings, bot.world.clock) as again:
            await again.start()
            assert again.ticker.begun.is_set()
            await again.stop()
    await bot.server.stop()
    told = [one for one in logs if one["log_level"] == "error"]
    assert [(one["event"], one["frames"]) for one in told] == [
        ("what was said before the start is not worked off, going on without it", 1)
    ]
