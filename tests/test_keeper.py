"""Messages that are kept up to date in a group and pinned, through the whole bot."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest_asyncio
import structlog
from playground import Playground, playground

from commands._kit import Audience, Standing, kept
from storage import Tx
from storage.chat import group_chat
from storage.kept import pin_refused


@kept("board")
def board(tx: Tx, audience: Audience, now: datetime) -> Standing | None:
    """Stands as it was written down: its key, and its text; `{day}` in it is today."""
    key, _, text = (tx.settings.get("board") or "").partition(" ")
    return Standing(key, text.format(day=now.astimezone(audience.zone).day)) if key else None


@pytest_asyncio.fixture
async def ground(tmp_path: Path) -> AsyncIterator[Playground]:
    """The network and its bot on 30 November at 18:00, with an empty board."""
    async with playground(tmp_path, board) as made:
        yield made


async def write(ground: Playground, text: str, **time: int) -> list[str]:
    """Writes on the board and lets time pass; returns what the bot says then in the group."""
    await ground.storage.write(lambda tx: tx.settings.put("board", text))
    return await later(ground, **time)


async def later(ground: Playground, **time: int) -> list[str]:
    return [one.removeprefix("Netzwerk: ") for one in await ground.pass_(**time)]


async def posts(ground: Playground) -> int:
    chat = group_chat(ground.cast.world.groups["Netzwerk"].internal_id)
    since = datetime.fromisoformat("2026-11-30T00:00:00+01:00")
    return await ground.storage.read(lambda tx: len(tx.posts.said_at(chat, since)))


async def refused_since(ground: Playground) -> datetime | None:
    chat = group_chat(ground.cast.world.groups["Netzwerk"].internal_id)
    return await ground.storage.read(lambda tx: tx.settings.instant(pin_refused(chat)))


# -- said, edited, replaced ------------------------------------------------------------------------------


async def test_it_is_said_once_and_pinned(ground: Playground) -> None:
    assert await later(ground, hours=1) == []
    assert await write(ground, "a Tea") == ["Tea", "pin Tea"]
    assert await later(ground, hours=1) == []
    await ground.stop()
    await ground.start()
    assert await later(ground, days=1) == []
    assert await posts(ground) == 1


async def test_for_a_day_a_change_is_an_edit(ground: Playground) -> None:
    assert await write(ground, "a Tea") == ["Tea", "pin Tea"]
    assert await write(ground, "a Coffee", hours=3) == ["edit Coffee"]
    assert await write(ground, "a Cocoa", hours=19, minutes=59) == ["edit Cocoa"]
    assert await write(ground, "a Milk", minutes=1) == ["unpin Cocoa", "Milk", "pin Milk"]
    assert await write(ground, "a Water", hours=1) == ["edit Water"]
    assert await posts(ground) == 2


async def test_phones_take_ten_edits(ground: Playground) -> None:
    await write(ground, "a Tea")
    edits = [await write(ground, f"a Tea {number}", minutes=1) for number in range(1, 11)]
    assert edits == [[f"edit Tea {number}"] for number in range(1, 11)]
    assert await write(ground, "a Enough", minutes=1) == ["unpin Tea 10", "Enough", "pin Enough"]


async def test_something_else_takes_its_place_at_once(ground: Playground) -> None:
    await write(ground, "a Tea")
    assert await write(ground, "b Tea", minutes=1) == ["unpin Tea", "Tea", "pin Tea"]


async def test_where_nothing_is_to_stand_it_comes_off_and_stays_off(ground: Playground) -> None:
    await write(ground, "a Tea")
    assert await write(ground, "", minutes=1) == ["unpin Tea"]
    assert await later(ground, days=1) == []
    assert await write(ground, "a Tea") == ["Tea", "pin Tea"]


async def test_what_time_alone_has_changed_is_edited_but_no_reason_for_another_message(ground: Playground) -> None:
    await write(ground, "a Today is {day}")
    assert await later(ground, hours=7) == ["edit Today is 1"]
    assert await later(ground, days=1) == []
    assert await write(ground, "a Now it is {day}", hours=7) == ["unpin Today is 1", "Now it is 2", "pin Now it is 2"]


# -- manners ---------------------------------------------------------------------------------------------


async def test_at_night_nothing_is_said_and_an_edit_is_silent(ground: Playground) -> None:
    assert await write(ground, "a Tea", hours=4) == []
    assert await later(ground, hours=9, minutes=59) == []
    assert await later(ground, minutes=1) == ["Tea", "pin Tea"]
    assert await write(ground, "a Coffee", hours=14) == ["edit Coffee"]


async def test_what_is_wrong_at_night_comes_off_and_what_is_right_comes_in_the_morning(ground: Playground) -> None:
    await write(ground, "a Tea")
    assert await write(ground, "b Coffee", hours=4) == ["unpin Tea"]
    assert await later(ground, hours=1) == []
    assert await later(ground, hours=9) == ["Coffee", "pin Coffee"]


async def test_a_full_week_does_not_hold_it_back_but_it_counts(ground: Playground) -> None:
    for number in range(1, 7):
        assert await write(ground, f"{number} Tea", minutes=1) == ["unpin Tea"] * (number > 1) + ["Tea", "pin Tea"]
    assert await posts(ground) == 6


async def test_each_group_has_its_own(tmp_path: Path) -> None:
    async with playground(tmp_path, board) as made:
        made.cast.add_group("Zweite", ["anna", "petra*"])
        await made.stop()
        await made.start()
        await made.storage.write(lambda tx: tx.settings.put("board", "a Tea"))
        said = await made.pass_()
    assert sorted(said) == ["Netzwerk: Tea", "Netzwerk: pin Tea", "Zweite: Tea", "Zweite: pin Tea"]


async def test_it_can_be_switched_off(tmp_path: Path) -> None:
    async with playground(tmp_path, board, pin=False) as ground:
        assert await write(ground, "a Tea", hours=1) == []
        assert await posts(ground) == 0


# -- what the server says --------------------------------------------------------------------------------


async def test_a_refused_pin_leaves_the_message_and_is_logged_once_and_noted(ground: Playground) -> None:
    ground.server.faults.pins = 2
    with structlog.testing.capture_logs() as logs:
        assert await write(ground, "a Tea") == ["Tea"]
        since = await refused_since(ground)
        assert await write(ground, "b Coffee", hours=1) == ["Coffee"]
        assert (since, await refused_since(ground)) == (datetime.fromisoformat("2026-11-30T17:00:00+00:00"), since)
        assert await write(ground, "b Cocoa", hours=1) == ["edit Cocoa"]
    refusals = [one for one in logs if one["event"] == "the server refused to pin a message, it stands unpinned"]
    assert [one["log_level"] for one in refusals] == ["warning"]


async def test_a_pin_that_works_again_takes_the_note_away(ground: Playground) -> None:
    ground.server.faults.pins = 1
    await write(ground, "a Tea")
    assert await write(ground, "b Coffee", hours=1) == ["Coffee", "pin Coffee"]
    assert await refused_since(ground) is None


async def test_a_message_that_cannot_be_said_is_not_tried_again_until_it_changes(ground: Playground) -> None:
    network = ground.cast.world.groups["Netzwerk"]
    network.bot_is_member = False
    assert await write(ground, "a Tea") == []
    assert await later(ground, hours=1) == []
    network.bot_is_member = True
    assert await later(ground, hours=1) == []
    assert await write(ground, "a Coffee", minutes=1) == ["Coffee", "pin Coffee"]


async def test_an_edit_and_the_pin_wait_for_the_message(ground: Playground) -> None:
    await ground.server.stop()
    assert await write(ground, "a Tea") == []
    await write(ground, "a Coffee", minutes=5)
    await ground.server.start()
    assert await later(ground, minutes=2) == ["Tea", "pin Tea", "edit Coffee"]
