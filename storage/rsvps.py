"""Who said that they come to a meeting."""

from __future__ import annotations

from datetime import datetime

from storage.instants import to_ms
from storage.store import Store


class Rsvps(Store):
    """One word a person and meeting."""

    def add(self, meeting: str, member: str, now: datetime) -> None:
        """The person (ACI) comes to the meeting (uid)."""
        self._run(
            "INSERT INTO rsvps (meeting, member, made_at) VALUES (:meeting, :member, :now) ON CONFLICT DO NOTHING",
            meeting=meeting,
            member=member,
            now=to_ms(now),
        )

    def remove(self, meeting: str, member: str) -> None:
        """The person does not come after all."""
        self._run("DELETE FROM rsvps WHERE meeting = :meeting AND member = :member", meeting=meeting, member=member)

    def has(self, meeting: str, member: str) -> bool:
        """Whether the person said so."""
        return (
            self._one(
                "SELECT 1 FROM rsvps WHERE meeting = :meeting AND member = :member", meeting=meeting, member=member
            )
            is not None
        )

    def count(self, meeting: str) -> int:
        """How many come."""
        row = self._one("SELECT count(*) AS n FROM rsvps WHERE meeting = :meeting", meeting=meeting)
        return int(row["n"]) if row else 0

    def forget(self, before: datetime) -> int:
        """Drops what was said before this moment; returns how many."""
        return self._run("DELETE FROM rsvps WHERE made_at < :before", before=to_ms(before)).rowcount
