"""What was not said while posts were stopped: what comes late now, and what it is too late for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from commands import _show, discover
from commands._kit import Ahead, Ask, Said, To
from commands._plan.acts import key
from commands._plan.words import first, own
from storage import Tx
from storage.chat import Chat, is_group
from storage.delivery import Delivery
from storage.posts import Post

LATE = timedelta(minutes=15)  # from when on a post is late, as it is for the ticker

_SHOWN = 10
_ALL: tuple[To, ...] = ("every", "desks", "people")


@dataclass(frozen=True, slots=True)
class One:
    """A post that should have been said: when, where and what."""

    due: datetime
    chat: Chat
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Missed:
    """What comes late and what does not come at all, in groups; and how many messages to single people beside."""

    late: list[One]
    past: list[One]
    people: int


def catch_up(tx: Tx, ask: Ask) -> Missed:
    """Settles all that waited: what is too late is dropped, and what is decided on already gets words that are true."""
    due = [one for one in ask.house.plan(tx, ask.now) if one.due <= ask.now and not one.kept]
    past = ask.house.missed(tx, ask.now)
    for one in past:  # else the ticker would say that it was not there
        chat = one.audience.chat
        tx.posts.claim(one.rule, key(one), chat, due=one.due, now=ask.now, state="skipped", reason="posts were stopped")
    late_in_line, past_in_line = _in_line(tx, ask)
    late, gone = [*late_in_line, *map(_one, due)], [*past_in_line, *map(_one, past)]
    people = sum(not is_group(one.chat) for one in [*late, *gone])
    return Missed(_in_groups(late), _in_groups(gone), people)


def _in_groups(ones: list[One]) -> list[One]:
    return [one for one in ones if is_group(one.chat)]


def lines(ask: Ask, missed: Missed) -> list[str]:
    """It as people read it."""
    told = [
        *_listed(ask, "resume-late", missed.late),
        *_listed(ask, "resume-past", missed.past),
        *([ask.say("resume-people", count=missed.people)] if missed.people else []),
    ]
    return told or [ask.say("resume-nothing")]


def _listed(ask: Ask, heading: str, ones: Sequence[One]) -> list[str]:
    if not ones:
        return []
    rest = len(ones) - _SHOWN
    more = [ask.say("resume-rest", count=rest)] if rest > 0 else []
    return [ask.say(heading), *(_line(ask, one) for one in ones[:_SHOWN]), *more]


def _line(ask: Ask, one: One) -> str:
    when = _show.when(one.due, ask.now, ask.zone, ask.language)
    only = len(ask.groups) == 1 and ask.groups[0].chat == one.chat
    return " · ".join(["", when, *([] if only else [one.title]), one.text]).strip()


def _one(ahead: Ahead) -> One:
    chat = ahead.audience.chat
    return One(ahead.due, Chat("") if own(ahead) else chat, ahead.title, first(ahead))


def _in_line(tx: Tx, ask: Ask) -> tuple[list[One], list[One]]:
    """What was decided on before posts were stopped and did not go out: what comes now, and what does not."""
    titles = {group.chat: group.title or group.name for group in tx.groups.list()}
    found: tuple[dict[int, One], dict[int, One]] = {}, {}
    for delivery in tx.deliveries.posts_due(ask.now):
        post = tx.posts.of_delivery(delivery.id)
        if post is None:
            continue
        gone = delivery.deadline is not None and ask.now > delivery.deadline
        text = delivery.content.text if gone else _reworded(tx, ask, delivery, post)
        one = One(post.due_at, post.chat, titles.get(post.chat, ""), _show.shortened(text.partition("\n")[0], 60))
        found[gone].setdefault(post.id, one)
    return list(found[0].values()), list(found[1].values())


def _reworded(tx: Tx, ask: Ask, delivery: Delivery, post: Post) -> str:
    """The words of what waits, true by now where its rule has such."""
    anew = next((one.anew for one in discover().posts if one.name == post.rule), None)
    audience = next((one for to in _ALL for one in ask.house.audiences(tx, to) if one.chat == post.chat), None)
    amended = tx.amendments.of_post(post)
    text = delivery.content.text
    several = len(tx.deliveries.of_post(post.id)) > 1
    if anew is None or audience is None or several or (amended is not None and amended.text is not None):
        return text
    words = anew(tx, audience, Said(post.key, ask.now, ask.now - post.due_at > LATE, text))
    if words and words != text and tx.deliveries.reword(delivery.id, replace(delivery.content, text=words)):
        return words
    return text
