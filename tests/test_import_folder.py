"""`losbote import FOLDER`: all of it or nothing, what is the same stays, mistakes with their place and what to do."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from shelf_rig import NOW, Rig

from bot.demo.player import play
from bot.demo.script import ScriptError
from bot.library import bar, intake
from bot.library.entries import Spool
from commands._calendar import CHANGED, meetings
from commands._texts import Language
from storage.library import Chapter

LIBRARY = Path(__file__).parent / "library"
BERLIN = ZoneInfo("Europe/Berlin")
RECORDINGS = "date,title,speakers,link,length,topics,slides,chapters\n"
COSTS = "2026-06-04,Kosten im Griff,Ida Sommer;Jonas Feld,https://video.example/w/kosten,78,Kosten;Honorare,,"
DRAW = "2026-05-06,Losen in Aachen,,https://youtube.example/watch?v=los5,,,,"
CHAPTERS = "00:00:00 Begrüßung;00:12:30 Losverfahren in Aachen;1:02:00 Fragen"
TEMPLATES = "title,kind,region,year,file,link\n"
LETTER = "Einladung an Ausgeloste,Einladungsschreiben,NRW,2024,einladung.txt,\n"
SAID = "WEBVTT\n\n00:01.000 --> 00:04.000\nGuten Abend.\n\n00:05.000 --> 00:09.000\nHeute geht es ums Geld.\n"


@pytest.fixture
def rig(tmp_path: Path) -> Rig:
    """German."""
    return Rig(tmp_path / "one")


@pytest.fixture
def english(tmp_path: Path) -> Rig:
    """English."""
    return Rig(tmp_path / "two", "en")


# -- what is taken ---------------------------------------------------------------------------------------


def test_a_folder_is_taken_in_once(rig: Rig) -> None:
    for path in LIBRARY.iterdir():
        rig.put(path.name, path.read_bytes())
    counted = (
        "recordings.csv: {0} neu, 0 geändert, {1} wie zuvor.",
        "templates.csv: {2} neu, 0 geändert, {3} wie zuvor.",
    )
    together = "Zusammen: {4} neu, 0 geändert, {5} wie zuvor."
    lines = [*counted, together]
    assert rig.take() == (0, [line.format(30, 0, 40, 0, 70, 0) for line in lines])
    before = rig.library()
    assert rig.take(now=NOW + timedelta(days=1)) == (0, [line.format(0, 30, 0, 40, 0, 70) for line in lines])
    assert rig.library() == before


def test_each_cell_is_read_as_it_is_meant(rig: Rig) -> None:
    rig.put("recordings.csv", f"{RECORDINGS}{COSTS}{CHAPTERS}\n")
    rig.put(
        "templates.csv",
        "link,title,size,phase,language,kind\nhttps://vorlagen.example/a,Antrag,20k,Idee,,Musterantrag\n",
    )
    rig.put("tips.csv", "lang_de,topic,verified\nPlant Geld für Fahrten ein.,Kosten,ja\n")
    rig.put("terms.csv", "synonyms_de,definition_de,term_de\nAuslosung; Los,Auswahl durch Zufall.,Losverfahren\n")
    assert rig.take()[0] == 0
    kept = rig.library()
    [recording], [template], [tip], [term] = (kept[name] for name in ("recordings", "templates", "tips", "terms"))
    assert (recording["date"], recording["length"], recording["speakers"]) == (
        date(2026, 6, 4),
        78,
        "Ida Sommer;Jonas Feld",
    )
    assert kept["chapters"] == [
        [Chapter(0, "Begrüßung"), Chapter(750, "Losverfahren in Aachen"), Chapter(3720, "Fragen")]
    ]
    assert (template["kind"], template["phase"], template["size"], template["language"]) == (
        "motion",
        "idea",
        20000,
        "de",
    )
    assert (tip["topic"], tip["verified"], tip["reviewed_at"], tip["added_at"]) == ("costs", True, NOW, NOW)
    assert (term["synonyms_de"], term["added_at"]) == ("Auslosung;Los", NOW)


def test_what_differs_is_changed_and_what_is_not_told_stays(rig: Rig) -> None:
    rig.put("recordings.csv", f"{RECORDINGS}{COSTS}{CHAPTERS}\n{DRAW}\n")
    rig.take()
    later = NOW + timedelta(days=3)
    rig.put("recordings.csv", "link,title,date\nhttps://video.example/w/kosten,Was es kostet,2026-06-04\n")
    assert rig.take(now=later) == (0, ["recordings.csv: 0 neu, 1 geändert, 0 wie zuvor."])
    first, second = rig.library()["recordings"]
    assert (first["title"], first["speakers"], first["added_at"]) == ("Was es kostet", "Ida Sommer;Jonas Feld", NOW)
    assert second["title"] == "Losen in Aachen"
    rig.put("recordings.csv", f"{RECORDINGS}{COSTS.replace('78', '')}00:00:00 Anfang\n")
    assert rig.take(now=later) == (0, ["recordings.csv: 0 neu, 1 geändert, 0 wie zuvor."])
    assert rig.library()["chapters"][0] == [Chapter(0, "Anfang")]
    assert rig.library()["recordings"][0]["length"] is None


def test_a_document_is_kept_and_found_by_its_words(rig: Rig) -> None:
    rig.put("templates.csv", TEMPLATES + LETTER)
    rig.put("einladung.txt", "Sie sind ausgelost! Wir zahlen die Kinderbetreuung.")
    assert rig.take() == (0, ["templates.csv: 1 neu, 0 geändert, 0 wie zuvor."])
    [template] = rig.library()["templates"]
    assert (template["file_name"], template["file_type"], template["region"]) == (
        "einladung.txt",
        "text/plain",
        "DE-NW",
    )
    assert rig.library()["files"] == [b"Sie sind ausgelost! Wir zahlen die Kinderbetreuung."]
    assert [hit.kind for hit in rig.look(lambda tx: tx.search.find("Kinderbetreuung"))] == ["template"]
    rig.put("templates.csv", TEMPLATES + LETTER.replace("2024", "2025"))
    assert rig.take() == (0, ["templates.csv: 0 neu, 1 geändert, 0 wie zuvor."])
    assert [one["year"] for one in rig.library()["templates"]] == [2025]


def test_terms_find_each_other_and_chapters_their_recording(rig: Rig) -> None:
    rig.put("recordings.csv", f"{RECORDINGS}{COSTS}{CHAPTERS}\n")
    rig.put("glossary.csv", "term_de,definition_de,synonyms_de\nLosverfahren,Auswahl durch Zufall.,Ziehung\n")
    assert rig.take()[0] == 0
    assert {hit.kind for hit in rig.look(lambda tx: tx.search.find("Ziehung"))} == {"term", "recording"}


def test_a_table_never_takes_back_an_approval(rig: Rig) -> None:
    table = "lang_de,topic,verified\nPlant Geld ein.,Kosten,no\nZieht öffentlich.,Losverfahren,no\n"
    rig.put("tips.csv", table)
    waiting = "2 neue Tipps sind noch nicht geprüft. Sie kommen erst, wenn Admins sie freigeben:"
    waiting += " !ändern tipp zeigt, was wartet."
    assert rig.take() == (0, ["tips.csv: 2 neu, 0 geändert, 0 wie zuvor.", waiting])
    rig.write(lambda tx: tx.tips.change(1, verified=True))
    assert rig.take() == (0, ["tips.csv: 0 neu, 0 geändert, 2 wie zuvor."])
    rig.put("tips.csv", table.replace("no", "yes"))
    later = NOW + timedelta(days=30)
    assert rig.take(now=later) == (0, ["tips.csv: 0 neu, 1 geändert, 1 wie zuvor."])
    assert [(one["verified"], one["reviewed_at"]) for one in rig.library()["tips"]] == [(True, NOW), (True, later)]


def test_a_recording_goes_to_the_meeting_of_its_day(rig: Rig) -> None:
    event = "UID:a@x\nSUMMARY:Treffen\nDTSTART;TZID=Europe/Berlin:20261104T190000\nDURATION:PT90M\n"
    rig.put("meetings.ics", f"BEGIN:VCALENDAR\nBEGIN:VEVENT\n{event}END:VEVENT\nEND:VCALENDAR\n")
    rig.put(
        "recordings.csv",
        "date,title,link\n2026-11-04,Los,https://video.example/w/1\n2026-11-05,Rat,https://video.example/w/2\n",
    )
    assert rig.take() == (
        0,
        [
            "meetings.ics: 1 neu, 0 geändert, 0 wie zuvor.",
            "recordings.csv: 2 neu, 0 geändert, 0 wie zuvor.",
            "Zusammen: 3 neu, 0 geändert, 0 wie zuvor.",
        ],
    )
    assert [one["meeting"] for one in rig.library()["recordings"]] == ["a@x", None]
    assert rig.look(lambda tx: tx.settings.instant(CHANGED)) == NOW
    assert rig.look(lambda tx: [one.sequence for one in meetings(tx, NOW - timedelta(days=90), NOW)]) == [1]
    assert rig.take()[1][2] == "Zusammen: 0 neu, 0 geändert, 3 wie zuvor."


# -- transcripts -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["2026-06-04.vtt", "Kosten_im-Griff.vtt", "kosten.VTT"])
def test_a_transcript_is_named_by_its_recording(rig: Rig, name: str) -> None:
    rig.put("recordings.csv", f"{RECORDINGS}{COSTS}\n{DRAW}\n")
    rig.put(name, SAID)
    counted = "*.vtt, *.srt: {} neu, 0 geändert, {} wie zuvor."
    assert rig.take()[1][1] == counted.format(1, 0)
    assert rig.library()["passages"] == [[(1, "Guten Abend.\n5\tHeute geht es ums Geld.")], []]
    assert rig.take()[1][1] == counted.format(0, 1)


def test_a_transcript_may_come_later_and_is_replaced(rig: Rig) -> None:
    rig.put("recordings.csv", f"{RECORDINGS}{COSTS}\n{DRAW}\n")
    rig.take()
    (rig.shelf / "recordings.csv").unlink()
    rig.put("los5.srt", "1\n00:00:02,000 --> 00:00:04,000\nWillkommen.\n")
    assert rig.take() == (0, ["*.vtt, *.srt: 1 neu, 0 geändert, 0 wie zuvor."])
    rig.put("los5.srt", "1\n00:00:02,000 --> 00:00:04,000\nWillkommen in Aachen.\n")
    assert rig.take() == (0, ["*.vtt, *.srt: 0 neu, 1 geändert, 0 wie zuvor."])
    assert rig.library()["passages"] == [[], [(2, "Willkommen in Aachen.")]]


def test_a_row_may_name_its_transcript(rig: Rig) -> None:
    rig.put("recordings.csv", "date,title,link,transcript\n2026-06-04,Los,https://video.example/w/1,abend.vtt\n")
    rig.put("abend.vtt", SAID)
    assert rig.take() == (0, ["recordings.csv: 1 neu, 0 geändert, 0 wie zuvor."])
    assert rig.library()["passages"] == [[(1, "Guten Abend.\n5\tHeute geht es ums Geld.")]]


def test_transcripts_that_fit_nothing_or_too_much_are_refused(rig: Rig) -> None:
    rig.put("recordings.csv", f"{RECORDINGS}{COSTS}\n{DRAW.replace('2026-05-06', '2026-06-04')}\n")
    rig.put("2026-06-04.vtt", SAID)
    rig.put("kosten.vtt", "WEBVTT\n\n00:05.000 --> 00:01.000\nFalsch.\n")
    rig.put("los5.srt", "1\n00:00:02,000 -> 00:00:04,000\nWillkommen.\n")
    order = "In Zeile 3 der Mitschrift läuft die Zeit rückwärts. Bring sie in die richtige Reihenfolge."
    times = "Zeile 2 der Mitschrift ist keine Zeitangabe. So sieht sie aus: 00:01:05.000 --> 00:01:09.500"
    several = (
        "Dazu passen mehrere Aufzeichnungen. Schreib den Namen der Datei bei der richtigen in die Spalte transcript."
    )
    assert rig.refused() == [f"2026-06-04.vtt: {several}", f"kosten.vtt: {order}", f"los5.srt: {times}"]
    for name in ("kosten.vtt", "los5.srt", "2026-06-04.vtt"):
        (rig.shelf / name).unlink()
    rig.put("2020-01-01.vtt", SAID)
    [told] = rig.refused()
    assert told.startswith("2020-01-01.vtt: Dazu kenne ich keine Aufzeichnung. Nenn die Datei nach dem Datum")
    assert rig.library()["recordings"] == []


# -- what else may be named ------------------------------------------------------------------------------


def test_what_comes_along_is_taken_once(english: Rig) -> None:
    counted = "tips.csv: {0} new, 0 changed, {1} as before.", "glossary.csv: {2} new, 0 changed, {3} as before."
    code, [*lines, together, waiting] = english.run("import")
    assert (code, lines) == (0, [line.format(72, 0, 40, 0) for line in counted])
    assert together == "All in all: 112 new, 0 changed, 0 as before."
    assert waiting.startswith("8 new tips have not been checked yet.")
    assert english.run("import", "--first-filling")[1][-1] == "All in all: 0 new, 0 changed, 112 as before."
    assert english.look(lambda tx: len(tx.tips.fit(NOW - timedelta(days=1)))) == 64


def test_the_first_filling_is_part_of_the_package_and_of_the_demo(rig: Rig) -> None:
    assert {one.name for one in (files("commands") / "content").iterdir()} >= {"tips.csv", "glossary.csv"}
    rig.write(lambda tx: intake.fill(tx, NOW, BERLIN, "de"))
    assert {name: len(kept) for name, kept in rig.library().items() if kept} == {"tips": 72, "terms": 40}


async def test_a_script_loads_a_folder_before_the_bot_runs_and_while_it_does() -> None:
    script = (LIBRARY / "load.chat").read_text(encoding="utf-8")
    assert (await play(script, LIBRARY)).failure == ""


async def test_a_script_that_loads_what_cannot_be_loaded_says_so(tmp_path: Path) -> None:
    (tmp_path / "tips.csv").write_text("topic,lang_de\nKosten,\n", encoding="utf-8")
    with pytest.raises(ScriptError, match=r"^line 2: So kann ich nichts übernehmen.*\ntips\.csv, Zeile 2, lang_de: "):
        await play("@ group Netzwerk: anna\n@ load .\nanna > hilfe", tmp_path)


def test_what_cannot_be_imported_is_told(rig: Rig) -> None:
    nothing = "FOLDER/shelf liegt nichts, was ich kenne. Ich nehme recordings.csv, templates.csv, tips.csv, terms.csv"
    code, [line] = rig.take()
    assert (code, line.startswith(f"In {nothing}")) == (1, True)
    table = rig.put("tips.csv", "topic,lang_de\n")
    assert rig.run("import", table) == (
        1,
        ["FOLDER/shelf/tips.csv ist eine Tabelle. Nenn den Ordner, in dem sie liegt."],
    )
    both = "Entweder ein Ordner oder --first-filling: Nimm eins nach dem anderen."
    assert rig.run("import", rig.shelf, "--first-filling") == (1, [both])


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_bar_is_for_terminals_only(language: Language, monkeypatch: pytest.MonkeyPatch, rig: Rig) -> None:
    with bar.bar(language) as shown:
        assert shown is intake.silent
    monkeypatch.setenv("FORCE_COLOR", "1")
    told: list[tuple[str, int, int]] = []
    with bar.bar(language) as shown:
        assert shown is not intake.silent
        shown("read", 1, 2)
    rig.put("terms.csv", "term_de,definition_de\n" + "".join(f"Los {at},Zufall.\n" for at in range(300)))
    taking = intake.Taking(rig.shelf, NOW, BERLIN, language, lambda *what: told.append(what))
    with Spool() as spool:
        taking.read(spool)
        rig.write(lambda tx: taking.write(tx, spool))
    size = (rig.shelf / "terms.csv").stat().st_size
    assert told[-7:-5] == [("read", size, size), ("write", 50, 300)]
    assert told[-1] == ("write", 300, 300)


def test_times_are_kept_to_the_millisecond(rig: Rig) -> None:
    rig.put("terms.csv", "term_de,definition_de,added\nLos,Zufall.,2025-01-02T03:04:05.678+01:00\n")
    rig.take()
    assert [one["added_at"] for one in rig.library()["terms"]] == [datetime(2025, 1, 2, 2, 4, 5, 678000, tzinfo=UTC)]
