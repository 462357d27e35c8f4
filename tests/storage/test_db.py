"""The database as the rest of the program uses it: whole transactions, one moment a view, bells, several programs."""

from __future__ import annotations

import asyncio
import gc
import random
import sqlite3
import threading
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage import Storage, Tx, db, open_storage
from storage.chat import direct_chat
from storage.content import Content
from storage.errors import ReadOnlyDatabase
from storage.frames import NewFrame

NOW = datetime(2026, 12, 1, 18, tzinfo=UTC)
ANNA = direct_chat("0b6f7c7e-0000-4000-8000-00000000000a")


@pytest.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    async with open_storage(tmp_path / "losbote.db") as opened:
        yield opened


async def kept(storage: Storage, key: str) -> str | None:
    return await storage.read(lambda tx: tx.settings.get(key))


def names(folder: Path) -> list[str]:
    return [entry.name for entry in folder.iterdir()]


async def test_a_transaction_gives_the_result_of_its_function(storage: Storage) -> None:
    added = await storage.write(lambda tx: tx.frames.add(NewFrame("anna", 1, "message", ANNA, "{}"), NOW))
    assert added is True


async def test_a_transaction_that_raises_keeps_nothing_and_rings_nothing(storage: Storage) -> None:
    bell = storage.bell("deliveries")

    def add_and_fail(tx: Tx) -> None:
        tx.settings.put("a", "1")
        tx.deliveries.add(ANNA, Content("Hallo"), due=NOW)
        raise LookupError("on purpose")

    with pytest.raises(LookupError, match="on purpose"):
        await storage.write(add_and_fail)
    await storage.write(lambda tx: tx.settings.put("b", "2"))
    assert [await kept(storage, "a"), await kept(storage, "b")] == [None, "2"]
    assert await storage.read(lambda tx: tx.deliveries.counts()) == {}
    assert not bell.is_set()


async def test_a_mistake_in_our_own_sql_is_not_blamed_on_the_file(storage: Storage) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        await storage.write(lambda tx: tx.deliveries.add(ANNA, Content("Hallo"), due=NOW, post=7))
    with pytest.raises(sqlite3.OperationalError, match="syntax error"):
        await storage.write(lambda tx: tx.settings._run("SELEKT"))


async def test_cancelled_writers_leave_whole_transactions_and_a_working_database(storage: Storage) -> None:
    chance = random.Random(20261201)  # noqa: S311 - the same moments in every run
    told: list[int] = []

    def put_twice(tx: Tx, number: int) -> None:
        tx.settings.put(f"left {number}", "x")
        tx.settings.put(f"right {number}", "x")

    async def write(number: int) -> None:
        await storage.write(lambda tx: put_twice(tx, number))
        told.append(number)
        waiting = [writer for writer in writers if not writer.done() and writer is not asyncio.current_task()]
        if waiting:  # the first of them is at work just now
            (waiting[0] if chance.random() < 0.5 else chance.choice(waiting)).cancel()

    writers = [asyncio.create_task(write(number)) for number in range(400)]
    await asyncio.gather(*writers, return_exceptions=True)
    await storage.write(lambda tx: put_twice(tx, 400))

    def stored(tx: Tx, side: str) -> list[int]:
        return [number for number in range(401) if tx.settings.get(f"{side} {number}")]

    left, right = await storage.read(lambda tx: (stored(tx, "left"), stored(tx, "right")))
    assert left == right
    assert left[-1] == 400
    assert sorted(set(told) - set(left)) == []
    assert 0 < len(told) < 400


async def test_a_read_cannot_write(storage: Storage) -> None:
    with pytest.raises(ReadOnlyDatabase):
        await storage.read(lambda tx: tx.settings.put("a", "1"))
    assert await kept(storage, "a") is None


async def test_a_read_sees_one_moment_while_others_write(storage: Storage) -> None:
    looked, written = threading.Event(), threading.Event()

    def look_twice(tx: Tx) -> tuple[str | None, bool, str | None]:
        first = tx.settings.get("a")
        looked.set()
        return first, written.wait(10), tx.settings.get("a")

    reading = asyncio.create_task(storage.read(look_twice))
    assert await asyncio.to_thread(looked.wait, 10)
    await storage.write(lambda tx: tx.settings.put("a", "1"))
    written.set()
    assert await reading == (None, True, None)
    assert await kept(storage, "a") == "1"


