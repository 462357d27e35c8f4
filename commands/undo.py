"""`!undo`: admins take back their last change, and the one before, and so on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import Any

from commands import _show, discover
from commands._announce.draft import called
from commands._announce.eyes import pending, withdrawn
from commands._announce.taking import standing
from commands._kit import Ask, Example, Reply, UserError, command, taker
from commands._library import fields, shelves
from storage import Tx
from storage.audit import Entry
from storage.offers import Offer
from storage.rows import Change, ThereAgain, TooLate
from storage.search import Kind

_OFFER = "undo"
_SHOWN = 100
_KINDS: dict[str, Kind] = {"recordings": "recording", "templates": "template", "tips": "tip", "terms": "term"}


@command(
    "undo",
    "zurück",
    "rückgängig",
    who="admin",
    changes=True,
    examples=[
        Example(
            "!zurück", "Zurückgenommen:\nAbgesagt: Themen finden, die viele angehen", after="!treffen absage 24.3.2027"
        ),
        Example("!zurück", "Von dir gibt es nichts zurückzunehmen.…", refused=True),
        Example(
            "!undo",
            "Taken back:\nCancelled: Themen finden, die viele angehen",
            language="en",
            after="!meeting cancel 24.3.2027",
        ),
    ],
)
def undo(tx: Tx, ask: Ask) -> Reply:
    """Takes back what the person has open, else her last change that still stands."""
    entry, newest = tx.audit.last(ask.sender), tx.audit.newest(ask.sender)
    if (dropped := _dropped(tx, ask, entry)) is not None:
        return dropped
    if newest is not None and not newest.changes and newest.command != "undo":
        return _late(tx, ask, newest, newest.command if newest.command == "hold" else "done")
    if entry is None:
        raise UserError(ask.say("undo-none"), example=None)
    return _taken_back(tx, ask, entry)


def _dropped(tx: Tx, ask: Ask, last: Entry | None) -> Reply | None:
    """The no to the person's question that is open, or to what of hers waits for other admins, if it came last."""
    question = tx.offers.question(ask.chat, ask.sender, ask.now)
    if question is not None and question.name == _OFFER and not question.data.get("sure"):
        tx.offers.drop(question)
        return earlier.run(tx, ask, question.data, True)  # said again, it is a yes to the change before
    if question is not None and question.name != _OFFER and not question.done:
        tx.offers.drop(question)
        if question.takes == "yes":
            return discover().takers[question.name].run(tx, ask, question.data, False)
        return discover().listeners[question.name].run(tx, ask, question.data, None)
    asked = pending(tx, ask)
    if asked is None or (last is not None and asked.made is not None and asked.made < last.at):
        return None
    return Reply("\n".join(withdrawn(tx, ask)))


@taker(_OFFER, who="admin")
def earlier(tx: Tx, ask: Ask, data: dict[str, Any], yes: bool) -> Reply:
    """Takes back the change that was offered in place of one that cannot be, or was to be looked at once more."""
    entry = tx.audit.last(ask.sender, before=data["entry"] + 1)
    if not yes or entry is None or entry.id != data["entry"]:
        return Reply(ask.say("undo-left"))
    return _taken_back(tx, ask, entry, sure=data.get("sure", False))


def _taken_back(tx: Tx, ask: Ask, entry: Entry, *, sure: bool = False) -> Reply:
    """What was taken back, with what there is to say about it; or why that is too late, and an offer.

    What stands in the groups is deleted there only if the person is `sure`; else it is shown first.
    """
    if not sure and (text := standing(tx, ask, entry.changes)):
        return Reply(text, offer=Offer(_OFFER, {"entry": entry.id, "sure": True}))
    if any(_lost(tx, change) for change in entry.changes):
        return _late(tx, ask, entry, "file")
    try:
        tx.rows.take_back(entry.changes)
    except ThereAgain as late:
        return _late(tx, ask, entry, "again", _double(tx, ask, late.change))
    except TooLate:
        return _late(tx, ask, entry, "changed")
    tx.audit.undone(entry.id, tx.audit.add(ask.sender, ask.now, "undo", entry.what))
    replies = [
        undone.run(tx, ask, tuple(changes))
        for table, changes in groupby(sorted(entry.changes, key=attrgetter("table")), key=attrgetter("table"))
        if (undone := discover().undone.get(table)) is not None
    ]
    fields_now = [line for change in entry.changes for line in [*_fields(tx, ask, change), *_words(tx, ask, change)]]
    texts = [ask.say("undo-done", what=entry.what), *fields_now, *(reply.text for reply in replies if reply.text)]
    offer = next((reply.offer for reply in replies if reply.offer is not None), None)
    return Reply("\n".join(texts), offer=offer, also=tuple(word for reply in replies for word in reply.also))


def _late(tx: Tx, ask: Ask, entry: Entry, why: str, more: str = "") -> Reply:
    """That a change cannot be taken back any more; the one before it is offered, so that none is in the way."""
    lines = [ask.say("undo-late", why=why, what=entry.what), *([more] if more else [])]
    before = tx.audit.last(ask.sender, before=entry.id)
    if before is None:
        return Reply("\n".join(lines))
    lines.append(ask.say("undo-before", what=before.what))
    return Reply("\n".join(lines), offer=Offer(_OFFER, {"entry": before.id}))


def _words(tx: Tx, ask: Ask, change: Change) -> Iterator[str]:
    """What an announcement says again whose words had been changed."""
    one = tx.announcements.get(change.id) if change.table == "announcements" else None
    if one is not None and change.before is not None and change.after is not None and "texts" in change.before:
        yield ask.say("undo-words", text=called(ask, one))


def _lost(tx: Tx, change: Change) -> bool:
    """Whether a file that it would bring back is gone from the library folder."""
    file = change.before.get("file") if change.table == "templates" and change.before else None
    return bool(file) and not tx.files.has(str(file))


def _double(tx: Tx, ask: Ask, change: Change) -> str:
    """Which entry of the library stands in the place of what a change would bring back; empty if it is none of it."""
    kind = _KINDS.get(change.table)
    try:
        if kind and change.before:
            shelves.check_new(tx, ask, kind, change.before, change.id)
    except UserError as error:
        return str(error)
    return ""


def _fields(tx: Tx, ask: Ask, change: Change) -> list[str]:
    """What stands again in the fields of an entry of the library."""
    kind = _KINDS.get(change.table)
    entry = shelves.shelf(tx, kind).get(change.id) if kind and change.before and change.after else None
    if kind is None or entry is None or change.before is None:
        return []
    changed = [field for field in fields.FIELDS[kind] if field.column in change.before]
    shown = [_show.shortened(field.shown(ask, getattr(entry, field.column)), _SHOWN) for field in changed]
    return [
        ask.say("undo-field", what="filled" if now else "empty", name=field.name(ask.language), now=now)
        for field, now in zip(changed, shown, strict=True)
    ]
