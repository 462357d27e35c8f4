"""`losbote status` in the terminal, as a process of its own: with a bot, without one, and without a database."""

from __future__ import annotations

import asyncio
import json
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

from test_metrics import free
from watched import Watched, watched

from bot.watch import Patience


async def shown(folder: Path, web: str, *more: str) -> tuple[int | None, str, str]:
    """Exit code, output and errors of `losbote status`."""
    settings = folder / "losbote.toml"
    settings.write_text(f'number = "+4915555550100"\nweb = "{web}"\ndatabase = "losbote.db"\n', encoding="utf-8")
    command = (sys.executable, "-m", "bot", "status", "--config", str(settings), *more)
    process = await asyncio.create_subprocess_exec(*command, stdout=PIPE, stderr=PIPE)
    out, err = await process.communicate()
    return process.returncode, out.decode(), err.decode()


async def running(bot: Watched, folder: Path, web: str) -> None:
    code, out, err = await shown(folder, web)
    lines = out.splitlines()
    assert (code, lines[:2], lines[-1], err) == (
        0,
        ["Wie es steht", "Verbunden mit Signal (signal-cli-rest-api 0.101)."],
        "Nichts braucht eine Hand.",
        "",
    )
    bot.server.faults.account_gone = True
    await bot.when(lambda: not bot.app.watch.health().server or bot.app.watch.reasons())
    code, out, _ = await shown(folder, web, "--json")
    told = json.loads(out)
    assert (code, told["running"], told["server"], told["held"]) == (1, True, "0.101", False)
    assert told["concerns"] == [
        "signal-cli-rest-api kennt meine Nummer nicht mehr. Sie muss dort neu registriert oder verknüpft werden."
    ]


async def test_with_a_bot_and_then_without(tmp_path: Path) -> None:
    web = free()
    async with watched(tmp_path, Patience(ask=0.1, look=0.1), free=web) as bot:
        await running(bot, tmp_path, web)
        code, out, _ = await shown(tmp_path, free())
        assert (code, out.splitlines()[-1].startswith("· Losbote läuft, antwortet aber nicht unter 127.")) == (1, True)
    code, out, err = await shown(tmp_path, web)
    assert (code, out.splitlines()[-1], err) == (2, "· Losbote läuft nicht.", "")


async def test_without_a_database(tmp_path: Path) -> None:
    code, out, err = await shown(tmp_path, free())
    assert (code, str(tmp_path / "losbote.db") in out, err) == (2, True, "")
