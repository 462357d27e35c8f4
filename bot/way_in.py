"""The way in, open before the rest of the bot is even read: what people say while it gets ready is not lost."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.lock import sole
from bot.parts import Parts
from bot.settings import Settings
from bot.signal.link import Link
from storage import Storage, open_storage


@dataclass
class WayIn:
    """The database, and the link, read by the first of the bot's `parts`; frames are kept until it leads somewhere."""

    settings: Settings
    storage: Storage
    link: Link = field(init=False)
    parts: Parts = field(default_factory=Parts)
    _early: list[str | bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.link = Link(self.settings, self._early.append)

    def lead_to(self, take: Callable[[str | bytes], object], found: Callable[[], object]) -> None:
        """Hands on what came so far, and each frame and each new connection from now on; neither may wait."""
        for frame in self._early:
            take(frame)
        self._early.clear()
        self.link.take, self.link.found = take, found


@asynccontextmanager
async def open_way_in(settings: Settings) -> AsyncIterator[WayIn]:
    """Listens at once, as the only bot of the database, until the end.

    Raises StorageError if the database cannot be used, LosboteError if another bot uses it.
    """
    with sole(settings.database):
        async with open_storage(settings.database, settings.library) as storage:
            way_in = WayIn(settings, storage)
            way_in.parts.go("listen", way_in.link.listen)
            try:
                yield way_in
            finally:
                await way_in.parts.stop()
