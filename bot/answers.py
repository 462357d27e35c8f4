"""What is done about a frame inside its transaction: who asks, what is meant, what is said in answer."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.admins import Admins, listed
from bot.audiences import Audiences
from bot.dialog import Dialog, carries, noted
from bot.manners import Manners
from bot.plan import ahead, missed
from bot.saying import answer, own_up, spread, withdraw
from bot.settings import Settings
from bot.signal.directory import Directory
from bot.signal.session import Incoming
from bot.understand import Close, Meant, Unclear, understand
from commands import Registry
from commands._fold import asks_to_write, clean, yes_or_no
from commands._kit import Ask, Command, Health, House, Reply, UserError
from commands._show import either
from commands._texts import code
from storage import Tx
from storage.chat import Chat, is_group
from storage.settings import AWAY

BUSY_AFTER, BUSY_FOR = 20, timedelta(minutes=10)
STALE_CHANGE = timedelta(minutes=2)
AWAY_FOR = timedelta(minutes=10)  # when it may be said again that we were away


@dataclass(frozen=True, slots=True)
class Answers:
    """Plain functions of a transaction; everything they say goes into it as a delivery."""

    settings: Settings
    registry: Registry
    directory: Directory
    health: Callable[[], Health] = Health
    timed: Callable[[str], AbstractContextManager[object]] = nullcontext  # around each command, by its name

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
        return _steerable(tx, incoming.chat) and self._admins.may(tx, incoming.sender)

    def run(self, tx: Tx, incoming: Incoming, now: datetime) -> None:
        """Handles a frame; raises what its command raises, and then nothing of it must be kept."""
        if incoming.kind == "delete":
            withdraw(tx, incoming, now)
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
        answer(tx, incoming, now, Reply(text))

    def broke(self, tx: Tx, incoming: Incoming, now: datetime, crash: str) -> None:
        """Says that we made a mistake, and the code under which it is in the log."""
        own_up(tx, self.settings, incoming, now, crash)

    def _answer(self, tx: Tx, incoming: Incoming, now: datetime) -> None:
        ask = self._ask(tx, incoming, now)
        instead = self._turned_away(tx, incoming, ask)
        if instead is None:
            self._say(tx, incoming, now, self._reply(tx, incoming, ask))
        elif incoming.kind == "message":
            answer(tx, incoming, now, Reply(instead))

    def _turned_away(self, tx: Tx, incoming: Incoming, ask: Ask) -> str | None:
        """What is said instead of an answer to strangers and to people in a hurry; "" is silence, None an answer."""
        stranger = not ask.admin and not ask.in_group and not self.directory.knows(incoming.sender)
        if stranger and self.settings.strangers != "answer" and not self._for_anybody(tx, incoming, ask):
            told = tx.deliveries.added_since(incoming.chat, ask.now - timedelta(days=1))
            return "" if told or self.settings.strangers == "silent" else _greeting(ask)
        if self._stale(tx, incoming, ask):
            return _away(tx, ask)
        if ask.steers:
            return None  # who enters ten documents in a dialogue says a lot
        said = tx.frames.said_since(incoming.sender, ask.now - BUSY_FOR, incoming.frame)
        if said > BUSY_AFTER:
            return ask.say("router-busy") if said == BUSY_AFTER + 1 else ""
        return None

    def _for_anybody(self, tx: Tx, incoming: Incoming, ask: Ask) -> bool:
        """Whether it is what even strangers may ask, or may answer a question that came of it."""
        meant = self._meant(incoming, ask)
        allowed = isinstance(meant, Meant) and not meant.guessed and meant.command.strangers
        return allowed or self._dialog.question(tx, ask) is not None

    def _stale(self, tx: Tx, incoming: Incoming, ask: Ask) -> bool:
        """Whether it lay here for so long, since we were away, that an answer would be odd, or a change a surprise."""
        age = ask.now - (incoming.received or ask.now)
        if age <= STALE_CHANGE:
            return False
        meant, waits = self._meant(incoming, ask), self._dialog.question(tx, ask) is not None
        if isinstance(meant, Meant) and meant.command.late:
            return False
        if age > timedelta(minutes=self.settings.answer_within):
            return waits or isinstance(meant, Meant) or not ask.in_group
        return waits or (isinstance(meant, Meant) and meant.command.changes)

    def _reply(self, tx: Tx, incoming: Incoming, ask: Ask) -> Reply:
        """The answer to a line; an empty one is silence."""
        if incoming.kind == "message" and (heard := self._dialog.heard(tx, ask, incoming.text)) is not None:
            return heard
        meant = self._meant(incoming, ask)
        if incoming.kind == "edit" and not (isinstance(meant, Meant) and _harmless(meant.command)):
            return self._edited(tx, incoming, ask)
        if self._lacks_rights(tx, incoming, ask):
            return Reply(ask.say("admins-not-leading"))
        if isinstance(meant, Meant):
            if meant.command.changes:
                tx.offers.close(ask.chat, ask.sender)  # a yes is about the last order, never about one before
            command, asked = meant.command, replace(ask, words=meant.words, called=meant.called)
            with self.timed(command.name):
                reply = noted(tx, ask, command.name, lambda: command.run(tx, asked))
            if not meant.guessed:
                return reply
            guess = ask.say("router-understood", name=command.name_in(ask.language))
            return replace(reply, text=f"{guess}\n\n{reply.text}")
        if isinstance(meant, Close):
            names = [code(f"!{command.name_in(ask.language)}") for command in meant.commands]
            return Reply(ask.say("router-suggest", names=either(names, ask.language)))
        return Reply(self._unknown(tx, ask, incoming.text) if isinstance(meant, Unclear) and not ask.in_group else "")

    def _edited(self, tx: Tx, incoming: Incoming, ask: Ask) -> Reply:
        """A question may be put anew by editing it; a change is not run again, and a yes to it is void."""
        offer = self._dialog.question(tx, ask)
        if offer is None or offer.frame is None or offer.frame != tx.frames.find(ask.sender, incoming.target or 0):
            return Reply("")
        tx.offers.close(ask.chat, ask.sender)
        return Reply(ask.say("router-edited"))

    def _lacks_rights(self, tx: Tx, incoming: Incoming, ask: Ask) -> bool:
        """Whether it is an order of an admin who may not steer for want of the rights in the Signal group."""
        if ask.steers or ask.sender not in ask.house.admins or ask.house.rests(ask.sender) != "group":
            return False
        meant = understand(incoming.text, self.registry, admin=True, prefixed=ask.in_group)
        return _steerable(tx, ask.chat) and isinstance(meant, Meant) and meant.command.who == "admin"

    def _meant(self, incoming: Incoming, ask: Ask) -> Meant | Close | Unclear | None:
        return understand(incoming.text, self.registry, admin=ask.steers, prefixed=ask.in_group)

    def _react(self, tx: Tx, incoming: Incoming, now: datetime) -> None:
        """A reaction to one of our messages: yes or no to an offer, or whatever the feature makes of it."""
        delivery = tx.deliveries.with_timestamp(incoming.target or 0)
        if delivery is None:
            return
        ask = self._ask(tx, incoming, now)
        offer = self._dialog.question(tx, ask)
        writes = offer is not None and offer.takes == "line" and asks_to_write(incoming.emoji)
        if not incoming.removed and (writes or yes_or_no(incoming.emoji) is not None):
            if offer is not None and carries(tx, delivery, offer):
                stale = self._stale(tx, incoming, ask)
                reply = Reply(_away(tx, ask)) if stale else self._dialog.taken(tx, ask, offer, incoming.emoji)
                self._say(tx, incoming, now, reply or Reply(""))
                return
            if ask.steers and tx.deliveries.offered(delivery):
                self._say(tx, incoming, now, Reply(ask.say(self._dialog.why_not(tx, ask, delivery))))
                return
        post = tx.posts.of_delivery(delivery)
        about = f"{post.rule} {post.key}" if post is not None else tx.deliveries.about(delivery)
        rule, _, key = about.partition(" ")
        if (reaction := self.registry.reactions.get(rule)) is not None:
            reaction.run(tx, ask, key, incoming.emoji, incoming.removed)

    def _vote(self, tx: Tx, incoming: Incoming, now: datetime) -> None:
        """A vote in one of our polls."""
        delivery = tx.deliveries.with_timestamp(incoming.target or 0)
        post = tx.posts.of_delivery(delivery) if delivery is not None else None
        if post is not None and (ballot := self.registry.ballots.get(post.rule)) is not None:
            ask = self._ask(tx, incoming, incoming.received or now)  # in time is what came in time
            ballot.run(tx, ask, post.key, incoming.options, incoming.count)

    def _say(self, tx: Tx, incoming: Incoming, now: datetime, reply: Reply) -> None:
        """Puts an answer in line, and what is said along with it in other chats."""
        answer(tx, incoming, now, reply)
        spread(tx, self.settings, reply.also, now)

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
            steers=admin and _steerable(tx, incoming.chat),
            network=next((main.title or main.name for main in tx.groups.list("main")), ""),
            link_window=self.settings.posts.link_window,
            groups=groups,
            quiet=any(self._manners.quiet(now, one.zone) for one in groups),
            house=self._house(tx),
            feed=self.settings.calendar,
            privacy=self.settings.privacy,
            quoted=incoming.quoted,
            mentions=incoming.mentions,
            files=incoming.files,
            lost=incoming.lost,
            lost_why=incoming.lost_why,
            most_bytes=self.settings.max_attachment_mb << 20,
            typed=clean(incoming.text),
        )

    def _house(self, tx: Tx) -> House:
        audiences = Audiences(self.settings)
        return House(
            admins=listed(tx, self.settings),
            settled=self.settings.admins,
            rests=lambda aci: self._admins.rests(tx, aci),
            place=self.directory.place,
            leads=self._admins.leads,
            hold=timedelta(seconds=self.settings.hold_seconds),
            four_eyes=self.settings.four_eyes,
            polite=self._manners.polite,
            audiences=audiences.of,
            plan=lambda tx, now: ahead(tx, self.settings, self.registry, now),
            missed=lambda tx, now: missed(tx, self.settings, self.registry, now),
            health=self.health,
        )

    def _unknown(self, tx: Tx, ask: Ask, text: str) -> str:
        """Says that a line was not understood, and what is waited for if anything is, or was."""
        if (offer := self._dialog.question(tx, ask)) is not None:
            return ask.say("router-open", takes=offer.takes)
        if (ask.files or ask.lost) and not text.strip():
            return ask.say("router-file")
        if tx.offers.lapsed(ask.chat, ask.sender, ask.now):
            return ask.say("router-lapsed")
        return ask.say("router-closed" if yes_or_no(text) is not None else "router-unknown")


def _steerable(tx: Tx, chat: Chat) -> bool:
    """Whether orders are taken there: alone with the bot, or in the group of the admins."""
    group = tx.groups.get(chat)
    return not is_group(chat) or (group is not None and group.purpose == "admin")


def _harmless(command: Command) -> bool:
    """Whether an edit of what was said before may call it; nobody steers by an edit."""
    return command.who == "all" and not command.changes


def _greeting(ask: Ask) -> str:
    return ask.say("router-stranger", network=ask.network)


def _away(tx: Tx, ask: Ask) -> str:
    """Says once a chat that what came while we were away is not answered any more."""
    key = f"{AWAY} {ask.chat}"
    told = tx.settings.instant(key)
    tx.settings.put_instant(key, ask.now)
    return ask.say("router-away") if told is None or ask.now - told > AWAY_FOR else ""


def _example(command: Command, ask: Ask) -> str | None:
    """A line that works; one with words after the name before one without."""
    good = [one.says for one in command.examples if one.language == ask.language and not one.refused]
    return next((says for says in good if " " in says), next(iter(good), None))
