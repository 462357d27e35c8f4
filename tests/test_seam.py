"""The seam at which signalbot is fed from stored frames: these tests fail when it no longer bites."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any, NoReturn

import pytest
import pytest_asyncio
import signalbot
import websockets
from crash.rig import NEXT, START, fill, played_world, settings_for
from signalbot._client.messages import MessagesClient
from signalbot._client.signal_api import SignalAPI
from signalbot._pipeline import MessagePipeline

from bot.app import build
from bot.clock import PlayedClock
from bot.demo.server import StandIn
from bot.demo.world import Attachment, World
from bot.settings import Settings
from bot.signal.frames import Reading, read
from bot.signal.session import Attached, Incoming, Session
from storage import Storage, open_storage
from storage.chat import direct_chat, group_chat
from storage.frames import NewFrame


async def test_the_bot_answers_though_signalbot_cannot_open_a_websocket(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("signalbot opened its own websocket")

    monkeypatch.setattr(websockets, "connect", refuse)
    world = played_world(PlayedClock(START))
    server = StandIn(world)
    await server.start()
    await fill(tmp_path)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(server.stop)
        app = await stack.enter_async_context(build(Settings(**settings_for(world, server.url, tmp_path)), world.clock))
        stack.push_async_callback(app.stop)
        await app.start()
        await server.listened()
        world.say("anna", world.groups["Netzwerk"].chat, "!next")
        await server.drained()
        await app.settled()
    calls = {(request.method, request.path) for request in server.requests}
    assert [message.text for message in world.messages] == ["!next", NEXT]
    assert calls == {
        ("GET", f"/v1/receive/{world.bot.number}"),
        ("GET", f"/v1/identities/{world.bot.number}"),
        ("GET", f"/v1/groups/{world.bot.number}"),
        ("GET", "/v1/about"),
        ("GET", "/v1/accounts"),
        ("POST", "/v2/send"),
    }


def test_signalbot_has_the_version_and_the_attributes_that_are_replaced() -> None:
    assert version("signalbot").split(".")[:2] == ["2", "2"]
    api = SignalAPI("127.0.0.1:1", "+4915555550100")
    assert isinstance(api.messages, MessagesClient)
    for owner, name in (
        (api.messages, "receive"),
        (api.groups, "get_all"),
        (api.groups, "get"),
        (api.general, "about"),
        (api, "check_signal_service"),
        (MessagePipeline, "_produce"),
        (MessagePipeline, "stop"),
    ):
        assert callable(getattr(owner, name))


async def test_the_private_parts_of_the_bot_are_where_we_reach_for_them() -> None:
    bot = signalbot.SignalBot({"phone_number": "+4915555550100", "storage": {"type": "in-memory"}})
    assert isinstance(bot._signal, SignalAPI)
    assert isinstance(bot._pipeline, MessagePipeline)
    await bot.close()


@dataclass
class Fed:
    """A session that is fed from a database, and what came out of it."""

    storage: Storage
    world: World
    settings: Settings
    frames: list[str] = field(default_factory=list)
    handed: list[Incoming] = field(default_factory=list)
    _more: asyncio.Event = field(default_factory=asyncio.Event)

    def take(self, incoming: Incoming) -> None:
        self.handed.append(incoming)
        self._more.set()

    async def store(self, raw: str) -> int:
        """Stores a raw frame as intake does; returns its number."""
        reading = read(raw, self.settings.number, {group.internal_id: "main" for group in self.world.groups.values()})
        assert isinstance(reading, Reading)
        return await self.store_as_is(reading.frame)

    async def store_as_is(self, frame: NewFrame) -> int:
        assert await self.storage.write(lambda tx: tx.frames.add(frame, START))
        return (await self.storage.read(lambda tx: tx.frames.pending(0)))[-1].id

    async def heard(self, number: int) -> list[Incoming]:
        """What was handed on, as soon as it is this many."""
        async with asyncio.timeout(5):
            while len(self.handed) < number:
                self._more.clear()
                await self._more.wait()
        return self.handed


@asynccontextmanager
async def feeding(folder: Path) -> AsyncIterator[Fed]:
    world = played_world(PlayedClock(START))
    settings = Settings(**settings_for(world, "http://127.0.0.1:1", folder))
    async with open_storage(folder / "losbote.db") as storage:
        fed = Fed(storage, world, settings)
        world.on_frame(fed.frames.append)
        session = Session(settings, storage, world.clock, fed.take)
        await session.start()
        yield fed
        await session.stop()


@pytest_asyncio.fixture
async def fed(tmp_path: Path) -> AsyncIterator[Fed]:
    async with feeding(tmp_path) as fed:
        yield fed


def without_voice_note(raw: str) -> str:
    """The frame as signal-cli before 0.14.8 writes it."""
    frame = json.loads(raw)
    for attachment in frame["envelope"]["dataMessage"]["attachments"]:
        del attachment["isVoiceNote"]
    return json.dumps(frame)


def asked(world: World, quote: int | None = None, attachments: Sequence[Attachment] = ()) -> int:
    return world.say("anna", GROUP, "!next", quote=quote, attachments=attachments).timestamp


def picture() -> Attachment:
    return Attachment.of("bild.png", b"\x89PNG", "image/png")


GROUP = group_chat("eDHAQSS2QPj+hf/rnNz+MP0hVtHcnOGszKre+wcrXHQ=")
KINDS: dict[str, tuple[Callable[[World], object], dict[str, Any]]] = {
    "message": (asked, {"kind": "message", "text": "!next"}),
    "quote": (
        lambda world: asked(world, quote=1796058000000),
        {"kind": "message", "text": "!next", "quoted": 1796058000000},
    ),
    "attachment": (
        lambda world: asked(world, attachments=[picture()]),
        {
            "kind": "message",
            "text": "!next",
            "attached": (Attached("1983da22f479dd5f50c8.png", "bild.png", "image/png", 4),),
        },
    ),
    "edit": (
        lambda world: world.edit("anna", 1796058000000, "!termine"),
        {"kind": "edit", "text": "!termine", "target": 1796058000000},
    ),
    "delete": (lambda world: world.delete("anna", 1796058000000), {"kind": "delete", "target": 1796058000000}),
    "reaction": (
        lambda world: world.react("anna", 1796058000001, "👍"),
        {"kind": "reaction", "target": 1796058000001, "emoji": "👍"},
    ),
    "reaction taken back": (
        lambda world: world.react("anna", 1796058000001, "👍", remove=True),
        {"kind": "reaction", "target": 1796058000001, "emoji": "👍", "removed": True},
    ),
    "group": (lambda world: world.join("anna", "Netzwerk"), {"kind": "group"}),
}


@pytest.mark.parametrize("kind", KINDS)
async def test_a_stored_frame_of_each_kind_reaches_the_handler(fed: Fed, kind: str) -> None:
    asked(fed.world)
    fed.world.post(GROUP, "Nächstes Treffen")
    act, expected = KINDS[kind]
    fed.frames.clear()
    act(fed.world)
    raw = without_voice_note(fed.frames[-1]) if kind == "attachment" else fed.frames[-1]
    sent_at = json.loads(raw)["envelope"]["timestamp"]
    number = await fed.store(raw)
    sender = fed.world.people["anna"].aci
    assert await fed.heard(1) == [Incoming(frame=number, chat=GROUP, sender=sender, sent_at=sent_at, **expected)]


async def test_a_direct_message_comes_from_the_chat_with_its_sender(fed: Fed) -> None:
    stamp = fed.world.say("bert", "direct:bert", "wann?").timestamp
    number = await fed.store(fed.frames[-1])
    bert = fed.world.people["bert"].aci
    assert await fed.heard(1) == [Incoming(number, "message", direct_chat(bert), bert, stamp, "wann?")]


BROKEN = {
    "no JSON": "{",
    "no envelope": "[]",
    "wrong type": '{"dataMessage": {"timestamp": 1, "message": {"Zuckerwatte": 1}}}',
    "a field is missing": '{"dataMessage": {"message": "Zuckerwatte", "attachments": [{"id": "x"}]}}',
}


@pytest.mark.parametrize("body", BROKEN.values(), ids=list(BROKEN))
async def test_a_frame_that_cannot_be_parsed_is_given_up_and_later_ones_are_handled(
    fed: Fed, body: str, capfd: pytest.CaptureFixture[str]
) -> None:
    asked(fed.world)
    anna = fed.world.people["anna"].aci
    broken = await fed.store_as_is(NewFrame(anna, 1, "message", GROUP, body))
    whole = await fed.store(fed.frames[-1])
    assert [incoming.frame for incoming in await fed.heard(1)] == [whole]
    assert [frame.id for frame in await fed.storage.read(lambda tx: tx.frames.pending(0))] == [whole]
    assert await fed.storage.read(lambda tx: tx.frames.get(broken)) is None
    assert "Zuckerwatte" not in "".join(capfd.readouterr())
