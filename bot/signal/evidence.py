"""Finds out what became of messages of unknown fate from receipts, which are kept in memory only."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.signal.frames import Receipt
from storage import Tx
from storage.chat import Chat, id_in, is_group
from storage.delivery import Delivery
from storage.instants import from_ms

_KEPT = 5_000  # receipts; a group of a thousand sends one each
_CALLS_KEPT = 1_000
_SKEW = timedelta(seconds=5)  # by which the server's clock may differ from ours


@dataclass(frozen=True, slots=True)
class _Call:
    """A call that may have made a message."""

    delivery: int
    chat: Chat
    start: datetime
    end: datetime

    def fits(self, timestamp: int) -> bool:
        """Whether a message of this timestamp can come from it."""
        return self.start - _SKEW <= from_ms(timestamp) <= self.end + _SKEW

    def reaches(self, receivers: set[str]) -> bool:
        """Whether a message that these people have can come from it."""
        # A message in a group may have reached one phone only so far, but one to a person reaches no other phone.
        return is_group(self.chat) or receivers == {id_in(self.chat)}


@dataclass
class Evidence:
    """Timestamps of our messages that people's phones have confirmed, with who did."""

    _seen: OrderedDict[int, set[str]] = field(default_factory=OrderedDict)
    _calls: OrderedDict[tuple[int, datetime], _Call] = field(default_factory=OrderedDict)

    def add(self, receipt: Receipt) -> bool:
        """Takes note of a receipt; True if it names a message not named before."""
        new = False
        for timestamp in receipt.timestamps:
            if timestamp not in self._seen:
                self._seen[timestamp] = set()
                new = True
            self._seen[timestamp].add(receipt.sender)
        while len(self._seen) > _KEPT:
            self._seen.popitem(last=False)
        return new

    def weigh(self, tx: Tx, now: datetime, limit: timedelta) -> list[tuple[Delivery, int]]:
        """Deliveries of unknown fate that were sent after all, with their timestamps; to be asked before each call.

        A timestamp proves a delivery if it lies inside a call for it, belongs to no other delivery, and no call for
        another, ended or not, could have made it.
        """
        open_ones = {one.id: one for one in tx.deliveries.uncertain()}
        self._note(open_ones, now, limit)
        self._forget_explained(tx, open_ones)
        if all(one.state == "sending" for one in open_ones.values()):
            return []
        proven: dict[int, tuple[Delivery, int]] = {}
        for at, receivers in list(self._seen.items()):  # a copy, since receipts come while we look
            made_by = {one.delivery for one in self._calls.values() if one.fits(at) and one.reaches(receivers)}
            found = open_ones.get(made_by.pop()) if len(made_by) == 1 else None
            if found and found.state != "sending" and tx.deliveries.with_timestamp(at) is None:
                proven.setdefault(found.id, (found, at))
        return list(proven.values())

    def _note(self, open_ones: Mapping[int, Delivery], now: datetime, limit: timedelta) -> None:
        """Remembers a call also when another follows it, since its message may be heard of later."""
        if not open_ones:
            self._calls.clear()
        for one in open_ones.values():
            if one.called_at is not None and one.act == "say":
                end = min(one.ended_at or now, one.called_at + limit)
                self._calls[one.id, one.called_at] = _Call(one.id, one.chat, one.called_at, end)
        while len(self._calls) > _CALLS_KEPT:
            self._calls.popitem(last=False)

    def _forget_explained(self, tx: Tx, open_ones: Mapping[int, Delivery]) -> None:
        """A call that made a message we know can have made no other."""
        for key, call in list(self._calls.items()):
            if call.delivery not in open_ones:
                made = tx.deliveries.timestamp(call.delivery)
                if made is not None and call.fits(made):
                    del self._calls[key]
