"""Who comes to a meeting: by word and by 👍, for which one, and what is made of the link and the recording."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from bot.demo import sample
from bot.demo.machine import Machine
from commands import discover
from commands._calendar import uid_at
from commands._kit import Ask, UserError
from commands._texts import plain
from storage import Storage, open_storage
from storage.chat import direct_chat, group_chat

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 30, 18, 0, tzinfo=BERLIN).astimezone(UTC)
ANNA = "0b6d1f5e-9a57-4d0c-8f3c-5f0a3e0a1d01"
BERT = "0b6d1f5e-9a57-4d0c-8f3c-5f0a3e0a1d02"
GROUP = group_chat("bmV0endlcms=")
FIRST = uid_at(sample.UID, datetime(2026, 12, 2, 19))  # noqa: DTZ001 - wall times are naive
MOVED = uid_at(sample.UID, datetime(2026, 12, 30, 19))  # noqa: DTZ001 - to 6 January
KEY = f"{FIRST} 1440 20261202T1800Z"
LINK_LATER = "Den Link zeige ich hier ab Dienstag, 1. Dezember, 19:00 Uhr; im Direktchat gibt es ihn jetzt schon."


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


async def who(storage: Storage, meeting: str = FIRST) -> list[str]:
    """Of Anna and Bert, those who come."""
    names = {"anna": ANNA, "bert": BERT}
    return await storage.read(lambda tx: [name for name, aci in names.items() if tx.rsvps.has(meeting, aci)])


# -- by word -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "",
        "ja",
        "yes!",
        "gern wieder",
        "nächstes Mal",
        "next time",
        "beim nächsten Treffen",
        "2.12. auch",
        "am 2.12.",
        "ja, Mittwoch",
        "in 2 Tagen",
        "2.12. 19 Uhr",
    ],
)
async def test_yes(storage: Storage, words: str) -> None:
    assert await said(storage, f"!dabei {words}") == (
        "Schön, du bist am Mittwoch, 2. Dezember, 19:00 Uhr, dabei: Kosten im Griff\n"
        "Falls etwas dazwischenkommt: !dabei nein"
    )
    assert await who(storage) == ["anna"]


@pytest.mark.parametrize(
    "words",
    [
        "nein",
        "no",
        "doch nicht",
        "nicht.",
        "nicht dabei",
        "not coming",
        "nächstes Mal nicht",
        "not after all",
        "2.12. nein",
        "nein, 2.12.",
    ],
)
async def test_no(storage: Storage, words: str) -> None:
    await said(storage, "!dabei")
    await said(storage, "!dabei", an_ask(sender=BERT))
    assert await said(storage, f"!dabei {words}") == (
        "In Ordnung, du bist am Mittwoch, 2. Dezember, 19:00 Uhr, nicht dabei: Kosten im Griff\nFalls doch: !dabei"
    )
    assert await who(storage) == ["bert"]


async def test_what_is_shown_to_write_takes_it_back(storage: Storage) -> None:
    answer = await said(storage, "!dabei 6.1.")
    assert answer.splitlines()[-1] == "Falls etwas dazwischenkommt: !dabei nein 6.1.2027"
    assert (await who(storage), await who(storage, MOVED)) == ([], ["anna"])
    await said(storage, "!dabei nein 6.1.2027")
    assert await who(storage, MOVED) == []


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        ("vielleicht", "Dahinter passt ein Datum oder „nein“, nicht „vielleicht“."),
        ("am 2.12. mit Bert", "Dahinter passt ein Datum oder „nein“, nicht „am 2.12. mit Bert“."),
        ("um 19 Uhr", "Dahinter passt ein Datum oder „nein“, nicht „um 19 Uhr“."),
        (
            "30.12.",
            "Am Mittwoch, 30. Dezember, ist kein Treffen. Das nächste ist am Mittwoch, 2. Dezember, 19:00 Uhr.",
        ),
        ("4.11.", "Das Treffen am Mittwoch, 4. November, ist schon vorbei: Moderation zu zweit"),
        ("4.11.2026", "Das Treffen am Mittwoch, 4. November, ist schon vorbei: Moderation zu zweit"),
        ("31.2.", "Den 31. Februar gibt es nicht; der Monat hat 28 Tage."),
    ],
)
async def test_refused(storage: Storage, words: str, refusal: str) -> None:
    with pytest.raises(UserError) as refused:
        await said(storage, f"!dabei {words}")
    assert plain(str(refused.value)) == refusal
    assert await storage.read(lambda tx: tx.rsvps._all("SELECT * FROM rsvps")) == []


async def test_while_it_runs_it_counts_and_from_its_end_on_no_more(storage: Storage) -> None:
    await said(storage, "!dabei heute", an_ask(now=at("2026-12-02T20:29")))
    assert await who(storage) == ["anna"]
    with pytest.raises(UserError, match="ist schon vorbei: Kosten im Griff"):
        await said(storage, "!dabei heute", an_ask(sender=BERT, now=at("2026-12-02T20:30")))
    assert await who(storage) == ["anna"]


async def test_without_a_meeting_there_is_nothing_to_come_to(tmp_path: Path) -> None:
    async with open_storage(tmp_path / "empty.db") as empty:
        answer = await said(empty, "!dabei")
    assert answer == "Es ist noch kein Treffen eingetragen. Sobald es eins gibt, steht es hier."


# -- by 👍 ---------------------------------------------------------------------------------------------


async def react(storage: Storage, emoji: str, *, removed: bool = False, key: str = KEY, now: datetime = NOW) -> None:
    thumb = discover().reactions["reminder"]
    await storage.write(lambda tx: thumb.run(tx, an_ask(chat=GROUP, now=now), key, emoji, removed))


@pytest.mark.parametrize(
    ("emojis", "comes"),
    [
        (["👍"], True),
        (["👍🏿"], True),
        (["❤️"], False),
        (["👎"], False),
        (["👍", "❤️"], True),
        (["👍", "👎"], False),
        (["👍", "-👍"], False),
        (["👍🏼", "-👍🏼"], False),
        (["👍", "-❤️"], True),
        (["👎", "-👎"], False),
        (["👍", "-👎"], True),
    ],
)
async def test_thumbs(storage: Storage, emojis: list[str], comes: bool) -> None:
    for emoji in emojis:
        await react(storage, emoji.removeprefix("-"), removed=emoji.startswith("-"))
    assert await who(storage) == (["anna"] if comes else [])


async def test_of_two_thumbs_one_taken_back_leaves_the_other(storage: Storage) -> None:
    other = f"{FIRST} 60 20261202T1800Z"
    await react(storage, "👍")
    await react(storage, "👍", key=other)
    assert await storage.read(lambda tx: tx.rsvps.count(FIRST)) == 1
    await react(storage, "👍", removed=True)
    assert await who(storage) == ["anna"]
    await react(storage, "👍", removed=True)  # heard twice
    assert await who(storage) == ["anna"]
    await react(storage, "👍", key=other, removed=True)
    assert await who(storage) == []


async def test_a_no_outweighs_every_thumb_and_a_thumb_taken_back_after_it_no_word(storage: Storage) -> None:
    other = f"{FIRST} 60 20261202T1800Z"
    await react(storage, "👍")
    await react(storage, "👍", key=other)
    await said(storage, "!dabei nein")
    assert await who(storage) == []
    await said(storage, "!dabei")
    await react(storage, "👍", removed=True)
    assert await who(storage) == ["anna"]


async def test_a_thumb_counts_for_the_meeting_of_its_reminder_wherever_it_was_moved(storage: Storage) -> None:
    await react(storage, "👍", key=f"{MOVED} 10080 20261230T1800Z")
    assert (await who(storage), await who(storage, MOVED)) == ([], ["anna"])


async def test_after_the_meeting_thumbs_change_nothing(storage: Storage) -> None:
    await react(storage, "👍", now=at("2026-12-02T20:30"))
    assert await who(storage) == []
    await react(storage, "👍", now=at("2026-12-02T20:29"))
    await react(storage, "👍", removed=True, now=at("2026-12-02T20:30"))
    assert await who(storage) == ["anna"]


async def test_a_thumb_on_a_reminder_of_ones_own_counts_the_same() -> None:
    reactions = discover().reactions
    assert reactions["personal"].run == reactions["reminder"].run


async def test_a_thumb_taken_back_in_signal(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    try:
        machine.cast.take_sample()
        await machine.begin()
        await machine.turn(at("2026-12-01T19:00"))
        await machine.quiet()
        world = machine.cast.world
        (reminder,) = [one for one in world.messages if one.author == "bot"]
        counts = []
        for who_, emoji, remove in [("anna", "👍", False), ("bert", "👍🏽", False), ("anna", "👍", True)]:
            world.react(who_, reminder.timestamp, emoji, remove=remove)
            await machine.quiet()
            async with open_storage(tmp_path / "losbote.db") as storage:
                counts.append(await storage.read(lambda tx: tx.rsvps.count(FIRST)))
        assert counts == [1, 2, 1]
        assert [one.text for one in world.messages if one.author == "bot"] == [reminder.text]
    finally:
        await machine.end()


# -- what `!next` makes of it --------------------------------------------------------------------------


async def last_lines(storage: Storage, ask: Ask, count: int) -> list[str]:
    return (await said(storage, "!next", ask)).splitlines()[-count:]


async def test_only_admins_see_how_many_come(storage: Storage) -> None:
    admin = an_ask(admin=True, steers=True)
    assert await last_lines(storage, admin, 1) == ["Zugesagt hat noch niemand."]
    await said(storage, "!dabei")
    assert await last_lines(storage, admin, 1) == ["Eine Person hat zugesagt."]
    await said(storage, "!dabei", an_ask(sender=BERT))
    assert await last_lines(storage, admin, 2) == [sample.LINK, "2 haben zugesagt."]
    assert await last_lines(storage, an_ask(), 1) == [sample.LINK]
    assert await last_lines(storage, an_ask(admin=True, chat=GROUP), 1) == [sample.LINK]


@pytest.mark.parametrize(
    ("chat", "wall", "line"),
    [
        (GROUP, "2026-12-01T18:59", LINK_LATER),
        (GROUP, "2026-12-01T19:00", sample.LINK),
        (GROUP, "2026-12-02T20:29", sample.LINK),
        (direct_chat(ANNA), "2026-12-01T18:59", sample.LINK),
    ],
)
async def test_a_protected_link_is_shown_in_groups_from_its_window_on(
    storage: Storage, chat: str, wall: str, line: str
) -> None:
    ask = an_ask(chat=chat, now=at(wall), link_window=timedelta(days=1))
    assert await last_lines(storage, ask, 1) == [line]


async def test_the_recording_is_on_its_way_for_a_week_or_there(storage: Storage) -> None:
    over, week = at("2026-12-02T20:30"), timedelta(days=7)
    on_its_way = "Die Aufzeichnung vom 2. Dezember ist unterwegs."
    lines = [await last_lines(storage, an_ask(now=now), 1) for now in (over, over + week, over - timedelta(minutes=1))]
    assert lines[0] == [on_its_way]
    assert lines[1:] == [[sample.LINK], [sample.LINK]]
    row = await storage.read(lambda tx: next(one.id for one in tx.meetings.singles() if one.uid == FIRST))
    await storage.write(lambda tx: tx.meetings.change(row, recording="https://video.example/kosten"))
    there = ["Die Aufzeichnung vom 2. Dezember:", "https://video.example/kosten"]
    assert await last_lines(storage, an_ask(now=over + timedelta(days=1)), 2) == there
    assert await last_lines(storage, an_ask(now=over + week), 1) == [sample.LINK]
    await storage.write(lambda tx: tx.meetings.change(row, recording="-"))
    assert await last_lines(storage, an_ask(now=over), 1) == [sample.LINK]


async def test_the_last_recording_is_named_where_no_meeting_follows(tmp_path: Path) -> None:
    async with open_storage(tmp_path / "one.db") as one:
        starts = datetime(2026, 11, 29, 19)  # noqa: DTZ001 - a wall time
        await one.write(lambda tx: tx.meetings.add("a", starts=starts, zone=BERLIN.key, title="Treffen", minutes=60))
        assert await said(one, "!next") == (
            "Es ist noch kein Treffen eingetragen. Sobald es eins gibt, steht es hier.\n"
            "Die Aufzeichnung vom 29. November ist unterwegs."
        )
