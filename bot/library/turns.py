"""A large import beside a running bot: in turns, so that nobody waits for more than a moment, and all or nothing.

First all of it is written into a copy of the database. What is wrong is seen there, and nothing was changed. If the
program is killed in the middle of the turns, the same import once more brings the rest: what is there stays as it is.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Protocol

from storage import Storage, Tx, open_storage
from storage.backup import copy

AT_ONCE = 250  # entries that are written in one transaction
_TURN = 0.5  # seconds of a transaction
_REST = 0.12  # seconds between two, in which whoever waits is sure to look whether it is free
_INDEXED = ("recordings", "chapters", "passages", "templates", "tips", "terms")  # what the search watches


class Write(Protocol):
    """Writes until that is `enough` for a transaction; returns whether that is all."""

    def __call__(self, tx: Tx, *, enough: Callable[[], bool]) -> bool: ...


@dataclass(frozen=True, slots=True)
class Steps:
    """What is done before all turns, in each of them, and at the end."""

    begin: Callable[[Tx], None]
    write: Write
    end: Callable[[Tx], list[str]]


async def rehearse(storage: Storage, write: Callable[[Tx], object]) -> None:
    """Writes into a copy that is thrown away, without the index of the search; raises what `write` raises."""
    with TemporaryDirectory(prefix=".import-", dir=storage.path.parent) as folder:
        copied = Path(folder) / storage.path.name
        await asyncio.to_thread(copy, storage.path, copied)
        async with open_storage(copied, storage.files.folder) as stage:
            await stage.write(partial(_unindexed, write))


def _unindexed(write: Callable[[Tx], object], tx: Tx) -> None:
    for table in _INDEXED:
        tx.rows.watch(table, lambda _: None)
    write(tx)


async def work(storage: Storage, steps: Steps) -> list[str]:
    """Does the steps, lets others in between, and puts the index of the search in order; returns what `end` does."""
    await storage.write(steps.begin)
    done = False
    while not done:
        done = await storage.write(partial(steps.write, enough=_turn()))
        await asyncio.sleep(_REST)
    await storage.write(lambda tx: tx.search.optimise())
    return await storage.write(steps.end)


def _turn() -> Callable[[], bool]:
    """Says whether a turn that begins now is over."""
    end = monotonic() + _TURN
    return lambda: monotonic() > end
