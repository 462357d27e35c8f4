"""Four eyes: other admins are asked about a draft, or about other words for what was agreed on, and one answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from operator import attrgetter
from typing import Any

from commands import _show
from commands._announce.desks import theirs
from commands._announce.draft import Draft, called, shown
from commands._announce.fate import waiting
from commands._announce.places import Place, goes_out, named, places, soonest
from commands._kit import Ask, Reply, Word
from commands._texts import person
from storage import Tx
from storage.announcements import Announcement
from storage.chat import direct_chat
from storage.instants import to_ms
from storage.offers import Offer

EYES = "announcement-eyes"
RULE = "approval"
_WAITS = timedelta(hours=24)


def ask_others(tx: Tx, ask: Ask, draft: Draft, who: tuple[str, ...]) -> Reply:
    """Shows it to the other admins: in their group, or to each alone."""
    old = tx.announcements.get(draft.edits)
    data = draft.data() | {"mark": f"{ask.sender} {to_ms(ask.now)}", "old": dict(old.texts) if old else {}}
    offer = Offer(EYES, data, open_for=_WAITS, what=_asks(ask, draft))
    if ask.in_group:
        return Reply(_question(tx, ask, draft), files=draft.what.files, offer=offer, asked=who)
    words = []
    for chat in map(direct_chat, who):
        each = theirs(tx, ask, chat)
        text, offer = _question(tx, each, draft), replace(offer, what=_asks(each, draft))
        words.append(Word(chat, text, RULE, data["mark"], offer=offer, files=draft.what.files))
    return Reply(_asked(tx, ask, old, len(who)), also=tuple(words))


def turned_down(tx: Tx, ask: Ask, data: dict[str, Any], *, yes: bool) -> Reply | None:
    """Asks nobody any more; the answer if nothing comes of it, since it was declined or the author may not steer."""
    draft = Draft.of(data)
    author, edit = draft.what.author, int(draft.edits > 0)
    tx.offers.settle(EYES, "mark", data["mark"], ask.now)
    if author not in ask.house.admins or author in tx.admins.suspended():
        return Reply(ask.say("announce-author-gone"))
    if yes:
        return None
    poll = int(draft.what.poll is not None)
    also = _told(
        tx,
        ask,
        draft,
        lambda each, who, text: each.say("announce-declined-by", who=who, text=text, edit=edit, poll=poll),
    )
    return Reply(ask.say("announce-declined", edit=edit), also=also)


def by_both(tx: Tx, ask: Ask, draft: Draft, what: str, outcome: Callable[[Ask], str]) -> Reply:
    """Says what came of it; it is the author's to undo (the audit log calls it `what`), and the author is told."""
    tx.audit.add(draft.what.author, ask.now, "announce", what, tx.rows.noted or ())
    tx.rows.note()
    tx.audit.add(ask.sender, ask.now, "announce", ask.say("announce-agreed-what", text=called(ask, draft.what)))
    also = _told(
        tx, ask, draft, lambda each, who, text: each.say("announce-agreed-by", who=who, text=text, waits=outcome(each))
    )
    return Reply(ask.say("announce-agreed", waits=outcome(ask)), also=also)


def pending(tx: Tx, ask: Ask) -> Offer | None:
    """The newest question to other admins about something of the person."""
    asked = [offer for _, _, offer in tx.offers.standing(ask.now) if offer.name == EYES]
    mine = [offer for offer in asked if Draft.of(offer.data).what.author == ask.sender]
    return max(mine, key=attrgetter("id"), default=None)


def withdrawn(tx: Tx, ask: Ask) -> list[str]:
    """Takes back all of the person that waits for another admin; returns a sentence for each."""
    mine = {
        offer.data["mark"]: draft
        for _, _, offer in tx.offers.standing(ask.now)
        if offer.name == EYES and (draft := Draft.of(offer.data)).what.author == ask.sender
    }
    for mark in mine:
        tx.offers.settle(EYES, "mark", mark, ask.now)
    return [_back(ask, draft) for draft in mine.values()]


def _back(ask: Ask, draft: Draft) -> str:
    poll = int(draft.what.poll is not None)
    return ask.say("stop-eyes", text=called(ask, draft.what), edit=int(draft.edits > 0), poll=poll)


def _question(tx: Tx, ask: Ask, draft: Draft) -> str:
    what = draft.what
    there = places(tx, ask, what.groups)
    if (old := tx.announcements.get(draft.edits)) is not None:
        return _question_of_edit(ask, old, what, there)
    at, _ = goes_out(ask, what, there)
    head = ask.say(
        "announce-question",
        author=person(what.author),
        groups=named(ask, there),
        later=int(at > soonest(ask)),
        at=_show.when(at, ask.now, ask.zone, ask.language),
    )
    return "\n\n".join([head, *shown(ask, what, there), ask.say("announce-question-how")])


def _question_of_edit(ask: Ask, old: Announcement, new: Announcement, there: list[Place]) -> str:
    head = ask.say("announce-question-edit", author=person(new.author), groups=named(ask, there))
    both = [*shown(ask, old, there), ask.say("announce-edit-to"), *shown(ask, new, there)]
    return "\n\n".join([head, *both, ask.say("announce-question-how")])


def _asks(ask: Ask, draft: Draft) -> str:
    """The question in a line."""
    return ask.say("announce-asks", author=person(draft.what.author), text=called(ask, draft.what))


def _asked(tx: Tx, ask: Ask, old: Announcement | None, others: int) -> str:
    """That others are asked; and what of an announcement that is to be changed goes out before they may agree."""
    at = waiting(tx, old) if old is not None else None
    until = [] if at is None else [ask.say("announce-asked-old", at=_show.when(at, ask.now, ask.zone, ask.language))]
    return "\n".join([ask.say("announce-asked", others=others, edit=int(old is not None)), *until])


def _told(tx: Tx, ask: Ask, draft: Draft, told: Callable[[Ask, str, str], str]) -> tuple[Word, ...]:
    """What the author hears of it, unless that is where it was just said."""
    chat = draft.what.chat
    if chat == ask.chat:
        return ()
    each = theirs(tx, ask, chat)
    return (Word(chat, told(each, person(ask.sender), called(each, draft.what))),)
