"""The bot is told to stop, loses its parent, or waits for its server: it ends in time and goes on later."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from rig import PEOPLE, START, Rig, fill, played_world, rigged, running, told_in

from bot.clock import PlayedClock
from bot.demo.server import StandIn
from bot.demo.world import World
from bot.signal.session import StoredFrames
from storage import open_storage

IN_TIME = 10.0  # seconds; supervisors kill after that
PATIENCE = 60.0  # seconds until we give up waiting for what takes as long as the machine needs


async def test_sigterm_during_work_ends_in_time_and_the_rest_is_done_later(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        rig.server.faults.send_seconds = 60
        asked = [rig.ask(who, "!next").timestamp for who in PEOPLE]
        await rig.server.drained()
        async with asyncio.timeout(IN_TIME):
            await rig.bot.stop()
        assert await rig.bot.ended() == 0
        assert rig.answers() == []
        rig.server.faults.send_seconds = 0
        await rig.gone()
        await rig.bot.start(rig.clock.now())
        await rig.server.listened()
        await rig.calm()
        await rig.bot.turn(START.replace(hour=18))  # one call was cut short: it is said after two minutes
        assert sorted(quotes(rig)) == asked


async def test_sigterm_ends_a_call_that_hangs(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        rig.server.faults.fail_next_send("hang")
        rig.ask("anna", "!next")
        await rig.server.faults.hung()
        async with asyncio.timeout(IN_TIME):
            await rig.bot.stop()
        assert await rig.bot.ended() == 0
        assert rig.rows("SELECT state FROM deliveries") == [("sending",)]


async def test_what_comes_at_the_very_moment_of_the_end_does_not_hold_it_up(tmp_path: Path) -> None:
    async with open_storage(tmp_path / "losbote.db") as storage:
        feed = StoredFrames(storage, PlayedClock(START), "+4915555550100", lambda _: None)
        waiting = asyncio.ensure_future(anext(feed.receive()))
        await asyncio.sleep(0.1)
        storage.bell("frames").set()
        waiting.cancel()
        await asyncio.wait([waiting], timeout=IN_TIME)
        assert waiting.cancelled()


HANGS = """
import asyncio, time
from bot.ending import end_in_time

async def main():
    asyncio.create_task(asyncio.to_thread(time.sleep, 60))
    await asyncio.sleep(0.1)
    end_in_time()

asyncio.run(main())
"""


async def test_the_end_does_not_wait_for_a_thread_that_works_on() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", HANGS, env=ENVIRONMENT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    async with asyncio.timeout(2 * IN_TIME):  # python has to start, too
        told, _ = await process.communicate()
    assert process.returncode == 0
    assert b"not everything has ended in time" in told


def quotes(rig: Rig) -> list[int]:
    return [message.quote.timestamp for message in rig.world.messages if message.author == "bot" and message.quote]


PARENT = """
import asyncio, json, sys
from datetime import datetime
from pathlib import Path
from bot.demo.process import BotProcess

async def main():
    bot = BotProcess(json.loads(sys.argv[1]), Path(sys.argv[2]))
    await bot.start(datetime.fromisoformat(sys.argv[3]))
    print(bot._process.pid, flush=True)
    await asyncio.Event().wait()

if __name__ == "__main__":
    asyncio.run(main())
