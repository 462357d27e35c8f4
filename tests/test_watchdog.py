"""The watch over the link: what keeps the bot from its work is noticed, mended or told, and told once."""

from __future__ import annotations

import asyncio
import shutil
import socket
import sqlite3
from contextlib import AsyncExitStack, closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import structlog
from crash.rig import NEXT, START
from watched import IN_TIME, Watched, left_lying, watched

from bot.clock import PlayedClock
from bot.demo.inbox import receiving
from bot.errors import ServerError
from bot.settings import Settings
from bot.signal import directory, link
from bot.signal.link import Link
from bot.watch import Patience
from storage import db, open_storage
from storage.content import Content

QUICK = Patience(look=0.05, ask=0.05, answer=5.0, deaf=0.5, tell=0.1)
NO_LINK, SILENT = "no link to the server", "the server does not answer"
BACK = (
    " Was in dieser Zeit geschrieben wurde, hat mich vielleicht nicht erreicht. Was ich selbst zu sagen hatte, hole ich"
    " nach, soweit es noch passt."
)


@pytest.fixture
def free() -> str:
    """An address on which nobody listens."""
    return _free()


@pytest.fixture
def other() -> str:
    """Another one."""
    return _free()


def _free() -> str:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return f"127.0.0.1:{taken.getsockname()[1]}"


def test_all_is_noticed_within_thirty_seconds() -> None:
    usual = Patience()
    assert usual.ask + usual.answer < 30
    assert usual.look + usual.deaf <= 30
    assert usual.look + link._HEARTBEAT * 1.5 <= 35  # a half-open connection: the ping, and half as long for its answer


