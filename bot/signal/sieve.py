"""What of the raw frames is worth keeping, and how it is stored; no frame can stop it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from bot.clock import Clock
from bot.settings import Settings
from bot.signal.frames import Elsewhere, Reading, Receipt, read
from bot.values import internal_id
from storage import Tx

log = structlog.get_logger()


@dataclass
class Sieve:
    """Sorts raw frames. `on_receipt` is told of receipts, and `on_elsewhere` of what other devices of our account
    sent; neither is stored.

    `counts` holds how many came of each kind, `dropped` how many were of no concern, by why; `heard_at` when the last
    one came, of whatever kind (UTC).
    """

    settings: Settings
    clock: Clock
    on_receipt: Callable[[Receipt], object] = lambda _: None
    on_elsewhere: Callable[[Elsewhere], None] = lambda _: None
    counts: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)
    heard_at: datetime | None = None

    def __post_init__(self) -> None:
        groups = self.settings.groups.items()
        self._served = {internal_id(group.id): self.settings.purpose(name) for name, group in groups}

    def look(self, raw: str | bytes) -> Reading | None:
        """What is to be stored of a raw frame, if anything is. Does not wait and never raises."""
        self.heard_at = self.clock.now()
        found = read(raw, self.settings.number, self._served)
        if isinstance(found, Reading):
            self.counts[found.frame.kind] += 1
            return found
        if isinstance(found, Receipt):
            self.counts["receipt"] += 1
            self.on_receipt(found)
            return None
        if isinstance(found, Elsewhere):
            self.dropped["sync"] += 1
            self.on_elsewhere(found)
            return None
        self.dropped[found.reason] += 1
        if found.reason == "broken":
            log.warning("a broken frame was dropped", size=len(raw))
        return None

    def store(self, readings: Iterable[Reading], tx: Tx) -> None:
        """Stores what was found, each frame once whoever brings it, in the order in which it came."""
        now = self.clock.now()
        for reading in readings:
            frame = reading.frame
            if _wanted(tx, reading, now):
                new = tx.frames.add(frame, now)
                log.debug("stored" if new else "known", kind=frame.kind)


def _wanted(tx: Tx, reading: Reading, now: datetime) -> bool:
    """Whether what the frame depends on is there."""
    frame = reading.frame
    if reading.only_if_known and tx.frames.find(frame.sender, reading.target or 0) is None:
        return False
    return not reading.only_if_awaited or tx.offers.awaited(frame.chat, frame.sender, now)
