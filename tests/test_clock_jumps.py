"""The clock jumps, the machine sleeps for days, the disk is full, the file is gone: nothing is said twice."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from crash.rig import Rig, rigged, running

from bot.demo.faults import SendFault

HOUR, DAY, YEAR = timedelta(hours=1), timedelta(days=1), timedelta(days=365)
BEFORE = datetime(2026, 12, 1, 17, 30, tzinfo=UTC)  # half an hour before the reminder of the day before
AFTER = datetime(2026, 12, 1, 18, 1, tzinfo=UTC)
MEETING = datetime(2026, 12, 2, 18, 0, tzinfo=UTC)
DAY_BEFORE = "📅 Morgen um 19:00 Uhr: Kosten im Griff"
HOUR_BEFORE = "📅 Das Treffen beginnt in einer Stunde: Kosten im Griff"
NOW = "📅 Es geht los: Kosten im Griff"


def posts(rig: Rig) -> list[str]:
    """The first lines of what the bot said unasked in the group."""
    said = [one for one in rig.world.messages if (one.author, one.chat, one.quote) == ("bot", rig.group, None)]
    return [(one.edits or [one.text])[0].split(". Wer")[0].splitlines()[0] for one in said]


def answered(rig: Rig) -> Counter[int]:
    """How often each question was answered, by its timestamp."""
    return Counter(one.quote.timestamp for one in rig.world.messages if one.author == "bot" and one.quote)


async def asked(rig: Rig) -> int:
    """Somebody asks; returns how often that is answered in the next seconds."""
    stamp = rig.world.say("anna", rig.group, "!hilfe next").timestamp
    await rig.calm()
    await rig.bot.turn(rig.clock.now() + timedelta(seconds=5))  # after a clock set back the pace begins anew
    return answered(rig)[stamp]


async def jump(rig: Rig, to: datetime) -> int:
    """Sets the clock at once, whatever lies between; returns how often a question after that is answered."""
    await rig.bot._turn(to, 0)
    return await asked(rig)


@pytest.mark.parametrize("by", [-HOUR, -YEAR, HOUR, YEAR], ids=["hour back", "year back", "hour on", "year on"])
async def test_a_jump_and_back_again_after_a_reminder_says_it_once(tmp_path: Path, by: timedelta) -> None:
    async with running(tmp_path) as rig:
        await rig.bot.turn(AFTER)
        assert [await jump(rig, AFTER + by), await jump(rig, AFTER + timedelta(minutes=1))] == [1, 1]
        await rig.bot.turn(MEETING - 2 * HOUR)
        assert posts(rig).count(DAY_BEFORE) == 1
        assert max(Counter(posts(rig)).values()) == 1


@pytest.mark.parametrize("by", [-HOUR, -YEAR, HOUR, YEAR], ids=["hour back", "year back", "hour on", "year on"])
async def test_a_jump_before_the_reminders_loses_none(tmp_path: Path, by: timedelta) -> None:
    async with running(tmp_path) as rig:
        await rig.bot.turn(BEFORE)
        assert [await jump(rig, BEFORE + by), await jump(rig, BEFORE + timedelta(minutes=1))] == [1, 1]
        await rig.bot.turn(MEETING + timedelta(minutes=1))
        assert posts(rig)[-2:] == [HOUR_BEFORE, NOW]
        assert any("morgen um 19:00 uhr" in text.lower() for text in posts(rig))
        assert max(Counter(posts(rig)).values()) == 1


async def test_a_reminder_that_fell_due_while_the_clock_was_a_year_ahead_is_said_after_all(
    tmp_path: Path,
) -> None:
    async with running(tmp_path) as rig:
        await rig.bot.turn(BEFORE)
        assert [await jump(rig, BEFORE + YEAR), await jump(rig, AFTER + timedelta(minutes=4))] == [1, 1]
        await rig.bot.turn(MEETING + timedelta(minutes=1))
        assert posts(rig)[-3:] == [DAY_BEFORE, HOUR_BEFORE, NOW]
        assert max(Counter(posts(rig)).values()) == 1


@pytest.mark.parametrize(("fault", "pause"), [("400", timedelta(seconds=20)), ("500", timedelta(minutes=3))])
@pytest.mark.parametrize("by", [-HOUR, -YEAR], ids=["hour", "year"])
async def test_an_answer_that_waits_is_said_in_its_time_though_the_clock_is_set_back(
    tmp_path: Path, by: timedelta, fault: SendFault, pause: timedelta
) -> None:
    async with running(tmp_path) as rig:
        await rig.bot.turn(BEFORE)
        rig.server.faults.fail_next_send(fault)
        stamp = rig.world.say("anna", rig.group, "!hilfe next").timestamp
        await rig.calm()
        behind = rig.world.say("bert", rig.group, "!hilfe next").timestamp
        await rig.calm()
        await rig.bot._turn(BEFORE + by, 0)
        assert stamp not in answered(rig)
        await rig.bot.turn(BEFORE + by + pause)
        assert answered(rig) == Counter({stamp: 1, behind: 1})


async def test_a_machine_that_slept_for_two_days_says_nothing_old_and_owns_up(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        await rig.bot.turn(AFTER)
        assert await jump(rig, AFTER + 2 * DAY) == 1
        assert posts(rig) == [DAY_BEFORE]
        told = [one.text for one in rig.world.messages if one.chat == rig.world.groups["Admins"].chat]
        assert sum(NOW in text for text in told) == 1


@pytest.mark.parametrize("by", [-HOUR, -YEAR, YEAR], ids=["hour back", "year back", "year on"])
async def test_a_call_without_an_answer_while_the_clock_jumps_is_not_said_twice(tmp_path: Path, by: timedelta) -> None:
    async with running(tmp_path) as rig:
        rig.server.faults.fail_next_send("delivered-hang")
        for who in rig.world.people:
            rig.world.sleep(who)
        stamp = rig.world.say("bert", "direct:bert", "!next").timestamp
        await rig.server.faults.hung()
        await rig.bot._turn(rig.clock.now() + by, 1)
        rig.server.faults.release()
        for who in rig.world.people:
            rig.world.wake(who)
        await rig.calm()
        await rig.bot.turn(rig.clock.now() + timedelta(minutes=10))
        said = [one for one in rig.world.messages if one.author == "bot" and one.quote]
        assert [one.quote.timestamp for one in said if one.quote] == [stamp]


@pytest.mark.parametrize("by", [-HOUR, -YEAR], ids=["hour back", "year back"])
async def test_evidence_counts_though_the_clock_was_set_back_before_it_came(tmp_path: Path, by: timedelta) -> None:
    async with running(tmp_path) as rig:
        await rig.bot.turn(BEFORE)
        rig.server.faults.fail_next_send("delivered-drop")
        for who in rig.world.people:
            rig.world.sleep(who)
        stamp = rig.world.say("bert", "direct:bert", "!next").timestamp
        await rig.calm()
        await rig.bot._turn(BEFORE + by, 0)
        for who in rig.world.people:
            rig.world.wake(who)
        await rig.calm()
        await rig.bot.turn(BEFORE + by + timedelta(minutes=10))
        assert answered(rig) == Counter({stamp: 1})


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system with room for some megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=6m", "losbote-test", str(disk)]
    mounted = subprocess.run(mount, capture_output=True, text=True, check=False)
    if mounted.returncode:
        pytest.skip(f"a small disk cannot be had here: {mounted.stderr.strip()}")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


async def test_a_disk_that_is_full_for_a_while_costs_nothing_but_time(tmp_path: Path, small_disk: Path) -> None:
    async with rigged(small_disk) as rig:
        rig.bot._log = tmp_path / "log"  # elsewhere: logs have a disk of their own, or none
        await rig.bot.start(rig.clock.now())
        await rig.server.listened()
        await rig.calm()
        assert await asked(rig) == 1
        ballast = small_disk / "ballast"
        with ballast.open("wb", buffering=0) as file:
            while room := shutil.disk_usage(small_disk).free:
                file.write(b"x" * room)
        stamps = [rig.world.say(who, f"direct:{who}", "!next").timestamp for who in sorted(rig.world.people)]
        await rig.server.drained()
        await logged(tmp_path / "log", "the disk is full")
        ballast.unlink()
        await rig.calm()
        quotes = [one.quote.timestamp for one in rig.world.messages if one.author == "bot" and one.quote]
        assert sorted(quotes)[1:] == stamps
        log = await logged(tmp_path / "log", "trouble over")
    assert (log.count("error"), log.count("the disk is full"), log.count("trouble over")) == (0, 1, 1)


async def logged(log: Path, words: str) -> str:
    """The log as soon as it says this."""
    async with asyncio.timeout(60):
        while words not in (text := log.read_text(encoding="utf-8")):  # noqa: ASYNC110, ASYNC240 - nothing tells of it
            await asyncio.sleep(0.05)
    return text
