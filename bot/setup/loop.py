"""A piece of work on the network in the middle of a conversation, which Ctrl-C ends without a word of its own."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")

_CTRL_C = {signal.SIGINT}


def run(work: Coroutine[Any, Any, T]) -> T:
    """What comes of the work; Ctrl-C ends it with KeyboardInterrupt.

    While the loop around it is made and taken down again, Ctrl-C waits: asyncio would leave that half done.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, _CTRL_C)
    try:
        return asyncio.run(_open(work))
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _CTRL_C)


async def _open(work: Coroutine[Any, Any, T]) -> T:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _CTRL_C)
    try:
        return await work
    finally:
        signal.pthread_sigmask(signal.SIG_BLOCK, _CTRL_C)
