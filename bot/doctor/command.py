"""`losbote doctor`: the command, a table on a terminal and plain lines elsewhere."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.terminal import Config

if TYPE_CHECKING:
    from bot.doctor.base import Finding
    from commands._texts import Language

# `losbote --help` should not wait for what these need, so they import it themselves.
# ruff: noqa: PLC0415

Found = list[tuple[str, "Finding"]]

_MARKS = {"ok": "✓", "unseen": "?", "warn": "!", "bad": "✗"}
_STYLES = {"ok": "green", "unseen": "dim", "warn": "yellow", "bad": "red"}


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False, config: Config = None
) -> None:
    """Look at everything and say what to do; exit 0 if all is well, 1 if something should be mended, 2 if it must."""
    from bot.doctor.base import SEVERITY

    language, found = _examined(config)
    if as_json:
        told = [{"check": name, "level": one.level, "text": one.text, "hand": one.hand} for name, one in found]
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
    elif sys.stdout.isatty():
        _table(found, language)
    else:
        typer.echo("\n".join(_lines(found, language)))
    raise typer.Exit(max(SEVERITY[one.level] for _, one in found))


def _examined(config: Path | None) -> tuple[Language, Found]:
    """The language and what was found; settings that cannot be read leave nothing else to look at."""
    import logging

    from bot import logs
    from bot.clock import SystemClock
    from bot.doctor.base import Finding
    from bot.doctor.checks import examined
    from bot.errors import SettingsError
    from bot.settings import load
    from commands._texts import plain, say

    logs.configure("text", level=logging.CRITICAL)
    try:
        settings = load(config)
    except SettingsError as error:
        return error.language, [("settings", Finding("bad", mistake)) for mistake in error.mistakes]
    source = str(settings.source or "LOSBOTE_…")
    first = Finding("ok", plain(say(settings.language, "doctor-settings", file=source)))
    return settings.language, [("settings", first), *asyncio.run(examined(settings, SystemClock()))]


def _lines(found: Found, language: Language) -> list[str]:
    lines = []
    for _, one in found:
        lines.append(f"{_MARKS[one.level]} {one.text}")
        lines += [f"  → {one.hand}"] if one.hand else []
    return [*lines, _closing(found, language)]


def _table(found: Found, language: Language) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, show_header=False, padding=(0, 1))
    for _, one in found:
        text = Text(one.text)
        if one.hand:
            text.append(f"\n→ {one.hand}", "bold" if one.level in {"warn", "bad"} else "dim")
        table.add_row(Text(_MARKS[one.level], _STYLES[one.level]), text)
    console = Console(highlight=False)
    console.print(table)
    console.print(_closing(found, language))


def _closing(found: Found, language: Language) -> str:
    from commands._texts import plain, say

    bad, warn = (sum(one.level == level for _, one in found) for level in ("bad", "warn"))
    return plain(say(language, "doctor-closing", bad=bad, warn=warn))
