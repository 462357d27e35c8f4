"""Takes messages out of the line that may be called now, inside a transaction.

In the transaction that puts an answer in line, so that one commit holds what was asked for, the answer, and that it is
being called: what is not on its way after that waits for a place, and goes when a call has ended.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bot import outcome
from bot.clock import Clock
from bot.pace import Pace
from bot.settings import SendSettings
from bot.signal.evidence import SETTLES
from storage import Tx
from storage.delivery import Delivery
from storage.settings import HELD


@dataclass(frozen=True, slots=True)
class Call:
    """A delivery that is `sending`; `target` is Signal's timestamp of the message that it is about, if it is."""

    delivery: Delivery
    target: int | None


@dataclass
class Line:
    """The order, the limits and the pace of the way out."""

    settings: SendSettings
    clock: Clock
    closed: bool = False  # when we stop: what is not on its way goes after the next start
    pace: Pace = field(init=False)

    def __post_init__(self) -> None:
        self.pace = Pace(self.settings.per_minute)

    def ready(self, tx: Tx, now: datetime, limit: int) -> list[Delivery]:
        """What is next in each chat; while posts are stopped, none of those. After a call of which nobody knows what
        came of it, its chat waits a moment: so its message is told from that of the next one, and stands before it."""
        held = tx.settings.get(HELD) is not None
        return tx.deliveries.ready(now, limit, held=held, settled=now - SETTLES)

    def free(self, tx: Tx) -> int:
        """How many more calls may be open."""
        open_calls = sum(delivery.state == "sending" for delivery in tx.deliveries.uncertain())
        return 0 if self.closed else max(0, self.settings.max_parallel - open_calls)

    def begin(self, tx: Tx) -> list[Call]:
        """What is called now, with `sending` noted; to be called as soon as that is committed."""
        now, free = self.clock.now(), self.free(tx)
        calls: list[Call] = []
        if not free:
            return calls
        self.pace.begin()
        for delivery in self.ready(tx, now, 10 * self.settings.max_parallel):
            if delivery.deadline is not None and now > delivery.deadline:
                outcome.too_late(delivery, now, tx)
            elif len(calls) < free and self.pace.take(delivery.chat, now):
                calls.append(_begun(tx, delivery, now))
        return calls


def _begun(tx: Tx, delivery: Delivery, now: datetime) -> Call:
    tx.deliveries.start(delivery.id, now)
    return Call(delivery, None if delivery.edits is None else tx.deliveries.timestamp(delivery.edits))
