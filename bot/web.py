"""What others may ask over HTTP: how we are, figures, and the server's webhook; the calendar: see `feed`."""

from __future__ import annotations

import asyncio
import errno
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict
from http.client import HTTPConnection, HTTPException

import structlog
from aiohttp import web

from bot.errors import ToldError
from bot.signal.intake import Intake
from bot.signal.sieve import Sieve
from commands._kit import Health
from storage import StorageError

log = structlog.get_logger()

_LARGEST = 16 << 20  # bytes of one frame
_LOOK = 2.0  # seconds


def health(
    state: Callable[[], Health], sieve: Sieve, figures: Callable[[], Awaitable[tuple[bytes, str]]]
) -> web.Application:
    """`/healthz`: the process lives. `/readyz`: it can do its work; 503 with the reasons if not. `/metrics`: figures
    for Prometheus."""

    async def healthz(_: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    async def readyz(_: web.Request) -> web.Response:
        found = state()
        heard = sieve.heard_at and sieve.heard_at.isoformat(timespec="seconds")
        told = {
            "ready": not found.troubles,
            "reasons": [one.reason for one in found.troubles],
            "troubles": [asdict(one) for one in found.troubles],
            "server": found.server,
            "last_frame": heard,
        }
        return web.json_response(told, status=503 if found.troubles else 200)

    async def metrics(_: web.Request) -> web.Response:
        try:
            body, kind = await figures()
        except StorageError as error:
            log.error("the figures cannot be read", error=str(error))
            return web.Response(status=503)
        return web.Response(body=body, headers={"Content-Type": kind})

    app = web.Application()
    app.add_routes([web.get("/healthz", healthz), web.get("/readyz", readyz), web.get("/metrics", metrics)])
    return app


def webhook(intake: Intake) -> web.Application:
    """`POST /signal` stores the frame and answers 200 at once: the server waits for us meanwhile (field guide 1.4)."""

    async def signal(request: web.Request) -> web.Response:
        try:
            await intake.keep(await request.read())
        except StorageError as error:
            log.debug("a frame cannot be stored", error=str(error))  # the watch tells of it
            return web.Response(status=500)
        return web.Response()

    app = web.Application(client_max_size=_LARGEST)
    app.add_routes([web.post("/signal", signal)])
    return app


@asynccontextmanager
async def hooked(intake: Intake, address: str) -> AsyncIterator[None]:
    """Serves the webhook at `host:port`, unless `losbote receive` does that, here or in another container.

    Raises ToldError as `served` does.
    """
    if not await asyncio.to_thread(_ours, address) or (await answering(address) or "").startswith("losbote"):
        log.info("the webhook is served by losbote receive", address=address)
        yield
        return
    async with served(webhook(intake), address):
        yield


def _ours(address: str) -> bool:
    """Whether the host of this address is this machine."""
    host = address.rpartition(":")[0].strip("[]")
    try:
        socket.create_server((host, 0), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except OSError:
        return False
    return True


async def answering(address: str) -> str | None:
    """Which program answers at `host:port`, as it calls itself; None if none does. `losbote receive` does so."""
    return await asyncio.to_thread(_answering, address)


def _answering(address: str) -> str | None:
    connection = HTTPConnection(address, timeout=_LOOK)
    try:
        connection.request("GET", "/healthz")
        return str(connection.getresponse().headers.get("Server"))
    except (OSError, HTTPException):
        return None
    finally:
        connection.close()


@asynccontextmanager
async def served(app: web.Application, address: str) -> AsyncIterator[str]:
    """Serves `app` at `host:port` (port 0: any free one); yields the address it has. Raises ToldError if taken."""
    host, _, port = address.rpartition(":")
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, int(port)).start()
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise ToldError("port-taken", address=address) from error
            raise ToldError("port-refused", error, address=address) from error
        name, taken = runner.addresses[0][:2]
        yield f"{name}:{taken}"
    finally:
        await runner.cleanup()
