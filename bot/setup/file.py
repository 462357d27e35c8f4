"""losbote.toml as the example shows it, with the answers filled in; and what was answered before it is there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from bot.settings import load

_SETTING = re.compile(r"(?:# )?(\w+) = ")
_HEADING = re.compile(r"(?:# )?\[([\w.-]+)\]$")
_EXAMPLE = Path(__file__).with_name("losbote.example.toml")
_NEEDED = {"number": "", "admins": []}  # what stands in the example without a sign before it


def example() -> str:
    """The example of a settings file; `deploy/` shows it too."""
    return _EXAMPLE.read_text(encoding="utf-8")


def written(text: str, values: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    """The example `text` with these values as tomllib reads them; `titles` are the names of groups in Signal."""
    return "\n".join(_filled(text.splitlines(), values, titles)) + "\n"


def _filled(lines: list[str], values: Mapping[str, Any], titles: Mapping[str, str]) -> Iterator[str]:
    """The lines of the example, each with its value if there is one; all groups where it has its one."""
    groups = list(values.get("groups", {}).items())
    section, part = "", {**_NEEDED, **values}
    shown_there = {found[1] for found in map(_SETTING.match, lines) if found}
    for shown in lines:
        if heading := _HEADING.match(shown):
            section = heading[1]
            found = values.get(section.partition(".")[0])
            part = dict(groups[0][1]) if section == "groups.main" and groups else found or {}
            if section == "groups.main":
                yield from _head(groups[:1], titles)
            else:
                yield f"[{section}]" if found is not None else shown
        elif (setting := _SETTING.match(shown)) and setting[1] in part:
            yield line(setting[1], part[setting[1]])
            if setting[1] == "number":  # the first one, where there is room for what the example does not show
                hidden = {name: value for name, value in values.items() if name not in shown_there}
                yield from (line(name, value) for name, value in hidden.items() if not isinstance(value, dict))
            if section == "groups.main" and setting[1] == "purpose":
                yield from _others(groups[1:], titles)
        elif setting and section == "groups.main" and not groups:
            yield f"# {shown.removeprefix('# ')}"
        else:
            yield shown


def _head(groups: list[tuple[str, Any]], titles: Mapping[str, str]) -> Iterator[str]:
    for name, _ in groups:
        if title := "".join(sign for sign in " ".join(titles.get(name, "").split()) if sign.isprintable()):
            yield f"# In Signal: {title}"
        yield f"[groups.{name}]"
    if not groups:
        yield "# [groups.main]"


def _others(groups: list[tuple[str, Any]], titles: Mapping[str, str]) -> Iterator[str]:
    for name, group in groups:
        yield ""
        yield from _head([(name, group)], titles)
        yield from (line(key, value) for key, value in group.items())


def line(name: str, value: object) -> str:
    """One setting as TOML."""
    return f"{name} = {_toml(value)}"


def _toml(value: object) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_toml, value))}]"
    return json.dumps(value, ensure_ascii=False)  # texts, numbers, true and false look the same in both


def put(path: Path, text: str) -> Path | None:
    """Writes the settings once they are found to be right; keeps what was there as a copy, whose path it returns.

    Raises SettingsError with their mistakes, or OSError; then nothing has changed.
    """
    half = path.with_name(f"{path.name}.part")
    try:
        half.write_text(text, encoding="utf-8")
        if path.exists():
            half.chmod(path.stat().st_mode)
        load(half)
        copy = _kept(path, text)
        half.replace(path)
    finally:
        with suppress(OSError):
            half.unlink(missing_ok=True)
    return copy


def _kept(path: Path, text: str) -> Path | None:
    """A copy of the file under a name that is free, unless nothing changes."""
    if not path.exists() or path.read_bytes() == text.encode():
        return None
    number = 1
    while (copy := path.with_name(f"{path.name}.{number}")).exists():
        number += 1
    copy.write_bytes(path.read_bytes())
    copy.chmod(path.stat().st_mode)
    return copy
