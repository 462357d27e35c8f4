"""What the side panel shows: looks at the bot's database that change nothing, also while the bot writes to it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from functools import cached_property, partial
from typing import Any

from aiohttp import web

from bot.agenda import AHEAD
from bot.demo.envelopes import Json
from bot.demo.guard import Handler
from bot.plan import Line, reckoned
from bot.settings import Settings
from commands import Registry, discover
from commands._texts import LANGUAGES, Language
from storage import StorageError, Tx, look
from storage.chat import Chat

Look = Callable[[Language], Awaitable[Json]]


class Coming:
    """The posts of the next 60 days; `at_page` is how the page names a chat that the database knows."""

    def __init__(self, settings: Settings, now: Callable[[], datetime], at_page: Callable[[Chat], str] = str) -> None:
        self._settings = settings
        self._now = now
        self._at_page = at_page

    async def __call__(self, language: Language) -> Json:
        """When, where, why and with which words, in order; also what gives way, since the week has no room for it."""
        now = self._now()
        lines = await asyncio.to_thread(look, self._settings.database, partial(self._lines, now=now))
        return {"days": AHEAD // timedelta(days=1), "lines": [self._row(one, now, language) for one in lines]}

    def _lines(self, tx: Tx, now: datetime) -> list[Line]:
        return reckoned(tx, self._settings, self._registry, now, AHEAD)

    def _row(self, line: Line, now: datetime, language: Language) -> Json:
        _, where, why, text = line.row(now, language)
        shown = {"chat": self._at_page(line.audience.chat), "where": where, "why": why, "text": text}
        return line.data() | shown | {"gives_way": line.gives_way}

    @cached_property
    def _registry(self) -> Registry:
        return discover()


def stamp(settings: Settings) -> tuple[Any, ...]:
    """Something that is different after every change of the database."""
    files = (settings.database, settings.database.with_name(f"{settings.database.name}-wal"))
    found = [file.stat() for file in files if file.exists()]
    return tuple((one.st_mtime_ns, one.st_size) for one in found)


def answer(looks: Callable[[], Mapping[str, Look]]) -> Handler:
    """Answers `GET …/NAME?language=de` with one of these; they are asked for late, since they need a database."""

    async def handler(request: web.Request) -> web.Response:
        wanted = looks().get(request.match_info["name"])
        language = next((one for one in LANGUAGES if one == request.query.get("language", "de")), None)
        if wanted is None or language is None:
            raise web.HTTPNotFound
        try:
            return web.json_response(await wanted(language))
        except StorageError as error:
            return web.json_response({"error": str(error)}, status=503)

    return handler
