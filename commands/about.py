"""`!about`: what the bot is, for whom, and what it keeps."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version

from commands._asked import asked
from commands._kit import Ask, Example, Reply, command
from storage import Tx


@command(
    "about",
    "info",
    "über",
    ordered=asked("about"),
    examples=[
        Example("!info", "Ich bin Losbote, der Bot von …\nIch speichere, …\nVersion …, freie Software (MIT-Lizenz)."),
        Example(
            "!about",
            "I am Losbote, the bot of …\nI store that …\nVersion …, free software (MIT licence).",
            language="en",
        ),
    ],
)
def about(_tx: Tx, ask: Ask) -> Reply:
    """What the bot is, for whom, what it keeps, and its version."""
    return Reply(ask.say("about-text", network=ask.network, version=_version()))


@cache
def _version() -> str:
    return version("losbote")
