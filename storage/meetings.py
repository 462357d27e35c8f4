"""Series and single meetings as they are stored: rules and wall-clock times, not instants."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from storage.store import Store

_WALL = "%Y-%m-%dT%H:%M"


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


def _wall(text: str | None) -> datetime | None:
    return None if text is None else datetime.strptime(text, _WALL)  # noqa: DTZ007 - wall times are naive


def _text(at: datetime | None) -> str | None:
    return None if at is None else at.strftime(_WALL)


def _series(row: sqlite3.Row) -> Series:
    values = {name: row[name] for name in Series.__slots__}
    return Series(**values | {"starts": _wall(row["starts"]), "until": _wall(row["until"])})


def _single(row: sqlite3.Row) -> Single:
    values = {name: row[name] for name in Single.__slots__}
    return Single(**values | {"starts": _wall(row["starts"]), "slot": _wall(row["slot"])})


class Meetings(Store):
    """Series and the dates that differ from them."""

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
    ) -> int:
        """Adds a series; returns its id. `starts` and `until` are naive wall times in `zone`."""
        self._touch("posts")
        cursor = self._run(
            "INSERT INTO series (uid, title, rule, starts, until, zone, minutes, link)"
            " VALUES (:uid, :title, :rule, :starts, :until, :zone, :minutes, :link)",
            uid=uid,
            title=title,
            rule=rule,
            starts=_text(starts),
            until=_text(until),
            zone=zone,
            minutes=minutes,
            link=link,
        )
        return int(cursor.lastrowid or 0)

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
    ) -> int:
        """Adds a single date, or what is special about the date at `slot` of a series; returns its id."""
        self._touch("posts")
        cursor = self._run(
            "INSERT INTO meetings (uid, series, slot, state, starts, zone, minutes, title, topic, speakers, link)"
            " VALUES (:uid, :series, :slot, :state, :starts, :zone, :minutes, :title, :topic, :speakers, :link)",
            uid=uid,
            series=series,
            slot=_text(slot),
            state="skipped" if skipped else "planned",
            starts=_text(starts),
            zone=zone,
            minutes=minutes,
            title=title,
            topic=topic,
            speakers=speakers,
            link=link,
        )
        return int(cursor.lastrowid or 0)

    def series(self) -> list[Series]:
        """All series, oldest first."""
        return [_series(row) for row in self._all("SELECT * FROM series ORDER BY id")]

    def singles(self) -> list[Single]:
        """All dates that differ from a series or stand alone."""
        return [_single(row) for row in self._all("SELECT * FROM meetings ORDER BY id")]
