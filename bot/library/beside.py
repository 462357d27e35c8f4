"""The files that lie beside the tables: documents of templates, transcripts of recordings."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

from bot.library import spoken
from bot.library.entries import Passages
from bot.reasons import reason
from commands import _show
from commands._kit import Ask, UserError
from commands._library import documents, transcript

_MOST_TRANSCRIPT = 20 << 20  # bytes, more than the characters that are taken


class Beside:
    """The files of a folder, by the names that rows give them; UserError says what is wrong with one."""

    def __init__(self, folder: Path, ask: Ask) -> None:
        self._folder = folder
        self._ask = ask

    def path(self, name: str) -> Path:
        """Where a file lies that a row names, which must be inside the folder."""
        path = self._folder / name.replace("\\", "/")
        try:
            inside, there = path.resolve().is_relative_to(self._folder.resolve()), path.is_file()
        except (OSError, ValueError):
            inside, there = True, False
        if not inside or not there:
            what = "missing" if inside else "outside"
            raise UserError(self._ask.say("import-path", what=what, name=_show.shortened(name, 60)))
        return path

    def document(self, path: Path) -> dict[str, Any]:
        """What is stored of the document of a template."""
        if path.stat().st_size > documents.MOST_BYTES:
            big = documents.BadDocument("big", name=path.name, most=documents.MOST_BYTES >> 20)
            raise UserError(big.text(self._ask.language))
        try:
            data = path.read_bytes()
            read = documents.read(path.name, data)
        except documents.BadDocument as error:
            raise UserError(error.text(self._ask.language)) from None
        except OSError as error:
            raise self.unreadable(error) from error
        return {
            "file": sha256(data).hexdigest(),
            "file_name": read.name,
            "file_type": read.type,
            "file_size": len(data),
            "words": read.words,
        }

    def passages(self, path: Path) -> Passages:
        """What is said in a transcript."""
        if path.stat().st_size > _MOST_TRANSCRIPT:
            raise UserError(self._ask.say("import-transcript", what="big", line=""))
        try:
            return spoken.read(transcript.decoded(path.read_bytes()))
        except transcript.BrokenTranscript as error:
            raise UserError(self._ask.say("import-transcript", what=error.what, line=str(error.line))) from None
        except OSError as error:
            raise self.unreadable(error) from error

    def unreadable(self, error: OSError) -> UserError:
        """That a file cannot be read, and why."""
        return UserError(self._ask.say("import-unreadable", reason=reason(error, self._ask.language)))
