"""The chat page of the demo: the played Signal world in the browser, with its clock and its levers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import Annotated, Protocol
from zoneinfo import ZoneInfo

from aiohttp import web
from pydantic import Field

from bot.demo import looks
from bot.demo.deeds import Deeds
from bot.demo.envelopes import Json, group_as_dict
from bot.demo.levers import Lever, Levers
from bot.demo.looks import Look
from bot.demo.refusal import Refusal
from bot.demo.site import Site, action
from bot.demo.uploads import LARGEST, Uploads
from bot.demo.world import World

_LOOK_EVERY = 0.25  # seconds between two looks at what tells nobody of its changes
_FARTHEST = timedelta(days=3 * 366)

Seconds = Annotated[int, Field(gt=0, le=366 * 24 * 3600)]


class Stage(Protocol):
    """What the page needs from the demo beside the world."""

    world: World
    zone: ZoneInfo
    levers: Levers

    @property
    def looks(self) -> Mapping[str, Look]: ...

    def now(self) -> datetime: ...

    def machine(self) -> Json: ...

    def stamp(self) -> object: ...

    async def next_post(self) -> datetime | None: ...

    async def turn(self, to: datetime) -> None: ...

    def halt(self) -> None: ...


class Page:
    """Serves one stage on 127.0.0.1 to whoever knows the token."""

    def __init__(self, stage: Stage, *, token: str) -> None:
        self._stage = stage
        self._uploads = Uploads(stage.world)
        self._site = Site(token, self._state, self._routes(), largest_body=LARGEST)
        self._watching: asyncio.Task[None] | None = None
        self._moving = asyncio.Lock()
        stage.world.on_event(self._site.spread)

    @property
    def url(self) -> str:
        """The address to open, with the token in it."""
        return self._site.url

    @property
    def port(self) -> int:
        """Where it listens."""
        return self._site.port

    async def start(self, port: int = 0) -> None:
        """Listens on `port`, or on a free one."""
        await self._site.start(port)
        self._watching = asyncio.create_task(self._watch(), name="page watch")

    async def stop(self) -> None:
        """Closes every connection and stops listening."""
        if self._watching is not None:
            self._watching.cancel()
            with suppress(asyncio.CancelledError):
                await self._watching
        await self._site.stop()

    def _routes(self) -> list[web.RouteDef]:
        return [
            *Deeds(self._stage.world, self._uploads).routes(),
            *self._uploads.routes(),
            web.post("/api/next-post", action(self._next_post)),
            web.post("/api/pass", action(self._pass)),
            web.post("/api/turn", action(self._turn)),
            web.post("/api/halt", action(self._stage.halt)),
            web.post("/api/break", action(self._break)),
            web.get("/api/look/{name}", looks.answer(lambda: self._stage.looks)),
        ]

    # What the page shows

    def _state(self) -> Json:
        world = self._stage.world
        admins = {name for group in world.groups.values() for name in group.admins}
        return {
            "mode": "demo",
            "now": self._stage.now().isoformat(),
            "zone": self._stage.zone.key or "UTC",
            "people": [{"name": name, "admin": name in admins} for name in world.people],
            "groups": [group_as_dict(group) for group in world.groups.values()],
            "messages": [world.as_dict(message) for message in world.messages],
            "typing": {chat: sorted(names) for chat, names in world.typing.items()},
            "machine": self._stage.machine(),
            "moving": self._moving.locked(),
        }

    async def _watch(self) -> None:
        """Tells of a new minute, of what broke, and that the bot's database is another than before."""
        told = (self._minute(), self._stage.machine(), self._stage.stamp())
        while True:
            await asyncio.sleep(_LOOK_EVERY)
            seen = (self._minute(), self._stage.machine(), self._stage.stamp())
            if seen[0] != told[0]:
                self._tell_clock()
            if seen[1] != told[1]:
                self._tell_machine()
            if seen != told:
                self._site.spread({"kind": "database"})
            told = seen

    def _minute(self) -> datetime:
        return self._stage.now().replace(second=0, microsecond=0)

    def _tell_clock(self) -> None:
        now = self._stage.now().isoformat()
        self._site.spread({"kind": "clock", "now": now, "moving": self._moving.locked()})

    def _tell_machine(self) -> None:
        self._site.spread({"kind": "machine", "machine": self._stage.machine()})

    # What the page turns

    async def _next_post(self) -> Json:
        async with self._turning():
            post = await self._stage.next_post()
        return {"post": post and post.isoformat()}

    async def _pass(self, seconds: Seconds) -> None:
        async with self._turning():
            await self._stage.turn(self._stage.now() + timedelta(seconds=seconds))

    async def _turn(self, to: str) -> None:
        """`to` is a wall time in the zone of the page, as `2026-12-01T19:00`."""
        at = self._moment(to)
        if at <= self._stage.now():
            raise Refusal("past")
        if at - self._stage.now() > _FARTHEST:
            raise Refusal("far")
        async with self._turning():
            await self._stage.turn(at)

    def _moment(self, wall: str) -> datetime:
        """The instant; in the hour that comes twice, the first that is still to come (UTC)."""
        at = datetime.fromisoformat(wall).replace(tzinfo=self._stage.zone)
        twice = [at.replace(fold=fold).astimezone(UTC) for fold in (0, 1)]
        return next((one for one in twice if one > self._stage.now()), twice[0])

    @asynccontextmanager
    async def _turning(self) -> AsyncIterator[None]:
        """One turn at a time; the pages see that the clock is being turned, and when it is done."""
        try:
            async with self._moving:
                self._tell_clock()
                yield
        finally:
            self._tell_clock()

    async def _break(self, what: Lever) -> None:
        await self._stage.levers.pull(what)
        self._tell_machine()
