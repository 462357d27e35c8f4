"""What admins can do in the library, whatever the kind of entry: name one, write to it, take it out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from commands import _show
from commands._calendar import CHANGED, Meeting, meetings
from commands._fold import bare, fold
from commands._kit import Ask, Reply, UserError
from commands._library import addresses, fields, hits, recordings, terms, tips
from commands._library.fields import CHAPTERS
from commands._meeting.dates import row
from storage import Tx
from storage.library import Recording, Shelf, Template, Term, Tip
from storage.search import Kind

TRANSCRIPT = "transcript"  # is no column of a recording

Entry = Recording | Template | Tip | Term

_WORDS: dict[Kind, str] = {
    "recording": "recording recordings aufzeichnung aufzeichnungen aufnahme aufnahmen video videos",
    "template": "template templates vorlage vorlagen muster dokument dokumente document documents",
    "tip": "tip tips tipp tipps",
    "term": "term terms begriff begriffe glossar glossary",
}
_KINDS = {bare(word): kind for kind, words in _WORDS.items() for word in words.split()}
_MEETINGS = {"treffen", "termin", "meeting", "date", "serie", "series"}
_NUMBER = re.compile(
    r"(?:(?P<fixed>#)|(?:nr|no|nummer|number)\b\.?\s*)?(?P<number>[0-9]{1,9})(?![\w-]|[.:]\S)[.:)]?\s*", re.IGNORECASE
)
_ARTICLE = re.compile(r"\s*(?:(?:die|der|das|den|dem|eine?n?|the|an?)\s+)+", re.IGNORECASE)
_NEWEST = re.compile(r"\s*(?:letzten?|letztes|neue?sten?|last|latest|newest)\b\s*", re.IGNORECASE)
_LETTERS = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Meant:
    """An entry that words mean, and what follows them; not `sure` if they could mean another one."""

    entry: Any  # an Entry
    rest: str
    sure: bool = True


def kind_of(tx: Tx, ask: Ask, words: str, command: str) -> tuple[Kind, str]:
    """The kind that the first word names, and the words after it; raises UserError if it names none.

    "die letzte Aufzeichnung titel …" leaves "letzte titel …".
    """
    lead = _ARTICLE.match(words)
    rest = words[lead.end() :] if lead else words
    newest = _NEWEST.match(rest)
    match = re.match(r"\s*(\S+)[^\S\n]*", rest[newest.end() :] if newest else rest)
    word = bare(match[1]).rstrip(":.,") if match else ""
    if (kind := _KINDS.get(word)) is None or match is None:
        raise _no_kind(tx, ask, rest.strip(), command)
    return kind, f"{newest[0].strip()} {match.string[match.end() :]}" if newest else match.string[match.end() :]


def _no_kind(tx: Tx, ask: Ask, words: str, command: str) -> UserError:
    """What to write where no kind was named; of something that is there, how it is meant."""
    word = bare(words.partition(" ")[0]).rstrip(":.,")
    what = "meeting" if word in _MEETINGS else "unknown" if word else "empty"
    found = hits.found(tx, ask, words) if what == "unknown" and command != "add" else []
    kind = "recording" if found and found[0][0] == "passage" else found[0][0] if found else "template"
    example = ask.say("shelves-try", command="meeting" if what == "meeting" else command, kind=kind)
    told = ask.say("shelves-kind-of", what=what, words=_show.shortened(words.partition(" ")[0]))
    return UserError(told, f"{example} {_show.shortened(words)}" if found else example)


def shelf(tx: Tx, kind: Kind) -> Shelf[Any]:
    """The shelf of a kind."""
    shelves: dict[Kind, Shelf[Any]] = {
        "recording": tx.recordings,
        "template": tx.templates,
        "tip": tx.tips,
        "term": tx.terms,
    }
    return shelves[kind]


def title(entry: Entry) -> str:
    """What an entry is called, on one short line."""
    if isinstance(entry, Term):
        return entry.term_de
    return _show.shortened(entry.lang_de, 60) if isinstance(entry, Tip) else _show.shortened(entry.title, 100)


def called(ask: Ask, kind: Kind, entry: Entry) -> str:
    """The entry in a sentence: "Vorlage „Losprotokoll“ (#3)"."""
    return ask.say("shelves-called", kind=kind, title=title(entry), number=f"#{entry.id}")


def numbered(tx: Tx, ask: Ask, kind: Kind, words: str, command: str) -> Meant | None:
    """The entry whose number the words begin with, or the newest if they say so; None if they begin with neither.

    A number with `#` is always that of the entry itself. One without is that of the list that is open here; else it
    counts the recordings as `!recording` does, and is no sure one. Raises UserError if there is no such entry.
    """
    words = words.lstrip()
    newest = _NEWEST.match(words)
    if newest and (not words[newest.end() :] or fields.named(kind, words[newest.end() :])):
        found = _newest(tx, ask, kind)
        return Meant(shelf(tx, kind).get(found[0][1]), words[newest.end() :], sure=False) if found else None
    match = _NUMBER.match(words)
    if match is None:
        return None
    number, rest = int(match["number"]), words[match.end() :]
    listed = None if match["fixed"] else hits.at(tx, ask, number)
    listing = ask.say("shelves-try-list", command=command, kind=kind)
    if listed is not None and listed[0] != kind:
        raise UserError(ask.say("shelves-other", number=number, kind=listed[0], fixed=f"#{number}"), listing)
    entry = shelf(tx, kind).get(listed[1] if listed else number)
    if kind == "recording" and not listed and not match["fixed"]:
        entry = next(iter(tx.recordings.newest(number)[number - 1 :]), None) if number else None
    if entry is None:
        raise UserError(ask.say("shelves-none", kind=kind, number=match[0].strip(" .:)")), listing)
    return Meant(entry, rest, sure=bool(listed or match["fixed"]))


def named(tx: Tx, ask: Ask, kind: Kind, words: str) -> Meant | None:
    """The one entry that words name: by its very name, or, not quite sure, the only one that is found."""
    same = [one for one in shelf(tx, kind).all() if fold(words) in _names(one)]
    if len(same) == 1:
        return Meant(same[0], "")
    meant = terms.meant(tx, words) if kind == "term" else []
    found = meant or [entry for _, entry in hits.found(tx, ask, words, (kind,))]
    return Meant(shelf(tx, kind).get(found[0]), "", sure=False) if len(found) == 1 else None


def _names(entry: Entry) -> set[str]:
    """What an entry is called in full, folded."""
    if isinstance(entry, Term):
        return {fold(entry.term_de), fold(entry.term_en)} - {""}
    return {fold(entry.lang_de if isinstance(entry, Tip) else entry.title)}


def choice(tx: Tx, ask: Ask, kind: Kind, words: str, command: str, then: str = "") -> Reply:
    """The entries that may be meant, to be named by their number, with what is to be done `then`.

    Without words the newest, of tips those that rest.
    """
    words = words.strip()
    found = hits.found(tx, ask, words, _searched(kind)) if words else _newest(tx, ask, kind)
    if not found:
        return hits.nothing(tx, ask, words, _searched(kind)) if words else Reply(ask.say("shelves-empty", kind=kind))
    example = f"{ask.say('shelves-try-number', command=command, kind=kind)} {_show.shortened(then)}".strip()
    return hits.listed(tx, ask, found, ask.say("shelves-which", kind=kind, example=example))


def _searched(kind: Kind) -> Sequence[Kind]:
    return ("recording", "passage") if kind == "recording" else (kind,)


def _newest(tx: Tx, ask: Ask, kind: Kind) -> list[hits.Found]:
    if kind == "recording":
        return [(kind, one.id) for one in tx.recordings.newest(30)]
    entries = sorted(shelf(tx, kind).all(), key=lambda one: one.id, reverse=True)
    if kind == "tip":
        entries.sort(key=lambda one: not tips.why_not(one, ask.now))
    return [(kind, one.id) for one in entries[:30]]


# -- writing ---------------------------------------------------------------------------------------------


def write(tx: Tx, ask: Ask, kind: Kind, values: dict[str, Any], entry: Entry | None = None) -> Entry:
    """Adds an entry with these values, or changes them of an entry; returns it. Raises UserError for a double."""
    check_new(tx, ask, kind, values, entry.id if entry else None)
    columns = {name: value for name, value in values.items() if name not in {CHAPTERS, TRANSCRIPT}}
    if entry is None:
        number = shelf(tx, kind).add(**columns, **_first(tx, ask, kind, values), added_at=ask.now)
    else:
        number = entry.id
        if columns:
            shelf(tx, kind).change(number, **columns)
    if isinstance(entry, Recording):
        _tell(tx, ask, entry)
    if CHAPTERS in values:
        tx.recordings.chapter(number, values[CHAPTERS])
    if TRANSCRIPT in values:
        tx.recordings.transcribe(number, values[TRANSCRIPT])
    stored = shelf(tx, kind).get(number)
    if stored is None:
        raise LookupError(number)
    return cast("Entry", stored)


def remove(tx: Tx, ask: Ask, kind: Kind, entry: Entry) -> None:
    """Removes an entry with what belongs to it."""
    shelf(tx, kind).remove(entry.id)
    if isinstance(entry, Recording):
        _tell(tx, ask, entry)


def check_new(tx: Tx, ask: Ask, kind: Kind, values: dict[str, Any], but: int | None = None) -> None:
    """Raises UserError if another entry has the same link, file, German text or name."""
    double = _double(tx, kind, values)
    if double is not None and double.id != but:
        example = ask.say("shelves-change", kind=kind, number=f"#{double.id}")
        raise UserError(ask.say("shelves-double", what=called(ask, kind, double)), example)
    if kind == "term" and "term_de" in values:
        _check_synonym(tx, ask, values["term_de"], but)


def _double(tx: Tx, kind: Kind, values: dict[str, Any]) -> Entry | None:
    links = addresses.spellings(values["link"]) if values.get("link") else []
    if kind == "recording":
        return tx.recordings.linked(*links)
    if kind == "template":
        there = tx.templates.with_file(values["file"]) if values.get("file") else None
        return there or tx.templates.linked(*links)
    column = "lang_de" if kind == "tip" else "term_de"
    said = _letters(values.get(column) or "")
    return next((one for one in shelf(tx, kind).all() if said and _letters(getattr(one, column)) == said), None)


def _letters(text: str) -> str:
    """A text as it is compared: a full stop or an exclamation mark makes no other."""
    return " ".join(_LETTERS.split(fold(text))).strip()


def _check_synonym(tx: Tx, ask: Ask, name: str, but: int | None) -> None:
    """Raises UserError if a name stands with another term as its synonym."""
    for one in tx.terms.all():
        if one.id != but and _letters(name) in {*map(_letters, one.synonyms_de.split(";"))} - {""}:
            example = ask.say("shelves-change", kind="term", number=f"#{one.id}")
            raise UserError(ask.say("shelves-synonym", words=name, what=called(ask, "term", one)), example)


def _first(tx: Tx, ask: Ask, kind: Kind, values: dict[str, Any]) -> dict[str, Any]:
    """What a new entry has that nobody writes."""
    if kind == "tip":
        return {"verified": True, "reviewed_at": ask.now}
    if kind == "recording" and (meeting := meeting_on(tx, ask, values["date"], values["link"])):
        _renew(tx, ask, meeting.uid, values["date"])
        return {"meeting": meeting.uid}
    return {}


def _tell(tx: Tx, ask: Ask, entry: Recording) -> None:
    """Lets what the groups read about a recording, and calendars, follow its change."""
    tx.settings.put_instant(CHANGED, ask.now)
    if entry.meeting:
        _renew(tx, ask, entry.meeting, entry.date)


def _renew(tx: Tx, ask: Ask, uid: str, day: date) -> None:
    """Lets calendars know that the recording of a meeting is another; the count of changes of its row tells them."""
    noon = datetime.combine(day, time(12), ask.zone)
    for meeting in meetings(tx, noon - timedelta(days=2), noon + timedelta(days=2)):
        if meeting.uid == uid:
            tx.meetings.change(row(tx, meeting), recording=None)
            tx.settings.put_instant(CHANGED, ask.now)


def meeting_on(tx: Tx, ask: Ask, day: date, link: str = "") -> Meeting | None:
    """The meeting of a day, if there was but one and it has no recording yet, or this one."""
    start = datetime.combine(day, time(), ask.zone)
    there = meetings(tx, start, min(start + timedelta(days=1), ask.now))
    free = len(there) == 1 and recordings.link_of(tx, there[0]) in {"", recordings.NONE, link}
    return there[0] if free else None
