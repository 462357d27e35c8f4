"""A place in which `losbote import` and `losbote export` are run, and what the library there holds."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import time_machine
from typer.testing import CliRunner

from bot.cli import cli
from storage import Tx, look, open_storage
from storage.library import Recording, Shelf, Template, Term, Tip

NOW = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)

T = TypeVar("T")
Kept = dict[str, list[Any]]


class Rig:
    """A place in which the program is run, and a folder to import in it."""

    def __init__(self, folder: Path, language: str = "de") -> None:
        self.folder, self.database, self.shelf = folder, folder / "losbote.db", folder / "shelf"
        self.shelf.mkdir(parents=True)
        (folder / "losbote.toml").write_text(f'number = "+4915555550100"\nlanguage = "{language}"', encoding="utf-8")

    def put(self, name: str, content: str | bytes) -> Path:
        """Puts a file into the folder to import."""
        path = self.shelf / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def run(self, *words: str | Path, now: datetime = NOW) -> tuple[int, list[str]]:
        """The exit code and what was said, with FOLDER for the path of the place."""
        with time_machine.travel(now, tick=False):
            done = CliRunner().invoke(cli, [*map(str, words), "--config", str(self.folder / "losbote.toml")])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, done.output.replace(str(self.folder), "FOLDER").splitlines()

    def take(self, *, now: datetime = NOW) -> tuple[int, list[str]]:
        """Imports the folder."""
        return self.run("import", self.shelf, now=now)

    def refused(self) -> list[str]:
        """Imports the folder, which must be refused; returns what is wrong."""
        code, [head, *lines] = self.take()
        assert code == 1
        assert head in {
            "So kann ich nichts übernehmen; geändert wurde nichts.",
            "I cannot take any of it as it is; nothing was changed.",
        }
        return lines

    def write(self, work: Callable[[Tx], object]) -> None:
        """Writes to the database."""

        async def write() -> None:
            async with open_storage(self.database) as storage:
                await storage.write(work)

        asyncio.run(write())

    def look(self, work: Callable[[Tx], T]) -> T:
        """Looks at the database."""
        return look(self.database, work)

    def library(self) -> Kept:
        """All that the library holds, without the numbers of the rows, and with what is in the files."""
        return look(self.database, held)


def held(tx: Tx) -> Kept:
    """As `Rig.library`."""
    shelves: dict[str, Shelf[Any]] = {
        "recordings": tx.recordings,
        "templates": tx.templates,
        "tips": tx.tips,
        "terms": tx.terms,
    }
    kept: Kept = {name: [_plain(one) for one in shelf.all()] for name, shelf in shelves.items()}
    recordings = tx.recordings.all()
    kept["chapters"] = [tx.recordings.chapters(one.id) for one in recordings]
    kept["passages"] = [[(said.second, said.text) for said in tx.recordings.passages(one.id)] for one in recordings]
    kept["files"] = [tx.files.get(sha) for sha in sorted(tx.templates.files())]
    return kept


def _plain(entry: Recording | Template | Tip | Term) -> dict[str, Any]:
    return {name: value for name, value in asdict(entry).items() if name != "id"}
