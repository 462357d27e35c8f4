"""What a log tells about people, as against what it says of its own accord: names of events, of rules and of parts."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

from bot.demo.world import World
from commands import discover

_ROOT = Path(__file__).parents[1]
_LEVELS = {"debug", "info", "warning", "error", "exception", "log"}
_HEAD = re.compile(r"^\S+ \S+ \[\w+ *\] ", re.MULTILINE)  # when, and how bad
_CODE = re.compile(r"\b[\w/]+\.py:\d+")  # where an error comes from
_KEY = re.compile(r"\b\w+=")
_WORD = re.compile(r"\w{4,}")


def told(log: str, world: World) -> set[str]:
    """The words that people or the bot said, names, numbers, ACIs and groups that stand in the log."""
    words = set(_WORD.findall("\n".join(message.text for message in world.messages).lower()))
    names = {text.lower() for one in world.people.values() for text in (one.name, one.aci, one.number) if text}
    groups = {text.lower() for group in world.groups.values() for text in (group.name, group.id, group.internal_id)}
    left = _stripped(log)
    found = set(_WORD.findall(left))
    names |= groups | {world.bot.aci.lower(), str(world.bot.number)}
    return (found & words) | {text for text in names if re.search(rf"(?<!\w){re.escape(text)}(?!\w)", left)}


def _stripped(log: str) -> str:
    """The log in small letters without what it says of its own accord."""
    left = log
    for pattern in (_HEAD, _CODE, _KEY):
        left = pattern.sub(" ", left)
    left = left.lower()
    for phrase in _phrases():
        left = re.sub(rf"(?<!\w){re.escape(phrase)}(?!\w)", " ", left)
    return left


@cache
def _phrases() -> tuple[str, ...]:
    """All that the program writes into a log by itself, the longest first."""
    events = {text for package in ("bot", "commands", "storage") for text in _events(_ROOT / package)}
    rules = {post.name for post in discover().posts}
    return tuple(sorted({text.lower() for text in events | rules | _VALUES}, key=lambda text: -len(text)))


_VALUES = {
    *("message", "edit", "delete", "reaction", "group", "vote", "receipt"),  # kinds of frames
    *("waiting", "skipped", "cancelled", "sent", "due"),  # states
    *("too late", "overtaken", "enough posts this week"),  # why a post is passed over
    *("main", "admin", "test"),  # what groups are called in the settings
    *("link", "server", "refused", "account", "deaf", "receive", "part"),  # troubles
    *("file", "full", "locked", "unwritable"),  # troubles with the database
    "closed by the server",
}


def _events(folder: Path) -> set[str]:
    """The texts of every call in a folder of source that logs, and the reasons of troubles."""
    found = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute | ast.Name):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
            if name in _LEVELS | {"tell", "Trouble"}:
                given = [*node.args, *(keyword.value for keyword in node.keywords)]
                texts = [part for one in given for part in ast.walk(one) if isinstance(part, ast.Constant)]
                found |= {str(one.value) for one in texts if isinstance(one.value, str)}
    return found
