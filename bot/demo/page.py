"""A small web application that shows the played Signal world to a person in the browser."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import re
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from inspect import isawaitable
from pathlib import Path
from typing import Annotated, Any, Protocol
from urllib.parse import quote, urlencode
from zoneinfo import ZoneInfo

from aiohttp import web
from pydantic import ConfigDict, Field, TypeAdapter, ValidationError, validate_call

from bot.demo.envelopes import Attachment, group_as_dict
from bot.demo.world import Refused, World

HTML = Path(__file__).with_name("page.html")
MAX_UPLOAD = 25 * 1024 * 1024
MAX_PENDING = 20  # uploads that no message has taken yet
CLOCK_LOOK = 0.5  # seconds between two looks at the played clock

FIELDS = TypeAdapter(dict[str, Any])

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Seconds = Annotated[int, Field(gt=0, le=366 * 24 * 3600)]


class Stage(Protocol):
    """What the page needs from the demo beside the world."""

    world: World
    zone: ZoneInfo

    def now(self) -> datetime: ...

    async def next_post(self) -> datetime | None: ...

    async def pass_time(self, by: timedelta) -> None: ...


class Page:
    """Serves one stage on 127.0.0.1 to whoever knows the token."""

    def __init__(self, stage: Stage, *, token: str) -> None:
        self._stage = stage
        self._token = token
        self._port = 0
        self._runner: web.AppRunner | None = None
        self._clock: asyncio.Task[None] | None = None
        self._viewers: dict[web.WebSocketResponse, asyncio.Queue[str]] = {}
        self._uploads: dict[str, Attachment] = {}
        self._moving = asyncio.Lock()
        stage.world.on_event(self._spread)

    @property
    def url(self) -> str:
        """The address to open, with the token in it."""
        return f"http://127.0.0.1:{self._port}/?{urlencode({'token': self._token})}"

    async def start(self, port: int = 0) -> None:
        """Listens on `port`, or on a free one."""
        self._runner = web.AppRunner(self._application(), shutdown_timeout=1, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        self._port = self._runner.addresses[0][1]
        self._clock = asyncio.create_task(self._watch_clock(), name="page clock")

    async def stop(self) -> None:
        """Closes every connection and stops listening."""
        if self._clock is not None:
            self._clock.cancel()
            with suppress(asyncio.CancelledError):
                await self._clock
        for socket in list(self._viewers):
            await socket.close(code=1001)
        if self._runner is not None:
            await self._runner.cleanup()

    def _application(self) -> web.Application:
        html = HTML.read_text(encoding="utf-8")
        headers = _headers(html)

        async def index(_: web.Request) -> web.Response:
            response = web.Response(text=html, content_type="text/html")
            response.set_cookie(self._cookie, self._token, httponly=True, samesite="Strict", path="/")
            return response

        async def protect(_: web.Request, response: web.StreamResponse) -> None:
            response.headers.update(headers)

        app = web.Application(middlewares=[self._guard, _explain], client_max_size=MAX_UPLOAD)
        app.on_response_prepare.append(protect)
        app.router.add_get("/", index)
        app.router.add_get("/api/state", self._get_state)
        app.router.add_get("/api/events", self._events)
        app.router.add_get("/api/attachment/{id}", self._download)
        app.router.add_post("/api/attach", self._upload)
        app.router.add_post("/api/say", _act(self._say))
        app.router.add_post("/api/react", _act(self._react))
        app.router.add_post("/api/edit", _act(self._stage.world.edit))
        app.router.add_post("/api/delete", _act(self._stage.world.delete))
        app.router.add_post("/api/next-post", self._next_post)
        app.router.add_post("/api/pass", _act(self._pass))
        return app

    @property
    def _cookie(self) -> str:
        # Browsers share cookies between the ports of a host: two demos must not overwrite each other's.
        return f"losbote_{self._port}"

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        hosts = {f"127.0.0.1:{self._port}", f"localhost:{self._port}"}
        origin = request.headers.get("Origin")
        if request.host not in hosts or (origin is not None and origin != f"http://{request.host}"):
            raise web.HTTPForbidden(text="This page is only for the machine it runs on.")
        shown = request.cookies.get(self._cookie, "")
        if request.path == "/":
            shown = request.query.get("token", shown)
        if not hmac.compare_digest(shown.encode(errors="surrogateescape"), self._token.encode()):
            raise web.HTTPForbidden(text="Please open the address with the token that the demo has shown.")
        return await handler(request)

    # What the page shows

    def _state(self) -> dict[str, Any]:
        world = self._stage.world
        admins = {name for group in world.groups.values() for name in group.admins}
        return {
            "now": self._stage.now().isoformat(),
            "zone": self._stage.zone.key or "UTC",
            "people": [{"name": name, "admin": name in admins} for name in world.people],
            "groups": [group_as_dict(group) for group in world.groups.values()],
            "messages": [world.as_dict(message) for message in world.messages],
            "typing": {chat: sorted(names) for chat, names in world.typing.items()},
        }

    async def _get_state(self, _: web.Request) -> web.Response:
        return web.json_response(self._state())

    async def _events(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(heartbeat=20)
        await socket.prepare(request)
        queue: asyncio.Queue[str] = asyncio.Queue()
        # State and subscription in one step: no event can fall between them.
        queue.put_nowait(json.dumps({"kind": "state", **self._state()}))
        self._viewers[socket] = queue
        pouring = asyncio.create_task(_pour(queue, socket))
        try:
            async for _ in socket:
                pass  # the page sends nothing here; reading notices its end
        finally:
            del self._viewers[socket]
            pouring.cancel()
        return socket

    def _spread(self, event: dict[str, Any]) -> None:
        text = json.dumps(event)
        for queue in self._viewers.values():
            queue.put_nowait(text)

    def _tell_clock(self) -> None:
        self._spread({"kind": "clock", "now": self._stage.now().isoformat()})

    async def _watch_clock(self) -> None:
        told = self._stage.now()
        while True:
            await asyncio.sleep(CLOCK_LOOK)
            now = self._stage.now()
            if now.replace(second=0, microsecond=0) != told.replace(second=0, microsecond=0):
                told = now
                self._tell_clock()

    # What the played people do

    def _say(self, who: str, chat: str, text: str, quote: int | None = None, attachments: Sequence[str] = ()) -> None:
        if not text.strip() and not attachments:
            raise ValueError("an empty message")
        if chat not in self._chats_of(who):
            raise ValueError(f"{who} is not in this chat")
        files = [self._uploads[name] for name in attachments]
        self._stage.world.say(who, chat, text, quote=quote, attachments=files)
        for name in attachments:
            self._uploads.pop(name, None)

    def _react(self, who: str, timestamp: int, emoji: str, remove: bool = False) -> None:
        world = self._stage.world
        if world.find(timestamp).chat not in self._chats_of(who):
            raise ValueError(f"{who} is not in this chat")
        world.react(who, timestamp, emoji, remove=remove)

    def _chats_of(self, who: str) -> set[str]:
        groups = self._stage.world.groups.values()
        return {f"direct:{who}"} | {group.chat for group in groups if who in group.members}

    # Files

    async def _upload(self, request: web.Request) -> web.Response:
        file = Attachment.of(request.query.get("filename", ""), await request.read(), request.content_type)
        while len(self._uploads) >= MAX_PENDING:
            self._uploads.pop(next(iter(self._uploads)))
        self._uploads[file.id] = file
        return web.json_response({"id": file.id, "filename": file.filename, "size": len(file.data)})

    async def _download(self, request: web.Request) -> web.Response:
        wanted = request.match_info["id"]
        for message in reversed(self._stage.world.messages):
            for file in message.attachments:
                if file.id == wanted:
                    name = quote(file.filename or file.id, safe="")
                    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
                    return web.Response(body=file.data, headers=headers)
        raise web.HTTPNotFound

    # The clock

    async def _next_post(self, _: web.Request) -> web.Response:
        async with self._moving:
            post = await self._stage.next_post()
        self._tell_clock()
        return web.json_response({"post": post and post.isoformat()})

    async def _pass(self, seconds: Seconds) -> None:
        async with self._moving:
            await self._stage.pass_time(timedelta(seconds=seconds))
        self._tell_clock()


def _act(do: Callable[..., object]) -> Handler:
    """Makes a handler that calls `do` with the fields of a JSON object, checked against its annotations."""
    checked = validate_call(config=ConfigDict(strict=True))(do)

    async def handler(request: web.Request) -> web.Response:
        done = checked(**FIELDS.validate_json(await request.read()))
        if isawaitable(done):
            await done
        return web.json_response({})

    return handler


@web.middleware
async def _explain(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        return web.json_response({"error": wrong}, status=400)
    except (KeyError, Refused, ValueError) as error:
        return web.json_response({"error": str(error)}, status=400)


async def _pour(queue: asyncio.Queue[str], socket: web.WebSocketResponse) -> None:
    with suppress(ConnectionError):
        while True:
            await socket.send_str(await queue.get())


def _headers(html: str) -> dict[str, str]:
    policy = {
        "default-src": "'none'",
        "script-src": _hashes(html, "script"),
        "style-src": _hashes(html, "style"),
        "connect-src": "'self'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    return {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cache-Control": "no-store",
    }


def _hashes(html: str, tag: str) -> str:
    found = re.findall(rf"<{tag}[^>]*>(.*?)</{tag}>", html, re.DOTALL)
    digests = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in found)
    return " ".join(f"'sha256-{digest}'" for digest in digests)
