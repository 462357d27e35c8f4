"""Entries that were read from a folder → the library. What is the same stays as it is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from bot.library import spoken
from bot.library.columns import CHAPTERS
from bot.library.entries import Entry, Transcript
from bot.library.mistakes import Mistakes
from bot.reasons import reason
from bot.transfer import TransferError
from commands._calendar import CHANGED, meetings
from commands._fold import fold
from commands._kit import Ask
from commands._library import addresses, shelves
from commands._meeting.dates import row
from storage import Tx
from storage.library import Recording, Template, Term, Tip

_TRANSCRIPTS = "*.vtt, *.srt"
_LONG_AGO = datetime(1950, 1, 1, tzinfo=UTC)  # nothing is older than that


class Writing:
    """Writes entries. `counts` says by file how many were `new`, `changed` or the `same`; `waiting` how many new tips
    nobody has approved yet."""

    def __init__(self, ask: Ask) -> None:
        self.counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.waiting = 0
        self._tx: Tx
        self._ask = ask
        self._met: set[int] = set()
        self._mistakes = Mistakes(ask)

    def write(self, found: Iterator[Entry | Transcript], tx: Tx, *, enough: Callable[[], bool] = lambda: False) -> bool:
        """Writes them until that is `enough` for one transaction; whether they are all written. Raises TransferError
        for transcripts whose recording nobody knows and for a document that is not as it was read; then nothing of it
        must be kept."""
        self._tx = tx
        with _indexed_once(tx):
            for one in found:
                came = self._entry(one) if isinstance(one, Entry) else self._transcript(one)
                self.counts[one.file if isinstance(one, Entry) else _TRANSCRIPTS][came] += 1
                if enough():
                    return False
        self._mistakes.check()
        return True

    def _entry(self, entry: Entry) -> str:
        if entry.document is not None:
            self._keep(entry.document, entry.values["file"])
        old = self._known(entry)
        if old is None:
            return self._added(entry)
        changed = self._changed(entry, old)
        self._meet(entry.kind, old.id)
        return "changed" if self._with_recording(entry, old.id) or changed else "same"

    def _keep(self, path: Path, sha: str) -> None:
        try:
            data = path.read_bytes()
            if sha256(data).hexdigest() != sha:
                raise TransferError(self._ask.say("import-moved", file=path.name))
            self._tx.files.put(data)
        except OSError as error:
            why = reason(error, self._ask.language)
            raise TransferError(self._ask.say("import-not-kept", file=path.name, reason=why)) from error

    def _known(self, entry: Entry) -> Recording | Template | Tip | Term | None:
        """What the library has already: by link, file, German text or German name."""
        tx, values = self._tx, entry.values
        match entry.kind:
            case "recording":
                return tx.recordings.linked(*addresses.spellings(values["link"])) or self._otherwise(entry)
            case "template":
                there = tx.templates.with_file(values["file"]) if "file" in values else None
                return there or (
                    tx.templates.linked(*addresses.spellings(values["link"])) if values.get("link") else None
                )
            case "tip":
                return tx.tips.worded(values["lang_de"])
            case _:
                return tx.terms.named(values["term_de"])

    def _otherwise(self, entry: Entry) -> Recording | None:
        """The recording whose link a row puts right: that of its meeting, or of its day and title."""
        meeting = entry.kept.get("meeting")
        same_day = self._tx.recordings.between(entry.values["date"], entry.values["date"])
        named = [one for one in same_day if fold(one.title) == fold(entry.values["title"])]
        there = [one for one in [self._tx.recordings.of_meeting(meeting) if meeting else None, *named] if one]
        return next((one for one in there if one.id not in self._met), None)

    def _added(self, entry: Entry) -> str:
        values = {name: value for name, value in entry.values.items() if name != CHAPTERS}
        first = {"added_at": self._ask.now} | entry.kept
        if entry.kind == "tip":
            first = {"verified": False, "reviewed_at": self._ask.now} | first
            self.waiting += not values.get("verified")
        elif entry.kind == "recording" and "meeting" not in first:
            first |= self._meeting(values["date"], values["link"])
        number = shelves.shelf(self._tx, entry.kind).add(**first | values)
        self._with_recording(entry, number)
        self._meet(entry.kind, number)
        return "new"

    def _meet(self, kind: str, number: int) -> None:
        """Keeps that a row was about a recording; none that follows puts its link right."""
        if kind == "recording":
            self._met.add(number)

    def _changed(self, entry: Entry, old: Recording | Template | Tip | Term) -> bool:
        """Changes what differs; a table can approve a tip, but not take back what was approved here."""
        values = {name: value for name, value in entry.values.items() if name != CHAPTERS}
        if isinstance(old, Tip) and values.pop("verified", False) and not old.verified:
            values |= {"verified": True, "reviewed_at": entry.kept.get("reviewed_at", self._ask.now)}
        differing = {name: value for name, value in values.items() if getattr(old, name) != value}
        if differing:
            shelves.shelf(self._tx, entry.kind).change(old.id, **differing)
        return bool(differing)

    # -- recordings ----------------------------------------------------------------------------------------

    def _with_recording(self, entry: Entry, number: int) -> bool:
        """Writes chapters and transcript of a recording; says whether they are others than before."""
        chapters, recordings = entry.values.get(CHAPTERS), self._tx.recordings
        other = chapters is not None and chapters != recordings.chapters(number)
        if other:
            recordings.chapter(number, chapters or ())
        return (entry.passages is not None and self._transcribed(number, entry.passages)) or other

    def _transcribed(self, number: int, passages: list[tuple[int, str]]) -> bool:
        before = [(one.second, one.text) for one in self._tx.recordings.passages(number)]
        if before != passages:
            self._tx.recordings.transcribe(number, passages)
        return before != passages

    def _transcript(self, one: Transcript) -> str:
        linked = self._tx.recordings.linked(*addresses.spellings(one.link)) if one.link else None
        fitting = [linked] if linked else [known for known in self._library if spoken.name(one.name) in _names(known)]
        if len(fitting) != 1:
            self._mistakes.add(self._ask.say("import-named", what="several" if fitting else "none"), one.file)
            return "same"
        was = self._tx.recordings.passages(fitting[0].id)
        changed = self._transcribed(fitting[0].id, one.passages)
        return "same" if not changed else "changed" if was else "new"

    @cached_property
    def _library(self) -> list[Recording]:
        """All recordings, for transcripts of those that no table tells."""
        return self._tx.recordings.all()

    @cached_property
    def _days(self) -> set[date]:
        """On which days there were meetings."""
        return {one.starts.astimezone(self._ask.zone).date() for one in meetings(self._tx, _LONG_AGO, self._ask.now)}

    def _meeting(self, day: date, link: str) -> dict[str, Any]:
        """The meeting that was recorded; calendars are told to look at it again."""
        meeting = shelves.meeting_on(self._tx, self._ask, day, link) if day in self._days else None
        if meeting is None:
            return {}
        self._tx.meetings.change(row(self._tx, meeting), recording=None)
        self._tx.settings.put_instant(CHANGED, self._ask.now)
        return {"meeting": meeting.uid}


def _names(recording: Recording) -> set[str]:
    return spoken.names(recording.date, recording.title, recording.link)


@contextmanager
def _indexed_once(tx: Tx) -> Iterator[None]:
    """Indexes a recording once for all its chapters, and the synonyms once for all terms."""
    terms: list[int] = []

    def term(entry: int) -> None:
        terms.append(entry)
        found = tx.terms.get(entry)
        if found is not None:
            tx.search.put("term", entry, *tx.terms.text(found))

    tx.rows.watch("chapters", lambda _: None)
    tx.rows.watch("terms", term)
    yield
    if terms:
        tx.search.synonyms(tx.terms.groups())
