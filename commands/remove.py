"""`!remove`: admins take an entry out of the library, once they have seen which."""

from __future__ import annotations

from typing import Any

from commands._kit import Ask, Example, Reply, command, taker
from commands._library import hits, recordings, shelves
from commands._library.quotes import as_typed
from storage import Tx
from storage.library import Recording
from storage.offers import Offer
from storage.search import Kind

_OFFER = "remove"


@command(
    "remove",
    "entfernen",
    "entferne",
    "lösche",
    "löschen",
    "delete",
    who="admin",
    changes=True,
    examples=[
        Example(
            "!entfernen vorlage #3",
            "Soll diese Vorlage weg? ja entfernt sie, nein lässt sie da.\n"
            "Losprotokoll mit Quoten (Vorarlberg, 7.000 Einwohner:innen, 2023)",
        ),
        Example("!entfernen vorlage #99", "Eine Vorlage #99 gibt es nicht.…", refused=True),
        Example(
            "!remove term Losverfahren",
            "Shall this term go? yes removes it, no leaves it there.\nSortition – …",
            language="en",
        ),
    ],
)
def remove(tx: Tx, ask: Ask) -> Reply:
    """Shows the entry that is meant, and asks."""
    kind, words = shelves.kind_of(tx, ask, as_typed(ask), "remove")
    found = shelves.numbered(tx, ask, kind, words, "remove")
    if found is None and words.strip():
        found = shelves.named(tx, ask, kind, words.strip())
    if found is None:
        return shelves.choice(tx, ask, kind, words, "remove")
    entry = found.entry.id
    lines = [ask.say("remove-ask", kind=kind), hits.line(tx, ask, kind, entry), _what_else(tx, ask, kind, entry)]
    return Reply("\n".join(filter(None, lines)), offer=Offer(_OFFER, {"kind": kind, "entry": entry}))


@taker(_OFFER, who="admin")
def removed(tx: Tx, ask: Ask, data: dict[str, Any], yes: bool) -> Reply:
    """Removes what was shown, or leaves it."""
    kind: Kind = data["kind"]
    entry = shelves.shelf(tx, kind).get(data["entry"])
    if entry is None:
        return Reply(ask.say("hits-gone"))
    called = shelves.called(ask, kind, entry)
    if not yes:
        return Reply(ask.say("remove-left", what=called))
    shelves.remove(tx, ask, kind, entry)
    done = ask.say("remove-done", what=called)
    told = [ask.say("remove-said")] if isinstance(entry, Recording) and recordings.in_the_groups(entry, ask.now) else []
    return Reply("\n".join([done, *told, ask.say("remove-undo")]), what=done)


def _what_else(tx: Tx, ask: Ask, kind: Kind, entry: int) -> str:
    """What goes along with a recording."""
    if kind != "recording":
        return ""
    chapters, passages = len(tx.recordings.chapters(entry)), len(tx.recordings.passages(entry))
    what = "both" if chapters and passages else "chapters" if chapters else "transcript" if passages else ""
    return ask.say("remove-also", what=what) if what else ""
