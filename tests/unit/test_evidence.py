"""What receipts and sync frames prove about messages of unknown fate, on a real database."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot import outcome
from bot.signal.evidence import Evidence, Weighed
from bot.signal.frames import Elsewhere, Receipt
from bot.signal.heard import Heard
from storage import Storage, Tx, open_storage
from storage.chat import Chat, direct_chat, group_chat
from storage.content import Content
from storage.delivery import Act, Delivery
from storage.instants import to_ms

NOW = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)
LIMIT = timedelta(seconds=45)
GROUP, ADMINS, ANNA, BERT = group_chat("netz"), group_chat("admins"), direct_chat("anna"), direct_chat("bert")
PEOPLE = {GROUP: frozenset(["anna", "bert", "carla", "deniz"]), ADMINS: frozenset(["anna", "petra"])}


def after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


class Case:
    """Deliveries with calls at given seconds, and receipts for messages of given seconds."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage
        self.evidence = Evidence()
        self.people = PEOPLE

    async def call(
        self, chat: Chat, start: float, end: float | None = None, *, tries: int = 1, act: Act = "say"
    ) -> int:
        """A call whose fate is unknown, or that is still open."""

        def put(tx: Tx) -> int:
            delivery = tx.deliveries.add(chat, Content("x"), due=NOW, act=act)
            for _ in range(tries):
                tx.deliveries.retry(delivery, NOW, "")
                tx.deliveries.start(delivery, after(start))
            if end is not None:
                tx.deliveries.unknown(delivery, after(end), "")
            return delivery

        return await self.storage.write(put)

    async def sent(self, delivery: int, at: float) -> None:
        await self.storage.write(lambda tx: tx.deliveries.sent(delivery, to_ms(after(at)), after(at)))

    async def said(self, chat: Chat, at: float) -> None:
        """A message that we know."""
        await self.sent(await self.call(chat, at), at)

    def receipt(self, sender: str, *seconds: float, when: float = 100) -> bool:
        receipt = Receipt(sender, tuple(to_ms(after(at)) for at in seconds))
        return self.evidence.heard.receipt(receipt, after(when))

    async def weighed(self, now: float = 100) -> Weighed:
        people = lambda chat: self.people.get(chat, frozenset())  # noqa: E731
        return await self.storage.read(lambda tx: self.evidence.weigh(tx, after(now), LIMIT, people))

    async def proven(self, now: float = 100) -> dict[int, float]:
        """Deliveries that were sent, with the seconds at which."""
        return {one.id: (at - to_ms(NOW)) / 1000 for one, at in (await self.weighed(now)).proven}

    async def traced(self, now: float = 100) -> dict[float, set[int]]:
        """Writes down what is to be written down; what stands there then, by seconds."""
        weighed = await self.weighed(now)
        await self.storage.write(lambda tx: outcome.trace(weighed, tx))
        traces = await self.storage.read(lambda tx: tx.traces.all())
        return {(at - to_ms(NOW)) / 1000: set(trace.deliveries) for at, trace in traces.items()}

    def die(self, *, started: float) -> None:
        """All that was kept in memory is gone."""
        self.evidence = Evidence(Heard(after(started)))


@pytest_asyncio.fixture
async def case(tmp_path: Path) -> AsyncIterator[Case]:
    async with open_storage(tmp_path / "losbote.db") as storage:
        yield Case(storage)


async def test_a_receipt_inside_the_call_proves_it(case: Case) -> None:
    delivery = await case.call(GROUP, 0, 10)
    assert await case.proven() == {}
    assert [case.receipt("anna", 4.2), case.receipt("bert", 4.2)] == [True, False]
    assert await case.proven() == {delivery: 4.2}


async def test_what_is_confirmed_after_the_rows_were_read_waits_for_the_next_look(case: Case) -> None:
    """Its call may have begun after that, too, and would then be missing among those that may have made it."""
    delivery = await case.call(GROUP, 0, 10)

    def look(tx: Tx) -> Weighed:
        uncertain = tx.deliveries.uncertain

        def read() -> list[Delivery]:
            found = uncertain()
            case.receipt("anna", 4)
            return found

        tx.deliveries.uncertain = read  # type: ignore[method-assign]
        return case.evidence.weigh(tx, after(100), LIMIT, PEOPLE.__getitem__)

    assert (await case.storage.read(look)).proven == []
    assert await case.proven() == {delivery: 4}


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
    case.evidence.heard.receipt(Receipt("anna", tuple(range(1, 10_001))), NOW)
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


