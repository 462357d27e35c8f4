"""The columns of the tables: how a cell is read, and how it is written so that it reads the same.

What `!add` knows is read as there, but for lists, which are parted by `;` alone. Further columns keep what only the bot
knows, so that an export is the whole library; an import takes those for new entries only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any

from commands import _show
from commands._fold import bare, fold
from commands._kit import Ask, UserError
from commands._library import fields, readers
from storage.library import Chapter
from storage.search import Kind

Read = Callable[[Ask, str], Any]

FILE, TRANSCRIPT, CHAPTERS = "file", "transcript", fields.CHAPTERS  # cells that are more than a column of the entry

_PARTED = re.compile(r"\s*;\s*")
_CHAPTER = re.compile(r"(?:[^;\\]|\\.)+", re.DOTALL)
_YES, _NO = {"yes", "ja", "1", "true", "wahr", "x"}, {"no", "nein", "0", "false", "falsch", "", "-"}
_SERIAL, _EPOCH = re.compile(r"[2-5][0-9]{4}(?:\.0)?"), date(1899, 12, 30)
_JOINS = {"am", "vom", "on", "mit", "with", "von", "by", "auch", "also", "tag", "day"}  # no names of columns
_LONGEST = 200  # characters of a name that is kept as it is


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its name in the head, and that of the entry's column.

    `read` makes a value of a cell or raises UserError, `write` makes the cell of a value. A table must have those that
    are `needed`. What is `kept` by the bot itself is taken for new entries only.
    """

    name: str
    column: str
    read: Read
    write: Callable[[Any], str] = lambda value: "" if value is None else str(value)
    needed: bool = False
    kept: bool = False


def of(kind: Kind) -> dict[str, Column]:
    """The columns of a kind of entry by their name in the head, in the order in which they are written."""
    return {column.name: column for column in _COLUMNS[kind]}


def aliases(kind: Kind) -> dict[str, str]:
    """What else people call the columns, folded, with their names: "datum" is "date"."""
    own = {one.column: one.name for one in of(kind).values()}
    names = {bare(name): own[one.column] for one in fields.FIELDS[kind] if one.column in own for name in one.names}
    return {name: column for name, column in names.items() if name not in {*own.values(), *_JOINS}}


def _plain(kind: Kind, *columns: str) -> Iterable[Column]:
    for name in columns:
        field = fields.of(kind, name)
        yield Column(name, name, field.value, needed=field.needed)


def _date(ask: Ask, text: str) -> date:
    """A day, also as spreadsheets count it: 45812 is 4 June 2025."""
    if _SERIAL.fullmatch(text.strip()):
        text = (_EPOCH + timedelta(days=int(text.strip()[:5]))).isoformat()
    day: date = fields.of("recording", "date").value(ask, text)
    return day


def _name(most: int) -> Read:
    return lambda ask, text: readers.short(ask, text, most)


def _list(most: int) -> Read:
    return readers.parted(most, _PARTED)


def _chapters(ask: Ask, text: str) -> list[Chapter]:
    """Chapters parted by `;`; one inside a title is written `\\;`."""
    parts = (re.sub(r"\\([;\\])", r"\1", part) for part in _CHAPTER.findall(text))
    return readers.chapters(ask, "\n".join(" ".join(part.split()) for part in parts))


def _chapters_written(chapters: Iterable[Chapter]) -> str:
    told = ((clock(one.second), re.sub(r"[;\\]", r"\\\g<0>", one.title)) for one in chapters)
    return ";".join(f"{time} {title}" for time, title in told)


def clock(second: int) -> str:
    """A second as tables and transcripts tell it: "00:12:30"."""
    minutes, seconds = divmod(second, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"


@lru_cache(maxsize=256)  # it takes a millisecond, and a table names the same few again and again
def _topic(ask: Ask, text: str) -> str:
    topic: str = fields.of("tip", "topic").value(ask, text)
    return topic


def _language(ask: Ask, text: str) -> str:
    return fields.of("template", "language").value(ask, text) or "de"


def _verified(ask: Ask, text: str) -> bool:
    if (said := fold(text)) not in _YES | _NO:
        raise UserError(ask.say("import-yes", words=_show.shortened(text)))
    return said in _YES


def _instant(ask: Ask, text: str) -> datetime:
    """A moment with its offset; an empty cell is now."""
    try:
        at = datetime.fromisoformat(text.strip()) if text.strip() else ask.now
        if at.tzinfo is not None:
            return at.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise UserError(ask.say("import-instant", words=_show.shortened(text)))


def _instant_written(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _rests(ask: Ask, text: str) -> str:
    if text.strip() not in {"", "voted out"}:
        raise UserError(ask.say("import-rests", words=_show.shortened(text)))
    return text.strip()


_ADDED = Column("added", "added_at", _instant, _instant_written, kept=True)

_COLUMNS: dict[Kind, tuple[Column, ...]] = {
    "recording": (
        Column("date", "date", _date, date.isoformat, needed=True),
        *_plain("recording", "title"),
        Column("speakers", "speakers", _list(300)),
        *_plain("recording", "link", "length"),
        Column("topics", "topics", _list(200)),
        *_plain("recording", "slides"),
        Column(CHAPTERS, CHAPTERS, _chapters, _chapters_written),
        Column(TRANSCRIPT, TRANSCRIPT, _name(_LONGEST)),
        Column("meeting", "meeting", lambda ask, text: _name(_LONGEST)(ask, text) or None, kept=True),
        _ADDED,
    ),
    "template": (
        *_plain("template", "title", "kind", "phase", "region", "size", "used_by", "outcome", "year", "licence"),
        Column("language", "language", _language),
        Column(FILE, FILE, _name(_LONGEST)),
        *_plain("template", "link"),
        _ADDED,
    ),
    "tip": (
        Column("id", "", lambda _ask, _text: None),
        Column("topic", "topic", _topic, needed=True),
        *_plain("tip", "lang_de", "lang_en"),
        Column("source_title", "source", fields.of("tip", "source").value),
        Column("source_year", "source_year", _name(20)),
        Column("verified", "verified", _verified, lambda value: "yes" if value else "no"),
        *_plain("tip", "author"),
        Column("reviewed", "reviewed_at", _instant, _instant_written, kept=True),
        Column("rests", "rests", _rests, kept=True),
        _ADDED,
    ),
    "term": (
        *_plain("term", "term_de", "term_en", "definition_de", "definition_en"),
        Column("synonyms_de", "synonyms_de", _list(500)),
        _ADDED,
    ),
}
