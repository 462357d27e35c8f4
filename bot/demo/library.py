"""One's own meetings and library in the demo: a folder is brought in by the very `losbote import`."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from bot.errors import LosboteError


class NotTaken(LosboteError):
    """The folder could not be imported; why, `losbote import` has said."""


def has_meetings(folder: Path | None) -> bool:
    """Whether the folder brings meetings of its own, so that the sample's are not wanted."""
    return folder is not None and (folder / "meetings.ics").is_file()


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
