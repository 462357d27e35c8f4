"""Series and single meetings as they are stored: rules and wall-clock times, not instants."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from storage.rows import Rows
from storage.store import Store

_WALL = "%Y-%m-%dT%H:%M"
_SINGLE = frozenset(
    {"series", "slot", "state", "starts", "zone", "minutes", "title", "topic", "speakers", "link", "recording"}
)
_SERIES = frozenset({"title", "rule", "starts", "until", "zone", "minutes", "link"})


@dataclass(frozen=True, slots=True)
class Series:
    """A rule (RRULE of RFC 5545) from a first local date on, in an IANA zone; wall times are naive."""

    id: int
    uid: str
    title: str
    rule: str
    starts: datetime
    until: datetime | None
    zone: str
    minutes: int
    link: str
    sequence: int = 0  # grows with each change, for calendars


@dataclass(frozen=True, slots=True)
class Single:
    """One date: of a series (then `slot` is the wall time by its rule) or added by itself. None: as in the series."""

    id: int
    uid: str
    series: int | None
    slot: datetime | None
    state: Literal["planned", "skipped"]
    starts: datetime | None
    zone: str | None
    minutes: int | None
    title: str | None
    topic: str | None
    speakers: str | None
    link: str | None
    sequence: int
    recording: str | None = None


def _wall(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)  # naive: a wall time


def _text(at: datetime | None) -> str | None:
    return None if at is None else at.strftime(_WALL)


def _series(row: sqlite3.Row) -> Series:
    values = {name: row[name] for name in Series.__slots__}
    return Series(**values | {"starts": _wall(row["starts"]), "until": _wall(row["until"])})


def _single(row: sqlite3.Row) -> Single:
    values = {name: row[name] for name in Single.__slots__}
    walls = {"starts": _wall(row["starts"]), "slot": _wall(row["slot"])}
    return Single(**values | walls | {"recording": row["recorded"] or row["recording"]})


class Meetings(Store):
    """Series and the dates that differ from them."""

    def __init__(self, connection: sqlite3.Connection, touch: Callable[[str], None], rows: Rows) -> None:
        super().__init__(connection, touch)
        self._rows = rows

    def add_series(
        self,
        uid: str,
        title: str,
        rule: str,
        starts: datetime,
        zone: str,
        *,
        minutes: int = 90,
        link: str = "",
        until: datetime | None = None,
        sequence: int = 0,
    ) -> int:
        """Adds a series; returns its id. `starts` and `until` are naive wall times in `zone`."""
        self._touch("posts")
        values = {
            "uid": uid,
            "title": title,
            "rule": rule,
            "starts": _text(starts),
            "until": _text(until),
            "zone": zone,
            "minutes": minutes,
            "link": link,
            "sequence": sequence,
        }
        return self._rows.add("series", values)

    def add(
        self,
        uid: str,
        *,
        series: int | None = None,
        slot: datetime | None = None,
        starts: datetime | None = None,
        zone: str | None = None,
        skipped: bool = False,
        minutes: int | None = None,
        title: str | None = None,
        topic: str | None = None,
        speakers: str | None = None,
        link: str | None = None,
        recording: str | None = None,
        sequence: int = 0,
    ) -> int:
        """Adds a single date, or what is special about the date at `slot` of a series; returns its id."""
        self._touch("posts")
        values = {
            "uid": uid,
            "series": series,
            "slot": _text(slot),
            "state": "skipped" if skipped else "planned",
            "starts": _text(starts),
            "zone": zone,
            "minutes": minutes,
            "title": title,
            "topic": topic,
            "speakers": speakers,
            "link": link,
            "recording": recording,
            "sequence": sequence,
        }
        return self._rows.add("meetings", values)

    def row(self, series: int, slot: datetime, uid: str) -> int:
        """The id of the row that stands for the date at `slot` of a series; made if there is none yet."""
        found = self._one(
            "SELECT id FROM meetings WHERE series = :series AND slot = :slot", series=series, slot=_text(slot)
        )
        if found is not None:
            return int(found["id"])
        # It says nothing until it is changed, and stays when that is taken back: what it counts must not go back.
        return self._rows.add("meetings", {"uid": uid, "series": series, "slot": _text(slot)}, noted=False)

    def change(self, meeting: int, **values: datetime | str | int | None) -> None:
        """Changes columns of a single date (`starts`, `state`, `topic`, …); its sequence grows."""
        self._change("meetings", _SINGLE, meeting, values)

    def change_series(self, series: int, **values: datetime | str | int | None) -> None:
        """Changes columns of a series (`until`, `link`, `minutes`, …); its sequence grows."""
        self._change("series", _SERIES, series, values)

    def _change(self, table: str, allowed: frozenset[str], row: int, values: dict[str, Any]) -> None:
        if not values.keys() <= allowed:
            raise ValueError(f"no such columns of {table}: {sorted(values.keys() - allowed)}")
        texts = {name: _text(value) if isinstance(value, datetime) else value for name, value in values.items()}
        self._rows.change(table, row, texts)
        self._touch("posts")

    def series(self) -> list[Series]:
        """All series, oldest first."""
        return [_series(row) for row in self._all("SELECT * FROM series ORDER BY id")]

    def singles(self) -> list[Single]:
        """All dates that differ from a series or stand alone; the link to a recording is the one in the library."""
        rows = self._all(
            "SELECT m.*, (SELECT r.link FROM recordings r WHERE r.meeting = m.uid ORDER BY r.id LIMIT 1) AS recorded"
            " FROM meetings m ORDER BY m.id"
        )
        return [_single(row) for row in rows]
