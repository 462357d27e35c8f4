"""The websocket on which the server hands out frames."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from urllib.parse import quote

import aiohttp
import structlog

from bot.logs import place
from bot.settings import Settings
from bot.signal.http import authorization

log = structlog.get_logger()

_PAUSES = (0.0, 0.1, 0.3, 1.0, 2.0)  # seconds before the next try to connect; the last one again and again
_LARGEST = 16 << 20  # bytes of one websocket message; more closes the connection
_HANDSHAKE = 15.0  # seconds
_HEARTBEAT = 20.0  # seconds; without an answer for half of that the connection counts as gone


@dataclass
class Link:
    """Reads the websocket and hands each frame to `take`, which must not wait; tells `found` of each new connection."""

    settings: Settings
    take: Callable[[str | bytes], object]
    found: Callable[[], object] = lambda: None
    connected: bool | None = None  # None: not tried yet
    heard: float | None = None  # when a frame came last, of whatever kind; by the monotonic clock
    _socket: aiohttp.ClientWebSocketResponse | None = None

    async def renew(self) -> None:
        """Closes the connection, so that a new one is made."""
        if self._socket is not None:
            await self._socket.close()

    async def listen(self) -> None:
        """Reads, and connects again whenever the link ends, however it ends; runs for ever."""
        tries = 0
        async with aiohttp.ClientSession(headers=authorization(self.settings)) as session:
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
        async with asyncio.timeout(_HANDSHAKE):
            self._socket = socket = await session.ws_connect(url, heartbeat=_HEARTBEAT, max_msg_size=_LARGEST)
        try:
            self.connected = True
            log.info("the link to the server is there")
            self.found()
            await self._take_all(socket)
        finally:
            self._socket = None
            await socket.close()

    async def _take_all(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        # As little as possible between two frames: the server drops what nobody waits for (field guide 1.2).
        async for message in socket:
            if message.type in {aiohttp.WSMsgType.TEXT, aiohttp.WSMsgType.BINARY}:
                self.take(message.data)
                self.heard = monotonic()
            elif message.type is aiohttp.WSMsgType.ERROR:
                return
