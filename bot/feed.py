"""`GET /calendar.ics`: the whole calendar, for calendars that subscribe to it and ask again every hour."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from hashlib import sha256

import structlog
from aiohttp import web

from bot.clock import Clock
from commands import _feed
from storage import Storage, StorageError, Tx

log = structlog.get_logger()

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Copy:
    """The file of a calendar, with what tells it from another."""

    whole: _feed.Whole
    file: bytes
    etag: str
    modified: datetime  # a whole second, not before the last change


@dataclass
class Feed:
    """Answers with the calendar as it is, and keeps the file for as long as nothing in it changes."""

    storage: Storage
    clock: Clock
    _copy: Copy | None = None
    _making: asyncio.Lock = field(default_factory=asyncio.Lock)

    def routes(self) -> list[web.RouteDef]:
        """`/calendar.ics`, or `/calendar/TOKEN.ics` once there is a token."""
        return [web.get(path, self._answer) for path in ("/calendar.ics", "/calendar/{token}.ics")]

    async def _answer(self, request: web.Request) -> web.Response:
        try:
            path, whole = await self.storage.read(_look)
        except StorageError as error:
            log.error("the calendar cannot be read", error=str(error))
            raise web.HTTPServiceUnavailable(headers={"Retry-After": "60"}) from None
        # In a time that says nothing about how much of a token was right.
        if not secrets.compare_digest(request.path.encode(), path.encode()):
            raise web.HTTPNotFound
        copy = await self._file(whole)
        headers = self._headers(copy)
        if _known(request, copy):
            return web.Response(status=304, headers=headers)
        return web.Response(body=copy.file, content_type="text/calendar", charset="utf-8", headers=headers)

    async def _file(self, whole: _feed.Whole) -> Copy:
        async with self._making:
            if self._copy is None or self._copy.whole != whole:
                file = await asyncio.to_thread(whole.file)
                modified = _whole_second(whole.stamp)
                self._copy = Copy(whole, file, sha256(file).hexdigest()[:32], modified)
            return self._copy

    def _headers(self, copy: Copy) -> dict[str, str]:
        headers = {"ETag": f'"{copy.etag}"', "Cache-Control": "private, no-cache"}
        if copy.modified <= self.clock.now():  # else something might still change within that second
            headers["Last-Modified"] = format_datetime(copy.modified, usegmt=True)
        return headers


def _look(tx: Tx) -> tuple[str, _feed.Whole]:
    return _feed.path(tx), _feed.whole(tx)


def _whole_second(at: datetime) -> datetime:
    """The next whole second, or this one."""
    floor = at.replace(microsecond=0)
    return floor if floor == at else floor + _SECOND


def _known(request: web.Request, copy: Copy) -> bool:
    """Whether the one who asks has this copy already; where it names an ETag, that alone counts (RFC 9110, 13.1.3)."""
    tags = request.if_none_match
    if tags is not None:
        return any(tag.value in {copy.etag, "*"} for tag in tags)
    since = request.if_modified_since
    return since is not None and since >= copy.modified
