"""Looks after the link to Signal: what keeps the bot from its work is noticed, mended where that is possible, and told.

Seen from outside it is in the log and in `/readyz`. The admins hear of what lasted, each alone, as soon as there is a
way: of a link that was gone when it is back, of a group that the server has lost at once. Lengths are real time, also
where the clock is played.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from time import monotonic

import structlog

from bot.clock import Clock
from bot.delivery import Outbox
from bot.errors import Refused, ServerError
from bot.logs import place
from bot.notice import tell_admins
from bot.parts import Parts
from bot.settings import Settings
from bot.signal.api import NO_ACCOUNT, Api
from bot.signal.directory import Directory
from bot.signal.link import Link
from bot.signal.session import Session
from bot.web import answering
from commands import _show
from commands._kit import Audience, Health, Trouble
from storage import Storage, StorageError
from storage.errors import DatabaseLocked, DiskFull

log = structlog.get_logger()

_SILENT = Trouble("server", reason="the server does not answer")
_UNASKED = Trouble("server", reason="the server was not asked yet")
_UNLINKED = Trouble("link", reason="no link to the server")
_DEAF = Trouble("deaf", reason="nothing is heard though messages go out")
_BEHIND = Trouble("behind", reason="what came in is not worked off")
_UNTAKEN = "nobody takes what the server's webhook brings"
_GONE = Trouble("file", reason="the database was removed or replaced while the bot runs")
_FULL = Trouble("full", reason="the disk is full, so nothing can be stored")
_LOCKED = Trouble("locked", reason="another program holds the database")
# What closes the way, the worst first.
_WORST = ("full", "locked", "unwritable", "account", "refused", "server", "link")


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds."""

    look: float = 5.0  # between two looks at what is here
    ask: float = 15.0  # between two questions to the server
    answer: float = 12.0  # for its answer to all of them
    deaf: float = 25.0  # without any frame after something was said in a group, of which some phone tells in no time
    behind: float = 60.0  # that one frame is the oldest to be handled; fetching a file may take a while
    tell: float = 300.0  # that a trouble lasts before the admins are told of it
    gone: float = 15.0  # after a database that was removed or replaced: time to tell of it, and to put one there


