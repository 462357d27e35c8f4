"""The demo without its page: what is said while something is broken, time, and what it begins with."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_args

import pytest

from bot.demo import sample
from bot.demo.deeds import Deeds
from bot.demo.levers import Fault
from bot.demo.stage import Stage
from bot.demo.uploads import Uploads
from storage import open_storage
from storage.chat import direct_chat
from storage.content import Content

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DENIZ = "direct:deniz"


@asynccontextmanager
async def staged(folder: Path) -> AsyncIterator[Stage]:
    stage = Stage(folder, MONDAY)
    try:
        await stage.start()
        yield stage
    finally:
        await stage.stop()


async def answered(stage: Stage, text: str) -> None:
    """Waits for the one answer that Deniz gets, or is to get."""
    async with asyncio.timeout(20):
        while (said := stage.world.last("bot", DENIZ)) is None:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    assert text in said.text
    await stage.turn(stage.now() + timedelta(seconds=1))
    assert [one.text for one in stage.world.messages if (one.chat, one.author) == (DENIZ, "bot")] == [said.text]


@pytest.mark.parametrize("down", ["server-down", "bot-kill", "bot-stop"])
async def test_what_is_said_while_somebody_is_away_is_answered_once(tmp_path: Path, down: str) -> None:
    async with staged(tmp_path) as stage:
        await stage.levers.pull(down)  # type: ignore[arg-type]
        stage.world.say("deniz", DENIZ, "termin")
        await stage.levers.pull("server-up" if down == "server-down" else "bot-start")
        await answered(stage, "Nächstes Treffen: Kosten im Griff")


async def test_a_day_without_the_server_loses_nothing(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.turn(MONDAY + timedelta(minutes=1))
        await stage.levers.pull("server-down")
        async with open_storage(tmp_path / "losbote.db") as storage:  # it is tried again and again all the day
            to = direct_chat(stage.world.people["quirin"].aci)
            await storage.write(lambda tx: tx.deliveries.add(to, Content("hallo"), due=MONDAY))
        stage.world.say("deniz", DENIZ, "termin")
        await stage.turn(MONDAY + timedelta(days=1))
        await stage.levers.pull("server-up")
        await answered(stage, "Kosten im Griff")
        said = [one.text for one in stage.world.messages if (one.chat, one.author) == ("direct:quirin", "bot")]
        assert said == ["hallo"]


async def test_both_away_lose_nothing_either(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.levers.pull("server-down")
        stage.world.say("deniz", DENIZ, "termin")
        await stage.levers.pull("bot-kill")
        await stage.levers.pull("server-up")
        await stage.server.drained()
        await stage.levers.pull("bot-start")
        await answered(stage, "Nächstes Treffen: Kosten im Griff")


async def test_every_next_post_brings_a_message(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.turn(MONDAY + timedelta(minutes=1))  # the pinned message
        reached = []
        for _ in range(6):
            before = len(stage.world.messages)
            reached.append(await stage.next_post())
            assert len(stage.world.messages) > before, reached
    # Tuesday's tip at ten gives way to what is said about the meeting on Wednesday.
    assert reached[0] == datetime(2026, 11, 24, 18, 0, tzinfo=UTC)


async def test_time_stops_where_the_bot_is_killed_and_goes_on_without_it(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        turning = asyncio.create_task(stage.turn(MONDAY + timedelta(days=300)))
        while stage.now() < MONDAY + timedelta(days=2):  # noqa: ASYNC110
            await asyncio.sleep(0.001)
        await stage.kill()
        await turning
        assert stage.now() < MONDAY + timedelta(days=200)
        await stage.turn(MONDAY + timedelta(days=300))
        assert stage.now() >= MONDAY + timedelta(days=300)


async def test_faults_can_be_taken_back(tmp_path: Path) -> None:
    stage = Stage(tmp_path, MONDAY)
    for fault in get_args(Fault):
        await stage.levers.pull(fault)
    assert stage.levers.state()["queued"] == list(get_args(Fault))
    await stage.levers.pull("clear")
    assert stage.levers.state()["queued"] == []


async def test_what_hangs_ends_with_the_bot_and_what_is_slow_arrives(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        faults = stage.server.faults
        await stage.turn(MONDAY + timedelta(minutes=1))
        await stage.levers.pull("hang")
        await stage.levers.pull("slow")
        stage.world.say("anna", "direct:anna", "termin")
        await faults.hung()
        stage.world.say("deniz", DENIZ, "termin")
        async with asyncio.timeout(20):
            while faults.hanging < 2:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        state = stage.levers.state()
        assert (state["hanging"], state["slow"], state["connections"]) == (1, 1, 1)
        await stage.kill()
        await asyncio.sleep(0)
        state = stage.levers.state()
        assert (state["hanging"], state["slow"]) == (0, 1)
        faults.release()
        async with asyncio.timeout(20):
            while stage.world.last("bot", DENIZ) is None:  # noqa: ASYNC110
                await asyncio.sleep(0.01)


async def test_who_was_missed_and_what_is_pinned_is_told(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.turn(MONDAY + timedelta(minutes=1))
        await stage.levers.pull("partial")
        stage.world.say("anna", stage.world.groups[sample.NETWORK].chat, "!termin")
        async with asyncio.timeout(20):
            while len(stage.world.messages) < 3:  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        await stage.turn(MONDAY + timedelta(minutes=2))
        rows = (await stage.looks["ways"]("de"))["rows"]
        answer, pin = rows[0], next(row for row in rows if row["act"] == "pin")
        assert (answer["missed"], stage.world.messages[-1].missed) == (["quirin"], ["quirin"])
        assert pin["text"].startswith("📌 Nächstes Treffen: Kosten im Griff")
        assert (pin["missed"], pin["late"]) == ([], False)


async def test_what_gives_way_is_told_with_what_comes(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        lines = (await stage.looks["coming"]("de"))["lines"]
    given_way = [one["at"] for one in lines if one["gives_way"]]
    assert given_way[0] == "2026-11-24T10:00:00+01:00"
    assert sum(not one["gives_way"] for one in lines) > len(given_way)


async def test_the_library_is_not_empty(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        stage.world.say("deniz", DENIZ, "begriff Melderegister")
        await answered(stage, "Melderegister")
        decks = (await stage.looks["tips"]("de"))["decks"]
    assert len(decks[0]["next"]) == 60


async def test_the_log_has_the_played_time(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        assert (await stage.looks["doings"]("de"))["log"][-1].startswith("2026-11-23 10:0")


async def test_typing_ends_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.demo.deeds.TYPES_FOR", 0.05)
    stage = Stage(tmp_path, MONDAY)
    stage.world.add_person("deniz")
    deeds, events = Deeds(stage.world, Uploads(stage.world)), list[bool]()
    stage.world.on_event(lambda event: events.append(event["started"]) if event["kind"] == "typing" else None)
    deeds.type("deniz", DENIZ, True)
    deeds.type("deniz", DENIZ, True)
    async with asyncio.timeout(5):
        while stage.world.typing[DENIZ]:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    assert events == [True, False]
