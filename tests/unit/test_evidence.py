"""What receipts prove about messages of unknown fate, on a real database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest_asyncio

from bot.signal.evidence import Evidence
from bot.signal.frames import Receipt
from storage import Storage, Tx, open_storage
from storage.chat import Chat, direct_chat, group_chat
from storage.content import Content
from storage.instants import to_ms

NOW = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)
LIMIT = timedelta(seconds=45)
GROUP, ANNA, BERT = group_chat("netz"), direct_chat("anna"), direct_chat("bert")


def after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


class Case:
    """Deliveries with calls at given seconds, and receipts for messages of given seconds."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage
        self.evidence = Evidence()

    async def call(self, chat: Chat, start: float, end: float | None = None, *, tries: int = 1) -> int:
        """A call whose fate is unknown, or that is still open."""

        def put(tx: Tx) -> int:
            delivery = tx.deliveries.add(chat, Content("x"), due=NOW)
            for _ in range(tries):
                tx.deliveries.retry(delivery, NOW, "")
                tx.deliveries.start(delivery, after(start))
            if end is not None:
                tx.deliveries.unknown(delivery, after(end), "")
            return delivery

        return await self.storage.write(put)

    async def sent(self, delivery: int, at: float) -> None:
        await self.storage.write(lambda tx: tx.deliveries.sent(delivery, to_ms(after(at)), after(at)))

    def receipt(self, sender: str, *seconds: float) -> bool:
        return self.evidence.add(Receipt(sender, tuple(to_ms(after(at)) for at in seconds)))

    async def proven(self, now: float = 100) -> dict[int, float]:
        """Deliveries that were sent, with the seconds at which."""
        found = await self.storage.read(lambda tx: self.evidence.weigh(tx, after(now), LIMIT))
        return {delivery.id: (at - to_ms(NOW)) / 1000 for delivery, at in found}


@pytest_asyncio.fixture
async def case(tmp_path: Path) -> AsyncIterator[Case]:
    async with open_storage(tmp_path / "losbote.db") as storage:
        yield Case(storage)


async def test_a_receipt_inside_the_call_proves_it(case: Case) -> None:
    delivery = await case.call(GROUP, 0, 10)
    assert await case.proven() == {}
    assert [case.receipt("anna", 4.2), case.receipt("bert", 4.2)] == [True, False]
    assert await case.proven() == {delivery: 4.2}


async def test_clocks_may_differ_by_five_seconds_and_no_more(case: Case) -> None:
    delivery = await case.call(GROUP, 0, 10)
    case.receipt("anna", -5.001, 15.001)
    assert await case.proven() == {}
    case.receipt("anna", 15)
    assert await case.proven() == {delivery: 15}


async def test_a_direct_message_is_proven_by_its_reader_alone(case: Case) -> None:
    delivery = await case.call(ANNA, 0, 10)
    case.receipt("bert", 4)
    assert await case.proven() == {}
    case.receipt("anna", 4)  # a message that both have was said to both
    assert await case.proven() == {}
    case.receipt("anna", 5)
    assert await case.proven() == {delivery: 5}


async def test_a_receipt_that_fits_two_calls_proves_nothing(case: Case) -> None:
    await case.call(GROUP, 0, 10)
    await case.call(GROUP, 8, 20)
    case.receipt("anna", 9)
    assert await case.proven() == {}


async def test_two_calls_are_told_apart_where_only_one_fits(case: Case) -> None:
    first, second = await case.call(GROUP, 0, 10), await case.call(GROUP, 30, 40)
    case.receipt("anna", 3, 35)
    assert await case.proven() == {first: 3, second: 35}


async def test_a_call_to_somebody_else_does_not_fit(case: Case) -> None:
    delivery = await case.call(ANNA, 0, 10)
    await case.call(BERT, 0, 10)
    case.receipt("anna", 4)
    assert await case.proven() == {delivery: 4}


async def test_an_open_call_or_one_that_was_refused_may_have_made_it_too(case: Case) -> None:
    await case.call(GROUP, 0, 10)
    still_open = await case.call(GROUP, 5)
    case.receipt("anna", 6)
    assert await case.proven() == {}
    await case.storage.write(lambda tx: tx.deliveries.retry(still_open, after(60), "refused"))
    assert await case.proven() == {}
    await case.sent(still_open, 7)
    assert set((await case.proven()).values()) == {6}


async def test_a_message_that_is_another_delivery_proves_nothing(case: Case) -> None:
    await case.call(GROUP, 0, 10)
    known = await case.call(GROUP, 4)
    await case.sent(known, 5)
    case.receipt("anna", 5)
    assert await case.proven() == {}


async def test_an_open_call_is_not_decided_about(case: Case) -> None:
    await case.call(GROUP, 0)
    case.receipt("anna", 4)
    assert await case.proven() == {}


async def test_a_call_that_was_cut_short_by_a_crash_lasts_no_longer_than_its_limit(case: Case) -> None:
    delivery = await case.call(GROUP, 0, 3_600)  # found interrupted an hour later
    case.receipt("anna", 300)
    assert await case.proven(now=3_700) == {}
    case.receipt("anna", 44)
    assert await case.proven(now=3_700) == {delivery: 44}


async def test_only_the_last_call_of_a_delivery_counts(case: Case) -> None:
    delivery = await case.call(GROUP, 60, 70, tries=3)
    case.receipt("anna", 4)
    assert await case.proven() == {}
    case.receipt("anna", 61)
    assert await case.proven() == {delivery: 61}


async def test_of_receipts_only_the_newest_are_kept(case: Case) -> None:
    await case.call(GROUP, 0, 10)
    case.receipt("anna", 4)
    case.evidence.add(Receipt("anna", tuple(range(1, 5_001))))
    assert await case.proven() == {}
    assert case.receipt("anna", 4)


async def test_a_call_is_remembered_when_another_follows_it(case: Case) -> None:
    first, second = await case.call(GROUP, 0, 10), await case.call(GROUP, 8, 18)
    assert await case.proven(now=20) == {}
    await case.storage.write(lambda tx: tx.deliveries.retry(first, after(130), ""))
    await case.storage.write(lambda tx: tx.deliveries.start(first, after(130)))
    case.receipt("anna", 9)  # it may still be the message of either first call
    assert await case.proven(now=131) == {}
    await case.sent(first, 131)
    assert await case.proven(now=132) == {}
    case.receipt("anna", 17)
    assert await case.proven(now=132) == {second: 17}
