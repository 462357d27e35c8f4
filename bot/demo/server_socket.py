"""One websocket on which a client receives frames."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from aiohttp import WSMsgType, web

LONGEST_CLIENT_MESSAGE = 512


class Listener:
    """Writes frames to one websocket in order, and knows when the client has read them."""

    def __init__(self, socket: web.WebSocketResponse, transport: asyncio.Transport | None) -> None:
        self._socket = socket
        self._transport = transport
        self._outgoing: asyncio.Queue[str | bytes | asyncio.Future[None]] = asyncio.Queue()
        self._pings: dict[bytes, asyncio.Future[None]] = {}  # those whose pong is awaited, by payload
        self._busy = False
        self._closed = False

    def offer(self, frame: str | bytes, *, drop_when_busy: bool) -> bool:
        """Takes a frame to write, unless it is to be dropped because the last one is not yet written."""
        if self._closed or (self._busy and drop_when_busy):
            return False
        self._busy = True
        self._outgoing.put_nowait(frame)
        return True

    async def read(self) -> None:
        """Returns when the client has read all frames offered so far, or is gone."""
        pong: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        if self._closed:
            return
        self._outgoing.put_nowait(pong)
        await pong

    async def run(self) -> None:
        """Writes and listens until the connection ends."""
        writer = asyncio.create_task(self._write())
        try:
            await self._listen()
        finally:
            self._closed = True
            writer.cancel()
            with suppress(asyncio.CancelledError, ConnectionError):
                await writer
            self._give_up_waiting()

    async def close(self) -> None:
        """Says goodbye with 1000, as a proxy does and the server never."""
        await self._socket.close(code=1000)

    def abort(self) -> None:
        """Cuts the connection without a goodbye."""
        if self._transport:
            self._transport.abort()

    async def _write(self) -> None:
        while True:
            item = await self._outgoing.get()
            if isinstance(item, asyncio.Future):
                payload = str(id(item)).encode()
                self._pings[payload] = item
                await self._socket.ping(payload)
            elif isinstance(item, bytes):
                await self._socket.send_bytes(item)
            else:
                await self._socket.send_str(item)
            self._busy = not self._outgoing.empty()

    async def _listen(self) -> None:
        async for message in self._socket:
            if message.type is WSMsgType.PING:
                await self._socket.pong(message.data)
            elif message.type is WSMsgType.PONG and (pong := self._pings.pop(bytes(message.data), None)):
                _finish(pong)

    def _give_up_waiting(self) -> None:
        waiting = [*self._pings.values()]
        while not self._outgoing.empty():
            item = self._outgoing.get_nowait()
            if isinstance(item, asyncio.Future):
                waiting.append(item)
        for future in waiting:
            _finish(future)


def _finish(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)
