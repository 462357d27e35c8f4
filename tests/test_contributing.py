"""The command that the README shows how to add is added, and does what its examples say."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent

ASK = """
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo
import asyncio
from commands import discover
from commands._kit import Ask, UserError
from storage import open_storage
from storage.chat import direct_chat

async def main():
    lot = discover().by_name["auslosen"]
    def said(tx, example):
        ask = Ask(direct_chat("a"), "a", example.says.partition(" ")[2], datetime(2026, 11, 30, tzinfo=UTC),
                  ZoneInfo("Europe/Berlin"), example.language, False, False, "")
        try:
            return lot.run(tx, ask).text
        except UserError as error:
            return str(error)
    async with open_storage(Path("losbote.db")) as storage:
        for example in lot.examples:
            print(await storage.write(lambda tx: said(tx, example)))

asyncio.run(main())
"""


def _blocks(readme: str, language: str, first: str) -> list[str]:
    return [block for block in re.findall(rf"```{language}\n(.*?)```", readme, re.DOTALL) if block.startswith(first)]


def test_the_command_of_the_readme_is_one_file_and_its_sentences(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for package in ("commands", "storage"):
        shutil.copytree(ROOT / package, tmp_path / package)
    (code,) = _blocks(readme, "python", '"""`!lot`')
    (tmp_path / "commands" / "lot.py").write_text(code, encoding="utf-8")
    for language, sentences in zip(("de", "en"), _blocks(readme, "ftl", "lot-help"), strict=True):
        with (tmp_path / "commands" / "texts" / f"{language}.ftl").open("a", encoding="utf-8") as texts:
            texts.write("\n" + sentences)
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", ASK],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == ["Für ein Los braucht es mindestens zwei.", "The lot falls on blue."]
