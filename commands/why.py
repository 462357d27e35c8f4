"""`!why`: as a reply to something that the bot said unasked, by which rule it did."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from commands import _show, discover
from commands._kit import Ask, Example, Reply, command, why
from commands._texts import bundle, person
from storage import Tx
from storage.instants import from_ms
from storage.posts import WITHDRAWN, Post

_LATE = timedelta(minutes=15)  # as it is for the ticker


@command(
    "why",
    "warum",
    examples=[
        Example("!warum", "Antworte mit !warum auf eine Nachricht, die ich von mir aus geschrieben habe, …"),
        Example("!why", "Reply with !why to a message that I wrote of my own accord, …", language="en"),
    ],
)
def asked(tx: Tx, ask: Ask) -> Reply:
    """Why the message that is replied to was said: by which rule, on whose word, when, and why not in time."""
    if ask.quoted is None:
        return Reply(ask.say("why-how"))
    delivery = tx.deliveries.with_timestamp(ask.quoted)
    post = tx.posts.of_delivery(delivery) if delivery is not None else None
    if post is None or post.chat != ask.chat or post.rule == WITHDRAWN:
        return Reply(ask.say("why-no-post"))
    return Reply("\n".join([_reason(tx, ask, post), *_times(tx, ask, post)]))


@why("announcement")
def of_announcement(tx: Tx, ask: Ask, key: str) -> str:
    """Who wrote an announcement, and who confirmed it besides."""
    one = tx.announcements.get(int(key)) if key.isdecimal() else None
    if one is None:
        return ask.say("why-announcement")
    kind = "poll" if one.poll is not None else "text"
    told = ask.say("why-announced", kind=kind, who=person(one.author))
    return f"{told} {ask.say('why-approved', who=person(one.approved))}" if one.approved else told


def _reason(tx: Tx, ask: Ask, post: Post) -> str:
    if (own := discover().whys.get(post.rule)) is not None:
        return own.run(tx, ask, post.key)
    text_id = f"why-{post.rule}"
    return ask.say(text_id if bundle(ask.language).has_message(text_id) else "why-other")


def _times(tx: Tx, ask: Ask, post: Post) -> Iterator[str]:
    """When it was due, what admins wanted otherwise, and whether and why it came late."""
    due = _when(ask, post.due_at)
    amended = tx.amendments.of_post(post)
    if amended is not None and amended.was_due != amended.due:
        yield ask.say("why-moved", was=_when(ask, amended.was_due), due=due)
    elif post.rule not in {one.name for one in discover().kept}:
        yield ask.say("why-due", due=due)
    if amended is not None and amended.text is not None:
        yield ask.say("why-worded")
    sent = next((one.sent_at for one in tx.deliveries.of_post(post.id) if one.sent_at is not None), None)
    if sent is not None and from_ms(sent) - post.due_at > _LATE:
        yield ask.say("why-late", at=_when(ask, from_ms(sent)), reason=_delay(tx, post, from_ms(sent)))


def _delay(tx: Tx, post: Post, sent: datetime) -> str:
    """What kept it: posts were stopped, the bot was not there, or the way to Signal was not open."""
    if tx.audit.happened("resume", post.due_at, sent):
        return "held"
    return "away" if post.made_at - post.due_at > _LATE else "way"


def _when(ask: Ask, at: datetime) -> str:
    return _show.when(at, ask.now, ask.zone, ask.language)
