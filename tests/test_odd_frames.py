"""Odd frames: none of them stops reception, is answered when it should not be, or leaves a word in the log."""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine
from copy import deepcopy
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pytest
from crash.rig import NEXT, START, Rig, played_world, running, told_in
from hypothesis import given, settings
from hypothesis import strategies as st
from signalbot import DataMessage, EditMessage, GroupUpdate, Reaction, RemoteDelete
from signalbot._client.signal_api import SignalAPI
from signalbot.messages import parse

from bot.clock import PlayedClock
from bot.demo import envelopes
from bot.demo.envelopes import Json
from bot.demo.faults import broken_frames
from bot.demo.world import Attachment, World
from bot.signal.frames import Dropped, Reading, Receipt, read
from bot.signal.session import StoredFrames
from commands._texts import plain, say
from storage.frames import Frame

T = TypeVar("T")
FOREIGN = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY="
UNKNOWN = plain(say("de", "router-unknown"))
MEGABYTE = "Zuckerwatte " * 90_000


def texts() -> dict[str, tuple[str, str, list[str]]]:
    """Odd texts: where they are said ("group" or "direct") and what is answered."""
    return {
        "a text of a megabyte": ("direct", MEGABYTE, [UNKNOWN]),
        "a megabyte in the group": ("group", MEGABYTE, []),
        "a megabyte behind a prefix": ("group", "!" + MEGABYTE, []),
        "zero-width letters inside a command": ("group", "!\u200bne\u200dxt\ufeff", [NEXT]),
        "nothing but zero-width letters": ("group", "\u200b\u2060\ufeff", []),
        "a command behind a right-to-left mark": ("group", "\u202e!next\u202c", [NEXT]),
        "Hebrew": ("group", "שלום לכולם", []),
        "Arabic behind a prefix": ("group", "!مرحبا", []),
        "emoji": ("group", "🎉🎉👨‍👩‍👧‍👦", []),
        "emoji to the bot": ("direct", "🎉", [UNKNOWN]),
        "ten thousand prefixes": ("group", "!" * 10_000, []),
        "ten thousand prefixes to the bot": ("direct", "!" * 10_000, [UNKNOWN]),
        "combining letters without end": ("group", "!n" + "\u0308" * 5_000, [NEXT]),
        "newlines": ("group", "\n\n!next\n\n", [NEXT]),
        "a zero": ("group", "!next\x00", [f"Verstanden als !nächstes.\n\n{NEXT}"]),
    }


def shapes(world: World) -> dict[str, tuple[str | bytes, list[str]]]:
    """Frames that are no plain text, and what is answered to them."""
    anna, group = world.people["anna"], world.groups["Netzwerk"]
    account = str(world.bot.number)
    stamp = int(START.timestamp() * 1000) + 5

    def frame(sender: envelopes.Person = anna, **content: object) -> str:
        return json.dumps(envelopes.frame(sender, account, stamp, content))

    def data(text: str | None = None, **more: object) -> Json:
        return {**envelopes.data_message(stamp, group, text), **more}

    mine = {**envelopes.author_fields(world.bot, "targetAuthor"), "targetSentTimestamp": 1}
    foreign = {"groupId": FOREIGN, "groupName": "Practice", "revision": 12}
    sent = {"timestamp": stamp, "message": "!next", "destinationUuid": anna.aci, "groupInfo": data()["groupInfo"]}
    found: dict[str, str | bytes] = {
        **broken_frames(anna, account, stamp),
        "sync": frame(world.bot, syncMessage={"sentMessage": sent}),
        "sync that looks like anna's": frame(syncMessage={"sentMessage": sent}),
        "own message": frame(world.bot, dataMessage=data("!next")),
        "receipt of nothing": frame(receiptMessage=envelopes.receipt(stamp, [1])["receiptMessage"]),
        "receipt with nulls": frame(receiptMessage={"timestamps": [None, 0]}),
        "typing": frame(**envelopes.typing_message(stamp, group, started=True)),
        "poll vote": frame(dataMessage=data(pollVote={**mine, "optionIndexes": [0], "voteCount": 1})),
        "reaction to others": frame(
            dataMessage=data(reaction={**mine, "targetAuthor": "x", "targetAuthorNumber": None})
        ),
        "reaction to nothing we said": frame(dataMessage=data(reaction={**mine, "emoji": "👍", "isRemove": False})),
        "delete of nothing we know": frame(dataMessage=data(remoteDelete={"timestamp": 1})),
        "edit of nothing we know": frame(editMessage={"targetSentTimestamp": 1, "dataMessage": data("guten Tag")}),
        "update of a foreign group": frame(dataMessage={**data(), "groupInfo": {**foreign, "type": "UPDATE"}}),
        "message in a foreign group": frame(dataMessage={**data("!next"), "groupInfo": {**foreign, "type": "DELIVER"}}),
        "expiry update": frame(dataMessage={**data(), "isExpirationUpdate": True}),
        "lone surrogate": frame(dataMessage=data("\ud83d nur halb")),
        "lone surrogate behind a command": frame(dataMessage=data("!hilfe \ud83d")),
        "deep": "[" * 100_000,
        "a very large number": '{"envelope": ' + "9" * 10_000 + "}",
    }
    answered = {"no voice note": [NEXT]}
    return {name: (raw, answered.get(name, [])) for name, raw in found.items()}


async def answers_after(rig: Rig, act: Callable[[], object]) -> list[str]:
    """What is answered to something odd and to the `!next` after it."""
    before = len(rig.answers())
    rig.clock.move(timedelta(minutes=1))
    await rig.bot.turn(rig.clock.now())
    act()
    await rig.calm()
    rig.ask("bert", "!next")
    await rig.calm()
    return rig.answers()[before:]


