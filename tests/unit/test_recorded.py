"""`!recorded`: for which meeting, what is kept, what is refused; and when the admins are asked."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from bot.demo import sample
from commands._calendar import CHANGED, meetings
from commands._kit import Ask, Audience, Planned, Span, UserError
from commands._library.recordings import link_of
from commands._texts import Language, plain
from commands.recorded import ask_recording, recorded
from storage import Storage, Tx, open_storage
from storage.chat import direct_chat, group_chat
from storage.library import Chapter, Recording

BERLIN = ZoneInfo("Europe/Berlin")
PETRA = "5a0e2c7d-1f7b-4f0e-9a53-2c4b6d8e0f01"
LINK = "https://video.example/zu-zweit"
ENTERED = "Eingetragen ist die Aufzeichnung von „Moderation zu zweit“ (Mittwoch, 4. November):"
NEWS = "Die Gruppe erfährt es frühestens in 5 Minuten; bis dahin nimmt !zurück alles zurück."


def at(wall: str) -> datetime:
    return datetime.fromisoformat(wall).replace(tzinfo=BERLIN).astimezone(UTC)


NOW = at("2026-11-30T18:00")
ASK = Ask(direct_chat(PETRA), PETRA, "", NOW, BERLIN, "de", admin=True, steers=True, network=sample.NETWORK)


@pytest_asyncio.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    """The sample network on 30 November 2026; its last meetings were on 4 November, 7 October and 9 September."""
    async with open_storage(tmp_path / "losbote.db") as opened:
        await opened.write(lambda tx: sample.fill(tx, NOW))
        yield opened


async def order(storage: Storage, words: str, ask: Ask = ASK) -> str:
    """What is answered; of what is refused, nothing is kept."""
    try:
        return await storage.write(lambda tx: plain(recorded.run(tx, replace(ask, words=words)).text))
    except UserError as error:
        return plain(str(error))


async def links(storage: Storage) -> dict[str, str]:
    """The recordings that are known, by the day of the meeting."""

    def read(tx: Tx) -> dict[str, str]:
        found = meetings(tx, at("2026-01-01T00:00"), at("2027-12-31T00:00"))
        return {f"{one.starts.astimezone(BERLIN):%m-%d}": link for one in found if (link := link_of(tx, one))}

    return await storage.read(read)


# -- the order -------------------------------------------------------------------------------------------


async def test_a_link_is_for_the_last_meeting(storage: Storage) -> None:
    assert await order(storage, LINK) == f"{ENTERED}\n{LINK}\n{NEWS}"
    assert await links(storage) == {"11-04": LINK}
    assert await storage.read(lambda tx: tx.settings.instant(CHANGED)) == NOW


async def test_a_meeting_that_runs_is_the_last_one(storage: Storage) -> None:
    for wall in ("2026-12-02T19:00", "2026-12-02T19:01"):
        await order(storage, LINK + wall[-1], replace(ASK, now=at(wall)))
    assert await links(storage) == {"11-04": LINK + "0", "12-02": LINK + "1"}


@pytest.mark.parametrize(
    "words",
    ["7.10. ", "am 7. Oktober: ", "7.10.2026 19:00 ", "2026-10-07 ", "7.10. 20:00 ", "Mittwoch, 7.10., 19 Uhr "],
)
async def test_a_date_says_which_one(storage: Storage, words: str) -> None:
    await order(storage, words + LINK)
    assert await links(storage) == {"10-07": LINK}


async def test_a_date_that_only_its_series_gives_gets_a_row(storage: Storage) -> None:
    ask = replace(ASK, now=at("2027-04-30T12:00"))
    await order(storage, LINK, ask)
    assert await links(storage) == {"04-21": LINK}
    assert await order(storage, "nein", ask) == (
        "In Ordnung, von „Netzwerktreffen“ (Mittwoch, 21. April) gibt es keine Aufzeichnung. Ich frage nicht mehr"
        f" danach.\nBis eben stand dort:\n{LINK}"
    )


@pytest.mark.parametrize("words", ["nein", "Nein.", "no", "keine", "-", "7.10. nein"])
async def test_no_is_kept_too(storage: Storage, words: str) -> None:
    await order(storage, words)
    assert await links(storage) == {"10-07" if "7.10." in words else "11-04": "-"}


async def test_another_link_takes_the_place_of_the_one_before_and_says_so(storage: Storage) -> None:
    await order(storage, "nein")
    assert await order(storage, LINK) == f"{ENTERED}\n{LINK}\n{NEWS}"
    assert await order(storage, LINK) == f"{ENTERED}\n{LINK}"
    assert await order(storage, f"{LINK}-2") == f"{ENTERED}\n{LINK}-2\nBis eben stand dort:\n{LINK}"


LAST = "Die letzten waren am 4. November, 7. Oktober und 9. September."
WHERE = "Schreib den Link dahinter, oder nein, wenn es keine gibt."
NO_LINK = "den alle öffnen können. Ein Link sieht so aus: https://meet.example/netz"


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("", f"Wo liegt die Aufzeichnung von „Moderation zu zweit“ (Mittwoch, 4. November)? {WHERE}"),
        ("7.10.", f"Wo liegt die Aufzeichnung von „Einladungen, die ankommen“ (Mittwoch, 7. Oktober)? {WHERE}"),
        ("bald", f"„bald“ ist kein Link, {NO_LINK}"),
        (
            "ftp://video.example/a",
            f"„ftp://video.example/a“ ist kein Link, {NO_LINK}",
        ),
        (f"8.10. {LINK}", f"Am Donnerstag, 8. Oktober, war kein Treffen. {LAST}"),
        (f"2.12. {LINK}", f"Am Dienstag, 2. Dezember 2025, war kein Treffen. {LAST}"),
        (f"2.12.2026 {LINK}", f"Am Mittwoch, 2. Dezember, war kein Treffen. {LAST}"),
        (f"31.2. {LINK}", "Den 31. Februar gibt es nicht; der Monat hat 28 Tage."),
    ],
)
async def test_what_cannot_be_is_refused_and_nothing_is_kept(storage: Storage, words: str, answer: str) -> None:
    assert await order(storage, words) == answer
    assert await links(storage) == {}


async def test_of_two_on_one_day_the_time_says_which(storage: Storage) -> None:
    await storage.write(
        lambda tx: tx.meetings.add(
            "m", title="Klausur", starts=datetime.fromisoformat("2026-11-04T10:00"), zone=BERLIN.key
        )
    )
    several = "Am Mittwoch, 4. November, waren mehrere Treffen. Schreib die Uhrzeit hinter das Datum: 10:00 oder 19:00"
    assert [await order(storage, words + LINK) for words in ("4.11. ", "4.11. 18:00 ")] == [several] * 2
    assert await order(storage, f"4.11. 10:00 {LINK}") == (
        f"Eingetragen ist die Aufzeichnung von „Klausur“ (Mittwoch, 4. November):\n{LINK}\n{NEWS}"
    )


async def test_before_the_first_meeting_there_is_nothing_to_enter(tmp_path: Path) -> None:
    async with open_storage(tmp_path / "empty.db") as empty:
        assert await order(empty, LINK) == "Noch hat kein Treffen stattgefunden."


# -- the library -----------------------------------------------------------------------------------------


async def of_the_last(storage: Storage) -> Recording | None:
    """What the library has of the last meeting."""

    def read(tx: Tx) -> Recording | None:
        last = meetings(tx, at("2026-11-04T00:00"), at("2026-11-05T00:00"))[0]
        return tx.recordings.of_meeting(last.uid)

    return await storage.read(read)


async def test_it_gets_into_the_library_with_all_that_is_known_of_the_meeting(storage: Storage) -> None:
    await order(storage, LINK)
    found = await of_the_last(storage)
    assert found is not None
    assert (found.title, found.date, found.speakers) == (
        "Moderation zu zweit",
        date(2026, 11, 4),
        "Lena Bachmann und Paul Ortner",
    )
    assert (found.link, found.length, found.added_at) == (LINK, 90, NOW)


async def test_the_link_has_one_place(storage: Storage) -> None:
    await order(storage, LINK)
    found = await of_the_last(storage)
    assert found is not None
    await storage.write(lambda tx: tx.recordings.change(found.id, link=f"{LINK}-3"))
    assert await links(storage) == {"11-04": f"{LINK}-3"}


@pytest.mark.parametrize("length", ["78 Minuten", "78", "1:18", "1h18"])
async def test_its_own_length_may_stand_behind_the_link(storage: Storage, length: str) -> None:
    await order(storage, f"{LINK} {length}")
    found = await of_the_last(storage)
    assert found is not None
    assert found.length == 78


async def test_another_link_changes_the_entry_and_keeps_the_rest_of_it(storage: Storage) -> None:
    await order(storage, f"{LINK} 78 Minuten")
    first = await of_the_last(storage)
    assert first is not None
    await order(storage, f"{LINK}-2")
    assert await of_the_last(storage) == replace(first, link=f"{LINK}-2")


async def test_a_no_takes_the_entry_out_with_its_chapters(storage: Storage) -> None:
    await order(storage, LINK)
    first = await of_the_last(storage)
    assert first is not None
    await storage.write(lambda tx: tx.recordings.chapter(first.id, [Chapter(0, "Begrüßung")]))
    await order(storage, "nein")
    assert await of_the_last(storage) is None
    assert await storage.read(lambda tx: tx.recordings.chapters(first.id)) == []


async def test_one_that_was_added_by_hand_for_that_day_becomes_the_one_of_the_meeting(storage: Storage) -> None:
    there = {"title": "Zu zweit", "date": date(2026, 11, 4), "link": LINK, "length": 70, "added_at": NOW}
    entry = await storage.write(lambda tx: tx.recordings.add(**there))
    assert await order(storage, LINK) == f"{ENTERED}\n{LINK}"
    found = await of_the_last(storage)
    assert found is not None
    assert (found.id, found.title, found.length) == (entry, "Zu zweit", 70)


async def test_the_link_of_another_recording_is_refused(storage: Storage) -> None:
    count = await storage.read(lambda tx: tx.recordings.count())
    taken = "Unter diesem Link steht schon eine andere Aufzeichnung:"
    costs = "https://youtube.example/watch?v=kosten25"
    assert await order(storage, costs) == f"{taken} Was ein Bürgerrat kostet (4. Juni 2025, 78 Minuten)"
    await order(storage, LINK)
    assert await order(storage, f"7.10. {LINK}") == f"{taken} Moderation zu zweit (4. November, 90 Minuten)"
    assert await order(storage, costs) == f"{taken} Was ein Bürgerrat kostet (4. Juni 2025, 78 Minuten)"
    assert await storage.read(lambda tx: tx.recordings.count()) == count + 1


async def test_an_old_one_is_no_news(storage: Storage) -> None:
    assert await order(storage, f"9.9. {LINK}") == (
        f"Eingetragen ist die Aufzeichnung von „Wer lädt eigentlich ein?“ (Mittwoch, 9. September):\n{LINK}"
    )


# -- the question ----------------------------------------------------------------------------------------


async def planned(storage: Storage, start: str, end: str, language: Language = "de") -> list[Planned]:
    to = Audience(group_chat("x"), "admin", language, BERLIN, ())

    def plan(tx: Tx) -> list[Planned]:
        return list(ask_recording.plan(tx, to, Span(at(start), at(end))))

    return await storage.read(plan)


async def test_it_is_asked_an_hour_after_the_end_and_two_days_later(storage: Storage) -> None:
    found = await planned(storage, "2026-12-01T00:00", "2026-12-31T00:00")
    assert [(one.due, one.deadline, one.urgent) for one in found] == [
        (at("2026-12-02T21:30"), at("2026-12-04T21:30"), False),
        (at("2026-12-04T21:30"), at("2026-12-06T21:30"), False),
    ]
    how = "!aufgezeichnet 2.12. LINK trägt sie ein. Gibt es keine: !aufgezeichnet 2.12. nein"
    assert [plain(one.text(one.due, False)).splitlines() for one in found] == [
        ["🎬 Gibt es eine Aufzeichnung von „Kosten im Griff“ (Mittwoch, 2. Dezember)?", how],
        ["🎬 Noch fehlt die Aufzeichnung von „Kosten im Griff“ (Mittwoch, 2. Dezember).", how],
    ]


async def test_it_is_asked_in_english_too(storage: Storage) -> None:
    found = await planned(storage, "2026-12-01T00:00", "2026-12-31T00:00", "en")
    how = "!recorded 2.12. LINK enters it. If there is none: !recorded 2.12. no"
    assert [plain(one.text(one.due, False)).splitlines() for one in found] == [
        ["🎬 Is there a recording of “Kosten im Griff” (Wednesday 2 December)?", how],
        ["🎬 The recording of “Kosten im Griff” (Wednesday 2 December) is still missing.", how],
    ]


@pytest.mark.parametrize("words", [LINK, "nein"])
async def test_who_has_answered_is_not_asked(storage: Storage, words: str) -> None:
    await order(storage, f"2.12. {words}", replace(ASK, now=at("2026-12-02T20:45")))
    assert await planned(storage, "2026-12-01T00:00", "2026-12-31T00:00") == []


async def test_only_what_is_due_inside_the_span(storage: Storage) -> None:
    spans = [("12-02T21:29", "12-02T21:30"), ("12-02T21:30", "12-04T21:29"), ("12-04T21:29", "12-04T21:30")]
    found = [await planned(storage, f"2026-{start}", f"2026-{end}") for start, end in spans]
    assert [[one.key.split()[1] for one in each] for each in found] == [["1"], [], ["49"]]
