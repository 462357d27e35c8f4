"""What is known of the links in the library, and what was searched for in vain.

A link is dead when it did not open in two looks on different days: servers have bad hours.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.instants import from_ms, to_ms
from storage.store import Store

_LINKS = (
    "SELECT link, title FROM recordings UNION ALL SELECT slides, title FROM recordings"
    " UNION ALL SELECT link, title FROM templates"
)
_APART = timedelta(hours=20)
_SAME = timedelta(hours=1)
_DEAD = "failing_since IS NOT NULL AND checked_at - failing_since >= :apart"


@dataclass(frozen=True, slots=True)
class Dead:
    """A link that does not open, since when, why, and the title of an entry that has it."""

    link: str
    since: datetime
    reason: str
    title: str


@dataclass(frozen=True, slots=True)
class Miss:
    """Words that found nothing, how often, and when last; nobody knows who wrote them."""

    words: str
    count: int
    last_at: datetime


class Links(Store):
    """The links of recordings, slides and templates."""

    def due(self, week_ago: datetime, day_ago: datetime, limit: int) -> list[str]:
        """Links that were not looked at for a week, or for a day since they failed first; new ones first."""
        rows = self._all(
            f"SELECT DISTINCT l.link, coalesce(k.checked_at, 0) AS checked FROM ({_LINKS}) l"  # noqa: S608 - ours
            " LEFT JOIN links k ON k.link = l.link WHERE l.link <> '' AND (coalesce(k.checked_at, 0) <= :week_ago"
            "  OR (k.failing_since = k.checked_at AND k.checked_at <= :day_ago)) ORDER BY checked, l.link LIMIT :limit",
            week_ago=to_ms(week_ago),
            day_ago=to_ms(day_ago),
            limit=limit,
        )
        return [row["link"] for row in rows]

    def count(self) -> int:
        """How many links there are, one that stands in several places several times."""
        row = self._one(f"SELECT count(*) AS n FROM ({_LINKS}) WHERE link <> ''")  # noqa: S608 - ours
        return int(row["n"]) if row else 0

    def opened(self, limit: int, but: Collection[str]) -> list[str]:
        """Links that opened when they were last looked at, the latest first."""
        rows = self._all(
            "SELECT link FROM links WHERE failing_since IS NULL AND link NOT IN (SELECT value FROM json_each(:but))"
            " ORDER BY checked_at DESC LIMIT :limit",
            but=json.dumps(list(but)),
            limit=limit,
        )
        return [row["link"] for row in rows]

    def look_again(self, link: str, as_if: datetime) -> None:
        """Notes a look that told nothing, as if it had been at this moment; what was known of the link stays."""
        self._run(
            "INSERT INTO links (link, checked_at) VALUES (:link, :at)"
            " ON CONFLICT (link) DO UPDATE SET checked_at = :at",
            link=link,
            at=to_ms(as_if),
        )

    def looked_at(self, link: str, now: datetime, reason: str = "") -> None:
        """Notes that a link opens, or why it does not."""
        self._run(
            "INSERT INTO links (link, checked_at, failing_since, reason)"
            " VALUES (:link, :now, CASE WHEN :reason = '' THEN NULL ELSE :now END, :reason)"
            " ON CONFLICT (link) DO UPDATE SET checked_at = :now, reason = :reason,"
            " failing_since = CASE WHEN :reason = '' THEN NULL ELSE coalesce(links.failing_since, :now) END",
            link=link,
            now=to_ms(now),
            reason=reason,
        )

    def dead(self) -> list[Dead]:
        """The links of the library that are dead, the longest dead first."""
        rows = self._all(
            f"SELECT k.link, k.failing_since, k.reason, min(l.title) AS title FROM links k"  # noqa: S608 - ours
            f" JOIN ({_LINKS}) l ON l.link = k.link WHERE {_DEAD} GROUP BY k.link ORDER BY k.failing_since, k.link",
            apart=_ms(_APART),
        )
        return [Dead(row["link"], from_ms(row["failing_since"]), row["reason"], row["title"]) for row in rows]

    def is_dead(self, link: str) -> bool:
        """Whether a link did not open in the last looks."""
        row = self._one(f"SELECT 1 FROM links WHERE link = :link AND {_DEAD}", link=link, apart=_ms(_APART))  # noqa: S608 - ours
        return row is not None


class Misses(Store):
    """What was searched for in vain."""

    def add(self, words: str, now: datetime) -> None:
        """Counts words that found nothing; tried again within the hour, they are the same search."""
        self._run(
            "INSERT INTO misses (words, count, last_at) VALUES (:words, 1, :now) ON CONFLICT (words) DO UPDATE SET"
            " count = misses.count + (misses.last_at <= :now - :apart), last_at = :now",
            words=words,
            now=to_ms(now),
            apart=_ms(_SAME),
        )

    def list(self, limit: int, least: int = 1) -> list[Miss]:
        """The most frequent first, of those that were searched for so often at least."""
        rows = self._all(
            "SELECT * FROM misses WHERE count >= :least ORDER BY count DESC, last_at DESC LIMIT :limit",
            least=least,
            limit=limit,
        )
        return [Miss(row["words"], row["count"], from_ms(row["last_at"])) for row in rows]

    def forget(self, before: datetime, once: datetime) -> int:
        """Drops what was last searched for before this moment, or only once and before the moment `once`; returns how
        many."""
        return self._run(
            "DELETE FROM misses WHERE last_at < :before OR (count = 1 AND last_at < :once)",
            before=to_ms(before),
            once=to_ms(once),
        ).rowcount


def _ms(length: timedelta) -> int:
    return length // timedelta(milliseconds=1)
