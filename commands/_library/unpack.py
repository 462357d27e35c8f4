"""What is written in a PDF or a zipped office document; a program of its own, so that no file can harm the bot.

The file comes on stdin; JSON goes to stdout: `{"type": …, "words": …}`, or `{"bad": …}` with the reason. Bounds: 512 MB
of memory and 8 s of CPU; of a ZIP 5,000 files, 400 MB unpacked, 64 MB of it read; of a PDF the pages that can be read
in 4 s; 1,000,000 characters of words. It writes nothing and imports nothing of ours, since it runs isolated (`-I`).
"""

from __future__ import annotations

import json
import re
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BytesIO
from time import monotonic
from typing import NoReturn
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

MOST_WORDS = 1_000_000  # characters
_MOST_MEMORY = 512 << 20
_MOST_CPU = 8  # seconds
_MOST_FILES, _MOST_UNPACKED, _MOST_READ, _CHUNK = 5_000, 400 << 20, 64 << 20, 1 << 16
_ENOUGH_TIME = 4.0  # seconds for the pages of a PDF

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OASIS = "application/vnd.oasis.opendocument."
# For each type of document: what the part that makes it one is called, and the parts with its words.
_OFFICE_PARTS = {
    "wordprocessingml.document": ("wordprocessingml.document.main", "document.main|header|footer|footnotes|endnotes"),
    "spreadsheetml.sheet": ("spreadsheetml.sheet.main", "sharedStrings"),
    "presentationml.presentation": ("presentationml.presentation.main", "slide|notesSlide"),
}
_OASIS_TYPES = {f"{_OASIS}{name}" for name in ("text", "spreadsheet", "presentation")}
_MACROS = re.compile(
    r"(?i)(?:.*/)?(?:vbaProject[^/]*\.bin|vbaData\.xml|activeX/.+|Scripts/.*[^/]"
    r"|Basic/[^/]+/(?!script-lb|dialog-lb)[^/]+\.xml)"
)
_LINES = {"p", "h", "si", "br", "cr", "line-break", "tr"}
_GAPS = {"tab", "s", "tc"}


class Bad(Exception):
    """Why a document is not taken: `unknown`, `macros`, `locked`, `bomb`, `heavy` or `broken`."""


class _Enough(Exception):
    """There are words enough."""


class Text:
    """Gathers the text of the elements `within`, as an XML file is fed to it piece by piece."""

    def __init__(self, within: set[str]) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._within = within
        self._depth = 0

    def feed(self, chunks: Iterator[bytes]) -> None:
        """Reads an XML file; raises Bad for one that has a DTD, or is none."""
        with suppress(_Enough):
            parse(chunks, self._start, self._end, self._data)

    def words(self) -> str:
        """All that was gathered."""
        return "".join(self._pieces)

    def _start(self, name: str, _: dict[str, str]) -> None:
        self._depth += name in self._within
        if name in _LINES or name in _GAPS:
            self._pieces.append("\n" if name in _LINES else " ")

    def _end(self, name: str) -> None:
        self._depth -= name in self._within

    def _data(self, text: str) -> None:
        if self._depth:
            self._pieces.append(text)
            self._length += len(text)
        if self._length > MOST_WORDS:
            raise _Enough


