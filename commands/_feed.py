"""The calendar as other programs get it: all of it as a file, and the path at which they can subscribe to it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from commands._calendar import CHANGED
from storage import Tx
from storage.meetings import Series, Single

_TOKEN = "calendar_token"  # noqa: S105 - the name under which it is kept
_FIRST = datetime(2026, 1, 1, tzinfo=UTC)  # of a calendar in which nothing was changed yet


@dataclass(frozen=True, slots=True)
class Whole:
    """All that the file of the calendar says; equal ones make equal bytes."""

    series: tuple[Series, ...]
    singles: tuple[Single, ...]
    name: str
    stamp: datetime  # when something in it was last changed

    def __bool__(self) -> bool:
        return bool(self.series or self.singles)

    def without_links(self) -> Whole:
        """The same calendar for those who should not have the links."""
        series = tuple(replace(one, link="") for one in self.series)
        singles = tuple(replace(row, link=None, recording=None) for row in self.singles)
        return replace(self, series=series, singles=singles)

    def file(self) -> bytes:
        """The file itself."""
        from commands import _ics  # noqa: PLC0415 - takes a third of a second, and most never ask for it

        return _ics.calendar(self.series, self.singles, name=self.name, stamp=self.stamp)


def whole(tx: Tx) -> Whole:
    """The calendar as it is now."""
    name = next((main.title or main.name for main in tx.groups.list("main")), "Losbote")
    return Whole(tuple(tx.meetings.series()), tuple(tx.meetings.singles()), name, stamp(tx))


def stamp(tx: Tx) -> datetime:
    """When the calendar was last changed."""
    return tx.settings.instant(CHANGED) or _FIRST


def path(tx: Tx) -> str:
    """Where the feed is, below the address of the bot; nobody can guess it once it has a token."""
    token = tx.settings.get(_TOKEN)
    return f"/calendar/{token}.ics" if token else "/calendar.ics"


def renew(tx: Tx) -> None:
    """Gives the feed a new token; its path until now leads nowhere from here on."""
    tx.settings.put(_TOKEN, secrets.token_hex(16))
