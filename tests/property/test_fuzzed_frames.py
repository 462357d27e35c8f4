"""Frames of every shape with anything wrong with them: none is an error, and none stops reception."""

from __future__ import annotations

import json
import random
from pathlib import Path

from crash.rig import START, played_world, running, told_in
from fuzzed import fuzzed, shapes
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.clock import PlayedClock
from bot.demo.world import World
from bot.signal.frames import Dropped, Elsewhere, Reading, Receipt, read

STAMP = int(START.timestamp() * 1000)
WORLD = played_world(PlayedClock(START))
SERVED = {group.internal_id: "main" for group in WORLD.groups.values()}
CHUNKS, IN_A_CHUNK = 6, 60


def frames_in(world: World, stamp: int) -> list[dict[str, object]]:
    return shapes(world.people["anna"], world.bot, world.groups["Netzwerk"], stamp)


FRAMES = frames_in(WORLD, STAMP)


def test_the_shapes_themselves_are_known() -> None:
    found = [type(read(json.dumps(frame), str(WORLD.bot.number), SERVED)) for frame in FRAMES]
    assert found.count(Dropped) == 4  # a poll of others, its end, typing, what cannot be decrypted


@given(st.randoms(use_true_random=False))
@settings(deadline=None, derandomize=True, max_examples=300)
def test_each_is_read_as_something(dice: random.Random) -> None:
    raw = fuzzed(dice, FRAMES)
    found = read(raw, str(WORLD.bot.number), SERVED)
    assert isinstance(found, Reading | Receipt | Elsewhere | Dropped)
    if isinstance(found, Reading):
        frame = found.frame
        assert frame.body.encode().decode() == frame.body  # it can be stored
        assert 0 < frame.sent_at < 1 << 53


async def test_hundreds_through_the_websocket_and_each_question_between_is_answered(tmp_path: Path) -> None:
    dice = random.Random(7)  # noqa: S311 - the same frames each time
    async with running(tmp_path) as rig:
        asked = []
        for number in range(CHUNKS):
            stamp = int(rig.clock.now().timestamp() * 1000) + 1_000 * number
            for _ in range(IN_A_CHUNK):
                rig.server.push(fuzzed(dice, frames_in(rig.world, stamp + dice.randrange(500))))
            asked.append(rig.world.say("bert", "direct:bert", "!next").timestamp)
            await rig.calm()
        quotes = [one.quote.timestamp for one in rig.world.messages if one.author == "bot" and one.quote]
        assert [quotes.count(one) for one in asked] == [1] * CHUNKS
        assert rig.log.count("the link to the server is gone") == 0
        assert (rig.server.connections, rig.server.refused) == (1, [])
        assert told_in(rig.log, rig.world) == []