@dataclass(frozen=True)
class Told:
    """A group and one of its people were called at once: what was heard, and what that proves.

    Calls are (chat, start, end); `known` are (chat, second) of messages of ours that we know; `heard` are (who,
    seconds); `proven` has the second for each call, None where nothing is proven.
    """

    heard: Sequence[tuple[str, *tuple[float, ...]]]
    proven: Sequence[float | None]
    calls: Sequence[tuple[Chat, float, float]] = ((GROUP, 0, 10), (ANNA, 0, 10))
    known: Sequence[tuple[Chat, float]] = ()
    contested: Sequence[int] = ()  # places of calls
    now: float = 100
    deaf: float = 0  # seconds after the first call from which on we listened
    people: dict[Chat, frozenset[str]] = field(default_factory=lambda: PEOPLE)


LATER = ((GROUP, 200),)
EVERYBODY = [(who, 3) for who in sorted(PEOPLE[GROUP])]

TABLE = {
    "somebody else has it, so it is the group's": Told([("bert", 3), ("anna", 3)], [3, None]),
    "she alone has it, which may be either": Told([("anna", 3)], [None, None], contested=[1]),
    "two messages are both": Told([("anna", 3, 4), ("bert", 3)], [3, 4]),
    "two that she alone has are both, but which is which may still be heard": Told([("anna", 3, 4)], [None, None]),
    "two that she alone has are taken in order in the end": Told([("anna", 3, 4)], [3, 4], now=131),
    "the second is the group's": Told([("anna", 3, 4), ("carla", 4)], [4, 3]),
    "all have it, so it is the group's": Told(EVERYBODY, [3, None]),
    "she is not in the group": Told([("petra", 3)], [None, 3], calls=[(GROUP, 0, 10), (direct_chat("petra"), 0, 10)]),
    "nobody knows who is in the group": Told([("petra", 3)], [3, None], people={}),
    "a stranger to the group has it": Told([("petra", 3)], [None, None]),
    "it lies in the window of one alone": Told([("anna", 20)], [None, 20], calls=[(GROUP, 0, 10), (ANNA, 0, 20)]),
    # What is said in the group later tells: who has that would have this.
    "the others have a later one and not this": Told(
        [("anna", 3, 200), ("bert", 200), ("carla", 200)], [None, 3], known=LATER, now=210
    ),
    "only one other has the later one": Told([("anna", 3), ("bert", 200)], [None, None], known=LATER, contested=[1]),
    "the later one is another group's": Told(
        [("anna", 3), ("bert", 200), ("carla", 200)], [None, None], known=[(ADMINS, 200)], contested=[1]
    ),
    "the others have one from before": Told(
        [("anna", 3), ("bert", -100), ("carla", -100)], [None, None], known=[(GROUP, -100)], contested=[1]
    ),
    "the others were quicker than we when we were away": Told(
        [("anna", 3), ("bert", 200), ("carla", 200)], [None, None], known=LATER, contested=[1], now=205, deaf=10
    ),
    "the others are as slow as we were away": Told(
        [("anna", 3), ("bert", 200), ("carla", 200)], [None, 3], known=LATER, now=215, deaf=10
    ),
    # Other pairs.
    "two groups with one person in both, who alone has it": Told(
        [("anna", 3)], [None, None], calls=[(GROUP, 0, 10), (ADMINS, 0, 10)]
    ),
    "two groups, and somebody of one has it": Told(
        [("anna", 3), ("petra", 3)], [None, 3], calls=[(GROUP, 0, 10), (ADMINS, 0, 10)]
    ),
    "three calls and two messages": Told(
        [("anna", 3, 4), ("bert", 3)], [3, None, None], calls=[(GROUP, 0, 10), (ANNA, 0, 10), (ANNA, 2, 8)]
    ),
    "two calls to her, one after the other": Told([("anna", 3, 40)], [3, 40], calls=[(ANNA, 0, 10), (ANNA, 30, 45)]),
    "two people, each with one": Told([("anna", 3), ("bert", 4)], [3, 4], calls=[(ANNA, 0, 10), (BERT, 0, 10)]),
}


@pytest.mark.parametrize("told", TABLE.values(), ids=TABLE)
async def test_what_is_heard_is_matched_with_the_calls(case: Case, told: Told) -> None:
    case.people = told.people
    case.evidence.heard.since = after(told.deaf)
    calls = [await case.call(*call) for call in told.calls]
    for known in told.known:
        await case.said(*known)
    for who, *seconds in told.heard:
        case.receipt(who, *seconds, when=told.now)
    weighed = await case.weighed(told.now)
    proven = {one.id: (at - to_ms(NOW)) / 1000 for one, at in weighed.proven}
    assert [proven.get(call) for call in calls] == told.proven
    assert weighed.contested.keys() >= {calls[place] for place in told.contested}


