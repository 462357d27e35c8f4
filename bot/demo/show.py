"""`losbote demo`: the stage with its page, until Ctrl-C."""

from __future__ import annotations

import asyncio
import secrets
import signal
import tempfile
import webbrowser
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Protocol

from bot.clock import SystemClock
from bot.demo import keep
from bot.demo.page import Page
from bot.demo.stage import Stage

HOME = Path("demo-data")  # where the demo goes on the next time; not committed
_SAVE_EVERY = 5.0  # seconds


class Served(Protocol):
    """A page that has an address."""

    @property
    def url(self) -> str: ...


@asynccontextmanager
async def staged(
    at: datetime, port: int = 0, *, folder: Path | None = None, files: Path | None = None
) -> AsyncIterator[Page]:
    """The whole demo, running, at a played time to begin with; yields its page. Without a folder it keeps nothing."""
    with tempfile.TemporaryDirectory(prefix="losbote-") as passing:
        stage = Stage(folder or Path(passing), at, files=files)
        page = Page(stage, token=secrets.token_urlsafe(16))
        saving = asyncio.create_task(_save(stage), name="save the world")
        try:
            await stage.start()
            await page.start(port)
            yield page
        finally:
            saving.cancel()
            await page.stop()
            await stage.stop()


async def _save(stage: Stage) -> None:
    while True:
        await asyncio.sleep(_SAVE_EVERY)
        stage.save()


async def show(*, port: int, browser: bool, fresh: bool, files: Path | None) -> None:
    """Runs the demo until Ctrl-C, and says where it is."""
    _say("Losbote wird geladen … / Losbote is starting …")
    with _home(fresh=fresh) as folder:
        async with staged(SystemClock().now(), port, folder=folder, files=files) as page:
            await open_until_told(page, browser=browser)


@contextmanager
def _home(*, fresh: bool) -> Iterator[Path | None]:
    """The folder in which the demo goes on; None if another demo has it."""
    with keep.locked(HOME) as ours:
        if ours and fresh:
            keep.clear(HOME)
        if not ours:
            _say("Hier läuft schon eine Demo; diese beginnt neu und behält nichts.")
            _say("A demo runs here already; this one begins anew and keeps nothing.")
        yield HOME if ours else None


async def open_until_told(page: Served, *, browser: bool) -> None:
    """Says where the page is, opens it, and returns at Ctrl-C."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    _say(f"\n  {page.url}\n\nStrg-C beendet. / Ctrl-C ends it.")
    if browser:
        await asyncio.to_thread(webbrowser.open, page.url)
    await stop.wait()
    _say("\nBis bald. / See you.")


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - the terminal of the person who tries it
