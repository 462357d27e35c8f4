"""Which phones have confirmed which of our messages, and what other devices of our account sent: in memory only.

Everything in it is taken from threads, too: `losbote receive` hears and tells in threads of its own.
"""

from __future__ import annotations

import json
import sys
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

from bot.logs import hashed
from bot.signal.frames import Elsewhere, Receipt
from storage.chat import Chat
from storage.instants import from_ms, to_ms

_KEPT = 10_000  # confirmations; a group of a thousand sends one each for each message
_ELSEWHERE_KEPT = 1_000

Confirmed = dict[str, int]  # who (ACI) has a message, and when we heard of it (ms)


@dataclass
class Heard:
    """`since` when we listen; `keep` how long something is remembered, for ever if None."""

    since: datetime
    keep: timedelta | None = None
    _confirmed: OrderedDict[int, Confirmed] = field(default_factory=OrderedDict)  # by Signal's timestamp
    _elsewhere: OrderedDict[int, tuple[Chat, str]] = field(default_factory=OrderedDict)  # with a hash of the words
    _count: int = 0
    _lock: Lock = field(default_factory=Lock)

    def receipt(self, receipt: Receipt, now: datetime) -> bool:
        """Takes note of a receipt; True if it names a message not named before."""
        return self._take({at: {receipt.sender: to_ms(now)} for at in receipt.timestamps}, now)

    def sent_elsewhere(self, message: Elsewhere) -> None:
        """Takes note of a message that another device of our account sent."""
        with self._lock:
            self._elsewhere[message.timestamp] = (message.chat, hashed(message.text) if message.text else "")
            while len(self._elsewhere) > _ELSEWHERE_KEPT:
                self._elsewhere.popitem(last=False)

    def confirmed(self) -> dict[int, Confirmed]:
        """Who has which message, by its timestamp, as heard so far."""
        with self._lock:
            return dict(self._confirmed)

    def elsewhere(self) -> dict[int, tuple[Chat, str]]:
        """What other devices sent: the chat and a hash of the words, by timestamp."""
        with self._lock:
            return dict(self._elsewhere)

    def told(self, now: datetime) -> bytes:
        """All of it, for `learn` of another."""
        with self._lock:
            self._forget(now)
            since = max(self.since, now - self.keep) if self.keep else self.since
            return json.dumps(
                {
                    "since": to_ms(since),
                    "confirmed": list(self._confirmed.items()),
                    "elsewhere": list(self._elsewhere.items()),
                }
            ).encode()

    def learn(self, told: bytes, now: datetime) -> None:
        """Adds what another heard, and since when. Raises ValueError, KeyError or TypeError if it is nothing such."""
        found = json.loads(told)
        self._take({int(at): people for at, people in found["confirmed"]}, now)
        with self._lock:
            self._elsewhere.update((int(at), (Chat(chat), words)) for at, (chat, words) in found["elsewhere"])
            self.since = min(self.since, from_ms(found["since"]))

    def _take(self, confirmed: dict[int, Confirmed], now: datetime) -> bool:
        new = False
        with self._lock:
            for at, people in confirmed.items():
                new |= at not in self._confirmed
                known = self._confirmed.get(at, {})
                new_ones = {sys.intern(person): when for person, when in people.items() if person not in known}
                # A new dictionary each time, so that `confirmed`, which is asked before every call, need not copy them.
                self._confirmed[at] = known | new_ones
                self._count += len(new_ones)
            self._forget(now)
        return new

    def _forget(self, now: datetime) -> None:
        """Drops what was named first, if it is too much or too long ago."""
        while self._confirmed:
            at, people = next(iter(self._confirmed.items()))
            old = self.keep is not None and next(iter(people.values())) < to_ms(now - self.keep)
            if self._count <= _KEPT and not old:
                return
            del self._confirmed[at]
            self._count -= len(people)
