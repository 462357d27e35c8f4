"""Instants in the database: whole milliseconds since 1970 in UTC, as Signal counts them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)


def to_ms(at: datetime) -> int:
    """An aware datetime as milliseconds; a naive one is a mistake and raises ValueError."""
    if at.tzinfo is None:
        raise ValueError("storage holds instants, and a naive datetime is none")
    return (at - _EPOCH) // _MS


def from_ms(ms: int) -> datetime:
    """Milliseconds as an aware datetime in UTC."""
    return _EPOCH + ms * _MS
