"""A set-up in which all is well, for `losbote doctor`: a real database, the stand-in server, a played bot."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from aiohttp import web
from test_metrics import free

from bot.clock import SystemClock
from bot.demo.server import StandIn
from bot.demo.world import World
from bot.doctor.base import Finding
from bot.doctor.checks import examined
from bot.lock import sole
from bot.settings import GroupSettings, ReceiveSettings, Settings
from bot.signal.intake import Intake
from bot.signal.sieve import Sieve
from bot.web import served, webhook
from storage import Storage, open_storage
from storage.settings import BACKED_UP

NUMBER = "+4915555550100"


class Later:
    """A clock that goes wrong by two minutes."""

    def now(self) -> datetime:
        return SystemClock().now() + timedelta(minutes=2)

    async def until(self, at: datetime) -> None:
        raise NotImplementedError


@dataclass
class Ward:
    """A set-up in which all is well, to be broken."""

    world: World
    server: StandIn
    storage: Storage
    settings: Settings
    folder: Path

    async def found(self, *, later: bool = False, **changes: object) -> dict[str, list[Finding]]:
        """What is not well, by check, with other settings if there are any."""
        clock = Later() if later else SystemClock()
        told: dict[str, list[Finding]] = {}
        for name, one in await examined(self.settings.model_copy(update=changes), clock):
            if one.level != "ok" and name != "unseen":
                told.setdefault(name, []).append(one)
        return told

    async def one(self, check: str, *, later: bool = False, **changes: object) -> Finding:
        """The only thing that is not well."""
        found = await self.found(later=later, **changes)
        assert list(found) == [check]
        assert len(found[check]) == 1
        return found[check][0]

    def file(self) -> str:
        """The settings as a file."""
        settings, path = self.settings, self.folder / "losbote.toml"
        assert settings.receive
        lines = [
            f'number = "{NUMBER}"\nserver = "{settings.server}"\nweb = "{settings.web}"',
            f"admins = {json.dumps(list(settings.admins))}",
            f'[groups.main]\nid = "{settings.groups["main"].id}"',
            f'[receive]\nwebhook = "{settings.receive.webhook}"\n',
        ]
        path.write_text("\n".join(lines), encoding="utf-8")
        path.chmod(0o600)
        return str(path)

    def let(self, folder: int, database: int) -> None:
        """Gives folder and database these rights."""
        self.folder.chmod(folder)
        self.settings.database.chmod(database)


async def ready(_: web.Request) -> web.Response:
    return web.json_response({"ready": True, "troubles": [], "server": "0.101", "last_frame": None})


@asynccontextmanager
async def warded(folder: Path) -> AsyncIterator[Ward]:
    """A set-up in which all is well."""
    now = SystemClock().now()
    world = World(SystemClock())
    petra, quinn, _ = (world.add_person(name) for name in ("petra", "quinn", "anna"))
    group = world.add_group("Netzwerk", ["anna", "petra", "quinn"], ["petra"])
    server = StandIn(world)
    await server.start()
    settings = Settings(
        number=NUMBER,
        server=server.url,
        database=folder / "losbote.db",
        admins=(petra.aci, quinn.aci),
        web=free(),
        groups={"main": GroupSettings(id=group.id)},
        receive=ReceiveSettings(webhook=free()),
    )
    bot = web.Application()
    bot.add_routes([web.get("/readyz", ready)])
    assert settings.receive
    async with open_storage(settings.database, settings.library) as storage:
        await storage.write(lambda tx: tx.settings.put_instant(BACKED_UP, now))
        await storage.write(lambda tx: tx.settings.met("0.101", now))
        settings.database.chmod(0o600)
        intake = Intake(Sieve(settings, SystemClock()), storage)
        with sole(settings.database):
            async with served(bot, settings.web), served(webhook(intake), settings.receive.webhook):
                yield Ward(world, server, storage, settings, folder)
    await server.stop()
