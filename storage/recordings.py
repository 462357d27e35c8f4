"""Recordings with their chapters and what is said in them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from storage.instants import to_ms
from storage.library import Chapter, Passage, Recording, Shelf
from storage.rows import Rows
from storage.search import Search


class Recordings(Shelf[Recording]):
    """Recordings with their chapters and what is said in them."""

    table, kind, of = "recordings", "recording", Recording

    def __init__(
        self, connection: sqlite3.Connection, touch: Callable[[str], None], rows: Rows, search: Search
    ) -> None:
        super().__init__(connection, touch, rows, search)
        rows.watch("chapters", self._chapter_changed)
        rows.watch("passages", self._passage_changed)

    def remove(self, entry: int) -> None:
        """Removes a recording with its chapters and its transcript."""
        self.chapter(entry, ())
        self.transcribe(entry, ())
        super().remove(entry)

    def newest(self, limit: int) -> list[Recording]:
        """The newest first."""
        return self._listed("1 ORDER BY date DESC, id DESC LIMIT :limit", limit=limit)

    def between(self, first: date, last: date) -> list[Recording]:
        """Those from one day to another, both included, the newest first."""
        days = {"first": first.isoformat(), "last": last.isoformat()}
        return self._listed("date BETWEEN :first AND :last ORDER BY date DESC, id DESC", **days)

    def linked(self, *links: str) -> Recording | None:
        """The first one with one of these links."""
        one_of = "link IN (SELECT value FROM json_each(:links)) ORDER BY id"
        return self._found(one_of, links=json.dumps(links)) if links else None

    def of_meeting(self, uid: str) -> Recording | None:
        """The recording of a meeting."""
        return self._found("meeting = :uid", uid=uid)

    def since(self, moment: datetime) -> list[Recording]:
        """Those added after this moment, in order."""
        return self._listed("added_at > :moment ORDER BY added_at, id", moment=to_ms(moment))

    def chapters(self, recording: int) -> list[Chapter]:
        """Its chapters, in order."""
        rows = self._all("SELECT * FROM chapters WHERE recording = :id ORDER BY second, id", id=recording)
        return [Chapter(row["second"], row["title"]) for row in rows]

    def chapter(self, recording: int, chapters: Iterable[Chapter]) -> None:
        """Gives it these chapters in place of those it had."""
        self._replace("chapters", recording, ({"second": one.second, "title": one.title} for one in chapters))

    def passages(self, recording: int) -> list[Passage]:
        """What is said in it, in order."""
        rows = self._all("SELECT * FROM passages WHERE recording = :id ORDER BY second, id", id=recording)
        return [Passage(row["id"], row["recording"], row["second"], row["text"]) for row in rows]

    def passage(self, passage: int) -> Passage | None:
        """The passage of this id."""
        row = self._one("SELECT * FROM passages WHERE id = :id", id=passage)
        return Passage(row["id"], row["recording"], row["second"], row["text"]) if row else None

    def transcribe(self, recording: int, passages: Iterable[tuple[int, str]]) -> None:
        """Gives it this transcript, as (second, text), in place of the one it had."""
        self._replace("passages", recording, ({"second": second, "text": text} for second, text in passages))

    def text(self, entry: Recording) -> tuple[str, str]:
        """Its title; speakers, topics, date and chapters."""
        chapters = (one.title for one in self.chapters(entry.id))
        return entry.title, "\n".join([entry.speakers, entry.topics, entry.date.isoformat(), *chapters])

    def _replace(self, table: str, recording: int, values: Iterable[dict[str, Any]]) -> None:
        for row in self._all(f"SELECT id FROM {table} WHERE recording = :id ORDER BY id", id=recording):  # noqa: S608
            self._rows.remove(table, row["id"])
        for one in values:
            self._rows.add(table, one | {"recording": recording})
        if self.get(recording) is not None:
            self._changed(recording)

    def _chapter_changed(self, chapter: int) -> None:
        row = self._one("SELECT recording FROM chapters WHERE id = :id", id=chapter)
        if row is not None:
            self._changed(row["recording"])

    def _passage_changed(self, passage: int) -> None:
        found = self.passage(passage)
        if found is None:
            self._search.drop("passage", passage)
        else:
            self._search.put("passage", passage, "", " ".join(line for _, line in found.lines))
