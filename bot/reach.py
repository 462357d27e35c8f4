"""How many people an announcement reached, and how many read it, by the receipts of their phones.

Who it was is known in memory only and forgotten with the process; what is kept are the two numbers.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from bot.clock import Clock
from bot.signal.frames import Receipt
from storage import Storage, Tx

RULE = "announcement"
_PAUSE = timedelta(seconds=10)  # in which the receipts of a large group are gathered
_KEPT = 100  # announcements; older ones are hardly read any more


@dataclass
class _People:
    """Those (ACI) whose phones have an announcement, and those who read it."""

    have: set[str] = field(default_factory=set)
    read: set[str] = field(default_factory=set)


@dataclass
class Reach:
    """Counts people."""

    storage: Storage
    clock: Clock
    _fresh: list[Receipt] = field(default_factory=list)
    _people: OrderedDict[int, _People] = field(default_factory=OrderedDict)  # by announcement
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _due: datetime | None = None
    _counting: bool = False

    @property
    def idle(self) -> bool:
        """Whether nothing is to be counted at this moment."""
        return not self._counting and (self._due is None or self.clock.now() < self._due)

    def receipt(self, receipt: Receipt) -> None:
        """Takes note of somebody's receipt."""
        self._fresh.append(receipt)
        if self._due is None:
            self._due = self.clock.now() + _PAUSE
            self._wake.set()

    async def run(self) -> None:
        """Counts now and then what came; runs for ever."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            if self._due is not None:
                await self.clock.until(self._due)
                await self._count()

    async def _count(self) -> None:
        self._counting, self._due = True, None
        fresh, self._fresh = self._fresh, []
        try:
            stamps = {stamp for receipt in fresh for stamp in receipt.timestamps}
            about = await self.storage.read(partial(_announcements, stamps))
            if about:
                self._note(fresh, about)
                await self.storage.write(partial(self._keep, set(about.values())))
        finally:
            self._counting = False

    def _note(self, fresh: Iterable[Receipt], about: dict[int, int]) -> None:
        for receipt in fresh:
            for announcement in {about[stamp] for stamp in receipt.timestamps if stamp in about}:
                people = self._people.setdefault(announcement, _People())
                people.have.add(receipt.sender)
                if receipt.read:
                    people.read.add(receipt.sender)
        while len(self._people) > _KEPT:
            self._people.popitem(last=False)

    def _keep(self, announcements: set[int], tx: Tx) -> None:
        """Keeps the numbers; never fewer than before, since we know nobody from before the last start."""
        for number in announcements:
            one, people = tx.announcements.get(number), self._people.get(number)
            if one is not None and people is not None:
                tx.announcements.reached(number, max(one.delivered, len(people.have)), max(one.read, len(people.read)))


def _announcements(stamps: set[int], tx: Tx) -> dict[int, int]:
    """Which of these timestamps of our messages belong to which announcement."""
    found: dict[int, int] = {}
    for stamp in stamps:
        delivery = tx.deliveries.with_timestamp(stamp)
        post = tx.posts.of_delivery(delivery) if delivery is not None else None
        if post is not None and post.rule == RULE:
            found[stamp] = int(post.key)
    return found
