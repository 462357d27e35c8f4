"""`!edit`: admins change what stands in the library, approve tips and renew them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from commands import _show
from commands._fold import fold
from commands._kit import Ask, Example, Reply, UserError, command, taker
from commands._library import fields, recordings, sentences, shelves
from commands._library.deck import fresh
from commands._library.given import source
from commands._library.handed import handed
from commands._library.quotes import as_typed
from storage import Tx
from storage.library import Chapter, Recording, Template, Tip
from storage.offers import Offer
from storage.search import Kind

_APPROVE = {"freigeben", "freigegeben", "gib frei", "approve", "verify", "ok"}
_RENEW = {"erneuern", "erneuere", "renew"}
_REMOVE = {"entfernen", "loeschen", "weg", "remove", "delete"}
_POLITE = {"bitte", "please"}
_OFFER = "edit"
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
    ordered=sentences.approval,
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
    """Changes the fields that the lines name of the entry that is meant; without any it says what there is.

    Where another entry could be meant it shows which, and waits for a yes.
    """
    kind, words = shelves.kind_of(tx, ask, as_typed(ask), "edit")
    name, change = _parted(ask, kind, words)
    found = shelves.numbered(tx, ask, kind, words, "edit")
    if found is None and change and (meant := shelves.named(tx, ask, kind, name)) is not None:
        found = replace(meant, rest=change)
    if found is None:
        return shelves.choice(tx, ask, kind, name if change else words, "edit", change)
    if found.sure or not (found.rest.strip() or ask.files):
        return _done(tx, ask, kind, found.entry, found.rest)
    called = shelves.called(ask, kind, found.entry)
    if ask.files:  # which a yes would not bring along
        example = ask.say("shelves-change", kind=kind, number=f"#{found.entry.id}")
        raise UserError(ask.say("edit-which", what=called), example)
    offer = Offer(_OFFER, {"kind": kind, "entry": found.entry.id, "words": found.rest})
    return Reply(ask.say("edit-sure", what=called, change=_show.shortened(found.rest, _SHOWN)), offer=offer)


@taker(_OFFER, who="admin")
def confirmed(tx: Tx, ask: Ask, data: dict[str, Any], yes: bool) -> Reply:
    """Changes the entry that was shown, or leaves it."""
    kind: Kind = data["kind"]
    entry = shelves.shelf(tx, kind).get(data["entry"])
    if entry is None:
        return Reply(ask.say("hits-gone"))
    return _done(tx, ask, kind, entry, data["words"]) if yes else Reply(ask.say("edit-left"))


def _done(tx: Tx, ask: Ask, kind: Kind, entry: shelves.Entry, rest: str) -> Reply:
    """What comes of the words behind an entry."""
    word = " ".join(one for one in fold(rest).split() if one.strip(".!") not in _POLITE).strip(" .!")
    if isinstance(entry, Tip) and word in _APPROVE | _RENEW:
        return _told_again(tx, ask, entry, approved=word in _APPROVE)
    if word in _REMOVE:
        example = f"{ask.say('shelves-try-list', command='remove', kind=kind)} #{entry.id}"
        raise UserError(ask.say("edit-remove"), example)
    try:
        return _changed(tx, ask, kind, entry, rest)
    except UserError as error:
        raise UserError(str(error), error.example or _example(ask, kind, entry)) from error


def _parted(ask: Ask, kind: Kind, words: str) -> tuple[str, str]:
    """The name of an entry and the change behind it: "Losverfahren = …", "Einladung jahr 2023"; else empty texts."""
    name, equals, meaning = words.partition("=")
    if kind == "term" and equals:
        return name.strip(), f"{fields.of(kind, f'definition_{ask.language}').name(ask.language)} {meaning.strip()}"
    first, _, more = words.strip().partition("\n")
    tokens = first.split()
    for at in range(1, len(tokens)):
        change = " ".join(tokens[at:])
        if (found := fields.named(kind, change)) is not None and found[1]:
            return " ".join(tokens[:at]), f"{change}\n{more}".strip()
    return "", ""


def _changed(tx: Tx, ask: Ask, kind: Kind, entry: shelves.Entry, words: str) -> Reply:
    file = handed(tx, ask, kind)
    before = _before(tx, kind, entry)
    if file and file.get("file") == before.get("file", ""):
        return Reply(ask.say("edit-same"))
    values = _values(ask, kind, words, before) | file
    if not values:
        return Reply(_overview(ask, kind, entry, before))
    if kind == "template" and not (before | values)["link"] and not (file or before["file"]):
        raise UserError(ask.say("edit-nothing-left"))
    new = {column: value for column, value in values.items() if column not in before or value != before[column]}
    if not new:
        return Reply(ask.say("edit-same"))
    head = ask.say("edit-done", what=shelves.called(ask, kind, shelves.write(tx, ask, kind, new, entry)))
    told = [ask.say("edit-mended")] if isinstance(entry, Recording) and recordings.in_the_groups(entry, ask.now) else []
    return Reply("\n".join([head, *_lines(ask, kind, before, new), *told]), what=head)


def _values(ask: Ask, kind: Kind, words: str, before: dict[str, Any]) -> dict[str, Any]:
    """What is to be stored, by column; chapters are added to those that are there."""
    values: dict[str, Any] = {}
    cleared: Sequence[Chapter] | None = None
    for field, text in fields.told(kind, words, ask):
        if not text:
            what = "needed" if field.needed else "free"
            raise UserError(ask.say("edit-empty", what=what, name=field.name(ask.language)))
        said = source(text) if field.column == "source" and text not in fields.NOTHING else {field.column: text}
        values |= {column: fields.of(kind, column).value(ask, one) for column, one in said.items()}
        if field.column == fields.CHAPTERS and text not in fields.NOTHING:
            values[fields.CHAPTERS] = _with(before[fields.CHAPTERS] if cleared is None else (), values[fields.CHAPTERS])
        cleared = () if field.column == fields.CHAPTERS else cleared
    return values


def _with(there: Sequence[Chapter], told: Sequence[Chapter]) -> list[Chapter]:
    """The chapters that are there and those that are told, which take the place of others at the same second."""
    found = {one.second: one for one in [*there, *told]}
    return [one for _, one in sorted(found.items()) if one.title not in fields.NOTHING]


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
        if field.column == fields.CHAPTERS and new.get(field.column):
            gone = [one for one in before[field.column] if one not in new[field.column]]
            told = {"now": field.shown(ask, new[field.column]), "was": field.shown(ask, gone)}
            lines.append(ask.say("edit-chapters", what="both" if gone else "now", **told))
        elif field.column in new:
            now, was = _shown(ask, field, new), _show.shortened(field.shown(ask, before[field.column]), _SHOWN)
            told = {"name": field.name(ask.language), "now": now, "was": was}
            lines.append(ask.say("edit-line", what="both" if now and was else "now" if now else "was", **told))
    if "file" in new:
        lines.append(ask.say("edit-file", what="template", name=new["file_name"]))
    if shelves.TRANSCRIPT in new:
        lines.append(ask.say("edit-file", what="recording", name=""))
    return lines


def _shown(ask: Ask, field: fields.Field, values: dict[str, Any]) -> str:
    shown = field.shown(ask, values[field.column])
    return f"\n{shown}" if shown and field.column == fields.CHAPTERS else _show.shortened(shown, _SHOWN)


def _overview(ask: Ask, kind: Kind, entry: shelves.Entry, before: dict[str, Any]) -> str:
    """Everything that can be changed of an entry, with what stands there."""
    full = [(field, shown) for field in fields.FIELDS[kind] if (shown := _shown(ask, field, before))]
    empty = [field.name(ask.language) for field in fields.FIELDS[kind] if not _shown(ask, field, before)]
    called = shelves.called(ask, kind, entry)
    lines = [
        f"{called[:1].upper()}{called[1:]}:",
        *(f"{field.name(ask.language)}: {shown}".replace(": \n", ":\n") for field, shown in full),
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
