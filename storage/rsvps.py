"""Who said that they come to a meeting."""

from __future__ import annotations

from datetime import datetime

from storage.instants import to_ms
from storage.store import Store


class Rsvps(Store):
    """One word a person and meeting, under its uid; and each 👍 that says the same, under the uid and its post."""

    def add(self, meeting: str, member: str, now: datetime, *, under: str = "") -> None:
        """The person (ACI) comes to the meeting (uid), as a 👍 `under` a post says, or a word."""
        for said in {meeting, f"{meeting} {under}".strip()}:
            self._run(
                "INSERT INTO rsvps (meeting, member, made_at) VALUES (:said, :member, :now) ON CONFLICT DO NOTHING",
                said=said,
                member=member,
                now=to_ms(now),
            )

    def take_back(self, meeting: str, member: str, *, under: str) -> None:
        """A 👍 is taken back: the person does not come, unless another one still stands."""
        thumb = f"{meeting} {under}"
        if self.has(thumb, member):
            self._run("DELETE FROM rsvps WHERE meeting = :thumb AND member = :member", thumb=thumb, member=member)
            if not self._thumbs(meeting, member):
                self.remove(meeting, member)

    def remove(self, meeting: str, member: str) -> None:
        """The person does not come after all, whatever was said before."""
        self._run(
            "DELETE FROM rsvps WHERE member = :member AND (meeting = :meeting OR meeting > :first AND meeting < :last)",
            member=member,
            meeting=meeting,
            **_under(meeting),
        )

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

    def _thumbs(self, meeting: str, member: str) -> bool:
        row = self._one(
            "SELECT 1 FROM rsvps WHERE member = :member AND meeting > :first AND meeting < :last",
            member=member,
            **_under(meeting),
        )
        return row is not None


def _under(meeting: str) -> dict[str, str]:
    """Between what the 👍 under the posts of a meeting lie."""
    return {"first": f"{meeting} ", "last": f"{meeting}!"}  # the character after the space
