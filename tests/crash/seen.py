"""What came of a talk, in a form in which two runs can be compared: what was said, and what is stored."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Collection
from contextlib import closing

from rig import Rig

Lines = Counter[tuple[str, ...]]

_UNTOLD_TABLES = ("sqlite_", "search_", "given", "admin_keys")  # the last holds hashes with a salt of its own
_MOMENT = re.compile(r"(?<=^draft )\d+$|\b\d{8}T\d{6}\.\d{6}\b")  # of a draft or a change, in its name
_QUESTION = "Von deiner Ankündigung"  # whether something stands in the group; a talk without deaths has none
_ASKED = "SELECT id FROM posts WHERE rule = 'announcement-unsure'"
_ONLY = {  # edits are compared as they were said
    "deliveries": " WHERE edits IS NULL AND coalesce(post, 0) NOT IN ({asked})"
    " AND coalesce(frame, 0) NOT IN (SELECT id FROM frames WHERE sent_at IN ({answers}))",
    "frames": " WHERE sent_at NOT IN ({answers})",
    "posts": " WHERE id NOT IN ({asked})",
    # The first backup is put off by a day if the bot dies that night.
    "settings": " WHERE key NOT IN ('backed_up_at', 'backup_tried_at')",
}
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


def unsure(rig: Rig) -> str | None:
    """What the bot asks Petra about and waits for her answer: whether the announcement of these words is there."""
    last = next((one for one in reversed(rig.world.messages) if one.chat == "direct:petra"), None)
    if last is None or last.author != "bot" or not last.text.startswith(_QUESTION):
        return None
    return re.split("[„“]", last.text)[1].rstrip("…")


def said(rig: Rig, answers: Collection[int] = ()) -> Lines:
    """What was said, by whom, with all edits; without what the bot was unsure about and these answers (timestamps)."""
    found: Lines = Counter()
    for one in rig.world.messages:
        if {one.timestamp, one.quote and one.quote.timestamp} & set(answers) or one.text.startswith(_QUESTION):
            continue
        texts = list(dict.fromkeys(map(_timeless, (*one.edits, one.text))))
        asked = f"{one.poll.question} {one.poll.votes} {one.poll.closed}" if one.poll else ""
        found[one.chat, one.author, *texts, asked, one.quote.text if one.quote else "", str(one.deleted)] += 1
    return found


def _timeless(text: str) -> str:
    """A text without the two minutes by which a death may delay it, and without how many phones had confirmed it."""
    text = re.sub(r"\b[Gg]esendet um .*", "gesendet", text)
    text = re.sub(r"\d\d:\d\d Uhr · ", "", text)  # of what the log of changes tells
    return re.sub(r"\bin (einer Stunde|an hour|5\d (Minuten|minutes))", "in einer Stunde", text)


def stored(rig: Rig, answers: Collection[int] = ()) -> Lines:
    """All rows of all tables without what depends on the order and the moment of things, and without such answers."""
    found: Lines = Counter()
    left_out = {"asked": _ASKED, "answers": ", ".join(map(str, answers))}
    with closing(sqlite3.connect(rig.folder / "losbote.db")) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            if not table.startswith(_UNTOLD_TABLES):
                info = database.execute("SELECT name FROM pragma_table_info(?)", (table,)).fetchall()
                names = [name for (name,) in info if not name.endswith("_at") and (table, name) not in _UNTOLD]
                names = [name for name in names if name not in _NUMBERS]
                which = _ONLY.get(table, "").format(**left_out)
                rows = database.execute(f"SELECT {', '.join(names)} FROM {table}{which}")  # noqa: S608 - ours all
                found.update((table, *(_MOMENT.sub("", str(value)) for value in row)) for row in rows)
    return found
