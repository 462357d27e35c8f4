"""Figures about what waits and what came, for those who look after the bot."""

from __future__ import annotations

from datetime import datetime

from storage.delivery import instant
from storage.instants import from_ms, to_ms
from storage.store import Store


class Figures(Store):
    """Instants in UTC; None where there is nothing."""

    def unhandled_since(self) -> datetime | None:
        """When the oldest frame came in that is still to be handled."""
        row = self._one("SELECT received_at FROM frames WHERE done_at IS NULL ORDER BY id LIMIT 1")
        return from_ms(row["received_at"]) if row else None

    def heard_from_others(self, sender: str) -> datetime | None:
        """When the last frame came in that mattered and that anybody but this person had sent."""
        row = self._one(
            "SELECT received_at FROM frames WHERE sender <> :sender ORDER BY id DESC LIMIT 1", sender=sender
        )
        return from_ms(row["received_at"]) if row else None

    def unsent_since(self, now: datetime) -> datetime | None:
        """Since when the oldest delivery is due that still waits, also if it was put off meanwhile."""
        row = self._one(
            "SELECT min(coalesce(wanted_at, due_at)) AS at FROM deliveries WHERE state = 'waiting'"
            " AND state IN ('waiting', 'sending', 'unknown') AND coalesce(wanted_at, due_at) <= :now",
            now=to_ms(now),
        )
        return instant(row["at"]) if row else None
