"""`!recorded`: for which meeting, what is kept, what is refused; and when the admins are asked."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from bot.demo import sample
from commands._calendar import CHANGED, meetings
from commands._kit import Ask, Audience, Planned, Span, UserError
from commands._texts import Language, plain
from commands.recorded import ask_recording, recorded
from storage import Storage, Tx, open_storage
from storage.chat import direct_chat, group_chat

BERLIN = ZoneInfo("Europe/Berlin")
PETRA = "5a0e2c7d-1f7b-4f0e-9a53-2c4b6d8e0f01"
LINK = "https://video.example/zu-zweit"


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
    found = await storage.read(lambda tx: meetings(tx, at("2026-01-01T00:00"), at("2027-12-31T00:00")))
    return {f"{one.starts.astimezone(BERLIN):%m-%d}": one.recording for one in found if one.recording}


# -- the order -------------------------------------------------------------------------------------------


async def test_a_link_is_for_the_last_meeting(storage: Storage) -> None:
    assert await order(storage, LINK) == (
        f"Eingetragen ist die Aufzeichnung von „Moderation zu zweit“ (Mittwoch, 4. November):\n{LINK}"
    )
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
    first = await order(storage, LINK)
    assert await order(storage, LINK) == first
    assert await order(storage, f"{LINK}-2") == (
        f"Eingetragen ist die Aufzeichnung von „Moderation zu zweit“ (Mittwoch, 4. November):\n{LINK}-2\n"
        f"Bis eben stand dort:\n{LINK}"
    )


LAST = "Die letzten waren am 4. November, 7. Oktober und 9. September."
WHERE = "Schreib den Link dahinter, oder nein, wenn es keine gibt."


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("", f"Wo liegt die Aufzeichnung von „Moderation zu zweit“ (Mittwoch, 4. November)? {WHERE}"),
        ("7.10.", f"Wo liegt die Aufzeichnung von „Einladungen, die ankommen“ (Mittwoch, 7. Oktober)? {WHERE}"),
        ("bald", "„bald“ ist kein Link, den alle öffnen können. Er beginnt mit https://."),
        (
            "ftp://video.example/a",
            "„ftp://video.example/a“ ist kein Link, den alle öffnen können. Er beginnt mit https://.",
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
        f"Eingetragen ist die Aufzeichnung von „Klausur“ (Mittwoch, 4. November):\n{LINK}"
    )


async def test_before_the_first_meeting_there_is_nothing_to_enter(tmp_path: Path) -> None:
    async with open_storage(tmp_path / "empty.db") as empty:
        assert await order(empty, LINK) == "Noch hat kein Treffen stattgefunden."


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