def parse(
    chunks: Iterator[bytes],
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    data: Callable[[str], None] | None = None,
) -> None:
    """Reads an XML file and calls what is given with names of elements, without their namespaces; raises Bad."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = lambda tag, attributes: start(tag.rpartition(" ")[2], attributes)
    parser.EndElementHandler = (lambda tag: end(tag.rpartition(" ")[2])) if end else None
    parser.CharacterDataHandler = data
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError:
        raise Bad("broken") from None


def _refuse(*_: object) -> NoReturn:
    raise Bad("broken")


class Package:
    """A ZIP with bounds."""

    def __init__(self, data: bytes) -> None:
        self._zip = ZipFile(BytesIO(data))
        self._read = 0
        infos = self._zip.infolist()
        self.names = {one.filename for one in infos}
        if len(infos) > _MOST_FILES or sum(one.file_size for one in infos) > _MOST_UNPACKED:
            raise Bad("bomb")
        if any(_MACROS.fullmatch(one.filename) for one in infos):
            raise Bad("macros")
        if any(one.flag_bits & 1 for one in infos):
            raise Bad("locked")
        if any(one.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for one in infos):
            raise Bad("unknown")

    def chunks(self, name: str) -> Iterator[bytes]:
        """What is in a file of it, piece by piece; raises Bad if that is too much, or the file is missing."""
        if name not in self.names:
            raise Bad("broken")
        with self._zip.open(name) as file:
            while chunk := file.read(_CHUNK):
                self._read += len(chunk)
                if self._read > _MOST_READ:
                    raise Bad("bomb")
                yield chunk

    def read(self, name: str) -> bytes:
        """All of a file of it."""
        return b"".join(self.chunks(name))


def unpacked(data: bytes) -> tuple[str, str]:
    """The media type of a document and its words; raises Bad."""
    if not data.startswith(b"PK"):
        return "application/pdf", pdf_words(data)
    package = Package(data)
    if "[Content_Types].xml" in package.names:
        return _office(package)
    if "mimetype" in package.names:
        return _oasis(package)
    raise Bad("unknown")


def _office(package: Package) -> tuple[str, str]:
    """A document of Word, Excel or PowerPoint, by the content types of its parts."""
    parts = _content_types(package)
    if any("macroEnabled" in one or "vbaProject" in one for one in parts.values()):
        raise Bad("macros")
    for name, (main, worded) in _OFFICE_PARTS.items():
        if f"{_OFFICE}{main}+xml" in parts.values():
            pattern = re.compile(rf"{re.escape(_OFFICE)}\w+\.({worded})\+xml")
            text = Text({"t"})
            for part, kind in parts.items():
                if pattern.fullmatch(kind):
                    text.feed(package.chunks(part.removeprefix("/")))
            return _OFFICE + name, text.words()
    raise Bad("unknown")


def _content_types(package: Package) -> dict[str, str]:
    """The content type of each part that has one of its own."""
    parts: dict[str, str] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "Override":
            parts[attributes.get("PartName", "")] = attributes.get("ContentType", "")

    parse(package.chunks("[Content_Types].xml"), start)
    return parts


def _oasis(package: Package) -> tuple[str, str]:
    """A document of LibreOffice."""
    kind = package.read("mimetype").decode("ascii", "replace").strip()
    if kind not in _OASIS_TYPES:
        raise Bad("unknown")
    if "META-INF/manifest.xml" in package.names and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise Bad("locked")
    text = Text({"p", "h"})
    text.feed(package.chunks("content.xml"))
    return kind, text.words()


def pdf_words(data: bytes) -> str:
    """The words of a PDF, of as many pages as there is time for; none for one that is a picture. Raises Bad."""
    from pypdf.errors import LimitReachedError  # noqa: PLC0415 - it takes longer to load than a zipped document to read

    end = monotonic() + _ENOUGH_TIME
    pieces: list[str] = []
    try:
        for words in _pages(data):
            pieces.append(words)
            if monotonic() > end or sum(map(len, pieces)) > MOST_WORDS:
                break
    except LimitReachedError:
        raise Bad("bomb") from None
    except (Bad, MemoryError, RecursionError):
        raise
    except Exception:  # noqa: BLE001 - pypdf meets broken files with errors of every kind
        if not pieces:
            raise Bad("broken") from None
    return "\n".join(pieces)


def _pages(data: bytes) -> Iterator[str]:
    from pypdf import PdfReader  # noqa: PLC0415 - as above

    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted:
        raise Bad("locked")
    if not len(reader.pages):
        raise Bad("broken")
    for page in reader.pages:
        yield page.extract_text()


def _bounded() -> None:
    """Takes from this process what it does not need; where the system knows no such limits, the parent still waits."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    for limit, most in (
        (resource.RLIMIT_AS, _MOST_MEMORY),
        (resource.RLIMIT_CPU, _MOST_CPU),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # where there is no such limit, or a lower one
            resource.setrlimit(limit, (most, most))


def main() -> None:
    """Reads stdin, writes stdout."""
    _bounded()
    try:
        kind, words = unpacked(sys.stdin.buffer.read())
        told = {"type": kind, "words": words[:MOST_WORDS]}
    except Bad as bad:
        told = {"bad": str(bad)}
    except (MemoryError, RecursionError):
        told = {"bad": "heavy"}
    except (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError):
        told = {"bad": "broken"}
    sys.stdout.buffer.write(json.dumps(told).encode())


if __name__ == "__main__":
    main()
