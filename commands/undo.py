"""`!undo`: admins take back their last change, and the one before, and so on."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter

from commands import discover
from commands._kit import Ask, Example, Reply, UserError, command
from storage import Tx
from storage.rows import ChangedSince


@command(
    "undo",
    "zurück",
    "rückgängig",
    who="admin",
    changes=True,
    examples=[
        Example(
            "!zurück", "Zurückgenommen: Abgesagt: Themen finden, die viele angehen", after="!treffen absage 24.3.2027"
        ),
        Example("!zurück", "Von dir gibt es nichts zurückzunehmen.…", refused=True),
        Example(
            "!undo",
            "Taken back: Cancelled: Themen finden, die viele angehen",
            language="en",
            after="!meeting cancel 24.3.2027",
        ),
    ],
)
def undo(tx: Tx, ask: Ask) -> Reply:
    """Takes back the last change of the person that still stands."""
    entry = tx.audit.last(ask.sender)
    if entry is None:
        raise UserError(ask.say("undo-none"), example=None)
    try:
        tx.rows.take_back(entry.changes)
    except ChangedSince:
        raise UserError(ask.say("undo-changed", what=entry.what), example=None) from None
    text = ask.say("undo-done", what=entry.what)
    tx.audit.undone(entry.id, tx.audit.add(ask.sender, ask.now, "undo", entry.what))
    replies = [
        undone.run(tx, ask, tuple(changes))
        for table, changes in groupby(sorted(entry.changes, key=attrgetter("table")), key=attrgetter("table"))
        if (undone := discover().undone.get(table)) is not None
    ]
    texts = [text, *(reply.text for reply in replies if reply.text)]
    offer = next((reply.offer for reply in replies if reply.offer is not None), None)
    return Reply("\n".join(texts), offer=offer, also=tuple(word for reply in replies for word in reply.also))
