"""`!meeting`: what it makes of an order, what stays the same, what is refused, and whom it tells."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from bot.demo import sample
from commands import discover
from commands._calendar import Meeting, between, uid_at
from commands._fold import fold
from commands._kit import Ask, Audience, Reply, UserError
from commands._texts import Language, plain
from storage import Storage, Tx, open_storage
from storage.chat import direct_chat, group_chat
from storage.content import Content
from storage.kept import Kept

BERLIN = ZoneInfo("Europe/Berlin")
LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 30, 18, 0, tzinfo=BERLIN).astimezone(UTC)
PETRA = "0b6d1f5e-9a57-4d0c-8f3c-5f0a3e0a1d05"
GERMAN, ENGLISH = group_chat("Z2VybWFu"), group_chat("ZW5nbGlzaA==")
FIRST = uid_at(sample.UID, datetime(2026, 12, 2, 19))  # noqa: DTZ001 - a wall time
GROUPS = (
    Audience(GERMAN, "main", "de", BERLIN, ()),
    Audience(ENGLISH, "abroad", "en", LONDON, ()),
)


def an_ask(language: Language = "de", now: datetime = NOW) -> Ask:
    chat = direct_chat(PETRA)
    return Ask(chat, PETRA, "", now, BERLIN, language, admin=True, steers=True, network="", groups=GROUPS)


def run(tx: Tx, line: str, ask: Ask) -> Reply:
    name, _, words = line.removeprefix("!").partition(" ")
    return discover().by_name[fold(name)].run(tx, replace(ask, words=words))


@pytest_asyncio.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    """An empty database, closed with the test."""
    async with open_storage(tmp_path / "losbote.db") as opened:
        yield opened


@pytest_asyncio.fixture
async def filled(storage: Storage) -> Storage:
    """The sample network on 30 November 2026, 18:00 in Berlin."""
    await storage.write(lambda tx: sample.fill(tx, NOW))
    return storage


async def order(storage: Storage, line: str, ask: Ask | None = None) -> Reply:
    return await storage.write(lambda tx: run(tx, line, ask or an_ask()))


async def refusal(storage: Storage, line: str, ask: Ask | None = None) -> str:
    with pytest.raises(UserError) as raised:
        await order(storage, line, ask)
    return plain(str(raised.value))


async def calendar(storage: Storage, start: datetime = NOW) -> list[Meeting]:
    """The meetings of the half year from then on."""
    series, singles = await storage.read(lambda tx: (tx.meetings.series(), tx.meetings.singles()))
    return between(series, singles, start, start + timedelta(weeks=26))


async def dates(storage: Storage) -> list[str]:
    return [f"{one.starts.astimezone(BERLIN):%d.%m. %H:%M} {one.name}" for one in await calendar(storage)]


async def everything(storage: Storage) -> tuple[Any, ...]:
    return await storage.read(
        lambda tx: (tx.meetings.series(), tx.meetings.singles(), tx.settings.get("calendar_changed_at"))
    )


async def remind(storage: Storage, uid: str, rule: str = "reminder") -> None:
    """A reminder of this meeting has gone out."""
    await storage.write(lambda tx: tx.posts.claim(rule, f"{uid} 1440 x", GERMAN, due=NOW, now=NOW, state="due"))


SAMPLE = [
    "02.12. 19:00 Kosten im Griff",
    "06.01. 19:00 Losverfahren in kleinen Gemeinden",
    "27.01. 19:00 Was aus Empfehlungen wird",
    "24.03. 19:00 Themen finden, die viele angehen",
    "21.04. 19:00 Netzwerktreffen",
    "19.05. 19:00 Netzwerktreffen",
]


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ('!meeting add 9.12. 19:00 "Titel" https://meet.example/n', "09.12. 19:00-20:30 Titel https://meet.example/n"),
        ('!treffen dazu "Titel" https://meet.example/n 9.12. 19:00', "09.12. 19:00-20:30 Titel https://meet.example/n"),
        ("!treffen neu Titel und mehr am 9.12. um 19 Uhr", "09.12. 19:00-20:30 Titel und mehr "),
        ('!treffen neu 09.12.2026 19:00-20:00 "Titel"', "09.12. 19:00-20:00 Titel "),
        ('!treffen neu 9.12. von 19 bis 21 Uhr "Titel"', "09.12. 19:00-21:00 Titel "),
        ('!treffen neu 9.12. 19-21 Uhr "8-10 Uhr"', "09.12. 19:00-21:00 8-10 Uhr "),
        ('!treffen neu in 9 Tagen 19 Uhr, 45 Minuten "Titel"', "09.12. 19:00-19:45 Titel "),
        ('!meeting new Wed 9 December 7pm 2 hours "Title"', "09.12. 19:00-21:00 Title "),
        ("!meeting add 2026-12-09 12pm", "09.12. 12:00-13:30 Treffen "),
        ('!meeting add tomorrow 19:00 "Title" http://meet.example/', "01.12. 19:00-20:30 Title http://meet.example/"),
        ('!treffen dazu 9.12. 8:00 14 Stunden "Klausur"', "09.12. 08:00-22:00 Klausur "),
    ],
)
async def test_adds_a_date(storage: Storage, line: str, date: str) -> None:
    await order(storage, line)
    one = (await calendar(storage))[0]
    starts, ends = one.starts.astimezone(BERLIN), one.ends.astimezone(BERLIN)
    assert f"{starts:%d.%m. %H:%M}-{ends:%H:%M} {one.name} {one.link}" == date


@pytest.mark.parametrize(
    ("line", "place", "date"),
    [
        ("!treffen verschiebe 2.12. auf 9.12. 20:00", 0, "09.12. 20:00 Kosten im Griff"),
        ("!treffen verschiebe 2.12. auf 9.12.", 0, "09.12. 19:00 Kosten im Griff"),
        ("!treffen verschiebe 2.12. nach 9.12.", 0, "09.12. 19:00 Kosten im Griff"),
        ("!treffen verschiebe 2.12. -> 9.12.", 0, "09.12. 19:00 Kosten im Griff"),
        ("!treffen verschiebe 2.12. 18:30", 0, "02.12. 18:30 Kosten im Griff"),
        ("!treffen verschiebe 2.12. 19:00 auf 18:30", 0, "02.12. 18:30 Kosten im Griff"),
        ("!treffen verschieben nächstes auf übermorgen 20 Uhr", 0, "02.12. 20:00 Kosten im Griff"),
        ("!meeting move next to Thursday", 0, "03.12. 19:00 Kosten im Griff"),
        ("!meeting move the next meeting to tomorrow 7pm", 0, "01.12. 19:00 Kosten im Griff"),
        ("!Treffen Verschiebe 6.1.2027 auf 30.12.2026", 1, "30.12. 19:00 Losverfahren in kleinen Gemeinden"),
        ("!meeting topic 2.12. What it cost", 0, "02.12. 19:00 What it cost"),
        ("!treffen thema 2.12. 2 Jahre danach", 0, "02.12. 19:00 2 Jahre danach"),
        ("!treffen thema 2.12. um 19 Uhr: Kosten", 0, "02.12. 19:00 Kosten"),
        ("!treffen thema nächstes -", 0, "02.12. 19:00 Netzwerktreffen"),
    ],
)
async def test_changes_one_date_and_no_other(filled: Storage, line: str, place: int, date: str) -> None:
    await order(filled, line)
    assert await dates(filled) == [*SAMPLE[:place], date, *SAMPLE[place + 1 :]]


async def test_moved_meeting_is_the_same_and_its_sequence_grows(filled: Storage) -> None:
    before = (await calendar(filled))[4]  # only its rule gives it so far
    await order(filled, "!treffen verschiebe 21.4. auf 22.4.")
    after = (await calendar(filled))[4]
    assert after == replace(before, starts=after.starts, ends=after.ends, sequence=before.sequence + 1)
    assert after.starts - before.starts == timedelta(days=1)


async def test_date_that_a_clock_change_skips_can_be_changed(storage: Storage) -> None:
    await order(storage, '!treffen serie alle 4 Wochen ab 28.3.2027 2:30 "Nachtwache"', an_ask())
    await order(storage, "!treffen thema 28.3. Wach bleiben")
    first = (await calendar(storage, datetime(2027, 3, 1, tzinfo=UTC)))[:2]
    assert [f"{one.starts.astimezone(BERLIN):%d.%m. %H:%M} {one.name}" for one in first] == [
        "28.03. 03:30 Wach bleiben",
        "25.04. 02:30 Nachtwache",
    ]


@pytest.mark.parametrize("line", ["!treffen absage 2.12.", "!treffen sage 2.12. ab", "!meeting cancel next"])
async def test_cancelled_and_taken_back_is_the_same(filled: Storage, line: str) -> None:
    before = await calendar(filled)
    await order(filled, line)
    assert await dates(filled) == SAMPLE[1:]
    await order(filled, "!treffen doch 2.12.")
    first = before[0]
    assert await calendar(filled) == [replace(first, sequence=first.sequence + 2), *before[1:]]


async def test_restored_meeting_needs_its_time_free(filled: Storage) -> None:
    await order(filled, "!treffen absage 2.12.")
    await order(filled, '!treffen dazu 2.12. 20:00 "Ersatz"')
    assert await refusal(filled, "!treffen doch 2.12.") == (
        "Zu dieser Zeit ist schon ein Treffen: Ersatz, Mittwoch, 2. Dezember 2026, 20:00 Uhr. "
        "Nimm eine andere Zeit, oder verschiebe zuerst das andere."
    )


async def test_of_several_on_a_day_the_time_says_which(filled: Storage) -> None:
    await order(filled, '!treffen dazu 2.12. 10:00 "Schulung"')
    assert await refusal(filled, "!treffen absage 2.12.") == (
        "An diesem Tag sind es mehrere. Schreib die Uhrzeit hinter das Datum: 2.12. 10:00 oder 2.12. 19:00"
    )
    await order(filled, "!treffen absage 2.12. 19:00")
    assert (await dates(filled))[:2] == ["02.12. 10:00 Schulung", SAMPLE[1]]


async def test_while_it_runs_its_link_can_be_changed_and_its_date_cannot(filled: Storage) -> None:
    ask = an_ask(now=datetime(2026, 12, 2, 19, 10, tzinfo=BERLIN).astimezone(UTC))
    await order(filled, "!treffen link 2.12. https://meet.example/ersatz", ask)
    assert (await calendar(filled))[0].link == "https://meet.example/ersatz"
    begun = (
        "Das Treffen am Mittwoch, 2. Dezember 2026, 19:00 Uhr, hat schon begonnen. "
        "Verschieben und absagen lässt sich nur, was noch kommt."
    )
    assert await refusal(filled, "!treffen verschiebe 2.12. auf 9.12.", ask) == begun
    assert await refusal(filled, "!treffen absage 2.12.", ask) == begun
    await order(filled, "!treffen absage nächstes", ask)
    assert await dates(filled) == [SAMPLE[0], *SAMPLE[2:]]


@pytest.mark.parametrize(
    "line",
    [
        '!treffen dazu 31.2. 19:00 "Titel"',
        '!treffen dazu 9.12. 25:00 "Titel"',
        '!treffen dazu 30.11.2028 19:00 "Titel"',
        '!treffen dazu 29.11.2026 19:00 "Titel"',
        '!treffen dazu 9.12. 19:00 "Titel" ftp://meet.example/n',
        '!treffen dazu 9.12. 19:00 "Titel" https://',
        '!treffen dazu 9.12. 19:00 "Titel" https://[meet/',
        '!treffen dazu 9.12. 19:00 "Titel" https://meet.example:99999/',
        '!treffen dazu 9.12. 19:00 "Titel" https://meet',
        f'!treffen dazu 9.12. 19:00 "Titel" https://meet.example/{"x" * 300}',
        f'!treffen dazu 9.12. 19:00 "{"x" * 121}"',
        "!treffen dazu 9.12. 19:00 Titel www.meet.example",
        '!treffen dazu 9.12. 19:00 14 Stunden 1 Minute "Titel"',
        '!treffen dazu 9.12. 19:00 bis 19:00 "Titel"',
        '!treffen dazu 2.12. 17:31 "Titel"',
        "!treffen verschiebe 2.12. auf 27.1. 20:29",
        "!treffen verschiebe 2.12. auf 30.11. 17:59",
        "!treffen verschiebe 2.12. auf 30.2.",
        "!treffen verschiebe 2.12. auf 9.12. oder 10.12.",
        f"!treffen thema 2.12. {'x' * 300}",
        f"!treffen mit 2.12. {'x' * 201}",
        "!treffen link 2.12. https://meet.example/a b",
        "!treffen dauer 2.12. 841",
        "!treffen dauer 2.12. bis 18:00",
        "!treffen dauer 2.12. lang",
        "!treffen absage 24.2.",
        "!treffen doch 2.12.",
        '!treffen serie alle 4 Wochen ab 2.12. 19:00 "Netz" meet.example/n',
        '!treffen serie alle 4 Wochen ab 2.12.2030 19:00 "Netz"',
        "!treffen serie jeden fünften Mittwoch 19:00",
    ],
)
async def test_after_a_refusal_nothing_has_changed(filled: Storage, line: str) -> None:
    before = await everything(filled)
    assert await refusal(filled, line) != ""
    assert await everything(filled) == before


@pytest.mark.parametrize(
    ("line", "language", "example"),
    [
        ("!treffen dazu 31.2.", "de", '!treffen dazu DATUM 19:00 "Titel" LINK'),
        ("!treffen länge 2.12.", "de", "!treffen dauer 2.12. 90 Minuten"),
        ("!treffen doch 3.3.", "de", "!treffen doch DATUM"),
        ("!treffen absage 2.12. 18:00", "de", "!treffen absage 2.12."),
        ("!treffen absage", "de", "!treffen absage DATUM"),
        ("!treffen verschiebe 6.1. auf 31.2.", "de", "!treffen verschiebe 6.1. auf NEUES DATUM"),
        ("!treffen absage 3.12.", "de", "!treffen absage DATUM"),
        ("!treffen verschibe 6.1. auf 7.1.", "de", "!treffen verschiebe 6.1. auf 7.1."),
        ("!treffen absge 2.12.", "de", "!treffen absage 2.12."),
        ("!treffen thema 24.2. Kosten", "de", "!treffen doch 24.2."),
        ("!meeting speakers", "en", "!meeting speakers DATE NAMES"),
        ("!meeting dance", "en", "!meeting"),
        ("!meeting series", "en", "!meeting series every 4 weeks from DATE 19:00"),
    ],
)
async def test_a_refusal_shows_an_order_of_the_same_kind(
    filled: Storage, line: str, language: Language, example: str
) -> None:
    with pytest.raises(UserError) as raised:
        await order(filled, line, an_ask(language))
    assert plain(raised.value.example) == example


async def test_every_change_is_marked_for_calendars(filled: Storage) -> None:
    for number, line in enumerate(
        ["absage 2.12.", "doch 2.12.", "thema 2.12. X", "dazu 9.12. 9:00 X", "serie weekly ab 1.6."]
    ):
        now = NOW + timedelta(minutes=number)
        await order(filled, f"!treffen {line} 19:00" if "serie" in line else f"!treffen {line}", an_ask(now=now))
        assert await filled.read(lambda tx: tx.settings.instant("calendar_changed_at")) == now


# Series.


async def test_series_with_other_details_keeps_its_dates(filled: Storage) -> None:
    before = await calendar(filled)
    await order(filled, '!treffen serie alle 4 Wochen ab 2.12. 19:00 2 Stunden "Netz" https://meet.example/neu')
    after = await calendar(filled)
    assert [one.uid for one in after] == [one.uid for one in before]
    assert {(one.title, one.link, one.ends - one.starts) for one in after} == {
        ("Netz", "https://meet.example/neu", timedelta(hours=2))
    }


async def test_series_begun_anew_ends_the_old_one_and_takes_its_details(filled: Storage) -> None:
    await order(filled, "!treffen serie alle 4 Wochen ab 13.1.")
    old, new = await filled.read(lambda tx: tx.meetings.series())
    assert f"{old.until:%d.%m.%Y %H:%M}" == "12.01.2027 23:59"
    assert new == replace(old, id=new.id, uid=new.uid, starts=datetime(2027, 1, 13, 19), until=None)  # noqa: DTZ001
    assert await dates(filled) == [
        *SAMPLE[:2],
        "13.01. 19:00 Netzwerktreffen",
        SAMPLE[2],
        "10.02. 19:00 Netzwerktreffen",
        "10.03. 19:00 Netzwerktreffen",
        SAMPLE[3],
        "07.04. 19:00 Netzwerktreffen",
        "05.05. 19:00 Netzwerktreffen",
    ]


@pytest.mark.parametrize("time", ["18:00", "20:00"])
async def test_dates_stay_the_same_in_a_series_at_another_time(filled: Storage, time: str) -> None:
    """Described ones, the moved one, which stays where it is, and the cancelled one, which stays cancelled."""
    before = await calendar(filled)
    await order(filled, f"!treffen serie alle 4 Wochen ab 2.12. {time} https://meet.example/neu")
    after = await calendar(filled)
    moved = [line.replace("19:00", time) for line in SAMPLE]
    assert await dates(filled) == [moved[0], SAMPLE[1], *moved[2:]]
    assert [one.uid for one in after if one.topic] == [one.uid for one in before if one.topic]
    assert [one.sequence > was.sequence for one, was in zip(after, before, strict=True)] == [True] * 6
    assert {one.link for one in after} == {"https://meet.example/neu"}


async def test_moved_date_becomes_the_first_of_a_series_begun_anew_with_it(filled: Storage) -> None:
    before = await calendar(filled)
    await order(filled, "!treffen serie alle 4 Wochen ab 6.1.")
    after = await calendar(filled)
    assert (after[1].uid, after[1].starts, after[1].moved) == (before[1].uid, before[1].starts, False)
    assert (await dates(filled))[:4] == [*SAMPLE[:3], "03.02. 19:00 Netzwerktreffen"]


async def test_announced_date_outlives_a_series_that_does_not_have_it(filled: Storage) -> None:
    await order(filled, "!treffen thema 2.12. -")
    await remind(filled, FIRST)
    await order(filled, "!treffen serie jeden letzten Donnerstag 18:00")
    assert (await dates(filled))[:2] == ["02.12. 19:00 Netzwerktreffen", "31.12. 18:00 Netzwerktreffen"]


async def test_series_may_not_fall_on_another_date(filled: Storage) -> None:
    await order(filled, '!treffen dazu 6.5. 19:30 "Schulung"')
    before = await everything(filled)
    assert await refusal(filled, "!treffen serie jeden Donnerstag 18:30") == (
        "Damit überschneiden sich zwei Treffen: „Schulung“ beginnt am Donnerstag, 6. Mai 2027, 19:30 Uhr, "
        "und da ist das davor noch nicht zu Ende. Nimm eine andere Zeit, oder verschiebe zuerst den einzelnen Termin."
    )
    assert await everything(filled) == before


async def test_series_may_not_grow_into_another_date(filled: Storage) -> None:
    await order(filled, '!treffen dazu 21.4. 20:30 "Nachgespräch"')
    before = await everything(filled)
    assert (await refusal(filled, "!treffen serie alle 4 Wochen ab 2.12. 19:00 2 Stunden")).startswith(
        "Damit überschneiden sich zwei Treffen: „Nachgespräch“ beginnt am Mittwoch, 21. April 2027, 20:30 Uhr,"
    )
    assert await everything(filled) == before


async def test_series_that_began_in_the_past_goes_on_from_now(storage: Storage) -> None:
    await order(storage, '!treffen serie alle 4 Wochen ab 7.10.2026 19:00 "Netz"')
    assert (await dates(storage))[:2] == ["02.12. 19:00 Netz", "30.12. 19:00 Netz"]


async def test_series_set_back_and_forth_has_no_date_twice(filled: Storage) -> None:
    for line in ("ab 13.1.", "ab 2.12.", "ab 9.12. 20:00", "ab 2.12. 19:00"):
        await order(filled, f"!treffen serie alle 4 Wochen {line}")
    days = [one.starts.date() for one in await calendar(filled)]
    assert sorted(set(days)) == days


# What the groups are told.


async def test_groups_are_told_each_in_its_language_and_zone(filled: Storage) -> None:
    await remind(filled, FIRST)
    reply = await order(filled, "!treffen absage 2.12.")
    assert [(word.chat, plain(word.text)) for word in reply.also] == [
        (GERMAN, "📅 Das Treffen am 2. Dezember fällt aus. Das nächste ist am Mittwoch, 6. Januar, 19:00 Uhr."),
        (
            ENGLISH,
            "📅 The meeting on 2 December is cancelled. The next one is on Wednesday 6 January, 18:00 (London time).",
        ),
    ]
    assert reply.offer is None


FOLLOW = "Calendar subscriptions update by themselves."
LATER = "📅 New time: The meeting on 2 December starts at 19:00 instead of 18:00."
MOVED = "📅 Moved: The meeting planned for 2 December will be on Wednesday 6 January, 20:00 (London time)."


@pytest.mark.parametrize(
    ("line", "news"),
    [
        ("!treffen verschiebe 2.12. auf 6.1. 21:00", MOVED),
        ("!treffen verschiebe 2.12. auf 20:00", LATER),
        ("!treffen thema 2.12. Kosten", "📅 The meeting on 2 December has a new topic: Kosten"),
        ("!treffen mit 2.12. Ida", "📅 Speaking at the meeting on 2 December: Ida"),
        ("!treffen thema 2.12. -", "📅 The meeting on 2 December is now called: Netzwerktreffen"),
        ("!treffen mit 2.12. -", "📅 Who will speak at the meeting on 2 December is open again."),
        (
            "!treffen link 2.12. https://meet.example/neu",
            "📅 The meeting on 2 December has a new link:\nhttps://meet.example/neu",
        ),
        ("!treffen dauer 2.12. 2 Stunden", "📅 The meeting on 2 December goes on until 20:00."),
        ("!treffen serie alle 4 Wochen ab 2.12. 20:00", LATER),
        (
            "!treffen serie alle 4 Wochen ab 2.12. https://meet.example/neu",
            "📅 The meeting on 2 December has a new link:\nhttps://meet.example/neu",
        ),
    ],
)
async def test_offers_to_tell_of_a_date_that_was_reminded_of(filled: Storage, line: str, news: str) -> None:
    await remind(filled, FIRST)
    reply = await order(filled, line)
    offer = reply.offer
    assert offer is not None
    taken = await filled.write(lambda tx: discover().takers[offer.name].run(tx, an_ask(), offer.data, True))
    assert [plain(word.text) for word in taken.also if word.chat == ENGLISH] == [news]


async def test_where_calendars_are_subscribed_to_the_groups_hear_that_they_follow(filled: Storage) -> None:
    await remind(filled, FIRST)
    ask = replace(an_ask(), feed="https://bot.example/calendar.ics")
    for line, news in (("auf 20:00", LATER), ("auf 6.1. 21:00", MOVED)):
        reply = await order(filled, f"!treffen verschiebe 2.12. {line}", ask)
        assert reply.offer is not None
        assert [word["text"] for word in reply.offer.data["words"] if word["chat"] == ENGLISH] == [f"{news} {FOLLOW}"]


async def test_a_move_to_an_earlier_time_is_told_at_once_after_a_reminder(filled: Storage) -> None:
    await remind(filled, FIRST)
    reply = await order(filled, "!treffen verschiebe 2.12. auf 18:00")
    assert [plain(word.text) for word in reply.also if word.chat == GERMAN] == [
        "📅 Andere Uhrzeit: Das Treffen am 2. Dezember beginnt um 18:00 Uhr statt um 19:00 Uhr."
    ]
    assert reply.offer is None


@pytest.mark.parametrize(("hours", "urgent"), [(11, True), (12, False)])
async def test_what_concerns_a_meeting_within_twelve_hours_is_urgent(filled: Storage, hours: int, urgent: bool) -> None:
    await remind(filled, FIRST)
    now = datetime(2026, 12, 2, 19, tzinfo=BERLIN).astimezone(UTC) - timedelta(hours=hours)
    reply = await order(filled, "!treffen absage 2.12.", an_ask(now=now))
    assert [word.urgent for word in reply.also] == [urgent, urgent]


async def test_offers_to_tell_of_the_date_that_stands_pinned(filled: Storage) -> None:
    def pin(tx: Tx) -> None:
        post = tx.posts.claim("next", "x", GERMAN, due=NOW, now=NOW, state="due")
        tx.kept.put("next", GERMAN, Kept(FIRST, "", tx.deliveries.add(GERMAN, Content("x"), due=NOW, post=post)))

    await filled.write(pin)
    reply = await order(filled, "!treffen absage 2.12.")
    assert (reply.offer and reply.offer.name, reply.also) == ("meeting-tell", ())


@pytest.mark.parametrize(
    "line",
    [
        "!treffen verschiebe 27.1. auf 28.1.",
        "!treffen absage 27.1.",
        "!treffen link 2.12. -",
        "!treffen thema 2.12. Kosten im Griff",
        '!treffen dazu 9.12. 19:00 "Titel"',
        "!treffen serie alle 4 Wochen ab 13.1.",
    ],
)
async def test_offers_nothing_where_there_is_nothing_to_tell(filled: Storage, line: str) -> None:
    await remind(filled, FIRST)
    reply = await order(filled, line)
    assert (reply.offer, reply.also) == (None, ())


async def test_a_link_that_is_protected_is_not_told_before_its_time(filled: Storage) -> None:
    await remind(filled, FIRST)
    line = "!treffen link 2.12. https://meet.example/neu"
    assert (await order(filled, line, replace(an_ask(), link_window=timedelta(hours=24)))).offer is None
    line = "!treffen link 2.12. https://meet.example/anders"
    assert (await order(filled, line, replace(an_ask(), link_window=timedelta(hours=72)))).offer is not None


async def test_a_personal_reminder_counts_and_without_groups_nobody_is_told(filled: Storage) -> None:
    await remind(filled, FIRST, "personal")
    assert len((await order(filled, "!treffen absage 2.12.")).also) == 2
    await remind(filled, uid_at(sample.UID, datetime(2027, 1, 27, 19)))  # noqa: DTZ001
    reply = await order(filled, "!treffen absage 27.1.", replace(an_ask(), groups=()))
    assert (reply.offer, reply.also) == (None, ())


async def test_a_reminder_that_was_skipped_or_of_another_date_has_told_nobody(filled: Storage) -> None:
    def claim(tx: Tx) -> None:
        tx.posts.claim("reminder", f"{FIRST} 60 x", GERMAN, due=NOW, now=NOW, state="skipped")
        tx.posts.claim("reminder", f"{FIRST}-bis 60 x", GERMAN, due=NOW, now=NOW, state="due")

    await filled.write(claim)
    reply = await order(filled, "!treffen absage 2.12.")
    assert (reply.offer, reply.also) == (None, ())
