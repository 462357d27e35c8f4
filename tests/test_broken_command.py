"""A command that breaks: a code for the member, the same code in the log, nothing kept, and the bot goes on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import structlog
from playground import Playground, playground

from bot.keys import Keys
from commands._kit import Ask, Command, Reply, command
from storage import Tx


def broken(tx: Tx, ask: Ask) -> Reply:
    tx.settings.put("half", "done")
    raise ValueError(ask.words)  # what people say may end up in an exception's text


def fine(tx: Tx, ask: Ask) -> Reply:
    return Reply(f"half: {tx.settings.get('half')}, open: {len(tx.frames.pending(0)) - 1}{ask.words}")


BROKEN: Command = command("wobble", examples=())(broken)
FINE: Command = command("steady", examples=())(fine)


async def test_a_crash_is_told_with_a_code_that_is_in_the_log_and_nothing_is_kept(tmp_path: Path) -> None:
    async with playground(tmp_path, BROKEN, FINE, pin=False) as ground:
        with structlog.testing.capture_logs() as logs:
            (answer,) = await ground.say("anna", "!wobble zebra", "Netzwerk")
            after = await ground.say("anna", "!steady", "Netzwerk")
    told = re.fullmatch(
        r"Netzwerk: Da ist bei mir etwas schiefgegangen \(Code ([0-9a-f]{4})\)\. "
        r"Geändert wurde nichts; die Admins sehen den Code auch\.",
        answer,
    )
    assert told is not None
    failures = [line for line in logs if line["event"] == "a command failed"]
    assert [line["code"] for line in failures] == [told[1]]
    assert [re.sub(r":\d+$", "", line["error"]) for line in failures] == ["ValueError at bot/answers.py"]
    assert "zebra" not in str(logs)
    assert after == ["Netzwerk: half: None, open: 0"]


async def changed(ground: Playground, sql: str) -> None:
    """Something in the database that no release has written."""
    await ground.storage.write(lambda tx: tx.members._run(sql))


def failures(logs: Sequence[Mapping[str, object]]) -> list[object]:
    return [one["event"] for one in logs if one["log_level"] == "error"]


async def test_a_zone_that_this_machine_does_not_know_costs_an_answer_and_not_the_chat(tmp_path: Path) -> None:
    async with playground(tmp_path, FINE, pin=False) as ground:
        anna = ground.cast.world.people["anna"].aci
        await ground.storage.write(lambda tx: tx.members.speak(anna, "en"))
        await changed(ground, "UPDATE members SET zone = 'Nowhere/There'")
        with structlog.testing.capture_logs() as logs:
            (broken,) = await ground.say("anna", "!steady")
        await changed(ground, "UPDATE members SET zone = NULL")
        after = await ground.say("anna", "!steady")
    assert re.fullmatch(r"> anna: Something went wrong on my side \(code [0-9a-f]{4}\)\. .*", broken)
    assert failures(logs) == ["a command failed"]
    assert after == ["> anna: half: None, open: 0"]


async def test_what_cannot_even_be_told_is_given_up_and_its_chat_goes_on(tmp_path: Path) -> None:
    async with playground(tmp_path, FINE, pin=False) as ground:
        await changed(ground, "CREATE TRIGGER mute BEFORE INSERT ON deliveries BEGIN SELECT RAISE(ABORT, 'mute'); END")
        with structlog.testing.capture_logs() as logs:
            nothing = await ground.say("anna", "!steady", "Netzwerk")
        await changed(ground, "DROP TRIGGER mute")
        after = await ground.say("bert", "!steady", "Netzwerk")
    assert (nothing, after) == ([], ["Netzwerk: half: None, open: 0"])
    assert failures(logs) == ["a command failed", "that it failed cannot be said, giving it up"]
    assert len({one["code"] for one in logs if one["log_level"] == "error"}) == 1


async def test_what_people_say_to_one_another_is_not_answered_with_our_mistakes(tmp_path: Path) -> None:
    async with playground(tmp_path, FINE, pin=False) as ground:
        await changed(ground, "UPDATE groups SET zone = 'Nowhere/There'")
        assert await ground.say("anna", "Guten Abend", "Netzwerk") == []
        assert len(await ground.say("anna", "!steady", "Netzwerk")) == 1


async def test_what_fails_before_the_transaction_is_told_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with playground(tmp_path, FINE, pin=False) as ground:
        with monkeypatch.context() as patched:
            patched.setattr(Keys, "before", lambda *_: 1 / 0)
            (broken,) = await ground.say("anna", "!steady", "Netzwerk")
        after = await ground.say("anna", "!steady", "Netzwerk")
    assert "schiefgegangen (Code " in broken
    assert after == ["Netzwerk: half: None, open: 0"]


async def test_a_message_that_cannot_be_read_any_more_fails_and_keeps_nobody_waiting(tmp_path: Path) -> None:
    async with playground(tmp_path, FINE, pin=False) as ground:
        await ground.say("anna", "!steady", "Netzwerk")
        await changed(
            ground,
            "INSERT INTO deliveries (chat, content, act, policy, state, due_at, offers, about, stoppable)"
            " SELECT chat, '{}', 'say', 'repeat', 'waiting', 0, 0, '', 0 FROM deliveries",
        )
        said = await ground.say("bert", "!steady", "Netzwerk")
        states = await ground.storage.read(lambda tx: [one.state for one in tx.deliveries.recent(3)])
    assert said == ["Netzwerk: half: None, open: 0"]
    assert states == ["sent", "failed", "sent"]
