"""The only user of signalbot: it is fed from stored frames, parses them, and hands them to our handlers.

signalbot's own websocket reader is replaced, since any frame that it cannot parse ends it for 1 to 300 seconds, and
what comes meanwhile is lost (field guide 6.2). So is its list of groups, which it would fetch in the middle of reading.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Literal

import signalbot
import structlog
from signalbot.groups.group_entry import GroupEntry

from bot.clock import Clock
from bot.logs import place
from bot.settings import Settings
from bot.values import internal_id
from storage import Storage, StorageError
from storage.chat import Chat, direct_chat, group_chat
from storage.content import File
from storage.frames import Frame

log = structlog.get_logger()

_PAUSE = 0.01  # seconds
_AT_ONCE = 100  # frames read together
_PRODUCERS, _CONSUMERS = 1, 3  # as signalbot starts them
_LOOK_EVERY = 1.0  # seconds; frames stored by another process ring no bell here


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that came with a message and lies with the server under `id`; name and type as the sender says."""

    id: str
    name: str
    type: str
    size: int


@dataclass(frozen=True, slots=True)
class Incoming:
    """What signalbot made of a stored frame. `target` is the timestamp of the message it is about."""

    frame: int
    kind: Literal["message", "edit", "delete", "reaction", "group", "vote"]
    chat: Chat
    sender: str
    sent_at: int
    text: str = ""
    target: int | None = None
    emoji: str = ""
    removed: bool = False
    quoted: int | None = None  # timestamp of the message that this one replies to
    mentions: tuple[str, ...] = ()  # ACIs
    attached: tuple[Attached, ...] = ()
    files: tuple[File, ...] = ()  # what of it was fetched, and the names of the rest
    lost: tuple[str, ...] = ()
    lost_why: str = ""  # "empty", "large" or "gone"
    options: tuple[int, ...] = ()  # that were voted for, from 0
    count: int = 0  # of the votes of this person in this poll
    received: datetime | None = None  # when it was stored, by our clock; UTC


Handler = Callable[[Incoming], None]


class Session:
    """signalbot between the inbox and the router."""

    def __init__(self, settings: Settings, storage: Storage, clock: Clock, handler: Handler) -> None:
        # signalbot adds a handler of its own to its logger each time, which would print what people say.
        self._bot = signalbot.SignalBot(_config(settings))
        logging.getLogger("signalbot").handlers.clear()
        api: Any = self._bot._signal  # noqa: SLF001 - the seam, guarded by tests/test_seam.py
        self._started = False
        self.feed = StoredFrames(storage, clock, settings.number, handler)
        api.messages = self.feed
        api.groups = ServedGroups(settings)
        api.check_signal_service = _yes
        api.general = Agreeable()
        pipeline: Any = self._bot._pipeline  # noqa: SLF001
        pipeline._produce = partial(_tirelessly, pipeline._produce)  # noqa: SLF001
        self._bot.register(_Handlers(handler))

    async def start(self) -> None:
        """Starts to hand on frames, those from before first."""
        self._bot.start(run_forever=False)
        await self._bot.wait_until_ready()
        self._started = True

    async def mend(self) -> None:
        """Starts again what hands frames on, if a part of it has ended, though it never should."""
        pipeline: Any = self._bot._pipeline  # noqa: SLF001
        here = (len(pipeline._produce_tasks), len(pipeline._consume_tasks))  # noqa: SLF001
        if self._started and here != (_PRODUCERS, _CONSUMERS):
            log.error("a part has ended, starting it again", part="session")
            await pipeline.start(_PRODUCERS, _CONSUMERS)

    async def stop(self) -> None:
        """Ends handing on; frames not handed on stay stored."""
        self._started = False
        await self._bot._pipeline.stop()  # noqa: SLF001 - the public stop() would end our event loop
        await self._bot.close()


class StoredFrames:
    """Stands where signalbot has its websocket client."""

    def __init__(self, storage: Storage, clock: Clock, number: str, handler: Handler) -> None:
        self._handler = handler
        self._storage = storage
        self._clock = clock
        self._number = number
        self._last = 0
        self._in_hand: int | None = None

    async def receive(self) -> AsyncIterator[str]:
        """Yields stored frames in order, for ever, each once in this run of the program."""
        if self._in_hand is not None:
            await self._give_up(self._in_hand)
        bell = self._storage.bell("frames")
        while True:
            bell.clear()
            frames = await self._storage.read(lambda tx: tx.frames.pending(self._last, _AT_ONCE))
            for frame in frames:
                self._last = self._in_hand = frame.id
                if frame.kind == "vote":  # which signalbot drops
                    self._handler(_vote(frame))
                else:
                    yield self._as_sent(frame)
                self._in_hand = None
            if len(frames) < _AT_ONCE:
                await _either(bell.wait(), _LOOK_EVERY)

    def _as_sent(self, frame: Frame) -> str:
        """The frame as the server would send it; the delivery time carries our number of it through signalbot."""
        envelope = json.loads(frame.body)
        envelope |= {"serverReceivedTimestamp": frame.sent_at, "serverDeliveredTimestamp": frame.id}
        return json.dumps({"account": self._number, "envelope": envelope})

    async def _give_up(self, frame_id: int) -> None:
        """signalbot stumbled over this frame; without this it would for ever."""
        self._in_hand = None
        log.error("a stored frame could not be parsed", frame=frame_id)
        await self._storage.write(lambda tx: tx.frames.done(frame_id, self._clock.now()))


