"""`losbote preview`: the coming 60 days of the real database in the chat page.

It only looks: the database is opened read-only, and there is no path by which anything could be sent.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial
from typing import Any

import structlog
from aiohttp import web

from bot.agenda import AHEAD
from bot.audiences import known_groups
from bot.clock import Clock, SystemClock
from bot.demo.ledger import Changes, Tips
from bot.demo.looks import Coming, Look, answer, stamp
from bot.demo.show import open_until_told
from bot.demo.site import Site
from bot.logs import place
from bot.plan import Line, plan
from bot.settings import Settings
from commands import discover
from commands._texts import LANGUAGES
from storage import StorageError, Tx, look
from storage.chat import Chat, id_in, is_group

log = structlog.get_logger()

_LOOK_EVERY = 1.0  # seconds between two looks at whether the database has changed
_DUE = 1000  # milliseconds; messages due at the same instant have one each
_SHOWN = 8  # characters of the ACI of a person, who has no other name here


class Preview:
    """Serves what is going to be said to whoever knows the token."""

    def __init__(self, settings: Settings, clock: Clock, *, token: str) -> None:
        self._settings = settings
        self._clock = clock
        self._shown: dict[str, Any] = {}
        self._watching: asyncio.Task[None] | None = None
        looks: dict[str, Look] = {
            "coming": Coming(settings, clock.now, at_page),
            "log": Changes(settings, _name),
            "tips": Tips(settings, clock.now),
        }
        self._site = Site(token, lambda: self._shown, [web.get("/api/look/{name}", answer(lambda: looks))])

    @property
    def url(self) -> str:
        """The address to open, with the token in it."""
        return self._site.url

    async def start(self, port: int = 0) -> None:
        """Looks at the database, then listens; raises StorageError, or PortTaken."""
        self._shown = await self._look()
        await self._site.start(port)
        self._watching = asyncio.create_task(self._watch(), name="preview")

    async def stop(self) -> None:
        """Closes every connection and stops listening."""
        if self._watching is not None:
            self._watching.cancel()
        await self._site.stop()

    async def _watch(self) -> None:
        told = self._mark()
        while True:
            await asyncio.sleep(_LOOK_EVERY)
            if self._mark() == told:
                continue
            told = self._mark()
            try:
                seen = await self._look()
            except StorageError as error:  # what was seen last stays until it can be looked at again
                log.warning("the database could not be looked at", error=place(error))
                continue
            self._tell(seen)

    def _tell(self, seen: dict[str, Any]) -> None:
        """Tells of the new minute, and of the rest only if it is another: nobody is to lose the place in reading."""
        before, self._shown = self._shown, seen
        if _lasting(seen) == _lasting(before):
            self._site.spread({"kind": "clock", "now": seen["now"], "moving": False})
            return
        self._site.spread({"kind": "state", **seen})
        self._site.spread({"kind": "database"})

    def _mark(self) -> tuple[object, ...]:
        return self._clock.now().replace(second=0, microsecond=0), stamp(self._settings)

    async def _look(self) -> dict[str, Any]:
        now = self._clock.now()
        return await asyncio.to_thread(look, self._settings.database, partial(self._state, now=now))

    def _state(self, tx: Tx, now: datetime) -> dict[str, Any]:
        """All there is to see, as the page wants it."""
        lines = plan(tx, self._settings, discover(), now, AHEAD)
        people = sorted({at_page(one.audience.chat) for one in lines if not is_group(one.audience.chat)})
        return {
            "mode": "preview",
            "now": now.isoformat(),
            "zone": self._settings.zone,
            "people": [{"name": chat.removeprefix("direct:"), "admin": False} for chat in people],
            "groups": [
                {"name": group.title or group.name, "chat": group.chat, "members": [], "admins": [], "pinned": []}
                for group in sorted(known_groups(tx, self._settings), key=lambda one: one.purpose != "main")
            ],
            "messages": self._messages(lines),
            "typing": {},
            "machine": None,
            "moving": False,
        }

    def _messages(self, lines: list[Line]) -> list[dict[str, Any]]:
        """What will be said, as messages that are still to come; each with an instant of its own."""
        messages: list[dict[str, Any]] = []
        for line in lines:
            before = messages[-1]["timestamp"] if messages else 0
            messages.append(
                {
                    "timestamp": max(int(line.at.timestamp() * 1000), before + 1),
                    "chat": at_page(line.audience.chat),
                    "author": "bot",
                    "text": line.text,
                    "why": {language: line.row(line.at, language)[2] for language in LANGUAGES},
                    "planned": True,
                }
            )
        return messages


def _lasting(shown: dict[str, Any]) -> dict[str, Any]:
    """What there is to see without the passing of time: what is due already is due at every minute to come."""
    now = datetime.fromisoformat(shown["now"]).timestamp() * 1000 + _DUE
    messages = [one if one["timestamp"] > now else one | {"timestamp": 0} for one in shown["messages"]]
    return shown | {"now": "", "messages": messages}


def at_page(chat: Chat) -> str:
    """How the page names a chat; a person has no other name here than the beginning of the ACI."""
    return chat if is_group(chat) else f"direct:{_name(id_in(chat))}"


def _name(aci: str) -> str:
    return f"{aci[:_SHOWN]}…"


@asynccontextmanager
async def previewed(settings: Settings, clock: Clock, port: int = 0) -> AsyncIterator[Preview]:
    """A running preview."""
    preview = Preview(settings, clock, token=secrets.token_urlsafe(16))
    try:
        await preview.start(port)
        yield preview
    finally:
        await preview.stop()


async def show(settings: Settings, *, port: int, browser: bool) -> None:
    """Runs the preview until Ctrl-C, and says where it is."""
    async with previewed(settings, SystemClock(), port) as preview:
        await open_until_told(preview, browser=browser)
