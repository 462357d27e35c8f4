"""The tables of commands in the handbook are those that the registry makes; the README is short enough to be read."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bot.readme import BEGIN, END, PAGES, filled, table
from commands import Registry, discover
from commands._texts import LANGUAGES, Language

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SCREEN, LINE, LONGEST = 40, 120, 6  # lines of a section, characters of a line, lines of a paragraph


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_commands_is_current(language: Language) -> None:
    text = PAGES[language].read_text(encoding="utf-8")
    assert text == filled(text, discover(), language), "run `python -m bot.readme`"


@pytest.mark.parametrize(("language", "words"), [("de", ("alle", "Admins")), ("en", ("all", "admin"))])
def test_each_command_has_a_line_with_all_its_names(language: Language, words: tuple[str, str]) -> None:
    lines = table(discover(), language).splitlines()[2:]
    assert len(lines) == len(discover().commands)
    for line, one in zip(lines, discover().commands, strict=True):
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        who = words[one.who == "admin"]
        assert cells[:3] == [f"`!{one.name}`", " ".join(f"`!{name}`" for name in one.names[1:]), who]
        assert len(cells[3]) > 10


def test_a_command_of_admins_is_marked() -> None:
    one = replace(discover().by_name["next"], names=("next",), who="admin")
    line = table(Registry((one,), (), {}), "en").splitlines()[2]
    assert line == "| `!next` | | admin | When and where the next meeting is. |"


def test_only_what_stands_between_the_markers_is_changed() -> None:
    registry = Registry((), (), {})
    found = filled(f"a\n{BEGIN}\nold\nold\n{END}\nb\n", registry, "de")
    assert found == f"a\n{BEGIN}\n{table(registry, 'de')}\n{END}\nb\n"


@pytest.mark.parametrize("text", ["", BEGIN, f"{END} {BEGIN}", f"{BEGIN}{END}{BEGIN}{END}"])
def test_without_the_markers_nothing_is_written(text: str) -> None:
    with pytest.raises(ValueError, match="once each"):
        filled(text, discover(), "de")


def test_a_second_time_it_changes_nothing() -> None:
    before = {page: page.read_bytes() for page in PAGES.values()}
    subprocess.run([sys.executable, "-m", "bot.readme"], check=True, cwd=ROOT)
    assert {page: page.read_bytes() for page in PAGES.values()} == before


def shown(part: str) -> list[int]:
    """How many lines each paragraph of a section takes."""
    pieces = re.split(r"\n(?=- )|\n\n|(?=^```)", part.strip(), flags=re.MULTILINE)
    return [sum(1 + len(line) // LINE for line in piece.strip("\n").split("\n")) for piece in pieces if piece.strip()]


@pytest.mark.parametrize("part", re.split(r"^## ", README, flags=re.MULTILINE), ids=lambda part: part.split("\n")[0])
def test_each_section_of_the_readme_is_on_one_screen(part: str) -> None:
    assert sum(shown(part)) <= SCREEN
    prose = re.sub(r"^```.*?^```|^\|.*?$", "", part, flags=re.MULTILINE | re.DOTALL)
    assert max(shown(prose)) <= LONGEST
