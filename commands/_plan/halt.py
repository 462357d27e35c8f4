"""That posts are stopped, since when and by whom, and who is told of it."""

from __future__ import annotations

from commands import _show
from commands._kit import Ask, Audience
from commands._texts import person
from storage import Tx
from storage.chat import direct_chat
from storage.settings import HELD, HELD_SINCE


def stopped(tx: Tx, ask: Ask) -> list[str]:
    """A sentence if posts are stopped, else none."""
    who, since = tx.settings.get(HELD), tx.settings.instant(HELD_SINCE)
    if who is None:
        return []
    when = _show.when(since or ask.now, ask.now, ask.zone, ask.language)
    return [ask.say("hold-since", who=person(who), when=when)]


def is_held(tx: Tx) -> bool:
    """Whether posts are stopped."""
    return tx.settings.get(HELD) is not None


def to_others(tx: Tx, ask: Ask) -> list[Audience]:
    """Where the other admins hear of it; not where it was said, nor the person who said it."""
    here = {ask.chat, direct_chat(ask.sender)}
    return [one for one in ask.house.audiences(tx, "desks") if one.chat not in here]
