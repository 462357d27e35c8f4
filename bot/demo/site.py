"""A page on 127.0.0.1: its files as they are, its state as one object, and what changes as a stream of events."""

from __future__ import annotations

import asyncio
import errno
import json
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from inspect import isawaitable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from aiohttp import web
from pydantic import ConfigDict, TypeAdapter, ValidationError, validate_call

from bot.demo.envelopes import Json
from bot.demo.guard import Guard, Handler, protect
from bot.demo.refusal import Refusal
from bot.demo.world import Refused
from bot.errors import LosboteError

FILES = Path(__file__).with_name("page")
_FIELDS = TypeAdapter(dict[str, Any])
_TYPES = {".js": "text/javascript", ".css": "text/css"}
_MOST_WAITING = 5000  # events for one browser; it is sent away then, and gets the whole state when it comes back


class PortTaken(LosboteError):
    """Somebody else listens there already."""


class _Viewer:
    """What waits to be told to one browser."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[str] = asyncio.Queue(_MOST_WAITING)
        self._behind = False

    def tell(self, text: str) -> None:
        if self._queue.full():
            self._behind = True
        else:
            self._queue.put_nowait(text)

    async def pour(self, socket: web.WebSocketResponse) -> None:
        """Sends what waits; a browser that is too far behind (its tab slept) is better served from the beginning."""
        with suppress(ConnectionError):
            while not self._behind:
                await socket.send_str(await self._queue.get())
            await socket.close(code=1013)


class Site:
    """Serves the files in `page/`; `state` gives all there is to see, `spread` tells every browser of a change."""

    def __init__(
        self, token: str, state: Callable[[], Json], routes: Iterable[web.RouteDef], *, largest_body: int = 2**20
    ) -> None:
        self._token = token
        self._state = state
        self._routes = list(routes)
        self._largest_body = largest_body
        self._guard = Guard(token)
        self._runner: web.AppRunner | None = None
        self._viewers: dict[web.WebSocketResponse, _Viewer] = {}

    @property
    def url(self) -> str:
        """The address to open, with the token in it."""
        return f"http://127.0.0.1:{self._guard.port}/?{urlencode({'token': self._token})}"

    @property
    def port(self) -> int:
        """Where it listens."""
        return self._guard.port

    async def start(self, port: int = 0) -> None:
        """Listens on `port`, or on a free one; raises PortTaken."""
        self._runner = web.AppRunner(self._application(), shutdown_timeout=1, access_log=None)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, "127.0.0.1", port).start()
        except OSError as error:
            await self._runner.cleanup()
            reason = os.strerror(error.errno or errno.EADDRINUSE)  # asyncio's own words repeat the address
            raise PortTaken(
                f"Port {port} kann nicht benutzt werden ({reason}). Nimm einen anderen: --port 0 / "
                f"Port {port} cannot be used. Name another one: --port 0"
            ) from error
        self._guard.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Closes every connection and stops listening."""
        for socket in list(self._viewers):
            await socket.close(code=1001)
        if self._runner is not None:
            await self._runner.cleanup()

    def spread(self, event: Json) -> None:
        """Tells every browser that has the page open."""
        text = json.dumps(event)
        for viewer in self._viewers.values():
            viewer.tell(text)

    def _application(self) -> web.Application:
        app = web.Application(middlewares=[self._guard.look, _explain], client_max_size=self._largest_body)
        app.on_response_prepare.append(protect)
        app.router.add_get("/", self._index)
        app.router.add_get("/page/{name}", _file)
        app.router.add_get("/api/state", self._get_state)
        app.router.add_get("/api/events", self._events)
        app.router.add_routes(self._routes)
        return app

    async def _index(self, _: web.Request) -> web.Response:
        response = web.Response(text=(FILES / "index.html").read_text(encoding="utf-8"), content_type="text/html")
        self._guard.admit(response)
        return response

    async def _get_state(self, _: web.Request) -> web.Response:
        return web.json_response(self._state())

    async def _events(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(heartbeat=20)
        await socket.prepare(request)
        viewer = _Viewer()
        # State and subscription in one step: no event can fall between them.
        viewer.tell(json.dumps({"kind": "state", **self._state()}))
        self._viewers[socket] = viewer
        pouring = asyncio.create_task(viewer.pour(socket))
        try:
            async for _ in socket:
                pass  # the page sends nothing here; reading notices its end
        finally:
            del self._viewers[socket]
            pouring.cancel()
        return socket


async def _file(request: web.Request) -> web.Response:
    path = FILES / request.match_info["name"]
    if path.suffix not in _TYPES or path not in FILES.iterdir():
        raise web.HTTPNotFound
    return web.Response(body=path.read_bytes(), content_type=_TYPES[path.suffix], charset="utf-8")


@web.middleware
async def _explain(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turns what cannot be done into a 400 with the name of a sentence, which the page says in its language."""
    try:
        return await handler(request)
    except (KeyError, LosboteError, Refused, ValueError) as error:
        return web.json_response(_refusal(error).as_dict(), status=400)


def _refusal(error: Exception) -> Refusal:
    if isinstance(error, Refusal):
        return error
    if isinstance(error, ValidationError):
        places = {".".join(map(str, one["loc"])) for one in error.errors()}
        return Refusal("form", what=", ".join(sorted(places)))
    if isinstance(error, LosboteError):
        return Refusal("told", what=str(error))
    return Refusal("other", what=str(error))  # a message is deleted by now, a poll closed


def action(do: Callable[..., Any]) -> Handler:
    """A handler that calls `do` with the fields of a JSON object, checked against its annotations."""
    checked = validate_call(config=ConfigDict(strict=True))(do)

    async def handler(request: web.Request) -> web.Response:
        done = checked(**_FIELDS.validate_json(await request.read()))
        answer = await done if isawaitable(done) else done
        return web.json_response(answer or {})

    return handler
