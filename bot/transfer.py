"""Calendar files in and out: `losbote import` and `losbote export`."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.errors import LosboteError
from bot.merge import merge
from bot.reasons import reason
from commands import _feed, _show
from commands._calendar import CHANGED, coming
from commands._ics import BadCalendar, Imported, Mistake, read
from commands._texts import Language, plain, say
from storage import Tx

_NAME = "meetings.ics"  # of the calendar in a folder
_MOST_BYTES = 2_000_001  # one more than is taken


class TransferError(LosboteError):
    """A file cannot be taken or written; the text says why, in the language of the settings."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where files are taken in and handed out."""

    zone: ZoneInfo
    language: Language

    def say(self, text_id: str, **values: str | int) -> str:
        """A sentence in the language of the settings, without marks."""
        return plain(say(self.language, text_id, **values))

    def read(self, path: Path, now: datetime) -> Imported:
        """What a file holds. Raises TransferError with every mistake in it."""
        data = self._content(path)
        try:
            return read(data, now, self.zone)
        except BadCalendar as error:
            raise self._refused(error) from error

    def take(self, tx: Tx, found: Imported, now: datetime) -> str:
        """Brings it into the calendar; says what came of it, and which meeting is the next."""
        counts = self.merge(tx, found, now)
        counted = self.say("ics-taken", new=counts["new"], changed=counts["changed"], same=counts["same"])
        return "\n".join([counted, *self.following(tx, now)])

    def merge(self, tx: Tx, found: Imported, now: datetime) -> Counter[str]:
        """Brings it into the calendar; how many are `new`, `changed` or the `same`. Raises TransferError."""
        try:
            counts = merge(tx, found, now)
        except BadCalendar as error:
            raise self._refused(error) from error
        if counts["new"] or counts["changed"]:
            tx.settings.put_instant(CHANGED, now)
        return counts

    def following(self, tx: Tx, now: datetime) -> list[str]:
        """Which meeting is the next, if there is one."""
        when = partial(_show.when, now=now, zone=self.zone, language=self.language)
        return [self.say("ics-next", when=when(one.starts), name=one.name) for one in coming(tx, now, 1)]

    def give(self, path: Path, whole: _feed.Whole) -> str:
        """Writes the calendar into a file whose name ends in .ics, or into a folder; says so."""
        if not whole:
            raise TransferError(self.say("show-none"))
        in_folder = self.is_folder(path)
        target = path / _NAME if in_folder else path
        half = target.with_name(f"{target.name}.part")
        try:
            if in_folder:
                path.mkdir(exist_ok=True)
            half.write_bytes(whole.file())
            half.replace(target)
        except OSError as error:
            with suppress(OSError):
                half.unlink(missing_ok=True)
            why = reason(error, self.language)
            raise TransferError(self.say("ics-unwritable", file=str(target), reason=why)) from error
        return self.say("ics-written", file=str(target), count=len(whole.series) + len(whole.singles))

    def is_folder(self, path: Path) -> bool:
        """Whether a path means a folder, be it there or not; if it is neither, nor a calendar, raises TransferError."""
        if path.suffix.lower() not in {"", ".ics"} and not path.is_dir():
            raise TransferError(self.say("ics-ending", file=str(path)))
        return path.suffix == "" or path.is_dir()

    def _content(self, path: Path) -> bytes:
        try:
            with path.open("rb") as file:
                return file.read(_MOST_BYTES)
        except FileNotFoundError:
            raise TransferError(self.say("ics-missing", file=str(path))) from None
        except OSError as error:
            why = reason(error, self.language)
            raise TransferError(self.say("ics-unreadable", file=str(path), reason=why)) from error

    def _refused(self, error: BadCalendar) -> TransferError:
        return TransferError("\n".join([self.say("ics-refused"), *map(self._told, error.mistakes)]))

    def _told(self, mistake: Mistake) -> str:
        what = self.say("ics-mistake", what=mistake.what, value=_show.shortened(mistake.value, 60))
        if not mistake.line:
            return what
        if not mistake.event:
            return self.say("ics-line", line=str(mistake.line), mistake=what)
        event = _show.shortened(mistake.event)
        return self.say("ics-line-of", line=str(mistake.line), event=event, mistake=what)
