"""What closes a question, or stops what is under way, without being an answer or an order."""

from __future__ import annotations

from dataclasses import replace

from bot.dialog import noted
from commands._announce.held import in_hold, under_way
from commands._announce.taking import stopped
from commands._fold import halts
from commands._kit import Ask, Reply, UserError
from storage import Tx
from storage.instants import from_ms
from storage.offers import OPEN_FOR, Offer


class Refused(UserError):
    """An order to change something that cannot be done as it was put."""


def close(tx: Tx, ask: Ask) -> Offer | None:
    """Closes the question that came of the person's own words; returns it."""
    offer = tx.offers.question(ask.chat, ask.sender, ask.now)
    tx.offers.close(ask.chat, ask.sender)
    return offer


def dropped(ask: Ask, offer: Offer) -> str:
    """That a question is closed, and the way back."""
    return ask.say("router-dropped", what=offer.what, kept=int(bool(offer.back)), back=offer.back)


def void(tx: Tx, ask: Ask, target: int | None) -> bool:
    """Closes the question that came of this message (its timestamp); whether there was one."""
    offer = tx.offers.question(ask.chat, ask.sender, ask.now)
    if offer is None or offer.frame is None or offer.frame != tx.frames.find(ask.sender, target or 0):
        return False
    tx.offers.close(ask.chat, ask.sender)
    return True


def called_off(tx: Tx, ask: Ask, text: str) -> Reply | None:
    """The stop of what of the person is under way, if a line says so in any words; else None."""
    return _stopped(tx, ask) if ask.steers and halts(text) and under_way(tx, ask) else None


def unsaid(tx: Tx, ask: Ask, target: int, how: str) -> Reply | None:
    """The stop of what of the person is in its hold, if a message (its timestamp) that may have led to it is edited or
    deleted; else None."""
    one = in_hold(tx, ask)
    if one is None or one.chat != ask.chat or not one.made - OPEN_FOR <= from_ms(target) <= ask.now:
        return None
    return _stopped(tx, ask, ask.say("stop-unsaid", how=how)) if tx.frames.find(ask.sender, target) else None


def unsigned(tx: Tx, ask: Ask, delivery: int, *, removed: bool) -> Reply | None:
    """The stop of what of the person is in its hold, at a yes taken off its preview or a no on what was said of it."""
    about = tx.deliveries.offered(delivery) if removed else tx.posts.of_delivery(delivery) is None
    one = in_hold(tx, ask)
    if not about or one is None or one.chat != ask.chat or (not removed and tx.deliveries.about(delivery)):
        return None
    return _stopped(tx, ask, ask.say("stop-unsaid", how="unsigned" if removed else "signed"))


def _stopped(tx: Tx, ask: Ask, head: str = "") -> Reply:
    reply = noted(tx, ask, "stop", lambda: stopped(tx, ask))
    return replace(reply, text="\n".join(filter(None, [head, reply.text])))
