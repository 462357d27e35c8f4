"""From the yes to the row: another admin is asked where that is wanted, then the announcement waits in its hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from commands import _show
from commands._announce.draft import Draft, became, called, forget, others
from commands._announce.eyes import ask_others, by_both, turned_down
from commands._announce.fate import RULE as ABOUT
from commands._announce.places import AT_ONCE, goes_out, places, soonest
from commands._kit import Ask, Reply
from commands._plan.halt import is_held
from commands._plan.listing import DAYS
from storage import Tx
from storage.announcements import Announcement
from storage.settings import TICKED

_MOMENT = timedelta(milliseconds=1)
_SHORTEST = timedelta(minutes=1)  # of a poll


def confirmed(tx: Tx, ask: Ask, draft: Draft) -> Reply:
    """The answer to the author's yes."""
    if (trouble := _trouble(tx, ask, draft)) is not None:
        return Reply(trouble)
    wanted = draft.eyes or ask.house.four_eyes
    if wanted and (who := others(tx, ask)):
        return ask_others(tx, ask, draft, who)
    one = _set(tx, ask, draft)
    lines = [waits(tx, ask, one), ask.say("announce-alone") if wanted else ""]
    return Reply("\n".join(filter(None, lines)), what=named_so(ask, one), about=f"{ABOUT} {one.id}")


def agreed(tx: Tx, ask: Ask, data: dict[str, Any], *, yes: bool) -> Reply:
    """The answer to another admin's yes or no to a draft."""
    draft = Draft.of(data)
    if (refused := turned_down(tx, ask, data, yes=yes)) is not None:
        return refused
    if (trouble := _trouble(tx, ask, draft)) is not None:
        return Reply(trouble)
    one = _set(tx, ask, draft, approved=ask.sender)
    reply = by_both(tx, ask, draft, named_so(ask, one), lambda each: waits(tx, each, one))
    return replace(reply, about=f"{ABOUT} {one.id}")


def waits(tx: Tx, ask: Ask, one: Announcement) -> str:
    """When it is going to be sent, and how to stop it until then."""
    at, _ = goes_out(ask, one, places(tx, ask, one.groups))
    if at > max(soonest(ask), ask.now + 2 * _SHORTEST):
        far = int(at > ask.now + timedelta(days=DAYS))
        planned = ask.say("announce-planned", at=_show.when(at, ask.now, ask.zone, ask.language), far=far)
        return f"{planned}\n{ask.say('announce-held')}" if is_held(tx) else planned
    if is_held(tx):
        return ask.say("announce-waits")
    seconds = round((at - ask.now).total_seconds()) if at > ask.now + AT_ONCE else 0
    return ask.say("announce-hold", seconds=seconds, minutes=round(seconds / 60))


def named_so(ask: Ask, one: Announcement) -> str:
    """The announcement as the audit log names it."""
    return ask.say("announce-what", text=called(ask, one), poll=int(one.poll is not None))


def _trouble(tx: Tx, ask: Ask, draft: Draft) -> str | None:
    """Why it cannot be sent as it was shown."""
    what = draft.what
    there = places(tx, ask, what.groups)
    if len(there) < len(what.groups):
        return ask.say("announce-gone")
    at, _ = goes_out(ask, what, there)
    if what.ends is not None and what.ends < at + _SHORTEST:
        return ask.say("announce-over")
    return None


def _set(tx: Tx, ask: Ask, draft: Draft, approved: str = "") -> Announcement:
    what, ticked = draft.what, tx.settings.instant(TICKED) or ask.now
    due = max(soonest(ask), what.due, ticked + _MOMENT)  # which no look of the clock's hand has passed
    forget(tx, draft)
    new = replace(what, due=due, made=ask.now, approved=approved, id=0, delivered=0, read=0)
    one = tx.announcements.add(new)
    became(tx, ask, draft, one.id)
    return one
