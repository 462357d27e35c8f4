"""`losbote import FOLDER`: tables as programs write them, and what is refused with its place and what to do."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from shelf_rig import NOW, Rig

from bot.library import intake
from bot.library.entries import Spool
from bot.library.mistakes import MOST_SHOWN
from bot.transfer import TransferError
from storage import Tx

BERLIN = ZoneInfo("Europe/Berlin")
RECORDINGS = "date,title,speakers,link,length,topics,slides,chapters\n"
TEMPLATES = "title,kind,region,year,file,link\n"
LETTER = "Einladung an Ausgeloste,Einladungsschreiben,NRW,2024,einladung.txt,\n"


@pytest.fixture
def rig(tmp_path: Path) -> Rig:
    """German."""
    return Rig(tmp_path / "one")


@pytest.fixture
def english(tmp_path: Path) -> Rig:
    """English."""
    return Rig(tmp_path / "two", "en")


# -- tables as programs write them -----------------------------------------------------------------------

GUESSED = (
    "Unicode ist das nicht. Sind danach Umlaute falsch, speichere die Tabelle als „CSV UTF-8“"
    " und importiere noch einmal."
)
ROW = ("2026-06-04", "Bürger*innenrät:e für Ärger", "https://video.example/w/1")


@pytest.mark.parametrize(
    ("encoding", "separator", "told"),
    [
        ("utf-8", ",", []),
        ("utf-8-sig", ",", []),
        ("utf-8-sig", ";", ["recordings.csv: gelesen als UTF-8, getrennt mit Semikolon."]),
        ("utf-8", "\t", ["recordings.csv: gelesen als UTF-8, getrennt mit Tabulator."]),
        ("utf-16", "\t", ["recordings.csv: gelesen als UTF-16, getrennt mit Tabulator."]),
        ("utf-16-le", ",", ["recordings.csv: gelesen als UTF-16-LE, getrennt mit Komma."]),
        (
            "latin-1",
            ";",
            [
                "recordings.csv: gelesen als CP1252, getrennt mit Semikolon.",
                GUESSED,
            ],
        ),
    ],
)
def test_a_table_is_read_whoever_wrote_it(rig: Rig, encoding: str, separator: str, told: list[str]) -> None:
    lines = [separator.join(cells) for cells in (("Date", " title", "LINK"), ROW, ("", "", ""))]
    rig.put("Recordings.CSV", "\r\n".join([*lines, ""]).encode(encoding))
    assert rig.take() == (0, [*told, "recordings.csv: 1 neu, 0 geändert, 0 wie zuvor."])
    assert [one["title"] for one in rig.library()["recordings"]] == [ROW[1]]


def test_columns_come_in_any_order_and_unknown_ones_are_told(rig: Rig, english: Rig) -> None:
    for one in (rig, english):
        one.put("terms.csv", "notiz,definition_de,term_de,quelle\nx,Auswahl durch Zufall.,Los,y\n")
    known = "term_de, term_en, definition_de, definition_en, synonyms_de, added"
    assert rig.take()[1][0] == (
        f"terms.csv: Die Spalten notiz, quelle kenne ich nicht und lasse sie weg. Es gibt {known}."
    )
    assert english.take()[1][0] == (
        f"terms.csv: I do not know the columns notiz, quelle and leave them out. There are {known}."
    )


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "Die Datei ist leer. In die erste Zeile gehören die Spalten: term_de,"),
        (b"term_de,term_en\n", "Es fehlt die Spalte definition_de. In der ersten Zeile stehen die Spalten"),
        (b"Los,Zufall\n", "Es fehlen die Spalten term_de, definition_de. In der ersten"),
        (b"term_de,definition_de,Term_de\n", "Die Spalte term_de gibt es zweimal. Streich eine davon."),
        (b"PK\x03\x04 \x14\x00\x08", "Das ist keine Tabelle im Format CSV."),
        (b"a\x00\x01\xd8", "Diese Zeichen kann ich nicht lesen. Speichere die Tabelle als „CSV UTF-8“."),
    ],
    ids=["empty", "one column", "no head", "twice", "zip", "half a character"],
)
def test_what_is_no_table_is_refused_and_no_database_is_made(rig: Rig, content: bytes, told: str) -> None:
    rig.put("terms.csv", content)
    [line] = rig.refused()
    assert line.startswith(f"terms.csv: {told}")
    assert not rig.database.exists()


def test_a_table_that_is_too_large_is_refused(rig: Rig) -> None:
    os.truncate(rig.put("terms.csv", "term_de,definition_de\n"), 200 << 20)
    assert rig.refused() == ["terms.csv: Die Datei ist größer als 100 MB. Teil sie auf."]


def test_quotes_that_do_not_match_are_told_where_they_begin(rig: Rig) -> None:
    rig.put("terms.csv", 'term_de,definition_de\nLos,"Das "Los" eben"\nRat,"Offen\nQuote,Rest\n')
    quotes = "Hier gehen die Anführungszeichen nicht auf. In einem Text, der selbst in Anführungszeichen steht"
    [first, second] = rig.refused()
    assert first.startswith(f"terms.csv, Zeile 2: {quotes}")
    assert second.startswith(f"terms.csv, Zeile 3: {quotes}")


# -- mistakes --------------------------------------------------------------------------------------------


def test_every_mistake_is_told_with_its_place_and_nothing_is_done(rig: Rig) -> None:
    rig.put("terms.csv", "term_de,definition_de\nLos,Zufall.\n")
    rig.take()
    before = rig.library()
    rig.put("terms.csv", "term_de,definition_de\nRat,\nQuote,Anteil.\nQuote,Anteil.\nLos,a,b\n")
    rig.put(
        "recordings.csv",
        f"{RECORDINGS}31.2.2026,,,http://localhost/film,lang,,file:///etc/passwd,Anfang\n"
        "2027-01-01,Los,,https://10.0.0.1/x,,,,00:00:00 Anfang;Ende\n",
    )
    rig.put("templates.csv", f"{TEMPLATES}A,Zettel,Mond,1234,../losbote.toml,\nB,,,,fehlt.pdf,\nC,,,,,\n")
    rig.put("tips.csv", "lang_de,topic,verified,added\nPlant.,Kosten,vielleicht,gestern\n")
    told = rig.refused()
    assert [line.partition(": ")[0] for line in told] == [
        "recordings.csv, Zeile 2, date",
        "recordings.csv, Zeile 2, title",
        "recordings.csv, Zeile 2, link",
        "recordings.csv, Zeile 2, length",
        "recordings.csv, Zeile 2, slides",
        "recordings.csv, Zeile 2, chapters",
        "recordings.csv, Zeile 3, date",
        "recordings.csv, Zeile 3, link",
        "recordings.csv, Zeile 3, chapters",
        "templates.csv, Zeile 2, kind",
        "templates.csv, Zeile 2, region",
        "templates.csv, Zeile 2, year",
        "templates.csv, Zeile 2, file",
        "templates.csv, Zeile 3, file",
        "templates.csv, Zeile 4",
        "tips.csv, Zeile 2, verified",
        "tips.csv, Zeile 2, added",
        "terms.csv, Zeile 2, definition_de",
        "terms.csv, Zeile 4",
        "terms.csv, Zeile 5",
    ]
    assert len({line.partition(": ")[2] for line in told}) == len(told) - 1  # two cells are empty
    assert rig.library() == before


def test_at_most_fifty_are_shown_and_how_many_more(rig: Rig) -> None:
    rig.put("terms.csv", "term_de,definition_de\n" + "Los,\n" * 120)
    told = rig.refused()
    assert len(told) == MOST_SHOWN + 1
    assert told[-1] == "Und noch 70 Stellen."


@pytest.mark.parametrize(
    "name", ["../losbote.toml", "/etc/passwd", "..\\losbote.toml", "a/../../losbote.toml", "link.txt"]
)
def test_no_path_leads_out_of_the_folder(rig: Rig, name: str) -> None:
    (rig.shelf / "link.txt").symlink_to(rig.folder / "losbote.toml")
    (rig.shelf / "a").mkdir()
    rig.put("templates.csv", f"title,file\nA,{name}\n")
    outside = f"„{name}“ führt aus dem Ordner hinaus. Leg die Datei hinein, und schreib nur ihren Namen."
    assert rig.refused() == [f"templates.csv, Zeile 2, file: {outside}"]


def bomb() -> bytes:
    """A small document of Word that unpacks to two gigabytes."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
        )
        with archive.open("word/document.xml", "w", force_zip64=True) as entry:
            for _ in range(200):
                entry.write(bytes(1 << 20))
    return data.getvalue()


