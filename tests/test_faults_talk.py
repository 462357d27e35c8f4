"""Fifty people talk with the bot for ten minutes while everything that can go wrong at the server goes wrong in turn.

Each question is answered once, each post is there once, and nobody waits because the call of another chat has trouble.
"""

from __future__ import annotations

import random
import socket
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_args

import pytest
import pytest_asyncio
from crash.rig import Rig, rigged

from bot.demo.faults import Faults, SendFault, broken_frames

BEGIN = datetime(2026, 12, 1, 17, 52, tzinfo=UTC)
WINDOW = timedelta(seconds=25)
REMINDER = "📅 Morgen um 19:00 Uhr: Kosten im Griff. Wer kommt? 👍 genügt.\nhttps://meet.example/netz"
QUESTIONS = ("!next", "!termine", "!hilfe", "!hilfe next", "!termine 3")
PEOPLE = [f"mensch{number}" for number in range(45)]  # with those of the rig fifty


@dataclass(frozen=True)
class Trouble:
    """What goes wrong, from when people begin to talk until they have; `all_wait`: no call comes through then."""

    name: str
    begin: Callable[[Rig], Awaitable[None] | None]
    end: Callable[[Rig], Awaitable[None] | None] = lambda _: None
    all_wait: bool = False


def switch(name: str, on: object, off: object, *, all_wait: bool = False) -> Trouble:
    """A switch of the server's faults."""
    return Trouble(
        name,
        lambda rig: setattr(rig.server.faults, name, on),
        lambda rig: setattr(rig.server.faults, name, off),
        all_wait,
    )


def send(fault: SendFault) -> Trouble:
    """One call goes wrong."""
    return Trouble(fault, lambda rig: rig.server.faults.fail_next_send(fault))


async def renewed(rig: Rig) -> None:
    await rig.server.start()
    await rig.server.listened()


def breaking(rig: Rig) -> None:
    stamp = int(rig.clock.now().timestamp() * 1000)
    for frame in broken_frames(rig.world.people["anna"], str(rig.world.bot.number), stamp).values():
        rig.server.push(frame)


TROUBLES = (
    *map(send, get_args(SendFault)),
    switch("drop_when_busy", on=True, off=False),
    switch("double_frames", on=20, off=0),
    switch("account_gone", on=True, off=False, all_wait=True),
    switch("rate_limited", on=True, off=False, all_wait=True),
    switch("send_seconds", on=0.05, off=0),
    switch("pins", on=2, off=0),
    Trouble(
        "null_groups",
        lambda rig: rig.server.faults.null_groups.update(rig.world.groups),
        lambda rig: rig.server.faults.null_groups.clear(),
    ),
    Trouble("server away", lambda rig: rig.server.stop(), renewed, all_wait=True),
    Trouble("closed", lambda rig: rig.linked_again(rig.server.close_sockets)),
    Trouble("cut", lambda rig: rig.linked_again(rig.server.abort_sockets)),
    Trouble("broken frames", breaking),
)


