"""The only place that asks the system for the time; everything else is told."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Says what time it is, as an aware UTC datetime, and waits."""

    def now(self) -> datetime: ...

    async def until(self, at: datetime) -> None:
        """Returns when it is `at` or later."""

    async def pause(self, seconds: float) -> None:
        """Returns after so much time, though the clock may be set back meanwhile."""

    def ring(self, bell: asyncio.Event) -> None:
        """Sets the bell at each turn of the clock that we are told of: those of a played one."""


class SystemClock:
    """The clock of production."""

    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251 - this is the place

    async def until(self, at: datetime) -> None:
        # In steps, since the system's clock may be set while we wait.
        while (left := (at - self.now()).total_seconds()) > 0:  # noqa: ASYNC110 - nothing else tells of a set clock
            await asyncio.sleep(min(left, 60))

    async def pause(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    def ring(self, bell: asyncio.Event) -> None:
        del bell  # the system tells nobody


class PlayedClock:
    """A clock that can be set: it stands still in chat scripts and runs on in the demo."""

    def __init__(self, at: datetime, *, running: bool = False) -> None:
        self._running = running
        self._turned = asyncio.Event()
        self._bells: list[asyncio.Event] = []
        self.set(at)

    def now(self) -> datetime:
        if not self._running:
            return self._at
        return self._at + (SystemClock().now() - self._set_at)

    def set(self, at: datetime) -> None:
        """Puts the clock to `at`, an aware instant in any zone, and wakes who waits for it."""
        if at.tzinfo is None:
            raise ValueError("a clock needs an aware datetime")
        self._at = at.astimezone(UTC)
        self._set_at = SystemClock().now()
        turned, self._turned = self._turned, asyncio.Event()
        for bell in (turned, *self._bells):
            bell.set()

    def ring(self, bell: asyncio.Event) -> None:
        self._bells.append(bell)

    def move(self, by: timedelta) -> None:
        """Moves the clock by `by`, forward or back."""
        self.set(self.now() + by)

    async def until(self, at: datetime) -> None:
        while (left := (at - self.now()).total_seconds()) > 0:
            turned = self._turned
            if not self._running:
                await turned.wait()
                continue
            try:
                async with asyncio.timeout(left):
                    await turned.wait()
            except TimeoutError:
                return

    async def pause(self, seconds: float) -> None:
        """Returns at each turn of the clock too: nobody knows what it means."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._turned.wait(), seconds if self._running else None)
