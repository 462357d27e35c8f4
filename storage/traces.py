"""Messages of ours that phones tell of, while nobody knows which call made them; no word about whose phones."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from storage.chat import Chat
from storage.delivery import Delivery, delivery_of, instant
from storage.instants import from_ms, to_ms
from storage.store import Store


@dataclass(frozen=True, slots=True)
class Trace:
    """Which deliveries may have made a message, each with its chat, and since when (UTC) we had listened when that was
    found."""

    deliveries: Mapping[int, Chat]
    since: datetime


class Traces(Store):
    """What is known of such messages, by their timestamps; it outlives us, unlike what phones told."""

    def all(self) -> dict[int, Trace]:
        """All of them, by timestamp; what became another message in its only call has made none of them."""
        rows = self._all(
            "SELECT t.sent_at, t.delivery, t.since, d.chat FROM traces t JOIN deliveries d ON d.id = t.delivery"
            " WHERE d.sent_at IS NULL OR d.sent_at = t.sent_at OR d.tries > 1 ORDER BY t.sent_at, t.delivery"
        )
        return {
            sent_at: Trace({row["delivery"]: Chat(row["chat"]) for row in same}, from_ms(same[0]["since"]))
            for sent_at, each in groupby(rows, itemgetter("sent_at"))
            if (same := list(each))
        }

    def put(self, traces: Mapping[int, Trace]) -> None:
        """Notes what is known of these; it takes the place of what was known before."""
        for sent_at, trace in traces.items():
            self._run("DELETE FROM traces WHERE sent_at = :sent_at", sent_at=sent_at)
            for delivery in sorted(trace.deliveries):
                self._run(
                    "INSERT INTO traces (sent_at, delivery, since) VALUES (:sent_at, :delivery, :since)",
                    sent_at=sent_at,
                    delivery=delivery,
                    since=to_ms(trace.since),
                )

    def drop(self) -> None:
        """Forgets all of them."""
        self._run("DELETE FROM traces")

    def ended(self, deliveries: Collection[int]) -> dict[int, datetime | None]:
        """When the last call of each of these ended; None if it is under way."""
        rows = self._all(
            "SELECT id, ended_at FROM deliveries WHERE id IN (SELECT value FROM json_each(:deliveries))",
            deliveries=json.dumps(sorted(deliveries)),
        )
        return {row["id"]: instant(row["ended_at"]) for row in rows}

    def acts(self, since: datetime) -> list[Delivery]:
        """Pins, deletions and the like that went through in calls that began then or later: each is a message that
        phones confirm, whose timestamp the server does not always tell."""
        rows = self._all(
            "SELECT * FROM deliveries WHERE act <> 'say' AND state = 'sent' AND called_at >= :since ORDER BY id",
            since=to_ms(since),
        )
        return [delivery_of(row) for row in rows]
