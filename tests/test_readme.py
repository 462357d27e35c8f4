"""The table of commands in README.md is the one that the registry makes."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from bot.readme import BEGIN, END, README, filled, table
from commands import Registry, discover


def test_the_readme_is_current() -> None:
    text = README.read_text(encoding="utf-8")
    assert text == filled(text, discover()), "run `python -m bot.readme`"


def test_each_command_has_a_line_with_all_its_names() -> None:
    lines = table(discover()).splitlines()[2:]
    assert len(lines) == len(discover().commands)
    for line, one in zip(lines, discover().commands, strict=True):
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        assert cells[:3] == [f"`!{one.name}`", " ".join(f"`!{name}`" for name in one.names[1:]), one.who]
        assert len(cells[3]) > 10


def test_a_command_of_admins_is_marked() -> None:
    one = replace(discover().by_name["next"], names=("next",), who="admin")
    line = table(Registry((one,), (), {})).splitlines()[2]
    assert line == "| `!next` | | admin | When and where the next meeting is. |"


def test_only_what_stands_between_the_markers_is_changed() -> None:
    registry = Registry((), (), {})
    assert filled(f"a\n{BEGIN}\nold\nold\n{END}\nb\n", registry) == f"a\n{BEGIN}\n{table(registry)}\n{END}\nb\n"


@pytest.mark.parametrize("text", ["", BEGIN, f"{END} {BEGIN}", f"{BEGIN}{END}{BEGIN}{END}"])
def test_without_the_markers_nothing_is_written(text: str) -> None:
    with pytest.raises(ValueError, match="once each"):
        filled(text, discover())


def test_a_second_time_it_changes_nothing() -> None:
    before = README.read_bytes()
    subprocess.run([sys.executable, "-m", "bot.readme"], check=True, cwd=README.parent)
    assert README.read_bytes() == before
