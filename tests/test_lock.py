"""Two bots on one database: the second refuses, and after a crash the way is free."""

from __future__ import annotations

from pathlib import Path

import pytest
from crash.rig import NEXT, rigged, settings_for

from bot.clock import SystemClock
from bot.demo.process import BotGoneError, BotProcess
from bot.errors import LosboteError
from bot.lock import sole


async def test_a_second_bot_refuses_and_takes_over_after_a_crash(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        await rig.bot.start(rig.clock.now())
        second = BotProcess(settings_for(rig.world, rig.server.url, tmp_path), tmp_path / "second.log", clock=rig.clock)
        with pytest.raises(BotGoneError, match=r"losbote.db is in use by another Losbote \(process \d+\)\. Stop that"):
            await second.start(rig.clock.now())
        await second.ended()
        await rig.bot.kill()
        await second.start(rig.clock.now())
        await rig.server.listened()
        rig.ask("anna", "!next")
        await rig.server.drained()
        await second.settled()
        assert rig.answers() == [NEXT]
        await second.stop()


def test_the_lock_ends_with_the_block(tmp_path: Path) -> None:
    database = tmp_path / "losbote.db"
    for _ in range(2):
        with sole(database), pytest.raises(LosboteError, match="is in use"), sole(database):
            raise AssertionError("two at once")


def test_a_folder_that_is_not_there_is_for_the_database_to_tell(tmp_path: Path) -> None:
    with sole(tmp_path / "nowhere" / "losbote.db"):
        assert SystemClock().now()
    assert list(tmp_path.iterdir()) == []


def test_a_lock_that_cannot_be_opened_is_no_free_way(tmp_path: Path) -> None:
    (tmp_path / "losbote.db.lock").mkdir()
    with pytest.raises(LosboteError, match="nobody can tell whether another"), sole(tmp_path / "losbote.db"):
        raise AssertionError("let in")
