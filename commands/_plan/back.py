"""What an undo of a change of the plan means for what was said meanwhile."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from commands._kit import Ask, Reply, Word
from commands._plan.acts import to_author
from commands._plan.listing import WRITTEN, planned
from commands._plan.words import line
from storage import Tx
from storage.amendments import Amendment
from storage.chat import Chat
from storage.instants import from_ms
from storage.posts import Post
from storage.rows import Change
from storage.settings import ANNOUNCED

_DELETABLE = timedelta(hours=23)  # an hour less than phones allow, for what waits on the way


def amendments_undone(tx: Tx, ask: Ask, changes: Iterable[Change]) -> Reply:
    """What was said too early is deleted for all and comes in its time; what was said in other words gets its own."""
    tx.amendments.taken_back()
    lines = [one for change in changes for one in _amendment_undone(tx, ask, change)]
    return Reply("\n".join(lines))


def posts_undone(tx: Tx, ask: Ask, changes: Iterable[Change]) -> Reply:
    """What was called off is planned again, if its time is not past."""
    tx.amendments.taken_back()
    gone = [change.after or {} for change in changes if change.before is None]
    keys = [(row["rule"], *_parts(row["key"])) for row in gone]
    also = [word for key in keys for word in _announced(tx, ask, *key)]
    return Reply("\n".join(_outlook(tx, ask, *key) for key in keys), also=tuple(also))


def _announced(tx: Tx, ask: Ask, rule: str, key: str, chat: Chat) -> tuple[Word, ...]:
    """What the author hears of an announcement that is planned again.

    One that would go out at once is not: an undo sends nothing.
    """
    one = planned(tx, ask, (rule, key, chat))
    if one is None or rule not in WRITTEN:
        return ()
    if one.at > ask.now + ask.house.hold:
        return to_author(tx, ask, one, "again")
    tx.posts.claim(rule, f"{key} {chat}", chat, due=one.due, now=ask.now, state="cancelled")
    return ()


def _amendment_undone(tx: Tx, ask: Ask, change: Change) -> list[str]:
    was = _was(tx, change)
    if was is None:
        return []
    rule, (key, chat) = was.rule, _parts(was.key)
    now = tx.amendments.of_row(change.id)
    post = tx.posts.said_as(rule, key, chat)
    if post is None:
        return [_outlook(tx, ask, rule, key, chat)]
    if (now.due if now else was.was_due) > ask.now:
        return _unsaid(tx, ask, post, was)
    tx.settings.put_instant(ANNOUNCED, ask.now)  # so that its words are looked at again
    return [ask.say("plan-stays-said")]


def _was(tx: Tx, change: Change) -> Amendment | None:
    """The amendment that was taken back, as far as its rule, its key and its own time go."""
    if change.before is None and change.after is not None:
        row = change.after
        return Amendment(row["rule"], row["key"], from_ms(row["was_due"]), from_ms(row["due_at"]), row["text"])
    return tx.amendments.of_row(change.id)


def _unsaid(tx: Tx, ask: Ask, post: Post, was: Amendment) -> list[str]:
    """Takes off what was said before its time; what phones do not delete any more stays, and is not said again."""
    key, chat = _parts(was.key)
    carried = [one for one in tx.deliveries.of_post(post.id) if one.edits is None]
    if any(one.sent_at is not None and ask.now - from_ms(one.sent_at) >= _DELETABLE for one in carried):
        tx.posts.claim(was.rule, was.key, chat, due=was.was_due, now=ask.now, state="skipped", reason="said before")
        return [ask.say("plan-said-long-ago")]
    tx.posts.withdraw(post.id)
    out = any(one.state != "waiting" for one in carried)
    return [ask.say("plan-taken-off" if out else "plan-not-said"), _outlook(tx, ask, was.rule, key, chat)]


def _outlook(tx: Tx, ask: Ask, rule: str, key: str, chat: Chat) -> str:
    """When it is said now, or that it is not."""
    one = planned(tx, ask, (rule, key, chat))
    if one is not None:
        return ask.say("plan-again", line=line(ask, one))
    cancelled = tx.posts.decided(rule, f"{key} {chat}") == "cancelled"
    if rule in WRITTEN:
        return ask.say("plan-still-off")
    return ask.say("plan-still-cancelled" if cancelled else "plan-over")


def _parts(key: str) -> tuple[str, Chat]:
    """The key of a post, and the chat behind it."""
    own, _, chat = key.rpartition(" ")
    return own, Chat(chat)
