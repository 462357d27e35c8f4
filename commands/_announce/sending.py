"""From the yes to the row: another admin is asked where that is wanted, then the announcement waits in its hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from commands import _show
from commands._announce.draft import Draft, called, forget, others, shown
from commands._announce.places import AT_ONCE, goes_out, named, places, soonest
from commands._kit import Ask, Audience, Reply, Word
from commands._texts import person
from storage import Tx
from storage.announcements import Announcement
from storage.chat import Chat, direct_chat
from storage.instants import to_ms
from storage.offers import Offer
from storage.settings import TICKED

EYES = "announcement-eyes"
RULE = "approval"
_WAITS = timedelta(hours=24)
_MOMENT = timedelta(milliseconds=1)
_SHORTEST = timedelta(minutes=1)  # of a poll


def confirmed(tx: Tx, ask: Ask, draft: Draft) -> Reply:
    """The answer to the author's yes."""
    if (trouble := _trouble(tx, ask, draft)) is not None:
        return Reply(trouble)
    wanted = draft.eyes or ask.house.four_eyes
    if wanted and (who := others(tx, ask)):
        return _ask_others(tx, ask, draft, who)
    one = _set(tx, ask, draft)
    lines = [waits(tx, ask, one), ask.say("announce-alone") if wanted else ""]
    return Reply("\n".join(filter(None, lines)), what=named_so(ask, one))


def agreed(tx: Tx, ask: Ask, data: dict[str, Any], *, yes: bool) -> Reply:
    """The answer to another admin's yes or no; the author is told, and the announcement is the author's to undo."""
    draft = Draft.of(data)
    author = draft.what.author
    _close(tx, ask, data["mark"])
    if author not in ask.house.admins or author in tx.admins.suspended():
        return Reply(ask.say("announce-author-gone"))
    if not yes:
        return Reply(ask.say("announce-declined"), also=_told(tx, ask, draft, "announce-declined-by"))
    if (trouble := _trouble(tx, ask, draft)) is not None:
        return Reply(trouble)
    one = _set(tx, ask, draft, approved=ask.sender)
    tx.audit.add(author, ask.now, "announce", named_so(ask, one), tx.rows.noted or ())
    tx.rows.note()
    tx.audit.add(ask.sender, ask.now, "announce", ask.say("announce-agreed-what", text=called(ask, one)))
    also = _told(tx, ask, draft, "announce-agreed-by", one)
    return Reply(ask.say("announce-agreed", waits=waits(tx, ask, one)), also=also)


def withdrawn(tx: Tx, ask: Ask) -> str:
    """Takes back what of the person waits for another admin; returns how it begins, or nothing."""
    for chat, who in _desks(tx, ask):
        offer = tx.offers.question(chat, who, ask.now)
        if offer is not None and offer.name == EYES and (draft := Draft.of(offer.data)).what.author == ask.sender:
            _close(tx, ask, offer.data["mark"])
            return called(ask, draft.what)
    return ""


def waits(tx: Tx, ask: Ask, one: Announcement) -> str:
    """When it is going to be sent, and how to stop it until then."""
    at, _ = goes_out(ask, one, places(tx, ask, one.groups))
    if at > max(soonest(ask), ask.now + 2 * _SHORTEST):
        return ask.say("announce-planned", at=_show.when(at, ask.now, ask.zone, ask.language))
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
    forget(tx, what.author)
    return tx.announcements.add(replace(what, due=due, made=ask.now, approved=approved, id=0, delivered=0, read=0))


def _ask_others(tx: Tx, ask: Ask, draft: Draft, who: tuple[str, ...]) -> Reply:
    """Shows it to the other admins: in their group, or to each alone."""
    data = draft.data() | {"mark": f"{ask.sender} {to_ms(ask.now)}"}
    offer = Offer(EYES, data, open_for=_WAITS)
    if ask.in_group:
        return Reply(_question(tx, ask, draft), files=draft.what.files, offer=offer, asked=who)
    desks = {one.chat: one for one in ask.house.audiences(tx, "desks")}
    words = []
    for chat in map(direct_chat, who):
        text = _question(tx, _as(ask, desks.get(chat)), draft)
        words.append(Word(chat, text, RULE, data["mark"], offer=offer, files=draft.what.files))
    return Reply(ask.say("announce-asked", others=len(who)), also=tuple(words))


def _question(tx: Tx, ask: Ask, draft: Draft) -> str:
    what = draft.what
    there = places(tx, ask, what.groups)
    at, _ = goes_out(ask, what, there)
    head = ask.say(
        "announce-question",
        author=person(what.author),
        groups=named(ask, there),
        later=int(at > soonest(ask)),
        at=_show.when(at, ask.now, ask.zone, ask.language),
    )
    return "\n\n".join([head, *shown(ask, what, there), ask.say("announce-question-how")])


def _as(ask: Ask, desk: Audience | None) -> Ask:
    """The ask in the language and zone of somebody else."""
    return ask if desk is None else replace(ask, language=desk.language, zone=desk.zone)


def _told(tx: Tx, ask: Ask, draft: Draft, text: str, one: Announcement | None = None) -> tuple[Word, ...]:
    """What the author hears of it, unless that is where it was just said."""
    chat = draft.what.chat
    if chat == ask.chat:
        return ()
    desk = next((one for one in ask.house.audiences(tx, "desks") if one.chat == chat), None)
    theirs = _as(ask, desk)
    hold = waits(tx, theirs, one) if one is not None else ""
    return (Word(chat, theirs.say(text, who=person(ask.sender), text=called(theirs, draft.what), waits=hold)),)


def _close(tx: Tx, ask: Ask, mark: str) -> None:
    """Asks nobody any more about the draft of this mark."""
    for chat, who in _desks(tx, ask):
        offer = tx.offers.question(chat, who, ask.now)
        if offer is not None and offer.name == EYES and offer.data["mark"] == mark:
            tx.offers.close(chat, who)


def _desks(tx: Tx, ask: Ask) -> list[tuple[Chat, str]]:
    """Where each admin may have been asked."""
    direct = [(direct_chat(one), one) for one in ask.house.admins]
    groups = [group.chat for group in tx.groups.list("admin")]
    return direct + [(chat, one) for chat in groups for one in ask.house.admins]
