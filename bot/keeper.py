"""Keeps messages up to date in the groups: said once, edited when something changes, replaced when it is over, pinned.

Phones take an edit for 24 hours only, so an older message is replaced instead. Where the server or the rights allow no
pin, the message stands there all the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.audiences import Audiences
from bot.manners import WEEK, Manners
from commands import Registry
from commands._kit import Audience, Standing
from storage import Tx
from storage.deliveries import Content
from storage.instants import from_ms
from storage.kept import Kept

EDITABLE = timedelta(hours=23)  # an hour less than phones allow, for what waits on the way


@dataclass(frozen=True, slots=True)
class Keeper:
    """Compares what stands in the groups with what should."""

    registry: Registry
    manners: Manners
    audiences: Audiences

    def look(self, tx: Tx, now: datetime) -> None:
        """Brings every kept message up to date; in quiet hours nothing new is said."""
        for audience in self.audiences.of(tx, "groups"):
            for one in self.registry.kept:
                wanted = one.stand(tx, audience, now)
                if wanted is not None:
                    self._keep(tx, one.name, audience, wanted, now)

    def _keep(self, tx: Tx, rule: str, audience: Audience, wanted: Standing, now: datetime) -> None:
        stands = tx.kept.get(rule, audience.chat)
        if stands is not None and (stands.key, stands.text) == (wanted.key, wanted.text):
            return
        if stands is not None and stands.key == wanted.key and _editable(tx, stands, now):
            tx.deliveries.add(audience.chat, Content(wanted.text), due=now, edits=stands.delivery)
            tx.kept.put(rule, audience.chat, Kept(wanted.key, wanted.text, stands.delivery))
        elif self._may_speak(tx, audience, now):
            self._say(tx, rule, audience, wanted, now)

    def _may_speak(self, tx: Tx, audience: Audience, now: datetime) -> bool:
        busy = self.manners.too_many(tx.posts.said_since(audience.chat, now - WEEK))
        return not busy and not self.manners.quiet(now, audience.zone)

    def _say(self, tx: Tx, rule: str, audience: Audience, wanted: Standing, now: datetime) -> None:
        chat = audience.chat
        key = f"{wanted.key} {now:%Y%m%dT%H%M} {chat}"
        post = tx.posts.claim(rule, key, chat, due=now, now=now, state="due")
        if post is None:
            return
        message = tx.deliveries.add(chat, Content(wanted.text), due=now, post=post)
        tx.deliveries.add(chat, Content(""), due=now, edits=message, act="pin")
        if (old := tx.kept.get(rule, chat)) is not None:
            tx.deliveries.add(chat, Content(""), due=now, edits=old.delivery, act="unpin")
        tx.kept.put(rule, chat, Kept(wanted.key, wanted.text, message))


def _editable(tx: Tx, stands: Kept, now: datetime) -> bool:
    sent_at = tx.deliveries.timestamp(stands.delivery)
    return sent_at is None or now - from_ms(sent_at) < EDITABLE
