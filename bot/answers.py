"""What is done about a frame inside its transaction: who asks, what is meant, what is said in answer."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.asking import Asking, steerable
from bot.dialog import Dialog, carries, noted
from bot.saying import answer, own_up, spread, withdraw
from bot.settings import Settings
from bot.signal.directory import Directory
from bot.signal.session import Incoming
from bot.taking_back import Refused, called_off, close, dropped, unsaid, unsigned, void
from bot.understand import Close, Meant, Unclear, prefixed, understand
from commands import Registry
from commands._announce.held import under_way
from commands._fold import asks_to_write, greets, thanks, yes_or_no
from commands._kit import Ask, Command, Health, Reply, UserError
from commands._show import either
from commands._texts import code
from storage import Tx
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
    def _asking(self) -> Asking:
        return Asking(self.settings, self.registry, self.directory, self.health)

    def steered(self, tx: Tx, incoming: Incoming) -> bool:
        """Whether an admin says it where nobody else hears it, or in the group of the admins."""
        return steerable(tx, incoming.chat) and self._asking.admins.may(tx, incoming.sender)

    def run(self, tx: Tx, incoming: Incoming, now: datetime) -> None:
        """Handles a frame; raises what its command raises, and then nothing of it must be kept."""
        if incoming.kind == "delete":
            withdraw(tx, incoming, now)
            self._deleted(tx, incoming, now)
        elif incoming.kind == "reaction":
            self._react(tx, incoming, now)
        elif incoming.kind == "vote":
            self._vote(tx, incoming, now)
        elif incoming.kind in {"message", "edit"}:
            self._answer(tx, incoming, now)

    def mend(self, tx: Tx, incoming: Incoming, now: datetime, error: UserError) -> None:
        """Says what was wrong with a question and shows one that works."""
        ask = self._asking.ask(tx, incoming, now)
        meant = self._meant(incoming, ask)
        text = str(error)
        if isinstance(meant, Meant) and error.example is not None:
            example = error.example or _example(meant.command, ask)
            text = f"{text}\n{ask.say('router-try', example=example)}" if example else text
        if isinstance(error, Refused) and (closed := close(tx, ask)) is not None:
            text = f"{text}\n{dropped(ask, closed)}"
        answer(tx, incoming, now, Reply(text))

    def broke(self, tx: Tx, incoming: Incoming, now: datetime, crash: str) -> None:
        """Says that we made a mistake, and the code under which it is in the log."""
        own_up(tx, self.settings, incoming, now, crash)

    def _answer(self, tx: Tx, incoming: Incoming, now: datetime) -> None:
        ask = self._asking.ask(tx, incoming, now)
        instead = self._turned_away(tx, incoming, ask)
        if instead is None and (stopped := self._unsaid(tx, incoming, ask)) is not None:
            self._say(tx, replace(incoming, kind="message"), now, stopped)  # which nobody shall miss
        elif instead is None:
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
        return allowed or bool(self._dialog.questions(tx, ask))

    def _stale(self, tx: Tx, incoming: Incoming, ask: Ask) -> bool:
        """Whether it lay here for so long, since we were away, that an answer would be odd, or a change a surprise."""
        age = ask.now - (incoming.received or ask.now)
        if age <= STALE_CHANGE:
            return False
        meant, waits = self._meant(incoming, ask), bool(self._dialog.questions(tx, ask))
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
        if incoming.kind == "edit" and not self._asks(incoming, ask):
            return self._edited(tx, incoming, ask)
        exact = isinstance(meant, Meant) and not meant.guessed
        if not exact and incoming.kind == "message" and (stopped := called_off(tx, ask, incoming.text)) is not None:
            return stopped
        if self._lacks_rights(tx, incoming, ask):
            return Reply(ask.say("admins-not-leading"))
        if isinstance(meant, Meant):
            reply = self._ordered(tx, replace(ask, words=meant.words, called=meant.called), meant.command)
            if not meant.guessed:
                return reply
            guess = ask.say("router-understood", name=meant.command.name_in(ask.language))
            return replace(reply, text=f"{guess}\n\n{reply.text}")
        if isinstance(meant, Close):
            names = [code(f"!{command.name_in(ask.language)}") for command in meant.commands]
            return Reply(ask.say("router-suggest", names=either(names, ask.language)))
        return Reply(self._unknown(tx, ask, incoming.text) if isinstance(meant, Unclear) and not ask.in_group else "")

    def _ordered(self, tx: Tx, ask: Ask, command: Command) -> Reply:
        """What a command answers; if it made something other of it, the question before is closed, and that is said.

        A yes is about the last order, never about one before; one that only looked at something was none.
        """
        written = tx.offers.changes
        with self.timed(command.name):
            try:
                reply = noted(tx, ask, command.name, lambda: command.run(tx, ask))
            except UserError as error:
                raise (Refused(str(error), error.example) if command.changes else error) from None
        other = reply.offer is not None and reply.offer.takes != "number"
        if not other and not (command.changes and tx.offers.changes != written):
            return reply
        closed = close(tx, ask)
        new = reply.offer.back if reply.offer is not None else ""
        if closed is None or closed.takes != "line" or (new and new == closed.back):
            return reply
        return replace(reply, text=f"{reply.text}\n\n{dropped(ask, closed)}")

    def _edited(self, tx: Tx, incoming: Incoming, ask: Ask) -> Reply:
        """A question may be put anew by editing it; a change is not run again, and a yes to it is void."""
        return Reply(ask.say("router-edited") if void(tx, ask, incoming.target) else "")

    def _deleted(self, tx: Tx, incoming: Incoming, now: datetime) -> None:
        """Somebody deletes what she said: a yes to it is void, and what came of it is stopped in its hold."""
        ask = self._asking.ask(tx, incoming, now)
        if (stopped := self._unsaid(tx, incoming, ask)) is not None:
            self._say(tx, incoming, now, stopped)
        elif ask.steers and void(tx, ask, incoming.target):
            self._say(tx, incoming, now, Reply(ask.say("router-deleted")))

    def _unsaid(self, tx: Tx, incoming: Incoming, ask: Ask) -> Reply | None:
        """The stop of what is in its hold, if its order or the yes to it is edited or deleted; else None."""
        order = incoming.kind == "delete" or (incoming.kind == "edit" and not self._asks(incoming, ask))
        return unsaid(tx, ask, incoming.target or 0, incoming.kind) if order and ask.steers else None

    def _asks(self, incoming: Incoming, ask: Ask) -> bool:
        meant = self._meant(incoming, ask)
        return isinstance(meant, Meant) and _harmless(meant.command)

    def _lacks_rights(self, tx: Tx, incoming: Incoming, ask: Ask) -> bool:
        """Whether it is an order of an admin who may not steer for want of the rights in the Signal group."""
        if ask.steers or ask.sender not in ask.house.admins or ask.house.rests(ask.sender) != "group":
            return False
        meant = understand(incoming.text, self.registry, admin=True, prefixed=ask.in_group)
        return steerable(tx, ask.chat) and isinstance(meant, Meant) and meant.command.who == "admin"

    def _meant(self, incoming: Incoming, ask: Ask) -> Meant | Close | Unclear | None:
        return understand(incoming.text, self.registry, admin=ask.steers, prefixed=ask.in_group)

    def _react(self, tx: Tx, incoming: Incoming, now: datetime) -> None:
        """A reaction to one of our messages: yes or no to an offer, or whatever the feature makes of it."""
        delivery = tx.deliveries.with_timestamp(incoming.target or 0)
        if delivery is None:
            return
        ask = self._asking.ask(tx, incoming, now)
        if (reply := self._signed(tx, incoming, ask, delivery)) is not None:
            self._say(tx, incoming, now, reply)
            return
        post = tx.posts.of_delivery(delivery)
        about = f"{post.rule} {post.key}" if post is not None else tx.deliveries.about(delivery)
        rule, _, key = about.partition(" ")
        if (reaction := self.registry.reactions.get(rule)) is not None:
            reaction.run(tx, ask, key, incoming.emoji, incoming.removed)

    def _signed(self, tx: Tx, incoming: Incoming, ask: Ask, delivery: int) -> Reply | None:
        """The reply to a thumb or a pen on a question of ours, or on what was said of an announcement in its hold."""
        offer = next((one for one in self._dialog.questions(tx, ask) if carries(tx, delivery, one)), None)
        writes = offer is not None and offer.takes == "line" and asks_to_write(incoming.emoji)
        said = yes_or_no(incoming.emoji)
        if not writes and said is None:
            return None
        on_hold = ask.steers and incoming.removed is said and (incoming.removed or offer is None)
        if on_hold and (stopped := unsigned(tx, ask, delivery, removed=incoming.removed)) is not None:
            return stopped
        if incoming.removed:
            return None
        if offer is not None:
            stale = self._stale(tx, incoming, ask)
            return Reply(_away(tx, ask)) if stale else self._dialog.taken(tx, ask, offer, incoming.emoji) or Reply("")
        if ask.steers and tx.deliveries.offered(delivery):
            return Reply(ask.say(self._dialog.why_not(tx, ask, delivery)))
        return None

    def _vote(self, tx: Tx, incoming: Incoming, now: datetime) -> None:
        """A vote in one of our polls."""
        delivery = tx.deliveries.with_timestamp(incoming.target or 0)
        post = tx.posts.of_delivery(delivery) if delivery is not None else None
        if post is not None and (ballot := self.registry.ballots.get(post.rule)) is not None:
            ask = self._asking.ask(tx, incoming, incoming.received or now)  # in time is what came in time
            ballot.run(tx, ask, post.key, incoming.options, incoming.count)

    def _say(self, tx: Tx, incoming: Incoming, now: datetime, reply: Reply) -> None:
        """Puts an answer in line, and what is said along with it in other chats."""
        answer(tx, incoming, now, reply)
        spread(tx, self.settings, reply.also, now)

    def _unknown(self, tx: Tx, ask: Ask, text: str) -> str:
        """Says that a line was not understood, and what is waited for if anything is, or was."""
        if (offer := self._dialog.question(tx, ask)) is not None:
            return ask.say("router-open", takes=offer.takes, sign=int(prefixed(text)))
        if thanks(text):
            return ask.say("router-thanks")
        if greets(text):
            return ask.say("router-hello")
        if ask.steers and (sentence := under_way(tx, ask)):
            return sentence if yes_or_no(text) else f"{ask.say('router-not')} {sentence}"
        if self._dialog.questions(tx, ask):
            return ask.say("router-open", takes="yes", sign=0)
        if (ask.files or ask.lost) and not text.strip():
            return ask.say("router-file")
        if tx.offers.lapsed(ask.chat, ask.sender, ask.now):
            return ask.say("router-lapsed")
        return ask.say("router-closed" if yes_or_no(text) is not None else "router-unknown")


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
