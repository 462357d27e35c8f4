"""A folder of tables, documents and transcripts → entries that can be written. All mistakes are told, not the first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from bot.library import columns, spoken
from bot.library.beside import Beside
from bot.library.entries import Entry, Spool, Transcript
from bot.library.mistakes import Mistakes
from bot.library.rows import Rows, wrong
from bot.library.table import BadTable, Table
from commands import _show
from commands._kit import Ask, UserError
from commands._texts import plain
from storage.search import Kind

CALENDAR = "meetings.ics"
TABLES: dict[str, Kind] = {
    "recordings.csv": "recording",
    "templates.csv": "template",
    "tips.csv": "tip",
    "terms.csv": "term",
    "glossary.csv": "term",
}

Shown = Callable[[str, int, int], None]  # is told "read" or "write", how much is done, and of how much

_TELL_EVERY = 200  # rows
_USUAL = "utf-8-sig"


class Folder:
    """A folder to import. `mistakes` and `notes` tell what was seen; Path.iterdir may raise OSError."""

    def __init__(self, path: Path, ask: Ask, shown: Shown) -> None:
        self.mistakes = Mistakes(ask)
        self.notes: list[str] = []
        self._ask = ask
        self._shown = shown
        self._files = {one.name.lower(): one for one in sorted(path.iterdir())}
        self._beside = Beside(path, ask)
        self._seen: set[int] = set()
        self._loose = spoken.Loose(
            path for name, path in self._files.items() if name.endswith(spoken.ENDINGS) and path.is_file()
        )

    @property
    def calendar(self) -> Path | None:
        """The calendar in it."""
        return self._files.get(CALENDAR)

    def __bool__(self) -> bool:
        return bool(self._loose.files) or any(name in self._files for name in [CALENDAR, *TABLES])

    def read(self, spool: Spool) -> None:
        """Puts all that can be written into the spool, transcripts last."""
        tables = {name: self._files[name] for name in TABLES if name in self._files}
        sizes = [path.stat().st_size for path in tables.values()]
        for at, (name, path) in enumerate(tables.items()):
            self._read_table(name, path, spool, partial(self._read_so_far, sum(sizes), sum(sizes[:at])))
            self._read_so_far(sum(sizes), sum(sizes[:at]), sizes[at])
        self._read_loose(spool)

    def _read_so_far(self, total: int, before: int, position: int) -> None:
        self._shown("read", before + position, total)

    def _read_table(self, name: str, path: Path, spool: Spool, shown: Callable[[int], None]) -> None:
        kind = TABLES[name]
        table = self._table(name, path, kind)
        if table is None:
            return
        rows = Rows(kind, name, table, self._beside, self.mistakes, self._seen)
        for count, entry in enumerate(rows.entries()):
            if kind == "recording":
                self._meet(entry)
            if not self.mistakes.count:
                spool.put(entry)
            if count % _TELL_EVERY == 0:
                shown(table.position)

    def _meet(self, recording: Entry) -> None:
        """Lets transcripts find a recording by what they are called, but for those that a row names."""
        values = recording.values
        self._loose.meet(values["date"], values["title"], values["link"])
        if recording.transcript is not None:
            self._loose.without(recording.transcript)

    def _table(self, name: str, path: Path, kind: Kind) -> Table | None:
        known = columns.of(kind)
        try:
            needed = [one.name for one in known.values() if one.needed]
            table = Table(path, known, needed, columns.aliases(kind))
        except BadTable as error:
            self.mistakes.add(wrong(error, kind, self._ask), name)
        except OSError as error:
            self.mistakes.add(str(self._beside.unreadable(error)), name)
        else:
            self.notes += map(plain, self._notes(name, kind, table))
            return table
        return None

    def _notes(self, name: str, kind: Kind, table: Table) -> Iterator[str]:
        say = self._ask.say
        if table.encoding != _USUAL or table.separator != ",":
            encoding = "UTF-8" if table.encoding == _USUAL else table.encoding.upper()
            separator = {",": "comma", ";": "semicolon"}.get(table.separator, "tab")
            yield say("import-read-as", file=name, encoding=encoding, separator=separator)
        if table.guessed:
            yield say("import-guessed")
        if table.renamed:
            read = [say("import-as", name=one, column=column) for one, column in table.renamed]
            yield say("import-renamed", file=name, names=_show.listed(read, self._ask.language))
        if table.unknown:
            told = {"names": ", ".join(table.unknown), "known": ", ".join(columns.of(kind))}
            yield say("import-unknown", file=name, count=len(table.unknown), **told)

    def _read_loose(self, spool: Spool) -> None:
        met: set[str] = set()
        for path, links in self._loose.found():
            what = "several" if len(links) > 1 else "twice" if links & met else ""
            if what:
                self.mistakes.add(self._ask.say("import-named", what=what), path.name)
                continue
            met |= links
            try:
                passages = self._beside.passages(path)
            except UserError as error:
                self.mistakes.add(str(error), path.name)
            else:
                spool.put(Transcript(path.name, next(iter(links), ""), path.stem, passages))
