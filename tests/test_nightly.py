"""What is forgotten once a day: votes that count no more, and files of the library that nothing names."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
import structlog
from playground import playground

from bot import night, nightly
from bot.clock import PlayedClock
from bot.night import Night
from bot.settings import Settings
from commands.undo import undo
from storage import Storage, Tx, db, open_storage
from storage.amendments import Amendment
from storage.announcements import Announcement
from storage.chat import direct_chat, group_chat
from storage.content import Content, File
from storage.offers import Offer
from storage.settings import BACKED_UP, BACKUP_FAILED

NOW = datetime(2026, 11, 30, 17, tzinfo=UTC)
DAY = timedelta(days=1)
ANNA, BERT = "0b6d1f5e-9a57-4d0c-8f3c-5f0a3e0a1d01", "0b6d1f5e-9a57-4d0c-8f3c-5f0a3e0a1d02"
GROUP = group_chat("bmV0endlcms=")


@pytest_asyncio.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    async with open_storage(tmp_path / "losbote.db") as opened:
        yield opened


def template(tx: Tx, data: bytes, title: str = "Einladung") -> int:
    sha = tx.files.put(data)
    return tx.templates.add(title=title, file=sha, file_name="a.txt", added_at=NOW)


def kept(tx: Tx) -> set[bytes]:
    return {path.read_bytes() for path in tx.files.folder.iterdir()}


def nights(tx: Tx, now: datetime) -> None:
    """Two nights, one day after the other, of a bot that runs."""
    nightly.forget(tx, now - DAY)
    nightly.forget(tx, now)


async def test_a_leap_of_the_clock_forgets_nothing_until_it_has_held_for_a_day(storage: Storage) -> None:
    def work(tx: Tx) -> list[int]:
        tx.amendments.put(Amendment("reminder", "moved", NOW, NOW, None))
        left = []
        for at in (
            NOW,
            NOW + 365 * DAY,  # ahead, and a moment later still so
            NOW + 365 * DAY + timedelta(hours=23),
            NOW + DAY,  # right again
            NOW + 2 * DAY,
            NOW + 300 * DAY,  # after a long sleep
            NOW + 301 * DAY,
        ):
            nightly.forget(tx, at)
            left.append(len(tx.amendments.list()))
        return left

    assert await storage.write(work) == [1, 1, 1, 1, 1, 1, 0]


async def test_a_file_stays_as_long_as_something_names_it(storage: Storage) -> None:
    def work(tx: Tx) -> list[set[bytes]]:
        template(tx, b"template")
        tx.files.put(b"nobody's")
        (tx.files.folder / "README").write_bytes(b"not ours")
        (tx.files.folder / f"{'a' * 64}.part").write_bytes(b"half")
        tx.offers.make(
            direct_chat(ANNA), ANNA, Offer("add", {"file": {"file": tx.files.put(b"asked")}}, takes="line"), None, NOW
        )
        stored = File("a.txt", "text/plain", stored=tx.files.put(b"on its way"))
        delivery = tx.deliveries.add(GROUP, Content("", files=(stored,)), due=NOW)
        posted = File("b.txt", "text/plain", stored=tx.files.put(b"announced"))
        tx.announcements.add(Announcement(ANNA, direct_chat(ANNA), {"": "Neu"}, (GROUP,), NOW, NOW, files=(posted,)))
        nights(tx, NOW)
        first = kept(tx)
        tx.deliveries.cancel(delivery, NOW)
        nightly.forget(tx, NOW + timedelta(hours=1))  # only once a day
        second = kept(tx)
        nightly.forget(tx, NOW + DAY)
        nightly.forget(tx, NOW + 2 * DAY)
        return [first, second, kept(tx)]

    always = {b"template", b"announced", b"not ours"}
    assert await storage.write(work) == [*[always | {b"asked", b"on its way"}] * 2, always]


async def test_a_removed_file_comes_back_for_thirty_days_and_then_no_more(tmp_path: Path) -> None:
    async with playground(tmp_path, undo, pin=False, tips="") as ground:
        petra = ground.cast.world.people["petra"].aci

        def remove(tx: Tx) -> None:
            tx.rows.note()
            tx.templates.remove(template(tx, b"Guten Tag"))
            tx.audit.add(petra, ground.clock.now(), "remove", "Entfernt", tx.rows.noted or ())

        async def files() -> set[bytes]:
            return await ground.storage.read(kept)

        await ground.storage.write(remove)
        await ground.pass_(days=28)
        assert await files() == {b"Guten Tag"}
        await ground.pass_(days=1)
        assert await files() == {b"Guten Tag"}
        await ground.pass_(days=1)
        assert await files() == set()
        assert await ground.say("petra", "!undo") == [
            "> petra: Das lässt sich nicht mehr zurücknehmen, denn die Datei dazu ist nach 30 Tagen gelöscht:\nEntfernt"
        ]


async def test_what_was_wanted_otherwise_of_a_post_goes_a_month_after_both_its_times(storage: Storage) -> None:
    def work(tx: Tx) -> list[str]:
        for key, was_due, due in (
            ("old", 31, 31),
            ("moved from then", 31, 29),
            ("moved to then", 29, 31),
            ("new", 0, 0),
        ):
            tx.amendments.put(Amendment("reminder", key, NOW - was_due * DAY, NOW - due * DAY, None))
        nights(tx, NOW)
        return [one.key for one in tx.amendments.list()]

    assert await storage.write(work) == ["moved from then", "moved to then", "new"]


async def test_votes_that_count_no_more_are_forgotten(storage: Storage) -> None:
    def work(tx: Tx) -> list[tuple[int, str]]:
        stays, renewed, removed = (
            tx.tips.add(topic="costs", lang_de=text, reviewed_at=NOW, added_at=NOW) for text in ("eins", "zwei", "drei")
        )
        for tip in (stays, renewed, removed):
            for member in (ANNA, BERT):
                tx.votes.put(tip, member, up=False, now=NOW + DAY)
        tx.tips.change(renewed, reviewed_at=NOW + 2 * DAY)
        tx.votes.put(renewed, BERT, up=True, now=NOW + 3 * DAY)
        tx.tips.remove(removed)
        nights(tx, NOW + 4 * DAY)
        return [(row["tip"], row["member"]) for row in tx.votes._all("SELECT * FROM votes ORDER BY tip, member")]

    assert await storage.write(work) == [(1, ANNA), (1, BERT), (2, BERT)]


async def test_a_night_that_a_wrong_clock_brought_does_not_put_off_the_next(storage: Storage) -> None:
    clock = PlayedClock(NOW)
    night = Night(Settings(number="+4915555550100", database=storage.path, backups=""), storage, clock)

    async def worked(at: datetime) -> None:
        async with asyncio.timeout(30):
            while await storage.read(lambda tx: tx.settings.instant(BACKED_UP)) != at:
                clock.set(at)  # which wakes it only if it waits already
                await asyncio.sleep(0.005)

    waiting = asyncio.create_task(night.run())
    await asyncio.sleep(0)  # it begins at this time
    await worked(NOW + 365 * DAY)
    clock.set(NOW + timedelta(minutes=1))
    await worked(NOW + timedelta(hours=10))
    await worked(NOW + timedelta(hours=34))
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting


async def test_a_night_whose_failure_cannot_be_noted_is_one_line_and_noted_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "_PATIENCE", 0.01)
    monkeypatch.setattr(night, "_AGAIN", 0.01)
    clock, path = PlayedClock(NOW), tmp_path / "losbote.db"
    async with open_storage(path) as storage:
        work = Night(Settings(number="+4915555550100", database=path, backups=""), storage, clock).work
        with closing(sqlite3.connect(path, isolation_level=None)) as other, structlog.testing.capture_logs() as logs:
            other.execute("BEGIN IMMEDIATE")
            working = asyncio.create_task(work())
            await asyncio.sleep(0.3)
            assert not working.done()
            other.execute("ROLLBACK")
            async with asyncio.timeout(30):
                await working
        assert await storage.read(lambda tx: tx.settings.instant(BACKUP_FAILED)) == NOW
    assert [one["event"] for one in logs if one["log_level"] == "error"] == ["no backup tonight"]
