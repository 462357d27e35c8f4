"""Files at the page: those that a message will take, those that a message has, and what is in them."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from aiohttp import web

from bot.demo.glance import glance, shown_as
from bot.demo.refusal import Refusal
from bot.demo.world import Attachment, World

LARGEST = 100 * 2**20  # bytes; Signal takes no more
_MOST = 20  # uploads that no message has taken yet


class Uploads:
    """Keeps what was dropped on the page until a message takes it, and gives out what messages have."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._waiting: dict[str, Attachment] = {}

    def routes(self, *, read_only: bool = False) -> list[web.RouteDef]:
        """Up, down, and a look inside."""
        down = [web.get("/api/file/{id}", self._down), web.get("/api/glance/{id}", self._glance)]
        return down if read_only else [web.post("/api/file", self._up), *down]

    def waiting(self, name: str) -> Attachment:
        """An upload by its id; a Refusal if it is not there."""
        if name not in self._waiting:
            raise Refusal("file")
        return self._waiting[name]

    def taken(self, names: Iterable[str]) -> None:
        """A message has taken these."""
        for name in names:
            self._waiting.pop(name, None)

    async def _up(self, request: web.Request) -> web.Response:
        name = request.query.get("filename", "").replace("\\", "/").rpartition("/")[2][-200:] or "file"
        file = Attachment.of(name, await request.read(), request.content_type)
        while len(self._waiting) >= _MOST:
            self._waiting.pop(next(iter(self._waiting)))
        self._waiting[file.id] = file
        return web.json_response({"id": file.id, "filename": file.filename, "size": len(file.data)})

    async def _down(self, request: web.Request) -> web.Response:
        """The bytes: pictures and PDFs to be shown where `?show` says so, all else only to be saved."""
        file = self._find(request)
        kind = shown_as(file.data) if "show" in request.query else None
        name = quote(file.filename or file.id, safe="")
        headers = {"Content-Disposition": f"{'inline' if kind else 'attachment'}; filename*=UTF-8''{name}"}
        if kind == "application/pdf":  # the browser's own reader needs styles of its own
            headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'"
        return web.Response(body=file.data, content_type=kind or "application/octet-stream", headers=headers)

    async def _glance(self, request: web.Request) -> web.Response:
        return web.json_response(glance(self._find(request).data))

    def _find(self, request: web.Request) -> Attachment:
        wanted = request.match_info["id"]
        for message in reversed(self._world.messages):
            for file in message.attachments:
                if file.id == wanted:
                    return file
        raise web.HTTPNotFound
