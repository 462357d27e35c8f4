"""What the demo's library begins with: the sample, or one's own folder, brought in by the very `losbote import`."""

from __future__ import annotations

import asyncio
import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.demo import sample
from bot.errors import LosboteError
from bot.library import intake
from bot.library.folder import CALENDAR
from storage import Tx

_TOLD = {"tips.csv", "terms.csv", "glossary.csv"}


class NotTaken(LosboteError):
    """The folder could not be imported; why, `losbote import` has said."""


def fill(tx: Tx, now: datetime, own: Path | None) -> None:
    """Stores the sample and the tips and terms that come with the program; beside one's own, only what that lacks."""
    theirs = {one.name.lower() for one in own.iterdir()} if own is not None and own.is_dir() else set()
    if own is None:
        sample.fill(tx, now)
    elif CALENDAR not in theirs:
        sample.meetings(tx, now)
    if not theirs & _TOLD:
        intake.fill(tx, now, sample.ZONE, "de")


async def take(folder: Path, settings: dict[str, Any], home: Path) -> None:
    """Imports the folder into the database of these settings, which are written to `home`; raises NotTaken."""
    command = (sys.executable, "-m", "bot", "import", str(folder), "--config", str(_config(settings, home)))
    if await (await asyncio.create_subprocess_exec(*command)).wait() != 0:
        raise NotTaken(f"Aus {folder} wurde nichts übernommen. / Nothing was taken from {folder}.")


def _config(settings: dict[str, Any], home: Path) -> Path:
    path = home / "losbote.toml"
    path.write_text(toml(settings), encoding="utf-8")
    return path


def toml(settings: dict[str, Any]) -> str:
    """The settings as losbote.toml has them."""
    simple = [f"{name} = {_value(value)}" for name, value in settings.items() if not isinstance(value, dict)]
    groups = [
        "\n".join([f"\n[groups.{name}]", *(f"{key} = {_value(value)}" for key, value in group.items())])
        for name, group in settings["groups"].items()
    ]
    return "\n".join([*simple, *groups, ""])


def _value(value: str | list[str]) -> str:
    return json.dumps(value, ensure_ascii=False)
