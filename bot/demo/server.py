"""A stand-in for signal-cli-rest-api 0.101 in json-rpc mode: real HTTP and websockets over a played world."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, cast

import aiohttp
from aiohttp import web

from bot.demo import server_account, server_send  # noqa: F401 - the import registers their paths
from bot.demo.faults import Faults
from bot.demo.server_calls import ROUTES, Answer, Call, Malformed, Route
from bot.demo.server_socket import LONGEST_CLIENT_MESSAGE, Listener
from bot.demo.world import Refused, World

__all__ = ["Faults", "Request", "StandIn"]

_RECEIVE_OPTIONS = {"timeout", "ignore_attachments", "ignore_stories", "ignore_avatars", "ignore_stickers"}
_RECEIVE_OPTIONS |= {"max_messages", "send_read_receipts"}
_LARGEST_BODY = 200 * 2**20


@dataclass(slots=True)
class Request:
    """One call as the server saw it; the status is None while it is open and 0 if it got no answer."""

    method: str
    path: str
    body: dict[str, Any] | None = None
    status: int | None = None


class StandIn:
    """The server; its state is the world's and outlives stop and start, its port does too."""

    def __init__(self, world: World, *, webhook: str | None = None) -> None:
        self.world = world
        self.webhook = webhook
        self.faults = Faults()
        self.requests: list[Request] = []
        self.refused: list[str] = []
        self.dropped = 0  # frames that nobody took
        self.connections = 0  # websockets that were ever opened
        self.webhook_failures = 0
        self.port = 0
        self._backlog: asyncio.Queue[str | bytes] = asyncio.Queue()
        self._listeners: list[Listener] = []
        self._listened = asyncio.Event()
        self._open: set[asyncio.Task[Any]] = set()
        self._runner: web.AppRunner | None = None
        self._feeder: asyncio.Task[None] | None = None
        world.on_frame(self.push)

    @property
    def url(self) -> str:
        """Where the server listens."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def listening(self) -> int:
        """How many websockets are connected now."""
        return len(self._listeners)

    async def start(self, port: int = 0) -> None:
        """Listens on `port`, else on the port of the last time, else on a free one."""
        app = web.Application(client_max_size=_LARGEST_BODY)
        for route in ROUTES:
            app.router.add_route(route.method, route.path, self._handler(route))
        app.router.add_get("/v1/receive/{number}", self._receive, allow_head=False)
        app.router.add_route("*", "/{path:.*}", self._unknown)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port or self.port)
        await site.start()
        self.port = int(self._runner.addresses[0][1])
        self._feeder = asyncio.create_task(self._feed())

    async def stop(self) -> None:
        """Drops all connections at once, as a dying container does; frames to come wait for the next start."""
        if self._runner is None or self._feeder is None:
            return
        for site in list(self._runner.sites):  # first, or a quick client is back before all is closed
            await site.stop()
        tasks = [self._feeder, *self._open]
        for connection in self._runner.server.connections if self._runner.server else []:
            if connection.transport:
                connection.transport.abort()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._runner.cleanup()
        self._runner = self._feeder = None

    async def close_sockets(self) -> None:
        """Closes all websockets with 1000."""
        for listener in list(self._listeners):
            await listener.close()

    def abort_sockets(self) -> None:
        """Cuts all websockets without a goodbye; other calls go on."""
        for listener in self._listeners:
            listener.abort()

    def push(self, frame: str | bytes) -> None:
        """Hands out a frame, also one that is broken or binary, after all that came before."""
        self._backlog.put_nowait(frame)

    async def listened(self) -> None:
        """Returns as soon as at least one websocket is connected."""
        await self._listened.wait()

    async def drained(self) -> None:
        """Returns when every frame so far was read by every websocket and answered by the webhook."""
        if self._feeder is None:
            return
        handed_out = asyncio.create_task(self._backlog.join())
        await asyncio.wait({handed_out, self._feeder}, return_when=asyncio.FIRST_COMPLETED)
        handed_out.cancel()
        for listener in list(self._listeners):
            await listener.read()

    # -- frames out ---------------------------------------------------------------------------------

    async def _feed(self) -> None:
        """One loop for the websockets and the webhook: whoever is slow there delays all."""
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None)) as session:
            while True:
                frame = await self._backlog.get()
                try:
                    self.world.taken_in(frame)
                    for _ in range(self._copies()):
                        await self._hand_out(frame, session)
                finally:
                    self._backlog.task_done()

    def _copies(self) -> int:
        if not self.faults.double_frames:
            return 1
        self.faults.double_frames -= 1
        return 2

    async def _hand_out(self, frame: str | bytes, session: aiohttp.ClientSession) -> None:
        busy = self.faults.drop_when_busy
        taken = [listener.offer(frame, drop_when_busy=busy) for listener in self._listeners]
        if self.webhook:
            await self._call_webhook(self.webhook, frame, session)
        elif not any(taken):
            self.dropped += 1

    async def _call_webhook(self, url: str, frame: str | bytes, session: aiohttp.ClientSession) -> None:
        headers = {"Content-Type": "application/json"}
        try:
            async with session.post(url, data=_line(frame), headers=headers) as response:
                self.webhook_failures += response.status not in (200, 201)
        except (aiohttp.ClientError, OSError):
            self.webhook_failures += 1

    async def _receive(self, request: web.Request) -> web.StreamResponse:
        entry = self._note(request)
        socket = web.WebSocketResponse(autoping=False, max_msg_size=LONGEST_CLIENT_MESSAGE + 1)
        unknown = set(request.query) - _RECEIVE_OPTIONS
        if unknown or request.match_info["number"] != self.world.bot.number or not socket.can_prepare(request):
            return self._refuse(entry, Malformed("a websocket for the account's own number is expected here"))
        entry.status = 101
        await socket.prepare(request)
        listener = Listener(socket, request.transport)
        self._listeners.append(listener)
        self.connections += 1
        self._listened.set()
        try:
            with self._tracked(), suppress(ConnectionError):
                await listener.run()
        finally:
            self._listeners.remove(listener)
            if not self._listeners:
                self._listened.clear()
        return socket

    # -- calls in -----------------------------------------------------------------------------------

    def _handler(self, route: Route) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def handle(request: web.Request) -> web.StreamResponse:
            entry = self._note(request)
            try:
                with self._tracked():
                    answer = await self._answer(route, request, entry)
            except Malformed as error:
                return self._refuse(entry, error)
            except Refused as error:
                answer = Answer(400, {"error": str(error)})
            entry.status = answer.status
            if answer.status == 0 and request.transport:
                request.transport.abort()
            return _response(answer)

        return handle

    @contextmanager
    def _tracked(self) -> Iterator[None]:
        """Lets stop() end what the current task does inside."""
        task = cast("asyncio.Task[Any]", asyncio.current_task())
        self._open.add(task)
        try:
            yield
        finally:
            self._open.discard(task)

    async def _answer(self, route: Route, request: web.Request, entry: Request) -> Answer:
        raw = await request.read()
        with suppress(ValueError):
            body = json.loads(raw)
            entry.body = body if isinstance(body, dict) else None
        route.check_query(request.query)
        body = route.read_body(raw)
        path = dict(request.match_info)
        number = path.get("number", getattr(body, "number", self.world.bot.number))
        if number != self.world.bot.number:
            raise Malformed(f"the account {number} is not registered here")
        if self.faults.account_gone and route.needs_account:
            raise Refused(f"Specified account {number} does not exist")
        call = Call(self.world, self.faults, path, dict(request.query), body)
        return await server_send.play_send(route, call) if route.sends else route.handler(call)

    async def _unknown(self, request: web.Request) -> web.StreamResponse:
        return self._refuse(self._note(request), Malformed("404 page not found", status=404))

    def _note(self, request: web.Request) -> Request:
        self.requests.append(Request(request.method, request.path))
        return self.requests[-1]

    def _refuse(self, entry: Request, error: Malformed) -> web.Response:
        entry.status = error.status
        self.refused.append(f"{entry.method} {entry.path}: {error}")
        return web.json_response({"error": str(error)}, status=error.status)


def _response(answer: Answer) -> web.Response:
    if isinstance(answer.body, bytes):
        return web.Response(status=answer.status, body=answer.body, content_type=answer.content_type)
    if answer.status in (200, 400, 404, 429) or answer.body is not None:
        return web.json_response(answer.body, status=answer.status)
    return web.Response(status=answer.status or 500)


def _line(frame: str | bytes) -> str | bytes:
    """The JSON-RPC line in which a frame came; what is no JSON goes out as it is."""
    try:
        return json.dumps({"jsonrpc": "2.0", "method": "receive", "params": json.loads(frame)})
    except ValueError:
        return frame
