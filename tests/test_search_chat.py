"""Searches and terms over a library of one's own: what a list holds, what is told of it later, and what is missed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from commands._kit import Ask, Reply, UserError
from commands._library import hits, terms
from commands._texts import Language, plain
from commands.search import missed, more, search
from commands.term import term
from storage import Storage, Tx, open_storage
from storage.chat import direct_chat

NOW = datetime(2026, 11, 30, 17, tzinfo=UTC)
ANNA = "0b6d1f5e-9a57-4d0c-8f3c-5f0a3e0a1d01"


def an_ask(words: str = "", language: Language = "de") -> Ask:
    zone = ZoneInfo("Europe/Berlin")
    return Ask(direct_chat(ANNA), ANNA, words, NOW, zone, language, admin=False, steers=False, network="Netz")


@pytest_asyncio.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    """An empty library, closed with the test."""
    async with open_storage(tmp_path / "losbote.db") as opened:
        yield opened


def a_recording(tx: Tx, title: str, *said: str) -> int:
    link = f"https://video.example/{title}"
    entry = tx.recordings.add(title=title, date=date(2026, 6, 4), speakers="", link=link, length=60, added_at=NOW)
    tx.recordings.transcribe(entry, [(60 * minute, text) for minute, text in enumerate(said)])
    return entry


def a_tip(tx: Tx, text: str, *, verified: bool = True) -> int:
    return tx.tips.add(topic="costs", lang_de=text, verified=verified, reviewed_at=NOW, added_at=NOW)


def a_term(tx: Tx, german: str, english: str = "", synonyms: str = "", meaning: str = "Ein Wort.") -> int:
    names = {"term_de": german, "term_en": english, "synonyms_de": synonyms}
    return tx.terms.add(**names, definition_de=meaning, added_at=NOW)


def say(tx: Tx, run: Callable[[Tx, Ask], Reply], ask: Ask) -> list[str]:
    """The lines of the answer to what is asked."""
    return lines(tx, ask, run(tx, ask))


def lines(tx: Tx, ask: Ask, reply: Reply) -> list[str]:
    """The lines of a reply; what it offers is open then."""
    if reply.offer is not None:
        tx.offers.make(ask.chat, ask.sender, reply.offer, None, ask.now)
    return plain(reply.text).splitlines()


async def test_recording_comes_once_however_often_it_says_the_word(storage: Storage) -> None:
    def work(tx: Tx) -> None:
        tip = a_tip(tx, "Kinderbetreuung gehört in den Kostenplan.")
        term = a_term(tx, "Kinderbetreuung")
        said = a_recording(tx, "Abend", *("Kinderbetreuung gab es auch.",) * 300)
        titled = a_recording(tx, "Kinderbetreuung", "Kinderbetreuung!", "Kinderbetreuung?")
        found = hits.found(tx, an_ask(), "Kinderbetreuung")
        passages = {one.id for one in tx.recordings.passages(said)}
        assert {one for one in found if one[0] != "passage"} == {("tip", tip), ("term", term), ("recording", titled)}
        assert len([entry for kind, entry in found if kind == "passage" and entry in passages]) == 1
        assert len(found) == 4

    await storage.write(work)


async def test_only_passages_can_be_asked_for(storage: Storage) -> None:
    def work(tx: Tx) -> None:
        a_term(tx, "Dolmetschen")
        entry = a_recording(tx, "Abend", "Dolmetschen half.")
        (passage,) = tx.recordings.passages(entry)
        assert hits.found(tx, an_ask(), "Dolmetschen", ["passage"]) == [("passage", passage.id)]

    await storage.write(work)


async def test_unverified_tip_is_for_those_who_steer(storage: Storage) -> None:
    def work(tx: Tx) -> None:
        tip = a_tip(tx, "Honorare sind hoch.", verified=False)
        assert hits.found(tx, an_ask(), "Honorare") == []
        assert hits.found(tx, replace(an_ask(), admin=True, steers=True), "Honorare") == [("tip", tip)]

    await storage.write(work)


async def test_numbers_run_on_and_what_was_removed_is_left_out(storage: Storage) -> None:
    def work(tx: Tx) -> None:
        ids = [a_term(tx, f"Wort{number}", meaning=f"Etwas zu Eulen {number}.") for number in range(8)]
        assert lines(tx, an_ask(), hits.listed(tx, an_ask(), [("term", one) for one in ids], "Eulen")) == [
            "Eulen",
            "1 · Wort0 – Etwas zu Eulen 0.",
            "2 · Wort1 – Etwas zu Eulen 1.",
            "3 · Wort2 – Etwas zu Eulen 2.",
            "Schreib eine Nummer, und du bekommst alles dazu. Mit !mehr geht es weiter.",
        ]
        tx.terms.remove(ids[0])
        tx.terms.remove(ids[4])
        assert say(tx, more.run, an_ask())[1:] == [
            "4 · Wort3 – Etwas zu Eulen 3.",
            "5 · Wort5 – Etwas zu Eulen 5.",
            "6 · Wort6 – Etwas zu Eulen 6.",
            "Schreib eine Nummer, und du bekommst alles dazu. Mit !mehr geht es weiter.",
        ]
        assert opened(tx, 1) == "Diesen Eintrag gibt es nicht mehr."
        assert opened(tx, 2) == "Wort1\nEtwas zu Eulen 1."
        assert opened(tx, 5) == "Wort5\nEtwas zu Eulen 5."
        tx.terms.remove(ids[7])
        assert say(tx, more.run, an_ask()) == ["Mehr habe ich dazu nicht. Du kannst aber weiter daraus wählen."]
        assert opened(tx, 6) == "Wort6\nEtwas zu Eulen 6."

    await storage.write(work)


def opened(tx: Tx, number: int) -> str:
    reply = hits.numbered(tx, an_ask(), number)
    assert reply is not None
    return plain(reply.text)


async def test_number_of_another_kind_or_beyond_the_list(storage: Storage) -> None:
    def work(tx: Tx) -> None:
        assert hits.numbered(tx, an_ask(), 1) is None
        only = a_term(tx, "Eule")
        lines(tx, an_ask(), hits.listed(tx, an_ask(), [("term", only)], "Eulen"))
        assert hits.numbered(tx, an_ask(), 1, ["template"]) is None
        assert hits.numbered(tx, an_ask(), 2, ["template"]) is None
        with pytest.raises(UserError, match=r"^Eine 2 steht nicht in der Liste, nur die 1\.$"):
            hits.numbered(tx, an_ask(), 2)
        assert hits.numbered(tx, replace(an_ask(), now=NOW + timedelta(minutes=30)), 1) is None

    await storage.write(work)


async def test_misses_are_counted_and_told_to_admins(storage: Storage) -> None:
    def work(tx: Tx) -> None:
        assert list(missed.run(tx, an_ask())) == []
        searches = ("Kegelbahn", "kegelbahn ", "KEGELBAHN", "Würfel", "wuerfel", "Turm", "Zug", "Hut", "Uhu", "??")
        for hours, words in enumerate((*searches, "x" * 500)):
            say(tx, search.run, replace(an_ask(words), now=NOW + timedelta(hours=hours)))
        say(tx, search.run, replace(an_ask("Uhu"), now=NOW + timedelta(hours=8, minutes=59)))  # the same search again
        assert {(one.words, one.count) for one in tx.misses.list(20)} == {
            ("kegelbahn", 3),
            ("wuerfel", 2),
            *((word, 1) for word in ("turm", "zug", "hut", "uhu", "x" * 60)),
        }
        assert list(missed.run(tx, an_ask())) == ["Vergeblich gesucht: „kegelbahn“ (3-mal), „wuerfel“ (zweimal)"]
        (english,) = missed.run(tx, an_ask(language="en"))
        assert english == "Searched for in vain: “kegelbahn” (3 times), “wuerfel” (twice)"
        later = NOW + timedelta(days=31)
        assert tx.misses.forget(later - timedelta(days=180), once=later - timedelta(days=30)) == 5
        assert [one.words for one in tx.misses.list(20)] == ["kegelbahn", "wuerfel"]

    await storage.write(work)


async def test_search_in_one_kind_names_the_others(storage: Storage) -> None:
    def work(tx: Tx) -> None:
        a_tip(tx, "Plant Dolmetschen ein.")
        assert say(tx, term.run, an_ask("Dolmetschen")) == [
            "Zu „Dolmetschen“ habe ich nichts.",
            "Anderswo in der Bibliothek steht etwas dazu: !suche Dolmetschen",
        ]

    await storage.write(work)


async def test_term_with_all_that_belongs_to_it(storage: Storage) -> None:
    def work(tx: Tx) -> None:
        assert say(tx, term.run, an_ask()) == ["Im Glossar steht noch nichts."]
        a_term(tx, "Antrag", "Motion", "Gesuch", "Vorschlag, über den der Rat entscheidet.")
        assert say(tx, term.run, an_ask()) == ["Im Glossar steht ein Begriff: !begriff Antrag"]
        a_term(tx, "Bürgerantrag", "Residents' motion", "", "Antrag aus der Bevölkerung.")
        a_term(tx, "Ratsbeschluss", "", "Beschluss", "Was der Rat zu Anträgen oder Gesuchen beschließt.")
        a_term(tx, "LEXIMIN", "LEXIMIN", "", "Ein Rechenverfahren.")
        assert say(tx, term.run, an_ask("Anträge")) == [
            "Antrag",
            "Vorschlag, über den der Rat entscheidet.",
            "Auf Englisch: Motion",
            "Siehe auch: Bürgerantrag, Ratsbeschluss",
        ]
        assert say(tx, term.run, an_ask("leximin")) == ["LEXIMIN", "Ein Rechenverfahren."]
        assert say(tx, term.run, an_ask("Beschluss", "en")) == [
            "Ratsbeschluss",
            "Was der Rat zu Anträgen oder Gesuchen beschließt.",
            "So far the text exists in German only.",
            "See also: Motion",
        ]

    await storage.write(work)


async def test_name_that_stands_for_several_terms_gives_a_list(storage: Storage) -> None:
    def work(tx: Tx) -> None:
        a_term(tx, "Offerte", synonyms="Angebot")
        a_term(tx, "Beteiligungsangebot", synonyms="Angebot;Offert")
        assert say(tx, term.run, an_ask("Angebot"))[:3] == [
            "Das habe ich zu „Angebot“:",
            "1 · Offerte – Ein Wort.",
            "2 · Beteiligungsangebot – Ein Wort.",
        ]
        assert say(tx, term.run, an_ask("Offerten"))[0] == "Offerte"  # its own name is nearer than a synonym

    await storage.write(work)


@pytest.mark.parametrize("words", ["", "???", "e", "und", "x" * 5000, "ein " * 2000, "\u200b", "' OR 1=1 --"])
async def test_what_is_no_name_means_no_term(storage: Storage, words: str) -> None:
    def work(tx: Tx) -> None:
        a_term(tx, "Einladung", synonyms=";;Brief;")
        assert terms.meant(tx, words) == []

    await storage.write(work)


async def test_other_terms_are_named_on_other_days(storage: Storage) -> None:
    def work(tx: Tx) -> None:
        for number in range(7):
            a_term(tx, f"Wort{number}")
        named = {name for day in range(7) for name in terms.some(tx, replace(an_ask(), now=NOW + timedelta(day)), 3)}
        assert named == {f"Wort{number}" for number in range(7)}
        assert len(set(terms.some(tx, an_ask(), 3))) == 3

    await storage.write(work)
