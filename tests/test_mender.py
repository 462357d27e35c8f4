"""Reminders that were said already: edited for a day when the calendar changes, through the whole bot."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest_asyncio
from playground import Playground, playground

from commands._calendar import CHANGED
from commands.remind import personal
from commands.reminder import reminder
from storage import Tx

TOMORROW = "📅 Morgen um 19:00 Uhr: Treffen. Wer kommt? 👍 genügt."
LATER = "📅 Morgen um 19:30 Uhr: Treffen. Wer kommt? 👍 genügt."
OFF = "📅 Abgesagt: das Treffen am Mittwoch, 2. Dezember, 19:00 Uhr"
wall = datetime.fromisoformat


@pytest_asyncio.fixture
async def ground(tmp_path: Path) -> AsyncIterator[Playground]:
    """A meeting on 2 December at 19:00 of which the group is reminded a day before; now is 30 November."""
    async with playground(tmp_path, reminder, personal, pin=False, reminders=("1d", "0")) as made:
        await made.storage.write(
            lambda tx: tx.meetings.add("tea", title="Treffen", starts=wall("2026-12-02T19:00"), zone="Europe/Berlin")
        )
        yield made


async def change(ground: Playground, **values: datetime | str) -> None:
    """Changes the meeting as an admin's order does."""

    def work(tx: Tx) -> None:
        tx.meetings.change(1, **values)
        tx.settings.put_instant(CHANGED, ground.clock.now())

    await ground.storage.write(work)


async def changed(ground: Playground, **values: datetime | str) -> list[str]:
    """What the bot says in the group within a minute of a change."""
    await change(ground, **values)
    return await later(ground, minutes=1)


async def later(ground: Playground, **time: int) -> list[str]:
    return [one.removeprefix("Netzwerk: ") for one in await ground.pass_(**time)]


async def test_it_is_edited_when_the_meeting_moves_or_is_described_anew(ground: Playground) -> None:
    assert await later(ground, hours=25) == [TOMORROW]
    assert await changed(ground, starts=wall("2026-12-02T19:30")) == [f"edit {LATER}"]
    assert await changed(ground, topic="Kosten") == ["edit 📅 Morgen um 19:30 Uhr: Kosten. Wer kommt? 👍 genügt."]
    assert await changed(ground, speakers="Ida Sommer") == []  # who speaks is not said there
    words = "edit 📅 In 8 Tagen: Kosten\nMittwoch, 9. Dezember, 19:30 Uhr"
    assert await changed(ground, starts=wall("2026-12-09T19:30")) == [words]


async def test_it_says_that_the_meeting_is_off_or_takes_place_after_all(ground: Playground) -> None:
    await later(ground, hours=25)
    assert await changed(ground, state="skipped") == [f"edit {OFF}"]
    assert await later(ground, hours=1) == []
    assert await changed(ground, state="planned") == [f"edit {TOMORROW}"]


async def test_it_begins_and_gets_another_link(ground: Playground) -> None:
    await later(ground, hours=25)
    assert await later(ground, hours=24) == ["📅 Es geht los: Treffen"]
    link = "https://meet.example/tea"
    assert await changed(ground, link=link) == [f"edit 📅 Es geht los: Treffen\n{link}"]


async def test_time_alone_edits_nothing_and_what_is_old_is_left_as_it_is(ground: Playground) -> None:
    await later(ground, hours=25)
    assert await later(ground, hours=22, minutes=58) == []
    assert await changed(ground, topic="Kosten") == ["edit 📅 Morgen um 19:00 Uhr: Kosten. Wer kommt? 👍 genügt."]
    assert await changed(ground, topic="Losen") == []


async def test_phones_take_ten_edits(ground: Playground) -> None:
    await later(ground, hours=25)
    edits = [await changed(ground, topic=f"Kosten {number}") for number in range(12)]
    assert [len(said) for said in edits] == [1] * 10 + [0, 0]


async def test_what_waits_for_the_morning_is_said_in_its_new_words_only(ground: Playground) -> None:
    await change(ground, starts=wall("2026-12-02T20:50"))
    assert await later(ground, hours=29) == []  # it is eleven in the evening, and the bot was not there in time
    assert await changed(ground, starts=wall("2026-12-02T20:30")) == []
    late = "📅 Das Treffen beginnt heute um 20:30 Uhr (diese Erinnerung kommt verspätet): Treffen"
    assert await later(ground, hours=9) == [late]


async def test_what_may_be_out_already_is_edited_once_it_is(ground: Playground) -> None:
    await ground.server.stop()
    await later(ground, hours=25)
    assert await changed(ground, starts=wall("2026-12-02T19:30")) == []
    await ground.server.start()
    assert await later(ground, minutes=1) == [TOMORROW]
    assert await later(ground, minutes=1) == [f"edit {LATER}"]


async def test_an_edit_that_fails_leaves_the_post_said(ground: Playground) -> None:
    await later(ground, hours=25)
    ground.cast.world.groups["Netzwerk"].bot_is_member = False
    assert await changed(ground, starts=wall("2026-12-02T19:30")) == []
    assert await ground.storage.read(lambda tx: tx.posts.said("reminder", "tea"))


async def test_a_reminder_of_ones_own_is_edited_too_and_asks_as_it_did(ground: Playground) -> None:
    anna = ground.cast.world.people["anna"].aci
    await ground.storage.write(lambda tx: tx.members.remind(anna, ("1d",)))
    own = "> anna: 📅 Deine Erinnerung an das Treffen morgen um {} Uhr: Treffen\nKommst du? 👍 genügt."
    assert await later(ground, hours=25) == [TOMORROW, own.format("19:00")]
    await ground.storage.write(lambda tx: tx.rsvps.add("tea", anna, ground.clock.now()))
    edited = own.format("19:30").replace("> anna: ", "> anna: edit ")
    assert await changed(ground, starts=wall("2026-12-02T19:30")) == [f"edit {LATER}", edited]
    assert await changed(ground, state="skipped") == [f"edit {OFF}", f"> anna: edit {OFF}"]
