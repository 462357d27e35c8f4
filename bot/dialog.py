"""What is said to an offer: a yes or no, a number out of a list, or the line that was asked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.understand import prefixed
from commands import Registry
from commands._fold import chosen, clean, fold, number, yes_and_number, yes_or_no
from commands._kit import Ask, Listener, Reply, Taker
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
        if (choice := self._choice(tx, ask)) and (picked := self._picked(tx, ask, text, choice)) is not None:
            pick = self.registry.pickers[choice.name].run
            return noted(tx, ask, choice.name, lambda: pick(tx, ask, choice.data, picked))
        offers = self.questions(tx, ask)
        if not offers:
            return None
        if (which := tx.offers.which(ask.chat, ask.sender, ask.now)) and (named := yes_and_number(text)):
            return self._named(tx, ask, which, *named)
        yes, quoted = yes_or_no(text) is not None, self._quoted(tx, ask)
        offer = next((one for one in offers if carries(tx, quoted, one)), None)
        if offer is None and yes:
            if quoted is not None and tx.deliveries.offered(quoted):
                return Reply(ask.say(self.why_not(tx, ask, quoted)))  # the yes is for a question that is over
            if len(offers) > 1:
                return self.which(ask, offers)
        offer = offer or next((one for one in offers if not one.put), offers[0] if len(offers) == 1 else None)
        if offer is None:
            return None
        answers = not prefixed(text) if offer.takes == "line" else yes
        return self.taken(tx, ask, offer, text) if answers or self._calls_off(offer, text) else None

    def which(self, ask: Ask, offers: list[Offer]) -> Reply:
        """Asks which of the open questions a yes or no is about."""
        lines = [f"{number} · {one.what}" for number, one in enumerate(offers, 1)]
        offer = Offer("which", {"ids": [one.id for one in offers]}, takes="which", what="-")
        return Reply("\n".join([ask.say("router-which"), *lines, ask.say("router-which-how")]), offer=offer)

    def _named(self, tx: Tx, ask: Ask, which: Offer, yes: bool, number: int) -> Reply:
        """The reply to a yes or no to one of several questions, with what is open still."""
        offers, ids = self.questions(tx, ask), which.data["ids"]
        if not 1 <= number <= len(ids):
            return self.which(ask, offers)
        offer = next((one for one in offers if one.id == ids[number - 1]), None)
        if offer is None:
            return Reply(ask.say("router-which-over", number=number))
        reply = self.taken(tx, ask, offer, "ja" if yes else "nein") or _UNANSWERED
        left = [f"{ids.index(one.id) + 1} · {one.what}" for one in offers if one is not offer and one.id in ids]
        return replace(reply, text="\n".join([reply.text, "", ask.say("router-which-left"), *left])) if left else reply

    def _quoted(self, tx: Tx, ask: Ask) -> int | None:
        """Our message that the line replies to."""
        return tx.deliveries.with_timestamp(ask.quoted) if ask.quoted is not None else None

    def _picked(self, tx: Tx, ask: Ask, text: str, choice: Offer) -> int | None:
        """The number that a line names; in words only where they can be no answer to a later question, and no chat."""
        plain = ask.in_group or any(one.id > choice.id for one in self.questions(tx, ask))
        return number(text) if plain else chosen(text)

    def questions(self, tx: Tx, ask: Ask) -> list[Offer]:
        """The questions that are open for this person here; none that only an admin may answer, if she is none now."""
        offers = tx.offers.questions(ask.chat, ask.sender, ask.now)
        return [one for one in offers if ask.steers or self._hears(one).who == "all"]

    def question(self, tx: Tx, ask: Ask) -> Offer | None:
        """The one of them that came of her own words."""
        return next((one for one in self.questions(tx, ask) if not one.put), None)

    def _hears(self, offer: Offer) -> Taker | Listener:
        return (self.registry.takers if offer.takes == "yes" else self.registry.listeners)[offer.name]

    def taken(self, tx: Tx, ask: Ask, offer: Offer, text: str) -> Reply | None:
        """The reply to an open question, which is closed by that; `text` may be the emoji of a reaction.

        None if it was not meant as an answer; then the question stays open.
        """
        ask = replace(ask, replies=carries(tx, self._quoted(tx, ask), offer))
        tx.offers.drop(offer)
        if offer.takes == "yes":
            take, yes = self.registry.takers[offer.name].run, yes_or_no(text) is True
            reply = noted(tx, ask, offer.name, lambda: take(tx, ask, offer.data, yes))
            further = replace(reply.offer, put=True) if offer.put and reply.offer is not None else reply.offer
            return replace(reply, offer=further)  # what comes of a question of others is theirs, too
        listen, line = self.registry.listeners[offer.name].run, None if self._calls_off(offer, text) else clean(text)
        reply = noted(tx, ask, offer.name, lambda: listen(tx, ask, offer.data, line) or _UNANSWERED)
        if reply is _UNANSWERED:
            tx.offers.reopen(offer, ask.chat, ask.sender)
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
        others = [one for one in ask.house.admins if one != ask.sender]
        theirs = [offer for one in others for offer in tx.offers.questions(ask.chat, one, ask.now)]
        return "router-others" if any(carries(tx, delivery, one) for one in theirs) else "router-over"

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
        if reply.offer is not None:
            return replace(reply, offer=replace(reply.offer, done=True))
    return reply


def carries(tx: Tx, delivery: int | None, offer: Offer) -> bool:
    """Whether this message of ours is the one that put the question."""
    if delivery is None:
        return False
    post = tx.posts.of_delivery(delivery)
    if offer.post is not None and post is not None and post.id == offer.post:
        return True
    return offer.frame is not None and delivery in tx.deliveries.answers_to(offer.frame)
