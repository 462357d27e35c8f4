"""What is done about a frame inside its transaction: who asks, what is meant, what is said in answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.admins import Admins, listed
from bot.audiences import Audiences
from bot.dialog import Dialog, noted
from bot.manners import Manners
from bot.plan import ahead
from bot.settings import Settings
from bot.signal.directory import Directory
from bot.signal.session import Incoming
from bot.signal.text import split
from bot.understand import Close, Meant, Unclear, understand
from commands import Registry
from commands._fold import clean, yes_or_no
from commands._kit import Ask, Command, Health, House, Reply, UserError, Word
from commands._show import either
from commands._texts import code
from storage import Tx
from storage.chat import id_in, is_group
from storage.content import Content, Quote
from storage.instants import from_ms
from storage.offers import Offer
from storage.posts import Post

BUSY_AFTER, BUSY_FOR = 20, timedelta(minutes=10)
EDITABLE = timedelta(hours=24)  # phones refuse later edits (field guide 2.4)


@dataclass(frozen=True, slots=True)
class Answers:
    """Plain functions of a transaction; everything they say goes into it as a delivery."""

    settings: Settings
    registry: Registry
    directory: Directory
    health: Callable[[], Health] = Health

    @property
    def _dialog(self) -> Dialog:
        return Dialog(self.registry)

    @property
    def _admins(self) -> Admins:
        return Admins(self.settings, self.directory)

    @property
    def _manners(self) -> Manners:
        return Manners(self.settings.posts)

    def steered(self, tx: Tx, incoming: Incoming) -> bool:
        """Whether an admin says it where nobody else hears it, or in the group of the admins."""
        group = tx.groups.get(incoming.chat)
        heard = not is_group(incoming.chat) or (group is not None and group.purpose == "admin")
        return heard and self._admins.may(tx, incoming.sender)

    def run(self, tx: Tx, incoming: Incoming, now: datetime) -> None:
        """Handles a frame; raises what its command raises, and then nothing of it must be kept."""
        if incoming.kind == "delete":
            _withdraw(tx, incoming, now)
        elif incoming.kind == "reaction":
            self._react(tx, incoming, now)
        elif incoming.kind == "vote":
            self._vote(tx, incoming, now)
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
            self._say(tx, incoming, now, self._reply(tx, incoming, ask))
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
        return Reply(self._unknown(tx, ask, incoming.text) if isinstance(meant, Unclear) and not ask.in_group else "")

    def _meant(self, incoming: Incoming, ask: Ask) -> Meant | Close | Unclear | None:
        return understand(incoming.text, self.registry, admin=ask.steers, prefixed=ask.in_group)

    def _react(self, tx: Tx, incoming: Incoming, now: datetime) -> None:
        """A reaction to one of our messages: yes or no to an offer, or whatever the feature makes of it."""
        delivery = tx.deliveries.with_timestamp(incoming.target or 0)
        if delivery is None:
            return
        ask = self._ask(tx, incoming, now)
        post = tx.posts.of_delivery(delivery)
        if not incoming.removed and yes_or_no(incoming.emoji) is not None:
            offer = self._dialog.question(tx, ask)
            if offer is not None and _carries(tx, delivery, post, offer):
                self._say(tx, incoming, now, self._dialog.taken(tx, ask, offer, incoming.emoji) or Reply(""))
                return
            if ask.steers and tx.deliveries.offered(delivery):
                self._say(tx, incoming, now, Reply(ask.say("router-closed")))
                return
        if post is not None and (reaction := self.registry.reactions.get(post.rule)) is not None:
            reaction.run(tx, ask, post.key, incoming.emoji, incoming.removed)

    def _vote(self, tx: Tx, incoming: Incoming, now: datetime) -> None:
        """A vote in one of our polls."""
        delivery = tx.deliveries.with_timestamp(incoming.target or 0)
        post = tx.posts.of_delivery(delivery) if delivery is not None else None
        if post is not None and (ballot := self.registry.ballots.get(post.rule)) is not None:
            ask = self._ask(tx, incoming, now)
            ballot.run(tx, ask, post.key, incoming.options, incoming.count)

    def _say(self, tx: Tx, incoming: Incoming, now: datetime, reply: Reply) -> None:
        """Puts an answer in line, and what is said along with it in other chats."""
        _say(tx, incoming, now, reply)
        self._spread(tx, reply.also, now)

    def _spread(self, tx: Tx, words: tuple[Word, ...], now: datetime) -> None:
        """Puts in line what is said in other chats; what is not urgent waits for the end of the quiet hours there."""
        for word in words:
            group = tx.groups.get(word.chat)
            zone = ZoneInfo((group and group.zone) or self.settings.zone)
            due = now if word.urgent else self._manners.polite(now, zone)
            post = None
            if word.rule:
                post = tx.posts.claim(word.rule, f"{word.key} {word.chat}", word.chat, due=due, now=now, state="due")
                if post is None:
                    continue
            for part in split(word.text):
                tx.deliveries.add(word.chat, Content(part), due=due, post=post, offers=word.offer is not None)
            if word.offer is not None:
                tx.offers.make(word.chat, id_in(word.chat), replace(word.offer, post=post), None, now)

    def _ask(self, tx: Tx, incoming: Incoming, now: datetime) -> Ask:
        group = tx.groups.get(incoming.chat)
        admin = self._admins.may(tx, incoming.sender)
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
            quiet=any(self._manners.quiet(now, one.zone) for one in groups),
            house=self._house(tx),
            feed=self.settings.calendar,
            quoted=incoming.quoted,
            mentions=incoming.mentions,
            files=incoming.files,
            lost=incoming.lost,
            most_bytes=self.settings.max_attachment_mb << 20,
            typed=clean(incoming.text),
        )

    def _house(self, tx: Tx) -> House:
        audiences = Audiences(self.settings)
        return House(
            admins=listed(tx, self.settings),
            settled=self.settings.admins,
            hold=timedelta(seconds=self.settings.hold_seconds),
            four_eyes=self.settings.four_eyes,
            polite=self._manners.polite,
            audiences=audiences.of,
            plan=lambda tx, now: ahead(tx, self.settings, self.registry, now),
            health=self.health,
        )

    def _unknown(self, tx: Tx, ask: Ask, text: str) -> str:
        """Says that a line was not understood, and what is waited for if anything is."""
        if self._dialog.question(tx, ask) is not None:
            return ask.say("router-open")
        return ask.say("router-closed" if yes_or_no(text) is not None else "router-unknown")


def _carries(tx: Tx, delivery: int, post: Post | None, offer: Offer) -> bool:
    """Whether this message of ours is the one that put the question."""
    if offer.post is not None and post is not None and post.id == offer.post:
        return True
    return offer.frame is not None and delivery in tx.deliveries.answers_to(offer.frame)


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
        tx.deliveries.add(incoming.chat, content, due=now, frame=incoming.frame, offers=reply.offer is not None)
    if reply.offer is not None:
        for who in reply.asked or (incoming.sender,):
            tx.offers.make(incoming.chat, who, reply.offer, incoming.frame, now)


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
