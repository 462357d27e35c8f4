"""The clock's hand: what falls due is said. The only user of APScheduler, which does no more than call us in time.

What was decided (said, skipped) is stored under the post's key in the same transaction as its delivery.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import nightly
from bot.admins import listed
from bot.agenda import AHEAD, TOO_LATE, Agenda, Coming
from bot.clock import Clock, SystemClock
from bot.keeper import Keeper
from bot.logs import place
from bot.manners import WEEK
from bot.mender import Mender
from bot.settings import Settings
from bot.signal.text import split
from bot.weeks import Weeks
from commands import Registry
from commands._kit import To
from storage import Storage, Tx
from storage.chat import id_in, is_group
from storage.content import Content
from storage.posts import PostState
from storage.settings import HELD, TICKED

log = structlog.get_logger()

_DESKS: tuple[To, ...] = ("admins", "desks")  # what admins must hear while all posts are stopped
_GROUPS: tuple[To, ...] = ("groups", "every")
_LOOK_EVERY = timedelta(seconds=15)  # so that nothing is later than this, whatever was changed meanwhile


@dataclass
class Ticker:
    """Says what is due."""

    settings: Settings
    storage: Storage
    clock: Clock
    registry: Registry
    _scheduler: AsyncIOScheduler = field(default_factory=lambda: AsyncIOScheduler(timezone=UTC))

    _busy: asyncio.Lock = field(default_factory=asyncio.Lock)

    def __post_init__(self) -> None:
        self._bell = self.storage.bell("plan")
        self._agenda = Agenda.of(self.settings, self.registry)
        self._mender = Mender(self.registry, self._agenda.audiences)
        self._keeper = Keeper(self.registry, self._agenda.manners, self._agenda.audiences)

    async def start(self) -> None:
        """Catches up with what fell due while we were away, then ticks."""
        await self._run()
        self._scheduler.start()

    @property
    def idle(self) -> bool:
        """Whether nothing has changed since the last look that posts depend on."""
        return not self._busy.locked() and not self._bell.is_set()

    async def listen(self) -> None:
        """Looks at once when an admin has changed what is said; runs for ever."""
        while True:
            await self._bell.wait()
            await self._run()

    def stop(self) -> None:
        """Ticks no more."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def _run(self) -> None:
        async with self._busy:
            self._bell.clear()
            await self._tick_and_wind()

    async def _tick_and_wind(self) -> None:
        try:
            now = self.clock.now()
            await self.tick()
            at = await self._next_after(now, _LOOK_EVERY)  # what fell due during the tick is still to come
        except Exception as error:  # noqa: BLE001 - one bad tick must not be the last
            log.error("a tick failed, going on", error=place(error))
            at = None
        wait = (at - self.clock.now()) if at else _LOOK_EVERY
        run_at = SystemClock().now() + max(wait, timedelta(0))
        self._scheduler.add_job(
            self._run, "date", run_date=run_at, misfire_grace_time=None, id="tick", replace_existing=True
        )

    async def tick(self) -> None:
        """Says what is due by now and was not decided yet."""
        await self.storage.write(partial(self._tick, self.clock.now()))

    async def next_post(self, within: timedelta = AHEAD) -> datetime | None:
        """When the next post falls due."""
        return await self._next_after(self.clock.now(), within)

    async def _next_after(self, now: datetime, within: timedelta) -> datetime | None:
        return await self.storage.read(
            lambda tx: min((post.at for post in self._agenda.coming(tx, now, now + within)), default=None)
        )

    def _tick(self, now: datetime, tx: Tx) -> None:
        last = tx.settings.instant(TICKED) or now
        weeks = self._agenda.weeks(tx, now, lambda: self._agenda.coming(tx, now, now + WEEK))
        # After the clock was set back we go on from here; the keys keep anything from being said twice.
        held = tx.settings.get(HELD) is not None
        missed = [
            coming
            for coming in list(self._agenda.coming(tx, min(last, now), now))
            if (not held or coming.post.to in _DESKS) and self._decide(tx, coming, now, weeks) == TOO_LATE
        ]
        self._own_up(tx, [one for one in missed if one.post.to in _GROUPS and one.planned.drawn is None], now)
        self._mender.look(tx, now)
        if self.settings.posts.pin and not held:
            self._keeper.look(tx, now)
        nightly.forget(tx, now)
        if not held:  # else what falls due meanwhile is looked at again when posts go on
            tx.settings.put_instant(TICKED, now)

    def _own_up(self, tx: Tx, missed: list[Coming], now: datetime) -> None:
        """Tells the admins what the groups should have heard and did not, in one message."""
        if not missed:
            return
        for audience in self._agenda.audiences.of(tx, "admins"):
            lines = [audience.say("ticker-missed"), *(coming.text(coming.at).splitlines()[0] for coming in missed)]
            at = self._agenda.manners.polite(now, audience.zone)
            for part in split("\n".join(lines)):
                tx.deliveries.add(audience.chat, Content(part), due=at)

    def _decide(self, tx: Tx, coming: Coming, now: datetime, weeks: Weeks) -> str:
        """Says or skips a post; returns why it was skipped, or nothing."""
        chat = coming.audience.chat
        reason = self._agenda.against(coming, now, weeks)
        state: PostState = "skipped" if reason else "due"
        key = coming.key if reason else coming.said_key()
        post = tx.posts.claim(coming.post.name, key, chat, due=coming.at, now=now, state=state, reason=reason)
        if post is None:
            return ""
        log.info("post", rule=coming.post.name, group=coming.audience.name, state=state, reason=reason)
        if not reason:
            weeks.say(chat, now)
            # What comes late may come at night: it is put in line for the morning, in the words of the morning.
            at = self._agenda.said_at(coming, now)
            self._put_in_line(tx, coming, post, at, now)
        return reason

    def _put_in_line(self, tx: Tx, coming: Coming, post: int, at: datetime, now: datetime) -> None:
        chat, planned = coming.audience.chat, coming.planned
        if planned.closes is not None:
            tx.deliveries.add(chat, Content(""), due=now, edits=planned.closes, act="close")
        if planned.done is not None:
            planned.done()
        parts = [""] if planned.poll is not None else split(coming.text(at))
        for number, part in enumerate(parts):
            content = Content(part, *((planned.quote, planned.files, planned.poll) if number == 0 else ()))
            tx.deliveries.add(
                chat,
                content,
                due=at,
                deadline=planned.deadline,
                policy=planned.policy,
                post=post,
                offers=planned.offer is not None,
                stoppable=coming.post.to not in _DESKS,
            )
        if planned.offer is not None:
            theirs = listed(tx, self.settings) if is_group(chat) else (id_in(chat),)
            for who in theirs:
                tx.offers.make(chat, who, replace(planned.offer, post=post), None, now)
