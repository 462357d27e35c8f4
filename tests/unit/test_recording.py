"""`!recording`: what is meant by words, how much is shown, dead links; and when the groups hear of a new one."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from bot.demo import sample
from commands._kit import Ask, Audience, Planned, Span, UserError
from commands._library import recordings
from commands._texts import plain
from commands.recording import here, recording
from storage import Storage, Tx, open_storage
from storage.chat import direct_chat, group_chat
from storage.library import Chapter

BERLIN = ZoneInfo("Europe/Berlin")
ANNA = "0b6d1f5e-9a57-4d0c-8f3c-5f0a3e0a1d01"
NOW = datetime(2026, 11, 30, 18, 0, tzinfo=BERLIN).astimezone(UTC)
ASK = Ask(direct_chat(ANNA), ANNA, "", NOW, BERLIN, "de", admin=False, steers=False, network=sample.NETWORK)
GROUP = Audience(group_chat("x"), "main", "de", BERLIN, ())
COSTS, DRAW = "Was ein Bürgerrat kostet", "Losverfahren an der Haustür"
COSTS_LINK = "https://youtube.example/watch?v=kosten25"
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


@pytest_asyncio.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    """The sample library: two recordings, of 4 June 2025 and of 6 May 2026."""
    async with open_storage(tmp_path / "losbote.db") as opened:
        await opened.write(lambda tx: sample.fill(tx, NOW))
        yield opened


async def said(storage: Storage, words: str, ask: Ask = ASK) -> list[str]:
    """The lines of the answer."""

    def answer(tx: Tx) -> str:
        return recording.run(tx, replace(ask, words=words)).text

    try:
        return plain(await storage.write(answer)).splitlines()
    except UserError as error:
        return plain(str(error)).splitlines()


# -- what is meant ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", ["", "bitte", "die neueste", "Letzte?", "the latest", "1", "!1", "Mai", "6.5.", "2026-5"]
)
async def test_the_newest(storage: Storage, words: str) -> None:
    assert (await said(storage, words))[0] == DRAW


@pytest.mark.parametrize(
    "words",
    [
        *("2", "2.", "2025", "aus 2025", "im Jahr 2025", "Juni", "im Juni", "Juni 2025", "June 2025", "jun. 2025"),
        *("2025-06", "2025-6", "06/2025", "6.2025", "4.6.", "4.6.2025", "4.6.25", "vom 4. Juni", "2025-06-04"),
        *("Mittwoch, 4. Juni 2025", "4 June 2025", "Kosten", "Jonas Feld", "Aachen"),
    ],
)
async def test_the_one_before(storage: Storage, words: str) -> None:
    assert (await said(storage, words))[0] == COSTS


async def test_several_of_a_year_are_a_list_the_newest_first(storage: Storage) -> None:
    new = {"title": "Zu zweit", "date": date(2025, 11, 4), "link": "https://video.example/a", "added_at": NOW}
    await storage.write(lambda tx: tx.recordings.add(**new))
    assert await said(storage, "2025") == [
        "Aufzeichnungen aus dem Jahr 2025:",
        "1 · Zu zweit (4. November 2025)",
        f"2 · {COSTS} (4. Juni 2025, 78 Minuten)",
        "Schreib eine Nummer, und du bekommst alles dazu.",
    ]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("1999", "Aus dem Jahr 1999 habe ich keine Aufzeichnung."),
        ("2025-13", "Einen Monat 13 gibt es nicht; sie gehen von 1 bis 12."),
        ("Februar", "Aus dem Februar 2026 habe ich keine Aufzeichnung."),
        ("heute", "Vom 30. November 2026 habe ich keine Aufzeichnung."),
        ("31. Februar", "Den 31. Februar gibt es nicht; der Monat hat 28 Tage."),
        ("99", "So viele gibt es nicht, es sind erst 2."),
        ("00", "Die neueste ist die 1, die davor die 2."),
        ("x" * 10_000, f"Zu „{'x' * 39}…“ habe ich nichts."),
        ('" OR 1=1; --', 'Zu „" OR 1=1; --“ habe ich nichts.'),
    ],
)
async def test_what_is_not_there_gets_a_clear_word(storage: Storage, words: str, first: str) -> None:
    assert (await said(storage, words))[0].startswith(first)


# -- how it is told --------------------------------------------------------------------------------------


async def test_of_many_chapters_the_first_are_shown_and_the_one_that_is_asked_for(storage: Storage) -> None:
    chapters = [Chapter(60 * minute, f"Teil {minute}") for minute in range(30)] + [Chapter(7199, "Ausblick")]
    await storage.write(lambda tx: tx.recordings.chapter(tx.recordings.newest(2)[1].id, chapters))
    lines = await said(storage, "Ausblick")
    assert lines[3:5] + lines[12:15] == [
        *("00:00:00 Teil 0", "00:01:00 Teil 1", "00:09:00 Teil 9", "… und 21 weitere Kapitel", COSTS_LINK)
    ]
    assert lines[-2:] == ["Ab 01:59:59, Ausblick:", f"{COSTS_LINK}&t=7199s"]


async def test_where_the_link_cannot_open_at_the_second_the_time_is_told(storage: Storage) -> None:
    elsewhere = "https://cloud.example/s/kosten.mp4"
    await storage.write(lambda tx: tx.recordings.change(tx.recordings.newest(2)[1].id, link=elsewhere))
    assert (await said(storage, "Aachen"))[-3:] == [elsewhere, "Folien:", "https://folien.example/kosten.pdf"]
    assert (await said(storage, "Aufwandsentschädigung"))[-2:] == [
        "00:40:00 „Die Aufwandsentschädigung lag bei fünfzig Euro am Tag, und niemand hat sich beschwert.“",
        elsewhere,
    ]


async def test_of_a_long_passage_a_list_has_the_sentence_that_says_it(storage: Storage) -> None:
    text = "Das war der erste Teil. Die Losurne stand im Rathaus! Danach gab es Suppe."

    def told(tx: Tx) -> str:
        entry = tx.recordings.newest(1)[0].id
        tx.recordings.transcribe(entry, [(100, text)])
        passage = tx.recordings.passages(entry)[0].id
        return recordings.passage_line(tx, replace(ASK, words="Losurne"), passage)

    assert plain(await storage.write(told)) == f"{DRAW} (6. Mai, 64 Minuten)\n00:01:40 „Die Losurne stand im Rathaus!“"


async def test_a_dead_link_is_told_with_a_warning(storage: Storage) -> None:
    dead = "Der Link ging zuletzt nicht auf. Vielleicht ist er wieder da:"

    def die(tx: Tx) -> None:
        for link in (COSTS_LINK, "https://folien.example/kosten.pdf"):
            for at in (NOW - timedelta(days=1), NOW):
                tx.links.looked_at(link, at, "404")

    await storage.write(die)
    lines = await said(storage, "2")
    assert lines[6:] == [dead, COSTS_LINK, "Folien:", dead, "https://folien.example/kosten.pdf"]
    assert (await said(storage, "Moderation"))[-2:] == [dead, f"{COSTS_LINK}&t=1990s"]
    assert (await said(storage, "Aachen"))[-3:] == [
        "Ab 00:12:30, Losverfahren in Aachen:",
        dead,
        f"{COSTS_LINK}&t=750s",
    ]


async def test_what_was_removed_meanwhile_is_said_to_be_gone(storage: Storage) -> None:
    def told(tx: Tx) -> set[str]:
        lines = {show(tx, ASK, 99) for show in (recordings.line, recordings.passage_line)}
        return lines | {show(tx, ASK, 99).text for show in (recordings.card, recordings.passage_card)}

    assert await storage.read(told) == {"Diesen Eintrag gibt es nicht mehr."}


# -- what the groups hear --------------------------------------------------------------------------------


async def added(storage: Storage, day: date) -> None:
    new = {"title": "Zu zweit", "date": day, "link": "https://video.example/a", "length": 78, "added_at": NOW}
    await storage.write(lambda tx: tx.recordings.add(**new))


def planned(start: datetime, end: datetime) -> Callable[[Tx], list[Planned]]:
    return lambda tx: list(here.plan(tx, GROUP, Span(start, end)))


def decide(key: str, state: str) -> Callable[[Tx], object]:
    return lambda tx: tx.posts.claim("recording", f"{key} {GROUP.chat}", GROUP.chat, due=NOW, now=NOW, state=state)


async def test_a_new_one_is_told_once_five_minutes_after_it_was_added(storage: Storage) -> None:
    await added(storage, date(2026, 11, 4))
    found = await storage.read(planned(NOW, NOW + 60 * DAY))
    assert [(one.due, one.deadline, one.urgent) for one in found] == [
        (NOW + 5 * MINUTE, NOW + 5 * MINUTE + 8 * DAY, False)
    ]
    assert await storage.read(lambda _: plain(found[0].text(found[0].due, False))) == (
        "🎬 Die Aufzeichnung ist da: Zu zweit (4. November, 78 Minuten)\nhttps://video.example/a"
    )
    await storage.write(decide(found[0].key, "due"))
    assert await storage.read(planned(NOW, NOW + 60 * DAY)) == []


async def test_without_room_it_is_tried_again_each_day_for_a_week(storage: Storage) -> None:
    await added(storage, date(2026, 11, 4))
    tries = []
    while found := await storage.read(planned(NOW, NOW + 60 * DAY)):
        tries.append([one.due - NOW - 5 * MINUTE for one in found])
        await storage.write(decide(found[0].key, "skipped"))
    assert tries == [[day * DAY] for day in range(8)]


@pytest.mark.parametrize(("day", "count"), [("2026-10-05", 1), ("2026-10-04", 0), ("2025-06-04", 0)])
async def test_what_is_older_than_eight_weeks_is_no_news(storage: Storage, day: str, count: int) -> None:
    await added(storage, date.fromisoformat(day))
    assert len(await storage.read(planned(NOW, NOW + 60 * DAY))) == count


async def test_one_that_takes_the_place_of_a_removed_one_is_new_all_the_same(storage: Storage) -> None:
    await added(storage, date(2026, 11, 4))
    first = (await storage.read(planned(NOW, NOW + DAY)))[0]
    await storage.write(decide(first.key, "sent"))
    newest = await storage.read(lambda tx: tx.recordings.newest(1)[0])
    await storage.write(lambda tx: tx.recordings.remove(newest.id))
    again = {"title": "Zu dritt", "date": newest.date, "link": newest.link, "added_at": NOW + DAY}
    assert await storage.write(lambda tx: tx.recordings.add(**again)) > newest.id
    assert len(await storage.read(planned(NOW + DAY, NOW + 2 * DAY))) == 1
