"""What `losbote receive` tells the bot beside it, over a real socket."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path

from bot.hearsay import heard_beside, telling


async def test_what_is_told_is_heard_each_time_anew(tmp_path: Path) -> None:
    database, news = tmp_path / "losbote.db", iter([b"one", b"x" * 2_000_000, b""])
    with telling(database, lambda: next(news)):
        assert [len(await heard_beside(database)) for _ in range(3)] == [3, 2_000_000, 0]
    assert list(tmp_path.iterdir()) == []  # noqa: ASYNC240


async def test_who_was_killed_leaves_no_wall(tmp_path: Path) -> None:
    database = tmp_path / "losbote.db"
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(f"{database}.heard")
    assert await heard_beside(database) == b""
    with telling(database, lambda: b"here"):
        assert await heard_beside(database) == b"here"


async def test_who_hangs_up_disturbs_nobody(tmp_path: Path) -> None:
    database = tmp_path / "losbote.db"
    with telling(database, lambda: b"x" * 2_000_000):
        for _ in range(3):
            _, writer = await asyncio.open_unix_connection(f"{database}.heard")
            writer.close()
        assert len(await heard_beside(database)) == 2_000_000


async def test_where_there_can_be_no_socket_nothing_is_told(tmp_path: Path) -> None:
    folder = tmp_path / ("x" * 120)
    folder.mkdir()
    with telling(folder / "losbote.db", lambda: b"here"):
        assert await heard_beside(folder / "losbote.db") == b""


async def test_where_nobody_is_nothing_is_heard(tmp_path: Path) -> None:
    assert await heard_beside(tmp_path / "losbote.db") == b""
