"""The clock's hand: what falls due is said. The only user of APScheduler, which does no more than call us in time.

What is due is computed from the rules each time and never stored ahead, so a meeting that moves takes its reminders
along. What was decided (said, skipped) is stored under the post's key in the same transaction as its delivery.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.audiences import Audiences
from bot.clock import Clock, SystemClock
from bot.keeper import Keeper
from bot.logs import place
from bot.manners import LONGEST_QUIET, WEEK, Manners
from bot.settings import Settings
from bot.signal.text import split
from commands import Registry
from commands._kit import Audience, Planned, Post, Span
from storage import Storage, Tx
from storage.deliveries import Content
from storage.posts import PostState

log = structlog.get_logger()

AHEAD = timedelta(days=60)
LATE = timedelta(minutes=15)  # after which a post says that it is late
KEPT = timedelta(days=30)  # keys of frames, and of answers whose words are forgotten already
_LOOK_EVERY = timedelta(seconds=15)  # so that nothing is later than this, whatever was changed meanwhile
_TICKED = "ticked_at"


@dataclass(frozen=True, slots=True)
class Coming:
    """A post that will be said: `at` is its due time put off by quiet hours, UTC."""

    post: Post
    audience: Audience
    planned: Planned
    at: datetime

    @property
    def key(self) -> str:
        """What makes it one among the posts of its rule."""
        return f"{self.planned.key} {self.audience.chat}"


@dataclass
class Ticker:
    """Says what is due."""

    settings: Settings
    storage: Storage
    clock: Clock
    registry: Registry
    _scheduler: AsyncIOScheduler = field(default_factory=lambda: AsyncIOScheduler(timezone=UTC))

    def __post_init__(self) -> None:
        self._manners = Manners(self.settings.posts)
        self._audiences = Audiences(self.settings)
        self._keeper = Keeper(self.registry, self._manners, self._audiences)

    async def start(self) -> None:
        """Catches up with what fell due while we were away, then ticks."""
        await self._run()
        self._scheduler.start()

    def stop(self) -> None:
        """Ticks no more."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def _run(self) -> None:
        try:
            await self.tick()
            at = await self.next_post(_LOOK_EVERY)
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
        now = self.clock.now()
        return await self.storage.read(
            lambda tx: min((post.at for post in self.coming(tx, now, now + within)), default=None)
        )

    def coming(self, tx: Tx, start: datetime, end: datetime) -> Iterator[Coming]:
        """Posts due after `start` and up to `end` and not decided yet, the important ones first."""
        # What fell due in quiet hours comes at their end, so we look back by the longest.
        span = Span(start - LONGEST_QUIET, end)
        audiences = {to: self._audiences.of(tx, to) for to in {post.to for post in self.registry.posts}}
        for post in self.registry.posts:
            for audience in audiences[post.to]:
                for planned in post.plan(tx, audience, span):
                    at = planned.due if planned.urgent else self._manners.polite(planned.due, audience.zone)
                    found = Coming(post, audience, planned, at)
                    if start < at <= end and tx.posts.decided(post.name, found.key) is None:
                        yield found

    def _tick(self, now: datetime, tx: Tx) -> None:
        last = tx.settings.instant(_TICKED) or now
        # After the clock was set back we go on from here; the keys keep anything from being said twice.
        for coming in list(self.coming(tx, min(last, now), now)):
            self._decide(tx, coming, now)
        if self.settings.posts.pin:
            self._keeper.look(tx, now)
        if last.date() != now.date():
            tx.frames.forget(now - KEPT)
            tx.deliveries.forget(now - KEPT)
        tx.settings.put_instant(_TICKED, now)

    def _decide(self, tx: Tx, coming: Coming, now: datetime) -> None:
        planned, chat = coming.planned, coming.audience.chat
        # What comes late may come at night: it is put in line for the morning, in the words of the morning.
        at = now if planned.urgent else self._manners.polite(now, coming.audience.zone)
        reason = ""
        if at > planned.deadline:
            reason = "too late"
        elif (
            coming.post.to == "groups"
            and not planned.urgent
            and self._manners.too_many(tx.posts.said_since(chat, now - WEEK))
        ):
            reason = "enough posts this week"
        state: PostState = "skipped" if reason else "due"
        post = tx.posts.claim(coming.post.name, coming.key, chat, due=coming.at, now=now, state=state, reason=reason)
        if post is None:
            return
        log.info("post", rule=coming.post.name, group=coming.audience.name, state=state, reason=reason)
        for part in split(planned.text(at, at - coming.at > LATE)) if not reason else ():
            tx.deliveries.add(chat, Content(part), due=at, deadline=planned.deadline, post=post)
