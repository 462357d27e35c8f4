"""`losbote receive` for the demo, with the played clock: what is said while the bot is away waits for it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from bot.clock import Clock
from bot.receive import opened
from bot.settings import Settings


@asynccontextmanager
async def receiving(settings: dict[str, Any], clock: Clock, address: str = "127.0.0.1:0") -> AsyncIterator[str]:
    """Stores frames, in a thread of its own, in the database of these settings, which is there; yields `host:port`."""
    there = Settings(**settings | {"receive": {"webhook": address}})
    with opened(there, clock) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, name="receive")
        thread.start()
        try:
            yield f"127.0.0.1:{server.server_port}"
        finally:
            await asyncio.to_thread(server.shutdown)
            thread.join()
