"""`losbote receive` beside the bot: while the bot is away nothing is lost of what people write, or comes twice."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from crash.rig import Rig, rigged

from bot.clock import SystemClock
from bot.hearsay import heard_beside

ALONE = "I was away"
HELP = "!help"


class Receiver:
    """The process, at an address of its own."""

    def __init__(self, folder: Path, address: str) -> None:
        self.address = address
        self.url = f"http://{address}/signal"
        self._folder = folder
        self._process: asyncio.subprocess.Process | None = None

    def write_settings(self, values: dict[str, Any]) -> None:
        """Writes the settings that it shares with the bot."""
        lines = [f"{name} = {json.dumps(value)}" for name, value in values.items() if not isinstance(value, dict)]
        for name, group in values["groups"].items():
            lines += [f"[groups.{name}]", f"id = {json.dumps(group['id'])}"]
        lines += ["[receive]", f"webhook = {json.dumps(self.address)}"]
        (self._folder / "losbote.toml").write_text("\n".join(lines), encoding="utf-8")

    async def start(self) -> None:
        """Starts it; returns when it listens."""
        command = (sys.executable, "-m", "bot", "receive", "--config", str(self._folder / "losbote.toml"))
        with (self._folder / "receive.log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(*command, stderr=log)
        async with asyncio.timeout(60):
            while not self._listens():
                assert self._process.returncode is None, (self._folder / "receive.log").read_text(encoding="utf-8")
                await asyncio.sleep(0.02)

    async def end(self, number: signal.Signals = signal.SIGTERM) -> int | None:
        """Ends it; returns its exit code."""
        assert self._process is not None
        if self._process.returncode is None:
            self._process.send_signal(number)
        async with asyncio.timeout(10):
            return await self._process.wait()

    def health(self) -> int:
        """What it says of itself."""
        return self.post(None, "/healthz")

    def post(self, body: bytes | None, path: str = "/signal") -> int:
        """What it answers to a body."""
        request = urllib.request.Request(f"http://{self.address}{path}", data=body)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
                return int(answer.status)
        except urllib.error.HTTPError as error:
            error.close()
            return error.code

    def _listens(self) -> bool:
        host, _, port = self.address.rpartition(":")
        with socket.socket() as probe:
            return probe.connect_ex((host, int(port))) == 0


@pytest.fixture
def free_address() -> str:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return f"127.0.0.1:{taken.getsockname()[1]}"


@pytest_asyncio.fixture
async def both(tmp_path: Path, free_address: str) -> AsyncIterator[tuple[Rig, Receiver]]:
    """The receiver, which runs, and a bot beside it, which does not yet; both have the real time."""
    receiver = Receiver(tmp_path, free_address)
    more = {"receive": {"webhook": free_address}, "language": "en", "sending": {"per_minute": 100_000}}
    async with rigged(tmp_path, more, webhook=receiver.url) as rig:
        rig.clock.set(SystemClock().now())
        receiver.write_settings(rig.bot._settings)
        await receiver.start()
        yield rig, receiver
        await receiver.end()


async def started(rig: Rig) -> None:
    await rig.bot.start(rig.clock.now())
    await rig.server.listened()
    await rig.calm()


def asked(rig: Rig, count: int) -> list[int]:
    """Everybody asks; returns the timestamps."""
    people = sorted(rig.world.people)[:4]
    return [rig.world.say(people[n % 4], f"direct:{people[n % 4]}", HELP).timestamp for n in range(count)]


def answered(rig: Rig) -> list[int]:
    """The timestamps of the questions that got an answer."""
    return sorted(m.quote.timestamp for m in rig.world.messages if m.author == "bot" and m.quote)


@pytest.mark.parametrize("end", ["stop", "kill"])
async def test_what_is_asked_while_the_bot_is_away_is_answered_once(both: tuple[Rig, Receiver], end: str) -> None:
    rig, receiver = both
    await started(rig)
    before = asked(rig, 4)
    await rig.calm()
    await getattr(rig.bot, end)()
    meanwhile = asked(rig, 20)
    await rig.server.drained()
    await started(rig)
    after = asked(rig, 4)
    await rig.calm()
    assert answered(rig) == before + meanwhile + after
    assert rig.server.webhook_failures == 0
    assert await receiver.end() == 0


async def test_a_receiver_that_is_killed_and_started_again_loses_nothing_that_it_answered(
    both: tuple[Rig, Receiver],
) -> None:
    rig, receiver = both
    first = asked(rig, 5)
    await rig.server.drained()
    await receiver.end(signal.SIGKILL)
    await receiver.start()
    second = asked(rig, 5)
    await rig.server.drained()
    await started(rig)
    assert answered(rig) == first + second


async def test_what_lay_here_too_long_gets_one_line_a_chat(both: tuple[Rig, Receiver]) -> None:
    rig, _ = both
    group, meetings = rig.group, rig.rows("SELECT * FROM meetings")
    for who, chat, text in (
        ("anna", group, "!next"),
        ("bert", group, "!help"),
        ("anna", "direct:anna", "!next"),
        ("petra", "direct:petra", "!meeting cancel 2.12."),
        ("anna", group, "!quatsch"),
    ):
        rig.world.say(who, chat, text)
    await rig.server.drained()
    rig.clock.move(timedelta(minutes=16))
    await started(rig)
    said = [(m.chat, m.text[:10]) for m in rig.world.messages if m.author == "bot"]
    assert sorted(said) == sorted([(group, ALONE), ("direct:anna", ALONE), ("direct:petra", ALONE)])
    assert rig.rows("SELECT * FROM meetings") == meetings
    rig.server.webhook = None  # the receiver stores with a clock that was not moved, so that it would be too late again
    later = rig.world.say("anna", group, HELP).timestamp
    await rig.calm()
    assert answered(rig)[-1] == later


async def test_after_five_minutes_a_question_is_answered_and_a_change_is_not_made(both: tuple[Rig, Receiver]) -> None:
    rig, _ = both
    rig.world.say("petra", "direct:petra", "!language de")
    rig.world.say("petra", "direct:petra", "!hold")
    asked_at = rig.world.say("anna", "direct:anna", HELP).timestamp
    await rig.server.drained()
    rig.clock.move(timedelta(minutes=5))
    await started(rig)
    told = [m.text[:10] for m in rig.world.messages if m.chat == "direct:petra" and m.author == "bot"]
    assert told == [ALONE, "Stopped: I"]  # an emergency stop is done however late it comes
    assert asked_at in answered(rig)


@pytest.mark.parametrize(("listening", "times"), [(True, 1), (False, 2)], ids=["with it", "without it"])
async def test_what_phones_confirm_while_the_bot_is_away_proves_what_it_sent(
    both: tuple[Rig, Receiver], listening: bool, times: int
) -> None:
    rig, receiver = both
    await started(rig)
    rig.world.sleep("anna")
    rig.server.faults.fail_next_send("delivered-hang")
    rig.world.say("anna", "direct:anna", HELP)
    await rig.server.faults.hung()
    await rig.bot.kill()
    if not listening:
        await receiver.end(signal.SIGKILL)
    rig.world.wake("anna")
    await rig.server.drained()
    await started(rig)
    await rig.bot.turn(rig.clock.now() + timedelta(minutes=3))
    assert [m.chat for m in rig.world.messages if m.author == "bot"] == ["direct:anna"] * times
    assert rig.rows("SELECT DISTINCT state FROM deliveries") == [("sent",)]


async def test_what_it_has_heard_is_told_to_its_own_user_only(both: tuple[Rig, Receiver]) -> None:
    rig, receiver = both
    place = rig.folder / "losbote.db.heard"
    assert place.is_socket()
    assert place.stat().st_mode & 0o777 == 0o600
    rig.world.post("direct:anna", "moin")
    await rig.server.drained()
    found = json.loads(await heard_beside(rig.folder / "losbote.db"))
    [(at, people)] = found["confirmed"]
    assert (at, list(people)) == (rig.world.messages[-1].timestamp, [rig.world.people["anna"].aci])
    assert found["elsewhere"] == []
    assert await receiver.end() == 0
    assert not place.exists()
    assert await heard_beside(rig.folder / "losbote.db") == b""


async def test_it_takes_only_what_it_should(both: tuple[Rig, Receiver]) -> None:
    rig, receiver = both
    junk = [b"", b"{", b"null", b'{"envelope": 7}', b"\xff" * 100]
    assert [await asyncio.to_thread(receiver.post, body) for body in junk] == [200] * len(junk)
    assert await asyncio.to_thread(receiver.post, b"{}", "/other") == 404
    with closing(sqlite3.connect(rig.folder / "losbote.db")) as database:
        assert database.execute("SELECT count(*) FROM frames").fetchone() == (0,)


def run(*command: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LOSBOTE_")}
    return subprocess.run(
        [sys.executable, *command], capture_output=True, text=True, check=False, env=environment, timeout=60
    )


async def test_a_second_one_says_that_the_address_is_taken(both: tuple[Rig, Receiver]) -> None:
    rig, receiver = both
    settings = str(rig.folder / "losbote.toml")
    second = await asyncio.to_thread(run, "-m", "bot", "receive", "--config", settings)
    wanted = f"{receiver.address} is taken by another program. Set another port.\n"
    assert (second.returncode, second.stdout, second.stderr) == (1, "", wanted)


def test_it_needs_neither_signalbot_nor_a_websocket() -> None:
    heavy = ("signalbot", "aiohttp", "httpx", "apscheduler", "holidays", "icalendar")
    code = f"import sys, bot.receive; print([name for name in {heavy!r} if name in sys.modules])"
    assert run("-c", code).stdout == "[]\n"


def frames(rig: Rig) -> list[int]:
    """When what is stored was sent."""
    return [at for (at,) in rig.rows("SELECT sent_at FROM frames ORDER BY id")]


async def test_a_database_that_is_removed_and_put_back_from_a_backup_gets_what_came_meanwhile(
    both: tuple[Rig, Receiver],
) -> None:
    rig, receiver = both
    database = rig.folder / "losbote.db"
    backup = database.read_bytes()
    rig.frames.clear()
    rig.server.webhook = None
    first, second, third, fourth = asked(rig, 4)
    bodies = [body.encode() for body in rig.frames]
    assert await asyncio.to_thread(receiver.post, bodies[0]) == 200
    assert frames(rig) == [first]
    for path in rig.folder.glob("losbote.db*"):
        if path.is_file():
            path.unlink()
    assert [await asyncio.to_thread(receiver.post, body) for body in bodies[1:3]] == [500, 500]
    assert (database.exists(), await asyncio.to_thread(receiver.health)) == (False, 503)
    database.write_bytes(backup)
    async with asyncio.timeout(60):
        while len(frames(rig)) < 2:  # noqa: ASYNC110 - it tries again by itself
            await asyncio.sleep(0.05)
    assert await asyncio.to_thread(receiver.post, bodies[3]) == 200
    assert (frames(rig), await asyncio.to_thread(receiver.health)) == ([second, third, fourth], 200)
    await receiver.end()
    told = (rig.folder / "receive.log").read_text(encoding="utf-8")
    assert [told.count(words) for words in ("cannot be stored", "was removed", "can be stored again")] == [1, 1, 1]


async def test_a_database_that_was_replaced_is_taken_at_once(both: tuple[Rig, Receiver]) -> None:
    rig, _ = both
    new = rig.folder / "new.db"
    new.write_bytes((rig.folder / "losbote.db").read_bytes())
    new.rename(rig.folder / "losbote.db")
    assert frames(rig) == []
    meanwhile = asked(rig, 4)
    await rig.server.drained()
    assert (rig.server.webhook_failures, frames(rig)) == (0, meanwhile)


async def test_a_length_that_is_none_is_refused(both: tuple[Rig, Receiver]) -> None:
    _, receiver = both
    host, _, port = receiver.address.rpartition(":")
    for length in (b"-1", b"many"):
        with socket.create_connection((host, int(port)), timeout=10) as connection:
            connection.sendall(b"POST /signal HTTP/1.1\r\nContent-Length: " + length + b"\r\n\r\n")
            assert (await asyncio.to_thread(connection.recv, 100)).startswith(b"HTTP/1.1 413 ")
