"""The composition root: puts the parts together, starts and stops them, and knows when all is quiet."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from time import monotonic
from typing import Any

import structlog

from bot import logs, web
from bot.admins import Admins
from bot.answers import Answers
from bot.audiences import keep_groups
from bot.clock import Clock
from bot.delivery import Outbox
from bot.feed import Feed
from bot.hearsay import heard_beside
from bot.keys import Keys
from bot.metrics import Metrics
from bot.night import Night
from bot.reach import Reach
from bot.router import Router
from bot.settings import Settings
from bot.signal.api import Api, open_api
from bot.signal.directory import Directory
from bot.signal.frames import Receipt
from bot.signal.intake import Intake
from bot.signal.session import Session
from bot.signal.sieve import Sieve
from bot.ticker import Ticker
from bot.watch import Watch
from bot.way_in import WayIn, open_way_in
from commands import Registry, discover
from commands._texts import bundle
from storage import Storage, Tx

log = structlog.get_logger()

_LOOK = 0.002  # seconds between two looks whether all is quiet
_BACKLOG = 10.0  # seconds for which the start waits until what was stored before it is worked off
_LOOK_AT_BACKLOG = 0.02  # seconds between two looks at it
_STANDS = 60.0  # seconds without a frame handled after which nothing waits for the others any more
_LAST_WORDS = 3.0  # seconds in which what was heard at the very end can be stored


@dataclass
class App:
    """A running bot."""

    settings: Settings
    clock: Clock
    storage: Storage
    api: Api
    directory: Directory
    intake: Intake
    way_in: WayIn
    router: Router
    outbox: Outbox
    reach: Reach
    ticker: Ticker
    session: Session
    watch: Watch
    _warming: asyncio.Task[Any] | None = None

    async def start(self) -> None:
        """Starts everything; what was left over from before is worked off first."""
        await self.outbox.recover()
        self.way_in.lead_to(self.intake.take, self._server_found)
        go = self.watch.parts.go
        go("store", self.intake.store)  # first: while we get ready, what people say is stored
        go("outbox", self.outbox.run)
        go("reach", self.reach.run)
        go("ticker", self._tick)
        go("directory", self.directory.keep)
        go("keys", self.router.keys.keep)
        go("ask", self.watch.ask)
        go("watch", self.watch.run)
        go("others", self.storage.heed)
        go("night", Night(self.settings, self.storage, self.clock).run)
        if self.settings.check_links:
            go("links", self._look_at_links)
        await self.session.start()
        self.watch.session = self.session
        with suppress(TimeoutError):
            await asyncio.wait_for(self.ticker.begun.wait(), _BACKLOG)
        # Reading all sentences takes half a second: here nobody's first answer waits for that.
        self._warming = asyncio.create_task(asyncio.to_thread(bundle, self.settings.language), name="sentences")

    async def stop(self) -> None:
        """Ends everything; what was not finished goes on after the next start."""
        self.outbox.line.closed = True
        await self.session.stop()
        await self.router.stop()
        await self.watch.parts.stop()
        if self._warming is not None:
            self._warming.cancel()
            await asyncio.gather(self._warming, return_exceptions=True)
        with suppress(TimeoutError):
            await asyncio.wait_for(self.intake.flush(), _LAST_WORDS)
        await self.outbox.stop()

    def _server_found(self) -> None:
        self.outbox.server_found()
        self.directory.server_found()

    async def settled(self, hanging: int = 0) -> None:
        """Returns when everything that came in is handled and everything that can go out has gone.

        `hanging` is how many calls the server is known to leave without an answer.
        """
        while not await self._quiet(hanging):  # noqa: ASYNC110 - quiet is what all parts have at once, no event
            await asyncio.sleep(_LOOK)

    async def _quiet(self, hanging: int) -> bool:
        # In the order of the way: what has left one part is seen in the next, so nothing slips through in between.
        if not self.intake.idle:
            return False
        parts = (self.router, self.directory, self.router.keys, self.reach, self.ticker, self.watch)
        if await self._pending() or not all(part.idle for part in parts):
            return False
        return not await self.outbox.busy(hanging)

    async def _look_at_links(self) -> None:
        links = await asyncio.to_thread(import_module, "bot.links")  # brings a library that nothing else needs
        await links.LinkCheck(self.storage, self.clock).run()

    async def _tick(self) -> None:
        """What was said while we were away comes before what the clock says: votes before the end of their poll."""
        newest = await self.storage.read(lambda tx: tx.frames.newest())
        left, moved = 0, monotonic()
        while now_left := await self._left(newest):
            if now_left != left:
                left, moved = now_left, monotonic()
            elif monotonic() - moved > _STANDS:
                log.error("what was said before the start is not worked off, going on without it", frames=left)
                break
            await asyncio.sleep(_LOOK_AT_BACKLOG)
        await self.ticker.run()

    async def _left(self, up_to: int) -> int:
        """How many frames up to this id are still to be handled."""
        return await self.storage.read(lambda tx: tx.frames.left(up_to))

    async def _pending(self) -> bool:
        """Whether a frame is still to be handled."""
        return bool(await self.storage.read(lambda tx: tx.frames.pending(0, 1)))


@asynccontextmanager
async def build(settings: Settings, clock: Clock, registry: Registry | None = None) -> AsyncIterator[App]:
    """A bot with a way in of its own; `build_on` tells the rest."""
    async with open_way_in(settings) as way_in, build_on(way_in, clock, registry) as app:
        yield app


@asynccontextmanager
async def build_on(way_in: WayIn, clock: Clock, registry: Registry | None = None) -> AsyncIterator[App]:
    """A bot ready to start, with the features of the registry or else all; what is opened here is closed at the end.

    Raises LosboteError if a port is taken.
    """
    settings, storage = way_in.settings, way_in.storage
    async with AsyncExitStack() as stack:
        logs.salt(await storage.write(lambda tx: _prepare(tx, settings)))
        api = await stack.enter_async_context(open_api(settings))
        directory = Directory(settings, storage, api, clock)
        registry = registry or discover()
        keys = Keys(storage, clock, api, Admins(settings, directory))
        beside = partial(heard_beside, settings.database)
        outbox = Outbox(settings.sending, storage, clock, api, directory.people, beside)
        reach = Reach(storage, clock)
        intake = Intake(Sieve(settings, clock, receipts(outbox, reach), outbox.sent_elsewhere), storage)
        watch = Watch(settings, storage, clock, api, way_in.link, directory, outbox, way_in.parts)
        metrics = Metrics(storage, clock, intake.sieve, watch)
        answers = Answers(settings, registry, directory, watch.health, metrics.timed)
        router = Router(storage, clock, answers, directory, keys, api, outbox)
        ticker = Ticker(settings, storage, clock, registry)
        session = Session(settings, storage, clock, router.submit)
        parts = (directory, intake, way_in, router, outbox, reach, ticker, session, watch)
        site = web.health(watch.health, intake.sieve, metrics.page)
        site.add_routes(Feed(storage, clock).routes())
        await stack.enter_async_context(web.served(site, settings.web))
        if settings.receive is not None:
            await stack.enter_async_context(web.hooked(intake, settings.receive.webhook))
        yield App(settings, clock, storage, api, *parts)


def receipts(outbox: Outbox, reach: Reach) -> Callable[[Receipt], None]:
    """What is done about a receipt: it may prove a message of unknown fate, and it counts."""

    def heard(receipt: Receipt) -> None:
        outbox.receipt(receipt)
        reach.receipt(receipt)

    return heard


def _prepare(tx: Tx, settings: Settings) -> str:
    """Brings the groups of the settings into the database; returns the salt of the logs."""
    keep_groups(tx, settings)
    return tx.settings.salt()
