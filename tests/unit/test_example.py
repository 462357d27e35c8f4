"""The example of a settings file: it can be used, it holds every setting, and it tells the true defaults."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from bot.settings import GroupSettings, PostSettings, ReceiveSettings, SendSettings, Settings, load

EXAMPLE = Path(__file__).parents[2] / "deploy" / "losbote.example.toml"
TEXT = EXAMPLE.read_text(encoding="utf-8")
WHOLE = re.sub(r"^# (?=\w+ = |\[)", "", TEXT, flags=re.MULTILINE)  # with everything that is only shown
PARTS: dict[str, type[BaseModel]] = {
    "receive": ReceiveSettings,
    "posts": PostSettings,
    "sending": SendSettings,
    "groups.main": GroupSettings,
}


def part(values: dict[str, Any], name: str) -> dict[str, Any]:
    for step in name.split("."):
        values = values[step]
    return values


@pytest.mark.parametrize("text", [TEXT, WHOLE], ids=["as it is", "with all that is shown"])
def test_it_can_be_used(tmp_path: Path, text: str) -> None:
    path = tmp_path / "losbote.toml"
    path.write_text(text, encoding="utf-8")
    found = load(path)
    assert (found.purpose("main"), found.database) == ("main", tmp_path / "losbote.db")


def test_it_holds_every_setting() -> None:
    values = tomllib.loads(WHOLE)
    assert set(values) == set(Settings.model_fields)
    assert {name: set(part(values, name)) for name in PARTS} == {
        name: set(model.model_fields) for name, model in PARTS.items()
    }


def test_what_is_shown_is_what_counts_without_it() -> None:
    shown, needed = Settings(**tomllib.loads(WHOLE)), Settings(**tomllib.loads(TEXT))
    # Shown beside the database is what counts without it, which is no value to compare.
    free = {name for name in Settings.model_fields if name not in {"groups", "receive", "library"}}
    assert {name: getattr(shown, name) for name in free} == {name: getattr(needed, name) for name in free}
    assert set(tomllib.loads(TEXT)) == {"number", "admins", "groups", "posts", "sending"}


def test_every_setting_has_its_reason() -> None:
    lines = TEXT.splitlines()
    settings = [number for number, line in enumerate(lines) if re.match(r"(# )?(\w+ = |\[)", line)]
    bare = [lines[number] for number in settings if not lines[number - 1].startswith("# ")]
    assert bare == [f'id = "{Settings(**tomllib.loads(TEXT)).groups["main"].id}"']
