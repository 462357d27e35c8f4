"""The look at the links of the library, on a real server with every kind of answer; nothing else is reached."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import web

from bot.clock import PlayedClock
from bot.links import LinkCheck, is_public
from storage import Storage, open_storage
from storage.links import Dead

NOW = datetime(2026, 11, 30, 17, tzinfo=UTC)
DAY = timedelta(days=1)
HOSTS = {
    "gut.example": ["127.0.0.1"],
    "innen.example": ["10.0.0.7"],
    "halb.example": ["127.0.0.1", "192.168.1.1"],
}


@dataclass
class Site:
    """A web server that notes what it is asked."""

    asked: list[tuple[str, str, str]] = field(default_factory=list)
    port: int = 0

    def link(self, path: str, host: str = "gut.example") -> str:
        return f"http://{host}:{self.port}/{path}"

    async def answer(self, request: web.Request) -> web.Response:
        path = request.path.lstrip("/")
        self.asked.append((request.method, path, request.headers["Host"].partition(":")[0]))
        if path == "no-head" and request.method == "HEAD":
            return web.Response(status=405)
        if path.isdigit():
            return web.Response(status=int(path))
        if path == "to-ok":
            return web.Response(status=302, headers={"Location": "/ok"})
        if path == "round":
            return web.Response(status=302, headers={"Location": "/round"})
        if path.startswith("to-"):
            return web.Response(status=302, headers={"Location": TARGETS[path]})
        return web.Response(text="here")


TARGETS = {
    "to-localhost": "http://localhost/admin",
    "to-inside": "http://innen.example/admin",
    "to-address": "http://169.254.169.254/latest",
    "to-file": "file:///etc/passwd",
}


async def resolve(host: str) -> list[str]:
    if host not in HOSTS:
        raise OSError("no such host")
    return HOSTS[host]


@asynccontextmanager
async def served() -> AsyncIterator[Site]:
    site = Site()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", site.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    site.port = runner.addresses[0][1]
    try:
        yield site
    finally:
        await runner.cleanup()


@pytest_asyncio.fixture
async def site() -> AsyncIterator[Site]:
    async with served() as found:
        yield found


@pytest_asyncio.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    async with open_storage(tmp_path / "losbote.db") as opened:
        yield opened


def check(storage: Storage, clock: PlayedClock) -> LinkCheck:
    return LinkCheck(storage, clock, resolve, lambda address: address == "127.0.0.1", pause=0)


async def put(storage: Storage, *links: str) -> None:
    for number, link in enumerate(links, start=1):
        told = {"title": f"Aufzeichnung {number}", "link": link}
        await storage.write(lambda tx, told=told: tx.recordings.add(**told, date=date(2026, 6, 4), added_at=NOW))


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("ok", ""),
        ("to-ok", ""),
        ("no-head", ""),
        ("404", "404"),
        ("410", "410"),
        ("403", ""),
        ("429", ""),
        ("500", ""),
        ("503", ""),
        ("round", "too many redirects"),
        ("to-localhost", "not public"),
        ("to-inside", "not public"),
        ("to-address", "not public"),
        ("to-file", "not public"),
    ],
)
async def test_two_looks_on_different_days_decide(storage: Storage, site: Site, path: str, reason: str) -> None:
    link, clock = site.link(path), PlayedClock(NOW)
    await put(storage, link)
    links = check(storage, clock)
    assert await links.round() == 1
    assert not await storage.read(lambda tx: tx.links.is_dead(link))
    clock.move(DAY)
    assert await links.round() == (1 if reason else 0)
    dead = [Dead(link, NOW, reason, "Aufzeichnung 1")] if reason else []
    assert await storage.read(lambda tx: tx.links.dead()) == dead
    assert await storage.read(lambda tx: tx.links.is_dead(link)) == bool(reason)


@pytest.mark.parametrize("host", ["innen.example", "halb.example", "weg.example"])
async def test_what_is_private_or_unknown_is_never_connected_to(storage: Storage, site: Site, host: str) -> None:
    await put(storage, site.link("ok", host))
    await check(storage, PlayedClock(NOW)).round()
    assert site.asked == []
    assert await storage.read(lambda tx: tx.links._one("SELECT failing_since FROM links")["failing_since"]) is not None


async def test_a_link_is_looked_at_once_a_week_and_lives_again(storage: Storage, site: Site) -> None:
    link, clock = site.link("404"), PlayedClock(NOW)
    await put(storage, link)
    links = check(storage, clock)
    looks = []
    for _ in range(16):
        looks.append(await links.round())
        clock.move(DAY)
    assert looks == [1, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1]
    await storage.write(lambda tx: tx.links.looked_at(link, clock.now()))
    assert await storage.read(lambda tx: tx.links.dead()) == []


async def test_the_host_is_named_although_its_address_is_called(storage: Storage, site: Site) -> None:
    await put(storage, site.link("ok"))
    await check(storage, PlayedClock(NOW)).round()
    assert site.asked == [("HEAD", "ok", "gut.example")]


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("192.168.0.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1", False),
        ("::ffff:10.0.0.1", False),
        ("0.0.0.0", False),
    ],
)
def test_only_public_addresses_may_be_reached(address: str, allowed: bool) -> None:
    assert is_public(address) is allowed
