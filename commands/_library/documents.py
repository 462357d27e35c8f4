"""A file that somebody hands in → its name, its type as found in the file itself, and the words in it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path, PurePath

from commands._library.unpack import MOST_WORDS
from commands._texts import Language, Value, say

MOST_BYTES = 100 << 20
_PATIENCE = 30  # seconds; the process ends itself after 8 s of CPU
_LONGEST_NAME = 120

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OASIS = "application/vnd.oasis.opendocument."
_ENDINGS = {
    "application/pdf": (".pdf",),
    f"{_OFFICE}wordprocessingml.document": (".docx",),
    f"{_OFFICE}spreadsheetml.sheet": (".xlsx",),
    f"{_OFFICE}presentationml.presentation": (".pptx",),
    f"{_OASIS}text": (".odt",),
    f"{_OASIS}spreadsheet": (".ods",),
    f"{_OASIS}presentation": (".odp",),
    "text/plain": (".txt", ".text"),
    "text/markdown": (".md", ".markdown"),
    "text/csv": (".csv",),
}
_ZIP, _PDF, _OLD = b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # in a document of Word that has a password
_MARKUP = re.compile(r"\s*(?:<(?:!doctype|html|head|body|script|svg|\?xml)|\{\\rtf)", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_GAPS = re.compile(r"[^\S\n]+")
_EMPTY_LINES = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Document:
    """A file that can be kept: a name without a path, its media type, what is written in it."""

    name: str
    type: str
    words: str


class BadDocument(Exception):
    """A file that is not taken: `what` says why, `text(language)` tells people, with a way to mend it."""

    def __init__(self, what: str, **values: Value) -> None:
        super().__init__(what)
        self.what = what
        self._values = values

    def text(self, language: Language) -> str:
        """Why not, and what to do about it."""
        return say(language, "document-bad", what=self.what, **self._values)


def read(name: str, data: bytes) -> Document:
    """Reads PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP, and text; raises BadDocument for everything else.

    At most 100 MB. Zipped documents and PDFs are unpacked by a process of its own, within 512 MB of memory and 8 s of
    CPU. The words are at most 1,000,000 characters. A name without an ending gets the one of its type.
    """
    name = _name(name)
    if not data:
        raise BadDocument("empty", name=name)
    if len(data) > MOST_BYTES:
        raise BadDocument("big", name=name, most=MOST_BYTES >> 20)
    kind, words = _contents(name, data)
    return Document(_ending(name, kind), kind, _tidy(words))


def _name(name: str) -> str:
    """The name without what nobody sees; raises BadDocument for a path."""
    shown = "".join(letter for letter in unicodedata.normalize("NFC", name) if letter.isprintable()).strip()
    if "/" in shown or "\\" in shown or not shown.strip(". "):
        raise BadDocument("path", name=shown[-_LONGEST_NAME:] or "?")
    path = PurePath(shown)
    return f"{path.stem[: _LONGEST_NAME - 20]}{path.suffix[:20]}"


def _contents(name: str, data: bytes) -> tuple[str, str]:
    if data.startswith(_ZIP) or data[:1024].lstrip().startswith(_PDF):
        return _unpacked(name, data)
    if data.startswith(_OLD):
        raise BadDocument("locked" if _ENCRYPTED in data else "old", name=name)
    text = _text(data)
    if text is None or _MARKUP.match(text):
        raise BadDocument("unknown", name=name)
    ending = PurePath(name).suffix.lower()
    return next((kind for kind in ("text/markdown", "text/csv") if ending in _ENDINGS[kind]), "text/plain"), text


def _unpacked(name: str, data: bytes) -> tuple[str, str]:
    """Type and words of a document, as a process of its own finds them, which no file can make grow or hang."""
    program = Path(__file__).with_name("unpack.py")
    try:
        done = subprocess.run(  # noqa: S603 - our own program; nothing of the file is on its command line
            [sys.executable, "-I", "-B", program],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            timeout=_PATIENCE,
            check=True,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        raise BadDocument("heavy", name=name) from None
    told = json.loads(done.stdout)
    if "bad" in told:
        raise BadDocument(told["bad"], name=name)
    return told["type"], told["words"]


def _text(data: bytes) -> str | None:
    """What is written in a text file, in the encodings that are about; None if it is no text."""
    encodings = ["utf-16"] if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if _CONTROL.search(text) else text
    return None


def _ending(name: str, kind: str) -> str:
    """The name, with an ending; raises BadDocument if it has one of another type."""
    path, right = PurePath(name), _ENDINGS[kind]
    ending = path.suffix.lower()
    if ending in right:
        return name
    if re.fullmatch(r"\.[a-z][a-z0-9]{1,9}", ending):
        raise BadDocument("renamed", name=name, right=f"{path.stem}{right[0]}")
    return f"{name}{right[0]}"


def _tidy(words: str) -> str:
    """The words without characters that only machines see, and without empty lines."""
    bare = _GAPS.sub(" ", _CONTROL.sub(" ", words[:MOST_WORDS]))
    return _EMPTY_LINES.sub("\n", bare.encode("utf-8", "ignore").decode()).strip()
