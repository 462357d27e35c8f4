"""The outbox worker: sends what is in line, in order within a chat, and finds out what became of it.

States, policies and limits: design, section 8. `sending` is committed before the call, so after a crash every call
that may have been made is known. What nobody can say for certain is `unknown`, and evidence decides: a phone's receipt
for a message of ours whose timestamp lies inside the call.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from time import monotonic
from typing import Any, TypeVar

import structlog

from bot import outcome
from bot.clock import Clock
from bot.errors import NoAnswer, Refused, ServerError, Throttled, Unreachable
from bot.line import Call, Line
from bot.logs import hashed
from bot.patiently import patiently
from bot.settings import SendSettings
from bot.signal.api import Api, Sent
from bot.signal.evidence import Evidence, People, Weighed
from bot.signal.frames import Elsewhere, Receipt
from bot.signal.text import wire
from storage import Storage, Tx
from storage.chat import is_group
from storage.content import Content, File
from storage.delivery import Delivery

log = structlog.get_logger()
T = TypeVar("T")

_ASK_EVERY = timedelta(seconds=30)
_REFUSALS = 12  # after which we give up; with the pauses of `outcome` about six hours
_REFUSALS_OF_ANSWER = 5  # about six minutes: the chat waits for it, and later nobody wants it
_GONE = "a file of the message is gone"
_UNREADABLE = "its words cannot be read"
_FINAL = (_GONE, _UNREADABLE, "not a member", "not in group", "invalid group", "unregistered user")


@dataclass
class Outbox:
    """Sends deliveries through the server. `people` tells who is in a group, and `others` what `losbote receive` has
    heard, for `Heard.learn`; empty if there is no such process. `ended` counts calls by what came of them."""

    settings: SendSettings
    storage: Storage
    clock: Clock
    api: Api
    people: People = lambda _: frozenset()
    others: Callable[[], Awaitable[bytes]] | None = None
    evidence: Evidence = field(default_factory=Evidence)
    said: float | None = None  # when something went out to a group last, by the monotonic clock
    ended: Counter[str] = field(default_factory=lambda: Counter(dict.fromkeys(outcome.ENDS.values(), 0)))
    _calls: dict[int, asyncio.Task[None]] = field(default_factory=dict)
    _resting: bool = False
    _weighed: Weighed = field(default_factory=Weighed)
    _asked_at: datetime | None = None  # when others were asked last
    _gone_since: datetime | None = None  # the server cannot be reached
    _found: bool = False  # it may be reached again: what waited for that goes at once

    def __post_init__(self) -> None:
        self._bell = self.storage.bell("deliveries")
        self.line = Line(self.settings, self.clock)

    def receipt(self, receipt: Receipt) -> None:
        """Takes note of somebody's receipt, in memory only."""
        self.evidence.heard.receipt(receipt, self.clock.now())
        if self._weighed.unsure:
            self._bell.set()

    def sent_elsewhere(self, message: Elsewhere) -> None:
        """Takes note of what another device of our account sent, in memory only."""
        self.evidence.heard.sent_elsewhere(message)
        self._bell.set()

    def server_found(self) -> None:
        """Takes note that the server is there again."""
        self._found, self._gone_since = True, None
        self._bell.set()

    def _reached(self, *, reached: bool) -> None:
        if reached and self._gone_since is not None:
            self.server_found()
        elif not reached and self._gone_since is None:
            self._gone_since = self.clock.now()

    async def recover(self) -> None:
        """To be called once, before the rest: calls cut short by the end of the last run are of unknown fate."""
        self.evidence.heard.since = now = self.clock.now()
        self._found = True
        await self.storage.write(lambda tx: tx.deliveries.interrupted(now))

    async def run(self) -> None:
        """Sends what is due as long as the program runs."""
        while True:
            self._bell.clear()
            if self._found:
                self._found = False
                await self._patiently(lambda tx: tx.deliveries.hurry(Unreachable.__name__))
            # One moment for the whole round: what falls due while we are at it is then still to come.
            now = self.clock.now()
            uncertain, go, at = await self.storage.read(partial(self._look, now))
            await self._resolve(uncertain, now)
            if go:
                self.launch(await self._patiently(self.line.begin))
            self._resting = True
            await self._until_something_changes(now, at)
            self._resting = False

    async def stop(self) -> None:
        """Cuts open calls short; their deliveries are unknown after the next start."""
        for task in list(self._calls.values()):
            task.cancel()
        await asyncio.gather(*self._calls.values(), return_exceptions=True)

    async def busy(self, hanging: int = 0) -> bool:
        """Whether there is something to do at this moment; `hanging` calls are known to get no answer."""
        now = self.clock.now()
        ready, uncertain = await self.storage.read(
            lambda tx: (self.line.ready(tx, now, 100), tx.deliveries.uncertain())
        )
        can_go = any(self.line.pace.wait(delivery.chat, now) <= timedelta(0) for delivery in ready)
        under_way = sum(delivery.state == "sending" for delivery in uncertain) > hanging
        say_again = any(outcome.impatient(delivery, now, self._weighed.contested) for delivery in uncertain)
        working = not self._resting or self._bell.is_set() or len(self._calls) > hanging
        return can_go or under_way or say_again or working

    async def next_due(self) -> datetime | None:
        """When something happens by itself next: a delivery falls due, or patience ends."""
        return await self._next_after(self.clock.now())

    async def _next_after(self, now: datetime) -> datetime | None:
        return await self.storage.read(lambda tx: outcome.next_step(tx, now))

    def _limit(self) -> timedelta:
        return timedelta(seconds=self.settings.timeout)

    def _look(self, now: datetime, tx: Tx) -> tuple[list[Delivery], bool, datetime | None]:
        """What may have been sent without our knowing, whether anything can be sent, and when there will be more."""
        self._weighed = self.evidence.weigh(tx, now, self._limit(), self.people)
        go = self.line.free(tx) > 0 and bool(self.line.ready(tx, now, 1))
        return tx.deliveries.uncertain(), go, outcome.next_step(tx, now)

    async def _until_something_changes(self, now: datetime, at: datetime | None) -> None:
        pause = self.line.pace.next_free(now)
        times = [time for time in (at, pause) if time is not None]
        ring = asyncio.ensure_future(self._bell.wait())
        waits: set[asyncio.Future[Any]] = {ring}
        if times:
            waits.add(asyncio.ensure_future(self.clock.until(min(times))))
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()

    def launch(self, calls: Iterable[Call]) -> None:
        """Makes the calls that a transaction has begun, now that it is committed."""
        for call in calls:
            task = asyncio.create_task(self._call(call.delivery, call.target), name="call")
            self._calls[call.delivery.id] = task
            task.add_done_callback(partial(self._ended, call.delivery.id))

    def _ended(self, delivery: int, _: asyncio.Task[None]) -> None:
        self._calls.pop(delivery, None)

    async def _call(self, delivery: Delivery, target: int | None) -> None:
        log.debug("calling", chat=hashed(delivery.chat))
        try:
            sent = await self._in_time(delivery, target)
        except ServerError as error:
            self.ended[outcome.ENDS[type(error)]] += 1
            log.debug("called", outcome=type(error).__name__)
            self._reached(reached=not isinstance(error, Unreachable))
            await self._patiently(partial(self._failed, delivery, error, self.clock.now()))
        else:
            self.ended[outcome.ENDS[None]] += 1
            self._reached(reached=True)
            log.debug("called", outcome="sent")
            self.launch(await self._patiently(partial(self._sent, delivery, sent, self.clock.now())))
            if delivery.act == "say" and is_group(delivery.chat):
                self.said = monotonic()
            log.debug("sent", chat=hashed(delivery.chat))
        self._bell.set()

    def _sent(self, delivery: Delivery, sent: Sent, now: datetime, tx: Tx) -> list[Call]:
        """Notes that the message is out, and begins with what waited for its place."""
        outcome.sent(delivery, sent, now, tx)
        return self.line.begin(tx)

    async def _act(self, delivery: Delivery, target: int | None) -> Sent:
        """The call itself; `target` is the timestamp of the message that it is about."""
        recipient, content = outcome.recipient(delivery.chat), delivery.content
        if not content.readable:
            raise Refused(_UNREADABLE)
        if delivery.act == "say":
            if content.poll is not None:
                return await self.api.ask(recipient, content.poll)
            wired = wire(content.text)
            return await self.api.send(
                recipient, wired, quoted=content.quote, edits=target, files=self._loaded(content)
            )
        if target is None:
            raise Refused("the message it is about was never sent")
        if delivery.act == "delete":
            await self.api.delete(recipient, target)
        elif delivery.act == "close":
            await self.api.close(recipient, target)
        else:
            await self.api.pin(recipient, target, on=delivery.act == "pin")
        return Sent(None, 0)

    def _loaded(self, content: Content) -> list[File]:
        """The files to send along; one that is gone from the library will not come back by waiting."""
        try:
            return [self.storage.files.loaded(file) for file in content.files]
        except OSError as error:
            raise Refused(_GONE) from error

    async def _in_time(self, delivery: Delivery, target: int | None) -> Sent:
        """The call with a limit by our own clock; past it nobody knows what became of it."""
        call = asyncio.ensure_future(self._act(delivery, target))
        limit = asyncio.ensure_future(self.clock.until(self.clock.now() + self._limit()))
        try:
            await asyncio.wait({call, limit}, return_when=asyncio.FIRST_COMPLETED)
            if not call.done():
                raise NoAnswer
            return call.result()
        finally:
            call.cancel()
            limit.cancel()

    def _failed(self, delivery: Delivery, error: ServerError, now: datetime, tx: Tx) -> None:
        kind = type(error).__name__
        if isinstance(error, NoAnswer):
            log.warning("nobody knows whether a message was sent", chat=hashed(delivery.chat), error=kind)
            tx.deliveries.unknown(delivery.id, now, kind)
            return
        final = isinstance(error, Refused) and any(words in error.body.lower() for words in _FINAL)
        if isinstance(error, Refused) and delivery.act != "say":
            tx.deliveries.failed(delivery.id, now, kind)
            outcome.refused_to_act(tx, delivery, now)
            return
        most = _REFUSALS if delivery.frame is None else _REFUSALS_OF_ANSWER
        if final or (isinstance(error, Refused) and delivery.refusals + 1 >= most):
            log.error("a message cannot be sent", chat=hashed(delivery.chat), error=kind)
            tx.deliveries.failed(delivery.id, now, kind)
            outcome.post(tx, delivery, "skipped", "refused by the server")
            return
        if isinstance(error, Throttled) and error.tokens:
            tx.settings.challenge(error.tokens[-1], now)
        pause = outcome.pause(delivery.refusals, error, now - (self._gone_since or now))
        if delivery.refusals == 0 and not isinstance(error, Unreachable):
            log.warning("a message was refused, trying again", chat=hashed(delivery.chat), error=kind, seconds=pause)
        refused = not isinstance(error, Unreachable)
        tx.deliveries.retry(delivery.id, now + timedelta(seconds=pause), kind, refused=refused)

    async def _resolve(self, uncertain: list[Delivery], now: datetime) -> None:
        """Decides about deliveries of unknown fate: by evidence at once, without it when patience ends."""
        if any(delivery.state == "unknown" for delivery in uncertain) and await self._asked_others(now):
            uncertain, _, _ = await self.storage.read(partial(self._look, now))
        for delivery, sent_at in self._weighed.proven:
            log.info("a message of unknown fate was sent, as others tell", chat=hashed(delivery.chat))
            await self._patiently(partial(outcome.sent, delivery, Sent(sent_at, 0), now))
        proven = {delivery.id for delivery, _ in self._weighed.proven}
        for delivery in uncertain:
            if delivery.id not in proven and outcome.impatient(delivery, now, self._weighed.contested):
                log.info("no evidence for a message, saying it again", chat=hashed(delivery.chat))
                await self._patiently(partial(outcome.say_again, delivery, now))
        if self._weighed.traces != {}:
            await self._patiently(partial(outcome.trace, self._weighed))

    async def _asked_others(self, now: datetime) -> bool:
        """Learns what others heard, now and then: we may have been away, or our websocket may have missed it."""
        if self.others is None or (self._asked_at and timedelta(0) <= now - self._asked_at < _ASK_EVERY):
            return False
        self._asked_at = now
        try:
            if told := await self.others():
                self.evidence.heard.learn(told, now)
        except (ValueError, KeyError, TypeError):
            log.warning("what losbote receive has heard cannot be understood")
        return True

    async def _patiently(self, work: Callable[[Tx], T]) -> T:
        """A write that must not be lost: tried until the database takes it."""
        return await patiently(partial(self.storage.write, work), "a delivery cannot be recorded, trying again")
