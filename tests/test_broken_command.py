"""A command that breaks: a code for the member, the same code in the log, nothing kept, and the bot goes on."""

from __future__ import annotations

import re
from pathlib import Path

import structlog
from playground import playground

from commands._kit import Ask, Command, Reply, command
from storage import Tx


def broken(tx: Tx, ask: Ask) -> Reply:
    tx.settings.put("half", "done")
    raise ValueError(ask.words)  # what people say may end up in an exception's text


def fine(tx: Tx, ask: Ask) -> Reply:
    return Reply(f"half: {tx.settings.get('half')}, open: {len(tx.frames.pending(0)) - 1}{ask.words}")


BROKEN: Command = command("wobble", examples=())(broken)
FINE: Command = command("steady", examples=())(fine)


async def test_a_crash_is_told_with_a_code_that_is_in_the_log_and_nothing_is_kept(tmp_path: Path) -> None:
    async with playground(tmp_path, BROKEN, FINE, pin=False) as ground:
        with structlog.testing.capture_logs() as logs:
            (answer,) = await ground.say("anna", "!wobble zebra", "Netzwerk")
            after = await ground.say("anna", "!steady", "Netzwerk")
    told = re.fullmatch(
        r"Netzwerk: Da ist bei mir etwas schiefgegangen \(Code ([0-9a-f]{4})\)\. "
        r"Geändert wurde nichts; die Admins sehen den Code auch\.",
        answer,
    )
    assert told is not None
    failures = [line for line in logs if line["event"] == "a command failed"]
    assert [line["code"] for line in failures] == [told[1]]
    assert [re.sub(r":\d+$", "", line["error"]) for line in failures] == ["ValueError at bot/answers.py"]
    assert "zebra" not in str(logs)
    assert after == ["Netzwerk: half: None, open: 0"]
