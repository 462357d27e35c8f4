"""Guests' manners for what is said unasked: quiet hours and a weekly limit (design, section 10)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.settings import PostSettings

WEEK = timedelta(days=7)
LONGEST_QUIET = timedelta(hours=25)  # by which a post can be put off at most, a clock change included


@dataclass(frozen=True, slots=True)
class Manners:
    """When a group may be spoken to."""

    settings: PostSettings

    def quiet(self, at: datetime, zone: ZoneInfo) -> bool:
        """Whether `at` lies in the quiet hours of the zone."""
        hour, start, end = at.astimezone(zone).hour, self.settings.quiet_from, self.settings.quiet_to
        return start <= hour or hour < end if start > end else start <= hour < end

    def polite(self, at: datetime, zone: ZoneInfo) -> datetime:
        """`at`, or the end of the quiet hours it falls into, in UTC."""
        if not self.quiet(at, zone):
            return at
        local = at.astimezone(zone)
        day = local.date() + timedelta(days=local.hour >= self.settings.quiet_to)
        return datetime.combine(day, time(self.settings.quiet_to), zone).astimezone(at.tzinfo)

    def room(self, at: datetime, others: Iterable[datetime]) -> bool:
        """Whether seven days around `at`, however they lie, have room for one more post beside the others."""
        near = sorted([at, *(other for other in others if at - WEEK < other < at + WEEK)])
        weeks = (sum(start <= one < start + WEEK for one in near) for start in near if start <= at)
        return max(weeks) <= self.settings.max_posts_a_week
