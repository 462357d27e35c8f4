"""Every chat script, and every example in the help of the commands, played against the whole bot.

No line of the log of a script, at DEBUG, tells a word that anybody said in it, or who that was.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import log_words
import pytest

from bot.demo.player import Played, play
from bot.demo.script import written
from commands import discover
from commands._kit import Command, Example

FOLDER = Path(__file__).parent / "chats"
CHATS = sorted(FOLDER.glob("*.chat"))
EXAMPLES = [(command, example) for command in discover().commands for example in command.examples]


@pytest.mark.parametrize("script", [path.read_text(encoding="utf-8") for path in CHATS], ids=[p.stem for p in CHATS])
async def test_script(script: str) -> None:
    played = await play(script, FOLDER, debug=True)
    assert played.failure == ""
    assert log_words.told(played.log, played.world) == set()


@pytest.mark.parametrize(("command", "example"), EXAMPLES, ids=[f"{e.language} {e.says}" for _, e in EXAMPLES])
async def test_example(command: Command, example: Example, chat: Callable[[str], Awaitable[Played]]) -> None:
    who = "petra" if command.who == "admin" else "anna"  # who may say it
    lines = ["@ sample", f"@ language {example.language}"]
    if example.after:
        lines += [*written(f"{who} >", example.after), f"bot > {who}: …", "@ drain"]
    # What is said of it in other chats does not matter.
    lines += [*written(f"{who} >", example.says), *written(f"bot > {who}:", example.answer), "@ drain"]
    assert (await chat("\n".join(lines))).failure == ""
