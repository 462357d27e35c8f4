"""What is going to be said unasked: when each post falls due, put off to polite hours, and what speaks against it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.audiences import Audiences
from bot.manners import LONGEST_QUIET, WEEK, Manners
from bot.settings import Settings
from bot.weeks import Weeks
from commands import Registry
from commands._kit import Audience, Planned, Post, Span, To
from storage import Tx
from storage.amendments import Amendment
from storage.chat import Chat
from storage.posts import NO_ROOM, OVERTAKEN, TOO_LATE

AHEAD = timedelta(days=60)
LATE = timedelta(minutes=15)  # after which a post says that it is late
_ALWAYS = 1  # the rank of what no weekly limit holds back


@dataclass(frozen=True, slots=True)
class Coming:
    """A post that will be said: `at` is its due time put off by quiet hours, `overtaken` when a newer one is; UTC.

    What closes a poll is decided when that ends, however late its words come: `meant` is when those do.
    """

    post: Post
    audience: Audience
    planned: Planned
    at: datetime
    overtaken: datetime | None
    meant: datetime | None = None

    @property
    def key(self) -> str:
        """What makes it one among the posts of its rule."""
        return f"{self.planned.key} {self.audience.chat}"

    def said_key(self) -> str:
        """The same when it is said, with what was drawn for it."""
        return f"{self.planned.said_key()} {self.audience.chat}"

    @property
    def limited(self) -> bool:
        """Whether it is said only if the week has room for it."""
        return self.post.to == "groups" and self.post.rank > _ALWAYS and not self.planned.urgent

    def text(self, at: datetime) -> str:
        """Its words if it is said at this moment."""
        return self.planned.text(at, at - (self.meant or self.at) > LATE)


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

    def coming(self, tx: Tx, start: datetime, end: datetime, now: datetime) -> Iterator[Coming]:
        """Posts due after `start` and up to `end` and not decided by now, the important ones first."""
        # What fell due in quiet hours comes at their end, and is overtaken there by what falls due before they end.
        span = Span(start - LONGEST_QUIET, end + LONGEST_QUIET)
        audiences = {to: self.audiences.of(tx, to) for to in {post.to for post in self.registry.posts}}
        amended = {(one.rule, one.key): one for one in tx.amendments.list()}
        for post in self.registry.posts:
            for audience in audiences[post.to]:
                for found in self._of(post, audience, list(post.plan(tx, audience, span))):
                    if (post.name, found.key) in amended:
                        continue
                    if start < found.at <= end and not tx.posts.settled(post.name, found.key, now):
                        yield found
        for amendment in amended.values():
            if start < amendment.due <= end and not tx.posts.settled(amendment.rule, amendment.key, now):
                yield from self._amended(tx, amendment, audiences)

    def weeks(self, tx: Tx, now: datetime, planned: Callable[[], Iterable[Coming]]) -> Weeks:
        """What the groups have heard up to now, and what of the posts planned after it they will hear."""

        def ahead() -> Iterator[tuple[Chat, datetime, int]]:
            for one in planned():
                if one.overtaken is None or one.overtaken > one.at:
                    yield one.audience.chat, one.at, one.post.rank

        def before(chat: Chat) -> list[datetime]:
            return [at for at in tx.posts.said_at(chat, now - WEEK) if at <= now]  # not what a wrong clock has said

        return Weeks(self.manners, before, ahead)

    def _of(self, post: Post, audience: Audience, planned: list[Planned]) -> list[Coming]:
        """The posts of a rule to a chat, each with when the next newer one about the same thing is said."""
        newer: dict[str, datetime] = {}
        found = []
        for one in sorted(planned, key=lambda one: one.due)[::-1]:
            at = one.due if one.urgent else self.manners.polite(one.due, audience.zone)
            found.append(Coming(post, audience, one, at if one.closes is None else one.due, newer.get(one.about), at))
            if one.about:
                newer[one.about] = min(at, newer.get(one.about, at))
        return found[::-1]

    def _amended(self, tx: Tx, amendment: Amendment, audiences: dict[To, list[Audience]]) -> Iterator[Coming]:
        """The post as an admin wants it: exactly then, whatever the hour; nothing if there is no such post any more."""
        span = Span(amendment.was_due - timedelta(milliseconds=1), amendment.was_due)
        for post in self.registry.posts:
            for audience in audiences[post.to] if post.name == amendment.rule else ():
                for found in self._of(post, audience, list(post.plan(tx, audience, span))):
                    if found.key == amendment.key:
                        planned = replace(found.planned, due=amendment.due, urgent=True)
                        if amendment.text is not None:
                            planned = replace(planned, text=_always(amendment.text), drawn=None)
                        yield Coming(post, audience, planned, amendment.due, None)

    def said_at(self, coming: Coming, now: datetime) -> datetime:
        """When it is said if that is decided now: at once, or at the end of the quiet hours."""
        return now if coming.planned.urgent else self.manners.polite(now, coming.audience.zone)

    def against(self, coming: Coming, now: datetime, weeks: Weeks) -> str:
        """Why it is not said after all if that is decided now; empty if nothing speaks against it."""
        at = self.said_at(coming, now)
        if coming.overtaken is not None and coming.overtaken <= at:
            return OVERTAKEN
        if at > coming.planned.deadline:
            return TOO_LATE
        return NO_ROOM if coming.limited and not weeks.room(coming.audience.chat, now, coming.post.rank) else ""


def _always(text: str) -> Callable[[datetime, bool], str]:
    return lambda _, __: text
