"""What is wrong with the files of a folder, each with its place and what to write instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.transfer import TransferError
from commands._kit import Ask
from commands._texts import plain

MOST_SHOWN = 50


@dataclass
class Mistakes:
    """Counts all of them and keeps the first ones."""

    ask: Ask
    count: int = 0
    shown: list[str] = field(default_factory=list)

    def add(self, text: str, file: str, row: int = 0, column: str = "") -> None:
        """Notes what is wrong in a file, in one of its rows, or in a cell of it."""
        self.count += 1
        if self.count <= MOST_SHOWN:
            what = "cell" if column else "row" if row else "file"
            place = {"file": file, "row": str(row), "column": column}
            self.shown.append(plain(self.ask.say("import-mistake", what=what, **place, mistake=text)))

    def check(self, before: Sequence[str] = ()) -> None:
        """Raises TransferError with all that is shown, if there is any or something was said `before`."""
        if self.count or before:
            more = self.count - len(self.shown)
            rest = [plain(self.ask.say("import-more", count=more))] if more else []
            head = plain(self.ask.say("import-refused"))
            raise TransferError("\n".join([head, *before, *self.shown, *rest]))