async def test_a_pin_may_have_made_it_too_and_is_not_proven_itself(case: Case) -> None:
    answer = await case.call(GROUP, 0, 10)
    await case.call(GROUP, 4, 14, act="pin")
    case.receipt("bert", 6)
    assert await case.proven() == {}
    case.receipt("bert", 7)
    assert await case.proven(now=200) == {answer: 6}


async def test_a_pin_that_went_through_may_have_made_it_too(case: Case) -> None:
    answer, pin = await case.call(GROUP, 0, 10), await case.call(GROUP, 4, act="pin")
    await case.storage.write(lambda tx: tx.deliveries.sent(pin, None, after(5)))
    case.receipt("bert", 4.5)
    assert await case.proven() == {}
    case.die(started=60)
    case.receipt("bert", 4.5)
    assert await case.proven() == {}
    case.receipt("bert", 7)
    assert await case.proven(now=200) == {answer: 4.5}


async def test_a_pin_long_before_made_another_message(case: Case) -> None:
    pin, answer = await case.call(GROUP, 0, act="pin"), await case.call(GROUP, 60, 70)
    await case.storage.write(lambda tx: tx.deliveries.sent(pin, None, after(1)))
    case.receipt("bert", 61)
    assert await case.proven() == {answer: 61}


AT_ONCE = ((GROUP, 0, 10), (ANNA, 0, 10))


async def test_what_was_heard_in_an_earlier_life_tells_in_the_next(case: Case) -> None:
    group, anna = [await case.call(*call) for call in AT_ONCE]
    case.receipt("anna", 3, when=20)
    assert await case.traced() == {3: {group, anna}}
    case.die(started=100)
    assert (await case.weighed(101)).contested == {anna: after(250)}
    for who in ("anna", "bert", "carla"):  # what is said in the group next
        case.receipt(who, 130, when=131)
    await case.sent(group, 130)
    assert await case.proven(now=140) == {anna: 3}


async def test_how_long_it_waits_for_what_the_group_says(case: Case) -> None:
    group, anna = [await case.call(*call) for call in AT_ONCE]
    case.receipt("anna", 3)
    assert (await case.weighed()).contested == {anna: after(250)}
    await case.storage.write(lambda tx: tx.deliveries.retry(group, after(130), ""))
    await case.storage.write(lambda tx: tx.deliveries.start(group, after(130)))
    assert (await case.weighed(140)).contested == {anna: after(380)}  # under way
    await case.storage.write(lambda tx: tx.deliveries.unknown(group, after(175), ""))
    assert (await case.weighed(180)).contested == {anna: after(415)}
    await case.sent(group, 300)
    assert (await case.weighed(301)).contested == {anna: after(420)}  # until phones have told of it
    await case.storage.write(lambda tx: tx.deliveries.sent(group, to_ms(after(300)), after(900)))
    assert (await case.weighed(901)).contested == {anna: after(610)}  # ten minutes at most


async def test_two_that_she_alone_has_are_both_in_the_next_life_too(case: Case) -> None:
    group, anna = [await case.call(*call) for call in AT_ONCE]
    case.receipt("anna", 3, 4)
    assert await case.traced() == {3: {group, anna}, 4: {group, anna}}
    case.die(started=100)
    assert await case.proven(now=131) == {group: 3, anna: 4}


async def test_what_somebody_else_has_too_is_the_groups_in_the_next_life(case: Case) -> None:
    group, anna = [await case.call(*call) for call in AT_ONCE]
    case.receipt("anna", 3)
    assert await case.traced() == {3: {group, anna}}
    case.die(started=100)
    case.receipt("bert", 3)
    assert await case.proven() == {group: 3}


async def test_what_is_narrowed_down_is_written_down_anew(case: Case) -> None:
    group, anna = [await case.call(*call) for call in AT_ONCE]
    other = await case.call(GROUP, 2, 12)
    case.receipt("anna", 3)
    assert await case.traced() == {3: {group, anna, other}}
    case.receipt("bert", 3)
    assert await case.traced() == {3: {group, other}}
    case.die(started=100)
    assert await case.proven() == {}
    await case.sent(other, 2.5)
    assert await case.proven() == {group: 3}


async def test_one_that_was_said_again_may_have_made_it_in_its_first_call(case: Case) -> None:
    group, anna = [await case.call(*call) for call in AT_ONCE]
    case.receipt("anna", 3)
    assert await case.traced() == {3: {group, anna}}
    await case.storage.write(lambda tx: tx.deliveries.retry(group, after(130), ""))
    await case.storage.write(lambda tx: tx.deliveries.start(group, after(130)))
    await case.sent(group, 130)
    case.die(started=140)
    assert await case.proven(now=150) == {}


