"""Which announcement an admin means who wants to change, delete or stop one: by a reply, by its words, or by a list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from rapidfuzz.fuzz import ratio

from commands import _show
from commands._announce import report, unsure
from commands._announce.draft import called, of_preview
from commands._announce.fate import EDITABLE, RULE, called_off, fates, old, waiting
from commands._fold import fold
from commands._kit import Ask, Reply, UserError
from commands._texts import person
from storage import Tx
from storage.announcements import Announcement
from storage.offers import Offer

LIST = "announcement-which"
_NEWEST = 100
_LIKE, _AHEAD = 60, 15  # per cent that two texts have in common, and that the nearest is nearer than the next
_RULES = {RULE, report.RULE, unsure.RULE}  # posts whose key begins with the id of an announcement
_NO_WORDS = {
    *("der", "die", "das", "den", "diese", "dieses", "sie", "es", "bitte", "wieder", "fuer", "alle"),
    *("ansage", "ankuendigung", "nachricht", "umfrage", "letzte", "letzten"),
    *("the", "this", "that", "it", "please", "for", "all", "everybody", "last", "announcement", "message", "poll"),
}


class NotSaid(UserError):
    """The words stand in no announcement of today; they may be a text of their own."""


def meant(tx: Tx, ask: Ask, action: str, words: str = "", *, poll: bool = False) -> Announcement | Reply:
    """The announcement that is meant, or a list that asks for it; raises UserError if there is none.

    To be changed (`action` is "edit") is only one of the person's own, and `words` are its new ones; else they stand
    in it. With `poll` only polls are meant.
    """
    if ask.quoted is not None:
        return _replied_to(tx, ask, action)
    found = _changed(tx, ask, words) if action == "edit" else _named(tx, ask, words, poll=poll)
    if not found and (last := _last(tx, ask, poll=poll)) is not None:
        return last
    if not found:
        raise UserError(ask.say("announce-none", poll=int(poll)), example=None)
    return found[0] if len(found) == 1 else which(tx, ask, found, action, words)


def which(tx: Tx, ask: Ask, found: list[Announcement], action: str, words: str = "") -> Reply:
    """A numbered list that asks which of them is meant."""
    lines = [f"{number} · {_line(tx, ask, one)}" for number, one in enumerate(found, 1)]
    data = {"ids": [one.id for one in found], "action": action, "words": words}
    offer = Offer(LIST, data, takes="number")
    return Reply("\n".join([ask.say("announce-which", action=action), *lines]), offer=offer)


def chosen(tx: Tx, ask: Ask, data: dict[str, Any], number: int) -> Announcement:
    """The announcement of this number in the list; raises UserError if there is none."""
    ids = data["ids"]
    if not 1 <= number <= len(ids):
        raise UserError(ask.say("announce-which-none", number=number, last=len(ids)), example=None)
    one = tx.announcements.get(ids[number - 1])
    if one is None:
        raise UserError(ask.say("announce-changed"), example=None)
    return one


def _replied_to(tx: Tx, ask: Ask, action: str) -> Announcement:
    """The announcement that is, or is told of in, the message that the line replies to."""
    delivery = tx.deliveries.with_timestamp(ask.quoted or 0)
    post = tx.posts.of_delivery(delivery) if delivery is not None else None
    number: int | None = None
    if post is not None and post.rule in _RULES:
        number = int(post.key.partition(" ")[0])
    elif delivery is not None:
        about = tx.deliveries.about(delivery)
        rule, _, key = about.partition(" ")
        number = int(key) if rule == RULE else of_preview(tx, ask, about)
    one = tx.announcements.get(number) if number is not None else None
    if one is None:
        raise UserError(ask.say("announce-reply-none"), example=None)
    if action == "edit" and one.author != ask.sender:
        raise UserError(ask.say("announce-not-yours", who=person(one.author)), example=None)
    return one


def _changed(tx: Tx, ask: Ask, words: str) -> list[Announcement]:
    """The person's own that may get these words: the one that is much like them, else all."""
    mine = _nearest(tx, ask, [one for one in _recent(tx, ask) if one.author == ask.sender])
    alike = sorted(((ratio(fold(words), fold(_words(one))), one.id) for one in mine), reverse=True)
    if len(alike) > 1 and alike[0][0] >= _LIKE and alike[0][0] - alike[1][0] >= _AHEAD:
        return [one for one in mine if one.id == alike[0][1]]
    return mine


def _named(tx: Tx, ask: Ask, words: str, *, poll: bool) -> list[Announcement]:
    """Those in which the words stand; without any the person's own, else those of others."""
    recent = [one for one in _recent(tx, ask) if not poll or one.poll is not None]
    wanted = [word for word in _split(words) if word not in _NO_WORDS]
    if wanted:
        found = [one for one in recent if set(wanted) <= set(_split(_words(one)))]
        if not found:
            raise NotSaid(ask.say("announce-words-none", words=_show.shortened(words)), example=None)
        return found
    mine = _nearest(tx, ask, [one for one in recent if one.author == ask.sender]) or recent
    return mine[:1] if "letzte" in _split(words) or "last" in _split(words) else mine


def _nearest(tx: Tx, ask: Ask, mine: list[Announcement]) -> list[Announcement]:
    """The one that is about to go out, for which there is no time to ask; else all."""
    soon = ask.now + ask.house.hold
    held = [one for one in mine if (at := waiting(tx, one)) is not None and at <= soon]
    return held if len(held) == 1 else mine


def _recent(tx: Tx, ask: Ask) -> list[Announcement]:
    """Those that are still to come, or out and can be changed, the newest first; the person's last if called off."""
    newest = tx.announcements.newest(_NEWEST)
    last = next((one for one in newest if one.author == ask.sender), None)
    return [one for one in newest if _stands(tx, ask, one) or (one == last and _off_lately(tx, ask, one))]


def _stands(tx: Tx, ask: Ask, one: Announcement) -> bool:
    return any(fate.waits or fate.out for fate in fates(tx, one)) and not old(tx, one, ask.now)


def _off_lately(tx: Tx, ask: Ask, one: Announcement) -> bool:
    return called_off(tx, one) and max(one.made, one.due) > ask.now - EDITABLE


def _last(tx: Tx, ask: Ask, *, poll: bool) -> Announcement | None:
    """The last one of the person, of which there is something to say even if nothing can be done."""
    return next(own(tx, ask, poll=poll), None)


def own(tx: Tx, ask: Ask, *, poll: bool = False) -> Iterator[Announcement]:
    """The person's own texts, or polls, the newest first."""
    return (
        one for one in tx.announcements.newest(_NEWEST) if one.author == ask.sender and (one.poll is not None) == poll
    )


def _words(one: Announcement) -> str:
    return one.poll.question if one.poll is not None else " ".join(one.texts.values())


def _split(text: str) -> list[str]:
    return [word for part in fold(text).split() if (word := part.strip(".,;:!?\"'()"))]


def _line(tx: Tx, ask: Ask, one: Announcement) -> str:
    """When it was said or will be, how it begins, whose it is if not the person's, and whether it was called off."""
    when = _show.when(said_at(tx, one), ask.now, ask.zone, ask.language)
    by = "" if one.author == ask.sender else f" · {person(one.author)}"
    off = f" ({ask.say('announce-which-off')})" if called_off(tx, one) else ""
    return f"{when} · {called(ask, one)}{by}{off}"


def said_at(tx: Tx, one: Announcement) -> datetime:
    """When it was said, or will be, UTC."""
    times = [fate.sent_at for fate in fates(tx, one) if fate.sent_at is not None]
    return min(times) if times else waiting(tx, one) or one.due