def _vote(frame: Frame) -> Incoming:
    vote = json.loads(frame.body)["dataMessage"]["pollVote"]
    return Incoming(
        frame=frame.id,
        kind="vote",
        chat=frame.chat,
        sender=frame.sender,
        sent_at=frame.sent_at,
        target=vote["targetSentTimestamp"],
        options=tuple(vote["optionIndexes"]),
        count=vote["voteCount"],
    )


class ServedGroups:
    """Stands where signalbot fetches groups: it needs to know only which there are."""

    def __init__(self, settings: Settings) -> None:
        self._entries = {group.id: _entry(group.id) for group in settings.groups.values()}

    async def get_all(self) -> list[GroupEntry]:
        """The groups the bot serves."""
        return list(self._entries.values())

    async def get(self, group_id: str) -> GroupEntry:
        """One of them."""
        return self._entries[group_id]


class Agreeable:
    """Stands where signalbot checks the server, which `Api.check` has done with better words."""

    async def about(self) -> Any:  # noqa: ANN401 - the shape of signalbot's own model
        """A server that suits."""
        return signalbot.About(version="0.101", mode="json-rpc", build=0, versions=[], capabilities={})


async def _tirelessly(produce: Callable[[int], Awaitable[None]], name: int) -> None:
    """Goes on at once after a frame that cannot be parsed; signalbot would print it and rest for up to 300 seconds."""
    while True:
        try:
            await produce(name)
        except StorageError as error:
            log.debug("stored frames cannot be read, trying again", error=str(error))
            await asyncio.sleep(_LOOK_EVERY)
        except Exception as error:  # noqa: BLE001 - whatever signalbot makes of a frame, the next one may be well
            log.error("signalbot stumbled", error=place(error))
            await asyncio.sleep(_PAUSE)


async def _yes() -> bool:
    return True


async def _either(event: Awaitable[object], seconds: float) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):  # unlike wait_for, it is also ended at the moment of the event
            await event


def _config(settings: Settings) -> signalbot.Config:
    return signalbot.Config(
        phone_number=settings.number,
        signal_service=settings.server.partition("://")[2],
        storage=signalbot.InMemoryConfig(type="in-memory"),
        connection_mode=signalbot.ConnectionMode.HTTP_ONLY,
        download_attachments=False,
        logging_level=logging.WARNING,
    )


def _entry(group_id: str) -> GroupEntry:
    nobody: dict[str, Any] = {"members": [], "admins": [], "pending_invites": [], "pending_requests": []}
    anyone = {"add_members": "every-member", "edit_group": "every-member", "send_messages": "every-member"}
    names = {"id": group_id, "internal_id": internal_id(group_id), "name": "", "description": "", "invite_link": ""}
    return GroupEntry.model_validate(names | nobody | {"blocked": False, "member": True, "permissions": anyone})


class _Handlers(
    signalbot.DataMessageHandler,
    signalbot.ReactionHandler,
    signalbot.RemoteDeleteHandler,
    signalbot.GroupUpdateHandler,
):
    """Turns signalbot's messages into ours and passes them on without waiting."""

    def __init__(self, handler: Handler) -> None:
        self._handler = handler

    async def handle_data_message(self, context: signalbot.DataMessageContext) -> None:
        message = context.message
        edited = isinstance(message, signalbot.EditMessage)
        self._pass(
            message,
            "edit" if edited else "message",
            text=message.text or "",
            target=message.target_sent_timestamp if isinstance(message, signalbot.EditMessage) else None,
            quoted=message.quote.id if message.quote else None,
            mentions=tuple(one.uuid for one in message.mentions or () if one.uuid),
            attached=tuple(
                Attached(one.local_filename or "", one.remote_filename or "", one.content_type or "", one.size or 0)
                for one in message.attachments or ()
            ),
        )

    async def handle_reaction(self, context: signalbot.ReactionContext) -> None:
        message = context.message
        self._pass(message, "reaction", target=message.timestamp, emoji=message.emoji or "", removed=message.is_remove)

    async def handle_remote_delete(self, context: signalbot.RemoteDeleteContext) -> None:
        self._pass(context.message, "delete", target=context.message.timestamp)

    async def handle_group_update(self, context: signalbot.GroupUpdateContext) -> None:
        self._pass(context.message, "group")

    def _pass(self, message: Any, kind: Any, **values: Any) -> None:  # noqa: ANN401 - four of signalbot's types
        sender = message.source_uuid or ""
        group = message.group_info.group_id if message.group_info else None
        self._handler(
            Incoming(
                frame=message.server_delivered_timestamp,
                kind=kind,
                chat=group_chat(group) if group else direct_chat(sender),
                sender=sender,
                sent_at=message.server_received_timestamp,
                **values,
            )
        )
