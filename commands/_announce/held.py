"""What of a person is under way to the groups, so that a word of calling off, or a line out of place, is about it."""

from __future__ import annotations

from commands import _show
from commands._announce.draft import Draft, called
from commands._announce.eyes import pending
from commands._announce.fate import waiting
from commands._announce.taking import held
from commands._kit import Ask
from storage import Tx
from storage.announcements import Announcement
from storage.offers import OPEN_FOR


def under_way(tx: Tx, ask: Ask) -> str:
    """What of the person goes out when, and how to stop it, as a sentence; empty if nothing was confirmed lately."""
    if (one := in_hold(tx, ask)) is not None:
        at = waiting(tx, one) or one.due
        return ask.say("stop-under-way", text=called(ask, one), at=_show.when(at, ask.now, ask.zone, ask.language))
    offer = pending(tx, ask)
    if offer is not None and offer.made is not None and ask.now - offer.made < OPEN_FOR:
        return ask.say("stop-asked", text=called(ask, Draft.of(offer.data).what))
    return ""


def in_hold(tx: Tx, ask: Ask) -> Announcement | None:
    """The newest announcement of the person that was confirmed and is in its hold."""
    return next((one for one in held(tx, ask) if one.made + ask.house.hold >= ask.now), None)
