"""`losbote run`: the bot as a process, until it is told to end."""

from __future__ import annotations

import asyncio
import signal
from contextlib import AsyncExitStack
from importlib import import_module

from bot.clock import SystemClock
from bot.ending import end_in_time
from bot.settings import Settings
from bot.way_in import open_way_in
from storage.errors import RemovedDatabase


async def serve(settings: Settings) -> None:
    """Runs the bot until SIGINT or SIGTERM. Raises what `build_on` raises, and StorageError if only a new start
    helps."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with AsyncExitStack() as stack:
        way_in = await stack.enter_async_context(open_way_in(settings))
        # To read all the rest takes a second or two, in which the link is made and frames come.
        rest = await asyncio.to_thread(import_module, "bot.app")
        app = await stack.enter_async_context(rest.build_on(way_in, SystemClock()))
        app.watch.over = stop
        await app.start()
        await stop.wait()
        end_in_time()
        await app.stop()
        if not app.storage.there:
            raise RemovedDatabase(
                f"{settings.database} was removed or replaced while Losbote ran. The next start takes what lies there."
            )
