"""What others may ask over HTTP: whether we are alive and ready, and the server's webhook; the calendar: see `feed`."""

from __future__ import annotations

import errno
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import structlog
from aiohttp import web

from bot.errors import LosboteError
from bot.signal.intake import Intake
from storage import StorageError

log = structlog.get_logger()

_LARGEST = 16 << 20  # bytes of one frame


def health(ready: Callable[[], list[str]]) -> web.Application:
    """`/healthz`: the process lives. `/readyz`: it can do its work; 503 with the reasons if not."""

    async def healthz(_: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    async def readyz(_: web.Request) -> web.Response:
        reasons = ready()
        return web.json_response({"ready": not reasons, "reasons": reasons}, status=503 if reasons else 200)

    app = web.Application()
    app.add_routes([web.get("/healthz", healthz), web.get("/readyz", readyz)])
    return app


def webhook(intake: Intake) -> web.Application:
    """`POST /signal` stores the frame and answers 200 at once: the server waits for us meanwhile (field guide 1.4)."""

    async def signal(request: web.Request) -> web.Response:
        try:
            await intake.keep(await request.read())
        except StorageError as error:
            log.error("a frame cannot be stored", error=str(error))
            return web.Response(status=500)
        return web.Response()

    app = web.Application(client_max_size=_LARGEST)
    app.add_routes([web.post("/signal", signal)])
    return app


@asynccontextmanager
async def served(app: web.Application, address: str) -> AsyncIterator[str]:
    """Serves `app` at `host:port` (port 0: any free one); yields the address it has. Raises LosboteError if taken."""
    host, _, port = address.rpartition(":")
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, int(port)).start()
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise LosboteError(f"{address} is taken by another program. Set another port.") from error
            raise LosboteError(f"Nobody can listen at {address} ({error.strerror}). Set another address.") from error
        name, taken = runner.addresses[0][:2]
        yield f"{name}:{taken}"
    finally:
        await runner.cleanup()
