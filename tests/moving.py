"""A bot of chat scripts that moves into an empty folder whenever it is started anew: by a backup.

`python tests/moving.py` plays every script so, with a move in its middle, and exits with 1 if one ends differently.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from bot.backup import pack, unpack
from bot.demo.machine import Machine
from bot.demo.player import Played, _Player
from bot.demo.script import Deed, parse
from bot.settings import Settings


class Moving(Machine):
    """What its folder holds beside the backup, the bot never sees again. With a phrase backups are encrypted."""

    def __init__(self, folder: Path, phrase: str = "") -> None:
        self.home, self.moves, self.phrase = folder, 0, phrase
        super().__init__(self._house())

    def _house(self) -> Path:
        house = self.home / f"house-{self.moves}"
        if not self.moves:
            house.mkdir(parents=True)
        return house

    @property
    def settings(self) -> Settings:
        """Those of the bot where it lives now."""
        return Settings(**self._all_settings())

    async def restart(self, *, kill: bool = False) -> None:
        await self.offline(kill=kill)
        self.moves += 1
        archive, new = self.home / f"{self.moves}.tar.gz", self._house()
        pack(self.settings, None, archive, self.clock.now(), self.phrase)
        self._folder.rename(self.home / f"left-{self.moves}")
        unpack(archive, new, self.phrase)
        self._folder = new
        await self.online()


def with_a_move(text: str) -> str:
    """A script with a restart before the middle one of the things that happen in it while the bot runs."""
    lines = text.splitlines()
    cues = [one.cue for one in parse(text).exchanges[1:] if one.cue is not None]
    said = [one.line - 1 for one in cues if isinstance(one, Deed)] or [one.line - 1 for one in cues]
    on = [at for at in said if lines[:at].count("@ offline") == lines[:at].count("@ online")]
    at = on[len(on) // 2]
    return "\n".join([*lines[:at], "@ restart", *lines[at:], ""])


async def play_moving(text: str, files: Path, machine: Moving, *, to_the_end: bool = False) -> Played:
    """Plays a script as `losbote play` does."""
    try:
        return await _Player(parse(text), machine, files).play(to_the_end=to_the_end)
    finally:
        await machine.end()


def moved(script: Path) -> str:
    """How a script with a move in its middle ends differently; empty if it does not."""
    text = with_a_move(script.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory(prefix="losbote-moving-") as folder:
        return asyncio.run(play_moving(text, script.parent, Moving(Path(folder)))).failure


def main(scripts: list[Path]) -> int:
    """Plays the scripts, or all there are; how many ended differently."""
    failed = 0
    for script in scripts or sorted((Path(__file__).parent / "chats").glob("*.chat")):
        failure = moved(script)
        failed += bool(failure)
        print(f"{script.stem}: {failure or 'goes on as written'}", flush=True)  # noqa: T201 - for people
    return failed


if __name__ == "__main__":
    sys.exit(main(list(map(Path, sys.argv[1:]))) > 0)
