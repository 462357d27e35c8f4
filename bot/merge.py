"""What a calendar file holds → the stored calendar: the same UID is the same meeting, and nothing is removed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from commands import _show
from commands._calendar import Meeting, meetings, uid_at
from commands._ics import BadCalendar, Imported, Mistake
from storage import Tx
from storage.meetings import Series, Single

_COLUMNS = ("state", "starts", "zone", "minutes", "title", "topic", "speakers", "link", "recording")
_MINUTES = 90  # of a date that says nothing else
_AHEAD = timedelta(days=3660)  # within which meetings must not overlap
_SHOWN = 20  # of those that do


def merge(tx: Tx, found: Imported, now: datetime) -> Counter[str]:
    """Stores series and dates; counts which were `new`, which were `changed`, and which are the `same` as before.

    Raises `BadCalendar` if a UID is that of a series here and of a date there, or if meetings to come would overlap;
    then nothing must be kept.
    """
    _check_kinds(tx, found)
    before = {(one.uid, other.uid) for one, other in _overlaps(tx, now)}
    known = {one.uid: one for one in tx.meetings.series()}
    counts = Counter(_merge_series(tx, one, known.get(one.uid)) for one in found.series)
    series = {one.uid: one for one in tx.meetings.series()}
    ids = {one.id: series[one.uid].id for one in found.series}
    rows = _Rows(tx, {one.id: one for one in series.values()})
    counts.update(rows.merge(_placed(row, ids, series.values())) for row in found.singles)
    clashes = [pair for pair in _overlaps(tx, now) if (pair[0].uid, pair[1].uid) not in before]
    if clashes:
        raise BadCalendar(sorted((_clash(found, *pair) for pair in clashes[:_SHOWN]), key=lambda one: one.line))
    return counts


def _overlaps(tx: Tx, now: datetime) -> Iterator[tuple[Meeting, Meeting]]:
    """The meetings to come that begin before the one ahead of them is over, each after that one."""
    last: Meeting | None = None
    for one in meetings(tx, now, now + _AHEAD):
        if last is not None and one.starts < last.ends:
            yield last, one
        if last is None or one.ends > last.ends:
            last = one


def _clash(found: Imported, one: Meeting, other: Meeting) -> Mistake:
    """What is wrong with that of the two meetings that is in the file, the later one if both are."""
    line = _line(found, other)
    wrong, beside = (other, one) if line else (one, other)
    at = beside.starts.astimezone(beside.zone)
    value = f"{_show.shortened(beside.name)}, {at.day}.{at.month}.{at.year} {at:%H:%M}"
    return Mistake("clash", line or _line(found, one), value, wrong.name)


def _line(found: Imported, meeting: Meeting) -> int:
    """Where a meeting stands in the file, itself or its series; 0 if it does not."""
    series = (one.uid for one in found.series if (slot := _slot(meeting.uid)) and uid_at(one.uid, slot) == meeting.uid)
    return found.lines.get(meeting.uid) or found.lines.get(next(series, ""), 0)


def _check_kinds(tx: Tx, found: Imported) -> None:
    series = {one.uid for one in tx.meetings.series()} & {row.uid for row in found.singles}
    dates = {row.uid for row in tx.meetings.singles()} & {one.uid for one in found.series}
    if series or dates:
        raise BadCalendar([Mistake("kind", 0, uid) for uid in sorted(series | dates)])


def _merge_series(tx: Tx, one: Series, old: Series | None) -> str:
    names = ("title", "rule", "starts", "until", "zone", "minutes", "link")
    values = {name: getattr(one, name) for name in names}
    if old is None:
        tx.meetings.add_series(one.uid, **values, sequence=one.sequence)
        return "new"
    if all(getattr(old, name) == value for name, value in values.items()):
        return "same"
    tx.meetings.change_series(old.id, **values)
    return "changed"


def _placed(row: Single, ids: dict[int, int], series: Iterable[Series]) -> Single:
    """The row under the series that is stored: that of the file, or the one whose date has this UID.

    For a file of a single meeting does not say of which series it is, and it must not become a second meeting.
    """
    if row.series is not None:
        return replace(row, series=ids[row.series])
    slot = _slot(row.uid)
    for one in series:
        if slot is not None and uid_at(one.uid, slot) == row.uid:
            return replace(row, series=one.id, slot=slot)
    return row


def _slot(uid: str) -> datetime | None:
    """The wall time in the uid of a date of a series."""
    try:
        return datetime.strptime(uid.partition("@")[0].rpartition("-")[2], "%Y%m%dT%H%M")  # noqa: DTZ007 - a wall time
    except ValueError:
        return None


class _Rows:
    """The stored rows, by what a row of the file is known again, and the stored series by id."""

    def __init__(self, tx: Tx, series: dict[int, Series]) -> None:
        self._tx = tx
        self._series = series
        self._by_uid: dict[str, Single] = {}
        self._by_slot: dict[tuple[int | None, datetime | None], Single] = {}
        for row in tx.meetings.singles():
            self._keep(row)

    def merge(self, row: Single) -> str:
        old = self._by_slot.get((row.series, row.slot)) or self._by_uid.get(row.uid)
        if old is None:
            self._add(row)
            return "new"
        # Other programs know nothing of recordings, so their silence means nothing.
        says = self._says(replace(row, recording=row.recording or old.recording))
        if says == self._says(old):
            return "same"
        # Where the row stays under another series, or none, what it leaves open has to be said.
        self._tx.meetings.change(old.id, **self._own(replace(row, series=old.series, slot=old.slot, **says)))
        return "changed"

    def _add(self, row: Single) -> None:
        values = self._own(row)
        skipped = values.pop("state") == "skipped"
        about = {"series": row.series, "slot": row.slot, "skipped": skipped, "sequence": row.sequence}
        self._keep(replace(row, id=self._tx.meetings.add(row.uid, **about, **values)))

    def _keep(self, row: Single) -> None:
        self._by_uid[row.uid] = row
        if row.series is not None:
            self._by_slot[row.series, row.slot] = row

    def _says(self, row: Single) -> dict[str, Any]:
        """All that is true of a date, whether its row says so or its series."""
        usual = self._usual(row)
        return {name: getattr(row, name) or usual.get(name) for name in _COLUMNS}

    def _own(self, row: Single) -> dict[str, Any]:
        """What its row has to say, since its series does not."""
        usual = self._usual(row)
        said = {name: getattr(row, name) for name in _COLUMNS}
        return {name: None if value == usual.get(name) else value for name, value in said.items()}

    def _usual(self, row: Single) -> dict[str, Any]:
        series = self._series.get(row.series or 0)
        if series is None:
            return {"minutes": _MINUTES}
        return {"starts": row.slot} | {name: getattr(series, name) for name in ("zone", "minutes", "title", "link")}
