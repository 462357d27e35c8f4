"""What admins and members write about the library, read: quotes, lengths, links, numbers, sentences, periods."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from commands._fold import chosen
from commands._kit import Ask, UserError
from commands._library import addresses, periods, readers, sentences
from commands._library.given import given
from commands._library.quotes import as_typed, quoted, unquoted
from commands._texts import Language
from storage.chat import direct_chat
from storage.library import Chapter


def an_ask(words: str = "", language: Language = "de", typed: str = "") -> Ask:
    """Asked on 30 November 2026."""
    now, zone = datetime(2026, 11, 30, 17, tzinfo=UTC), ZoneInfo("Europe/Berlin")
    return Ask(direct_chat("a"), "a", words, now, zone, language, admin=True, steers=True, network="", typed=typed)


@pytest.mark.parametrize(
    ("text", "part", "bare"),
    [
        ("„Mehr Demokratie“: Einladung und „Dank“", "„Mehr Demokratie“", "„Mehr Demokratie“: Einladung und „Dank“"),
        (
            "„Losen – „wie geht das?“ fragt Ulm“",
            "„Losen – „wie geht das?“ fragt Ulm“",
            "Losen – „wie geht das?“ fragt Ulm",
        ),
        ('"Titel" 4.6.', '"Titel"', '"Titel" 4.6.'),
        ('„Titel" 4.6.', '„Titel"', '„Titel" 4.6.'),
        ("“Title”", "“Title”", "Title"),
        ('"„Dank“"', '"„Dank“"', "Dank"),
        ('5" lang', None, '5" lang'),
        ('"', None, '"'),
    ],
)
def test_quotes_are_taken_off_as_a_pair_around_the_whole(text: str, part: str | None, bare: str) -> None:
    span = quoted(text)
    assert (text[slice(*span)] if span else None) == part
    assert unquoted(text) == bare


def test_words_keep_the_quotes_and_dashes_that_were_typed() -> None:
    typed = "!neu tipp Kosten: Fragt „Wer fehlt?“ – und ladet ein."
    assert as_typed(an_ask('Kosten: Fragt "Wer fehlt?" - und ladet ein.', typed=typed)) == typed.split(maxsplit=2)[2]
    assert as_typed(an_ask("etwas anderes", typed=typed)) == "etwas anderes"


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("1:18 h", 78), ("01:18:00", 78), ("1:18", 78), ("45:30", 46), ("78,5", 78), ("ca. 90 min", 90), ("1 h 18", 78)],
)
def test_length_is_read_as_players_and_people_write_it(text: str, minutes: int) -> None:
    assert readers.length(an_ask(), text) == minutes


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("mit Max Muster, Ida und Team, 1:18 h", {"length": "1:18 h", "speakers": "Max Muster, Ida und Team"}),
        ("1 h 18 min", {"length": "1 h 18 min"}),
        ("1:18", {"length": "1:18"}),
        ("1h18", {"length": "1h18"}),
        ("01:18:00", {"length": "01:18:00"}),
        ("78", {"length": "78"}),
        ("um 19 Uhr mit Lena", {"date": "4.6.2026", "speakers": "Lena"}),
        ("19:00 mit Lena", {"date": "4.6.2026", "speakers": "Lena"}),
    ],
)
def test_line_about_a_recording_loses_nothing(line: str, found: dict[str, str]) -> None:
    told = given("recording", f'https://video.example/w/1 "T" 4.6. {line}', an_ask())
    assert told == {"link": "https://video.example/w/1", "title": "T", "date": "4.6."} | found


def test_words_that_have_no_place_are_asked_about() -> None:
    with pytest.raises(UserError, match="Stichwort Kosten"):
        given("recording", '"T" 4.6. Stichwort Kosten', an_ask())
    with pytest.raises(UserError, match="irgendwas"):
        given("template", '"T" NRW irgendwas', an_ask())


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ("vorlagen.example/x.pdf", "https://vorlagen.example/x.pdf"),
        ("www.a.example.org/5", "https://www.a.example.org/5"),
        ("https://a.example/x?utm_source=mail&id=3", "https://a.example/x?id=3"),
        ("https://youtube.com/watch?v=abc&t=30s&si=x", "https://youtube.com/watch?v=abc"),
        ("https://youtu.be/abc?si=x", "https://youtu.be/abc"),
        ("https://a.example/x?t=30s", "https://a.example/x?t=30s"),
        ("localhost/x", None),
        ("nein", None),
        ("https://…", None),
    ],
)
def test_link_is_taken_as_people_paste_it(link: str, found: str | None) -> None:
    assert addresses.mended(link) == found


@pytest.mark.parametrize(
    "same",
    [
        ["https://www.youtube.com/watch?v=abc", "https://youtu.be/abc", "http://m.youtube.com/live/abc"],
        ["https://a.example/x", "http://a.example/x/", "https://www.a.example/x"],
        ["https://a.example/x?id=1", "https://a.example/x/?id=1"],
    ],
)
def test_spellings_of_a_link_are_one(same: list[str]) -> None:
    assert {addresses.spellings(one)[0] for one in same} == {addresses.spellings(same[0])[0]}
    assert set(same) <= set(addresses.spellings(same[-1]))


def test_other_links_are_others() -> None:
    assert "https://a.example/x?id=2" not in addresses.spellings("https://a.example/x?id=1")
    assert "https://youtu.be/abd" not in addresses.spellings("https://youtu.be/abc")


def test_chapters_may_stand_in_one_line() -> None:
    found = readers.chapters(an_ask(), "00:10 Eins; 00:20 Zwei; und mehr")
    assert found == [Chapter(10, "Eins"), Chapter(20, "Zwei; und mehr")]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2", 2),
        ("Nr. 2", 2),
        ("nummer 1", 1),
        ("1 bitte", 1),
        ("die zweite bitte", 2),
        ("the first one", 1),
        ("eins", 1),
    ]
    + [(text, None) for text in ("no", "die", "ja", "2024", "2 Uhr", "erste Hilfe", "", "#2")],
)
def test_number_is_chosen_in_words(text: str, number: int | None) -> None:
    assert chosen(text) == number


@pytest.mark.parametrize(
    ("hear", "line", "words"),
    [
        (sentences.recording, "Gibt es eine Aufzeichnung vom letzten Treffen?", "vom letzten Treffen"),
        (sentences.recording, "wo finde ich die aufzeichnung zum thema kosten", "kosten"),
        (sentences.recording, "alle aufzeichnungen", "alle"),
        (sentences.recording, "can i see the latest recording?", ""),
        (sentences.recording, "Hast du die Aufzeichnung schon gesehen?", None),
        (sentences.recording, "Danke für die Aufzeichnung", None),
        (sentences.recording, "Wo ist die Aufzeichnung, die ich gestern gesehen habe?", None),
        (sentences.recording, "Hallo, gibt es schon die Aufzeichnung von heute?", "von heute"),
        (sentences.recording, "Welche Aufzeichnungen gibt es?", "alle"),
        (sentences.recording, "what recordings do you have on costs?", "costs"),
        (sentences.recording, "Zeig mir die zweite Aufzeichnung", "zweite"),
        (sentences.template, "ich brauche eine Einladung für die Ausgelosten", "Einladung für die Ausgelosten"),
        (sentences.template, "I'm looking for a motion", "motion"),
        (sentences.template, "ich habe eine Einladung bekommen", None),
        (sentences.template, "ich möchte die Einladung zum Treffen", None),
        (sentences.template, "Einladungsschreiben?", "Einladungsschreiben"),
        (sentences.template, "Einladung", None),
        (sentences.template, "unterschreiben", None),
        (sentences.template, "Welche Vorlagen gibt es?", "alle"),
        (sentences.template, "kannst du mir eine Vorlage für einen Antrag schicken?", "Antrag"),
        (sentences.template, "hast du eine vorlage für eine einladung?", "einladung"),
        (sentences.template, "schick mir die Vorlage Einladung", "Einladung"),
        (sentences.tip, "noch einen tipp bitte", ""),
        (sentences.tip, "give me a tip on costs", "costs"),
        (sentences.tip, "Danke für den Tipp!", None),
        (sentences.search, "ich suche etwas zu kosten", "kosten"),
        (sentences.search, "finde kosten", "kosten"),
        (sentences.search, "finde ich gut", None),
        (sentences.search, "Was habt ihr denn so zu Moderation?", "Moderation"),
        (sentences.search, "what do you have on costs", "costs"),
        (sentences.search, "was gibt es Neues", None),
        (sentences.search, "send me number 1", "1"),
        (sentences.search, "Ich nehme die zweite, bitte", "2"),
        (sentences.search, "1 und 3", "1, 3"),
        (sentences.search, "beide bitte", "1, 2"),
        (sentences.search, "zwei", None),
        (sentences.term, "was ist ein bürgerrat", "bürgerrat"),
        (sentences.term, "what is a citizens' assembly?", "citizens' assembly"),
        (sentences.term, "what does sortition mean?", "sortition"),
        (sentences.term, "erklär mir bitte was ein Bürgerrat ist", "Bürgerrat"),
        (sentences.term, "Can you tell me what sortition means?", "sortition"),
        (sentences.term, "Was ist der Unterschied zwischen Bürgerrat und Gemeinderat?", "Bürgerrat und Gemeinderat"),
        (sentences.term, "was ist los?", None),
        (sentences.term, "Guten Morgen!", None),
        (sentences.term, "was ist das nächste Treffen?", None),
        (sentences.more, "weiter bitte", ""),
        (sentences.more, "weiter so", None),
        (sentences.more, "und danach?", ""),
        (sentences.more, "Noch einer bitte", "noch einer"),
        (sentences.more, "weiter" + " " * 5_000 + "so", None),
        (sentences.addition, "füge eine neue Vorlage Antrag hinzu", "Vorlage Antrag"),
        (sentences.addition, "add recording x", None),
        (sentences.approval, "Tipp 2 freigeben", "tip 2 freigeben"),
        (sentences.approval, "tipp freigeben #2", "tip #2 freigeben"),
        (sentences.approval, "freigeben 2", None),
    ],
)
def test_whole_sentence_is_understood_or_left_alone(
    hear: Callable[[str], str | None], line: str, words: str | None
) -> None:
    assert hear(line) == words


@pytest.mark.parametrize(
    ("words", "language", "first", "last"),
    [
        ("letzte Woche", "de", date(2026, 11, 23), date(2026, 11, 29)),
        ("letzten Juni", "de", date(2026, 6, 1), date(2026, 6, 30)),
        ("from last June", "en", date(2026, 6, 1), date(2026, 6, 30)),
        ("letztes Jahr", "de", date(2025, 1, 1), date(2025, 12, 31)),
        ("Frühjahr 2026", "de", date(2026, 3, 1), date(2026, 5, 31)),
        ("Winter", "de", date(2025, 12, 1), date(2026, 2, 28)),
        ("Juni 25", "de", date(2025, 6, 1), date(2025, 6, 30)),
        ("June 25", "en", date(2026, 6, 25), date(2026, 6, 25)),
        ("seit 2025", "de", date(2025, 1, 1), date(2026, 11, 30)),
        ("vor Juni 2025", "de", date(1950, 1, 1), date(2025, 5, 31)),
        ("nach 2024", "de", date(2025, 1, 1), date(2026, 11, 30)),
        ("05/26", "de", date(2026, 5, 1), date(2026, 5, 31)),
        ("06.25", "de", date(2025, 6, 1), date(2025, 6, 30)),
        ("6.5.", "de", date(2026, 5, 6), date(2026, 5, 6)),
        ("05/26", "en", date(2026, 5, 26), date(2026, 5, 26)),
        ("vorletztes Jahr", "de", date(2024, 1, 1), date(2024, 12, 31)),
        ("vorletzten Monat", "de", date(2026, 9, 1), date(2026, 9, 30)),
        ("vorletzten Sommer", "de", date(2025, 6, 1), date(2025, 8, 31)),
        ("von vor einem Jahr", "de", date(2025, 1, 1), date(2025, 12, 31)),
        ("two months ago", "en", date(2026, 9, 1), date(2026, 9, 30)),
        ("vor drei Wochen", "de", date(2026, 11, 9), date(2026, 11, 15)),
        ("vom 4. Juni letztes Jahr", "de", date(2025, 6, 4), date(2025, 6, 4)),
        ("Juni letzten Jahres", "de", date(2025, 6, 1), date(2025, 6, 30)),
    ],
)
def test_period_is_the_one_that_is_meant(words: str, language: Language, first: date, last: date) -> None:
    found = periods.meant(an_ask(words, language))
    assert found is not None
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize(
    "words", ["Losverfahren", "2 Wochenenden", "seit gestern Abend und früher", "3/4 aller Ausgelosten"]
)
def test_other_words_are_no_period(words: str) -> None:
    assert periods.meant(an_ask(words)) is None
