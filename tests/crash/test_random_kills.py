"""A few of the random kills; `python tests/crash/random_kills.py` does as many as one likes."""

from __future__ import annotations

import asyncio

from random_kills import MODES, Talk, compared, counts, played

KILLS = 3  # in each mode
TALK = Talk(7)


async def test_a_talk_with_deaths_is_as_one_without() -> None:
    yardstick = await played(TALK, "given again", kills=0)
    rows = await asyncio.gather(*(compared(TALK, mode, KILLS, yardstick) for mode in MODES))
    assert [(row.lost, row.doubled, row.differing) for row in rows] == [({}, {}, {})] * len(MODES)
    assert sum(counts(row)[0] for row in rows) >= KILLS
    assert yardstick.deaths == 0
