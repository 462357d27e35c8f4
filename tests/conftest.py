"""What tests of several folders share."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot.demo.player import Played, play


@pytest.fixture
def chat(tmp_path: Path) -> Callable[[str], Awaitable[Played]]:
    """Plays a script against the whole bot; files it attaches are looked for in `tmp_path`."""

    async def played(script: str) -> Played:
        return await play(script, tmp_path)

    return played
