"""Documents that are read, and those that are refused; all of them made here."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest

from commands._library.documents import BadDocument, Document, read
from commands._texts import LANGUAGES

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml"
POINT = "application/vnd.openxmlformats-officedocument.presentationml"
OASIS = "application/vnd.oasis.opendocument"
DOCX, XLSX, PPTX, ODT = f"{WORD}.document", f"{EXCEL}.sheet", f"{POINT}.presentation", f"{OASIS}.text"
_W = 'xmlns:w="urn:w"'


def zipped(parts: dict[str, str | bytes], method: int = ZIP_DEFLATED) -> bytes:
    """A ZIP of these files."""
    made = BytesIO()
    with ZipFile(made, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return made.getvalue()


def office(kinds: dict[str, str], parts: dict[str, str | bytes]) -> bytes:
    """A document of Microsoft Office: the content type of each part, and what is in them."""
    told = "".join(f'<Override PartName="/{part}" ContentType="{kind}+xml"/>' for part, kind in kinds.items())
    return zipped({"[Content_Types].xml": f'<Types xmlns="urn:types">{told}</Types>', **parts})


def docx(body: str, **more: str | bytes) -> bytes:
    """A Word document with this inside its body."""
    text = f"<w:document {_W}><w:body>{body}</w:body></w:document>"
    return office({"word/document2.xml": f"{WORD}.document.main"}, {"word/document2.xml": text, **more})


def odt(body: str, kind: str = ODT, **more: str | bytes) -> bytes:
    """A LibreOffice document with this as its text."""
    text = f'<o:content xmlns:o="urn:o" xmlns:t="urn:t"><o:meta>nichts</o:meta><o:text>{body}</o:text></o:content>'
    return zipped({"mimetype": kind, "content.xml": text, **more})


def pdf(*pages: bytes, trailer: bytes = b"") -> bytes:
    """A PDF with these drawing operations on its pages."""
    numbers = range(4, 4 + 2 * len(pages), 2)
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    tree = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", tree, font]
    for number, drawn in zip(numbers, pages, strict=True):
        data = zlib.compress(drawn, 9)
        resources = b"/Resources << /Font << /F 3 0 R >> >>"
        objects.append(b"<< /Type /Page /Parent 2 0 R %s /Contents %d 0 R >>" % (resources, number + 1))
        objects.append(b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(data), data))
    made, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return made + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n"
        % (size, table, size, trailer, len(made))
    )


def shown(text: str) -> bytes:
    """The operations that write a line on a page."""
    return b"BT /F 12 Tf 72 700 Td (%s) Tj ET" % text.encode("cp1252")


def refused(name: str, data: bytes) -> str:
    """Why a file is not taken."""
    with pytest.raises(BadDocument) as caught:
        read(name, data)
    assert all(caught.value.text(language) for language in LANGUAGES)
    return caught.value.what


def test_word_document_gives_what_people_read() -> None:
    body = (
        "<w:p><w:r><w:t>Einladung</w:t><w:br/><w:t>zum Bürgerrat</w:t></w:r></w:p>\n"
        "<w:p><w:r><w:t>Sie sind aus</w:t></w:r><w:r><w:t>gelost.</w:t></w:r>"
        "<w:r><w:instrText>HYPERLINK</w:instrText><w:delText>gestrichen</w:delText></w:r></w:p>"
    )
    assert read("Einladung.docx", docx(body)) == Document(
        "Einladung.docx", DOCX, "Einladung\nzum Bürgerrat\nSie sind ausgelost."
    )


def test_word_document_gives_headers_and_footnotes() -> None:
    parts = {name: f"<w:x {_W}><w:p><w:t>{name}</w:t></w:p></w:x>" for name in ("body.xml", "top.xml", "notes.xml")}
    kinds = {"body.xml": "document.main", "top.xml": "header", "notes.xml": "footnotes", "other.xml": "styles"}
    data = office({part: f"{WORD}.{kind}" for part, kind in kinds.items()}, {**parts, "other.xml": "kein XML"})
    assert read("a.docx", data).words == "body.xml\ntop.xml\nnotes.xml"


def test_sheets_and_slides_give_their_words() -> None:
    table = office(
        {"xl/workbook.xml": f"{EXCEL}.sheet.main", "xl/sharedStrings.xml": f"{EXCEL}.sharedStrings"},
        {"xl/workbook.xml": "<x/>", "xl/sharedStrings.xml": "<s><si><t>Raummiete</t></si><si><t>Essen</t></si></s>"},
    )
    slides = office(
        {"ppt/p.xml": f"{POINT}.presentation.main", "ppt/slides/1.xml": f"{POINT}.slide"},
        {"ppt/p.xml": "<x/>", "ppt/slides/1.xml": "<s><p><t>Was ist ein</t><t> Bürgerrat?</t></p></s>"},
    )
    assert read("Kosten.xlsx", table) == Document("Kosten.xlsx", XLSX, "Raummiete\nEssen")
    assert read("Vortrag.pptx", slides) == Document("Vortrag.pptx", PPTX, "Was ist ein Bürgerrat?")


def test_open_document_gives_its_words() -> None:
    body = "<t:h>Losprotokoll</t:h><t:p>Quoten<t:tab/>nach <t:span>Alter</t:span><t:s/>und</t:p><t:p>Ort</t:p>"
    assert read("p.odt", odt(body)) == Document("p.odt", ODT, "Losprotokoll\nQuoten nach Alter und\nOrt")
    assert read("p.ods", odt("<t:p>Kosten</t:p>", f"{OASIS}.spreadsheet")).words == "Kosten"


def test_pdf_gives_the_words_of_all_its_pages() -> None:
    data = pdf(shown("Musterantrag für den Rat"), shown("Begründung"))
    assert read("Antrag.pdf", data) == Document("Antrag.pdf", "application/pdf", "Musterantrag für den Rat\nBegründung")


def test_pdf_without_words_is_kept() -> None:
    assert read("Scan.pdf", pdf(b"0 0 100 100 re f")) == Document("Scan.pdf", "application/pdf", "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_text_is_read_in_every_encoding(encoding: str) -> None:
    data = "Größe:\t20 000\r\n\r\n„Straße“\n".encode(encoding)
    assert read("a.txt", data) == Document("a.txt", "text/plain", "Größe: 20 000\n„Straße“")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Antrag.TXT", "Antrag.TXT"),
        ("Regeln.md", "Regeln.md"),
        ("Antrag", "Antrag.txt"),
        ("Entwurf vom 12.10.2024", "Entwurf vom 12.10.2024.txt"),
        ("An\u202etrag\n.txt ", "Antrag.txt"),
        ("Beschlu\u0308sse.txt", "Beschlüsse.txt"),
        (".txt", ".txt.txt"),
        ("a" * 300 + ".txt", "a" * 100 + ".txt"),
    ],
)
def test_name_is_kept_clean(given: str, kept: str) -> None:
    assert read(given, b"Text").name == kept


def test_type_of_text_follows_its_name() -> None:
    types = [read(name, b"a;b").type for name in ("a.md", "a.csv", "a.txt", "a")]
    assert types == ["text/markdown", "text/csv", "text/plain", "text/plain"]


@pytest.mark.parametrize("name", ["../geheim.txt", "/etc/passwd", "C:\\Users\\a.txt", "..", " . ", "", "\u200b", "a/"])
def test_path_is_no_name(name: str) -> None:
    assert refused(name, b"Text") == "path"


def test_file_that_lies_about_its_type_is_told_its_right_name() -> None:
    with pytest.raises(BadDocument) as caught:
        read("Antrag.pdf", docx("<w:p/>"))
    assert caught.value.text("de") == (
        "„Antrag.pdf“ ist etwas anderes, als der Name sagt. "
        "Gemeint ist wohl „Antrag.docx“: Benenne die Datei um, und schick sie noch einmal."
    )
    assert refused("Antrag.docx", pdf(shown("a"))) == "renamed"
    assert refused("start.exe", b"nur Text") == "renamed"


@pytest.mark.parametrize(
    "data",
    [
        b"MZ\x90\x00\x03\x00",
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"\x7fELF\x02\x01\x01",
        b"<!DOCTYPE html><script>alert(1)</script>",
        b"\xef\xbb\xbf <svg onload='x'/>",
        b"{\\rtf1 Antrag}",
        b"a\x00b",
        b"\xff\xfeodd",
        zipped({"nur.txt": "Text"}),
        zipped({"mimetype": "application/epub+zip"}),
        zipped({"[Content_Types].xml": "<Types/>"}),
        zipped({"mimetype": ODT, "content.xml": "<a/>"}, ZIP_BZIP2),
    ],
)
def test_other_files_are_not_taken(data: bytes) -> None:
    assert refused("Antrag.pdf", data) == "unknown"


def test_empty_and_too_large_files_are_not_taken() -> None:
    assert refused("leer.pdf", b"") == "empty"
    assert refused("viel.txt", bytes(200 << 20)) == "big"


MACROS = {
    "by its part": docx("<w:p/>", **{"word/vbaProject.bin": b"\xd0\xcf"}),
    "by its type": office({"w.xml": "application/vnd.ms-word.document.macroEnabled.main"}, {"w.xml": "<a/>"}),
    "in a template": office({"w.xml": "application/vnd.ms-word.template.macroEnabledTemplate.main"}, {"w.xml": "<a/>"}),
    "as a control": docx("<w:p/>", **{"word/activeX/activeX1.bin": b"x"}),
    "in Basic": odt("", **{"Basic/Standard/Module1.xml": "<a/>"}),
    "in Python": odt("", **{"Scripts/python/tun.py": "x"}),
}


@pytest.mark.parametrize("data", MACROS.values(), ids=MACROS)
def test_macros_are_not_taken(data: bytes) -> None:
    assert refused("Formular.docm", data) == "macros"


def test_empty_library_of_macros_does_no_harm() -> None:
    data = odt("<t:p>Text</t:p>", **{"Basic/Standard/script-lb.xml": "<a/>", "Basic/script-lc.xml": "<a/>"})
    assert read("a.odt", data).words == "Text"


def locked_zip() -> bytes:
    data = bytearray(odt("<t:p>geheim</t:p>"))
    directory = data.rindex(b"PK\x01\x02")
    data[directory + 8] |= 1
    return bytes(data)


ENCRYPTED = b"/ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O (%s) /U (%s) >> " % (b"o" * 32, b"u" * 32)
LOCKED = {
    "PDF": pdf(shown("geheim"), trailer=ENCRYPTED),
    "Word": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
    "LibreOffice": odt("", **{"META-INF/manifest.xml": "<m:encryption-data xmlns:m='urn:m'/>"}),
    "ZIP": locked_zip(),
}


@pytest.mark.parametrize("data", LOCKED.values(), ids=LOCKED)
def test_protected_files_are_not_taken(data: bytes) -> None:
    assert refused("geheim.pdf", data) == "locked"


def test_old_word_document_is_not_taken() -> None:
    assert refused("alt.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"W" * 600) == "old"


def with_a_changed_byte() -> bytes:
    data = bytearray(docx("".join(f"<w:p><w:t>{number}</w:t></w:p>" for number in range(5000))))
    data[len(data) // 2] ^= 0xFF
    return bytes(data)


def laughing() -> str:
    """XML that grows to gigabytes when its entities are put in."""
    more = "".join(f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' for number in range(1, 10))
    return f'<!DOCTYPE a [<!ENTITY l0 "haha">{more}]><a>&l9;</a>'


BROKEN = {
    "half a ZIP": with_a_changed_byte()[:5000],
    "a changed byte": with_a_changed_byte(),
    "only a head of a ZIP": b"PK\x03\x04",
    "no XML": docx("<w:p>"),
    "laughs": zipped({"mimetype": ODT, "content.xml": laughing()}),
    "no text in it": zipped({"mimetype": ODT}),
    "only a head of a PDF": b"%PDF-1.7\n",
    "half a PDF": pdf(shown("a"))[:200],
    "a PDF without pages": pdf(),
    "a PDF of an old kind": pdf(shown("a")).replace(b"/FlateDecode", b"/Fl"),
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN)
def test_broken_files_are_not_taken(data: bytes) -> None:
    assert refused("kaputt", data) == "broken"


def many_of_one() -> bytes:
    """A ZIP that says of one file that it is a thousand."""
    data = odt("<t:p/>", **{"Pictures/a.png": bytes(1 << 20)})
    start, end = data.index(b"PK\x01\x02"), data.rindex(b"PK\x05\x06")
    last = data[data.rindex(b"PK\x01\x02") : end]
    directory = data[start:end] + last * 997
    return data[:start] + directory + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 1000, 1000, len(directory), start, 0)


BOMBS: dict[str, Callable[[], bytes]] = {
    "zeros": lambda: odt("", **dict.fromkeys([f"Pictures/{number}.png" for number in range(41)], bytes(10 << 20))),
    "much text": lambda: docx(f"<w:p>{' ' * (65 << 20)}</w:p>"),
    "many files": lambda: odt("", **{f"Pictures/{number}.png": b"" for number in range(5001)}),
    "many of one": many_of_one,
    "a page": lambda: pdf(bytes(76 << 20)),
}


@pytest.mark.parametrize("made", BOMBS.values(), ids=BOMBS)
def test_bombs_are_not_taken(made: Callable[[], bytes]) -> None:
    data = made()
    assert len(data) < 1 << 20
    assert refused("Bombe", data) == "bomb"


def test_document_that_takes_too_much_memory_is_not_taken() -> None:
    assert refused("tief.odt", odt("<t:p>" * 12_000_000)) == "heavy"


def test_long_text_is_cut() -> None:
    assert len(read("a.txt", b"Wort " * 400_000).words) == 999_999
    assert len(read("a.docx", docx(f"<w:p><w:t>{'Wort ' * 400_000}</w:t></w:p>")).words) == 999_999
