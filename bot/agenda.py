"""What is going to be said unasked: when each post falls due, put off to polite hours, and what speaks against it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.audiences import Audiences
from bot.manners import LONGEST_QUIET, Manners
from bot.settings import Settings
from commands import Registry
from commands._kit import Audience, Planned, Post, Span
from storage import Tx

TOO_LATE = "too late"
AHEAD = timedelta(days=60)
LATE = timedelta(minutes=15)  # after which a post says that it is late
TICKED = "ticked_at"  # up to when everything is decided


@dataclass(frozen=True, slots=True)
class Coming:
    """A post that will be said: `at` is its due time put off by quiet hours, UTC."""

    post: Post
    audience: Audience
    planned: Planned
    at: datetime

    @property
    def key(self) -> str:
        """What makes it one among the posts of its rule."""
        return f"{self.planned.key} {self.audience.chat}"

    def text(self, at: datetime) -> str:
        """Its words if it is said at this moment."""
        return self.planned.text(at, at - self.at > LATE)


@dataclass(frozen=True, slots=True)
class Agenda:
    """Computed from the rules each time and never stored ahead, so a meeting that moves takes its reminders along."""

    registry: Registry
    manners: Manners
    audiences: Audiences

    @classmethod
    def of(cls, settings: Settings, registry: Registry) -> Agenda:
        """The agenda under these settings."""
        return cls(registry, Manners(settings.posts), Audiences(settings))

    def coming(self, tx: Tx, start: datetime, end: datetime) -> Iterator[Coming]:
        """Posts due after `start` and up to `end` and not decided yet, the important ones first."""
        # What fell due in quiet hours comes at their end, so we look back by the longest.
        span = Span(start - LONGEST_QUIET, end)
        audiences = {to: self.audiences.of(tx, to) for to in {post.to for post in self.registry.posts}}
        for post in self.registry.posts:
            for audience in audiences[post.to]:
                for planned in post.plan(tx, audience, span):
                    at = planned.due if planned.urgent else self.manners.polite(planned.due, audience.zone)
                    found = Coming(post, audience, planned, at)
                    if start < at <= end and tx.posts.decided(post.name, found.key) is None:
                        yield found

    def said_at(self, coming: Coming, now: datetime) -> datetime:
        """When it is said if that is decided now: at once, or at the end of the quiet hours."""
        return now if coming.planned.urgent else self.manners.polite(now, coming.audience.zone)

    def against(self, coming: Coming, at: datetime, said_this_week: Callable[[], int]) -> str:
        """Why it is not said at this moment after all; empty if nothing speaks against it."""
        if at > coming.planned.deadline:
            return TOO_LATE
        limited = coming.post.to == "groups" and not coming.planned.urgent
        return "enough posts this week" if limited and self.manners.too_many(said_this_week()) else ""
