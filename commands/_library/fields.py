"""What is told of each kind of entry: how a field is called, how it is read, how it is shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from commands import _show
from commands._dates import written
from commands._fold import bare
from commands._kit import Ask, UserError
from commands._library import kinds, readers, regions
from commands._library.recordings import clock
from commands._texts import Language
from storage.search import Kind

Shown = Callable[[Ask, Any], str]

NOTHING = {"", "-", "--"}
CHAPTERS = "chapters"  # is no column of a recording

_PEOPLE = re.compile(r"\s*[;,&]\s*|\s+(?:und|and)\s+")
_COMMAS = re.compile(r"\s*[;,]\s*")
_TOPICS = re.compile(r"\s*[;,]\s*|(?<!-)\s+(?:und|and)\s+")  # "Vor- und Nachbereitung" is one
_TIME = re.compile(r"\d{1,3}:\d{2}(?::\d{2})?\s")


@dataclass(frozen=True, slots=True)
class Field:
    """A column of an entry, with the names by which people call it: the German one first, the English one second.

    `read` makes the value of what is written, or raises UserError; `shown` makes text of a value.
    """

    column: str
    names: tuple[str, ...]
    read: readers.Read
    shown: Shown = lambda _ask, value: str(value or "")
    needed: bool = False
    nothing: Any = field(default="")  # what stands where there is nothing

    def name(self, language: Language) -> str:
        """How it is called."""
        return self.names[0] if language == "de" else self.names[1]

    def value(self, ask: Ask, text: str) -> Any:  # noqa: ANN401 - of whatever type the column is
        """What is stored for a text; "-" empties it. Raises UserError."""
        if text.strip() not in NOTHING:
            return self.read(ask, text.strip())
        if self.needed:
            raise UserError(ask.say("fields-needed", name=self.name(ask.language)))
        return self.nothing


def told(kind: Kind, words: str, ask: Ask) -> Iterator[tuple[Field, str]]:
    """The fields that lines name, each with its text; lines that begin with a time are chapters.

    Of a field behind which only "…" stands, as in an example, the text is empty. Raises UserError for a line that
    names none.
    """
    chapters: list[str] = []
    for line in filter(None, (line.strip() for line in words.splitlines())):
        if kind == "recording" and _TIME.match(line):
            chapters.append(line)
            continue
        found = named(kind, line)
        if found is None:
            names = _show.listed([one.name(ask.language) for one in FIELDS[kind]], ask.language)
            raise UserError(ask.say("fields-unknown", words=_show.shortened(line), names=names))
        one, text = found[0], found[1].strip(" …")
        if one.column == CHAPTERS and (text or not chapters) and text not in NOTHING:
            chapters.append(text)
        elif one.column != CHAPTERS or text in NOTHING - {""}:
            yield one, found[1] if text else ""
    if chapters:
        yield of(kind, CHAPTERS), "\n".join(chapters)


def named(kind: Kind, line: str) -> tuple[Field, str] | None:
    """The field that a line begins with, by the longest of its names, and the rest."""
    words = line.split()
    for count in (2, 1):
        name = bare(" ".join(words[:count])).rstrip(" :=")
        if len(words) >= count and (one := _BY_NAME[kind].get(name)) is not None:
            return one, line.split(maxsplit=count)[count].lstrip(":= ") if len(words) > count else ""
    return None


def of(kind: Kind, column: str) -> Field:
    """The field of a column."""
    return next(one for one in FIELDS[kind] if one.column == column)


def _parts_shown(_ask: Ask, value: Any) -> str:  # noqa: ANN401
    return ", ".join(str(value).split(";")) if value else ""


FIELDS: dict[Kind, tuple[Field, ...]] = {
    "recording": (
        Field("title", ("titel", "title", "name"), readers.text(160), needed=True),
        Field(
            "date",
            ("datum", "date", "tag", "day", "am", "vom", "on"),
            readers.day,
            lambda ask, value: written(value, ask.language),
            needed=True,
        ),
        Field("link", ("link", "adresse", "url"), readers.link, needed=True),
        Field(
            "speakers",
            ("mit", "speakers", "with", "referent:innen", "referenten", "sprecher:innen", "sprecher"),
            readers.parted(300, _PEOPLE),
            _parts_shown,
        ),
        Field(
            "length",
            ("länge", "length", "dauer", "duration"),
            readers.length,
            lambda ask, value: ask.say("show-minutes", minutes=value) if value else "",
            nothing=None,
        ),
        Field("topics", ("themen", "topics", "thema", "topic"), readers.parted(200, _TOPICS), _parts_shown),
        Field("slides", ("folien", "slides", "präsentation"), readers.link),
        Field(
            CHAPTERS,
            ("kapitel", "chapters", "chapter"),
            readers.chapters,
            lambda _ask, value: "\n".join(f"{clock(one.second)} {one.title}" for one in value),
            nothing=(),
        ),
    ),
    "template": (
        Field("title", ("titel", "title", "name"), readers.text(160), needed=True),
        Field(
            "kind",
            ("art", "kind", "typ", "type"),
            readers.kind,
            lambda ask, value: kinds.KINDS.shown(value, ask.language),
        ),
        Field("phase", ("phase", "phase"), readers.phase, lambda ask, value: kinds.PHASES.shown(value, ask.language)),
        Field(
            "region",
            ("land", "place", "ort", "kanton", "region", "canton", "bundesland", "state"),
            readers.region,
            lambda ask, value: regions.REGIONS.shown(value, ask.language),
        ),
        Field(
            "size",
            ("größe", "size", "einwohner:innen", "einwohner", "residents"),
            readers.size,
            lambda ask, value: ask.say("templates-size", size=value) if value else "",
            nothing=None,
        ),
        Field("year", ("jahr", "year"), readers.year, nothing=None),
        Field("licence", ("lizenz", "licence", "license"), readers.text(60)),
        Field("used_by", ("genutzt", "used", "genutzt von", "used by"), readers.prose(200)),
        Field("outcome", ("ergebnis", "outcome", "wirkung", "result"), readers.prose(400)),
        Field("language", ("sprache", "language"), readers.language),
        Field("link", ("link", "adresse", "url"), readers.link),
    ),
    "tip": (
        Field("lang_de", ("text", "german", "deutsch", "tipp", "tip"), readers.prose(600), needed=True),
        Field("lang_en", ("englisch", "english"), readers.prose(600)),
        Field(
            "topic",
            ("thema", "topic"),
            readers.topic,
            lambda ask, value: ask.say("tips-topic", topic=value) if value else "",
            needed=True,
        ),
        Field("source", ("quelle", "source"), readers.prose(200)),
        Field("source_year", ("jahr", "year"), readers.source_year),
        Field("author", ("von", "author", "autor:in", "by"), readers.text(80)),
    ),
    "term": (
        Field("term_de", ("begriff", "german", "name", "deutsch", "term"), readers.text(80), needed=True),
        Field("term_en", ("englisch", "english"), readers.text(80)),
        Field(
            "definition_de",
            ("erklärung", "definition", "bedeutung", "heißt", "meaning"),
            readers.prose(600),
            needed=True,
        ),
        Field(
            "definition_en",
            ("erklärung englisch", "english definition", "definition englisch", "definition english"),
            readers.prose(600),
        ),
        Field(
            "synonyms_de",
            ("synonyme", "synonyms", "auch", "also", "synonym"),
            readers.parted(500, _COMMAS),
            _parts_shown,
        ),
    ),
}
_BY_NAME = {kind: {bare(name): one for one in those for name in one.names} for kind, those in FIELDS.items()}
