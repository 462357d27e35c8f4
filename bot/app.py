"""The composition root: puts the parts together, starts and stops them, and knows when all is quiet."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import structlog

from bot import logs, web
from bot.answers import Answers
from bot.audiences import keep_groups
from bot.clock import Clock
from bot.delivery import Outbox
from bot.errors import Refused, ServerError
from bot.feed import Feed
from bot.links import LinkCheck
from bot.logs import place
from bot.router import Router
from bot.settings import Settings
from bot.signal.api import Api, open_api
from bot.signal.directory import Directory
from bot.signal.intake import Intake
from bot.signal.session import Session
from bot.ticker import Ticker
from commands import discover
from commands._holidays import holidays
from storage import Storage, Tx, open_storage

log = structlog.get_logger()

SILENT = "the server does not answer"
_LOOK = 0.002  # seconds between two looks whether all is quiet
_LAST_WORDS = 3.0  # seconds in which what was heard at the very end can be stored
_ASK_AGAIN = 15.0  # seconds until the server is asked again whether it can be used


@dataclass
class App:
    """A running bot."""

    settings: Settings
    clock: Clock
    storage: Storage
    api: Api
    directory: Directory
    intake: Intake
    router: Router
    outbox: Outbox
    ticker: Ticker
    session: Session
    problem: str = "not started yet"
    _tasks: list[asyncio.Task[Any]] = field(default_factory=list)

    async def start(self) -> None:
        """Starts everything; what was left over from before is worked off first."""
        await self.outbox.recover()
        # The way in is opened first: while we get ready, what people say is stored.
        self._go("listen", self.intake.listen)
        self._go("store", self.intake.store)
        self._go("outbox", self.outbox.run)
        self._go("ticker", self.ticker.listen)
        self._go("directory", self.directory.keep)
        self._go("check", self._check)
        if self.settings.check_links:
            self._go("links", LinkCheck(self.storage, self.clock).run)
        await self.session.start()
        await self.ticker.start()
        # The first look at a holiday loads them for a second: here no transaction waits for that.
        self._tasks.append(asyncio.create_task(asyncio.to_thread(holidays, self.clock.now().date()), name="holidays"))

    async def stop(self) -> None:
        """Ends everything; what was not finished goes on after the next start."""
        self.ticker.stop()
        await self.session.stop()
        await self.router.stop()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        with suppress(TimeoutError):
            await asyncio.wait_for(self.intake.flush(), _LAST_WORDS)
        await self.outbox.stop()

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
        pending = await self.storage.read(lambda tx: tx.frames.pending(0, 1))
        if pending or not self.router.idle or not self.directory.idle or not self.ticker.idle:
            return False
        return not await self.outbox.busy(hanging)

    def reasons(self) -> list[str]:
        """Why the bot cannot do its work at the moment; empty if it can."""
        reasons = [self.problem] if self.problem else []
        return reasons if self.intake.connected else [*reasons, "no link to the server"]

    def _go(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        self._tasks.append(asyncio.create_task(_forever(name, work), name=name))

    async def _check(self) -> None:
        """Asks the server whether it can be used, and says so once when it cannot."""
        while True:
            was, self.problem = self.problem, await self._ask_server()
            if self.problem not in {was, "", SILENT}:  # that it does not answer, intake has said
                log.error("the server cannot be used", problem=self.problem)
            await asyncio.sleep(_ASK_AGAIN if self.problem else 60 * _ASK_AGAIN)

    async def _ask_server(self) -> str:
        try:
            await self.api.check()
        except Refused as error:
            return error.body
        except ServerError as error:
            log.debug("the server could not be asked", error=place(error))
            return SILENT
        return ""


async def _forever(name: str, work: Callable[[], Awaitable[None]]) -> None:
    """Keeps a part running: one failure is logged and does not end it."""
    while True:
        try:
            await work()
        except Exception as error:  # noqa: BLE001 - whatever it was, the part must go on
            log.error("a part failed, going on", part=name, error=place(error))
            await asyncio.sleep(1)


@asynccontextmanager
async def build(settings: Settings, clock: Clock) -> AsyncIterator[App]:
    """A bot ready to start; all that is opened here is closed at the end.

    Raises StorageError if the database cannot be used, LosboteError if a port is taken.
    """
    async with AsyncExitStack() as stack:
        storage = await stack.enter_async_context(open_storage(settings.database, settings.library))
        logs.salt(await storage.write(lambda tx: _prepare(tx, settings)))
        api = await stack.enter_async_context(open_api(settings))
        directory = Directory(settings, storage, api)
        registry = discover()
        router = Router(storage, clock, Answers(settings, registry, directory), directory, api)
        outbox = Outbox(settings.sending, storage, clock, api)
        intake = Intake(settings, storage, clock, outbox.receipt)
        ticker = Ticker(settings, storage, clock, registry)
        session = Session(settings, storage, clock, router.submit)
        app = App(settings, clock, storage, api, directory, intake, router, outbox, ticker, session)
        site = web.health(app.reasons)
        site.add_routes(Feed(storage, clock).routes())
        await stack.enter_async_context(web.served(site, settings.web))
        if settings.receive is not None:
            await stack.enter_async_context(web.served(web.webhook(intake), settings.receive.webhook))
        yield app


def _prepare(tx: Tx, settings: Settings) -> str:
    """Brings the groups of the settings into the database; returns the salt of the logs."""
    keep_groups(tx, settings)
    return tx.settings.salt()
