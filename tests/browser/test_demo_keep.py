"""The demo goes on where it was left, begins anew when told to, and takes one's own folder; no browser needed."""

from __future__ import annotations

import asyncio
import signal
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from echo_stage import ICS, EchoStage, converse, show_everything
from typer.testing import CliRunner

from bot.cli import cli
from bot.clock import PlayedClock
from bot.demo import keep, library
from bot.demo.show import staged
from bot.demo.stage import Stage
from bot.demo.world import World
from bot.settings import load
from storage import look

NOW = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)


def everything(world: World) -> tuple[object, ...]:
    messages = [world.as_dict(message) for message in world.messages]
    groups = [(g.name, g.id, list(g.members), g.admins, g.pinned, g.revision) for g in world.groups.values()]
    data = [file.data for message in world.messages for file in message.attachments]
    return messages, groups, list(world.people.values()), data, sorted(world.edit_stamps()), set(world.attachments)


def test_a_world_comes_back_as_it_was(tmp_path: Path) -> None:
    stage = EchoStage()
    converse(stage)
    show_everything(stage)
    keep.save(stage.world, NOW, tmp_path)
    again = World(PlayedClock(NOW))
    assert keep.load(again, tmp_path) == NOW
    assert everything(again) == everything(stage.world)
    edited = next(message for message in again.messages if message.edits)
    assert again.find(edited.timestamp + 1) is edited


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 0}', '{"version": 1, "messages": [{}], "now": ""}'])
def test_what_cannot_be_used_is_told_and_no_world(tmp_path: Path, text: str) -> None:
    (tmp_path / "world.json").write_text(text, encoding="utf-8")
    world = World(PlayedClock(NOW))
    with pytest.raises(keep.Unreadable, match=r"world\.json"):
        keep.load(world, tmp_path)
    assert (world.people, world.messages) == ({}, [])


def test_a_folder_belongs_to_one_demo_at_a_time(tmp_path: Path) -> None:
    with keep.locked(tmp_path / "home") as first:
        with keep.locked(tmp_path / "home") as second:
            assert (first, second) == (True, False)
        (tmp_path / "home" / "files").mkdir()
        (tmp_path / "home" / "files" / "a").write_text("x", encoding="utf-8")
        (tmp_path / "home" / "world.json").write_text("x", encoding="utf-8")
        keep.clear(tmp_path / "home")
        assert [entry.name for entry in (tmp_path / "home").iterdir()] == ["lock"]
    with keep.locked(tmp_path / "home") as third:
        assert third


async def test_the_demo_goes_on_where_it_was_left(tmp_path: Path) -> None:
    first = Stage(tmp_path, NOW)
    await first.start()
    await first.turn(NOW + timedelta(days=2))
    said = [message.text for message in first.world.messages]
    await first.stop()
    assert len(said) > 1
    second = Stage(tmp_path, NOW)
    await second.start()
    assert [message.text for message in second.world.messages] == said
    assert timedelta(0) <= second.now() - (NOW + timedelta(days=2)) < timedelta(minutes=1)
    second.world.say("anna", "direct:anna", "termin")
    async with asyncio.timeout(20):
        while (answer := second.world.last("bot", "direct:anna")) is None:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    assert answer.text.startswith("Nächstes Treffen: Kosten im Griff")
    await second.stop()


async def test_ones_own_folder_is_taken_instead_of_the_sample(tmp_path: Path) -> None:
    own, home = tmp_path / "own", tmp_path / "home"
    own.mkdir()
    home.mkdir()
    (own / "meetings.ics").write_text(ICS.replace("Kosten im Griff", "Mein Treffen"), encoding="utf-8", newline="")
    stage = Stage(home, NOW, files=own)
    await stage.start()
    titles = look(stage.settings.database, lambda tx: [one.title or one.topic for one in tx.meetings.singles()])
    await stage.stop()
    assert titles == ["Mein Treffen"]
    assert load(home / "losbote.toml").number == stage.settings.number
    assert sorted(entry.name for entry in own.iterdir()) == ["meetings.ics"]


async def test_a_folder_that_cannot_be_taken_is_told(tmp_path: Path) -> None:
    with pytest.raises(library.NotTaken, match="Nothing was taken from"):
        async with staged(NOW, files=tmp_path / "none"):
            pass


def test_the_options_are_there() -> None:
    told = CliRunner().invoke(cli, ["demo", "--help"], env={"COLUMNS": "200"}).output
    for option in ("--fresh", "--data", "--port", "--no-browser"):
        assert option in told
    assert "--config" in CliRunner().invoke(cli, ["preview", "--help"], env={"COLUMNS": "200"}).output


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
async def test_the_command_runs_until_it_is_told_to_end(tmp_path: Path, ending: signal.Signals) -> None:
    command = (sys.executable, "-m", "bot", "demo", "--no-browser", "--port", "0", "--fresh")
    process = await asyncio.create_subprocess_exec(*command, cwd=tmp_path, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    async with asyncio.timeout(60):
        while b"token=" not in (line := await process.stdout.readline()):
            assert line
        process.send_signal(ending)
        assert await process.wait() == 0
    assert (tmp_path / "demo-data" / "sample" / "world.json").is_file()


async def test_what_is_asked_while_the_bot_starts_waits_for_it(tmp_path: Path) -> None:
    stage = Stage(tmp_path, NOW)
    await stage.start()
    await stage.kill()
    starting = asyncio.create_task(stage.revive())
    async with asyncio.timeout(20):
        while not stage.alive:  # noqa: ASYNC110
            await asyncio.sleep(0.001)
        await stage.turn(NOW + timedelta(hours=1))
        await starting
    assert stage.alive
    await stage.stop()
