"""What the groups are told when an undo took back a change of a meeting they know of: what is true again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from commands._calendar import Meeting, between
from commands._kit import Ask, Reply
from commands._meeting import news
from commands._when import FURTHEST
from storage import Tx
from storage.meetings import Series, Single
from storage.rows import Change

_DAY = timedelta(days=1)
_TIMES = {"starts", "slot", "until"}


def meetings_undone(tx: Tx, ask: Ask, changes: Iterable[Change]) -> Reply:
    """Compares each date with what it was until just now, and says the first difference that groups should hear."""
    rows = {one.id: one for one in tx.meetings.singles()}
    for change in changes:
        row = rows.get(change.id)
        now = _meeting(tx, ask, row)
        reply = _told(tx, ask, _before(tx, ask, _single(row, change), now), now)
        if reply is not None:
            return reply
    return news.changed(tx, ask, "")


def series_undone(tx: Tx, ask: Ask, changes: Iterable[Change]) -> Reply:
    """The same for the dates that come from a series as it is again."""
    taken_back = {change.id: change.after for change in changes if change.before is not None}
    was = [_as(one, taken_back.get(one.id) or {}) for one in tx.meetings.series()]
    before = {one.uid: one for one in between(was, tx.meetings.singles(), ask.now, ask.now + FURTHEST * _DAY)}
    for one in news.known(tx, ask):
        reply = _told(tx, ask, before.get(one.uid, one), one)
        if reply is not None:
            return reply
    return news.changed(tx, ask, "")


def _told(tx: Tx, ask: Ask, was: Meeting | None, now: Meeting | None) -> Reply | None:
    """The offer to tell, or the telling; None if there is nothing to tell."""
    one = now or was
    if one is None or max(at.ends for at in (was, now) if at) <= ask.now or not news.announced(tx, ask, one.uid):
        return None
    if was is not None and now is not None:
        found = news.difference(was, now, ask)
    elif now is not None:
        found = news.restored(now, ask)
    else:
        found = news.cancelled(one, news.following(tx, ask), ask)
    return None if found is None else news.changed(tx, ask, "", one.uid, found)


def _single(now: Single | None, change: Change) -> Single | None:
    """The row as the change had left it; None if that had removed it."""
    if change.after is None:
        return None
    if now is not None and change.before is not None:
        return replace(now, **_values(change.after))
    columns: dict[str, Any] = {name: change.after.get(name) for name in Single.__slots__}
    return Single(**_values(columns))


def _as(one: Series, after: Mapping[str, Any]) -> Series:
    return replace(one, **_values(after))


def _values(columns: Mapping[str, Any]) -> dict[str, Any]:
    """Columns as they are stored, as the values of a dataclass: wall times are naive."""
    return {name: datetime.fromisoformat(text) if text and name in _TIMES else text for name, text in columns.items()}


def _before(tx: Tx, ask: Ask, row: Single | None, now: Meeting | None) -> Meeting | None:
    """The meeting of a row as the change had left it."""
    if row is None or now is None or row.series in {None, *(one.id for one in tx.meetings.series())}:
        return _meeting(tx, ask, row)
    # Its series is gone with the undo, and took its place in the old one: only the time was another.
    was = _meeting(tx, ask, replace(row, series=None, zone=row.zone or ask.zone.key, starts=row.starts or row.slot))
    return was and replace(now, starts=was.starts, ends=was.starts + (now.ends - now.starts))


def _meeting(tx: Tx, ask: Ask, row: Single | None) -> Meeting | None:
    """The meeting of a row, if it takes place and is not long over."""
    if row is None:
        return None
    found = between(tx.meetings.series(), [row], ask.now - _DAY, ask.now + FURTHEST * _DAY)
    return next((one for one in found if one.uid == row.uid), None)