@pytest.mark.parametrize("name", ["leer.pdf", "gross.pdf", "bombe.docx", "luege.pdf", "ordner"])
def test_documents_that_are_none_are_refused_with_a_sentence(rig: Rig, name: str) -> None:
    contents = {"leer.pdf": b"", "gross.pdf": b"%PDF-", "bombe.docx": bomb(), "luege.pdf": b"<html>"}
    if name in contents:
        path = rig.put(name, contents[name])
        if name == "gross.pdf":
            os.truncate(path, 200 << 20)
    else:
        (rig.shelf / name).mkdir()
    rig.put("templates.csv", f"title,file\nA,{name}\n")
    [told] = rig.refused()
    assert told.startswith("templates.csv, Zeile 2, file: ")
    assert name in told
    assert not rig.database.exists()
    assert not (rig.folder / "library").exists()


def test_a_calendar_with_a_mistake_is_told_with_the_rest(rig: Rig) -> None:
    rig.put("meetings.ics", "BEGIN:VCALENDAR\nEND:VCALENDAR\n")
    rig.put("terms.csv", "term_de,definition_de\nLos,\n")
    first, second = rig.refused()
    assert first.startswith("meetings.ics: Zeile 1: Im Kalender steht kein Termin.")
    assert second.startswith("terms.csv, Zeile 2, definition_de: ")


def test_a_document_that_changes_on_the_way_is_not_taken(rig: Rig) -> None:
    rig.put("templates.csv", TEMPLATES + LETTER)
    path = rig.put("einladung.txt", "Eins")
    taking = intake.Taking(rig.shelf, NOW, BERLIN, "de")
    with Spool() as spool:
        taking.read(spool)
        path.write_text("Zwei", encoding="utf-8")

        def write(tx: Tx) -> None:
            taking.write(tx, spool)

        with pytest.raises(TransferError, match=r"einladung\.txt hat sich während des Imports geändert"):
            rig.write(write)
    assert rig.library()["templates"] == []
