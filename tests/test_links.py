"""The look at the links of the library, on a real server with every kind of answer; nothing else is reached."""

from __future__ import annotations

import asyncio
import shutil
import ssl
import subprocess
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
    "auch.example": ["127.0.0.1"],
    "halb-weg.example": ["127.0.0.2", "127.0.0.1"],  # the site listens on the second only
    "zu.example": ["127.0.0.2"],
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
    return LinkCheck(storage, clock, resolve, lambda address: address.startswith("127.0.0."), pause=0)


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
        ("300", ""),  # which lead nowhere, and are an answer
        ("302", ""),
        ("304", ""),
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
    await put(storage, site.link("ok", host), site.link("ok"))
    await check(storage, PlayedClock(NOW)).round()
    assert site.asked == [("HEAD", "ok", "gut.example")]
    assert await failing(storage) == [site.link("ok", host)]


async def test_one_link_that_cannot_be_looked_at_does_not_keep_us_from_the_others(storage: Storage, site: Site) -> None:
    async def broken(host: str) -> list[str]:
        if host == "auch.example":
            raise RuntimeError(host)
        return await resolve(host)

    await put(storage, site.link("ok", "auch.example"), site.link("404"))
    links = LinkCheck(storage, PlayedClock(NOW), broken, lambda _: True, pause=0)
    assert [await links.round(), await links.round()] == [2, 0]
    assert await failing(storage) == [site.link("404")]


async def test_all_addresses_of_a_host_are_tried(storage: Storage, site: Site) -> None:
    await put(storage, site.link("ok", "halb-weg.example"), site.link("ok", "zu.example"))
    await check(storage, PlayedClock(NOW)).round()
    assert site.asked == [("HEAD", "ok", "halb-weg.example")]
    assert await failing(storage) == [site.link("ok", "zu.example")]


async def test_while_our_own_network_is_down_nothing_counts(storage: Storage, site: Site) -> None:
    links, clock = [site.link("ok"), site.link("404", "auch.example")], PlayedClock(NOW)
    await put(storage, *links)
    looking = check(storage, clock)
    await looking.round()
    clock.move(DAY)
    await looking.round()
    assert await dead(storage) == [links[1]]
    looking.resolve = nowhere
    looks = []
    for _ in range(8):
        clock.move(DAY)
        looks.append(await looking.round())
    assert looks == [0, 0, 0, 0, 0, 1, 2, 2]  # a week after it was seen to open, and from then on every day
    assert await dead(storage) == [links[1]]  # neither is the one dead now, nor the other back
    looking.resolve = resolve
    clock.move(DAY)
    assert await looking.round() == 2
    assert await dead(storage) == [links[1]]


async def test_one_that_is_alone_in_its_round_counts_if_another_link_still_opens(storage: Storage, site: Site) -> None:
    gone, clock = site.link("ok", "weg.example"), PlayedClock(NOW)
    await put(storage, gone, site.link("ok"))
    looking = check(storage, clock)
    await looking.round()
    clock.move(DAY)
    assert await looking.round() == 1
    assert await dead(storage) == [gone]


async def test_a_round_is_as_large_as_a_week_asks_for(storage: Storage) -> None:
    await storage.write(
        lambda tx: tx.links._run(
            "WITH RECURSIVE one (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM one WHERE n < 9000)"
            " INSERT INTO recordings (title, date, link, added_at)"
            " SELECT 'x', '2026-06-04', 'https://weg.example/' || n, 0 FROM one"
        )
    )
    assert await check(storage, PlayedClock(NOW)).round() == 30


def certificate(folder: Path, name: str, *more: str) -> Path:
    """Makes a certificate and its key; returns the file of both."""
    key, own = folder / f"{name}.key", folder / f"{name}.pem"
    made: list[str | Path] = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-keyout",
        key,
        "-out",
        own,
        "-subj",
        f"/CN={name}",
    ]
    subprocess.run([*made, *more], check=True, capture_output=True)
    own.write_text(own.read_text() + key.read_text())
    return own


@pytest.mark.skipif(shutil.which("openssl") is None, reason="there is no openssl here")
@pytest.mark.parametrize(("whole", "reason"), [(False, ""), (True, "no connection")])
async def test_a_certificate_chain_that_is_not_whole_is_no_wall(
    storage: Storage, site: Site, tmp_path: Path, whole: bool, reason: str
) -> None:
    names = ("-addext", "subjectAltName=DNS:auch.example")
    issuer = certificate(tmp_path, "issuer")
    signed = (
        () if whole else ("-CA", str(issuer), "-CAkey", str(issuer))
    )  # else signed by itself, which browsers refuse
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate(tmp_path, "auch.example", *names, *signed))
    server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0, ssl=context)
    async with server:
        await put(storage, f"https://auch.example:{server.sockets[0].getsockname()[1]}/", site.link("ok"))
        await check(storage, PlayedClock(NOW)).round()
    told = await storage.read(lambda tx: tx.links._all("SELECT reason FROM links WHERE link LIKE 'https%'"))
    assert [row["reason"] for row in told] == [reason]


async def nowhere(_host: str) -> list[str]:
    raise OSError("the network is unreachable")


async def failing(storage: Storage) -> list[str]:
    rows = await storage.read(lambda tx: tx.links._all("SELECT link FROM links WHERE failing_since IS NOT NULL"))
    return [row["link"] for row in rows]


async def dead(storage: Storage) -> list[str]:
    return [one.link for one in await storage.read(lambda tx: tx.links.dead())]


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
        ("64:ff9b::7f00:1", False),  # 127.0.0.1, translated
        ("64:ff9b::5db8:d822", True),
        ("64:ff9b:1::7f00:1", False),
        ("2002:a00:1::1", False),  # 10.0.0.1, in a tunnel
        ("2002:5db8:d822::1", True),
    ],
)
def test_only_public_addresses_may_be_reached(address: str, allowed: bool) -> None:
    assert is_public(address) is allowed
