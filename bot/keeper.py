"""Keeps messages up to date in the groups: said once, edited when something changes, replaced when it is over, pinned.

Phones take few edits and only for a day (field guide 2.4), so after that a message is taken off and another one said.
What time alone has changed ("the link from tomorrow on") is no reason for another one. Each counts as a post of its
week, but is not held back by those before it: a pin that is wrong or missing helps nobody. Where the server or the
rights allow no pin, the message stands there all the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.audiences import Audiences
from bot.manners import Manners
from commands import Registry
from commands._kit import Audience, Standing
from commands._kit import Kept as Rule
from storage import Tx
from storage.chat import Chat
from storage.content import Content
from storage.instants import from_ms
from storage.kept import Kept

EDITABLE = timedelta(hours=23)  # an hour less than phones allow, for what waits on the way
_MOST_EDITS = 10


@dataclass(frozen=True, slots=True)
class Keeper:
    """Compares what stands in the groups with what should."""

    registry: Registry
    manners: Manners
    audiences: Audiences

    def look(self, tx: Tx, now: datetime) -> None:
        """Brings every kept message up to date; in quiet hours nothing new is said."""
        for audience in self.audiences.of(tx, "groups"):
            for rule in self.registry.kept:
                self._keep(tx, rule, audience, now)

    def _keep(self, tx: Tx, rule: Rule, audience: Audience, now: datetime) -> None:
        stands, wanted = tx.kept.get(rule.name, audience.chat), rule.stand(tx, audience, now)
        if stands is not None:
            if wanted is not None and _hold(tx, rule, audience, stands, wanted, now):
                return
            # Wrong words come off at once, whether or not this is an hour for the right ones.
            tx.deliveries.add(audience.chat, Content(""), due=now, edits=stands.delivery, act="unpin")
            tx.kept.drop(rule.name, audience.chat)
        if wanted is not None and not self.manners.quiet(now, audience.zone):
            _say(tx, rule.name, audience.chat, wanted, now)


def _say(tx: Tx, rule: str, chat: Chat, wanted: Standing, now: datetime) -> None:
    post = tx.posts.claim(rule, f"{wanted.key} {now:%Y%m%dT%H%M} {chat}", chat, due=now, now=now, state="due")
    if post is None:
        return
    message = tx.deliveries.add(chat, Content(wanted.text), due=now, post=post, stoppable=True)
    tx.deliveries.add(chat, Content(""), due=now, edits=message, act="pin")
    tx.kept.put(rule, chat, Kept(wanted.key, wanted.text, message))


def _hold(tx: Tx, rule: Rule, audience: Audience, stands: Kept, wanted: Standing, now: datetime) -> bool:
    """Whether the message can stay, edited where that can be done."""
    if wanted.key != stands.key:
        return False
    if wanted.text == stands.text:
        return True
    worded = tx.deliveries.worded(stands.delivery)
    if editable(tx, stands.delivery, len(worded) - 1, now):
        tx.deliveries.add(audience.chat, Content(wanted.text), due=now, edits=stands.delivery)
        tx.kept.put(rule.name, audience.chat, Kept(stands.key, wanted.text, stands.delivery))
        return True
    return rule.stand(tx, audience, worded[-1]) == Standing(stands.key, stands.text)


def editable(tx: Tx, delivery: int, edits: int, now: datetime) -> bool:
    """Whether phones take one more edit of this message, which had so many."""
    if edits >= _MOST_EDITS or tx.deliveries.state(delivery) in {"failed", "cancelled"}:
        return False
    sent_at = tx.deliveries.timestamp(delivery)
    return sent_at is None or now - from_ms(sent_at) < EDITABLE
