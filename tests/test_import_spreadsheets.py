"""`losbote import FOLDER`: cells and heads as spreadsheets and people write them, and links that were put right."""

from __future__ import annotations

from pathlib import Path

import pytest
from shelf_rig import Rig


@pytest.fixture
def rig(tmp_path: Path) -> Rig:
    """German."""
    return Rig(tmp_path / "one")


def test_cells_are_read_as_spreadsheets_write_them(rig: Rig) -> None:
    rig.put(
        "recordings.csv",
        "date,title,link,length\n"
        '45812,Eins,https://video.example/w/1,1:18:00\n2025-06-06,Zwei,video.example/w/2,"78,5"\n'
        "2025-06-07,Drei,https://video.example/w/3,45:30\n",
    )
    rig.put(
        "templates.csv",
        "title,kind,region,size,year,link\n"
        'A,Sonstiges,Luxemburg,"18,000",2024.0,https://vorlagen.example/a\nB,,LU,ca. 18000,24,https://vorlagen.example/b\n'
        "C,Einladung,NRW,18-20k,,https://vorlagen.example/c\n",
    )
    assert rig.take()[0] == 0
    found = rig.library()
    assert [(one["date"].isoformat(), one["link"], one["length"]) for one in found["recordings"]] == [
        ("2025-06-04", "https://video.example/w/1", 78),
        ("2025-06-06", "https://video.example/w/2", 78),
        ("2025-06-07", "https://video.example/w/3", 46),
    ]
    assert [(one["kind"], one["region"], one["size"], one["year"]) for one in found["templates"]] == [
        ("", "LUX", 18_000, 2024),
        ("", "CH-LU", 18_000, 2024),
        ("invitation", "DE-NW", 19_000, None),
    ]


def test_german_heads_are_read_and_told(rig: Rig) -> None:
    rig.put("recordings.csv", "Datum;Titel;Referenten;Link\n4.6.2026;Kosten;Ida Sommer;https://video.example/w/1\n")
    assert rig.take()[1] == [
        "recordings.csv: gelesen als UTF-8, getrennt mit Semikolon.",
        "recordings.csv: Ich lese „datum“ als date, „titel“ als title und „referenten“ als speakers.",
        "recordings.csv: 1 neu, 0 geändert, 0 wie zuvor.",
    ]
    assert [one["speakers"] for one in rig.library()["recordings"]] == ["Ida Sommer"]


def test_mistakes_speak_of_columns_and_lists_of_quotes(rig: Rig) -> None:
    rig.put("tips.csv", "topic,lang_de,verified\n,Fragt alle.,no\n")
    rig.put("terms.csv", "term_de;definition_de;synonyms_de\nLos;Zettel;Zettel;Karte\n")
    tip, term = rig.refused()
    assert tip == "tips.csv, Zeile 2, topic: Die Zelle ist leer, und ohne sie geht es nicht."
    assert term == (
        "terms.csv, Zeile 2: Hier sind 4 Zellen, mehr als es Spalten gibt."
        ' Diese Tabelle trennt mit Semikolon, darum steht eine Liste in Anführungszeichen: "Kosten;Moderation"'
    )


def test_another_link_of_the_same_recording_changes_it(rig: Rig) -> None:
    head = "date,title,link\n"
    rig.put("recordings.csv", f"{head}2026-06-04,Kosten,https://video.example/w/falsch\n")
    rig.take()
    rig.put("recordings.csv", f"{head}2026-06-04,Kosten,https://video.example/w/richtig\n")
    assert rig.take()[1] == ["recordings.csv: 0 neu, 1 geändert, 0 wie zuvor."]
    assert [one["link"] for one in rig.library()["recordings"]] == ["https://video.example/w/richtig"]
    rig.put(
        "recordings.csv",
        f"{head}2026-06-04,Kosten,https://video.example/w/richtig\n2026-06-04,Kosten,https://video.example/w/teil-zwei\n",
    )
    assert rig.take()[1] == ["recordings.csv: 1 neu, 0 geändert, 1 wie zuvor."]


def test_one_video_is_one_recording_however_it_was_shared(rig: Rig) -> None:
    head = "date,title,link\n"
    rig.put("recordings.csv", f"{head}2026-06-04,Kosten,https://www.youtube.com/watch?v=abc&t=30s\n")
    rig.take()
    assert [one["link"] for one in rig.library()["recordings"]] == ["https://www.youtube.com/watch?v=abc"]
    rig.put("recordings.csv", f"{head}2026-06-05,Anders,https://youtu.be/abc?si=xyz\n")
    assert rig.take()[1] == ["recordings.csv: 0 neu, 1 geändert, 0 wie zuvor."]
    rig.put("recordings.csv", f"{head}2026-06-05,A,https://youtu.be/abc\n2026-06-05,B,https://youtube.com/live/abc\n")
    assert rig.refused() == [
        "recordings.csv, Zeile 3: Dieser Link steht schon weiter oben. Lass eine der beiden Zeilen weg."
    ]
