"""What is put right when the clock was set back, so that nothing waits for a time to come again."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage.instants import to_ms
from storage.posts import TOO_LATE
from storage.store import Store

_NIGHT = timedelta(hours=25)  # for longer than its quiet hours nothing is put off

# Each names the three states of the index of what is on its way, so that SQLite uses it.
# What waits now though its time had come: an answer, what was due already, a pause after a call that lies ahead now,
# and what was put off to a morning that is none.
_WAITING = """UPDATE deliveries SET due_at = max(:now, due_at - :gap)
    WHERE state IN ('waiting', 'sending', 'unknown') AND state = 'waiting' AND due_at > :now
    AND (frame IS NOT NULL OR due_at <= :seen OR called_at > :now OR (tries = 0 AND due_at > :night))"""
_UNKNOWN = """UPDATE deliveries SET ended_at = :now
    WHERE state IN ('waiting', 'sending', 'unknown') AND state = 'unknown' AND ended_at > :now"""
_GIVEN_UP = """UPDATE deliveries SET state = 'waiting', ended_at = NULL, error = ''
    WHERE state = 'cancelled' AND error = :late AND ended_at > :now AND content IS NOT NULL RETURNING post"""


class SetBack(Store):
    """Rows that tell of a time which lies ahead again."""

    def mend(self, now: datetime, seen: datetime) -> None:
        """Puts deliveries right; `seen` is the latest time that the clock has shown before."""
        self._run(_WAITING, now=to_ms(now), seen=to_ms(seen), gap=to_ms(seen) - to_ms(now), night=to_ms(now + _NIGHT))
        self._run(_UNKNOWN, now=to_ms(now))
        for row in self._all(_GIVEN_UP, now=to_ms(now), late=TOO_LATE):
            self._run(
                "UPDATE posts SET state = 'due', reason = '' WHERE id = :id AND state = 'skipped' AND reason = :late",
                id=row["post"],
                late=TOO_LATE,
            )
        self._touch("deliveries")
