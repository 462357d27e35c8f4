"""`!hold`: with the outbox full of posts none goes out once it is committed, but those that are being sent."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from playground import BEGIN, Playground, playground

from commands._kit import Ask, Audience, Planned, Reply, Span, command, post
from commands.hold import hold, standing
from commands.resume import resume
from storage import Tx

DUE = (BEGIN + timedelta(hours=1)).astimezone(UTC)
PEOPLE = 60


@post("note", rank=1, to="people")
def note(_tx: Tx, _audience: Audience, span: Span) -> Iterator[Planned]:
    """A word to everybody at seven."""
    if DUE in span:
        yield Planned("note", DUE, DUE + timedelta(hours=2), lambda _, __: "Sieben!")


@command("ping", examples=())
def ping(_tx: Tx, _ask: Ask) -> Reply:
    """A question."""
    return Reply("pong")


@pytest_asyncio.fixture
async def ground(tmp_path: Path) -> AsyncIterator[Playground]:
    """A network of which sixty people are to hear something at seven."""
    async with playground(tmp_path, note, ping, hold, standing, resume, pin=False) as made:
        acis = [made.cast.world.add_person(f"m{number}").aci for number in range(PEOPLE)]
        await made.storage.write(lambda tx: [tx.members.remind(aci, ("1d",)) for aci in acis])
        yield made


def started(tx: Tx) -> int:
    """How many of the posts were handed to the server."""
    return sum(one.tries for one in tx.deliveries.recent(1000) if one.post is not None)


async def full(ground: Playground, enough: int) -> None:
    """All posts wait, and so many at least are out or under way."""
    ground.clock.move(timedelta(hours=1))
    await ground.app.ticker.tick()
    async with asyncio.timeout(20):
        while await ground.storage.read(started) < enough:  # noqa: ASYNC110 - no event tells of it
            await asyncio.sleep(0)


@pytest.mark.parametrize("enough", [0, 1, 3, 9, 17])
async def test_nothing_goes_out_after_the_commit_but_what_was_called(ground: Playground, enough: int) -> None:
    await full(ground, enough)

    def stop(tx: Tx) -> int:
        tx.settings.hold("petra", ground.clock.now())
        return started(tx)

    open_or_out = await ground.storage.write(stop)
    said = await ground.said()
    assert enough <= open_or_out < PEOPLE
    assert (len(said), await ground.storage.read(started)) == (open_or_out, open_or_out)
    await ground.storage.write(lambda tx: tx.settings.resume())
    assert len(await ground.said()) + len(await ground.pass_(minutes=1)) == PEOPLE - open_or_out


async def test_answers_pass_what_is_stopped_and_a_restart_changes_nothing(ground: Playground) -> None:
    assert (await ground.say("petra", "!notaus"))[0].startswith("> petra: Angehalten: ")
    assert await ground.pass_(hours=1) == []
    assert await ground.say("anna", "!ping") == ["> anna: pong"]
    await ground.stop()
    await ground.start()
    assert await ground.pass_(minutes=1) == []
    assert await ground.say("anna", "!ping") == ["> anna: pong"]
    answer, *rest = await ground.say("quirin", "!weiter")
    assert answer == "> quirin: Es geht weiter.\nAußerdem hat es 60 Nachrichten an einzelne Personen betroffen."
    said = [one for one in rest if one.endswith(": Sieben!")] + await ground.pass_(minutes=1)
    assert len(said) == PEOPLE


async def test_what_waited_in_line_too_long_is_told_and_not_said(ground: Playground) -> None:
    await full(ground, 0)
    await ground.storage.write(lambda tx: tx.settings.hold("petra", ground.clock.now()))
    out = len(await ground.said())
    ground.clock.move(timedelta(hours=3))
    answer, *rest = await ground.say("petra", "!weiter")
    held = f"Außerdem hat es {PEOPLE - out} Nachrichten an einzelne Personen betroffen."
    assert answer == f"> petra: Es geht weiter.\n{held}"
    assert [one for one in rest if "Sieben" in one] == []