async def test_odd_shapes_are_dropped_and_the_next_question_is_answered(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        odd = shapes(rig.world)
        answers = {name: await answers_after(rig, partial(rig.server.push, raw)) for name, (raw, _) in odd.items()}
        assert answers == {name: [*expected, NEXT] for name, (_, expected) in odd.items()}
        assert told_in(rig.log, rig.world) == []
        assert rig.server.refused == []
        assert rig.log.count("the link to the server is gone") == 0


async def test_odd_texts_are_answered_only_where_they_are_questions(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        chats = {"group": rig.group, "direct": "direct:carla"}
        answers = {
            name: await answers_after(rig, partial(rig.world.say, "carla", chats[where], text))
            for name, (where, text, _) in texts().items()
        }
        assert answers == {name: [*expected, NEXT] for name, (_, _, expected) in texts().items()}
        assert told_in(rig.log, rig.world) == []
        assert rig.log.count("the link to the server is gone") == 0


async def test_one_line_in_the_log_tells_of_a_broken_frame_and_its_size(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        before = rig.log
        rig.server.push('{"Zuckerwatte": ')
        await rig.calm()
        lines = rig.log.removeprefix(before).splitlines()
        assert [line.split("] ", 1)[1].split() for line in lines] == [
            ["a", "broken", "frame", "was", "dropped", "size=16"]
        ]


# -- any frame at all ------------------------------------------------------------------------------------

NUMBER = "+4915555550100"
WORLD = played_world(PlayedClock(START))
SERVED = {group.internal_id: "main" for group in WORLD.groups.values()}
API = SignalAPI("127.0.0.1:1", NUMBER, download_attachments=False)
TYPES: dict[str, type] = {
    "message": DataMessage,
    "edit": EditMessage,
    "delete": RemoteDelete,
    "reaction": Reaction,
    "group": GroupUpdate,
}

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from([NUMBER, "!next", *SERVED, "UPDATE", WORLD.people["anna"].aci])
)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)
)


def real_frames() -> list[Json]:
    """One frame of each kind, as people cause them."""
    frames: list[str] = []
    WORLD.on_frame(frames.append)
    chat = WORLD.groups["Netzwerk"].chat
    asked = WORLD.say("anna", chat, "!next", attachments=[Attachment.of("a.png", b"x", "image/png")])
    WORLD.say("bert", "direct:bert", "wann?", quote=None)
    WORLD.say("bert", chat, "!next", quote=asked.timestamp, mentions=[(0, 1, "anna")])
    WORLD.edit("anna", asked.timestamp, "!termine")
    said = WORLD.post(chat, "Nächstes Treffen")
    WORLD.react("anna", said.timestamp, "👍")
    WORLD.delete("anna", asked.timestamp)
    WORLD.join("carla", "Netzwerk")
    return [json.loads(frame) for frame in frames]


REAL = real_frames()


def places(value: object, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """All paths into a piece of JSON."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at, *(place for key, one in inner for place in places(one, (*at, key)))]


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A real frame in which up to three values are something else or missing."""
    frame: Any = {"whole": deepcopy(draw(st.sampled_from(REAL)))}
    for _ in range(draw(st.integers(0, 3))):
        *way, last = draw(st.sampled_from(places(frame)[1:]))
        holder = frame
        for step in way:
            holder = holder[step]
        if draw(st.booleans()):
            holder[last] = draw(values)
        else:
            del holder[last]
        if "whole" not in frame:
            break
    return json.dumps(frame.get("whole"))


def result_of(work: Coroutine[Any, Any, T]) -> T:
    """The result of a coroutine that never waits."""
    with pytest.raises(StopIteration) as stop:
        work.send(None)
    result: T = stop.value.value
    return result


def check(raw: str | bytes) -> None:
    """Every frame is one of three things, and what is kept can be stored and parsed."""
    found = read(raw, NUMBER, SERVED)
    assert isinstance(found, Reading | Receipt | Dropped)
    if not isinstance(found, Reading):
        return
    frame = found.frame
    assert frame.body.encode().decode() == frame.body
    assert 0 < frame.sent_at < 1 << 53
    stored = Frame(7, frame.sender, frame.sent_at, frame.kind, frame.chat, START, frame.body)
    message = result_of(parse(API, StoredFrames(None, WORLD.clock, NUMBER, print)._as_sent(stored)))  # type: ignore[arg-type]
    assert type(message) is TYPES[frame.kind]


@given(st.binary(max_size=200) | st.text(max_size=200))
@settings(deadline=None, derandomize=True)
def test_any_bytes_and_any_text_are_read(raw: str | bytes) -> None:
    check(raw)


@given(values)
@settings(deadline=None, derandomize=True)
def test_any_json_is_read(value: object) -> None:
    check(json.dumps(value))


@given(mutated())
@settings(deadline=None, derandomize=True, max_examples=600)
def test_mutated_frames_are_read_and_what_is_kept_is_whole(raw: str) -> None:
    check(raw)


@pytest.mark.parametrize("frame", REAL, ids=lambda frame: next(iter(set(frame["envelope"]) & {"editMessage"}), "data"))
def test_real_frames_are_kept_but_for_receipts(frame: Json) -> None:
    expected = Receipt if "receiptMessage" in frame["envelope"] else Reading
    assert isinstance(read(json.dumps(frame), NUMBER, SERVED), expected)
    check(json.dumps(frame))