class Talk:
    """The fifty, and what they asked."""

    def __init__(self, rig: Rig) -> None:
        self.rig = rig
        self.asked: dict[int, str] = {}  # the chat of each question, by its timestamp
        self._dice = random.Random(50)  # noqa: S311 - the same talk each time
        self._order = [*PEOPLE, "anna", "bert", "carla", "deniz"]

    @property
    def faults(self) -> Faults:
        return self.rig.server.faults

    def ask(self) -> list[int]:
        """Two people ask in the group, five alone, and somebody says something that concerns nobody."""
        self._dice.shuffle(self._order)
        *some, other = self._order[:8]
        chats = [self.rig.group, self.rig.group, *(f"direct:{who}" for who in some[2:])]
        self.rig.world.say(other, self.rig.group, "wer bringt Kuchen mit?")
        new = {
            self.rig.world.say(who, chat, self._dice.choice(QUESTIONS)).timestamp: chat
            for who, chat in zip(some, chats, strict=True)
        }
        self.asked |= new
        return list(new)

    def answers(self) -> Counter[int]:
        """How often each question was answered."""
        said = (message for message in self.rig.world.messages if message.author == "bot")
        quoted = (message.quote.timestamp for message in said if message.quote)
        return Counter(asked for asked in quoted if asked in self.asked)

    def waiting(self) -> set[str]:
        """The chats in which a question is open."""
        answers = self.answers()
        return {chat for asked, chat in self.asked.items() if not answers[asked]}

    async def calm(self) -> None:
        """Returns when all has come to its end but for the calls that hang."""
        for _ in range(2):
            await self.rig.server.drained()
            await self.rig.bot.settled(self._hanging())

    async def turn(self, to: datetime) -> None:
        await self.rig.bot.turn(to, self._hanging())

    def _hanging(self) -> int:
        coming = sum(fault.endswith("hang") for fault in self.faults.sends)
        return self.faults.hanging - self.faults.slow + coming

    async def through(self, trouble: Trouble, at: datetime) -> set[str]:
        """Lets people talk while something goes wrong; returns the new questions that wait for no good reason."""
        await self.turn(at)
        before = self.waiting()
        if (beginning := trouble.begin(self.rig)) is not None:
            await beginning
        new = self.ask()
        if not trouble.all_wait:
            await self.calm()
        answers = self.answers()
        waiting = {self.asked[one] for one in new if not answers[one]} - before
        if (ending := trouble.end(self.rig)) is not None:
            await ending
        return set() if trouble.all_wait else waiting


@pytest.fixture
def free_address() -> str:
    """An address on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return f"127.0.0.1:{taken.getsockname()[1]}"


@pytest_asyncio.fixture
async def talk(tmp_path: Path, free_address: str) -> AsyncIterator[Talk]:
    more = {
        "receive": {"webhook": free_address},
        "posts": {"pin": True, "tips": ""},
        "sending": {"per_minute": 1000},
    }
    async with rigged(tmp_path, more, webhook=f"http://{free_address}/signal") as rig:
        for name in PEOPLE:
            rig.world.add_person(name)
            rig.world.join(name, "Netzwerk")
        rig.clock.set(BEGIN)
        rig.server.faults.slow_seconds = 0.2
        await rig.bot.start(BEGIN)
        await rig.server.listened()
        await rig.calm()
        yield Talk(rig)


def test_every_fault_of_the_server_is_among_them() -> None:
    told = {"slow_seconds", "challenges", "unreached", "log_level"}  # say how a fault, or the server, is
    counted = {"hanging", "slow", "sends"}  # say what there is of them
    before = {"profiles"}  # goes wrong at the set-up only
    switches = {one.name for one in fields(Faults) if not one.name.startswith("_")} - told - counted - before
    assert switches | {*get_args(SendFault)} <= {one.name for one in TROUBLES}


async def test_ten_minutes_of_trouble(talk: Talk) -> None:
    kept_waiting = {}
    for number, trouble in enumerate(TROUBLES):
        waiting = await talk.through(trouble, BEGIN + number * WINDOW)
        if len(waiting) > 1:  # the chat whose call went wrong may wait, no other
            kept_waiting[trouble.name] = waiting
    end = BEGIN + timedelta(minutes=30)
    await talk.turn(end)
    talk.faults.release()
    await talk.calm()
    assert kept_waiting == {}
    assert talk.answers() == Counter(talk.asked.keys())
    posts = [
        one.text
        for one in talk.rig.world.messages
        if (one.author, one.quote, one.chat) == ("bot", None, talk.rig.group)
    ]
    assert [text for text in posts if not text.startswith("📌")] == [REMINDER]
    assert max(Counter(posts).values()) == 1
    assert talk.rig.rows("SELECT count(*) FROM frames WHERE done_at IS NULL") == [(0,)]
    assert talk.rig.rows("SELECT DISTINCT state FROM deliveries WHERE act = 'say'") == [("sent",)]
