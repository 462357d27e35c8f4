"""A stored frame becomes a command, and the command one transaction: effect, answers, frame done.

Order is kept within a chat; chats do not wait for one another. Here is the border for errors: the member's mistake
gets a way to mend it, ours gets a code that is also in the log, and either way nothing of the command is kept.
"""

from __future__ import annotations

import asyncio
import secrets
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

import structlog

from bot.answers import Answers
from bot.clock import Clock
from bot.delivery import Outbox
from bot.errors import ServerError
from bot.keys import Keys
from bot.line import Call
from bot.logs import hashed, place
from bot.patiently import patiently
from bot.signal.api import Api
from bot.signal.directory import Directory
from bot.signal.session import Incoming
from commands._kit import UserError
from storage import Storage, Tx
from storage.chat import Chat
from storage.content import File

log = structlog.get_logger()

_AT_ONCE = 2  # commands in line for the writer's thread, so that what is said need not wait behind hundreds


@dataclass
class Router:
    """Handles incoming frames."""

    storage: Storage
    clock: Clock
    answers: Answers
    directory: Directory
    keys: Keys
    api: Api
    outbox: Outbox
    _lines: dict[Chat, deque[Incoming]] = field(default_factory=dict)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _turn: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_AT_ONCE))

    @property
    def idle(self) -> bool:
        """Whether nothing is being handled."""
        return not self._lines

    def submit(self, incoming: Incoming) -> None:
        """Puts a frame in line behind the others of its chat."""
        if (line := self._lines.get(incoming.chat)) is not None:
            line.append(incoming)
            return
        self._lines[incoming.chat] = deque([incoming])
        task = asyncio.create_task(self._work_off(incoming.chat), name="chat")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        """Ends what is under way; what was not committed is handled after the next start."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _work_off(self, chat: Chat) -> None:
        line = self._lines[chat]
        while line:
            await self._handle(line[0])
            line.popleft()
        del self._lines[chat]

    async def _handle(self, incoming: Incoming) -> None:
        """Settles a frame; says that it failed if it does; gives it up if not even that can be said. Its chat waits."""
        crash = secrets.token_hex(2)
        steps = (
            (self._settle, "a command failed"),
            (partial(self._own_up, crash), "that it failed cannot be said, giving it up"),
            (self._give_up, "it cannot be given up"),
        )
        for step, failure in steps:
            try:
                await patiently(partial(step, incoming), "a frame cannot be handled, trying again")
            except Exception as error:  # noqa: BLE001 - the border: whatever a command raises ends here
                log.error(failure, code=crash, error=place(error), chat=hashed(incoming.chat))
            else:
                return

    async def _settle(self, incoming: Incoming) -> None:
        await self.keys.before(incoming.sender)
        incoming = await self._with_files(incoming)
        now = self.clock.now()
        log.debug("handling", kind=incoming.kind)
        try:
            await self._commit(incoming, now, self.answers.run)
        except UserError as error:
            await self._commit(incoming, now, self.answers.mend, error)
        if incoming.kind == "group":
            trusted = await self.storage.read(lambda tx: self.keys.admins.may(tx, incoming.sender))
            self.directory.ask_anew(incoming.chat if trusted else None)
        log.debug("settled", kind=incoming.kind)

    async def _own_up(self, crash: str, incoming: Incoming) -> None:
        """Leaves it to the outbox to call: what failed may have been that."""
        now = self.clock.now()
        await self.storage.write(partial(self._answered, incoming, now, self.answers.broke, (crash,)))

    async def _give_up(self, incoming: Incoming) -> None:
        await self.storage.write(lambda tx: tx.frames.done(incoming.frame, self.clock.now()))

    async def _with_files(self, incoming: Incoming) -> Incoming:
        """Fetches what came with a message of an admin, before the transaction; nobody else's files are of use."""
        if not incoming.attached or not await self.storage.read(lambda tx: self.answers.steered(tx, incoming)):
            return incoming
        most = self.answers.settings.max_attachment_mb << 20
        files: list[File] = []
        lost: list[str] = []
        why = ""
        for one in incoming.attached:
            data, missing = b"", "large" if one.size > most else "empty"
            try:
                if one.size <= most:
                    data = await self.api.attachment(one.id)
            except ServerError:
                missing = "gone"
            if data and len(data) <= most:
                files.append(File(one.name, one.type, data))
            else:
                lost.append(one.name)
                why = "large" if data else missing
        return replace(incoming, files=tuple(files), lost=tuple(lost), lost_why=why)

    async def _commit(self, incoming: Incoming, now: datetime, answer: Callable[..., None], *about: object) -> None:
        """One transaction: what `answer` does, frame done, and what can be said at once on its way; then says it."""
        async with self._turn:
            calls = await self.storage.write(lambda tx: self._begun(incoming, now, answer, about, tx))
        self.outbox.launch(calls)

    def _begun(
        self, incoming: Incoming, now: datetime, answer: Callable[..., None], about: tuple[object, ...], tx: Tx
    ) -> list[Call]:
        self._answered(incoming, now, answer, about, tx)
        return self.outbox.line.begin(tx)

    def _answered(
        self, incoming: Incoming, now: datetime, answer: Callable[..., None], about: tuple[object, ...], tx: Tx
    ) -> None:
        frame = tx.frames.get(incoming.frame)
        if frame is not None:  # else it was handled before
            answer(tx, replace(incoming, received=frame.received_at), now, *about)
            tx.frames.done(incoming.frame, now)
        log.debug("ran", kind=incoming.kind)
