"""What is taken out of the line in one transaction: never more than may be called, and nothing when we stop."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest_asyncio

from bot.clock import PlayedClock
from bot.line import Line
from bot.settings import SendSettings
from storage import Storage, Tx, open_storage
from storage.chat import Chat, direct_chat
from storage.content import Content
from storage.frames import NewFrame
from storage.settings import HELD

NOW = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)
PEOPLE = [direct_chat(f"7f1c2c1e-0a51-4c55-9a41-1f2d3c4b5a{number:02}") for number in range(30)]


@pytest_asyncio.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    async with open_storage(tmp_path / "losbote.db") as opened:
        yield opened


def line(**sending: int) -> Line:
    return Line(SendSettings(**sending), PlayedClock(NOW))


def put(tx: Tx, *chats: Chat, **more: object) -> None:
    for chat in chats:
        tx.deliveries.add(chat, Content("hallo"), due=NOW, **more)  # type: ignore[arg-type]


def begun(one: Line, tx: Tx) -> list[Chat]:
    return [call.delivery.chat for call in one.begin(tx)]


async def test_an_answer_is_under_way_in_the_transaction_that_puts_it_in_line(storage: Storage) -> None:
    one = line()

    def answer(tx: Tx) -> list[Chat]:
        put(tx, PEOPLE[0])
        return begun(one, tx)

    assert await storage.write(answer) == [PEOPLE[0]]
    assert await storage.read(lambda tx: tx.deliveries.counts()) == {"sending": 1}


async def test_no_more_are_taken_than_may_be_called_at_once_and_one_of_each_chat(storage: Storage) -> None:
    one = line(max_parallel=3)
    await storage.write(lambda tx: put(tx, PEOPLE[0], PEOPLE[0], *PEOPLE[1:5]))
    assert await storage.write(lambda tx: begun(one, tx)) == PEOPLE[:3]
    assert await storage.write(lambda tx: begun(one, tx)) == []
    await storage.write(lambda tx: tx.deliveries.sent(1, 1, NOW))
    assert await storage.write(lambda tx: begun(one, tx)) == [PEOPLE[0]]
    await storage.write(lambda tx: tx.deliveries.sent(3, 3, NOW))
    await storage.write(lambda tx: tx.deliveries.unknown(4, NOW, "cut"))
    assert await storage.write(lambda tx: begun(one, tx)) == PEOPLE[3:5]


async def test_the_pace_holds(storage: Storage) -> None:
    one = line(max_parallel=64, per_minute=20)
    await storage.write(lambda tx: put(tx, *PEOPLE))
    assert len(await storage.write(lambda tx: begun(one, tx))) == 20
    assert one.pace.next_free(NOW) == NOW + timedelta(seconds=3)


async def test_what_is_too_late_is_given_up_and_what_is_held_stays(storage: Storage) -> None:
    one = line()
    await storage.write(lambda tx: put(tx, PEOPLE[0], deadline=NOW - timedelta(seconds=1)))
    await storage.write(lambda tx: put(tx, PEOPLE[1], stoppable=True))
    await storage.write(lambda tx: tx.settings.put_instant(HELD, NOW))
    assert await storage.write(lambda tx: begun(one, tx)) == []
    assert await storage.read(lambda tx: tx.deliveries.counts()) == {"cancelled": 1, "waiting": 1}


async def test_nothing_is_taken_when_we_stop(storage: Storage) -> None:
    one = line()
    one.closed = True
    await storage.write(lambda tx: put(tx, PEOPLE[0]))
    assert await storage.write(lambda tx: begun(one, tx)) == []
    assert await storage.read(lambda tx: tx.deliveries.counts()) == {"waiting": 1}


async def test_a_frame_that_is_there_already_is_made_certain_by_who_brings_it_again(storage: Storage) -> None:
    frame = NewFrame("7f1c2c1e-0a51-4c55-9a41-1f2d3c4b5a60", 1, "message", PEOPLE[0], "{}")
    assert await storage.write(lambda tx: tx.frames.add(frame, NOW), certain=False)

    def again(tx: Tx) -> tuple[bool, int]:
        before = tx.frames.changes
        return tx.frames.add(frame, NOW + timedelta(hours=1)), tx.frames.changes - before

    assert await storage.write(again) == (False, 1)  # a commit without a change would sync nothing
    assert [one.received_at for one in await storage.read(lambda tx: tx.frames.pending(0))] == [NOW]
