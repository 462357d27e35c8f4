"""The parts that run side by side as long as the bot does: what fails or ends is started again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

import structlog

from bot.logs import place
from storage import StorageError

log = structlog.get_logger()

Work = Callable[[], Awaitable[None]]

_PAUSE = 1.0  # seconds after a failure
_RECENT = 30.0  # seconds for which a part counts as failing


@dataclass
class Parts:
    """Parts by name."""

    _works: dict[str, Work] = field(default_factory=dict)
    _tasks: dict[str, asyncio.Task[Any]] = field(default_factory=dict)
    _failed: dict[str, float] = field(default_factory=dict)  # when, by the monotonic clock

    def go(self, name: str, work: Work) -> None:
        """Starts a part, whose work never ends by itself."""
        self._works[name] = work
        self._tasks[name] = asyncio.create_task(self._forever(name, work), name=name)

    def mend(self) -> None:
        """Starts again what has ended, though it never should."""
        for name, task in self._tasks.items():
            if task.done():
                log.error("a part has ended, starting it again", part=name)
                self._note(name)
                self.go(name, self._works[name])

    def failing(self) -> list[str]:
        """The parts that failed within the last half minute."""
        now = monotonic()
        return [name for name, at in self._failed.items() if now - at < _RECENT]

    async def stop(self) -> None:
        """Ends all of them."""
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    async def _forever(self, name: str, work: Work) -> None:
        """One failure is logged and does not end it."""
        while True:
            try:
                await work()
            except StorageError as error:  # which the watch tells of
                log.debug("a part could not store something, going on", part=name, error=place(error))
            except Exception as error:  # noqa: BLE001 - whatever it was, the part must go on
                tell = log.debug if name in self.failing() else log.error  # once, and not each second
                tell("a part failed, going on", part=name, error=place(error))
                self._note(name)
            await asyncio.sleep(_PAUSE)

    def _note(self, name: str) -> None:
        self._failed[name] = monotonic()
