"""What admins hand in: files and transcripts through the whole bot, and what is refused with a sentence."""

from __future__ import annotations

import zipfile
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot.demo.player import Played
from commands._library import addresses, transcript

Chat = Callable[[str], Awaitable[Played]]

LETTER = "Liebe Menschen in Seebach, ihr seid ausgelost. Bitte meldet euch bis Mai."
VTT = """WEBVTT

1
00:00:01.000 --> 00:00:04.000 align:start
<v Ida>Guten Abend.

NOTE nur für uns

00:00:04.500 --> 00:00:09.000
Heute geht es um Lostöpfe &amp; Urnen.

00:01:10.000 --> 00:01:12.000
Fragen gern gleich.
"""


async def test_template_with_its_file_is_asked_for_what_is_missing(tmp_path: Path, chat: Chat) -> None:
    (tmp_path / "Einladung_Seebach.txt").write_text(LETTER, encoding="utf-8")
    played = await chat(
        """
@ sample
petra > attach Einladung_Seebach.txt !neu vorlage
bot > petra: Wie heißt die Vorlage? Mit weiter heißt sie „Einladung Seebach“.
  weiter überspringt eine Frage, fertig alle übrigen, abbrechen verwirft.
petra > weiter
bot > petra: Aus welchem Land oder Kanton kommt es? …
petra > BaWü
bot > petra: Wie viele Menschen leben in der Gemeinde? …
petra > fertig
bot > petra: Aufgenommen:
  Einladung Seebach
  Einladungsschreiben, Baden-Württemberg
  Für Admins: !ändern vorlage #4, !entfernen vorlage #4
anna > !vorlage Seebach ausgelost bis Mai
bot > anna: …1 · Einladung Seebach (Einladungsschreiben, Baden-Württemberg)…
anna > 1
bot > anna: attach Einladung_Seebach.txt Einladung Seebach
  Einladungsschreiben, Baden-Württemberg
petra > attach Einladung_Seebach.txt !neu vorlage Noch einmal
bot > petra: Das gibt es schon: Vorlage „Einladung Seebach“ (#4).
  So geht es: !ändern vorlage #4
petra > !entfernen vorlage #4
bot > petra: Soll diese Vorlage weg? …
petra > ja
bot > petra: Entfernt: …
petra > !zurück
bot > petra: Zurückgenommen:
  Entfernt: Vorlage „Einladung Seebach“ (#4)
anna > !vorlage Einladung Seebach
bot > anna: …
anna > 1
bot > anna: attach Einladung_Seebach.txt Einladung Seebach
  …
"""
    )
    assert played.failure == ""


async def test_file_may_come_in_answer_and_take_the_place_of_a_link(tmp_path: Path, chat: Chat) -> None:
    (tmp_path / "Antrag.md").write_text("# Antrag auf einen Bürgerrat", encoding="utf-8")
    played = await chat(
        """
@ sample
petra > !neu vorlage
bot > petra: Schick mir die Datei, oder einen Link dorthin.
  …
petra > attach Antrag.md
bot > petra: Wie heißt die Vorlage? Mit weiter heißt sie „Antrag“.
petra > Antrag auf einen Bürgerrat
bot > petra: Was für ein Dokument ist es? …
petra > abbrechen
bot > petra: Gut, aufgenommen ist nichts.
petra > attach Antrag.md !ändern vorlage #2
bot > petra: Geändert: Vorlage „Musterantrag: Bürgerrat zur Ortsmitte“ (#2)
  Neue Datei: Antrag.md
petra > attach Antrag.md !ändern vorlage #2
bot > petra: So steht es schon da.
petra > !ändern vorlage #2 link -
bot > petra: Geändert: Vorlage „Musterantrag: Bürgerrat zur Ortsmitte“ (#2)
  link: jetzt leer (bisher: https://vorlagen.example/antrag-ortsmitte.docx)
"""
    )
    assert played.failure == ""


