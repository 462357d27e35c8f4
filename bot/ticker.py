"""The clock's hand: what falls due is said.

What was decided (said, skipped) is stored under the post's key in the same transaction as its delivery.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot import nightly
from bot.admins import listed
from bot.agenda import AHEAD, LATE, Agenda, Coming
from bot.clock import Clock
from bot.keeper import Keeper
from bot.logs import place
from bot.manners import WEEK
from bot.mender import Mender
from bot.notice import tell_admins
from bot.saying import described
from bot.settings import Settings
from bot.signal.text import split
from bot.weeks import Weeks
from commands import Registry, _show
from commands._kit import Audience, To
from storage import Storage, StorageError, Tx
from storage.chat import id_in, is_group
from storage.content import Content
from storage.posts import TOO_LATE, PostState
from storage.settings import HELD, SEEN, TICKED

log = structlog.get_logger()

_DESKS: tuple[To, ...] = ("admins", "desks")  # what admins must hear while all posts are stopped
_GROUPS: tuple[To, ...] = ("groups", "every")
_LOOK_EVERY = timedelta(seconds=15)  # so that nothing is later than this, whatever was changed meanwhile
_SOON = timedelta(seconds=0.5)
_MOMENT = timedelta(milliseconds=1)


@dataclass
class Ticker:
    """Says what is due."""

    settings: Settings
    storage: Storage
    clock: Clock
    registry: Registry
    begun: asyncio.Event = field(default_factory=asyncio.Event)  # set when what fell due before the start is decided
    _looking: bool = False
    _soon: bool = False  # something that is due waits for people's votes to be counted

    def __post_init__(self) -> None:
        self._bell = self.storage.bell("plan")
        self.clock.ring(self._bell)  # a turn during a look asks for another
        self._agenda = Agenda.of(self.settings, self.registry)
        self._mender = Mender(self.registry, self._agenda.audiences)
        self._keeper = Keeper(self.registry, self._agenda.manners, self._agenda.audiences)

    @property
    def idle(self) -> bool:
        """Whether nothing has changed since the last look that posts depend on."""
        return self.begun.is_set() and not self._looking and not self._bell.is_set()

    async def run(self) -> None:
        """Looks when something falls due, and at once when an admin has changed what is said; runs for ever."""
        while True:
            self._looking = True
            self._bell.clear()
            pause = await self._look()
            self._looking = False
            self.begun.set()
            await self._rest(pause.total_seconds())

    async def _rest(self, seconds: float) -> None:
        pause = asyncio.sleep(seconds) if self._soon else self.clock.pause(seconds)  # work takes real time
        waits = [asyncio.ensure_future(self._bell.wait()), asyncio.ensure_future(pause)]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for one in waits:
                one.cancel()

    async def _look(self) -> timedelta:
        """Says what is due; returns how long it is until there is something to do again."""
        try:
            now = self.clock.now()
            await self.tick()
            at = await self._next_after(now, _LOOK_EVERY)  # what fell due during the tick is still to come
        except StorageError as error:  # which the watch tells of
            log.debug("a tick could not be stored, going on", error=place(error))
            at = None
        except Exception as error:  # noqa: BLE001 - one bad tick must not be the last
            log.error("a tick failed, going on", error=place(error))
            at = None
        most = _SOON if self._soon else _LOOK_EVERY
        return most if at is None else min(most, max(at - self.clock.now(), timedelta(0)))

    async def tick(self) -> None:
        """Says what is due by now and was not decided yet."""
        await self.storage.write(partial(self._tick, self.clock.now()))

    async def next_post(self, within: timedelta = AHEAD) -> datetime | None:
        """When the next post falls due."""
        return await self._next_after(self.clock.now(), within)

    async def _next_after(self, now: datetime, within: timedelta) -> datetime | None:
        return await self.storage.read(
            lambda tx: min((post.at for post in self._agenda.coming(tx, now, now + within, now)), default=None)
        )

    def _tick(self, now: datetime, tx: Tx) -> None:
        told = self._set_back(tx, now)
        last = tx.settings.instant(TICKED) or now
        weeks = self._agenda.weeks(tx, now, lambda: self._agenda.coming(tx, now, now + WEEK, now))
        # After the clock was set back we go on from here; the keys keep anything from being said twice.
        held = tx.settings.get(HELD) is not None
        due = list(self._agenda.coming(tx, min(last, now), now, now))
        waiting = [one for one in due if _votes_wait(tx, one)]
        missed = [
            coming
            for coming in due
            if (not held or coming.post.to in _DESKS)
            and coming not in waiting
            and self._decide(tx, coming, now, weeks) == TOO_LATE
        ]
        if not told:
            self._own_up(tx, [one for one in missed if one.post.to in _GROUPS and one.planned.drawn is None], now)
        self._mender.look(tx, now)
        if self.settings.posts.pin and not held:
            self._keeper.look(tx, now)
        nightly.forget(tx, now)
        if not held:  # else what falls due meanwhile is looked at again when posts go on
            # This very moment may still bring something, by a command that is about to be carried out.
            tx.settings.put_instant(TICKED, min([now, *(one.at for one in waiting)]) - _MOMENT)
        self._soon = bool(waiting)

    def _set_back(self, tx: Tx, now: datetime) -> bool:
        """Looks whether the clock was set back, and if so looks again at what was passed over because it was ahead.

        What it had missed then the admins were told then.
        """
        seen = tx.settings.instant(SEEN) or now
        tx.settings.put_instant(SEEN, now)
        if now >= seen:
            return False
        log.warning("the clock was set back", seconds=(seen - now).total_seconds())
        tx.set_back.mend(now, seen)
        if (first := tx.posts.passed_over(now)) is not None:
            last = tx.settings.instant(TICKED) or now
            tx.settings.put_instant(TICKED, min(last, first - _MOMENT))
        if seen - now > LATE:
            tell_admins(tx, self.settings, now, partial(_turned, seen, now))
        return True

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
                tx.offers.put(chat, who, replace(described(planned.offer, parts[0]), post=post), None, now)


def _turned(seen: datetime, now: datetime, audience: Audience) -> str:
    return audience.say("ticker-set-back", when=_show.when(now, seen, audience.zone, audience.language))


def _votes_wait(tx: Tx, coming: Coming) -> bool:
    """Whether it ends a poll in which votes that came in time are not counted yet."""
    ends = coming.planned.due
    return coming.planned.closes is not None and tx.frames.votes_wait(coming.audience.chat, ends)
