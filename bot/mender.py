"""Edits what was said unasked a short while ago, once the calendar has changed so that other words would be true.

The words are those that it should have had at its own moment, since that is the time which stands beside it: "morgen"
is the day after it. A message that still waits is given its new words before it goes out.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.agenda import LATE
from bot.audiences import Audiences
from bot.keeper import EDITABLE, editable
from bot.signal.text import split
from commands import Registry
from commands._calendar import CHANGED
from commands._kit import Audience, Said
from commands._kit.features import Anew
from storage import Tx
from storage.content import Content
from storage.delivery import Delivery
from storage.instants import from_ms
from storage.posts import Post
from storage.settings import ANNOUNCED

_SEEN = "mended_for"  # for which change of the calendar everything is right
_LASTS = timedelta(hours=24)  # after which phones refuse an edit (field guide 2.4)

Rules = dict[str, Anew]


@dataclass(frozen=True, slots=True)
class Mender:
    """Compares what was said with what should have been."""

    registry: Registry
    audiences: Audiences

    def look(self, tx: Tx, now: datetime) -> None:
        """Puts right what a change of the calendar has made wrong; what is under way just now, the next time."""
        for post in tx.posts.withdrawn():
            _taken_off(tx, post, tx.deliveries.of_post(post.id), now)
        changed = " ".join(tx.settings.get(key) or "-" for key in (CHANGED, ANNOUNCED))
        if changed == (tx.settings.get(_SEEN) or "- -"):
            return
        rules = {post.name: post.anew for post in self.registry.posts if post.anew is not None}
        to = sorted({post.to for post in self.registry.posts if post.anew is not None})
        audiences = [audience for those in to for audience in self.audiences.of(tx, those)]
        settled = [self._settled(tx, rules, audience, now) for audience in audiences]
        if all(settled):
            tx.settings.put(_SEEN, changed)

    def _settled(self, tx: Tx, rules: Rules, audience: Audience, now: datetime) -> bool:
        """Puts right what was said in a chat; whether nothing is left to look at again."""
        by_post: dict[int | None, list[Delivery]] = defaultdict(list)
        for delivery in tx.deliveries.carrying(audience.chat, now - EDITABLE):
            by_post[delivery.post].append(delivery)
        settled = [_mended(tx, rules, audience, sent, now) for sent in by_post.values()]
        return all(settled)


def _whole(sent: list[Delivery]) -> bool:
    """Whether it is one message, and all the rest edits of it; a long post in parts is left as it is."""
    return [one.edits for one in sent] == [None, *[sent[0].id] * (len(sent) - 1)]


def _mended(tx: Tx, rules: Rules, audience: Audience, sent: list[Delivery], now: datetime) -> bool:
    """Gives a post its right words if it has others; False if nobody can tell yet whether it is out."""
    first, *edits = sent
    post = tx.posts.of_delivery(first.id)
    if post is None or post.state == "cancelled" or (anew := rules.get(post.rule)) is None:
        return True
    if _under_way(sent):
        return False
    standing = [one for one in sent if one.state in {"waiting", "sent"}]
    if not standing:
        return True
    last, late = standing[-1], first.due_at - post.due_at > LATE
    words = anew(tx, audience, Said(post.key, first.due_at, late, last.content.text))
    if words is None:
        return _taken_off(tx, post, sent, now)
    amended = tx.amendments.of_post(post)
    if (
        (amended is None or amended.text is None)  # else they are what an admin wanted
        and words != last.content.text
        and _whole(sent)
        and len(split(words)) == 1
        and not tx.deliveries.reword(last.id, replace(last.content, text=words))
    ):
        _edit(tx, first, len(edits), words, now)
    return True


def _under_way(sent: list[Delivery]) -> bool:
    """Whether nobody can tell of some of it whether it is out."""
    return any(one.state in {"sending", "unknown"} or (one.state == "waiting" and one.tries) for one in sent)


def _taken_off(tx: Tx, post: Post, sent: list[Delivery], now: datetime) -> bool:
    """Deletes for all what phones still let us delete, and what waits is not said; False if that cannot be told yet."""
    if _under_way(sent):
        return False
    for one in sent:
        if one.state == "waiting":
            tx.deliveries.cancel(one.id, now, "taken back")
        elif one.edits is None and one.sent_at is not None and now - from_ms(one.sent_at) < EDITABLE:
            tx.deliveries.add(one.chat, Content(""), due=now, edits=one.id, act="delete")
    tx.posts.move(post.id, "cancelled", "taken back")
    return True


def _edit(tx: Tx, first: Delivery, edits: int, words: str, now: datetime) -> None:
    if first.sent_at is not None and editable(tx, first.id, edits, now):
        ends = from_ms(first.sent_at) + _LASTS
        tx.deliveries.add(first.chat, Content(words), due=now, deadline=ends, edits=first.id, post=first.post)
