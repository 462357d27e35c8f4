"""What must not be lost because the database does not take it just now: tried until it does."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog

from storage import StorageError

log = structlog.get_logger()
T = TypeVar("T")


async def patiently(step: Callable[[], Awaitable[T]], failure: str, *, every: float = 1.0, **about: object) -> T:
    """Takes a step until no StorageError comes of it, each `every` seconds; returns what comes then.

    `failure` and what it is `about` are logged, for debugging only: the watch tells what is wrong with the database.
    """
    while True:
        try:
            return await step()
        except StorageError as error:
            log.debug(failure, error=str(error), **about)
            await asyncio.sleep(every)
