"""What is said to an offer: a yes or no, a number out of a list, or the line that was asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.understand import prefixed
from commands import Registry
from commands._fold import fold, number, tidy, yes_or_no
from commands._kit import Ask, Reply
from commands._texts import plain
from storage import Tx
from storage.offers import Offer

_UNANSWERED = Reply("")
_OFF = {"abbrechen", "abbruch", "abbrich", "cancel", "abort"}


@dataclass(frozen=True, slots=True)
class Dialog:
    """Hands answers to the features that wait for them."""

    registry: Registry

    def heard(self, tx: Tx, ask: Ask, text: str) -> Reply | None:
        """The reply to a line if something open waits for it, else None."""
        if (picked := number(text)) is not None and (choice := self._choice(tx, ask)):
            pick = self.registry.pickers[choice.name].run
            return noted(tx, ask, choice.name, lambda: pick(tx, ask, choice.data, picked))
        offer = self.question(tx, ask)
        if (
            offer is None
            or (offer.takes == "line" and prefixed(text))
            or (offer.takes == "yes" and yes_or_no(text) is None)
        ):
            return None
        return self.taken(tx, ask, offer, text)

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
        tx.offers.close(ask.chat, ask.sender)
        if offer.takes == "yes":
            take, yes = self.registry.takers[offer.name].run, yes_or_no(text) is True
            return noted(tx, ask, offer.name, lambda: take(tx, ask, offer.data, yes))
        listen, line = self.registry.listeners[offer.name].run, None if _calls_off(text) else tidy(text)
        reply = noted(tx, ask, offer.name, lambda: listen(tx, ask, offer.data, line) or _UNANSWERED)
        if reply is _UNANSWERED:
            tx.offers.reopen(ask.chat, ask.sender, offer)
            return None
        return reply

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


def _calls_off(text: str) -> bool:
    return fold(text).rstrip(".!") in _OFF
