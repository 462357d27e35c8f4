"""What will be posted as people read it in a terminal: a table, or blocks where a table has no room."""

from __future__ import annotations

from datetime import datetime

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.plan import Line
from commands._texts import Language, plain, say

_TABLE = 100  # columns from which on a table can be read


def show(lines: list[Line], now: datetime, days: int, language: Language) -> None:
    """Prints what will be said in so many days, and what has to give way to it."""
    console = Console()
    said = [line.row(now, language) for line in lines if not line.gives_way]
    if not said:
        console.print(plain(say(language, "plan-none", days=days)), soft_wrap=True)
    elif console.width >= _TABLE:
        console.print(_table(said, days, language))
    else:
        console.print(Text(_blocks(said, days, language)), soft_wrap=True)  # which leaves links in one piece
    if held := [" · ".join(line.row(now, language)[:3]) for line in lines if line.gives_way]:
        console.print(Text("\n".join(["", say(language, "plan-gives-way"), *held])), soft_wrap=True)


def _table(rows: list[tuple[str, str, str, str]], days: int, language: Language) -> Table:
    table = Table(title=say(language, "plan-title", days=days), show_lines=True)
    heads = [say(language, "plan-when"), say(language, "plan-where"), say(language, "plan-why")]
    for head in (*heads, say(language, "plan-text")):
        table.add_column(head, overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))  # as Text, since people's brackets are no markup
    return table


def _blocks(rows: list[tuple[str, str, str, str]], days: int, language: Language) -> str:
    """When, where and why on one line, and what below it, set in."""
    blocks = [say(language, "plan-title", days=days)]
    for *head, text in rows:
        lines = [" · ".join(head), *(f"  {line}" for line in text.splitlines())]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)
