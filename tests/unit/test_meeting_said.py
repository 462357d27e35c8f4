"""How `!meeting` reads what is written: titles, links, targets of a move, lengths; and what it remarks on a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from commands._texts import plain
from storage import Storage
from tests.unit.test_meeting import SAMPLE, an_ask, calendar, dates, everything, filled, order, refusal, storage

__all__ = ["filled", "storage"]

BERLIN = ZoneInfo("Europe/Berlin")
QUOTED = "Ein Titel steht in Anführungszeichen, ein Link beginnt mit https://."


async def said(storage: Storage, line: str) -> list[str]:
    """The answer, line by line."""
    return plain((await order(storage, line)).text).split("\n")


# Titles and links.


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ('serie alle 4 Wochen ab 13.1. bis bald "Netz"', "bis bald"),
        ("serie alle 4 Wochen ab 13.1. 19:00 Wiener Zeit", "Wiener Zeit"),
        ("serie alle 4 Wochen ab 13.1. meet.example", "meet.example"),
        ("serie alle 4 Wochen ab 13.1. Netzwerktreffen", "Netzwerktreffen"),
        ("dazu 8.1. 18 Uhr https://meet.example/a https://meet.example/b", "https://meet.example/b"),
        ("dazu 8.1. 18 Uhr Schulung auf meet.example", "Schulung auf meet.example"),
        ("dazu 8.1. 18 Uhr Wiener Zeit", "Wiener Zeit"),
        ("dazu 8.1. 18 Uhr bis Ende Juni", "bis Ende Juni"),
    ],
)
async def test_words_that_say_nothing_here_are_refused(filled: Storage, line: str, left: str) -> None:
    before = await everything(filled)
    assert await refusal(filled, f"!treffen {line}") == f"Mit „{left}“ kann ich nichts anfangen. {QUOTED}"
    assert await everything(filled) == before


@pytest.mark.parametrize(
    ("typed", "link"),
    [
        ("https://meet.example/x.", "https://meet.example/x"),
        ("<https://meet.example/a>", "https://meet.example/a"),
        ("(https://meet.example/a).", "https://meet.example/a"),
        ("https://meet.example/a_(b)", "https://meet.example/a_(b)"),
        ("https://meet.example/a?b=c!", "https://meet.example/a?b=c"),
    ],
)
async def test_a_link_is_taken_without_what_stands_around_it(storage: Storage, typed: str, link: str) -> None:
    await order(storage, f'!treffen dazu 3.2. 19:00 "Titel" {typed}')
    await order(storage, "!treffen dazu 4.2. 19:00 Zweites")
    await order(storage, f"!treffen link 4.2. {typed}")
    assert [one.link for one in await calendar(storage)] == [link, link]


@pytest.mark.parametrize("typed", ["https://meet", "meet.example", "ftp://meet.example/a"])
async def test_what_is_no_link_is_told_what_one_looks_like(filled: Storage, typed: str) -> None:
    assert await refusal(filled, f"!treffen link 2.12. {typed}") == (
        f"„{typed}“ ist kein Link, den alle öffnen können. Ein Link sieht so aus: https://meet.example/netz"
    )


@pytest.mark.parametrize(
    ("typed", "topic"),
    [
        ("thema 2.12. Kosten – 100 % „echt“", "Kosten – 100 % „echt“"),
        ("thema 2.12. „Was es kostet“", "Was es kostet"),
        ("thema 2.12. 19 Uhr ist früh", "19 Uhr ist früh"),
        ("thema 2.12. 19 Uhr: Früh", "Früh"),
        ("thema 2.12. 19:00 Kosten", "Kosten"),
    ],
)
async def test_a_topic_is_kept_as_it_was_written(filled: Storage, typed: str, topic: str) -> None:
    folded = typed.replace("–", "-").replace("„", '"').replace("“", '"')
    await order(filled, f"!treffen {folded}", replace(an_ask(), typed=f"!treffen {typed}"))
    assert (await calendar(filled))[0].topic == topic


async def test_names_after_with_are_told_once(filled: Storage) -> None:
    assert (await said(filled, "!treffen mit 2.12. mit Ida Sommer"))[1:] == ["Mit Ida Sommer"]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("thema 21.4. -", "Ein Thema hatte es nicht, es heißt „Netzwerktreffen“."),
        ("mit 21.4. -", "Namen standen nicht dabei."),
        ("link 21.4. -", "Einen eigenen Link hatte es nicht.\nhttps://meet.example/netz"),
    ],
)
async def test_what_was_not_there_cannot_go(filled: Storage, line: str, text: str) -> None:
    before = await everything(filled)
    assert (await said(filled, f"!treffen {line}"))[1:] == text.split("\n")
    assert await everything(filled) == before


# Where a meeting is moved to.


@pytest.mark.parametrize(
    ("line", "place", "date"),
    [
        ("27.1. auf Donnerstag", 2, "28.01. 19:00 Was aus Empfehlungen wird"),
        ("27.1. auf nächste Woche Donnerstag", 2, "10.12. 19:00 Was aus Empfehlungen wird"),
        ("27.1. um eine Woche", 2, "03.02. 19:00 Was aus Empfehlungen wird"),
        ("27.1. eine Woche später", 2, "03.02. 19:00 Was aus Empfehlungen wird"),
        ("27.1. um 2 Tage nach vorn", 2, "25.01. 19:00 Was aus Empfehlungen wird"),
        ("27.1. by an hour", 2, "27.01. 20:00 Was aus Empfehlungen wird"),
        ("27.1. 30 min früher", 2, "27.01. 18:30 Was aus Empfehlungen wird"),
        ("27.1. um einen Monat", 2, "27.02. 19:00 Was aus Empfehlungen wird"),
        ("27.1. um 20h", 2, "27.01. 20:00 Was aus Empfehlungen wird"),
        ("27.1. auf den gleichen Tag 20 Uhr", 2, "27.01. 20:00 Was aus Empfehlungen wird"),
        ("27.1. to the same day 8pm", 2, "27.01. 20:00 Was aus Empfehlungen wird"),
        ("das Treffen am 27.1. auf den 28.1.", 2, "28.01. 19:00 Was aus Empfehlungen wird"),
        ("nächster Termin auf Donnerstag", 0, "03.12. 19:00 Kosten im Griff"),
    ],
)
async def test_moves_to(filled: Storage, line: str, place: int, date: str) -> None:
    await order(filled, f"!treffen verschiebe {line}")
    assert sorted(await dates(filled)) == sorted([*SAMPLE[:place], date, *SAMPLE[place + 1 :]])


@pytest.mark.parametrize(
    ("line", "german"),
    [
        (
            "27.1. auf Montag",
            "Ist Montag, der 25. Januar 2027, gemeint oder der 1. Februar 2027? Schreib 25.1. oder 1.2.",
        ),
        (
            "6.1. auf nächsten Dienstag",
            "Ist Dienstag, der 1. Dezember 2026, gemeint oder der 12. Januar 2027? Schreib 1.12. oder 12.1.",
        ),
        (
            "nächsten Mittwoch auf 9.12.",
            "Ist Mittwoch, der 2. Dezember 2026, gemeint oder der 9. Dezember 2026? Schreib 2.12. oder 9.12.",
        ),
        ("das Treffen auf den 27.1.", "Welches Treffen? Schreib sein Datum dahinter, oder nächstes."),
    ],
)
async def test_asks_where_two_days_may_be_meant(filled: Storage, line: str, german: str) -> None:
    assert await refusal(filled, f"!treffen verschiebe {line}") == german
    assert await dates(filled) == SAMPLE


async def test_a_move_can_bring_an_end(filled: Storage) -> None:
    assert await said(filled, "!treffen verschiebe 27.1. auf 28.1. 19-21 Uhr") == [
        "Verschoben: Was aus Empfehlungen wird",
        "Donnerstag, 28. Januar 2027, 19:00 Uhr (bisher Mittwoch, 27. Januar 2027, 19:00 Uhr)",
        "Dauer: 2 Stunden",
        "Der 28.1. ist dieses Jahr schon vorbei, darum 2027.",
    ]
    one = (await calendar(filled))[2]
    assert one.ends - one.starts == timedelta(hours=2)


# Lengths.


@pytest.mark.parametrize(("words", "minutes"), [("1h 30", 90), ("2 Stunden", 120), ("bis 22 Uhr", 180), ("90", 90)])
async def test_lasts(filled: Storage, words: str, minutes: int) -> None:
    await order(filled, f"!treffen dauer 2.12. {words}")
    one = (await calendar(filled))[0]
    assert one.ends - one.starts == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("line", "german"),
    [
        ("dauer 2.12. 8", "8 Minuten oder 8 Stunden? Schreib 8 min oder 8 h."),
        ("dauer 2.12. 22:00", "So lang ist kein Treffen. Soll es um 22:00 Uhr enden, schreib bis 22:00."),
        ("dauer 24.3. 2h Titel", "„Titel“ passt hier nicht dahinter."),
        ("dazu 9.1. 10.1. 18 Uhr zwei", "Da stehen zwei Tage, der 9.1. und der 10.1. Schreib nur einen."),
        ("dazu 13.12. 1930", "Ist „1930“ die Uhrzeit? Schreib 19:30."),
        ("dazu 13.12.2026 1930", "Ist „1930“ die Uhrzeit? Schreib 19:30."),
        (
            "absage 2.13.",
            "Das Datum „2.13.“ gibt es nicht. Schreib zuerst den Tag, dann den Monat, zum Beispiel 30.12.",
        ),
        ("verschibe 2.12. auf 9.12.", "„verschibe“ kenne ich nicht. Meinst du verschiebe?"),
    ],
)
async def test_asks_what_is_meant(filled: Storage, line: str, german: str) -> None:
    assert await refusal(filled, f"!treffen {line}") == german
    assert await dates(filled) == SAMPLE


async def test_a_length_that_may_be_an_end_is_asked_back(storage: Storage) -> None:
    await order(storage, '!treffen dazu 9.12. 9:00 "Frühstück"')
    assert await refusal(storage, "!treffen dauer 9.12. 10:30") == (
        "Bis um 10:30 Uhr, oder so lange? Schreib bis 10:30 oder 10h30."
    )
    await order(storage, "!treffen dauer 9.12. 1:30")
    assert (await calendar(storage))[0].ends.astimezone(BERLIN).hour == 10


# What is remarked on a time.


@pytest.mark.parametrize(
    ("line", "remark"),
    [
        (
            "dazu 28.3.2027 2:30 Nacht",
            "02:30 Uhr gibt es an dem Tag nicht, weil die Uhren vorgestellt werden. Es beginnt um 03:30 Uhr.",
        ),
        (
            "dazu 31.10.2027 2:30 Nacht",
            "02:30 Uhr gibt es an dem Tag zweimal, weil die Uhren zurückgestellt werden. Es beginnt beim ersten Mal.",
        ),
        ("dazu 9.12. 12pm Mittag", "12 pm heißt 12:00 Uhr mittags."),
        ("dazu 9.12. 12:00 p.m. Mittag", "12 pm heißt 12:00 Uhr mittags."),
        ("dazu 9.12. 12am Mitternacht", "12 am heißt 0:00 Uhr, der Tag fängt da erst an."),
        ("verschiebe 2.12. auf 12pm", "12 pm heißt 12:00 Uhr mittags."),
        ("dazu 8.12. 19:00 Feier", "An dem Tag ist in 19 von 52 Regionen frei: Mariä Empfängnis"),
        ("verschiebe 2.12. auf 24.12.", "An dem Tag ist in 52 von 52 Regionen frei: Heiligabend"),
    ],
)
async def test_remarks_on_a_time(filled: Storage, line: str, remark: str) -> None:
    assert remark in await said(filled, f"!treffen {line}")


async def test_nothing_is_remarked_on_an_ordinary_time(filled: Storage) -> None:
    assert len(await said(filled, "!treffen dazu 9.12. 12:00 Mittag https://meet.example/m")) == 3


async def test_a_series_says_which_of_its_dates_are_holidays_three_at_most(storage: Storage) -> None:
    answer = await said(storage, '!treffen serie jeden Donnerstag 19:00 "Netz" https://meet.example/n')
    assert answer[answer.index("Auf Feiertage fallen:") + 1 :] == [
        "Donnerstag, 24. Dezember 2026: Heiligabend (in 52 von 52 Regionen)",
        "Donnerstag, 31. Dezember 2026: Silvester (in 52 von 52 Regionen)",
        "Donnerstag, 1. April 2027: Näfelser Fahrt (in 1 von 52 Regionen)",
    ]


# Several on one day.


async def test_the_hint_for_taking_back_names_the_time_where_the_day_has_others(storage: Storage) -> None:
    await order(storage, "!treffen dazu 1.2. 19:00 A")
    await order(storage, "!treffen dazu 1.2. 21:00 B")
    assert (await said(storage, "!treffen absage 1.2. 21 Uhr"))[-1] == "!treffen doch 1.2. 21:00 nimmt das zurück."
    assert await refusal(storage, "!treffen absage 1.2. 21 Uhr") == (
        "Das Treffen am Montag, 1. Februar 2027, 21:00 Uhr, ist abgesagt. Das lässt sich zurücknehmen."
    )
    assert (await said(storage, "!treffen absage 1.2."))[-1] == "!treffen doch 1.2. 19:00 nimmt das zurück."
    assert await refusal(storage, "!treffen doch 1.2.") == (
        "An diesem Tag sind es mehrere. Schreib die Uhrzeit hinter das Datum: 1.2. 19:00 oder 1.2. 21:00"
    )
    await order(storage, "!treffen doch 1.2. 21:00")
    assert await dates(storage) == ["01.02. 21:00 B"]


async def test_nothing_cancelled_there_names_what_is(filled: Storage) -> None:
    assert await refusal(filled, "!treffen doch 5.5.") == (
        "Am Mittwoch, 5. Mai 2027, ist nichts abgesagt. Abgesagt ist:\n"
        "1 · Mittwoch, 24. Februar 2027, 19:00 Uhr: Netzwerktreffen"
    )
    await order(filled, "!treffen doch 24.2.")
    assert await refusal(filled, "!treffen doch 5.5.") == (
        "Am Mittwoch, 5. Mai 2027, ist nichts abgesagt, und auch sonst gerade nichts."
    )


# The end of a series.


async def untils(storage: Storage) -> list[datetime | None]:
    return await storage.read(lambda tx: [one.until for one in tx.meetings.series()])


async def test_a_series_keeps_its_end_until_it_is_said_to_have_none(filled: Storage) -> None:
    await order(filled, "!treffen serie alle 4 Wochen ab 2.12. bis 30.6.")
    end = datetime(2027, 6, 30, 23, 59)  # noqa: DTZ001 - a wall time
    answer = await said(filled, '!treffen serie alle 4 Wochen ab 2.12. "Neuer Name"')
    assert "Bis Mittwoch, 30. Juni 2027, wie bisher; mit ohne Ende dahinter läuft sie weiter." in answer
    assert await untils(filled) == [end]
    await order(filled, "!treffen serie alle 4 Wochen ab 2.12. ohne Ende")
    assert await untils(filled) == [None]


async def test_a_series_ends_with_a_day_and_what_was_described_stays(filled: Storage) -> None:
    assert await said(filled, "!treffen serie bis Ende Februar") == [
        "Die Serie „Netzwerktreffen“ endet; ihr letzter Termin ist am Mittwoch, 24. Februar 2027.",
        "Diese Termine bleiben, weil sie schon ein Thema haben oder angekündigt sind; !treffen absage streicht sie:",
        "1 · Mittwoch, 24. März 2027, 19:00 Uhr: Themen finden, die viele angehen",
    ]
    assert await dates(filled) == SAMPLE[:4]
    await order(filled, "!treffen serie endet am 30.4.")
    assert await dates(filled) == SAMPLE[:5]
    assert (await said(filled, "!meeting series until today"))[0] == "Die Serie „Netzwerktreffen“ ist damit zu Ende."
    assert await dates(filled) == SAMPLE[:4]


@pytest.mark.parametrize("line", ["ende", "absagen", "absagen 30.6.", "bis gestern", "cancel", "bis irgendwann"])
async def test_the_last_day_of_a_series_is_asked_for(filled: Storage, line: str) -> None:
    assert await refusal(filled, f"!treffen serie {line}") == (
        "Bis wann soll die Serie noch laufen? Schreib bis und den letzten Tag; mit bis heute endet sie sofort."
    )


async def test_without_a_series_none_can_end(storage: Storage) -> None:
    assert await refusal(storage, "!treffen serie bis 30.6.") == "Gerade läuft keine Serie."
