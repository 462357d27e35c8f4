"""What keeps an announcement from being heard: stopped in its hold or in line, or taken back by an undo."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from commands import _show
from commands._announce.draft import Draft, called, keep, kept
from commands._announce.fate import EDITABLE, fates, old, unknown, withdraw
from commands._announce.sending import withdrawn
from commands._kit import Ask, Reply, Word
from commands._poll.ending import closing
from commands._texts import person, say
from storage import Tx
from storage.announcements import Announcement, from_values
from storage.offers import OPEN_FOR
from storage.rows import Change
from storage.settings import ANNOUNCED

_RECENT = timedelta(hours=24)


def stopped(tx: Tx, ask: Ask) -> Reply:
    """The answer to `!stop`."""
    found = _stoppable(tx, ask)
    found = [one for one in found if one.author == ask.sender] or found
    waited = withdrawn(tx, ask)
    lines = [ask.say("stop-eyes", text=waited)] if waited else []
    words: list[Word] = []
    for one in found:
        text = called(ask, one)
        partly = _stop(tx, ask, one)
        lines.append(ask.say("stop-done", text=text, partly=int(partly)))
        if one.chat != ask.chat and one.author != ask.sender:
            words.append(_told(tx, ask, one))
    if not lines:
        return Reply(_nothing(tx, ask))
    if any(one.author == ask.sender and one.poll is None for one in found) or waited:
        lines.append(ask.say("stop-again"))
    what = ask.say("stop-what", text=called(ask, found[0])) if found else ""
    return Reply("\n".join(lines), also=tuple(words), what=what)


def _stop(tx: Tx, ask: Ask, one: Announcement) -> bool:
    """Keeps an announcement from going out where it is not out yet; whether it stands elsewhere."""
    there = fates(tx, one)
    out = tuple(fate.chat for fate in there if not fate.waits)
    take_off(tx, ask, one)
    if out:
        tx.announcements.change(one.id, replace(one, groups=out))
    else:
        tx.announcements.remove(one.id)
    return bool(out)


def _stoppable(tx: Tx, ask: Ask) -> list[Announcement]:
    """What waits in its hold or in line, the newest first."""
    soon = ask.now + ask.house.hold
    held = [one for one in tx.announcements.newest(100) if one.due <= soon or one.made + ask.house.hold >= ask.now]
    return [one for one in held if any(fate.waits for fate in fates(tx, one)) and one.due > ask.now - 2 * EDITABLE]


def _told(tx: Tx, ask: Ask, one: Announcement) -> Word:
    """What the author hears of it."""
    desk = next((each for each in ask.house.audiences(tx, "desks") if each.chat == one.chat), None)
    language = desk.language if desk is not None else ask.language
    return Word(one.chat, say(language, "stop-by", who=person(ask.sender), text=called(ask, one)))


def _nothing(tx: Tx, ask: Ask) -> str:
    """Why nothing was stopped."""
    draft = kept(tx, ask)
    if draft is not None and ask.now - draft.what.made < OPEN_FOR:
        return ask.say("stop-draft", text=called(ask, draft.what))
    out = next((one for one in tx.announcements.newest(1) if one.due > ask.now - _RECENT), None)
    mine = out is not None and out.author == ask.sender
    return ask.say("stop-nothing", out="none" if out is None else "mine" if mine else "other")


def take_off(tx: Tx, ask: Ask, one: Announcement) -> None:
    """Lets what stands in the groups follow the row; what waits in line is not said, and the words are kept."""
    withdraw(tx, one, ask.now)
    tx.settings.put_instant(ANNOUNCED, ask.now)
    if one.author == ask.sender and one.poll is None:
        keep(tx, ask, Draft(replace(one, due=ask.now, corrects=None), eyes=bool(one.approved)))


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
        gone = from_values(change.after or {})
        late, there = old(tx, gone, ask.now), fates(tx, gone)
        out = any(fate.out for fate in there)
        take_off(tx, ask, gone)
        lines = [ask.say("announce-undone", what="late" if late else "out" if out else "hold"), unknown(ask, there)]
        return "\n".join(filter(None, lines))
    one = tx.announcements.get(change.id)
    if one is None:
        return ""
    if change.after is not None and set(change.after) <= {"texts"}:
        out = any(fate.out for fate in fates(tx, one))
        return ask.say("announce-undone", what="late" if old(tx, one, ask.now) else "words") if out else ""
    waits = [fate for fate in fates(tx, one) if fate.post is None]
    if waits and one.due > ask.now:
        return ask.say("announce-undone-planned", at=_show.when(one.due, ask.now, ask.zone, ask.language))
    return ask.say("announce-undone", what="stopped")
