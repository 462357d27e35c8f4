"""The plan as a numbered list, a page at a time; a number means the post that it was shown with, or none any more."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from commands._kit import Ahead, Ask, Reply, UserError
from commands._plan.halt import stopped
from commands._plan.words import head, line, own, seen, two_digits
from storage import Tx
from storage.chat import Chat
from storage.offers import Offer

LIST = "plan"  # the name of the offer
DAYS = 60  # how far the plan reaches
WRITTEN = {"announcement"}  # rules whose words are somebody's own
POLL = "poll-result"  # the rule of what is told with the end of a poll

_OPEN_FOR = timedelta(minutes=30)
_PAGE = 12  # lines

Key = tuple[str, str, str]  # rule, key, chat


@dataclass(frozen=True, slots=True)
class Numbered:
    """A post to come and its number in the list."""

    number: int
    ahead: Ahead


def key_of(one: Ahead) -> Key:
    """What makes a post one."""
    return one.rule, one.key, one.audience.chat


def listed(tx: Tx, ask: Ask, days: int = DAYS, opening: str = "") -> Reply:
    """The first page of what is said in so many days, with `opening` above it; numbers are given anew."""
    end = ask.now + timedelta(days=days)
    ahead = [one for one in ask.house.plan(tx, ask.now) if one.at <= end]
    posts = seen(ask, ahead)
    heading = ask.say("plan-heading" if posts else "plan-none", days=days)
    lines = [opening, *stopped(tx, ask), heading]
    page = _page(ask, posts, [key_of(one) for one in posts], 0)
    people = sum(map(own, ahead))
    return _below(page, lines, [ask.say("plan-people", count=people)] if people else [])


def more(tx: Tx, ask: Ask) -> Reply:
    """The next page of the list that is open here for the person."""
    data = _open(tx, ask)
    if data is None:
        return listed(tx, ask, opening=ask.say("plan-anew"))
    keys = _keys(data)
    posts = {key_of(one): one for one in seen(ask, ask.house.plan(tx, ask.now))}
    rest = [posts[key] for key in keys[data["shown"] :] if key in posts]
    if not rest:
        return Reply(ask.say("plan-end"))
    return _below(_page(ask, rest, [*keys[: data["shown"]], *map(key_of, rest)], data["shown"]), [], [])


def _page(ask: Ask, rest: list[Ahead], keys: list[Key], before: int) -> Reply:
    """Twelve lines, of which the first has the number after `before`, and what one can do then."""
    page = rest[:_PAGE]
    lines = [f"{two_digits(number)} · {line(ask, one)}" for number, one in enumerate(page, before + 1)]
    if len(rest) > len(page):
        lines.append(ask.say("plan-more-lines", count=min(_PAGE, len(rest) - len(page))))
    if page:
        lines.append(ask.say("plan-how", number=two_digits(before + 1)))
    data = {"posts": [list(key) for key in keys], "shown": before + len(page)}
    offer = Offer(LIST, data, takes="number", open_for=_OPEN_FOR) if page else None
    return Reply("\n".join(lines), offer=offer)


def _below(page: Reply, lines: list[str], after: list[str]) -> Reply:
    return replace(page, text="\n".join(part for part in [*lines, page.text, *after] if part))


def found(tx: Tx, ask: Ask, number: int) -> Numbered | None:
    """The post that was shown with this number; None if no list is open.

    Raises UserError if the list has no such number so far, or its post is not to come any more.
    """
    data = _open(tx, ask)
    if data is None:
        return None
    if not 1 <= number <= data["shown"]:
        raise UserError(ask.say("plan-no-number", number=number, last=two_digits(data["shown"])), example=None)
    key = _keys(data)[number - 1]
    one = planned(tx, ask, key)
    if one is None:
        raise UserError(ask.say("plan-gone", number=two_digits(number), what=_fate(tx, *key)), example=None)
    return Numbered(number, one)


def _fate(tx: Tx, rule: str, key: str, chat: str) -> str:
    """What became of a post that is not to come any more."""
    if tx.posts.said_as(rule, key, Chat(chat)) is not None:
        return "said"
    return tx.posts.decided(rule, f"{key} {chat}") or "none"


def card(tx: Tx, ask: Ask, one: Numbered) -> Reply:
    """All of a post, and what can be done about it."""
    post, number = one.ahead, two_digits(one.number)
    lines = [f"{number} · {' · '.join([*head(ask, post), ask.say('plan-rule', rule=post.rule)])}", "", post.text, ""]
    announced = tx.announcements.get(int(post.key)) if post.rule in WRITTEN else None
    written = "none" if announced is None else "poll" if announced.poll is not None else "text"
    said = "plan-kept" if post.kept else "plan-poll" if post.rule == POLL else "plan-can"
    how = ask.say(said, number=number, written=written)
    return Reply("\n".join([*lines, how]))


def current(tx: Tx, ask: Ask, one: Ahead) -> Ahead | None:
    """A post as it is planned after what was just done about it; None if it is not any more."""
    return planned(tx, ask, key_of(one))


def planned(tx: Tx, ask: Ask, key: Key) -> Ahead | None:
    """The post of this key, if it is to come."""
    return next((one for one in ask.house.plan(tx, ask.now) if key_of(one) == key), None)


def _open(tx: Tx, ask: Ask) -> dict[str, Any] | None:
    offer = tx.offers.choice(ask.chat, ask.sender, ask.now)
    return offer.data if offer is not None and offer.name == LIST else None


def _keys(data: dict[str, Any]) -> list[Key]:
    return [(rule, key, chat) for rule, key, chat in data["posts"]]
