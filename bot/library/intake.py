"""`losbote import FOLDER`: reads and checks a folder, then writes all of it, or nothing if something is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from functools import partial
from importlib.resources import as_file, files
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.audiences import keep_groups
from bot.library import turns
from bot.library.entries import Entry, Spool, Transcript
from bot.library.folder import CALENDAR, Folder, Shown
from bot.library.writing import Writing
from bot.reasons import reason
from bot.settings import Settings
from bot.transfer import Desk, TransferError
from commands._ics import Imported
from commands._kit import Ask
from commands._texts import Language, plain
from storage import Tx, open_storage
from storage.chat import direct_chat

_TELL_EVERY = 50  # entries


def silent(_what: str, _done: int, _total: int) -> None:
    """Shows nothing."""


async def bring(settings: Settings, path: Path, now: datetime, shown: Shown = silent) -> list[str]:
    """Brings a folder into the database of these settings; returns what is to be said of it.

    Raises TransferError with every mistake, in the language of the settings; then nothing was changed.
    """
    taking = Taking(path, now, settings.tz(), settings.language, shown)
    with Spool() as spool:
        taking.read(spool)

        async with open_storage(settings.database, settings.library) as storage:
            await storage.write(lambda tx: keep_groups(tx, settings))  # so that a plan can be shown before the bot runs
            if spool.count <= turns.AT_ONCE:
                return await storage.write(lambda tx: taking.write(tx, spool))
            await turns.rehearse(storage, lambda tx: taking.write(tx, spool, aloud=False))
            return await turns.work(storage, taking.written(spool))


def fill(tx: Tx, now: datetime, zone: ZoneInfo, language: Language) -> list[str]:
    """Brings the tips and terms that come with the program into the library; a second time it changes nothing."""
    with first_filling() as path, Spool() as spool:
        taking = Taking(path, now, zone, language)
        taking.read(spool)
        return taking.write(tx, spool)


def first_filling() -> AbstractContextManager[Path]:
    """The folder of the tips and terms that come with the program."""
    return as_file(files("commands") / "content")


class Taking:
    """One import of a folder, read at first and written then."""

    def __init__(self, path: Path, now: datetime, zone: ZoneInfo, language: Language, shown: Shown = silent) -> None:
        nobody = direct_chat("")
        self._path = path
        self._ask = Ask(nobody, "", "", now, zone, language, admin=True, steers=True, network="")
        self._desk = Desk(zone, language)
        self._shown = shown
        self._calendar: Imported | None = None
        self._notes: list[str] = []

    def read(self, spool: Spool) -> None:
        """Reads and checks all of it. Raises TransferError with what is wrong."""
        try:
            folder = Folder(self._path, self._ask, self._shown)
        except OSError as error:
            why = reason(error, self._ask.language)
            raise TransferError(self._say("import-no-folder", folder=str(self._path), reason=why)) from error
        if not folder:
            raise TransferError(self._say("import-nothing", folder=str(self._path)))
        before: list[str] = []
        if folder.calendar is not None:
            try:
                self._calendar = self._desk.read(folder.calendar, self._ask.now)
            except TransferError as error:
                head = self._say("ics-refused")
                before = [f"{CALENDAR}: {line}" for line in str(error).splitlines() if line != head]
        folder.read(spool)
        folder.mistakes.check(before)
        self._notes = folder.notes

    def write(self, tx: Tx, spool: Spool, *, aloud: bool = True) -> list[str]:
        """Writes what was read; returns what is to be said of it. Raises TransferError, and then nothing is kept."""
        writing = Writing(self._ask)
        self._begin(writing, tx)
        writing.write(self._told(spool) if aloud else iter(spool), tx)
        return self._end(writing, tx)

    def written(self, spool: Spool) -> turns.Steps:
        """The same as steps, each of which writes for as long as it may in a transaction of its own."""
        writing, found = Writing(self._ask), self._told(spool)
        return turns.Steps(partial(self._begin, writing), partial(writing.write, found), partial(self._end, writing))

    def _begin(self, writing: Writing, tx: Tx) -> None:
        if self._calendar is not None:
            writing.counts[CALENDAR] = self._desk.merge(tx, self._calendar, self._ask.now)

    def _end(self, writing: Writing, tx: Tx) -> list[str]:
        counted = [self._say("import-counted", file=file, **told(one)) for file, one in writing.counts.items()]
        if len(counted) > 1:
            counted.append(self._say("import-together", **told(sum(writing.counts.values(), Counter()))))
        if writing.waiting:
            counted.append(self._say("import-waiting", count=writing.waiting))
        return [*self._notes, *counted, *(self._desk.following(tx, self._ask.now) if self._calendar else [])]

    def _told(self, spool: Spool) -> Iterator[Entry | Transcript]:
        for done, one in enumerate(spool, 1):
            yield one
            if done % _TELL_EVERY == 0 or done == spool.count:
                self._shown("write", done, spool.count)

    def _say(self, text_id: str, **values: str | int) -> str:
        return plain(self._ask.say(text_id, **values))


def told(counts: Counter[str]) -> dict[str, int]:
    """What came of some entries, as sentences tell it."""
    return {name: counts[name] for name in ("new", "changed", "same")}
