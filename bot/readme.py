"""The table of commands in README.md, made from the registry: `python -m bot.readme` brings it up to date."""

from __future__ import annotations

import re
from pathlib import Path

from commands import Registry, discover
from commands._kit import Command
from commands._texts import plain, say

README = Path(__file__).parent.parent / "README.md"
BEGIN, END = "<!-- commands -->", "<!-- /commands -->"
_BETWEEN = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)


def table(registry: Registry) -> str:
    """The commands as a table in Markdown, one line each."""
    lines = ["| command | German | who | what it does |", "| --- | --- | --- | --- |"]
    return "\n".join([*lines, *(_line(one) for one in registry.commands)])


def filled(text: str, registry: Registry) -> str:
    """The text of the README with the table between its two markers; raises ValueError if they are not there once."""
    new, places = _BETWEEN.subn(lambda _: f"{BEGIN}\n{table(registry)}\n{END}", text)
    if places != 1:
        raise ValueError(f"README.md needs the lines {BEGIN} and {END} once each")
    return new


def _line(one: Command) -> str:
    german = " ".join(f"`!{name}`" for name in one.names[1:])
    does = plain(say("en", f"{one.name}-help")).replace("|", "\\|")
    return f"| `!{one.name}` | {german} | {one.who} | {does} |".replace("  ", " ")


if __name__ == "__main__":
    README.write_text(filled(README.read_text(encoding="utf-8"), discover()), encoding="utf-8")
