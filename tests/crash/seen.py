"""What came of a talk, in a form in which two runs can be compared: what was said, and what is stored."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from contextlib import closing

from rig import Rig

Lines = Counter[tuple[str, ...]]

_UNTOLD_TABLES = ("sqlite_", "search_", "given", "admin_keys")  # the last holds hashes with a salt of its own
_ONLY = {"deliveries": " WHERE edits IS NULL"}  # edits are compared as they were said
_NUMBERS = {"id", "at", "frame", "post", "edits", "delivery", "undone", "deadline", "tries", "refusals", "was_due"}
_UNTOLD = {
    ("settings", "value"),  # instants
    ("deliveries", "content"),  # what was said is compared as it was said
    ("deliveries", "error"),
    ("deliveries", "unreached"),
    ("meetings", "uid"),  # drawn by chance
    ("offers", "data"),  # numbers of rows
    ("audit", "changes"),
    ("announcements", "delivered"),  # receipts are kept in memory only
    ("announcements", "read"),
}


def said(rig: Rig) -> Lines:
    """What was said, by whom, with all edits."""
    found: Lines = Counter()
    for one in rig.world.messages:
        texts = list(dict.fromkeys(map(_timeless, (*one.edits, one.text))))
        asked = f"{one.poll.question} {one.poll.votes} {one.poll.closed}" if one.poll else ""
        found[one.chat, one.author, *texts, asked, one.quote.text if one.quote else "", str(one.deleted)] += 1
    return found


def _timeless(text: str) -> str:
    """A text without the two minutes by which a death may delay it, and without how many phones had confirmed it."""
    text = re.sub(r"^Gesendet um .*", "Gesendet", text)
    return re.sub(r"\bin (einer Stunde|5\d Minuten)", "in einer Stunde", text)


def stored(rig: Rig) -> Lines:
    """All rows of all tables without what depends on the order and the moment of things."""
    found: Lines = Counter()
    with closing(sqlite3.connect(rig.folder / "losbote.db")) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            if not table.startswith(_UNTOLD_TABLES):
                info = database.execute("SELECT name FROM pragma_table_info(?)", (table,)).fetchall()
                names = [name for (name,) in info if not name.endswith("_at") and (table, name) not in _UNTOLD]
                names = [name for name in names if name not in _NUMBERS]
                rows = database.execute(f"SELECT {', '.join(names)} FROM {table}{_ONLY.get(table, '')}")  # noqa: S608 - both from the file
                found.update((table, *map(str, row)) for row in rows)
    return found
