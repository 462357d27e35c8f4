"""What is on its way out, by hand: listed, sent again, cancelled; and a limit of Signal's lifted."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from crash.rig import NEXT, rigged

from storage import Tx, look, open_storage
from storage.chat import direct_chat, group_chat
from storage.content import Content

NOW = datetime(2026, 11, 30, 17, tzinfo=UTC)
ANNA, NET = direct_chat("0b6f7c7e-0000-4000-8000-00000000000a"), group_chat("bmV0")
TOLD = "Signal bremst mich gerade"


def settings(folder: Path, server: str, number: str = "+4915555550100") -> Path:
    path = folder / "losbote.toml"
    path.write_text(f'number = "{number}"\nserver = "{server}"\ndatabase = "losbote.db"\n', encoding="utf-8")
    return path


def losbote(config: Path, *words: str, says: str = "") -> tuple[int, list[str]]:
    """Exit code and the lines that the command says."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LOSBOTE_")}
    command = [sys.executable, "-m", "bot", *words, "--config", str(config)]
    done = subprocess.run(command, input=says, capture_output=True, text=True, check=False, env=environment, timeout=60)
    return done.returncode, (done.stdout + done.stderr).splitlines()


async def test_a_limit_is_told_once_and_lifted_by_a_puzzle(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        config = settings(tmp_path, rig.server.url, str(rig.world.bot.number))
        await rig.bot.start(rig.clock.now())
        await rig.server.listened()
        assert (await asyncio.to_thread(losbote, config, "captcha"))[1] == [
            f"Signal verlangt gerade nichts. Wartet trotzdem etwas, zeigt es: losbote deliveries --config {config}"
        ]
        rig.server.faults.rate_limited = True
        rig.ask("anna", "!next")
        await rig.calm()
        await rig.bot.turn(rig.clock.now() + timedelta(minutes=2))
        assert rig.answers() == []
        for address, code, last in (
            (
                "https://video.example",
                1,
                "Das ist nicht die Adresse: Sie beginnt mit signalcaptcha://. Gesendet wurde nichts;",
            ),
            (
                "signalcaptcha://solved",
                0,
                "Signal bremst nicht mehr. Was wartete, geht in den nächsten Minuten hinaus.",
            ),
        ):
            ended, lines = await asyncio.to_thread(losbote, config, "captcha", says=f"{address}\n")
            assert (ended, last in lines[-1]) == (code, True)
        async with asyncio.timeout(30):  # the bot sees what another program has written, without the clock
            while len(rig.answers()) < 2:  # noqa: ASYNC110 - nothing tells of it
                await asyncio.sleep(0.05)
        await rig.calm()
        assert rig.answers().count(NEXT) == 1
        assert sum(TOLD in answer for answer in rig.answers()) == 1


def put(tx: Tx) -> None:
    """One that failed, one of unknown fate, one that was sent, one that waits."""
    tx.groups.put("main", internal_id="bmV0", server_id="group.bmV0", purpose="main")
    ids = [tx.deliveries.add(ANNA, Content(text), due=NOW) for text in ("eins", "zwei", "drei", "vier")]
    for one in ids[:3]:
        tx.deliveries.start(one, NOW)
    post = tx.posts.claim("reminder", f"x {ANNA}", ANNA, due=NOW, now=NOW, state="due")
    assert post is not None
    tx.deliveries.unknown(ids[1], NOW, "NoAnswer")
    tx.deliveries.sent(ids[2], 1, NOW)
    kept = tx.deliveries.add(NET, Content("fünf\nund mehr"), due=NOW, post=post)
    tx.deliveries.start(kept, NOW)
    tx.deliveries.failed(kept, NOW, "Refused")


def states(folder: Path) -> list[str]:
    return [one.state for one in look(folder / "losbote.db", lambda tx: tx.deliveries.recent(9))][::-1]


async def test_deliveries_are_listed_sent_again_and_cancelled(tmp_path: Path) -> None:
    config = settings(tmp_path, "http://127.0.0.1:9")
    async with open_storage(tmp_path / "losbote.db") as storage:
        await storage.write(put)
    assert states(tmp_path) == ["sending", "unknown", "sent", "waiting", "failed"]
    _, lines = await asyncio.to_thread(losbote, config, "deliveries")
    assert lines == [
        "     1  2026-11-30 18:00  sending    say     direct  eins",
        "     2  2026-11-30 18:00  unknown    say     direct  zwei (der Server gab keine Antwort)",
        "     3  2026-11-30 18:00  sent       say     direct  (vergessen)",
        "     4  2026-11-30 18:00  waiting    say     direct  vier",
        "     5  2026-11-30 18:00  failed     say     main    fünf und mehr (der Server nahm es nicht an)",
    ]
    for words, code, said in (
        (("--retry", "2"), 0, "2 kommt noch einmal an die Reihe."),
        (("--retry", "5"), 0, "5 kommt noch einmal an die Reihe."),
        (("--cancel", "4"), 0, "4 wird nicht gesendet."),
        (("--retry", "3"), 1, "Noch einmal gesendet wird nur, was nicht hinausging"),
        (("--cancel", "1"), 1, "Noch einmal gesendet wird nur, was nicht hinausging"),
    ):
        ended, lines = await asyncio.to_thread(losbote, config, "deliveries", *words)
        assert (ended, lines[0].startswith(said)) == (code, True)
    assert states(tmp_path) == ["sending", "waiting", "sent", "cancelled", "waiting"]
    assert (await asyncio.to_thread(losbote, config, "deliveries", "--cancel", "5"))[0] == 0
    post = look(tmp_path / "losbote.db", lambda tx: tx.posts.of_delivery(5))
    assert post is not None
    assert post.state == "cancelled"


@pytest.mark.parametrize("words", [("deliveries",), ("captcha",)])
def test_without_a_database_there_is_nothing_to_see(tmp_path: Path, words: tuple[str, ...]) -> None:
    code, lines = losbote(settings(tmp_path, "http://127.0.0.1:9"), *words)
    assert (code, len(lines)) == (1, 1)
    assert "losbote.db" in lines[0]