async def test_a_server_that_was_away_is_told_when_it_is_back(
    tmp_path: Path, free: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(directory, "_AGAIN_AFTER", 3600.0)  # nobody waits so long for the groups
    async with watched(tmp_path, QUICK, free=free) as bot:
        assert await bot.reasons() == []
        await bot.server.stop()
        await bot.comes_to([SILENT, NO_LINK])
        await bot.when(lambda: bot.app.watch._away_since is not None)
        await asyncio.sleep(QUICK.tell)
        await bot.server.start()
        await bot.comes_to([])
        await bot.when(lambda: bot.heard("petra"))
        async with asyncio.timeout(IN_TIME):
            await bot.calm()
        assert bot.heard("petra") == ["Ich war von Signal getrennt; nach 1 Minute geht es wieder." + BACK]
        assert bot.heard("Admins") == []


async def test_nobody_is_told_of_what_was_short(tmp_path: Path, free: str) -> None:
    async with watched(tmp_path, Patience(look=0.05, ask=0.05), free=free) as bot:
        await bot.server.stop()
        await bot.comes_to([SILENT, NO_LINK])
        await bot.when(lambda: bot.app.watch._away_since is not None)
        await bot.server.start()
        await bot.when(lambda: bot.app.watch._away_since is None)
        await bot.calm()
        assert bot.heard("petra") == []


async def test_an_account_that_vanished(tmp_path: Path, free: str) -> None:
    async with watched(tmp_path, QUICK, free=free) as bot:
        bot.server.faults.account_gone = True
        await bot.comes_to(["The server does not know the number in the settings. Register or link it."])
        await bot.when(lambda: bot.app.watch._away_since is not None)
        await asyncio.sleep(QUICK.tell)
        bot.server.faults.account_gone = False
        await bot.comes_to([])
        await bot.when(lambda: bot.heard("petra"))
        assert bot.heard("petra") == ["Signal kannte meine Nummer nicht mehr; nach 1 Minute geht es wieder." + BACK]


async def test_a_group_that_the_server_lost_is_told_once_while_it_lasts(tmp_path: Path, free: str) -> None:
    async with watched(tmp_path, QUICK, free=free) as bot:
        bot.server.faults.null_groups = {"Netzwerk"}
        await bot.comes_to(['the server does not know the group "main"'])
        await bot.when(lambda: bot.heard("petra"))
        bot.server.faults.null_groups = set()
        await bot.comes_to([])
        await bot.calm()
        (told,) = bot.heard("petra")
        assert told.startswith("signal-cli-rest-api findet die Gruppe „main“ nicht mehr;")


async def test_people_of_a_group_that_the_server_lost_are_no_strangers_and_are_answered(
    tmp_path: Path, free: str
) -> None:
    async with watched(tmp_path, QUICK, free=free) as bot:
        bot.server.faults.null_groups = {"Netzwerk"}
        await bot.comes_to(['the server does not know the group "main"'])
        bot.world.say("anna", "direct:anna", "!next")
        bot.world.say("bert", bot.world.groups["Netzwerk"].chat, "!next")
        await bot.when(lambda: bot.heard("anna"))
        await bot.server.drained()
        bot.server.faults.null_groups = set()
        await bot.comes_to([])
        bot.world.clock.move(timedelta(seconds=5))  # after which what was refused is tried again
        await bot.when(lambda: bot.heard("Netzwerk"))
        await bot.calm()
        assert bot.heard("anna") == bot.heard("Netzwerk") == [NEXT]


async def test_a_group_that_we_were_removed_from_is_told_once_also_after_a_restart(tmp_path: Path, free: str) -> None:
    told = "Ich bin nicht mehr in der Gruppe „Netzwerk“. War das ein Versehen, lade mich dort wieder ein."
    worry = "· In der Gruppe „Netzwerk“ bin ich nicht. Lade mich dort ein, oder nimm sie aus losbote.toml."
    async with watched(tmp_path, QUICK, free=free) as bot:
        bot.world.leave("bot", "Netzwerk")
        await bot.when(lambda: bot.heard("petra"))
        bot.world.say("petra", "direct:petra", "!status")
        await bot.calm()
        first, status = bot.heard("petra")
        assert (first, status.splitlines()[-1]) == (told, worry)
        assert await bot.reasons() == []
    async with watched(tmp_path, QUICK, free=free, world=bot.world, server=bot.server) as again:
        assert again.heard("petra") == [told, status]


async def said(bot: Watched) -> None:
    """The bot says something in the network's group of its own accord."""
    before = len(bot.heard("Netzwerk"))
    await bot.app.storage.write(
        lambda tx: tx.deliveries.add(bot.network, Content("Guten Abend"), due=bot.world.clock.now())
    )
    await bot.when(lambda: len(bot.heard("Netzwerk")) > before)


async def test_a_link_on_which_nothing_comes_is_renewed_and_then_told(tmp_path: Path, free: str) -> None:
    async with watched(tmp_path, QUICK, free=free) as bot:
        for who in list(bot.world.people):
            bot.world.sleep(who)
        await said(bot)
        await bot.when(lambda: bot.server.connections == 2)
        assert await bot.reasons() == []
        await bot.server.listened()
        await said(bot)
        await bot.comes_to(["nothing is heard though messages go out"])
        await bot.when(lambda: bot.heard("petra"))
        for who in list(bot.world.people):
            bot.world.wake(who)
        await bot.comes_to([])
        assert bot.heard("petra")[0].startswith("Was ich sage, geht hinaus, aber ich höre nichts, auch nach neuem")


async def test_a_receiver_that_ended_is_told_of_and_listening_goes_on(tmp_path: Path, free: str) -> None:
    async with open_storage(tmp_path / "losbote.db"):
        pass
    settings, clock = {"number": "+4915555550100", "database": tmp_path / "losbote.db"}, PlayedClock(START)
    async with AsyncExitStack() as stack:
        receive = await stack.enter_async_context(AsyncExitStack())
        address = await receive.enter_async_context(receiving(settings, clock))
        bot = await stack.enter_async_context(watched(tmp_path, QUICK, free=free, webhook=address))
        assert await bot.reasons() == []
        await receive.aclose()
        await bot.comes_to(["nobody takes what the server's webhook brings"])
        bot.world.say("anna", bot.world.groups["Netzwerk"].chat, "!next")
        await bot.when(lambda: bot.heard("Netzwerk") and bot.heard("petra"))
        async with receiving(settings, clock, address):
            await bot.comes_to([])
        (told,) = bot.heard("petra")
        assert told.startswith(f"losbote receive antwortet nicht unter {address}. Ich höre weiter zu, aber was")


async def test_a_webhook_that_the_bot_takes_itself_is_no_trouble(tmp_path: Path, free: str, other: str) -> None:
    async with watched(tmp_path, QUICK, free=free, webhook=other) as bot:
        await bot.when(lambda: bot.app.watch.idle)
        assert await bot.reasons() == []


async def test_parts_that_ended_are_started_again(tmp_path: Path, free: str) -> None:
    async with watched(tmp_path, QUICK, free=free) as bot:
        parts = bot.app.watch.parts
        ended = parts._tasks["outbox"]
        ended.cancel()
        await bot.when(lambda: parts._tasks["outbox"] is not ended)
        assert await bot.reasons() == ["a part fails again and again: outbox"]
        for task in list(bot.app.session._bot._pipeline._consume_tasks):
            task.cancel()
        await bot.when(lambda: len(bot.app.session._bot._pipeline._consume_tasks) == 0)
        bot.world.say("anna", bot.world.groups["Netzwerk"].chat, "!next")
        await bot.when(lambda: bot.heard("Netzwerk"))
        assert len(bot.heard("Netzwerk")) == 1


async def test_a_server_that_takes_the_call_and_never_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link, "_HANDSHAKE", 0.1)
    calls = 0
    ended = asyncio.Event()

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal calls
        calls += 1
        await reader.read()
        writer.close()
        if calls == 2:
            ended.set()

    async with await asyncio.start_server(silent, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        settings = Settings(number="+4915555550100", server=f"http://127.0.0.1:{port}", database=tmp_path / "none.db")
        listening = asyncio.create_task(Link(settings, lambda _: None).listen())
        async with asyncio.timeout(IN_TIME):
            await ended.wait()
        listening.cancel()
        with pytest.raises(asyncio.CancelledError):
            await listening
    assert calls >= 2


def test_server_errors_keep_their_words_out_of_logs() -> None:
    assert str(ServerError("+4915555550100")) == "ServerError"


async def test_a_database_that_was_removed_is_told_at_once(tmp_path: Path, free: str) -> None:
    async with watched(tmp_path, QUICK, free=free) as bot:
        database = bot.app.storage.path
        database.rename(database.with_name("elsewhere.db"))
        gone = "the database was removed or replaced while the bot runs"
        await bot.comes_to([gone])
        await bot.when(lambda: bot.heard("petra"))
        database.with_name("elsewhere.db").rename(database)
        await bot.comes_to([])
        await bot.calm()
        assert [text.partition(".")[0] for text in bot.heard("petra")] == [
            "Meine Datenbank wurde im Betrieb entfernt oder ersetzt"
        ]


async def test_a_database_that_another_program_holds_is_told_in_one_line_and_when_it_is_over(
    tmp_path: Path, free: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "_PATIENCE", 0.05)
    async with watched(tmp_path, QUICK, free=free) as bot:
        with closing(sqlite3.connect(bot.app.storage.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with structlog.testing.capture_logs() as logs:
                bot.world.say("anna", "direct:anna", "!next")
                await bot.comes_to(["another program holds the database"])
                await bot.when(lambda: bot.app.watch._away_since is not None)
                await asyncio.sleep(1.5)  # in which everything is tried again
                other.execute("ROLLBACK")
                await bot.comes_to([])
                await bot.when(lambda: bot.heard("anna") and bot.heard("petra"))
        await bot.calm()
        assert (bot.heard("anna"), bot.heard("petra")) == (
            [NEXT],
            ["Ein anderes Programm hielt meine Datenbank fest; nach 1 Minute geht es wieder." + BACK],
        )
    assert [(one["event"], one["kind"]) for one in logs if one["log_level"] != "debug"] == [
        ("trouble", "locked"),
        ("trouble over", "locked"),
    ]


async def test_a_database_that_stays_away_ends_the_bot(tmp_path: Path, free: str) -> None:
    async with watched(tmp_path, replace(QUICK, gone=0.3), free=free) as bot:
        database = bot.app.storage.path
        shutil.copy(database, tmp_path / "other.db")
        (tmp_path / "other.db").rename(database)
        await bot.when(bot.app.watch.over.is_set)
        assert await bot.reasons() == ["the database was removed or replaced while the bot runs"]
        await bot.when(lambda: bot.heard("petra"))


async def test_what_is_left_lying_is_told(tmp_path: Path, free: str) -> None:
    async with watched(tmp_path, replace(QUICK, behind=0.2), free=free) as bot:
        left, now = left_lying(bot.world.people["anna"].aci), bot.world.clock.now()
        await bot.app.storage.write(lambda tx: tx.frames.add(left, now))
        await bot.comes_to(["what came in is not worked off"])
        (frame,) = await bot.app.storage.read(lambda tx: tx.frames.pending(0))
        await bot.app.storage.write(lambda tx: tx.frames.done(frame.id, now))
        await bot.comes_to([])