"""


async def test_the_death_of_the_parent_ends_the_bot(tmp_path: Path) -> None:
    (tmp_path / "parent.py").write_text(PARENT)
    async with rigged(tmp_path) as rig:
        arguments = (json.dumps(rig.bot._settings), str(tmp_path / "log"), START.isoformat())
        parent = await asyncio.create_subprocess_exec(
            sys.executable, str(tmp_path / "parent.py"), *arguments, stdout=asyncio.subprocess.PIPE, env=ENVIRONMENT
        )
        assert parent.stdout is not None
        bot = int(await parent.stdout.readline())
        await rig.server.listened()
        parent.kill()
        await parent.wait()
        async with asyncio.timeout(IN_TIME):
            await rig.gone()
            await ended(bot)


async def ended(process: int) -> None:
    """Returns when there is no such process any more, or only its exit code is left."""
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        while Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z":  # noqa: ASYNC110, ASYNC240
            await asyncio.sleep(0.01)


ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}


@dataclass
class Run:
    """`losbote run` as people start it, with a server that may not be there yet."""

    process: asyncio.subprocess.Process
    world: World
    server: StandIn
    lines: list[str] = field(default_factory=list)
    _fresh: asyncio.Event = field(default_factory=asyncio.Event)

    async def read(self) -> None:
        """Collects the log until the process ends."""
        assert self.process.stderr is not None
        async for line in self.process.stderr:
            self.lines.append(line.decode())
            self._fresh.set()

    async def says(self, words: str, times: int = 1) -> None:
        """Returns when so many lines of the log hold these words."""
        async with asyncio.timeout(PATIENCE):
            while sum(words in line for line in self.lines) < times:
                self._fresh.clear()
                await self._fresh.wait()

    async def answer(self, number: int) -> str:
        """What the bot said as its nth message."""
        async with asyncio.timeout(IN_TIME):
            while len(said := [m.text for m in self.world.messages if m.author == "bot"]) < number:  # noqa: ASYNC110
                await asyncio.sleep(0.005)
        return said[number - 1]

    async def end(self, number: signal.Signals) -> int:
        """Sends the signal; returns the exit code."""
        self.process.send_signal(number)
        async with asyncio.timeout(IN_TIME):
            return await self.process.wait()


@asynccontextmanager
async def losbote_run(folder: Path) -> AsyncIterator[Run]:
    """Starts it with a settings file; the server is not started, only its port is known."""
    world = played_world(PlayedClock(START, running=True))
    server = StandIn(world)
    await server.start()
    await server.stop()
    await fill(folder)
    (folder / "losbote.toml").write_text(
        f'number = "{world.bot.number}"\nserver = "{server.url}"\nweb = "127.0.0.1:0"\nlog = "json"\n'
        "check_links = false\n"
        f'[groups.main]\nid = "{world.groups["Netzwerk"].id}"\n[posts]\npin = false\n'
    )
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run", "--config", str(folder / "losbote.toml")),
        stderr=asyncio.subprocess.PIPE,
        env=ENVIRONMENT,
    )
    run = Run(process, world, server)
    reading = asyncio.create_task(run.read())
    try:
        yield run
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
        await reading
        await server.stop()


async def test_losbote_run_waits_for_the_server_and_says_when_the_link_goes_and_comes(tmp_path: Path) -> None:
    async with losbote_run(tmp_path) as run:
        chat = run.world.groups["Netzwerk"].chat
        await run.says("the server is not there yet")
        await run.server.start()
        await run.server.listened()
        run.world.say("anna", chat, "!hilfe Zuckerwatte")
        first = await run.answer(1)
        await run.server.close_sockets()
        await run.says("the link to the server is there", times=2)
        await run.server.listened()
        run.world.say("bert", "direct:bert", "Pusteblume")
        await run.answer(2)
        assert await run.end(signal.SIGINT) == 0
        assert first.startswith("Einen Befehl „Zuckerwatte“ habe ich nicht.")
        assert [json.loads(line)["event"] for line in run.lines] == [
            "the server is not there yet, waiting for it",
            "the link to the server is there",
            "the link to the server is gone",
            "the link to the server is there",
        ]
        assert told_in("".join(run.lines), run.world) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda number: number.name)
async def test_losbote_run_ends_cleanly_while_the_server_is_away(tmp_path: Path, number: signal.Signals) -> None:
    async with losbote_run(tmp_path) as run:
        await run.says("the server is not there yet")
        assert await run.end(number) == 0
        assert [json.loads(line)["event"] for line in run.lines] == ["the server is not there yet, waiting for it"]


async def test_losbote_run_says_at_its_end_that_its_database_is_not_the_one_there(tmp_path: Path) -> None:
    async with losbote_run(tmp_path) as run:
        await run.server.start()
        await run.server.listened()
        run.world.say("anna", "direct:anna", "!hilfe")
        await run.answer(1)
        (tmp_path / "losbote.db").rename(tmp_path / "elsewhere.db")
        assert await run.end(signal.SIGTERM) == 1
    gone = f"{tmp_path / 'losbote.db'} wurde entfernt oder ersetzt, während Losbote lief."
    assert run.lines[-1] == f"{gone} Der nächste Start nimmt, was dann dort liegt.\n"
