"""What is done about a frame inside its transaction: who asks, what is meant, what is said in answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.audiences import Audiences
from bot.dialog import Dialog, noted
from bot.manners import Manners
from bot.settings import Settings
from bot.signal.directory import Directory
from bot.signal.session import Incoming
from bot.signal.text import split
from bot.understand import Close, Meant, Unclear, understand
from bot.values import internal_id
from commands import Registry
from commands._fold import clean, yes_or_no
from commands._kit import Ask, Command, Reply, UserError, Word
from commands._show import either
from commands._texts import code
from storage import Tx
from storage.chat import group_chat, is_group
from storage.content import Content, Quote
from storage.instants import from_ms

BUSY_AFTER, BUSY_FOR = 20, timedelta(minutes=10)
EDITABLE = timedelta(hours=24)  # phones refuse later edits (field guide 2.4)


@dataclass(frozen=True, slots=True)
class Answers:
    """Plain functions of a transaction; everything they say goes into it as a delivery."""

    settings: Settings
    registry: Registry
    directory: Directory

    @property
    def _dialog(self) -> Dialog:
        return Dialog(self.registry)

    def steered(self, incoming: Incoming) -> bool:
        """Whether an admin says it where nobody else hears it, or in the group of the admins."""
        groups = self.settings.groups.items()
        theirs = {group_chat(internal_id(group.id)) for name, group in groups if self.settings.purpose(name) == "admin"}
        return incoming.sender in self.settings.admins and (not is_group(incoming.chat) or incoming.chat in theirs)

    def run(self, tx: Tx, incoming: Incoming, now: datetime) -> None:
        """Handles a frame; raises what its command raises, and then nothing of it must be kept."""
        if incoming.kind == "delete":
            _withdraw(tx, incoming, now)
        elif incoming.kind == "reaction":
            self._react(tx, incoming, now)
        elif incoming.kind in {"message", "edit"}:
            self._answer(tx, incoming, now)

    def mend(self, tx: Tx, incoming: Incoming, now: datetime, error: UserError) -> None:
        """Says what was wrong with a question and shows one that works."""
        ask = self._ask(tx, incoming, now)
        meant = self._meant(incoming, ask)
        text = str(error)
        if isinstance(meant, Meant) and error.example is not None:
            example = error.example or _example(meant.command, ask)
            text = f"{text}\n{ask.say('router-try', example=example)}" if example else text
        _say(tx, incoming, now, Reply(text))

    def broke(self, tx: Tx, incoming: Incoming, now: datetime, crash: str) -> None:
        """Says that we made a mistake, and the code under which it is in the log."""
        _say(tx, incoming, now, Reply(self._ask(tx, incoming, now).say("router-broke", code=crash)))

    def _answer(self, tx: Tx, incoming: Incoming, now: datetime) -> None:
        ask = self._ask(tx, incoming, now)
        instead = self._turned_away(tx, incoming, ask)
        if instead is None:
            reply = self._reply(tx, incoming, ask)
            _say(tx, incoming, now, reply)
            self._spread(tx, reply.also, now)
        elif incoming.kind == "message":
            _say(tx, incoming, now, Reply(instead))

    def _turned_away(self, tx: Tx, incoming: Incoming, ask: Ask) -> str | None:
        """What is said instead of an answer to strangers and to people in a hurry; "" is silence, None an answer."""
        stranger = not ask.admin and not ask.in_group and not self.directory.knows(incoming.sender)
        if stranger and self.settings.strangers != "answer":
            told = tx.deliveries.added_since(incoming.chat, ask.now - timedelta(days=1))
            return "" if told or self.settings.strangers == "silent" else _greeting(ask)
        if ask.steers:
            return None  # who enters ten documents in a dialogue says a lot
        said = tx.frames.said_since(incoming.sender, ask.now - BUSY_FOR, incoming.frame)
        if said > BUSY_AFTER:
            return ask.say("router-busy") if said == BUSY_AFTER + 1 else ""
        return None

    def _reply(self, tx: Tx, incoming: Incoming, ask: Ask) -> Reply:
        """The answer to a line; an empty one is silence."""
        if incoming.kind == "message" and (heard := self._dialog.heard(tx, ask, incoming.text)) is not None:
            return heard
        meant = self._meant(incoming, ask)
        if incoming.kind == "edit" and not (isinstance(meant, Meant) and not meant.command.changes):
            return Reply("")  # a question may be put anew by editing it, a change is not run again
        if isinstance(meant, Meant):
            if meant.command.changes:
                tx.offers.close(ask.chat, ask.sender)  # a yes is about the last order, never about one before
            command, asked = meant.command, replace(ask, words=meant.words, called=meant.called)
            reply = noted(tx, ask, command.name, lambda: command.run(tx, asked))
            if not meant.guessed:
                return reply
            understood = ask.say("router-understood", name=meant.command.name_in(ask.language))
            return replace(reply, text=f"{understood}\n\n{reply.text}")
        if isinstance(meant, Close):
            names = [code(f"!{command.name_in(ask.language)}") for command in meant.commands]
            return Reply(ask.say("router-suggest", names=either(names, ask.language)))
        return Reply(_unknown(tx, ask) if isinstance(meant, Unclear) and not ask.in_group else "")

    def _meant(self, incoming: Incoming, ask: Ask) -> Meant | Close | Unclear | None:
        return understand(incoming.text, self.registry, admin=ask.steers, prefixed=ask.in_group)

    def _react(self, tx: Tx, incoming: Incoming, now: datetime) -> None:
        """A reaction to one of our messages: yes or no to an offer, or whatever the feature makes of it."""
        delivery = tx.deliveries.with_timestamp(incoming.target or 0)
        if delivery is None:
            return
        ask = self._ask(tx, incoming, now)
        if not incoming.removed and yes_or_no(incoming.emoji) is not None:
            offer = tx.offers.question(ask.chat, ask.sender, now)
            if offer is not None and offer.frame is not None and delivery in tx.deliveries.answers_to(offer.frame):
                reply = self._dialog.taken(tx, ask, offer, incoming.emoji)
                _say(tx, incoming, now, reply)
                self._spread(tx, reply.also, now)
                return
        post = tx.posts.of_delivery(delivery)
        if post is not None and (reaction := self.registry.reactions.get(post.rule)) is not None:
            reaction.run(tx, ask, post.key, incoming.emoji, incoming.removed)

    def _spread(self, tx: Tx, words: tuple[Word, ...], now: datetime) -> None:
        """Puts in line what is said in other chats; what is not urgent waits for the end of the quiet hours there."""
        for word in words:
            group = tx.groups.get(word.chat)
            zone = ZoneInfo((group and group.zone) or self.settings.zone)
            due = now if word.urgent else Manners(self.settings.posts).polite(now, zone)
            post = tx.posts.claim(word.rule, f"{word.key} {word.chat}", word.chat, due=due, now=now, state="due")
            for part in split(word.text) if post is not None else ():
                tx.deliveries.add(word.chat, Content(part), due=due, post=post)

    def _ask(self, tx: Tx, incoming: Incoming, now: datetime) -> Ask:
        group = tx.groups.get(incoming.chat)
        admin = incoming.sender in self.settings.admins
        member = tx.members.get(incoming.sender)
        chosen = group or member
        groups = tuple(Audiences(self.settings).of(tx, "groups"))
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
            link_window=self.settings.posts.link_window,
            groups=groups,
            quiet=any(Manners(self.settings.posts).quiet(now, one.zone) for one in groups),
            feed=self.settings.calendar,
            quoted=incoming.quoted,
            mentions=incoming.mentions,
            files=incoming.files,
            lost=incoming.lost,
            most_bytes=self.settings.max_attachment_mb << 20,
            typed=clean(incoming.text),
        )


def _unknown(tx: Tx, ask: Ask) -> str:
    """Says that a line was not understood, and what is waited for if anything is."""
    return ask.say("router-unknown" if tx.offers.question(ask.chat, ask.sender, ask.now) is None else "router-open")


def _greeting(ask: Ask) -> str:
    return ask.say("router-stranger", network=ask.network)


def _withdraw(tx: Tx, incoming: Incoming, now: datetime) -> None:
    """A question that is taken back before its answer went out needs none."""
    asked = tx.frames.find(incoming.sender, incoming.target or 0)
    for delivery in tx.deliveries.waiting_answers(asked) if asked else ():
        tx.deliveries.cancel(delivery, now, "question deleted")


def _say(tx: Tx, incoming: Incoming, now: datetime, reply: Reply) -> None:
    """Puts the answer in line, quoting what it answers; the answer to an edited question changes the earlier one."""
    if incoming.kind == "edit" and not reply.files and reply.offer is None:  # which no edit can add
        _say_anew(tx, incoming, now, reply.text)
    else:
        quote = Quote(incoming.sender, incoming.target or incoming.sent_at, incoming.text)
        _tell(tx, incoming, now, reply, quote if incoming.kind != "reaction" else None)


def _tell(tx: Tx, incoming: Incoming, now: datetime, reply: Reply, quote: Quote | None) -> None:
    for number, part in enumerate(split(reply.text)):
        content = Content(part, *((quote, reply.files) if number == 0 else ()))
        tx.deliveries.add(incoming.chat, content, due=now, frame=incoming.frame)
    if reply.offer is not None:
        tx.offers.make(incoming.chat, incoming.sender, reply.offer, incoming.frame, now)


def _say_anew(tx: Tx, incoming: Incoming, now: datetime, text: str) -> None:
    """Answers an edited question by editing the answer; where there was none, by an answer."""
    target = incoming.target or 0
    if not text or now - from_ms(target) > EDITABLE:
        return
    asked = tx.frames.find(incoming.sender, target)
    answer = tx.deliveries.answer_to(asked) if asked else None
    content = Content(split(text)[0], Quote(incoming.sender, target, incoming.text))
    tx.deliveries.add(incoming.chat, content, due=now, frame=incoming.frame, edits=answer)


def _example(command: Command, ask: Ask) -> str | None:
    """A line that works; one with words after the name before one without."""
    good = [one.says for one in command.examples if one.language == ask.language and not one.refused]
    return next((says for says in good if " " in says), next(iter(good), None))
