"""Takes raw frames from the websocket and the webhook and stores each once; no frame can stop it."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from urllib.parse import quote

import aiohttp
import structlog

from bot.clock import Clock
from bot.logs import place
from bot.settings import Settings
from bot.signal.frames import Reading, Receipt, read
from bot.values import internal_id
from storage import Storage, StorageError, Tx

log = structlog.get_logger()

_PAUSES = (0.0, 0.1, 0.3, 1.0, 2.0)  # seconds before the next try to connect; the last one again and again
_LARGEST = 16 << 20  # bytes of one websocket message; more closes the connection
_HEARTBEAT = 20.0


@dataclass
class Intake:
    """The way in. `on_receipt` is told of receipts, which are kept nowhere."""

    settings: Settings
    storage: Storage
    clock: Clock
    on_receipt: Callable[[Receipt], None]
    connected: bool | None = None  # None: not tried yet
    counts: Counter[str] = field(default_factory=Counter)
    _fresh: list[Reading] = field(default_factory=list)
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _storing: bool = False

    def __post_init__(self) -> None:
        groups = self.settings.groups.items()
        self._served = {internal_id(group.id): self.settings.purpose(name) for name, group in groups}

    @property
    def idle(self) -> bool:
        """Whether everything that came in is stored."""
        return not self._fresh and not self._storing

    def take(self, raw: str | bytes) -> Reading | None:
        """Looks at one raw frame; what is worth keeping is stored soon. Does not wait and never raises."""
        reading = self._look(raw)
        if reading is not None:
            self._fresh.append(reading)
            self._wake.set()
        return reading

    async def keep(self, raw: str | bytes) -> None:
        """Looks at one raw frame and returns when it is stored: for the webhook, which answers only then."""
        reading = self._look(raw)
        if reading is not None:
            await self.storage.write(partial(self._add, [reading]))

    def _look(self, raw: str | bytes) -> Reading | None:
        found = read(raw, self.settings.number, self._served)
        if isinstance(found, Reading):
            self.counts[found.frame.kind] += 1
            return found
        if isinstance(found, Receipt):
            self.counts["receipt"] += 1
            self.on_receipt(found)
            return None
        self.counts[found.reason] += 1
        if found.reason == "broken":
            log.warning("a broken frame was dropped", size=len(raw))
        return None

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

    async def _store(self, batch: list[Reading]) -> None:
        while True:
            try:
                await self.storage.write(partial(self._add, batch))
            except StorageError as error:
                log.error("frames cannot be stored, trying again", frames=len(batch), error=str(error))
                await asyncio.sleep(1)
            else:
                return

    def _add(self, batch: list[Reading], tx: Tx) -> None:
        now = self.clock.now()
        for reading in batch:
            frame = reading.frame
            if _wanted(tx, reading, now):
                new = tx.frames.add(frame, now)
                log.debug("stored" if new else "known", kind=frame.kind)

    async def listen(self) -> None:
        """Reads the websocket, and connects again whenever it ends, however it ends; runs for ever."""
        headers = {"Authorization": f"Bearer {self.settings.token}"} if self.settings.token else {}
        tries = 0
        async with aiohttp.ClientSession(headers=headers) as session:
            while True:
                try:
                    await self._read(session)
                    error = "closed by the server"
                except (aiohttp.ClientError, OSError, TimeoutError) as failure:
                    error = place(failure)
                tries = 0 if self.connected else tries + 1
                if self.connected:
                    log.warning("the link to the server is gone", error=error)
                elif self.connected is None:
                    log.warning("the server is not there yet, waiting for it", error=error)
                self.connected = False
                await asyncio.sleep(_PAUSES[min(tries, len(_PAUSES) - 1)])

    async def _read(self, session: aiohttp.ClientSession) -> None:
        url = f"{self.settings.server}/v1/receive/{quote(self.settings.number)}".replace("http", "ws", 1)
        async with session.ws_connect(url, heartbeat=_HEARTBEAT, max_msg_size=_LARGEST) as socket:
            self.connected = True
            log.info("the link to the server is there")
            # As little as possible between two frames: the server drops what nobody waits for (field guide 1.2).
            async for message in socket:
                if message.type in {aiohttp.WSMsgType.TEXT, aiohttp.WSMsgType.BINARY}:
                    self.take(message.data)
                elif message.type is aiohttp.WSMsgType.ERROR:
                    return


def _wanted(tx: Tx, reading: Reading, now: datetime) -> bool:
    """Whether what the frame depends on is there."""
    frame = reading.frame
    if reading.only_if_known and tx.frames.find(frame.sender, reading.target or 0) is None:
        return False
    return not reading.only_if_awaited or tx.offers.awaited(frame.chat, frame.sender, now)
