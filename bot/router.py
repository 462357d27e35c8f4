"""A stored frame becomes a command, and the command one transaction: effect, answers, frame done.

Order is kept within a chat; chats do not wait for one another. Here is the border for errors: the member's mistake
gets a way to mend it, ours gets a code that is also in the log, and either way nothing of the command is kept.
"""

from __future__ import annotations

import asyncio
import secrets
from collections import deque
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

import structlog

from bot.answers import Answers
from bot.clock import Clock
from bot.errors import ServerError
from bot.keys import Keys
from bot.logs import hashed, place
from bot.signal.api import Api
from bot.signal.directory import Directory
from bot.signal.session import Incoming
from commands._kit import UserError
from storage import Storage, StorageError, Tx
from storage.chat import Chat
from storage.content import File

log = structlog.get_logger()


@dataclass
class Router:
    """Handles incoming frames."""

    storage: Storage
    clock: Clock
    answers: Answers
    directory: Directory
    keys: Keys
    api: Api
    _lines: dict[Chat, deque[Incoming]] = field(default_factory=dict)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

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
        while True:
            try:
                await self._settle(incoming)
            except StorageError as error:
                log.error("a frame cannot be handled, trying again", error=str(error))
                await asyncio.sleep(1)
            else:
                return

    async def _settle(self, incoming: Incoming) -> None:
        await self.keys.before(incoming.sender)
        incoming = await self._with_files(incoming)
        now = self.clock.now()
        log.debug("handling", kind=incoming.kind)
        try:
            await self.storage.write(partial(self._run, incoming, now))
        except UserError as error:
            await self.storage.write(partial(self._mend, incoming, now, error))
        except StorageError:
            raise
        except Exception as error:  # noqa: BLE001 - the border: whatever a command raises ends here
            crash = secrets.token_hex(2)
            log.error("a command failed", code=crash, error=place(error), chat=hashed(incoming.chat))
            await self.storage.write(partial(self._broke, incoming, now, crash))
        if incoming.kind == "group":
            trusted = await self.storage.read(lambda tx: self.keys.admins.may(tx, incoming.sender))
            self.directory.ask_anew(incoming.chat if trusted else None)
        log.debug("settled", kind=incoming.kind)

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

    def _run(self, incoming: Incoming, now: datetime, tx: Tx) -> None:
        frame = tx.frames.get(incoming.frame)
        if frame is not None:  # else it was handled before
            self.answers.run(tx, replace(incoming, received=frame.received_at), now)
            tx.frames.done(incoming.frame, now)
        log.debug("ran", kind=incoming.kind)

    def _mend(self, incoming: Incoming, now: datetime, error: UserError, tx: Tx) -> None:
        if tx.frames.get(incoming.frame) is not None:
            self.answers.mend(tx, incoming, now, error)
            tx.frames.done(incoming.frame, now)

    def _broke(self, incoming: Incoming, now: datetime, crash: str, tx: Tx) -> None:
        if tx.frames.get(incoming.frame) is not None:
            self.answers.broke(tx, incoming, now, crash)
            tx.frames.done(incoming.frame, now)
