"""The page of a handover: one file of HTML that opens in any browser and prints well."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from html import escape
from pathlib import Path

from bot.backup import ENDING, LOCKED
from commands._texts import BOLD, BOLD_END, CODE, CODE_END, Language, plain

NAME = "handover"  # with which the files of a handover begin
KEPT = timedelta(days=30)  # how long they stay among the backups: they hold everything, open drafts too

_MARKS = {BOLD: "<strong>", BOLD_END: "</strong>", CODE: "<code>", CODE_END: "</code>"}
_MARK = re.compile(f"[{''.join(_MARKS)}]")
_STYLE = """
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; }
h1 { line-height: 1.2; } h2 { margin-top: 2rem; border-bottom: 1px solid; }
li { margin: .4rem 0; white-space: pre-line; } code { overflow-wrap: anywhere; font-size: .95em; }
@media (prefers-color-scheme: dark) { body { background: #111; color: #eee; } }
"""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and sentences below it, numbered where their order matters."""

    heading: str
    lines: tuple[str, ...]
    ordered: bool = False


def beside(backup: Path) -> Path:
    """Where the page lies that belongs to a backup."""
    name = backup.name.removesuffix(LOCKED).removesuffix(ENDING)
    return backup.with_name(f"{name}.html")


def html(language: Language, title: str, about: str, sections: Iterable[Section]) -> str:
    """The page; texts come with their marks."""
    return "\n".join([*_head(language, title), *_shown(title, about, sections), "</body>", "</html>", ""])


def _head(language: Language, title: str) -> Iterator[str]:
    yield "<!doctype html>"
    yield f'<html lang="{language}">'
    yield '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    yield f"<title>{escape(plain(title))}</title><style>{_STYLE}</style></head>"
    yield "<body>"


def _shown(title: str, about: str, sections: Iterable[Section]) -> Iterator[str]:
    yield f"<h1>{_marked(title)}</h1>"
    yield f"<p>{_marked(about)}</p>"
    for section in sections:
        kind = "ol" if section.ordered else "ul"
        yield f"<h2>{_marked(section.heading)}</h2>"
        yield f"<{kind}>"
        yield from (f"<li>{_marked(line)}</li>" for line in section.lines)
        yield f"</{kind}>"


def _marked(text: str) -> str:
    """A text as HTML; what people wrote stays what it is."""
    parts = (_MARKS[found] if (found := part) in _MARKS else escape(plain(part)) for part in _split(text))
    return "".join(parts)


def _split(text: str) -> Iterator[str]:
    """The text and its marks, one after another."""
    end = 0
    for mark in _MARK.finditer(text):
        yield text[end : mark.start()]
        yield mark[0]
        end = mark.end()
    yield text[end:]
