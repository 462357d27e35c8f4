"""Which of the backups of many nights are kept: the last 7 days, 4 weeks and 6 months, each by its newest."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime

DAYS, WEEKS, MONTHS = 7, 4, 6


def kept(made: Iterable[datetime]) -> set[datetime]:
    """Those to keep of the backups made at these moments; never none of some."""
    newest_first = sorted(made, reverse=True)
    return {
        *_newest(newest_first, lambda at: at.date(), DAYS),
        *_newest(newest_first, lambda at: at.isocalendar()[:2], WEEKS),
        *_newest(newest_first, lambda at: (at.year, at.month), MONTHS),
    }


def _newest(newest_first: list[datetime], span: Callable[[datetime], Hashable], most: int) -> list[datetime]:
    """The newest of each of the last spans of time that have any."""
    found: dict[Hashable, datetime] = {}
    for at in newest_first:
        found.setdefault(span(at), at)
    return list(found.values())[:most]