@dataclass
class Watch:
    """What is wrong now, and since when."""

    settings: Settings
    storage: Storage
    clock: Clock
    api: Api
    link: Link
    directory: Directory
    outbox: Outbox
    parts: Parts = field(default_factory=Parts)
    session: Session | None = None  # as soon as it is there
    patience: Patience = Patience()
    over: asyncio.Event = field(default_factory=asyncio.Event)  # only a new start helps
    _server: Trouble | None = _UNASKED
    _untaken: Trouble | None = None
    _version: str = ""
    _since: dict[Trouble, float] = field(default_factory=dict)  # by the monotonic clock, as all of these
    _told: set[Trouble] = field(default_factory=set)
    _away_since: float | None = None  # the way to Signal is closed
    _away: Trouble = _UNLINKED  # the worst of what closed it
    _unheard: float | None = None  # the first message after which nothing was heard
    _renewed: float = -math.inf  # when the link was renewed for want of frames
    _deaf: bool = False
    _oldest: tuple[int, float] | None = None  # of the frames still to be handled: its id, and since when it is that
    _behind: bool = False

    # -- what others ask ---------------------------------------------------------------------------

    def health(self) -> Health:
        """How the bot stands with the server."""
        return Health(tuple(self.troubles()), self._version)

    def reasons(self) -> list[str]:
        """Why the bot cannot do its work at the moment; empty if it can."""
        return [trouble.reason for trouble in self.troubles()]

    def troubles(self) -> list[Trouble]:
        """What is wrong now."""
        found = [
            self._server,
            None if self.link.connected else _UNLINKED,
            _DEAF if self._deaf else None,
            _BEHIND if self._behind else None,
            self._untaken,
            None if self.storage.there else _GONE,
            _unstored(self.storage.refused),
        ]
        lost = [
            Trouble("group", name, f'the server does not know the group "{name}"')
            for name in sorted(self.directory.missing)
        ]
        parts = [Trouble("part", name, f"a part fails again and again: {name}") for name in self.parts.failing()]
        return [*(one for one in found if one is not None), *lost, *parts]

    @property
    def idle(self) -> bool:
        """Whether the server was asked once at least."""
        return self._server is not _UNASKED

    def lost(self) -> int:
        """How many groups of the settings the bot is not in, or the server does not know."""
        return len(self.directory.outside) + len(self.directory.missing)

    # -- work --------------------------------------------------------------------------------------

    async def ask(self) -> None:
        """Asks the server again and again whether it can be used, and for its groups, and `losbote receive` whether it
        is there; runs for ever."""
        while True:
            was, version = self._server, self._version
            self._untaken = await self._whether_taken()
            self._server = await self._asked()
            if self._version != version:
                await self._keep(self._version, self.clock.now())
            if self._server is not None and self._server not in {was, _SILENT}:  # that it is gone, the link has said
                log.error("the server cannot be used", problem=self._server.reason)
            await asyncio.sleep(self.patience.ask)
            self.directory.ask_anew()

    async def _keep(self, version: str, now: datetime) -> None:
        """Keeps since when the server has this version, for `losbote doctor`."""
        with suppress(StorageError):  # what is wrong with the database, others tell
            await self.storage.write(lambda tx: tx.settings.met(version, now))

    async def _asked(self) -> Trouble | None:
        try:
            async with asyncio.timeout(self.patience.answer):
                self._version = await self.api.check()
        except Refused as error:
            return Trouble("account" if error.body == NO_ACCOUNT else "refused", error.body, error.body)
        except (ServerError, TimeoutError) as error:
            log.debug("the server could not be asked", error=place(error))
            return _SILENT
        return None

    async def _whether_taken(self) -> Trouble | None:
        if self.settings.receive is None or await answering(self.settings.receive.webhook) is not None:
            return None
        return Trouble("receive", self.settings.receive.webhook, _UNTAKEN)

    async def run(self) -> None:
        """Looks at what is here, mends and tells; runs for ever."""
        while True:
            await asyncio.sleep(self.patience.look)
            await self.look()

    async def look(self) -> None:
        """One look."""
        now = monotonic()
        self.parts.mend()
        if self.session is not None:
            await self.session.mend()
        await self._listen(now)
        await self._follow(now)
        troubles = [one for one in self.troubles() if one is not _UNASKED]
        self._note(troubles, now)
        await self._tell(now)
        await self._tell_of_return(troubles, now)
        if now - self._since.get(_GONE, now) >= self.patience.gone:
            self.over.set()

    async def _listen(self, now: float) -> None:
        """Renews the link if nothing comes though something was said; deaf is who hears nothing even after that."""
        said, heard = self.outbox.said, self.link.heard or -math.inf
        if heard > self._renewed:
            self._deaf = False
        if said is None or not self.link.connected or said <= max(heard, self._renewed):
            self._unheard = None
            return
        self._unheard = said if self._unheard is None else self._unheard
        if now - self._unheard < self.patience.deaf:
            return
        log.warning("nothing is heard though messages go out, renewing the link")
        self._deaf = self._renewed > heard
        self._renewed, self._unheard = now, None
        await self.link.renew()

    async def _follow(self, now: float) -> None:
        """Looks whether what comes in is worked off: a queue may be long as long as it moves."""
        try:
            waiting = await self.storage.read(lambda tx: tx.frames.pending(0, 1))
        except StorageError:  # what is wrong with the database, others tell
            return
        if not waiting:
            self._oldest = None
        elif self._oldest is None or self._oldest[0] != waiting[0].id:
            self._oldest = (waiting[0].id, now)
        self._behind = self._oldest is not None and now - self._oldest[1] >= self.patience.behind

    def _note(self, troubles: list[Trouble], now: float) -> None:
        """Keeps since when there is what, and logs what came and went; parts log for themselves."""
        for trouble in troubles:
            if trouble not in self._since:
                self._since[trouble] = now
                log.warning("trouble", kind=trouble.kind, reason=trouble.reason)
        for trouble in self._since.keys() - set(troubles):
            log.info("trouble over", kind=trouble.kind, seconds=round(now - self._since.pop(trouble)))
            self._told.discard(trouble)

    async def _tell(self, now: float) -> None:
        """Tells of what lasts and leaves a way to tell it."""
        for trouble, since in self._since.items():
            lasted = trouble.kind in {"deaf", "group", "receive"} and now - since >= self.patience.tell
            untold = (lasted or trouble is _GONE) and trouble not in self._told
            if untold and await self._say(partial(_worded, trouble)):
                self._told.add(trouble)

    async def _tell_of_return(self, troubles: list[Trouble], now: float) -> None:
        """Tells how long the way was closed, as soon as it is open again."""
        closing = [one for one in troubles if one.kind in _WORST]
        if closing:
            before = [] if self._away_since is None else [self._away]
            self._away_since = now if self._away_since is None else self._away_since
            self._away = min([*before, *closing], key=lambda one: _WORST.index(one.kind))
        elif self._away_since is not None:
            lasted = now - self._away_since
            words = partial(_back, self._away, math.ceil(lasted / 60))
            if lasted < self.patience.tell or await self._say(words):
                self._away_since = None

    async def _say(self, words: Callable[[Audience], str]) -> bool:
        """Tells the admins, each alone; whether that could be stored."""
        try:
            now = self.clock.now()
            await self.storage.write(lambda tx: tell_admins(tx, self.settings, now, words, alone=True))
        except StorageError as error:
            log.debug("the admins could not be told, trying again", error=str(error))
            return False
        return True


def _unstored(refused: StorageError | None) -> Trouble | None:
    """What keeps the database from taking anything."""
    if refused is None:
        return None
    if isinstance(refused, DiskFull):
        return _FULL
    return _LOCKED if isinstance(refused, DatabaseLocked) else Trouble("unwritable", str(refused), str(refused))


def _worded(trouble: Trouble, audience: Audience) -> str:
    return audience.say("watch-stands", kind=trouble.kind, about=trouble.about)


def _back(trouble: Trouble, minutes: int, audience: Audience) -> str:
    return audience.say("watch-back", kind=trouble.kind, duration=_show.duration(minutes, audience.language))
