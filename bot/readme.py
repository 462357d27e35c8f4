"""The tables of commands in the handbook, made from the registry: `python -m bot.readme` brings them up to date."""

from __future__ import annotations

import re
from pathlib import Path

from commands import Registry, discover
from commands._kit import Command
from commands._texts import LANGUAGES, Language, plain, say

_HANDBOOK = Path(__file__).parent.parent / "deploy" / "handbook"
PAGES: dict[Language, Path] = {language: _HANDBOOK / language / "commands.md" for language in LANGUAGES}
BEGIN, END = "<!-- commands -->", "<!-- /commands -->"
_BETWEEN = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)
_HEAD = {"de": "| Befehl | auch | wer | was er tut |", "en": "| command | German | who | what it does |"}
_WHO = {"de": {"all": "alle", "admin": "Admins"}, "en": {"all": "all", "admin": "admin"}}


def table(registry: Registry, language: Language) -> str:
    """The commands as a table in Markdown, one line each."""
    lines = [_HEAD[language], "| --- | --- | --- | --- |"]
    return "\n".join([*lines, *(_line(one, language) for one in registry.commands)])


def filled(text: str, registry: Registry, language: Language) -> str:
    """The text of a page with the table between its two markers; raises ValueError if they are not there once."""
    new, places = _BETWEEN.subn(lambda _: f"{BEGIN}\n{table(registry, language)}\n{END}", text)
    if places != 1:
        raise ValueError(f"the page needs the lines {BEGIN} and {END} once each")
    return new


def _line(one: Command, language: Language) -> str:
    others = " ".join(f"`!{name}`" for name in one.names[1:])
    does = plain(say(language, f"{one.name}-help")).replace("|", "\\|")
    return f"| `!{one.name}` | {others} | {_WHO[language][one.who]} | {does} |".replace("  ", " ")


if __name__ == "__main__":
    for language, page in PAGES.items():
        page.write_text(filled(page.read_text(encoding="utf-8"), discover(), language), encoding="utf-8")