async def test_a_call_after_it_was_heard_did_not_make_it(case: Case) -> None:
    first = await case.call(GROUP, 0, 10)
    await case.call(GROUP, 1, act="pin")
    case.receipt("bert", 3)
    assert await case.proven() == {}
    assert first in (await case.traced())[3]
    case.die(started=4)
    await case.call(GROUP, 5, 15)
    await case.storage.write(lambda tx: tx.deliveries.failed(first + 1, after(5), ""))
    assert (await case.traced())[3] == {first, first + 1}


async def test_traces_are_dropped_when_all_is_known(case: Case) -> None:
    group, anna = [await case.call(*call) for call in AT_ONCE]
    case.receipt("anna", 3)
    assert await case.traced() == {3: {group, anna}}
    await case.sent(anna, 3)
    assert await case.traced() == {3: {group, anna}}
    await case.sent(group, 5)
    assert (await case.weighed()).traces is None
    assert await case.traced() == {}
    assert (await case.weighed()).traces == {}


def elsewhere(case: Case, chat: Chat, at: float, text: str = "x") -> None:
    case.evidence.heard.sent_elsewhere(Elsewhere(chat, to_ms(after(at)), text))


async def test_the_same_words_from_another_device_prove_it(case: Case) -> None:
    first, second = await case.call(GROUP, 0, 10), await case.call(ANNA, 0, 10)
    for chat, at, text in ((GROUP, 3, "y"), (GROUP, 300, "x"), (BERT, 4, "x")):
        elsewhere(case, chat, at, text)
    assert await case.proven() == {}
    elsewhere(case, ANNA, 6)
    assert await case.proven() == {second: 6}
    elsewhere(case, GROUP, 7)
    assert await case.proven() == {first: 7, second: 6}


async def test_what_another_device_said_proves_nothing_of_ours(case: Case) -> None:
    delivery = await case.call(GROUP, 0, 10)
    elsewhere(case, GROUP, 3, "moin")
    case.receipt("bert", 3)
    assert await case.proven() == {}
    case.receipt("bert", 4)
    assert await case.proven() == {delivery: 4}


async def test_a_poll_is_not_proven_by_something_without_words(case: Case) -> None:
    await case.storage.write(lambda tx: tx.deliveries.add(GROUP, Content(""), due=NOW))
    delivery = await case.storage.write(lambda tx: tx.deliveries.start(1, NOW))
    await case.storage.write(lambda tx: tx.deliveries.unknown(1, after(10), ""))
    elsewhere(case, GROUP, 3, "")
    assert delivery is not None
    assert await case.proven() == {}


async def test_what_another_process_heard_is_learned(case: Case) -> None:
    delivery, second = await case.call(GROUP, 0, 10), await case.call(ANNA, 0, 10)
    other = Heard(after(-60))
    other.receipt(Receipt("bert", (to_ms(after(3)),)), after(4))
    other.sent_elsewhere(Elsewhere(ANNA, to_ms(after(5)), "x"))
    case.evidence.heard.since = after(50)
    case.evidence.heard.learn(other.told(after(60)), after(60))
    assert await case.proven() == {delivery: 3, second: 5}
    assert case.evidence.heard.since == after(-60)
    assert not case.receipt("anna", 3)


def test_what_was_heard_is_forgotten_in_time() -> None:
    heard = Heard(NOW, timedelta(minutes=30))
    heard.receipt(Receipt("anna", (1,)), NOW)
    heard.receipt(Receipt("anna", (2,)), after(900))
    assert heard.confirmed() == {1: {"anna": to_ms(NOW)}, 2: {"anna": to_ms(after(900))}}
    later = Heard(after(1_900))
    later.learn(heard.told(after(1_900)), after(1_900))
    assert (heard.confirmed().keys(), later.confirmed().keys(), later.since) == ({2}, {2}, after(100))


@pytest.mark.parametrize(
    "told", [b"{", b"[]", b"null", b'{"since": 1}', b'{"since": 1, "confirmed": 7, "elsewhere": []}']
)
def test_what_is_no_news_is_refused(told: bytes) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        Heard(NOW).learn(told, NOW)


async def test_forty_of_each_are_matched_in_no_time(case: Case) -> None:
    calls = [await case.call(GROUP, 0, 40) for _ in range(40)]
    case.receipt("bert", *range(40))
    async with asyncio.timeout(5):
        assert sorted(await case.proven(now=200)) == calls
