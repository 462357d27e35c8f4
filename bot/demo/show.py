"""`losbote demo`: the stage with its page, until Ctrl-C."""

from __future__ import annotations

import asyncio
import hashlib
import os
import signal
import tempfile
import webbrowser
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from bot import logs
from bot.clock import PlayedClock, SystemClock
from bot.demo import keep
from bot.demo.page import Page
from bot.demo.site import PortTaken
from bot.demo.stage import Stage
from bot.demo.world import World

HOME = Path("demo-data")  # in it every demo goes on the next time; not committed
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
        home = folder or Path(passing)
        stage = Stage(home, at, files=files)
        address = keep.address(home)
        page = Page(stage, token=address.token)
        saving = asyncio.create_task(_save(stage), name="save the world")
        try:
            await stage.start()
            await _listen(page, port, address.port)
            keep.save_address(replace(address, port=page.port), home)
            yield page
        finally:
            saving.cancel()
            await page.stop()
            await stage.stop()


async def _listen(page: Page, port: int, last: int) -> None:
    """Listens on `port`; where any will do, on the last one, so that a page that is still open finds it."""
    if port == 0 and last:
        with suppress(PortTaken):
            return await page.start(last)
    return await page.start(port)


async def _save(stage: Stage) -> None:
    while True:
        await asyncio.sleep(_SAVE_EVERY)
        stage.save()


async def show(*, port: int, browser: bool, fresh: bool, files: Path | None) -> None:
    """Runs the demo until Ctrl-C, and says where it is."""
    _say("Losbote wird geladen … / Losbote is starting …")
    with _home(fresh=fresh, files=files) as folder:
        async with staged(SystemClock().now(), port, folder=folder, files=files) as page:
            await open_until_told(page, browser=browser)


@contextmanager
def _home(*, fresh: bool, files: Path | None) -> Iterator[Path | None]:
    """The folder in which the demo goes on, one for the sample and one for each `files`; None if another has it."""
    folder = HOME.absolute() / (_named(files) if files is not None else "sample")
    with keep.locked(folder) as ours, (folder / "receive.log").open("a", encoding="utf-8") as log:
        logs.configure("text", log)
        if ours and fresh:
            keep.clear(folder)
        elif ours:
            _look(folder)
        else:
            _say("Hier läuft schon eine Demo; diese beginnt neu und behält nichts.")
            _say("A demo runs here already; this one begins anew and keeps nothing.")
        yield folder if ours else None


def _named(files: Path) -> str:
    """Different folders may have the same name."""
    whole = files.resolve()
    return f"{whole.name}-{hashlib.sha256(os.fsencode(whole)).hexdigest()[:8]}"


def _look(folder: Path) -> None:
    """What cannot be read any more is put aside, database and all, since the bot would remember another world."""
    try:
        keep.load(World(PlayedClock(SystemClock().now())), folder)
    except keep.Unreadable as error:
        aside = keep.set_aside(folder)
        _say(f"{error} lässt sich nicht lesen. Die Demo beginnt neu; was da war, liegt jetzt in {aside}.")
        _say(f"{error} cannot be read. The demo begins anew; what was there is in {aside} now.")


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
