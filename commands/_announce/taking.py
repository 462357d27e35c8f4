"""What keeps an announcement from being heard: stopped in its hold or in line, or taken back by an undo."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from commands import _show
from commands._announce.desks import to_author
from commands._announce.draft import OFFER, POLL, Draft, called, keep, kept, shown
from commands._announce.eyes import withdrawn
from commands._announce.fate import EDITABLE, RULE, fates, old, unknown, waiting, withdraw
from commands._announce.meant import which
from commands._announce.places import named, places
from commands._kit import Ask, Reply, Word
from commands._poll.ending import closing
from commands._texts import person
from storage import Tx
from storage.announcements import Announcement, from_values
from storage.offers import OPEN_FOR, Offer
from storage.rows import Change
from storage.settings import ANNOUNCED

STOP = "announcement-stop"
_RECENT = timedelta(hours=24)


def stopped(tx: Tx, ask: Ask) -> Reply:
    """The answer to `!stop`."""
    found = _stoppable(tx, ask)
    found = [one for one in found if one.author == ask.sender] or found
    lines = withdrawn(tx, ask)
    if not found and not lines:
        return _nothing(tx, ask)
    words: list[Word] = []
    for one in found:
        line, told = _stop(tx, ask, one)
        lines.append(line)
        words += told
    mine = [one for one in found if one.author == ask.sender]
    if mine:
        lines.append(ask.say("stop-again", poll=int(mine[0].poll is not None)))
    what = ask.say("stop-what", text=called(ask, found[0])) if found else ""
    return Reply("\n".join(lines), also=tuple(words), what=what)


def held(tx: Tx, ask: Ask) -> list[Announcement]:
    """What of the person waits in its hold or in line, the newest first."""
    return [one for one in _stoppable(tx, ask) if one.author == ask.sender]


def stop_planned(tx: Tx, ask: Ask, one: Announcement | None, *, yes: bool = True) -> Reply:
    """The answer to a yes or no to whether something planned shall be held back."""
    if one is None or waiting(tx, one) is None:
        return Reply(ask.say("announce-changed"))
    if not yes:
        return Reply(ask.say("announce-left"))
    line, told = _stop(tx, ask, one)
    again = [ask.say("stop-again", poll=int(one.poll is not None))] if one.author == ask.sender else []
    return Reply("\n".join([line, *again]), also=told, what=ask.say("stop-what", text=called(ask, one)))


def stopping(tx: Tx, ask: Ask, data: dict[str, Any], *, yes: bool) -> Reply:
    """The same, as the question carries it."""
    return stop_planned(tx, ask, tx.announcements.get(data["id"]), yes=yes)


def _stop(tx: Tx, ask: Ask, one: Announcement) -> tuple[str, tuple[Word, ...]]:
    """Keeps an announcement from going out where it is not out yet; says so, and to the author too."""
    out = tuple(fate.chat for fate in fates(tx, one) if not fate.waits)
    poll = int(one.poll is not None)
    take_off(tx, ask, one)
    if out:
        tx.announcements.change(one.id, replace(one, groups=out))
    else:
        tx.announcements.remove(one.id)
    told = to_author(
        tx, ask, one, lambda each: each.say("stop-by", who=person(ask.sender), text=called(each, one), poll=poll)
    )
    return ask.say("stop-done", text=called(ask, one), partly=int(bool(out))), told


def _stoppable(tx: Tx, ask: Ask) -> list[Announcement]:
    """What waits in its hold or in line, the newest first."""
    soon = ask.now + ask.house.hold
    found = []
    for one in tx.announcements.newest(100):
        at = waiting(tx, one)
        if at is not None and at > ask.now - 2 * EDITABLE and (at <= soon or one.made + ask.house.hold >= ask.now):
            found.append(one)
    return found


def _nothing(tx: Tx, ask: Ask) -> Reply:
    """Why nothing was stopped: it was only a draft, or is stopped already, or comes later, which is offered."""
    drafts = [draft for draft in (kept(tx, ask), kept(tx, ask, POLL)) if draft is not None]
    draft = max(drafts, key=lambda one: one.what.made, default=None)
    if draft is not None and ask.now - draft.what.made < OPEN_FOR:
        poll = int(draft.what.poll is not None)
        return Reply(ask.say("stop-draft", text=called(ask, draft.what), stopped=int(draft.stopped), poll=poll))
    planned = [one for one in tx.announcements.newest(100) if waiting(tx, one) is not None]
    planned = [one for one in planned if one.author == ask.sender] or planned
    if len(planned) > 1:
        return which(tx, ask, planned, "stop")
    if planned:
        return _asked(tx, ask, planned[0])
    out = next((one for one in tx.announcements.newest() if any(fate.out for fate in fates(tx, one))), None)
    last = out if out is not None and out.due > ask.now - _RECENT else None
    mine = last is not None and last.author == ask.sender
    said = called(ask, last) if last is not None else ""
    return Reply(ask.say("stop-nothing", out="none" if last is None else "mine" if mine else "other", text=said))


def _asked(tx: Tx, ask: Ask, one: Announcement) -> Reply:
    """Asks whether something that is planned shall be held back."""
    at = waiting(tx, one) or one.due
    when = _show.when(at, ask.now, ask.zone, ask.language)
    return Reply(ask.say("stop-planned", text=called(ask, one), at=when), offer=Offer(STOP, {"id": one.id}))


def take_off(tx: Tx, ask: Ask, one: Announcement) -> None:
    """Lets what stands in the groups follow the row; what waits in line is not said, and its author keeps the words.

    A time that is still to come is kept with them.
    """
    due, out = waiting(tx, one) or one.due, any(fate.out for fate in fates(tx, one))
    withdraw(tx, one, ask.now)
    tx.settings.put_instant(ANNOUNCED, ask.now)
    what = replace(one, due=due, made=ask.now, corrects=None)
    name = OFFER if one.poll is None else POLL
    keep(tx, ask, Draft(what, eyes=bool(one.approved), name=name, stopped=not out))


def standing(tx: Tx, ask: Ask, changes: tuple[Change, ...]) -> str:
    """What stands in the groups and would be deleted there if these changes were taken back, as a question.

    Empty if nothing does; also if phones delete it no more, but of a poll, whose result would be lost.
    """
    for change in changes:
        one = tx.announcements.get(change.id) if change.table == "announcements" and change.before is None else None
        late = one is not None and old(tx, one, ask.now)
        if one is not None and any(fate.out for fate in fates(tx, one)) and (one.poll is not None or not late):
            there = places(tx, ask, one.groups)
            head = ask.say("announce-standing", groups=named(ask, there), poll=int(one.poll is not None))
            how = ask.say("undo-poll-late") if late else ask.say("announce-delete-how", out=1)
            head = ask.say("undo-poll-stands") if late else head
            return "\n\n".join([head, *shown(ask, one, there), how])
    return ""


def undone(tx: Tx, ask: Ask, changes: tuple[Change, ...]) -> Reply:
    """Lets what stands in the groups follow what an undo did to the rows, and says what that means."""
    tx.settings.put_instant(ANNOUNCED, ask.now)
    tx.touched.add("plan")
    text = "\n".join(dict.fromkeys(filter(None, (_undone(tx, ask, one) for one in changes))))
    gone = [from_values(one.after) for one in changes if one.before is None and one.after is not None]
    late = [one for one in gone if old(tx, one, ask.now)]
    return Reply(text, also=tuple(word for one in late for word in closing(tx, one, ask.now)))


def _undone(tx: Tx, ask: Ask, change: Change) -> str:
    if change.before is None:
        return _gone(tx, ask, from_values(change.after or {}))
    one = tx.announcements.get(change.id)
    if one is None:
        return ""
    if change.after is not None and set(change.after) <= {"texts", "approved"}:
        out = any(fate.out for fate in fates(tx, one))
        return ask.say("announce-undone", what="late" if old(tx, one, ask.now) else "words") if out else ""
    return _back(tx, ask, one)


def _gone(tx: Tx, ask: Ask, one: Announcement) -> str:
    """What it means that an announcement was taken back."""
    late, there = old(tx, one, ask.now), fates(tx, one)
    out = any(fate.out for fate in there)
    take_off(tx, ask, one)
    tx.posts.unplan(RULE, str(one.id))
    lines = [ask.say("announce-undone", what="late" if late else "out" if out else "hold"), unknown(ask, there)]
    return "\n".join(filter(None, lines))


def _back(tx: Tx, ask: Ask, one: Announcement) -> str:
    """What was stopped or deleted is there again, but an undo sends nothing: that takes another look and yes."""
    take_off(tx, ask, one)
    for fate in fates(tx, one):
        if fate.post is None:
            tx.posts.claim(RULE, f"{one.id} {fate.chat}", fate.chat, due=one.due, now=ask.now, state="cancelled")
    poll, mine = int(one.poll is not None), int(one.author == ask.sender)
    return ask.say("announce-undone-stopped", who=person(one.author), mine=mine, poll=poll)
