"""The outbox: what becomes of a message, whatever the server says or does not say."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.clock import PlayedClock
from bot.delivery import Outbox
from bot.demo.faults import SendFault
from bot.demo.server import StandIn
from bot.demo.world import Quote as ShownQuote
from bot.demo.world import Style, World
from bot.settings import SendSettings, Settings
from bot.signal.api import open_api
from bot.signal.evidence import SETTLES
from bot.signal.frames import Elsewhere, Receipt, read
from bot.signal.heard import Heard
from commands._texts import BOLD, BOLD_END
from storage import Storage, Tx, open_storage
from storage.chat import Chat, direct_chat, group_chat
from storage.content import Content, Quote
from storage.frames import NewFrame
from storage.instants import to_ms

NOW = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


class Way:
    """An outbox at work between a real database and the stand-in, with a clock that stands still."""

    def __init__(self, storage: Storage, clock: Restless, server: StandIn) -> None:
        self.storage, self.clock, self.server, self.world = storage, clock, server, server.world
        self.group = group_chat(self.world.groups["Netzwerk"].internal_id)
        self.anna, self.bert = (direct_chat(self.world.people[name].aci) for name in ("anna", "bert"))
        self.outbox: Outbox
        self.hanging = 0
        self.others: Callable[[], Awaitable[bytes]] | None = None
        self.world.on_frame(self._hear)

    def _hear(self, raw: str) -> None:
        found = read(raw, str(self.world.bot.number), {})
        if isinstance(found, Receipt):
            self.outbox.receipt(found)
        elif isinstance(found, Elsewhere):
            self.outbox.sent_elsewhere(found)

    @asynccontextmanager
    async def running(self, **sending: Any) -> AsyncIterator[None]:  # noqa: ANN401
        """The outbox as the program runs it, from start to stop."""
        settings = Settings(number=self.world.bot.number, server=self.server.url, sending=sending)  # type: ignore[arg-type]
        async with open_api(settings) as api:
            self.outbox = Outbox(SendSettings(**sending), self.storage, self.clock, api, others=self.others)
            await self.outbox.recover()
            work = asyncio.create_task(self.outbox.run())
            try:
                yield
            finally:
                work.cancel()
                with suppress(asyncio.CancelledError):
                    await work
                await self.outbox.stop()

    async def put(self, text: str, chat: Chat | None = None, **more: Any) -> int:  # noqa: ANN401
        """Puts a message in line, due now."""
        due, content = more.pop("due", self.clock.now()), Content(text, more.pop("quote", None))
        return await self.storage.write(lambda tx: tx.deliveries.add(chat or self.group, content, due=due, **more))

    async def calm(self) -> None:
        while await self.outbox.busy(self.hanging):  # noqa: ASYNC110 - calm is what all of it has at once
            await asyncio.sleep(0.001)

    async def pass_(self, time: timedelta = timedelta(0)) -> list[str]:
        """Lets time pass and everything due happen; returns all that was said so far, in order."""
        await self.calm()
        self.clock.move(time)
        await self.calm()
        return self.said

    @property
    def said(self) -> list[str]:
        return [message.text for message in self.world.messages]

    async def row(self, delivery: int) -> dict[str, Any]:
        def look(tx: Tx) -> dict[str, Any]:
            row = tx.deliveries._one("SELECT * FROM deliveries WHERE id = :id", id=delivery)
            return dict(row or {})

        return await self.storage.read(look)

    async def state(self, delivery: int) -> str:
        return str((await self.row(delivery))["state"])

    async def post(self) -> int:
        """A post that a delivery may carry."""
        made = await self.storage.write(
            lambda tx: tx.posts.claim("tip", "1", self.group, due=NOW, now=NOW, state="due")
        )
        assert made is not None
        return made

    async def posted(self) -> tuple[str, str]:
        row = await self.storage.read(lambda tx: tx.posts._one("SELECT state, reason FROM posts"))
        return (row["state"], row["reason"]) if row else ("", "")


class Restless(PlayedClock):
    """A clock on which a second passes with each of the next looks at it."""

    steps = 0

    def now(self) -> datetime:
        now = super().now()
        if self.steps > 0:
            self.steps -= 1
            self.set(now + SECOND)
        return now


@pytest_asyncio.fixture
async def way(tmp_path: Path) -> AsyncIterator[Way]:
    clock = Restless(NOW)
    world = World(clock)
    for name in ("anna", "bert", "petra"):
        world.add_person(name)
    world.add_group("Netzwerk", ["anna", "bert", "petra"], ["petra"])
    server = StandIn(world)
    await server.start()
    async with open_storage(tmp_path / "losbote.db") as storage:
        yield Way(storage, clock, server)
    await server.stop()
    assert server.refused == []


# -- sent ------------------------------------------------------------------------------------------------


async def test_what_is_sent_keeps_its_timestamp_and_an_answer_is_forgotten(way: Way) -> None:
    async with way.running():
        answer, post = await way.put("hallo"), await way.put("Tipp", post=await way.post())
        assert await way.pass_() == ["hallo", "Tipp"]
    rows = [await way.row(delivery) for delivery in (answer, post)]
    assert [(row["state"], row["sent_at"], row["tries"]) for row in rows] == [
        ("sent", message.timestamp, 1) for message in way.world.messages
    ]
    assert [row["content"] is None for row in rows] == [True, False]
    assert await way.posted() == ("sent", "")


async def test_marks_and_quotes_arrive(way: Way) -> None:
    asked = way.world.say("anna", way.group, "!next")
    quote = Quote(way.world.people["anna"].aci, asked.timestamp, "!next")
    async with way.running():
        await way.put(f"{BOLD}Nächstes{BOLD_END} *", quote=quote)
        await way.pass_()
    answer = way.world.messages[-1]
    assert (answer.text, answer.styles) == ("Nächstes *", [Style(0, 8, "BOLD")])
    assert answer.quote == ShownQuote(asked.timestamp, "anna", "!next")


async def test_nothing_goes_before_it_is_due_or_after_it_is_too_late(way: Way) -> None:
    async with way.running():
        await way.put("bald", due=NOW + MINUTE, deadline=NOW + HOUR)
        assert await way.pass_(MINUTE - SECOND) == []
        assert await way.outbox.next_due() == NOW + MINUTE
        assert await way.pass_(SECOND) == ["bald"]
        late = await way.put("spät", due=NOW, deadline=NOW + SECOND, post=await way.post())
        assert await way.pass_() == ["bald"]
    assert (await way.state(late), await way.posted()) == ("cancelled", ("skipped", "too late"))


@pytest.mark.parametrize("half_seconds", range(1, 9))
async def test_what_falls_due_during_a_round_is_sent_after_it(way: Way, half_seconds: int) -> None:
    await way.put("inzwischen", due=NOW + half_seconds * SECOND / 2)
    way.clock.steps = 5
    async with way.running(), asyncio.timeout(10):
        assert await way.pass_() == ["inzwischen"]


async def test_people_who_were_not_reached_are_counted(way: Way) -> None:
    way.server.faults.fail_next_send("partial")
    async with way.running():
        delivery = await way.put("hallo")
        await way.pass_()
    assert ((await way.row(delivery))["state"], (await way.row(delivery))["unreached"]) == ("sent", 1)


# -- order and pace --------------------------------------------------------------------------------------


async def test_order_is_kept_within_a_chat_and_chats_do_not_wait_for_one_another(way: Way) -> None:
    way.server.faults.fail_next_send("hang")
    async with way.running():
        for text in ("eins", "zwei"):
            await way.put(text)
        await way.server.faults.hung()
        way.hanging = 1
        await way.put("hallo Anna", way.anna)
        assert await way.pass_() == ["hallo Anna"]
        way.hanging = 0
        way.server.faults.release()
        assert await way.pass_(SETTLES - SECOND) == ["hallo Anna"]  # what became of it may still be heard
        assert await way.pass_(SECOND) == ["hallo Anna", "zwei"]
        assert await way.pass_(2 * MINUTE) == ["hallo Anna", "zwei", "eins"]


async def test_a_refused_message_keeps_its_place(way: Way) -> None:
    way.server.faults.fail_next_send("429")
    async with way.running():
        await way.put("eins")
        await way.put("zwei")
        assert await way.pass_() == []
        assert await way.pass_(5 * SECOND) == ["eins", "zwei"]


async def test_an_edit_waits_for_what_it_changes(way: Way) -> None:
    way.server.faults.fail_next_send("429")
    async with way.running():
        first = await way.put("eins", way.anna)
        await way.put("zwei", way.anna, edits=first)
        assert await way.pass_() == []
        assert await way.pass_(5 * SECOND) == ["zwei"]
    assert way.world.messages[0].edits == ["eins"]


async def test_no_more_calls_are_open_than_the_settings_say(way: Way) -> None:
    way.server.faults.fail_next_send("hang", 2)
    async with way.running(max_parallel=2):
        for chat in (way.group, way.anna, way.bert):
            await way.put("hallo", chat)
        while way.server.faults.hanging < 2:  # noqa: ASYNC110 - the stand-in has no event for the second
            await asyncio.sleep(0.001)
        states = await way.storage.read(lambda tx: tx.deliveries.counts())
        assert (states, way.said) == ({"sending": 2, "waiting": 1}, [])
        way.server.faults.release()
        assert await way.pass_() == ["hallo"]
        assert await way.pass_(2 * MINUTE) == ["hallo"] * 3


async def test_nothing_turns_round_and_round_while_calls_hang_and_a_chat_has_to_wait(way: Way) -> None:
    looks = 0

    async def counted() -> None:
        nonlocal looks
        before = way.outbox._look

        def look(*about: Any) -> Any:  # noqa: ANN401
            nonlocal looks
            looks += 1
            return before(*about)

        way.outbox._look = look  # type: ignore[method-assign]

    async with way.running(max_parallel=2):
        for number in range(22):  # two more than a chat may be told at once
            await way.put(str(number))
        assert len(await way.pass_()) == 20
        way.server.faults.fail_next_send("hang", 2)
        for chat in (way.anna, way.bert):
            await way.put("hallo", chat)
        while way.server.faults.hanging < 2:  # noqa: ASYNC110 - the stand-in has no event for the second
            await asyncio.sleep(0.001)
        way.clock.move(2 * SECOND)  # the chat may be spoken to again, and there is no place
        await counted()
        await asyncio.sleep(0.3)
        assert looks <= 3
        way.hanging = 0
        way.server.faults.release()
        way.clock.move(2 * MINUTE)
        assert len(await way.pass_(2 * MINUTE)) == 24


async def test_the_budget_of_a_minute_is_kept(way: Way) -> None:
    async with way.running(per_minute=4):
        for number in range(6):
            await way.put(str(number))
        assert await way.pass_() == ["0", "1", "2", "3"]
        assert await way.pass_(15 * SECOND) == ["0", "1", "2", "3", "4"]
        assert len(await way.pass_(15 * SECOND)) == 6


async def test_a_clock_set_back_does_not_silence(way: Way) -> None:
    async with way.running(per_minute=2):
        await way.put("eins")
        assert await way.pass_(-timedelta(days=30)) == ["eins"]
        await way.put("zwei")
        assert await way.pass_(MINUTE) == ["eins", "zwei"]


# -- refused ---------------------------------------------------------------------------------------------


async def test_a_rate_limit_is_waited_for_longer_each_time(way: Way) -> None:
    way.server.faults.rate_limited = True
    async with way.running():
        delivery = await way.put("hallo")
        pauses = []
        for _ in range(7):
            await way.calm()
            due = await way.outbox.next_due()
            assert due is not None
            pauses.append((due - way.clock.now()) // SECOND)
            way.clock.set(due)
        assert pauses == [5, 15, 60, 300, 900, 3600, 3600]
        await way.calm()
        way.server.faults.rate_limited = False
        assert await way.pass_(HOUR) == ["hallo"]
    assert (await way.row(delivery))["tries"] == 9


async def test_what_will_never_be_taken_fails_at_once(way: Way) -> None:
    way.world.leave("bot", "Netzwerk")
    async with way.running():
        gone = await way.put("hallo", post=await way.post())
        nobody = await way.put("hallo", direct_chat("00000000-0000-4000-8000-000000000000"))
        assert await way.pass_() == []
    assert [await way.state(delivery) for delivery in (gone, nobody)] == ["failed", "failed"]
    assert await way.posted() == ("skipped", "refused by the server")


async def test_another_refusal_is_tried_again_and_given_up_in_the_end(way: Way) -> None:
    way.server.faults.fail_next_send("400")
    async with way.running():
        await way.put("eins")
        assert await way.pass_() == []
        assert await way.pass_(5 * SECOND) == ["eins"]
        way.server.faults.fail_next_send("400", 100)
        hopeless = await way.put("zwei")
        await way.calm()
        while (due := await way.outbox.next_due()) is not None:
            way.clock.set(due)
            await way.calm()
    assert ((await way.row(hopeless))["state"], (await way.row(hopeless))["tries"]) == ("failed", 12)


async def test_an_answer_is_given_up_when_nobody_wants_it_any_more(way: Way) -> None:
    way.server.faults.fail_next_send("400", 100)
    async with way.running():
        asked = await way.storage.write(_asked)
        answer = await way.put("zu spät", frame=asked)
        await way.calm()
        while (due := await way.outbox.next_due()) is not None:
            way.clock.set(due)
            await way.calm()
    assert (await way.state(answer), way.clock.now() - NOW) == ("failed", 380 * SECOND)


def _asked(tx: Tx) -> int:
    tx.frames.add(NewFrame("anna", 1, "message", direct_chat("anna"), "{}"), NOW)
    return tx.frames.pending(0)[0].id


async def test_one_that_cannot_be_read_fails_and_keeps_nobody_waiting(way: Way) -> None:
    async with way.running():
        damaged = [await way.put("", due=NOW + MINUTE, post=await way.post()), await way.put("", due=NOW + MINUTE)]
        for delivery, content in zip(damaged, ("{}", "["), strict=True):
            await way.storage.write(partial(_spoilt, delivery, content))
        for chat in (way.group, way.anna):
            await way.put("hallo", chat, due=NOW + MINUTE)
        assert await way.pass_(MINUTE) == ["hallo", "hallo"]
        assert await way.posted() == ("skipped", "refused by the server")
        assert [await way.state(delivery) for delivery in damaged] == ["failed", "failed"]


def _spoilt(delivery: int, content: str, tx: Tx) -> None:
    tx.deliveries._run("UPDATE deliveries SET content = :content WHERE id = :id", content=content, id=delivery)


@pytest.mark.parametrize("down", [False, True], ids=["limited", "down"])
async def test_the_age_of_what_is_put_off_counts_from_when_it_was_due(way: Way, down: bool) -> None:
    async def since() -> datetime | None:
        return await way.storage.read(lambda tx: tx.figures.unsent_since(way.clock.now()))

    async with way.running():
        if down:
            await way.server.stop()
        way.server.faults.rate_limited = not down
        delivery = await way.put("hallo")
        for _ in range(4):
            await way.pass_(MINUTE)
            assert await since() == NOW
        if down:
            await way.server.start()
        way.server.faults.rate_limited = False
        assert await way.pass_(HOUR) == ["hallo"]
        assert (await way.state(delivery), await since()) == ("sent", None)


async def tries_in_a_day(way: Way, delivery: int) -> list[float]:
    """Seconds between the tries of a delivery, as long as a day; what falls due on the way happens."""
    await way.calm()
    end, tried = NOW + 24 * HOUR, [NOW]
    while (at := await way.outbox.next_due()) is not None and at < end:
        await way.pass_(at - way.clock.now())
        tried.append(way.clock.now())
        assert (await way.row(delivery))["tries"] == len(tried)
    return [(after - before).total_seconds() for before, after in pairwise(tried)]


async def test_while_the_server_is_down_it_is_tried_each_second_and_then_less_and_less(way: Way) -> None:
    async with way.running():
        await way.server.stop()
        pauses = await tries_in_a_day(way, await way.put("hallo"))
        assert pauses[:6] == [1, 1, 1, 1, 1, 1.25]
        assert pauses == sorted(pauses)
        assert set(pauses[-250:]) == {300}
        assert await way.pass_() == []
        await way.server.start()
        assert await way.pass_(5 * MINUTE) == ["hallo"]


async def test_what_waits_for_the_server_goes_when_it_is_found(way: Way) -> None:
    async with way.running():
        await way.server.stop()
        await way.put("hallo")
        await way.pass_()
        await way.pass_(HOUR)
        assert await way.outbox.next_due() == NOW + HOUR + 5 * MINUTE
        await way.server.start()
        assert await way.pass_(MINUTE) == []
        way.outbox.server_found()
        assert await way.pass_() == ["hallo"]


async def test_what_waits_for_the_server_goes_after_a_start(way: Way) -> None:
    async with way.running():
        await way.server.stop()
        await way.put("hallo")
        await way.pass_()
        await way.pass_(HOUR)
        await way.server.start()
    async with way.running():
        assert await way.pass_() == ["hallo"]


# -- nobody knows ----------------------------------------------------------------------------------------

LOST: list[SendFault] = ["delivered-500", "delivered-drop"]


@pytest.mark.parametrize("fault", LOST)
async def test_a_receipt_shows_that_it_was_sent(way: Way, fault: SendFault) -> None:
    way.server.faults.fail_next_send(fault)
    async with way.running():
        delivery = await way.put("hallo", post=await way.post())
        assert await way.pass_(HOUR) == ["hallo"]
    row = await way.row(delivery)
    assert (row["state"], row["sent_at"], await way.posted()) == (
        "sent",
        way.world.messages[0].timestamp,
        ("sent", ""),
    )


@pytest.mark.parametrize("fault", ["500", "drop"])
async def test_without_evidence_it_is_said_again_after_two_minutes(way: Way, fault: SendFault) -> None:
    way.server.faults.fail_next_send(fault)
    async with way.running():
        delivery = await way.put("hallo")
        assert await way.pass_(2 * MINUTE - SECOND) == []
        assert await way.state(delivery) == "unknown"
        assert await way.pass_(SECOND) == ["hallo"]


async def test_a_call_that_hangs_is_given_up_by_our_own_clock(way: Way) -> None:
    way.server.faults.fail_next_send("delivered-hang")
    for name in ("anna", "bert", "petra"):
        way.world.sleep(name)
    async with way.running(timeout=30):
        delivery = await way.put("hallo")
        await way.server.faults.hung()
        way.hanging = 1
        await way.pass_(29 * SECOND)
        assert await way.state(delivery) == "sending"
        way.hanging = 0
        way.clock.move(SECOND)
        await way.calm()
        assert await way.state(delivery) == "unknown"
        way.world.wake("bert")
        assert await way.pass_(HOUR) == ["hallo"]
    assert (await way.row(delivery))["sent_at"] == way.world.messages[0].timestamp


async def test_phones_that_sleep_make_an_answer_come_twice_and_never_more(way: Way) -> None:
    way.world.sleep("anna")
    way.server.faults.fail_next_send("delivered-500")
    async with way.running():
        await way.put("hallo", way.anna)
        assert await way.pass_(HOUR) == ["hallo", "hallo"]
        way.world.wake("anna")
        assert await way.pass_(HOUR) == ["hallo", "hallo"]


async def test_the_next_message_goes_as_soon_as_it_is_known_what_became_of_the_last(way: Way) -> None:
    way.world.sleep("anna")
    async with way.running():
        way.server.faults.fail_next_send("delivered-500")
        await way.put("eins", way.anna)
        await way.put("zwei", way.anna)
        assert await way.pass_() == ["eins"]
        way.world.wake("anna")
        assert await way.pass_() == ["eins", "zwei"]


async def test_of_two_calls_the_one_is_said_again_that_was_not_confirmed(way: Way) -> None:
    for name in ("anna", "bert", "petra"):
        way.world.sleep(name)
    async with way.running():
        way.server.faults.fail_next_send("delivered-500")
        await way.put("eins")
        await way.calm()
        way.server.faults.fail_next_send("500")
        await way.put("zwei")
        await way.pass_(MINUTE)
        way.world.wake("anna")
        assert await way.pass_(HOUR) == ["eins", "zwei"]


async def test_another_device_of_ours_that_was_told_the_same_words_proves_it(way: Way) -> None:
    way.server.faults.fail_next_send("drop")
    async with way.running():
        first = await way.put(f"um {BOLD}acht{BOLD_END}")
        await way.pass_()
        group = {"groupId": way.world.groups["Netzwerk"].internal_id}
        for text, at in (("um neun", 1), ("um acht", 2)):
            sent = {"timestamp": to_ms(way.clock.now()) + at, "message": text, "groupInfo": group}
            way.world.frame({"envelope": {"syncMessage": {"sentMessage": sent}}})
            assert await way.pass_() == []
            assert await way.state(first) == ("unknown" if text == "um neun" else "sent")
        assert (await way.row(first))["sent_at"] == to_ms(NOW) + 2


async def test_what_others_heard_is_asked_for_now_and_then(way: Way) -> None:
    asked, others = [], Heard(NOW)

    async def told() -> bytes:
        asked.append(way.clock.now())
        return others.told(way.clock.now())

    way.others = told
    way.world.sleep("anna")
    way.server.faults.fail_next_send("delivered-drop")
    async with way.running():
        delivery = await way.put("hallo", way.anna)
        await way.pass_()
        for _ in range(3):
            await way.put("du", way.bert)
            await way.pass_(20 * SECOND)
        assert asked == [NOW, NOW + 40 * SECOND]
        others.receipt(Receipt(way.world.people["anna"].aci, (way.world.messages[0].timestamp,)), way.clock.now())
        assert await way.pass_(3 * MINUTE) == ["hallo", "du", "du", "du"]
    assert await way.state(delivery) == "sent"


async def test_news_of_others_that_make_no_sense_are_no_evidence(way: Way) -> None:
    async def told() -> bytes:
        return b'{"since": "never"}'

    way.others = told
    way.server.faults.fail_next_send("drop")
    async with way.running():
        await way.put("hallo")
        assert await way.pass_(2 * MINUTE) == ["hallo"]


async def test_an_announcement_of_unknown_fate_waits(way: Way) -> None:
    way.server.faults.fail_next_send("500")
    async with way.running():
        delivery = await way.put("Ansage", policy="ask")
        assert await way.pass_(24 * HOUR) == []
    assert await way.state(delivery) == "unknown"


async def test_calls_cut_short_by_the_end_of_the_program_are_unknown_at_the_next_start(way: Way) -> None:
    way.server.faults.fail_next_send("hang")
    async with way.running():
        delivery = await way.put("hallo")
        await way.server.faults.hung()
    assert await way.state(delivery) == "sending"
    async with way.running():
        await way.calm()
        assert await way.state(delivery) == "unknown"
        assert await way.pass_(2 * MINUTE) == ["hallo"]
