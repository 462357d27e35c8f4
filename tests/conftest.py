"""What tests of several folders share."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
import structlog

from bot.demo.player import Played, play


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    """Puts the logging back: commands that run in the process of the test set up their own."""
    root = logging.getLogger()
    handlers, level, before = list(root.handlers), root.level, structlog.get_config()
    yield
    structlog.configure(**before)
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture
def chat(tmp_path: Path) -> Callable[[str], Awaitable[Played]]:
    """Plays a script against the whole bot; files it attaches are looked for in `tmp_path`."""

    async def played(script: str) -> Played:
        return await play(script, tmp_path)

    return played
