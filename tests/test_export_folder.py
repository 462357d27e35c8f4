"""`losbote export FOLDER`: what was exported is imported to an equal library, files included."""

from __future__ import annotations

import csv
import string
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shelf_rig import NOW, Kept, Rig

from bot.demo import sample
from bot.library import spoken
from commands._library import documents, kinds, regions, tips
from storage import Tx
from storage.library import Chapter

LINK = "https://video.example/w/1"

# -- any library -----------------------------------------------------------------------------------------

LETTERS = string.ascii_letters + string.digits + "äöüßÄé„“:*()!?.’&<>#–'\",;\\/=+@🎬" + "\t "
WORD = st.text(string.ascii_letters + "äöüÄß", min_size=1, max_size=12)
MOMENTS = st.integers(0, 350_000_000_000).map(lambda ms: datetime(2015, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms))


def tidy(most: int, *, quotes: bool = True) -> st.SearchStrategy[str]:
    """A text as it is stored: on one line, not empty, and nothing that stands for nothing."""
    texts = st.tuples(WORD, st.text(LETTERS, max_size=most - 12)).map(lambda parts: " ".join("".join(parts).split()))
    return texts if quotes else texts.map(lambda text: text.strip('" '))


def maybe(texts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.just("") | texts


LISTS = st.lists(tidy(20).map(lambda text: text.replace(";", ",").strip()), max_size=4).map(";".join)
LINKS = st.text(string.ascii_letters + string.digits + "-_?=&%.", min_size=1, max_size=20).map(
    lambda path: f"https://netz.example/{path}"
)
CHAPTERS = st.lists(st.builds(Chapter, st.integers(0, 90_000), tidy(40)), max_size=5).map(
    lambda chapters: sorted(chapters, key=lambda one: one.second)
)
PASSAGES = st.lists(st.tuples(st.integers(0, 90_000), tidy(60)), max_size=5).map(
    lambda passages: sorted(passages, key=lambda one: one[0])
)
RECORDING = st.fixed_dictionaries(
    {
        "title": tidy(60, quotes=False),
        "date": st.dates(date(2015, 1, 1), date(2026, 11, 1)),
        "link": LINKS,
        "speakers": LISTS,
        "topics": LISTS,
        "length": st.none() | st.integers(1, 1440),
        "slides": maybe(LINKS),
        "meeting": st.none() | WORD.map(lambda word: f"{word}@x.example"),
        "added_at": MOMENTS,
    }
)
NAMES = st.tuples(
    tidy(40).map(lambda name: name.replace("/", "").replace("\\", "").strip()), st.sampled_from([".txt", ".md"])
)
DOCUMENTS = st.tuples(NAMES.map("".join), tidy(200))
TEMPLATE = st.fixed_dictionaries(
    {
        "title": tidy(60, quotes=False),
        "kind": st.sampled_from(["", *kinds.KINDS]),
        "phase": st.sampled_from(["", *kinds.PHASES]),
        "region": st.sampled_from(["", *regions.REGIONS]),
        "size": st.none() | st.integers(1_000, 3_000_000),
        "used_by": maybe(tidy(60)),
        "outcome": maybe(tidy(60)),
        "year": st.none() | st.integers(1990, 2026),
        "licence": maybe(tidy(30, quotes=False)),
        "language": st.sampled_from(["de", "en", "fr", "it"]),
        "link": LINKS,
        "added_at": MOMENTS,
    }
)
TIP = st.fixed_dictionaries(
    {
        "topic": st.sampled_from(tips.TOPICS),
        "lang_de": tidy(200),
        "lang_en": maybe(tidy(200)),
        "source": maybe(tidy(60)),
        "source_year": st.sampled_from(["", "2023", "n.d."]),
        "author": maybe(tidy(40, quotes=False)),
        "verified": st.booleans(),
        "reviewed_at": MOMENTS,
        "rests": st.sampled_from(["", "voted out"]),
        "added_at": MOMENTS,
    }
)
TERM = st.fixed_dictionaries(
    {
        "term_de": tidy(40, quotes=False),
        "term_en": maybe(tidy(40, quotes=False)),
        "definition_de": tidy(200),
        "definition_en": maybe(tidy(200)),
        "synonyms_de": LISTS,
        "added_at": MOMENTS,
    }
)


def each_once(entries: st.SearchStrategy[dict[str, Any]], column: str) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(entries, max_size=4, unique_by=lambda one: one[column])


@settings(max_examples=25, deadline=None)
@given(
    recordings=each_once(RECORDING, "link"),
    said=st.lists(st.tuples(CHAPTERS, PASSAGES), min_size=4, max_size=4),
    templates=each_once(TEMPLATE, "link"),
    files=st.lists(st.none() | DOCUMENTS, min_size=4, max_size=4, unique_by=lambda one: one and one[1]),
    advice=each_once(TIP, "lang_de"),
    terms=each_once(TERM, "term_de"),
)
def test_any_library_is_equal_on_the_other_side(
    recordings: list[dict[str, Any]],
    said: list[tuple[list[Chapter], list[tuple[int, str]]]],
    templates: list[dict[str, Any]],
    files: list[tuple[str, str] | None],
    advice: list[dict[str, Any]],
    terms: list[dict[str, Any]],
) -> None:
    def fill(tx: Tx) -> None:
        for one, (chapters, passages) in zip(recordings, said, strict=False):
            number = tx.recordings.add(**one)
            tx.recordings.chapter(number, chapters)
            tx.recordings.transcribe(number, passages)
        for one, file in zip(templates, files, strict=False):
            tx.templates.add(**one | (document(tx, *file) if file else {}))
        for one in advice:
            tx.tips.add(**one)
        for one in terms:
            tx.terms.add(**one)

    with tempfile.TemporaryDirectory() as folder:
        here, there = Rig(Path(folder) / "here"), Rig(Path(folder) / "there", "en")
        here.write(fill)
        code, _ = here.run("export", here.folder / "out")
        if code:
            assert not any([recordings, templates, advice, terms])
            return
        assert there.run("import", here.folder / "out")[0] == 0
        assert there.library() == here.library()
        again = there.run("import", here.folder / "out")[1]
        assert all(" 0 new, 0 changed, " in line for line in again)


def document(tx: Tx, name: str, text: str) -> dict[str, Any]:
    """What is stored of a document with this name and text."""
    data = text.encode()
    read = documents.read(name, data)
    told = {"file_name": read.name, "file_type": read.type, "words": read.words}
    return {"file": tx.files.put(data), "file_size": len(data), **told}


# -- by hand ---------------------------------------------------------------------------------------------


@pytest.fixture
def rig(tmp_path: Path) -> Rig:
    """German."""
    return Rig(tmp_path / "one")


@pytest.fixture
def other(tmp_path: Path) -> Rig:
    """Another one, English."""
    return Rig(tmp_path / "two", "en")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_sample_network_moves_to_another_place(rig: Rig, other: Rig) -> None:
    rig.write(lambda tx: sample.fill(tx, NOW))
    out = rig.folder / "out"
    written = [f"FOLDER/out/{name}: {count} Einträge geschrieben." for name, count in EXPORTED]
    assert rig.run("export", out) == (0, written)
    assert other.run("import", out)[1][-2] == "All in all: 19 new, 0 changed, 0 as before."
    assert worded(other.library()) == worded(rig.library())
    assert other.look(lambda tx: len(tx.meetings.singles())) == 8
    names = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert names == {name for name, _ in EXPORTED} | {"files/Einladung.txt", "transcripts/2025-06-04.vtt"}


def worded(library: Kept) -> Kept:
    """The library with the words of its documents, however they are set."""
    templates = [one | {"words": one["words"].split()} for one in library["templates"]]
    return library | {"templates": templates}


EXPORTED = [("meetings.ics", 9), ("recordings.csv", 2), ("templates.csv", 3), ("tips.csv", 3), ("terms.csv", 2)]


def test_files_of_the_same_name_lie_side_by_side(rig: Rig, other: Rig) -> None:
    def fill(tx: Tx) -> None:
        for text in ("eins", "zwei", "drei"):
            tx.templates.add(title=text, added_at=NOW, **document(tx, "Brief.txt", text))
        for number in (1, 2):
            entry = tx.recordings.add(title="Los", date=date(2026, 6, 4), link=f"{LINK}{number}", added_at=NOW)
            tx.recordings.transcribe(entry, [(number, f"Teil {number}.")])

    rig.write(fill)
    out = rig.folder / "out"
    assert rig.run("export", out)[0] == 0
    assert [row["file"] for row in rows(out / "templates.csv")] == [
        "files/Brief.txt",
        "files/2/Brief.txt",
        "files/3/Brief.txt",
    ]
    assert [row["transcript"] for row in rows(out / "recordings.csv")] == [
        "transcripts/2026-06-04.vtt",
        "transcripts/2/2026-06-04.vtt",
    ]
    assert other.run("import", out)[0] == 0
    assert other.library() == rig.library()


def test_what_else_lies_there_stays_and_a_second_time_gives_the_same(rig: Rig) -> None:
    rig.write(lambda tx: sample.fill(tx, NOW))
    out = rig.folder / "out"
    out.mkdir()
    (out / "notizen.txt").write_text("meins", encoding="utf-8")
    rig.run("export", out)
    before = contents(out)
    assert rig.run("export", out)[0] == 0
    assert contents(out) == before
    assert before[Path("notizen.txt")] == b"meins"


def contents(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_lost_file_is_told_and_the_rest_is_written(rig: Rig, other: Rig) -> None:
    def fill(tx: Tx) -> None:
        for title, link in (("Brief", ""), ("Antrag", LINK)):
            tx.templates.add(title=title, link=link, added_at=NOW, **document(tx, f"{title}.txt", title))

    rig.write(fill)
    for path in (rig.folder / "library").iterdir():
        path.unlink()
    code, [written, *lost] = rig.run("export", rig.folder / "out")
    assert (code, written) == (0, "FOLDER/out/templates.csv: 2 Einträge geschrieben.")
    assert [line.partition("“")[0] for line in lost] == [
        "Die Datei der Vorlage „Brief",
        "Die Datei der Vorlage „Antrag",
    ]
    assert [row["title"] for row in rows(rig.folder / "out" / "templates.csv")] == ["Antrag"]
    assert other.run("import", rig.folder / "out")[0] == 0


def test_export_says_what_stands_in_the_way(rig: Rig) -> None:
    rig.write(lambda tx: tx.settings.get("nothing"))
    assert rig.run("export", rig.folder / "out") == (
        1,
        ["Es gibt noch nichts zu schreiben: keine Treffen, keine Bibliothek."],
    )
    rig.write(lambda tx: tx.terms.add(term_de="Los", definition_de="Zufall.", added_at=NOW))
    code, [told] = rig.run("export", rig.folder / "no" / "way")
    assert (code, "FOLDER/no/way/terms.csv kann ich nicht schreiben (diesen Pfad gibt es nicht)" in told) == (1, True)
    (rig.folder / "out").mkdir()
    (rig.folder / "out" / "terms.csv").mkdir()
    code, [told] = rig.run("export", rig.folder / "out")
    assert (code, "(das ist ein Ordner)" in told) == (1, True)
    assert list((rig.folder / "out").glob("*.part")) == []


@pytest.mark.parametrize(
    "passages", [[], [(0, "A. B. C."), (0, "A. B. C."), (7200, "x <i> & y --> z\n7265\tund <00:01:00.000> weiter")]]
)
def test_passages_are_read_as_they_were_written(passages: list[tuple[int, str]]) -> None:
    assert spoken.read(spoken.written(passages)) == passages


def test_recordings_keep_when_they_were_added_so_that_old_ones_are_no_news(rig: Rig, other: Rig) -> None:
    long_ago = NOW - timedelta(days=20)
    added = {"title": "Los", "date": date(2026, 11, 4), "link": LINK, "added_at": long_ago}
    rig.write(lambda tx: tx.recordings.add(**added))
    rig.run("export", rig.folder / "out")
    other.run("import", rig.folder / "out")
    assert [one["added_at"] for one in other.library()["recordings"]] == [long_ago]
