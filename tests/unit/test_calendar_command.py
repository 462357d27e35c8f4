"""`!calendar`: what is in the files it sends, as other programs read them, and for whom which links are in there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio
import recurring_ical_events
from icalendar import Calendar

from bot.demo import sample
from commands import discover
from commands._calendar import CHANGED, meetings
from commands._feed import path
from commands._kit import Ask, Reply, UserError
from commands._texts import plain
from storage import Storage, Tx, open_storage
from storage.chat import direct_chat, group_chat

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)
CHANGED_AT = datetime(2026, 11, 29, 9, 30, tzinfo=UTC)
ANNA = "0b6d1f5e-9a57-4d0c-8f3c-5f0a3e0a1d01"
GROUP = group_chat("bmV0endlcmstYnVlcmdlcnJhZXRlLWVyZnVuZGVuLS0=")
FEED = "https://netz.example"
COMMAND = discover().by_name["calendar"]
TAKER = discover().takers["calendar-new"]

ALONE = Ask(direct_chat(ANNA), ANNA, "", NOW, BERLIN, "de", admin=False, steers=False, network=sample.NETWORK)
IN_GROUP = replace(ALONE, chat=GROUP, link_window=timedelta(days=1))


@pytest_asyncio.fixture
async def empty(tmp_path: Path) -> AsyncIterator[Storage]:
    """A database without a meeting."""
    async with open_storage(tmp_path / "losbote.db") as opened:
        yield opened


@pytest_asyncio.fixture
async def filled(empty: Storage) -> Storage:
    """The sample network, changed a day ago."""

    def fill(tx: Tx) -> None:
        sample.fill(tx, NOW)
        tx.settings.put_instant(CHANGED, CHANGED_AT)

    await empty.write(fill)
    return empty


async def asked(storage: Storage, words: str = "", ask: Ask = ALONE) -> Reply:
    return await storage.write(lambda tx: COMMAND.run(tx, replace(ask, words=words)))


async def told(storage: Storage, words: str = "", ask: Ask = ALONE) -> list[str]:
    return plain((await asked(storage, words, ask)).text).splitlines()


def the_file(reply: Reply) -> tuple[str, str, Calendar]:
    """The name, the type and the calendar of the one file of an answer."""
    [file] = reply.files
    calendar = Calendar.from_ical(file.data)
    assert isinstance(calendar, Calendar)
    return file.name, file.type, calendar


async def test_the_file_is_the_next_meeting(filled: Storage) -> None:
    name, kind, calendar = the_file(await asked(filled))
    [event] = calendar.events
    assert (name, kind) == ("netzwerktreffen-2026-12-02.ics", "text/calendar")
    assert (event.start, event.end) == (
        datetime(2026, 12, 2, 19, 0, tzinfo=BERLIN),
        datetime(2026, 12, 2, 20, 30, tzinfo=BERLIN),
    )
    assert [str(event[key]) for key in ("SUMMARY", "UID", "URL")] == [
        "Kosten im Griff",
        "netzwerktreffen-20261202T1900@losbote.example",
        sample.LINK,
    ]
    assert event["DTSTAMP"].dt == CHANGED_AT


@pytest.mark.parametrize("words", ["alle", "ALLE", "all", " Alles "])
async def test_all_is_every_meeting_of_ten_years(filled: Storage, words: str) -> None:
    start, end = NOW - timedelta(days=365), NOW + timedelta(days=3650)
    name, kind, calendar = the_file(await asked(filled, words))
    ours = await filled.read(lambda tx: [(one.starts, one.ends, one.name) for one in meetings(tx, start, end)])
    theirs = [
        (event.start.astimezone(UTC), event.end.astimezone(UTC), str(event["SUMMARY"]))
        for event in recurring_ical_events.of(calendar).between(start, end)
        if event.get("STATUS") != "CANCELLED"
    ]
    assert (name, kind) == ("losbote.ics", "text/calendar")
    assert sorted(theirs) == ours
    assert len(ours) > 100


async def test_a_file_is_named_for_any_phone(filled: Storage) -> None:
    def rename(tx: Tx) -> None:
        tx.groups.put("main", internal_id=GROUP.partition(":")[2], server_id="group.x", purpose="main")
        tx.groups.seen(GROUP.partition(":")[2], title='Räte & "Lose" / Süd: ' + "x" * 60, people=3)
        tx.meetings.change_series(tx.meetings.series()[0].id, title="会議")

    await filled.write(rename)
    names = [the_file(await asked(filled, words))[0] for words in ("", "all")]
    assert names == ["losbote-2026-12-02.ics", "raete-lose-sued-xxxxxxxxxxxxxxxxxxxxxxxx.ics"]


async def test_the_address_is_told_where_there_is_one(filled: Storage) -> None:
    assert len(await told(filled)) == 3
    with_feed = replace(ALONE, feed=FEED)
    assert (await told(filled, "", with_feed))[3:] == (await told(filled, "alle", with_feed))[2:]
    assert (await told(filled, "", with_feed))[3:] == [
        "Abonnierst du diese Adresse, zieht dein Kalender jede Änderung von selbst nach:",
        "https://netz.example/calendar.ics",
    ]


async def test_without_a_meeting_there_is_no_file(empty: Storage) -> None:
    nothing = "Es ist noch kein Treffen eingetragen. Sobald es eins gibt, steht es hier."
    for words in ("", "alle"):
        assert (await asked(empty, words)).files == ()
        assert (await told(empty, words, replace(ALONE, feed=FEED))) == [
            nothing,
            "Abonnierst du diese Adresse, zieht dein Kalender jede Änderung von selbst nach:",
            "https://netz.example/calendar.ics",
        ]


@pytest.mark.parametrize(
    ("ask", "words", "linked"),
    [
        (ALONE, "", True),
        (ALONE, "alle", True),
        (IN_GROUP, "", False),
        (IN_GROUP, "alle", False),
        (replace(IN_GROUP, link_window=None), "alle", True),
        (replace(IN_GROUP, link_window=timedelta(days=3)), "", True),
        (replace(IN_GROUP, link_window=timedelta(days=3)), "alle", False),
        (replace(IN_GROUP, admin=True, steers=True), "alle", True),
        (replace(ALONE, link_window=timedelta(days=1)), "", True),
    ],
)
async def test_links_are_kept_from_groups_that_guard_them(filled: Storage, ask: Ask, words: str, linked: bool) -> None:
    [file] = (await asked(filled, words, ask)).files
    lines = await told(filled, words, ask)
    hint = "In der Datei fehlt hier der Link zum Treffen; im Direktchat ist er dabei."
    assert (sample.LINK.encode() in file.data, hint in lines) == (linked, not linked)


async def test_the_address_is_kept_from_them_too_since_the_links_are_in_the_feed(filled: Storage) -> None:
    lines = await told(filled, "", replace(IN_GROUP, feed=FEED))
    assert lines[-1] == "Die Adresse zum Abonnieren bekommst du im Direktchat."
    assert FEED not in "".join(lines)


@pytest.mark.parametrize("words", ["Mai", "2", "alle bitte", "neue", "x" * 3000])
async def test_what_stands_behind_it_is_refused(filled: Storage, words: str) -> None:
    with pytest.raises(UserError) as caught:
        await asked(filled, words)
    shown = words if len(words) < 40 else "x" * 39 + "…"
    assert plain(str(caught.value)) == f"Dahinter passt alle oder nichts, nicht „{shown}“."


ADMIN = replace(ALONE, admin=True, steers=True, feed=FEED)


async def test_a_new_address_takes_an_admin_a_feed_and_a_yes(filled: Storage) -> None:
    for ask in (replace(ADMIN, steers=False), replace(ADMIN, feed="")):
        assert (await asked(filled, "neu", ask)).offer is None
    offer = (await asked(filled, "new", ADMIN)).offer
    assert (offer and offer.name) == "calendar-new"
    kept = [(ADMIN, False), (replace(ADMIN, steers=False), True)]
    replies = [await filled.write(lambda tx, of=of: TAKER.run(tx, of[0], {}, of[1])) for of in kept]
    assert [reply.text for reply in replies] == ["In Ordnung, die Adresse bleibt."] * 2
    assert await filled.read(path) == "/calendar.ics"


async def test_each_new_address_is_another_that_nobody_guesses(filled: Storage) -> None:
    found = []
    for _ in range(3):
        reply = await filled.write(lambda tx: TAKER.run(tx, ADMIN, {}, True))
        found.append(reply.text.splitlines()[-1])
        assert found[-1] == FEED + await filled.read(path)
    assert len(set(found)) == 3
    assert {len(address) for address in found} == {len(f"{FEED}/calendar/.ics") + 32}
