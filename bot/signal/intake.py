"""Takes raw frames from the websocket and the webhook of this process and stores each once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

import structlog

from bot.patiently import patiently
from bot.signal.frames import Reading
from bot.signal.sieve import Sieve
from storage import Storage, StorageError

log = structlog.get_logger()


@dataclass
class Intake:
    """The way in."""

    sieve: Sieve
    storage: Storage
    _fresh: list[Reading] = field(default_factory=list)
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _storing: bool = False

    @property
    def idle(self) -> bool:
        """Whether everything that came in is stored."""
        return not self._fresh and not self._storing

    def take(self, raw: str | bytes) -> Reading | None:
        """Looks at one raw frame; what is worth keeping is stored soon. Does not wait and never raises."""
        reading = self.sieve.look(raw)
        if reading is not None:
            self._fresh.append(reading)
            self._wake.set()
        return reading

    async def keep(self, raw: str | bytes) -> None:
        """Looks at one raw frame and returns when it is stored: for the webhook, which answers only then.

        Raises StorageError if it is not stored yet; nobody may bring it again, so it is kept until it is.
        """
        reading = self.sieve.look(raw)
        if reading is None:
            return
        try:
            await self.storage.write(partial(self.sieve.store, [reading]))
        except StorageError:
            self._fresh.append(reading)
            self._wake.set()
            raise

    async def store(self) -> None:
        """Stores what was taken, in the order in which it came; runs for ever."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            await self.flush()

    async def flush(self) -> None:
        """Stores what was taken and is not stored yet."""
        while self._fresh:
            self._storing = True
            batch, self._fresh = self._fresh, []
            await self._store(batch)
            self._storing = False

    async def _store(self, batch: Sequence[Reading]) -> None:
        # Nobody waits for a word that it is certain; it is so with what is done about it, a moment later.
        write = partial(self.storage.write, partial(self.sieve.store, batch), certain=False)
        await patiently(write, "frames cannot be stored, trying again", frames=len(batch))
