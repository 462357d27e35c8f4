"""Announcements of which nobody knows whether they are out: the author looks, and says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from commands._announce.draft import called
from commands._announce.fate import GIVEN_UP, PATIENCE, always, fates, written_here
from commands._kit import Ask, Audience, Planned, Reply, Span
from storage import Tx
from storage.announcements import Announcement
from storage.chat import Chat
from storage.delivery import Delivery
from storage.offers import Offer

RULE = OFFER = "announcement-unsure"


def planned(tx: Tx, audience: Audience, span: Span) -> Iterator[Planned]:
    """The question about the first message of unknown fate; about the next one the answer to it asks."""
    for one, message in _unknown(tx, written_here(tx, audience, span)):
        if message.ended_at is not None:
            title = _title(tx, message.chat)
            words = audience.say("announce-unsure", text=called(audience, one), group=title)
            yield Planned(
                key=f"{one.id} {message.id} {message.tries}",
                due=message.ended_at + PATIENCE,
                deadline=message.ended_at + GIVEN_UP,
                text=always(words),
                urgent=True,
                offer=_offer(message),
            )
        return


def resolved(tx: Tx, ask: Ask, data: dict[str, Any], *, yes: bool) -> Reply:
    """The answer to the question: it is there, or it is to be said again; then the next question, if there is one."""
    tx.offers.settle(OFFER, "message", data["message"], ask.now)
    text = ask.say("announce-unsure-cleared")
    if tx.deliveries.state(data["message"]) == "unknown":
        text = ask.say("announce-unsure-there" if yes else "announce-unsure-again")
        if yes:
            text = " ".join([text, *_uncounted(tx, ask, data["message"])])
            tx.deliveries.sent(data["message"], None, ask.now)
            tx.posts.move(data["post"], "sent")
        else:
            tx.deliveries.retry(data["message"], ask.now, "an admin asked for it")
    for one, message in _unknown(tx, [each for each in tx.announcements.newest(100) if each.chat == ask.chat]):
        question = ask.say("announce-unsure", text=called(ask, one), group=_title(tx, message.chat))
        return Reply(f"{text}\n\n{question}", offer=_offer(message))
    return Reply(text)


def _unknown(tx: Tx, announcements: Iterable[Announcement]) -> Iterator[tuple[Announcement, Delivery]]:
    for one in announcements:
        for fate in fates(tx, one):
            yield from ((one, message) for message in fate.messages if message.state == "unknown")


def _offer(message: Delivery) -> Offer:
    return Offer(OFFER, {"message": message.id, "post": message.post}, open_for=GIVEN_UP)


def _title(tx: Tx, chat: Chat) -> str:
    group = tx.groups.get(chat)
    return (group.title or group.name) if group is not None else ""


def _uncounted(tx: Tx, ask: Ask, message: int) -> Iterator[str]:
    """What a poll lacks of which nobody knows which message it is."""
    post = tx.posts.of_delivery(message)
    one = tx.announcements.get(int(post.key)) if post is not None else None
    if post is not None and one is not None and one.poll is not None:
        yield ask.say("poll-uncounted", question=one.poll.question, group=_title(tx, post.chat))
