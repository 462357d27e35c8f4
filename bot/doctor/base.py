"""What a check works with and what it returns."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeVar

from bot.doctor.server import Server
from bot.settings import Settings, named
from commands._texts import Language, Value, plain, say
from storage import Tx, look

T = TypeVar("T")

Level = Literal["ok", "unseen", "warn", "bad"]  # unseen: it cannot be told from here
SEVERITY: dict[Level, int] = {"ok": 0, "unseen": 0, "warn": 1, "bad": 2}  # exit codes


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, in a sentence, and what to do about it."""

    level: Level
    text: str
    hand: str = ""


@dataclass(frozen=True, slots=True)
class Patient:
    """What is looked at; `server` is what the server has said, asked once before the checks."""

    settings: Settings
    server: Server
    now: datetime

    @property
    def language(self) -> Language:
        """In which the findings are told."""
        return self.settings.language

    @property
    def config(self) -> str:
        """What other commands must be given so that they read the same settings."""
        return named(self.settings.source)

    @property
    def known(self) -> bool:
        """Whether the server knows the number; else there is nothing to say of what hangs on that."""
        return self.server.about is not None and self.settings.number in self.server.about.accounts

    def say(self, text_id: str, **values: Value) -> str:
        """A sentence in the language of the settings."""
        return plain(say(self.language, text_id, **values))

    def read(self, work: Callable[[Tx], T]) -> T:
        """What the database says. Raises StorageError."""
        return look(self.settings.database, work, self.settings.library)


Check = Callable[[Patient], Iterable[Finding]]
