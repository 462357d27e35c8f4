"""The dialogue of `!add`: what is told is kept, what is missing is asked, one question at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import PurePath
from typing import Any

from commands import _show
from commands._fold import fold, yes_or_no
from commands._kit import Ask, Reply, UserError
from commands._library import fields, hits, recordings, shelves
from commands._library.given import given, kind_in, source
from commands._library.handed import handed
from storage import Tx
from storage.library import Recording
from storage.offers import Offer
from storage.search import Kind

QUESTION = "add"  # the name of the offer

_PATIENCE = timedelta(minutes=5)
_SKIP = {"-", "--", "weiter", "skip", "next", "nichts", "keine", "keiner", "none", "ueberspringen"}
_DONE = {"fertig", "done", "finish", "finished"}
_MINUTE = timedelta(minutes=1)

# In the order in which they are asked; a file takes the place of a link.
_QUESTIONS: dict[Kind, tuple[str, ...]] = {
    "recording": ("link", "date", "title"),
    "template": ("link", "title", "kind", "region", "size", "year", "licence", "used_by", "outcome"),
    "tip": ("lang_de", "topic", "source", "lang_en"),
    "term": ("term_de", "definition_de", "term_en", "synonyms_de"),
}
_NEEDED = {"link", "title", "date", "lang_de", "topic", "term_de", "definition_de"}


def begun(tx: Tx, ask: Ask, kind: Kind, words: str) -> Reply:
    """The entry that the words and the file tell, or the first question. Raises UserError."""
    return _go_on(tx, ask, {"kind": kind, "told": given(kind, words, ask), "file": handed(tx, ask, kind)}, first=True)


def answered(tx: Tx, ask: Ask, data: dict[str, Any], line: str) -> Reply:
    """What follows on the answer to a question: the next one, or the entry; else why it is none, and it stays open."""
    kind: Kind = data["kind"]
    if double := _double(tx, ask, kind, _values(ask, data)):
        return Reply(f"{double}\n{ask.say('add-quicker')}")  # whatever the answer is
    try:
        further = _with_answer(tx, ask, data, line)
        if double := _double(tx, ask, kind, _values(ask, further)):
            return Reply(f"{double}\n{ask.say('add-other')}", offer=_offer(ask, data))
        return _go_on(tx, ask, further)
    except UserError as error:
        return Reply(str(error), offer=_offer(ask, data))


def _double(tx: Tx, ask: Ask, kind: Kind, values: dict[str, Any]) -> str:
    """That there is such an entry; empty if there is none."""
    try:
        shelves.check_new(tx, ask, kind, values)
    except UserError as error:
        return str(error)
    return ""


def _with_answer(tx: Tx, ask: Ask, data: dict[str, Any], line: str) -> dict[str, Any]:
    """The data with the answer to the question that is open."""
    kind: Kind = data["kind"]
    column, told = _open(data), dict[str, str](data["told"])
    if file := handed(tx, ask, kind):
        return data | {"file": file}
    if yes_or_no(line) is not None or _asks(line):
        raise UserError(ask.say("add-no-answer"))
    word = fold(line).rstrip(" .!")
    if word in _DONE:
        skipped = dict.fromkeys(set(_QUESTIONS[kind]) - _NEEDED, "")
        return data | {"told": _by_default(tx, ask, data, column) | skipped | told}
    if word in _SKIP or not word:
        named = _by_default(tx, ask, data, column)
        if column in _NEEDED and not named:
            raise UserError(ask.say("add-needed"))
        return data | {"told": told | (named or {column: ""})}
    said = source(line) if column == "source" else {column: line}
    if kind == "template" and column == "title" and (guess := kind_in(line)):
        said = {"kind": guess} | said
    return data | {"told": said | told if column == "title" else told | said}


def _asks(line: str) -> bool:
    """Whether a line is a question itself, and no answer."""
    return line.rstrip().endswith("?") or fold(line).split()[:1] in [["was"], ["wie"], ["wieso"], ["what"], ["how"]]


def _go_on(tx: Tx, ask: Ask, data: dict[str, Any], *, first: bool = False) -> Reply:
    kind = data["kind"]
    values = _values(ask, data)
    shelves.check_new(tx, ask, kind, values)
    if _open(data):
        return _asked(tx, ask, data, end=f"\n{ask.say('add-how')}" if first else "")
    entry = shelves.write(tx, ask, kind, values)
    lines = [ask.say("add-done"), hits.card(tx, replace(ask, words=""), kind, entry.id).text]
    if isinstance(entry, Recording) and recordings.news_at(entry):
        lines.append(ask.say("recorded-news", minutes=recordings.HELD // _MINUTE))
    return Reply("\n".join(lines), what=ask.say("add-what", what=shelves.called(ask, kind, entry)))


def _values(ask: Ask, data: dict[str, Any]) -> dict[str, Any]:
    """What is to be stored of what was told."""
    kind = data["kind"]
    told = {column: text for column, text in data["told"].items() if text}
    return {column: fields.of(kind, column).value(ask, text) for column, text in told.items()} | dict(data["file"])


def _open(data: dict[str, Any]) -> str:
    """The column that is asked for next; empty if nothing is missing."""
    answered = {*data["told"], *(["link"] if data["file"] else [])}
    return next((column for column in _QUESTIONS[data["kind"]] if column not in answered), "")


def _asked(tx: Tx, ask: Ask, data: dict[str, Any], end: str = "") -> Reply:
    """The question that is open now."""
    column, usual = _open(data), _usual_title(tx, ask, data)
    what = f"{data['kind']}-{column}"
    question = ask.say("add-usual", title=_show.shortened(usual)) if column == "title" and usual else ""
    text = f"{ask.say('add-ask', what=what)} {question}".rstrip()
    return Reply(f"{text}{end}", offer=_offer(ask, data))


def _offer(ask: Ask, data: dict[str, Any]) -> Offer:
    """Waits for the next answer; called by the first of the questions of which the answer is known."""
    told = [data["told"].get(column) for column in ("title", *_QUESTIONS[data["kind"]])]
    text = _show.shortened(next(filter(None, told), "…"))
    what = ask.say("add-open", kind=data["kind"], text=text)
    return Offer(QUESTION, data, takes="line", open_for=_PATIENCE, what=what)


def _by_default(tx: Tx, ask: Ask, data: dict[str, Any], column: str) -> dict[str, str]:
    """The title that an entry has if nobody names one, with the kind that it names."""
    usual = _usual_title(tx, ask, data) if column == "title" else ""
    guess = kind_in(usual) if data["kind"] == "template" else ""
    return ({"title": usual} | ({"kind": guess} if guess else {})) if usual else {}


def _usual_title(tx: Tx, ask: Ask, data: dict[str, Any]) -> str:
    """What the file is called, or the meeting that was recorded."""
    if data["kind"] == "template":
        name = PurePath(data["file"].get("file_name", "")).stem
        return " ".join(name.replace("_", " ").replace("-", " ").split())
    if data["kind"] == "recording" and (day := data["told"].get("date")):
        meeting = shelves.meeting_on(tx, ask, fields.of("recording", "date").value(ask, day))
        return meeting.name if meeting else ""
    return ""
