"""What can go wrong in the machine; commands and storage have errors of their own.

LosboteError
├── ToldError          something else that a person can mend, told in German or English
├── BackupError        a backup cannot be made or put back
├── SettingsError      losbote.toml cannot be used; holds every mistake with the line to write instead
└── ServerError        signal-cli-rest-api did not do what was asked
    ├── Unreachable    no connection was made, so nothing was sent
    ├── Refused        it said no (400, 404) and why
    ├── Throttled      Signal's rate limit (429); holds what it told about waiting and challenges
    └── NoAnswer       nobody knows whether it was done: time-out, lost connection, 500, an answer not understood
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal


class LosboteError(Exception):
    """The base of all errors of the machine."""


class ToldError(LosboteError):
    """What is the matter, as a sentence of `commands/texts` with its values; `cause` is what the system said."""

    def __init__(self, text_id: str, cause: OSError | None = None, **values: str) -> None:
        super().__init__(text_id)
        self.text_id, self.cause, self.values = text_id, cause, values

    def told(self, language: Literal["de", "en"]) -> str:
        """The sentence in this language."""
        from bot.reasons import reason  # noqa: PLC0415 - nobody waits for all sentences as long as all is well
        from commands._texts import plain, say  # noqa: PLC0415

        more = {"reason": reason(self.cause, language)} if self.cause else {}
        return plain(say(language, self.text_id, **self.values, **more))

    def __str__(self) -> str:
        return self.told("en")


class SettingsError(LosboteError):
    """The settings cannot be used; `mistakes` are whole sentences in this language."""

    def __init__(self, mistakes: list[str], language: Literal["de", "en"] = "en") -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes, self.language = mistakes, language


class BackupError(LosboteError):
    """A backup cannot be made or put back: `kind` is what is the matter with `file`."""

    def __init__(self, kind: str, file: Path, reason: str = "") -> None:
        super().__init__(kind)
        self.kind, self.file, self.reason = kind, file, reason


class ServerError(LosboteError):
    """The server did not do what was asked; `body` is what it said, as far as it said anything."""

    def __init__(self, body: str = "") -> None:
        super().__init__(type(self).__name__)  # the body may hold people's numbers, and errors end up in logs
        self.body = body


class Unreachable(ServerError):
    """No connection was made, so nothing was done."""


class Refused(ServerError):
    """The server refused the request."""


class Throttled(ServerError):
    """Signal's rate limit was hit; `tokens` are challenges that a person can solve."""

    def __init__(self, body: str = "", *, retry_after: float | None = None, tokens: tuple[str, ...] = ()) -> None:
        super().__init__(body)
        self.retry_after = retry_after
        self.tokens = tokens


class NoAnswer(ServerError):
    """Nobody knows whether it was done."""
