"""The link to the server: however it ends and whatever comes twice, each question is answered once."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from crash.rig import NEXT, Rig, running

FAST = {"sending": {"per_minute": 100_000}}


@pytest_asyncio.fixture
async def rig(tmp_path: Path) -> AsyncIterator[Rig]:
    async with running(tmp_path) as rig:
        yield rig


async def answered(rig: Rig) -> None:
    rig.ask("anna", "!next")
    await rig.calm()


async def test_a_question_before_and_after_a_close_with_1000(rig: Rig) -> None:
    await answered(rig)
    await rig.linked_again(rig.server.close_sockets)
    await answered(rig)
    assert rig.answers() == [NEXT, NEXT]
    assert link_lines(rig) == ["is there", "is gone", "is there"]


async def test_a_question_after_an_abort_without_a_close_frame(rig: Rig) -> None:
    await rig.linked_again(rig.server.abort_sockets)
    await answered(rig)
    assert rig.answers() == [NEXT]
    assert link_lines(rig) == ["is there", "is gone", "is there"]


async def test_a_question_after_the_server_was_away(rig: Rig) -> None:
    await rig.server.stop()
    await rig.server.start()
    await rig.server.listened()
    await answered(rig)
    assert rig.answers() == [NEXT]
    assert link_lines(rig) == ["is there", "is gone", "is there"]


async def test_a_question_after_two_quick_closes(rig: Rig) -> None:
    for _ in range(2):
        await rig.linked_again(rig.server.close_sockets)
    await answered(rig)
    assert rig.answers() == [NEXT]


async def test_a_frame_that_comes_twice_is_answered_once(rig: Rig) -> None:
    rig.server.faults.double_frames = 1
    await answered(rig)
    rig.server.push(rig.frames[0])
    await rig.calm()
    assert rig.answers() == [NEXT]


@pytest.mark.parametrize("drop_when_busy", [False, True], ids=["both", "webhook alone brings all"])
async def test_a_burst_of_a_hundred_is_answered_once_each(
    tmp_path: Path, free_address: str, drop_when_busy: bool
) -> None:
    more = {**FAST, "receive": {"webhook": free_address}}
    async with running(tmp_path, more, webhook=f"http://{free_address}/signal") as rig:
        rig.server.faults.drop_when_busy = drop_when_busy
        chats = [(who, chat) for who in rig.world.people for chat in (rig.group, f"direct:{who}")]
        asked = [rig.world.say(who, chat, "!next").timestamp for _ in range(10) for who, chat in chats]
        await rig.calm()
        said = [message for message in rig.world.messages if message.author == "bot"]
        assert sorted(message.quote.timestamp for message in said if message.quote) == asked
        assert rig.rows("SELECT count(*) FROM frames WHERE done_at IS NULL") == [(0,)]
        assert (rig.server.webhook_failures, rig.server.refused) == (0, [])


@pytest.fixture
def free_address() -> str:
    """An address on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return f"127.0.0.1:{taken.getsockname()[1]}"


def link_lines(rig: Rig) -> list[str]:
    """What the log says about the link: is there, is gone."""
    marker = "the link to the server "
    lines = [line.partition(marker)[2] for line in rig.log.splitlines() if marker in line]
    return [" ".join(line.split()[:2]) for line in lines]
