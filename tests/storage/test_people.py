"""What is stored of a person is shown whole and forgotten whole, and what stays is what was said to stay."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
import pytest_asyncio

from bot.nightly import forget
from storage import Storage, Tx, open_storage
from storage.announcements import Announcement
from storage.chat import Chat, direct_chat, group_chat
from storage.content import Content
from storage.frames import NewFrame
from storage.offers import Offer

NOW = datetime(2026, 11, 30, 18, 0, tzinfo=UTC)
ANNA, BERT = "0b6d1f5e-9a57-4d0c-8f3c-5f0a3e0a1d01", "0b6d1f5e-9a57-4d0c-8f3c-5f0a3e0a1d02"
GROUP = group_chat("bmV0endlcmstYnVlcmdlcnJhZXRlLWVyZnVuZGVuLS0=")
HOUR = timedelta(hours=1)


@pytest_asyncio.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    """A database in which both have left every trace that a member can."""
    async with open_storage(tmp_path / "losbote.db") as opened:
        for who in (ANNA, BERT):
            await opened.write(partial(traces, who=who))
        yield opened


def traces(tx: Tx, who: str) -> None:
    direct = direct_chat(who)
    tx.groups.put("main", internal_id=GROUP.partition(":")[2], server_id="group.x", purpose="main")
    tx.members.speak(who, "en")
    tx.members.remind(who, ("1d",))
    tx.rsvps.add("meeting@losbote", who, NOW, under="7")
    tx.votes.put(3, who, up=True, now=NOW)
    tx.announcements.vote(5, GROUP, who, (1,), 1)
    tx.decks.give(direct, 3, NOW)
    for at in (NOW - 72 * HOUR, NOW - HOUR):
        asks(tx, who, direct, at)
        answers(tx, direct, at)
    post = tx.posts.claim("personal", f"meeting 1d {direct}", direct, due=NOW - HOUR, now=NOW, state="sent")
    tx.deliveries.sent(tx.deliveries.add(direct, Content("Morgen"), due=NOW - HOUR, post=post), 1, NOW)
    tx.offers.make(direct, who, Offer("remind", {}), None, NOW)
    tx.settings.put_instant(f"away {direct}", NOW)


def asks(tx: Tx, who: str, chat: Chat, at: datetime) -> None:
    sent = int(at.timestamp() * 1000)
    tx.frames.add(NewFrame(who, sent, "message", chat, "{}"), at)
    found = tx.frames.find(who, sent)
    assert found is not None
    tx.frames.done(found, at)


def answers(tx: Tx, chat: Chat, at: datetime) -> int:
    delivery = tx.deliveries.add(chat, Content("Ja"), due=at)
    tx.deliveries.sent(delivery, 1, at)
    return delivery


def counts(tx: Tx, who: str) -> dict[str, int]:
    return {table: len(rows) for table, rows in tx.people.traces(who).items() if rows}


ALL = {
    "members": 1,
    "rsvps": 2,
    "votes": 1,
    "ballots": 1,
    "given": 1,
    "offers": 1,
    "frames": 2,
    "posts": 1,
    "deliveries": 3,
    "settings": 1,
}


async def test_traces_are_whole_and_readable(storage: Storage) -> None:
    found = await storage.read(lambda tx: tx.people.traces(ANNA))
    assert {table: len(rows) for table, rows in found.items() if rows} == ALL
    assert found["members"] == [{"language": "en", "zone": None, "reminders": "1d", "paused_until": None}]
    assert found["votes"] == [{"tip": 3, "up": 1, "made_at": "2026-11-30T18:00:00+00:00"}]
    assert found["ballots"] == [{"announcement": 5, "chat": "main", "options": [1]}]
    assert [row["content"] for row in found["deliveries"]] == [None, None, "Morgen"]


async def test_forgetting_leaves_two_days_of_keys_and_answers_and_the_others_alone(storage: Storage) -> None:
    await storage.write(lambda tx: tx.people.forget(ANNA, NOW))
    left = {"frames": 1, "deliveries": 1, "settings": 1}  # the last of them is the wish
    assert await storage.read(lambda tx: (counts(tx, ANNA), counts(tx, BERT))) == (left, ALL)


async def test_after_two_days_nothing_is_left_but_what_was_said_since(storage: Storage) -> None:
    await storage.write(lambda tx: tx.people.forget(ANNA, NOW))
    await storage.write(lambda tx: asks(tx, BERT, GROUP, NOW))  # the newest key of all stays, whoever it is of
    await storage.write(lambda tx: forget(tx, NOW + 47 * HOUR))
    assert (await storage.read(lambda tx: counts(tx, ANNA)))["frames"] == 1
    await storage.write(lambda tx: tx.members.speak(ANNA, "de"))
    await storage.write(lambda tx: answers(tx, direct_chat(ANNA), NOW + 47 * HOUR))
    await storage.write(lambda tx: forget(tx, NOW + 72 * HOUR))
    assert await storage.read(lambda tx: counts(tx, ANNA)) == {"members": 1, "deliveries": 1}


async def test_a_reminder_that_waits_is_not_sent_and_an_answer_that_waits_is(storage: Storage) -> None:
    def waiting(tx: Tx) -> tuple[int, int]:
        direct = direct_chat(ANNA)
        post = tx.posts.claim("personal", f"meeting 1h {direct}", direct, due=NOW, now=NOW, state="due")
        reminder = tx.deliveries.add(direct, Content("Gleich"), due=NOW, post=post)
        answer = tx.deliveries.add(direct, Content("Gelöscht."), due=NOW)
        tx.people.forget(ANNA, NOW)
        return reminder, answer

    reminder, answer = await storage.write(waiting)
    states = await storage.read(lambda tx: (tx.deliveries.state(reminder), tx.deliveries.state(answer)))
    assert states == (None, "waiting")


async def test_a_reminder_that_is_being_changed_stays_until_it_is(storage: Storage) -> None:
    def changing(tx: Tx) -> int:
        direct = direct_chat(ANNA)
        first = next(row.id for row in tx.deliveries.recent(20) if row.chat == direct and row.post is not None)
        edit = tx.deliveries.add(direct, Content("Verschoben"), due=NOW, edits=first)
        tx.deliveries.start(edit, NOW)
        tx.people.forget(ANNA, NOW)
        return first

    first = await storage.write(changing)
    assert await storage.read(lambda tx: tx.deliveries.state(first)) == "sent"


async def test_what_somebody_did_as_an_admin_stays(storage: Storage) -> None:
    def steers(tx: Tx) -> None:
        tx.admins.add(ANNA, BERT, NOW)
        tx.audit.add(ANNA, NOW, "meeting", "Verschoben")
        tx.announcements.add(Announcement(ANNA, direct_chat(ANNA), {"": "Hallo"}, (GROUP,), NOW, NOW))
        tx.people.forget(ANNA, NOW)

    await storage.write(steers)
    left = await storage.read(lambda tx: counts(tx, ANNA))
    assert {table: left.get(table) for table in ("admins", "audit", "announcements")} == {
        "admins": 1,
        "audit": 1,
        "announcements": 1,
    }
    assert await storage.read(lambda tx: [tx.people.steered(who) for who in (ANNA, BERT)]) == [True, False]


async def test_old_reminders_go_by_themselves(storage: Storage) -> None:
    async def nights(*days: int) -> None:
        for day in days:
            await storage.write(partial(forget, now=NOW + timedelta(days=day)))

    await nights(88, 89)
    assert (await storage.read(lambda tx: counts(tx, BERT)))["posts"] == 1
    await nights(90, 91)
    assert "posts" not in await storage.read(lambda tx: counts(tx, BERT))


@pytest.mark.parametrize("wished", [False, True])
async def test_no_table_is_forgotten_about(storage: Storage, wished: bool) -> None:
    """Every row of the database in which the person stands is among what is shown of her."""
    if wished:
        await storage.write(lambda tx: tx.people.forget(ANNA, NOW))
    with sqlite3.connect(storage.path) as raw:
        tables = [name for (name,) in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        named = {name for name in tables if any(ANNA in str(row) for row in raw.execute(f"SELECT * FROM {name}"))}  # noqa: S608 - names of our own tables
    raw.close()
    assert named == set(await storage.read(lambda tx: counts(tx, ANNA)))
