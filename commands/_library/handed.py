"""Files that come with an order to the library: the document of a template, the transcript of a recording."""

from __future__ import annotations

from typing import Any

from commands import _show
from commands._kit import Ask, UserError
from commands._library import documents, transcript
from commands._library.shelves import TRANSCRIPT
from storage import Tx
from storage.content import File
from storage.search import Kind

_TRANSCRIPTS = (".vtt", ".srt")


def handed(tx: Tx, ask: Ask, kind: Kind) -> dict[str, Any]:
    """What is stored in an entry of this kind of the file that came along, which is kept; empty if none did.

    Raises UserError if it was lost on the way, if there are several, or if there is nothing to be done with it.
    """
    if ask.lost:
        names = _show.listed([_shown(name) for name in ask.lost], ask.language)
        raise UserError(ask.say("handed-lost", why=ask.lost_why, names=names, most=ask.most_bytes >> 20))
    if not ask.files:
        return {}
    file = ask.files[0]
    fits = kind == "template" or (kind == "recording" and file.name.lower().endswith(_TRANSCRIPTS))
    if len(ask.files) > 1 or not fits:
        what = "several" if len(ask.files) > 1 else kind
        raise UserError(ask.say("handed-wrong", what=what, name=_shown(file.name)))
    return {TRANSCRIPT: _passages(ask, file)} if kind == "recording" else _document(tx, ask, file)


def _document(tx: Tx, ask: Ask, file: File) -> dict[str, Any]:
    try:
        read = documents.read(file.name, file.data)
    except documents.BadDocument as error:
        raise UserError(error.text(ask.language)) from None
    return {
        "file": tx.files.put(file.data),
        "file_name": read.name,
        "file_type": read.type,
        "file_size": len(file.data),
        "words": read.words,
    }


def _passages(ask: Ask, file: File) -> list[tuple[int, str]]:
    try:
        return transcript.read(transcript.decoded(file.data))
    except transcript.BrokenTranscript as error:
        name, what = _shown(file.name), error.what
        raise UserError(ask.say("handed-transcript", what=what, name=name, line=error.line)) from None


def _shown(name: str) -> str:
    return _show.shortened(name, 60) or "?"
