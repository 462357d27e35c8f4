"""What is said to an offer: a yes or no, a number out of a list, or the line that was asked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.understand import prefixed
from commands import Registry
from commands._fold import chosen, clean, fold, number, yes_or_no
from commands._kit import Ask, Reply
from commands._texts import plain
from storage import Tx
from storage.offers import Offer

_UNANSWERED = Reply("")
_WORDS = re.compile(r"[^\s!./,;:?]+")
_OFF = {
    *("abbrechen", "abbruch", "abbrich", "brich ab", "stopp", "stop", "halt", "vergiss", "lass", "lass mal"),
    *("doch nicht", "lieber nicht", "lieber doch nicht", "doch lieber nicht"),
    *("cancel", "abort", "forget", "never mind", "nevermind", "rather not"),
}
_SAID_SO = {"vergiss"}  # to a question, as one says it to a person; the command of that name then needs its prefix
_BESIDE = {"bitte", "danke", "nein", "ach", "okay", "ok", "jetzt", "das", "es", "alles", "please", "thanks", "no", "it"}


@dataclass(frozen=True, slots=True)
class Dialog:
    """Hands answers to the features that wait for them."""

    registry: Registry

    def heard(self, tx: Tx, ask: Ask, text: str) -> Reply | None:
        """The reply to a line if something open waits for it, else None."""
        if (picked := self._picked(tx, ask, text)) is not None and (choice := self._choice(tx, ask)):
            pick = self.registry.pickers[choice.name].run
            return noted(tx, ask, choice.name, lambda: pick(tx, ask, choice.data, picked))
        offer = self.question(tx, ask)
        if offer is None:
            return None
        answers = not prefixed(text) if offer.takes == "line" else yes_or_no(text) is not None
        return self.taken(tx, ask, offer, text) if answers or self._calls_off(offer, text) else None

    def _picked(self, tx: Tx, ask: Ask, text: str) -> int | None:
        """The number that a line names; in words only where they can be no answer to a question, and no chat."""
        plain = ask.in_group or self.question(tx, ask) is not None
        return number(text) if plain else chosen(text)

    def question(self, tx: Tx, ask: Ask) -> Offer | None:
        """The question that is open for this person here; none that only an admin may answer, if she is none now."""
        offer = tx.offers.question(ask.chat, ask.sender, ask.now)
        if offer is None:
            return None
        things = self.registry.takers if offer.takes == "yes" else self.registry.listeners
        return offer if ask.steers or things[offer.name].who == "all" else None

    def taken(self, tx: Tx, ask: Ask, offer: Offer, text: str) -> Reply | None:
        """The reply to an open question, which is closed by that; `text` may be the emoji of a reaction.

        None if it was not meant as an answer; then the question stays open.
        """
        replies = ask.quoted is not None and carries(tx, tx.deliveries.with_timestamp(ask.quoted), offer)
        ask = replace(ask, replies=replies)
        tx.offers.close(ask.chat, ask.sender)
        if offer.takes == "yes":
            take, yes = self.registry.takers[offer.name].run, yes_or_no(text) is True
            return noted(tx, ask, offer.name, lambda: take(tx, ask, offer.data, yes))
        listen, line = self.registry.listeners[offer.name].run, None if self._calls_off(offer, text) else clean(text)
        reply = noted(tx, ask, offer.name, lambda: listen(tx, ask, offer.data, line) or _UNANSWERED)
        if reply is _UNANSWERED:
            tx.offers.reopen(ask.chat, ask.sender, offer)
            return None
        return reply

    def _calls_off(self, offer: Offer, text: str) -> bool:
        """Whether a line calls the question off and says nothing else: "!abbrechen", "Nein, lieber nicht." """
        words = [word for word in _WORDS.findall(fold(text)) if word not in _BESIDE]
        # A command of that name is meant, unless a mere line is waited for.
        orders = prefixed(text) or (offer.takes == "yes" and _SAID_SO.isdisjoint(words[:1]))
        named = orders and not self.registry.by_name.keys().isdisjoint(words[:1])
        return " ".join(words) in _OFF and not named

    def why_not(self, tx: Tx, ask: Ask, delivery: int) -> str:
        """The sentence for an admin's answer to a question that is not open for her: it is over, or somebody else's."""
        theirs = (tx.offers.question(ask.chat, one, ask.now) for one in ask.house.admins if one != ask.sender)
        asked = any(offer is not None and carries(tx, delivery, offer) for offer in theirs)
        return "router-others" if asked else "router-closed"

    def _choice(self, tx: Tx, ask: Ask) -> Offer | None:
        choice = tx.offers.choice(ask.chat, ask.sender, ask.now)
        may = choice is not None and (ask.steers or self.registry.pickers[choice.name].who == "all")
        return choice if may else None


def noted(tx: Tx, ask: Ask, name: str, work: Callable[[], Reply]) -> Reply:
    """What `work` replies; what it changes on an admin's word goes into the audit log."""
    if not ask.steers:
        return work()
    tx.rows.note()
    reply = work()
    if tx.rows.noted:
        what = reply.what or plain(reply.text).strip().partition("\n")[0]
        tx.audit.add(ask.sender, ask.now, name, what, tx.rows.noted)
    return reply


def carries(tx: Tx, delivery: int | None, offer: Offer) -> bool:
    """Whether this message of ours is the one that put the question."""
    if delivery is None:
        return False
    post = tx.posts.of_delivery(delivery)
    if offer.post is not None and post is not None and post.id == offer.post:
        return True
    return offer.frame is not None and delivery in tx.deliveries.answers_to(offer.frame)
