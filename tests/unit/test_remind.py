"""Reminders of one's own: what is kept of what people write, when they fall due, what they say, and how they rest."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from bot.demo import sample
from bot.values import offset
from commands import discover
from commands._calendar import uid_at
from commands._kit import Ask, Audience, Planned, Span, UserError
from commands._texts import Language, plain
from commands.remind import personal
from storage import Storage, Tx, open_storage
from storage.chat import direct_chat, group_chat
from storage.groups import Member

AGAIN = "Schreib an dem Tag noch einmal, oder gleich nur den letzten Tag."
BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 30, 18, 0, tzinfo=BERLIN).astimezone(UTC)
ANNA = "0b6d1f5e-9a57-4d0c-8f3c-5f0a3e0a1d01"
GROUP = group_chat("bmV0endlcms=")
UID = uid_at(sample.UID, datetime(2026, 12, 2, 19))  # noqa: DTZ001 - wall times are naive
NAME = "Kosten im Griff"
ASKS = "Kommst du? 👍 genügt."
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


def at(wall: str) -> datetime:
    return datetime.fromisoformat(wall).replace(tzinfo=BERLIN).astimezone(UTC)


def an_ask(**values: object) -> Ask:
    ask = Ask(direct_chat(ANNA), ANNA, "", NOW, BERLIN, "de", admin=False, steers=False, network=sample.NETWORK)
    return replace(ask, **values)  # type: ignore[arg-type]


@pytest_asyncio.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    """The sample network, closed with the test."""
    async with open_storage(tmp_path / "losbote.db") as opened:
        await opened.write(lambda tx: sample.fill(tx, NOW))
        yield opened


async def said(storage: Storage, line: str, ask: Ask | None = None) -> str:
    name, _, words = line.removeprefix("!").partition(" ")
    run = discover().by_name[name].run
    return plain((await storage.write(lambda tx: run(tx, replace(ask or an_ask(), words=words)))).text)


async def kept(storage: Storage) -> Member | None:
    return await storage.read(lambda tx: tx.members.get(ANNA))


# -- what is ordered -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "offsets"),
    [
        ("1d 1h", ("1d", "1h")),
        ("1 Tag, 30 min", ("1d", "30m")),
        ("1d,1h,0", ("1d", "1h", "0")),
        ("mich bitte 1 Tag vorher und 2 Stunden vorher.", ("1d", "2h")),
        ("me a week and half an hour before", ("7d", "30m")),
        ("eine Woche + anderthalb Stunden", ("7d", "90m")),
        ("one and a half hours", ("90m",)),
        ("1,5 Stunden; zum Beginn", ("90m", "0")),
        ("1h 30m", ("1h", "30m")),
        ("1h30", ("90m",)),
        ("24h, 1d, ein Tag", ("1d",)),
        ("15 min 1 Woche 1 Tag", ("7d", "1d", "15m")),
        ("36h", ("36h",)),
        ("25h30", ("26h",)),
        ("45,5 Tage", ("46d",)),
        ("60 days", ("60d",)),
        ("at the start", ("0",)),
        ("an das Treffen 1h vorher", ("1h",)),
        ("the day before and an hour before", ("1d", "1h")),
        ("am Vortag und eine halbe Stunde vor jedem Treffen", ("1d", "30m")),
    ],
)
async def test_lengths_are_kept_as_the_settings_write_them(
    storage: Storage, words: str, offsets: tuple[str, ...]
) -> None:
    await said(storage, f"!remind {words}")
    member = await kept(storage)
    assert member is not None
    assert member.reminders == offsets
    assert sorted(map(offset, offsets), reverse=True) == list(map(offset, offsets))


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        ("rechtzeitig", "„rechtzeitig“ verstehe ich nicht als Abstand bis zu 60 Tagen."),
        ("1d morgen 2h", "„morgen 2h“ verstehe ich nicht als Abstand bis zu 60 Tagen."),
        ("61d", "„61d“ verstehe ich nicht als Abstand bis zu 60 Tagen."),
        ("2 Monate", "„2 Monate“ verstehe ich nicht als Abstand bis zu 60 Tagen."),
        ("-1h", "„-1h“ verstehe ich nicht als Abstand bis zu 60 Tagen."),
        ("6h 5h 4h 3h 2h 1h", "Mehr als 5 Erinnerungen je Treffen gehen nicht, das sind 6."),
        ("1 " * 5000, f"„{'1 ' * 19}1…“ verstehe ich nicht als Abstand bis zu 60 Tagen."),
    ],
)
async def test_what_cannot_be_read_changes_nothing(storage: Storage, words: str, refusal: str) -> None:
    await said(storage, "!remind 2d")
    with pytest.raises(UserError) as refused:
        await said(storage, f"!remind {words}")
    assert plain(str(refused.value)).startswith(refusal)
    assert await kept(storage) == Member(ANNA, None, None, ("2d",))


@pytest.mark.parametrize("words", ["an", "on", "an das Treffen", "me please"])
async def test_without_a_length_it_says_what_is_ordered(storage: Storage, words: str) -> None:
    await said(storage, "!remind 2d")
    assert (await said(storage, f"!remind {words}")).startswith(
        "Ich schreibe dir zu jedem Treffen direkt: 2 Tage vorher."
    )


@pytest.mark.parametrize("words", ["aus", "off", "nie", "Aus!", "me never", "bitte nicht mehr"])
async def test_off_ends_reminders_and_a_pause(storage: Storage, words: str) -> None:
    await said(storage, "!remind 2d")
    await said(storage, "!pause bis Freitag")
    assert await said(storage, f"!remind {words}") == (
        "In Ordnung, eigene Erinnerungen bekommst du nicht mehr. Die in der Gruppe bleiben."
    )
    assert await kept(storage) == Member(ANNA, None, None)


async def test_who_ordered_nothing_is_not_kept(storage: Storage) -> None:
    for line in ("!remind", "!remind aus", "!pause", "!pause aus", "!pause bis Freitag"):
        await said(storage, line)
    assert await kept(storage) is None


async def test_what_is_ordered_in_a_group_is_for_the_person(storage: Storage) -> None:
    assert await said(storage, "!remind 2d, 0", an_ask(chat=GROUP)) == (
        "Ab jetzt schreibe ich dir zu jedem Treffen direkt: 2 Tage vorher und wenn es beginnt.\n"
        "Die nächste Erinnerung kommt am Montag, 30. November, 19:00 Uhr."
    )
    assert await said(storage, "!remind") == (
        "Ich schreibe dir zu jedem Treffen direkt: 2 Tage vorher und wenn es beginnt.\n"
        "Ändern: !erinnern 1d 1h, abstellen: !erinnern aus\n"
        "Die nächste Erinnerung kommt am Montag, 30. November, 19:00 Uhr."
    )


async def test_without_a_meeting_no_next_reminder_is_promised(tmp_path: Path) -> None:
    async with open_storage(tmp_path / "empty.db") as empty:
        assert await said(empty, "!remind 1h") == "Ab jetzt schreibe ich dir zu jedem Treffen direkt: 1 Stunde vorher."


# -- when they rest ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("bis Freitag", "2026-12-05T00:00"),
        ("until Friday", "2026-12-05T00:00"),
        ("bis einschließlich 20.08.", "2027-08-21T00:00"),
        ("2 Wochen", "2026-12-15T00:00"),
        ("for two weeks", "2026-12-15T00:00"),
        ("vom 30.11. bis zum 4.12.", "2026-12-05T00:00"),
        ("from today till Friday", "2026-12-05T00:00"),
        ("bis heute", "2026-12-01T00:00"),
        ("bis morgen 12 Uhr", "2026-12-02T00:00"),
        ("bis zum 27.3.2027", "2027-03-28T00:00"),
        ("bis 28.3.2027", "2027-03-29T00:00"),  # a day of 23 hours
    ],
)
async def test_a_pause_lasts_until_the_end_of_a_day(storage: Storage, words: str, until: str) -> None:
    await said(storage, "!remind 1d")
    await said(storage, f"!pause {words}")
    assert await kept(storage) == Member(ANNA, None, None, ("1d",), at(until))


async def test_the_day_ends_where_the_person_is(storage: Storage) -> None:
    await said(storage, "!remind 1d")
    await storage.write(lambda tx: tx.members._run("UPDATE members SET zone = 'America/New_York'"))
    assert await said(storage, "!pause bis 4.12.", an_ask(chat=GROUP)) == (
        "Bis einschließlich Freitag, 4. Dezember, ist Pause; !pause aus beendet sie früher.\n"
        "Die nächste Erinnerung kommt am Dienstag, 5. Januar, 19:00 Uhr."
    )
    paused = datetime(2026, 12, 5, tzinfo=ZoneInfo("America/New_York"))
    assert await kept(storage) == Member(ANNA, None, "America/New_York", ("1d",), paused)


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        ("bis 31.2.", "Den 31. Februar gibt es nicht; der Monat hat 28 Tage."),
        ("bis zum Frühling", "Einen Tag finde ich in „Frühling“ nicht."),
        ("bis", "Einen Tag finde ich in „bis“ nicht."),
        ("bis 18 Uhr", "Einen Tag finde ich in „18 Uhr“ nicht."),
        ("bis Freitag oder so", "Einen Tag finde ich in „Freitag oder so“ nicht."),
        ("bis 29.11.2026", "Sonntag, 29. November, ist schon vorbei. Schreib einen Tag, der noch kommt."),
        ("vom 1.12. bis zum 5.12.", f"Eine Pause beginnt gleich, nicht erst am Dienstag, 1. Dezember. {AGAIN}"),
        ("vom Sommer bis Freitag", "Einen Tag finde ich in „Sommer“ nicht."),
        ("bis 1.1.2040", "Der 1. Januar 2040 ist noch lange hin. Schreib einen Tag in den nächsten zwei Jahren."),
    ],
)
async def test_no_pause_without_a_day_to_come(storage: Storage, words: str, refusal: str) -> None:
    await said(storage, "!remind 1d")
    with pytest.raises(UserError) as refused:
        await said(storage, f"!pause {words}")
    assert plain(str(refused.value)) == refusal
    assert await kept(storage) == Member(ANNA, None, None, ("1d",))


async def test_a_pause_that_is_over_counts_no_more(storage: Storage) -> None:
    await said(storage, "!remind 1d")
    await said(storage, "!pause bis Freitag")
    later = an_ask(now=at("2026-12-05T00:00"))
    assert await said(storage, "!pause aus", later) == (
        "Gerade ist keine Pause.\nDie nächste Erinnerung kommt am Dienstag, 5. Januar, 19:00 Uhr."
    )


# -- when they fall due --------------------------------------------------------------------------------


async def planned(storage: Storage, *lengths: timedelta, paused: str = "", language: Language = "de") -> list[Planned]:
    """The reminders of the next meeting for a person who ordered these lengths."""
    until = at(paused) if paused else None
    person = Audience(direct_chat(ANNA), "", language, BERLIN, lengths, paused_until=until)
    span = Span(NOW, at("2026-12-20T00:00"))
    return await storage.read(lambda tx: list(personal.plan(tx, person, span)))


def shown(found: list[Planned]) -> list[str]:
    return [f"{one.due.astimezone(BERLIN):%m-%d %H:%M}" for one in found]


async def test_each_length_falls_due_once_and_at_any_hour(storage: Storage) -> None:
    found = await planned(storage, DAY, 14 * HOUR, 0 * HOUR)
    assert shown(found) == ["12-01 19:00", "12-02 05:00", "12-02 19:00"]
    assert [one.urgent for one in found] == [True, True, True]
    assert [one.key for one in found] == [f"{UID} {minutes} 20261202T1800Z" for minutes in (1440, 840, 0)]
    assert [one.deadline for one in found] == [at("2026-12-02T19:00")] * 2 + [at("2026-12-02T19:10")]


async def test_none_falls_due_in_a_pause_and_all_do_after_it(storage: Storage) -> None:
    lengths = (DAY, 14 * HOUR, HOUR)
    assert shown(await planned(storage, *lengths, paused="2026-12-02T00:00")) == ["12-02 05:00", "12-02 18:00"]
    assert shown(await planned(storage, *lengths, paused="2026-12-02T05:00")) == ["12-02 05:00", "12-02 18:00"]
    assert shown(await planned(storage, *lengths, paused="2026-12-02T05:01")) == ["12-02 18:00"]
    assert shown(await planned(storage, *lengths, paused="2026-12-03T00:00")) == []


async def test_words(storage: Storage) -> None:
    week, day, start = await planned(storage, 36 * HOUR, DAY, 0 * HOUR)
    late, when = "(sie kommt verspätet)", "Mittwoch, 2. Dezember, 19:00 Uhr"
    assert [
        week.text(at("2026-11-30T18:30"), False),
        day.text(day.due, False),
        day.text(at("2026-12-02T08:00"), True),
        day.text(at("2026-12-02T18:40"), True),
        start.text(start.due, False),
    ] == [
        f"📅 Deine Erinnerung an das Treffen in 2 Tagen: {NAME}\n{when}\n{ASKS}\n{sample.LINK}",
        f"📅 Deine Erinnerung an das Treffen morgen um 19:00 Uhr: {NAME}\n{ASKS}\n{sample.LINK}",
        f"📅 Deine Erinnerung an das Treffen heute um 19:00 Uhr {late}: {NAME}\n{ASKS}\n{sample.LINK}",
        f"📅 Deine Erinnerung an das Treffen in 20 Minuten {late}: {NAME}\n{ASKS}\n{sample.LINK}",
        f"📅 Es geht los: {NAME}\n{sample.LINK}",
    ]


async def test_who_comes_is_not_asked_again(storage: Storage) -> None:
    await storage.write(lambda tx: tx.rsvps.add(UID, ANNA, NOW))
    (one,) = await planned(storage, DAY, language="en")
    assert one.text(one.due, False) == f"📅 Your reminder of the meeting tomorrow at 19:00: {NAME}\n{sample.LINK}"


async def test_a_meeting_that_moves_takes_them_along(storage: Storage) -> None:
    before = await planned(storage, HOUR)

    def move(tx: Tx) -> None:
        row = next(one for one in tx.meetings.singles() if one.uid == UID)
        tx.meetings.change(row.id, starts=datetime(2026, 12, 9, 18))  # noqa: DTZ001 - a wall time

    await storage.write(move)
    after = await planned(storage, HOUR)
    assert (shown(before), shown(after)) == (["12-02 18:00"], ["12-09 17:00"])
    assert after[0].key == f"{UID} 60 20261209T1700Z"