def macro(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("word/document.xml", "<w/>")
        made.writestr("word/vbaProject.bin", b"x")


FILES: dict[str, tuple[Callable[[Path], object], str]] = {
    "leer.txt": (Path.touch, "leer.txt: Das ist leer. …"),
    "gross.txt": (
        lambda path: path.write_bytes(b"x" * (2 << 20)),
        "gross.txt: Das ist größer als 1 MB. …",
    ),
    "makro.docx": (macro, "In „makro.docx“ stecken Makros, und die nehme ich nicht. …"),
    "luege.pdf": (
        lambda path: path.write_text("Nur Text.", encoding="utf-8"),
        "„luege.pdf“ ist etwas anderes, als der Name sagt. …",
    ),
}


@pytest.mark.parametrize("name", FILES)
async def test_bad_file_is_refused_and_nothing_is_kept(tmp_path: Path, chat: Chat, name: str) -> None:
    make, sentence = FILES[name]
    make(tmp_path / name)
    played = await chat(
        f"""
@ sample
@ setting max_attachment_mb = 1
petra > attach {name} !neu vorlage Etwas
bot > petra: {sentence}
petra > !neu vorlage Etwas
bot > petra: Schick mir die Datei, …
petra > attach {name}
bot > petra: {sentence}
petra > !zurück
bot > petra: Gut, aufgenommen ist nichts.
petra > !zurück
bot > petra: Von dir gibt es nichts zurückzunehmen. …
"""
    )
    assert played.failure == ""


async def test_title_of_two_thousand_characters_is_refused(chat: Chat) -> None:
    link, long = "https://video.example/w/lang", "x" * 2000
    played = await chat(
        f"""
@ sample
petra > !neu aufzeichnung {link} "{long}" 4.6.
bot > petra: Das sind 2.000 Zeichen; 160 passen hin. Fass es kürzer.
  …
petra > !ändern aufzeichnung #1 titel {long}
bot > petra: Das sind 2.000 Zeichen; 160 passen hin. Fass es kürzer.
  …
"""
    )
    assert played.failure == ""


async def test_transcript_is_found_and_a_broken_one_refused_with_its_line(tmp_path: Path, chat: Chat) -> None:
    (tmp_path / "gut.vtt").write_text(VTT, encoding="utf-8")
    (tmp_path / "schlecht.srt").write_text("1\n00:00:01,000 --> 00:99\nGuten Abend.\n", encoding="utf-8")
    (tmp_path / "folien.pdf").write_bytes(b"%PDF-1.4")
    order = "!neu aufzeichnung https://video.example/w/toepfe"
    played = await chat(
        f"""
@ sample
petra > attach schlecht.srt {order} "Töpfe" 5.6.2026
bot > petra: In „schlecht.srt“ ist Zeile 2 keine Zeitangabe. …
petra > attach folien.pdf {order} "Töpfe" 5.6.2026
bot > petra: Zu einer Aufzeichnung passt eine Mitschrift als .vtt oder .srt, nicht „folien.pdf“. …
petra > attach gut.vtt !neu tipp Kosten: etwas
bot > petra: Mit der Datei „gut.vtt“ kann ich hier nichts anfangen; …
petra > attach gut.vtt {order} "Töpfe" 5.6.2026
bot > petra: Aufgenommen:
  Töpfe
  …
anna > !aufzeichnung Urnen
bot > anna: Töpfe
  5. Juni
  00:00:04 „Heute geht es um Lostöpfe & Urnen.“
  https://video.example/w/toepfe?start=4s
"""
    )
    assert played.failure == ""


def test_cues_become_passages_of_some_sentences() -> None:
    assert transcript.read(VTT) == [
        (1, "Guten Abend.\n4\tHeute geht es um Lostöpfe & Urnen."),
        (70, "Fragen gern gleich."),
    ]
    assert transcript.read("1\n01:02:03,500 --> 01:02:05,000\nEin Satz\nin zwei Zeilen.\n") == [
        (3723, "Ein Satz in zwei Zeilen.")
    ]


def cues(*told: tuple[int, int, str]) -> str:
    """A transcript of cues: from which second to which, and what is said."""
    return "WEBVTT\n\n" + "\n\n".join(f"00:{a:02}.000 --> 00:{b:02}.000\n{said}" for a, b, said in told)


@pytest.mark.parametrize(
    ("told", "passages"),
    [
        # A pause ends a passage, be it in the middle of a sentence.
        ([(1, 3, "Wir reden über"), (20, 22, "Hebesätze.")], [(1, "Wir reden über"), (20, "Hebesätze.")]),
        # A sentence is said where it begins, be it in the middle of a cue.
        (
            [(1, 3, "Eins. Und zwei"), (3, 6, "geht weiter. Drei"), (6, 9, "am Ende.")],
            [(1, "Eins. Und zwei geht weiter.\n3\tDrei am Ende.")],
        ),
        # Neither "z. B." nor a date ends one.
        (
            [(1, 3, "Das war z. B. am 4. Juni"), (3, 5, "so. Danach nicht.")],
            [(1, "Das war z. B. am 4. Juni so.\n3\tDanach nicht.")],
        ),
        # Where nobody has put a full stop, it goes on behind a second of its own now and then.
        ([(0, 2, "a" * 70), (2, 4, "b" * 70), (4, 6, "c")], [(0, f"{'a' * 70} {'b' * 70}\n4\tc")]),
    ],
)
def test_each_sentence_knows_its_second(told: list[tuple[int, int, str]], passages: list[tuple[int, str]]) -> None:
    assert transcript.read(cues(*told)) == passages


async def test_a_hit_opens_where_the_sentence_is_said(tmp_path: Path, chat: Chat) -> None:
    said = [(1, 4, "Wir reden über Hebesätze und Zebrastreifen."), (6, 9, "Danach kommt der Satz mit der Kegelbahn.")]
    (tmp_path / "ok.vtt").write_text(cues(*said, (55, 58, "Und dann die Blaskapelle.")), encoding="utf-8")
    played = await chat(
        """
@ sample
petra > attach ok.vtt !neu aufzeichnung https://video.example/w/wege "Wege" 5.6.2026
@ drain
anna > !suche Kegelbahn
bot > anna: Das habe ich zu „Kegelbahn“:
  1 · Aufzeichnung · Wege (5. Juni)
  00:00:06 „Danach kommt der Satz mit der Kegelbahn.“
  …
anna > 1
bot > anna: Wege
  5. Juni
  00:00:06 „Danach kommt der Satz mit der Kegelbahn.“
  https://video.example/w/wege?start=6s
anna > !aufzeichnung Blaskapelle
bot > anna: Wege
  5. Juni
  00:00:55 „Und dann die Blaskapelle.“
  https://video.example/w/wege?start=55s
"""
    )
    assert played.failure == ""


def test_live_captions_that_repeat_a_line_say_it_once() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nguten\n\n00:02.000 --> 00:03.000\nguten\nAbend\n"
    assert transcript.read(text) == [(1, "guten Abend")]


@pytest.mark.parametrize(
    ("text", "what", "line"),
    [
        ("", "empty", 0),
        ("WEBVTT\n\nnur Text\n", "empty", 0),
        ("WEBVTT\n\n00:01 -> 00:02\nx\n", "times", 3),
        ("WEBVTT\n\n00:61:00.000 --> 00:61:01.000\nx\n", "times", 3),
        ("WEBVTT\n\n00:05.000 --> 00:04.000\nx\n", "order", 3),
        ("WEBVTT\n\n00:05.000 --> 00:06.000\nx\n\n00:01.000 --> 00:02.000\ny\n", "order", 6),
    ],
)
def test_broken_transcript_is_told_with_its_line(text: str, what: str, line: int) -> None:
    with pytest.raises(transcript.BrokenTranscript) as caught:
        transcript.read(text)
    assert (caught.value.what, caught.value.line) == (what, line)


@pytest.mark.parametrize(
    ("link", "public"),
    {
        "https://video.example/w/1?start=3#x": True,
        "http://vorlagen.example:8080/a": True,
        "https://93.184.216.34/a": True,
        "https://localhost/a": False,
        "https://bot.localhost/a": False,
        "https://nas.local/a": False,
        "https://intranet/a": False,
        "http://127.0.0.1/a": False,
        "http://127.1/a": False,
        "http://2130706433/a": False,
        "http://0x7f.0.0.1/a": False,
        "http://10.0.0.1/a": False,
        "http://169.254.169.254/latest": False,
        "http://[::1]/a": False,
        "http://[fe80::1]/a": False,
        "http://[::ffff:127.0.0.1]/a": False,
        "https://video.example@localhost/a": False,
        "file:///etc/passwd": False,
        "ftp://video.example/a": False,
        "javascript:alert(1)": False,
        "video.example/a": False,
        "https://video.example/a b": False,
        "https://": False,
        "https://..example/a": False,
        "https://[/a": False,
        "https://video.example:99999/a": False,
        "https://video.example/" + "x" * 500: False,
        "": False,
    }.items(),
)
def test_link_that_everybody_can_open(link: str, public: bool) -> None:
    assert addresses.public(link) is public


async def test_file_that_nothing_is_said_about_is_asked_about(tmp_path: Path, chat: Chat) -> None:
    (tmp_path / "Antrag.txt").write_text("Antrag", encoding="utf-8")
    played = await chat(
        """
@ sample
petra > attach Antrag.txt
bot > petra: Wozu gehört die Datei? … !neu vorlage nimmt sie als Vorlage auf.
petra > attach Antrag.txt !ändern vorlage 1
bot > petra: Meinst du Vorlage „Einladungsschreiben an Ausgeloste“ (#1)? Dann schick die Datei noch einmal, …
  So geht es: !ändern vorlage #1
"""
    )
    assert played.failure == ""
