"""Two calls cut short at once, to a group and to one of its people: whichever was made, each is said once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from random_kills import stage
from rig import PEOPLE, START, Rig
from test_kill import start_again, wake_up

from bot.demo.faults import SendFault

MADE: SendFault = "delivered-hang"
NOT_MADE: SendFault = "hang"


@asynccontextmanager
async def pair(rig: Rig, in_group: SendFault, to_carla: SendFault, takes: int = 0) -> AsyncIterator[None]:
    """Anna asks in the group, Carla alone, while all phones sleep, and the bot dies while it answers both.

    After what is done then, which `takes` so many minutes, with the bot back again, five more pass.
    """
    rig.clock.set(START)
    await rig.bot.start(START)
    await rig.server.listened()
    await rig.calm()
    for who in PEOPLE:
        rig.world.sleep(who)
    calls = ((in_group, "anna", rig.group), (to_carla, "carla", "direct:carla"))
    for number, (fault, who, chat) in enumerate(calls, start=1):
        rig.server.faults.fail_next_send(fault)
        rig.world.say(who, chat, "!next")
        async with asyncio.timeout(10):
            while rig.server.faults.hanging < number:  # noqa: ASYNC110 - the server does not tell
                await asyncio.sleep(0.005)
    await rig.bot.kill()
    yield
    for minutes in (1, 2, 3, 4, 5):
        await rig.bot.turn(START + timedelta(minutes=takes + minutes))
        await rig.calm()


def answered(rig: Rig) -> list[str]:
    """The chats of all answers."""
    return sorted(message.chat for message in rig.world.messages if message.author == "bot")


@pytest.mark.parametrize("to_carla", [MADE, NOT_MADE])
@pytest.mark.parametrize("in_group", [MADE, NOT_MADE])
@pytest.mark.parametrize("confirmed", ["later", "meanwhile", "before it dies again"])
async def test_each_is_said_once(confirmed: str, in_group: SendFault, to_carla: SendFault) -> None:
    async with stage("received" if confirmed == "meanwhile" else "given again") as rig:
        async with pair(rig, in_group, to_carla):
            if confirmed == "meanwhile":
                for who in PEOPLE:
                    rig.world.wake(who)
                await rig.server.drained()
            await start_again(rig, [])
            await wake_up(rig)
            if confirmed == "before it dies again":  # what phones told is not told again
                await rig.bot.kill()
                await start_again(rig, [])
        assert answered(rig) == sorted([rig.group, "direct:carla"])
        assert rig.rows("SELECT DISTINCT state FROM deliveries") == [("sent",)]
        assert rig.rows("SELECT * FROM traces") == []


async def test_it_waits_for_what_the_group_says_also_if_that_is_cut_short_again() -> None:
    async with stage("given again") as rig:
        async with pair(rig, NOT_MADE, MADE, takes=2):
            await start_again(rig, [])
            await wake_up(rig)
            rig.server.faults.fail_next_send(NOT_MADE)
            await rig.bot.turn(START + timedelta(minutes=2), hanging=1)
            await rig.bot.kill()
            await start_again(rig, [])
        assert answered(rig) == sorted([rig.group, "direct:carla"])
        assert rig.rows("SELECT DISTINCT state FROM deliveries") == [("sent",)]


async def test_what_she_alone_confirmed_is_said_again_if_nobody_else_ever_does() -> None:
    async with stage("given again") as rig:
        async with pair(rig, NOT_MADE, MADE):
            await start_again(rig, [])
            rig.world.wake("carla")
            await rig.calm()
        assert answered(rig) == sorted([rig.group, "direct:carla", "direct:carla"])
