"""`!edit`: admins change what stands in the library, approve tips and renew them."""

from __future__ import annotations

from typing import Any

from commands import _show
from commands._fold import fold
from commands._kit import Ask, Example, Reply, UserError, command
from commands._library import fields, shelves, terms
from commands._library.deck import fresh
from commands._library.given import source
from commands._library.handed import handed
from storage import Tx
from storage.library import Template, Tip
from storage.search import Kind

_APPROVE = {"freigeben", "freigegeben", "gib frei", "approve", "verify", "ok"}
_RENEW = {"erneuern", "erneuere", "renew"}
_SHOWN = 120  # characters of a value


@command(
    "edit",
    "ändern",
    "ändere",
    "bearbeiten",
    "bearbeite",
    "change",
    who="admin",
    changes=True,
    examples=[
        Example(
            "!ändern vorlage #1 jahr 2025",
            "Geändert: Vorlage „Einladungsschreiben an Ausgeloste“ (#1)\njahr: 2025 (bisher: 2024)",
        ),
        Example(
            "!ändern tipp #1 erneuern", "Für die nächsten 18 Monate wieder dabei: Tipp „Schreibt auch denen…“ (#1)"
        ),
        Example(
            "!ändern vorlage #1 jahr 3025", "„3025“ passt nicht als Jahr. Es geht von 1950 bis 2026.…", refused=True
        ),
        Example(
            "!edit recording #2 title Sortition at the door",
            "Changed: recording “Sortition at the door” (#2)\n"
            "title: Sortition at the door (before: Losverfahren an der Haustür)",
            language="en",
        ),
    ],
)
def edit(tx: Tx, ask: Ask) -> Reply:
    """Changes the fields that the lines name of the entry that has the number; without any it says what there is."""
    kind, words = shelves.kind_of(ask, ask.words, "edit")
    found = shelves.numbered(tx, ask, kind, words, "edit") or _named(tx, ask, kind, words)
    if found is None:
        return shelves.choice(tx, ask, kind, words, "edit")
    entry, rest = found
    if isinstance(entry, Tip) and (word := fold(rest).strip(" .!")) in _APPROVE | _RENEW:
        return _told_again(tx, ask, entry, approved=word in _APPROVE)
    try:
        return _changed(tx, ask, kind, entry, rest)
    except UserError as error:
        raise UserError(str(error), error.example or _example(ask, kind, entry)) from error


def _named(tx: Tx, ask: Ask, kind: Kind, words: str) -> tuple[Any, str] | None:
    """The term of "Losverfahren = …" and the field that its new meaning goes to."""
    name, equals, meaning = words.partition("=")
    meant = terms.meant(tx, name.strip()) if kind == "term" and equals else []
    if len(meant) != 1:
        return None
    return tx.terms.get(meant[0]), f"{fields.of(kind, f'definition_{ask.language}').name(ask.language)} {meaning}"


def _changed(tx: Tx, ask: Ask, kind: Kind, entry: shelves.Entry, words: str) -> Reply:
    file = handed(tx, ask, kind)
    before = _before(tx, kind, entry)
    if file and file.get("file") == before.get("file", ""):
        return Reply(ask.say("edit-same"))
    values = _values(ask, kind, words) | file
    if not values:
        return Reply(_overview(ask, kind, entry, before))
    if kind == "template" and not (before | values)["link"] and not (file or before["file"]):
        raise UserError(ask.say("edit-nothing-left"))
    new = {column: value for column, value in values.items() if column not in before or value != before[column]}
    if not new:
        return Reply(ask.say("edit-same"))
    head = ask.say("edit-done", what=shelves.called(ask, kind, shelves.write(tx, ask, kind, new, entry)))
    return Reply("\n".join([head, *_lines(ask, kind, before, new)]), what=head)


def _values(ask: Ask, kind: Kind, words: str) -> dict[str, Any]:
    """What is to be stored, by column."""
    values: dict[str, Any] = {}
    for field, text in fields.told(kind, words, ask):
        if not text:
            what = "needed" if field.needed else "free"
            raise UserError(ask.say("edit-empty", what=what, name=field.name(ask.language)))
        said = source(text) if field.column == "source" and text not in fields.NOTHING else {field.column: text}
        values |= {column: fields.of(kind, column).value(ask, one) for column, one in said.items()}
    return values


def _before(tx: Tx, kind: Kind, entry: shelves.Entry) -> dict[str, Any]:
    """What stands there now, by column."""
    columns = {one.column: getattr(entry, one.column) for one in fields.FIELDS[kind] if one.column != fields.CHAPTERS}
    if isinstance(entry, Template):
        columns["file"] = entry.file
    return columns | ({fields.CHAPTERS: tx.recordings.chapters(entry.id)} if kind == "recording" else {})


def _lines(ask: Ask, kind: Kind, before: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """What is new, a line for each field, with what stood there before."""
    lines = []
    for field in fields.FIELDS[kind]:
        if field.column in new:
            now, was = _shown(ask, field, new), _shown(ask, field, before)
            told = {"name": field.name(ask.language), "now": now, "was": was}
            lines.append(ask.say("edit-line", what="both" if now and was else "now" if now else "was", **told))
    if "file" in new:
        lines.append(ask.say("edit-file", what="template", name=new["file_name"]))
    if shelves.TRANSCRIPT in new:
        lines.append(ask.say("edit-file", what="recording", name=""))
    return lines


def _shown(ask: Ask, field: fields.Field, values: dict[str, Any]) -> str:
    return _show.shortened(field.shown(ask, values[field.column]), _SHOWN)


def _overview(ask: Ask, kind: Kind, entry: shelves.Entry, before: dict[str, Any]) -> str:
    """Everything that can be changed of an entry, with what stands there."""
    full = [(field, shown) for field in fields.FIELDS[kind] if (shown := _shown(ask, field, before))]
    empty = [field.name(ask.language) for field in fields.FIELDS[kind] if not _shown(ask, field, before)]
    called = shelves.called(ask, kind, entry)
    lines = [
        f"{called[:1].upper()}{called[1:]}:",
        *(f"{field.name(ask.language)}: {shown}" for field, shown in full),
        *([ask.say("edit-missing", names=_show.listed(empty, ask.language))] if empty else []),
        ask.say("edit-how", example=_example(ask, kind, entry)),
    ]
    return "\n".join(lines)


def _example(ask: Ask, kind: Kind, entry: shelves.Entry) -> str:
    return ask.say("shelves-change-how", kind=kind, number=f"#{entry.id}")


def _told_again(tx: Tx, ask: Ask, tip: Tip, *, approved: bool) -> Reply:
    """Puts a tip back where it is told from: as checked today, with no votes against it."""
    if approved and tip.verified and not tip.rests and fresh(tip, ask.now):
        return Reply(ask.say("edit-approved", what=shelves.called(ask, "tip", tip)))
    tx.tips.change(tip.id, rests="", reviewed_at=ask.now, verified=True)
    what = "again" if tip.verified else "approved"
    return Reply(ask.say("edit-told", what=what, called=shelves.called(ask, "tip", tip)))
