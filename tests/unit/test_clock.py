"""The clocks: what they say, what they refuse, and when they wake those who wait."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from bot.clock import PlayedClock, SystemClock

NOON = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


async def test_a_played_clock_stands_still() -> None:
    clock = PlayedClock(NOON)
    await asyncio.sleep(0.01)
    assert clock.now() == NOON


async def test_a_played_clock_is_set_and_moved_in_any_zone_and_says_utc() -> None:
    clock = PlayedClock(NOON)
    clock.set(datetime(2026, 11, 30, 18, 0, tzinfo=ZoneInfo("Europe/Berlin")))
    assert (clock.now(), clock.now().tzinfo) == (NOON + 5 * HOUR, UTC)
    clock.move(-6 * HOUR)
    assert clock.now() == NOON - HOUR


def test_a_played_clock_refuses_a_naive_time() -> None:
    naive = NOON.replace(tzinfo=None)
    with pytest.raises(ValueError, match="aware"):
        PlayedClock(naive)


async def test_waiting_ends_when_the_clock_gets_there_and_not_before() -> None:
    clock = PlayedClock(NOON)
    waiting = asyncio.create_task(clock.until(NOON + HOUR))
    for at in (NOON - HOUR, NOON + HOUR / 2, NOON + HOUR - timedelta(microseconds=1)):
        clock.set(at)
        assert await asyncio.wait({waiting}, timeout=0.005) == (set(), {waiting})
    clock.set(NOON + HOUR)
    await waiting
    await clock.until(NOON)


async def test_a_running_clock_runs_on_from_where_it_was_set() -> None:
    clock = PlayedClock(NOON, running=True)
    await clock.until(NOON + timedelta(milliseconds=10))
    assert NOON + timedelta(milliseconds=10) <= clock.now() < NOON + HOUR
    waiting = asyncio.create_task(clock.until(NOON + 2 * HOUR))
    await asyncio.sleep(0)
    clock.set(NOON + 2 * HOUR)
    await waiting


async def test_the_system_clock_is_aware_and_waits() -> None:
    clock = SystemClock()
    start = clock.now()
    await clock.until(start - HOUR)
    await clock.until(start + timedelta(milliseconds=10))
    assert start.tzinfo is UTC
    assert clock.now() >= start + timedelta(milliseconds=10)


async def test_a_pause_is_over_in_its_time_though_the_clock_is_set_back() -> None:
    with time_machine.travel(NOON, tick=True) as traveller:
        pause = asyncio.create_task(SystemClock().pause(0.01))
        await asyncio.sleep(0)
        traveller.shift(-HOUR)
        await asyncio.wait_for(pause, 30)


@pytest.mark.parametrize("running", [True, False])
async def test_a_pause_by_a_played_clock_ends_when_it_is_turned(running: bool) -> None:
    clock = PlayedClock(NOON, running=running)
    pause = asyncio.create_task(clock.pause(1000))
    assert await asyncio.wait({pause}, timeout=0.005) == (set(), {pause})
    clock.set(NOON - HOUR)
    await asyncio.wait_for(pause, 30)


async def test_a_pause_by_a_running_clock_takes_its_time() -> None:
    await asyncio.wait_for(PlayedClock(NOON, running=True).pause(0.01), 30)
