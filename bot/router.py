"""A stored frame becomes a command, and the command one transaction: effect, answers, frame done.

Order is kept within a chat; chats do not wait for one another. Here is the border for errors: the member's mistake
gets a way to mend it, ours gets a code that is also in the log, and either way nothing of the command is kept.
"""

from __future__ import annotations

import asyncio
import secrets
from collections import deque
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import structlog

from bot.clock import Clock
from bot.logs import hashed, place
from bot.settings import Settings
from bot.signal.directory import Directory
from bot.signal.session import Incoming
from bot.signal.text import split
from bot.understand import Close, Meant, Unclear, understand
from commands import Registry
from commands._kit import Ask, Command, UserError
from commands._show import either
from commands._texts import code
from storage import Storage, StorageError, Tx
from storage.chat import Chat, is_group
from storage.deliveries import Content, Quote
from storage.instants import from_ms

log = structlog.get_logger()

BUSY_AFTER, BUSY_FOR = 20, timedelta(minutes=10)
EDITABLE = timedelta(hours=24)  # phones refuse later edits (field guide 2.4)


@dataclass
class Router:
    """Handles incoming frames."""

    settings: Settings
    storage: Storage
    clock: Clock
    registry: Registry
    directory: Directory
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
        now = self.clock.now()
        log.debug("handling", kind=incoming.kind)
        try:
            await self.storage.write(partial(self._run, incoming, now))
        except UserError as error:
            await self.storage.write(partial(self._mend, incoming, now, error))
        except StorageError:
            raise
        except Exception as error:  # noqa: BLE001 - the border: whatever a command raises ends here
            code = secrets.token_hex(2)
            log.error("a command failed", code=code, error=place(error), chat=hashed(incoming.chat))
            await self.storage.write(partial(self._broke, incoming, now, code))
        if incoming.kind == "group":
            self.directory.ask_anew()
        log.debug("settled", kind=incoming.kind)

    def _run(self, incoming: Incoming, now: datetime, tx: Tx) -> None:
        if tx.frames.get(incoming.frame) is None:
            return  # handled already
        if incoming.kind == "delete":
            self._withdraw(tx, incoming, now)
        elif incoming.kind in {"message", "edit"}:
            self._answer(tx, incoming, now)
        tx.frames.done(incoming.frame, now)
        log.debug("ran", kind=incoming.kind)

    def _withdraw(self, tx: Tx, incoming: Incoming, now: datetime) -> None:
        """A question that is taken back before its answer went out needs none."""
        asked = tx.frames.find(incoming.sender, incoming.target or 0)
        for delivery in tx.deliveries.waiting_answers(asked) if asked else ():
            tx.deliveries.cancel(delivery, now, "question deleted")

    def _answer(self, tx: Tx, incoming: Incoming, now: datetime) -> None:
        ask = self._ask(tx, incoming, now)
        instead = self._turned_away(tx, incoming, ask)
        if instead is None:
            self._say(tx, incoming, now, self._words(tx, incoming, ask))
        elif incoming.kind == "message":
            self._say(tx, incoming, now, instead)

    def _turned_away(self, tx: Tx, incoming: Incoming, ask: Ask) -> str | None:
        """What is said instead of an answer to strangers and to people in a hurry; "" is silence, None an answer."""
        stranger = not ask.admin and not ask.in_group and not self.directory.knows(incoming.sender)
        if stranger and self.settings.strangers != "answer":
            told = tx.deliveries.added_since(incoming.chat, ask.now - timedelta(days=1))
            return "" if told or self.settings.strangers == "silent" else self._stranger(ask)
        said = tx.frames.said_since(incoming.sender, ask.now - BUSY_FOR, incoming.frame)
        if said > BUSY_AFTER:
            return ask.say("router-busy") if said == BUSY_AFTER + 1 else ""
        return None

    def _stranger(self, ask: Ask) -> str:
        return ask.say("router-stranger", network=ask.network)

    def _words(self, tx: Tx, incoming: Incoming, ask: Ask) -> str:
        """The answer to a line, or "" for none."""
        meant = understand(incoming.text, self.registry, admin=ask.steers, prefixed=ask.in_group)
        if incoming.kind == "edit" and not (isinstance(meant, Meant) and not meant.command.changes):
            return ""  # a question may be put anew by editing it, a change is not run again
        if isinstance(meant, Meant):
            text = meant.command.run(tx, replace(ask, words=meant.words)).text
            if not meant.guessed:
                return text
            return f"{ask.say('router-understood', name=meant.command.name_in(ask.language))}\n\n{text}"
        if isinstance(meant, Close):
            names = [code(f"!{command.name_in(ask.language)}") for command in meant.commands]
            return ask.say("router-suggest", names=either(names, ask.language))
        return ask.say("router-unknown") if isinstance(meant, Unclear) and not ask.in_group else ""

    def _say(self, tx: Tx, incoming: Incoming, now: datetime, text: str) -> None:
        if incoming.kind == "edit":
            self._say_anew(tx, incoming, now, text)
            return
        quote = Quote(incoming.sender, incoming.sent_at, incoming.text)
        for number, part in enumerate(split(text)):
            content = Content(part, quote if number == 0 else None)
            tx.deliveries.add(incoming.chat, content, due=now, frame=incoming.frame)

    def _say_anew(self, tx: Tx, incoming: Incoming, now: datetime, text: str) -> None:
        """Answers an edited question by editing the answer; where there was none, by an answer."""
        target = incoming.target or 0
        if not text or now - from_ms(target) > EDITABLE:
            return
        asked = tx.frames.find(incoming.sender, target)
        answer = tx.deliveries.answer_to(asked) if asked else None
        content = Content(split(text)[0], Quote(incoming.sender, target, incoming.text))
        tx.deliveries.add(incoming.chat, content, due=now, frame=incoming.frame, edits=answer)

    def _mend(self, incoming: Incoming, now: datetime, error: UserError, tx: Tx) -> None:
        ask = self._ask(tx, incoming, now)
        meant = understand(incoming.text, self.registry, admin=ask.steers, prefixed=ask.in_group)
        text = str(error)
        if isinstance(meant, Meant) and (example := _example(meant.command, ask)):
            text = f"{text}\n{ask.say('router-try', example=example)}"
        self._finish(tx, incoming, now, text)

    def _broke(self, incoming: Incoming, now: datetime, code: str, tx: Tx) -> None:
        self._finish(tx, incoming, now, self._ask(tx, incoming, now).say("router-broke", code=code))

    def _finish(self, tx: Tx, incoming: Incoming, now: datetime, text: str) -> None:
        if tx.frames.get(incoming.frame) is not None:
            self._say(tx, incoming, now, text)
            tx.frames.done(incoming.frame, now)

    def _ask(self, tx: Tx, incoming: Incoming, now: datetime) -> Ask:
        group = tx.groups.get(incoming.chat)
        admin = incoming.sender in self.settings.admins
        member = tx.members.get(incoming.sender)
        chosen = group or member
        return Ask(
            chat=incoming.chat,
            sender=incoming.sender,
            words="",
            now=now,
            zone=ZoneInfo((chosen and chosen.zone) or self.settings.zone),
            language=(chosen and chosen.language) or self.settings.language,
            admin=admin,
            steers=admin and (not is_group(incoming.chat) or (group is not None and group.purpose == "admin")),
            network=next((main.title or main.name for main in tx.groups.list("main")), ""),
        )


def _example(command: Command, ask: Ask) -> str | None:
    """A line that works; one with words after the name before one without."""
    good = [one.says for one in command.examples if one.language == ask.language and not one.refused]
    return next((says for says in good if " " in says), next(iter(good), None))
