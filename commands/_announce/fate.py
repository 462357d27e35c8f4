"""What became of an announcement in each of its groups."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from commands._kit import Ask, Audience, Span
from storage import Tx
from storage.announcements import Announcement
from storage.chat import Chat
from storage.delivery import Delivery
from storage.instants import from_ms
from storage.posts import Post

RULE = "announcement"
PATIENCE = timedelta(minutes=2)  # in which evidence may come for what nobody knows
EDITABLE = timedelta(hours=23)  # an hour less than phones take an edit or a deletion, for what waits on the way
GIVEN_UP = timedelta(hours=24)  # after which nobody is asked any more
_OPEN = {"waiting", "sending", "unknown"}


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of it in one group; `there` is whether the bot still serves that group.

    It falls due there at `due` (UTC), which the plan may have moved.
    """

    chat: Chat
    there: bool
    post: Post | None
    messages: tuple[Delivery, ...]  # that say it, without their edits
    due: datetime

    @property
    def waits(self) -> bool:
        """Whether nothing of it is out, so that it can be stopped."""
        if self.post is None:
            return self.there
        return bool(self.messages) and all(one.state == "waiting" for one in self.messages)

    @property
    def out(self) -> bool:
        """Whether some of it is out, or may be."""
        return any(one.state in {"sent", "sending", "unknown"} for one in self.messages)

    @property
    def off(self) -> bool:
        """Whether it was called off, or its time is past, before any of it was out."""
        return self.post is not None and not self.waits and not self.out and self.post.state in {"cancelled", "skipped"}

    @property
    def sent_at(self) -> datetime | None:
        """When the last of its messages was sent; None if not all of them were."""
        times = [one.ended_at for one in self.messages if one.state == "sent" and one.ended_at is not None]
        return max(times) if times and len(times) == len(self.messages) else None

    def settled(self, by: datetime) -> datetime | None:
        """When it was clear what became of it; None as long as it is not. `by` is when nobody waits any longer."""
        if self.post is None:
            return None if self.there else by
        if any(one.state in _OPEN for one in self.messages):
            return None
        return max((one.ended_at or self.post.due_at for one in self.messages), default=self.post.due_at)


def fates(tx: Tx, one: Announcement) -> list[Fate]:
    """What became of it, group by group."""
    there = {group.chat for group in tx.groups.list()}
    found = []
    for chat in one.groups:
        post = tx.posts.find(RULE, f"{one.id} {chat}")
        sent = tx.deliveries.of_post(post.id) if post is not None else []
        messages = tuple(delivery for delivery in sent if delivery.edits is None and delivery.act == "say")
        amended = tx.amendments.get(RULE, f"{one.id} {chat}")
        due = amended.due if amended is not None else one.due
        found.append(Fate(chat, chat in there, post, messages, due))
    return found


def always(text: str) -> Callable[[datetime, bool], str]:
    """The words of a post that has the same whenever it is said."""
    return lambda _, __: text


def written_here(tx: Tx, audience: Audience, span: Span) -> Iterator[Announcement]:
    """The announcements that were written in this chat and fell due lately."""
    for one in tx.announcements.due(span.start - 2 * GIVEN_UP, span.end):
        if one.chat == audience.chat:
            yield one


def withdraw(tx: Tx, one: Announcement, now: datetime) -> None:
    """Takes out of the line what of it was not called yet; what is out, the Mender deletes."""
    for fate in fates(tx, one):
        if fate.post is not None and fate.waits:
            for message in fate.messages:
                tx.deliveries.cancel(message.id, now, "taken back")
            tx.posts.move(fate.post.id, "cancelled", "taken back")


def waiting(tx: Tx, one: Announcement) -> datetime | None:
    """When it is said first (UTC) where it is still to come; None if that is nowhere."""
    return min((fate.due for fate in fates(tx, one) if fate.waits), default=None)


def called_off(tx: Tx, one: Announcement) -> bool:
    """Whether it goes out nowhere any more and never did."""
    there = fates(tx, one)
    return any(fate.off for fate in there) and not any(fate.waits or fate.out for fate in there)


def old(tx: Tx, one: Announcement, now: datetime) -> bool:
    """Whether phones take no change of it any more, in some group."""
    stamps = [each.sent_at for fate in fates(tx, one) for each in fate.messages if each.sent_at is not None]
    return bool(stamps) and now - from_ms(min(stamps)) > EDITABLE


def unknown(ask: Ask, there: Iterable[Fate]) -> str:
    """Says that it cannot be changed where it is out without our knowing which message it is."""
    lost = any(one.state == "sent" and one.sent_at is None for fate in there for one in fate.messages)
    return ask.say("announce-unknown") if lost else ""
