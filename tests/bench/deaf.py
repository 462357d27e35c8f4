"""How long one is deaf through broken frames: this bot and signalbot alone, with the same frames at the same time.

`python tests/bench/deaf.py [--frames 10000]` prints a table and writes output/bench-deaf.json. A hundred frames a
second, each with something wrong; between them people ask. Deaf is a program while no websocket of it is open.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import random
import sys
from contextlib import AsyncExitStack
from pathlib import Path
from time import perf_counter

from answer import ROOT, START, Stage, _bare_signalbot, losbote, program, show, staged

sys.path.insert(0, str(Path(__file__).parent.parent))

from fuzzed import fuzzed, shapes

PAUSE = 0.01  # seconds between two frames
QUESTION_EVERY = 50  # frames
LAST_WORDS = 5.0  # seconds in which the last questions may be answered


class Ear:
    """What a program hears: when it has a websocket, and which questions it answers."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.deaf = 0.0
        self._asked: set[int] = set()

    async def watch(self) -> None:
        """Adds up the time without a websocket; runs for ever."""
        before = perf_counter()
        while True:
            await asyncio.sleep(0.005)
            now = perf_counter()
            self.deaf += 0 if self.stage.server.listening else now - before
            before = now

    def ask(self) -> None:
        """The next person asks, alone."""
        frame = self.stage.frame(direct=True)
        self._asked.add(json.loads(frame)["envelope"]["timestamp"])
        self.stage.server.push(frame)

    def result(self, seconds: float) -> dict[str, float]:
        """A line of the table."""
        said = [message for message in self.stage.world.messages if message.author == "bot" and message.quote]
        answered = {message.quote.timestamp for message in said if message.quote} & self._asked
        share = round(100 * len(answered) / len(self._asked), 1)
        return {"seconds deaf": round(self.deaf, 1), "of": round(seconds, 1), "questions answered, %": share}


async def measure(frames: int) -> dict[str, dict[str, float]]:
    """Lets both programs hear the same and tells what came of it."""
    dice = random.Random(7)  # noqa: S311 - the same frames each time
    async with AsyncExitStack() as stack:
        ours, bare = [await stack.enter_async_context(staged()) for _ in range(2)]
        await stack.enter_async_context(losbote(ours))
        await stack.enter_async_context(program(*_bare_signalbot(bare)))
        await bare.server.listened()
        ears = {"losbote": Ear(ours), "signalbot alone": Ear(bare)}
        watching = [asyncio.create_task(ear.watch()) for ear in ears.values()]
        begin = perf_counter()
        for number in range(frames):
            await asyncio.sleep(max(0.0, begin + number * PAUSE - perf_counter()))
            stamp = int(START.timestamp() * 1000) + 1_000_000 + 10 * number
            people = ours.world  # both worlds have the same people
            raw = fuzzed(dice, shapes(people.people["person399"], people.bot, ours.group, stamp))
            for ear in ears.values():
                ear.stage.server.push(raw)
                if number % QUESTION_EVERY == 0:
                    ear.ask()
        await asyncio.sleep(LAST_WORDS)
        seconds = perf_counter() - begin
        for task in watching:
            task.cancel()
        return {name: ear.result(seconds) for name, ear in ears.items()}


async def main(frames: int) -> None:
    """Measures, prints, and writes it down."""
    logging.getLogger("aiohttp").setLevel(logging.CRITICAL)
    result = await measure(frames)
    show(f"{frames} broken frames", result)
    output = ROOT / "output" / "bench-deaf.json"
    output.parent.mkdir(exist_ok=True)
    output.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--frames", type=int, default=10_000)
    asyncio.run(main(parser.parse_args().frames))