async def test_a_read_that_raises_does_not_hold_on_to_its_moment(storage: Storage) -> None:
    with pytest.raises(ZeroDivisionError):
        await storage.read(lambda tx: 1 // len(tx.deliveries.counts()))
    await storage.write(lambda tx: tx.settings.put("a", "1"))
    assert await kept(storage, "a") == "1"


async def test_a_bell_rings_after_the_commit_for_its_topic_only(storage: Storage) -> None:
    frames, deliveries = storage.bell("frames"), storage.bell("deliveries")

    async def look_when_it_rings() -> int:
        await frames.wait()
        return len(await storage.read(lambda tx: tx.frames.pending(after=0)))

    looking = asyncio.create_task(look_when_it_rings())
    await storage.write(lambda tx: tx.frames.add(NewFrame("anna", 1, "message", ANNA, "{}"), NOW))
    assert await looking == 1
    assert (frames.is_set(), deliveries.is_set()) == (True, False)
    frames.clear()
    await storage.write(lambda tx: tx.frames.add(NewFrame("anna", 1, "message", ANNA, "{}"), NOW))
    assert frames.is_set()  # the same frame again: another process may have stored it, whose bell nobody hears


async def test_two_programs_share_a_database(tmp_path: Path) -> None:
    path = tmp_path / "losbote.db"
    async with open_storage(path) as one, open_storage(path) as other:
        await asyncio.gather(
            *(one.write(lambda tx, n=n: tx.settings.put(f"one {n}", "x")) for n in range(20)),
            *(other.write(lambda tx, n=n: tx.settings.put(f"other {n}", "x")) for n in range(20)),
        )
        assert [await kept(one, f"other {n}") for n in range(20)] == ["x"] * 20
        assert [await kept(other, f"one {n}") for n in range(20)] == ["x"] * 20


async def test_many_programs_may_start_on_a_new_database_at_once(tmp_path: Path) -> None:
    path = tmp_path / "losbote.db"
    async with AsyncExitStack() as stack:
        opened = await asyncio.gather(*(stack.enter_async_context(open_storage(path)) for _ in range(6)))
        await opened[0].write(lambda tx: tx.settings.put("a", "1"))
        assert [await kept(storage, "a") for storage in opened] == ["1"] * 6


async def test_what_was_written_is_there_after_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "with space & # %20.db"
    async with open_storage(path) as first:
        await first.write(lambda tx: tx.settings.put("a", "1"))
    async with open_storage(path) as second:
        assert await kept(second, "a") == "1"
    assert names(tmp_path) == [path.name]


@pytest.mark.parametrize(("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)])
async def test_the_writer_is_durable_and_checks_references(storage: Storage, pragma: str, value: object) -> None:
    assert await storage.write(lambda tx: tx.settings._one(f"PRAGMA {pragma}")[0]) == value


async def test_what_another_program_writes_rings_the_bells_and_what_we_write_no_other(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "_GLANCE", 0.01)
    bell = storage.bell("deliveries")
    heeding = asyncio.create_task(storage.heed())
    await storage.write(lambda tx: tx.settings.put("ours", "1"))
    await asyncio.sleep(0.2)
    assert not bell.is_set()
    async with open_storage(storage.path) as other:
        await other.write(lambda tx: tx.settings.put("theirs", "1"))
        async with asyncio.timeout(30):
            await bell.wait()
    heeding.cancel()
    with pytest.raises(asyncio.CancelledError):
        await heeding


async def test_a_write_that_nobody_waits_for_and_that_fails_is_no_surprise(storage: Storage) -> None:
    surprises: list[dict[str, object]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: surprises.append(context))

    def fails(_: Tx) -> None:
        time.sleep(0.05)
        raise LookupError("on purpose")

    writing = asyncio.create_task(storage.write(fails))
    await asyncio.sleep(0.01)
    writing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writing
    await storage.write(lambda tx: tx.settings.put("a", "1"))  # behind it
    await asyncio.sleep(0)
    gc.collect()
    assert surprises == []
