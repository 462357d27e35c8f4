"""Dates of meetings as a numbered list: a number tells all about one, `!more` shows the next ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from commands import _show
from commands._calendar import Meeting, coming
from commands._kit import Ask, Reply, UserError
from storage import Tx
from storage.offers import Offer

LIST = "meetings"  # the name of the offer, and of the command that turns the page
PAGE = 6

_OPEN_FOR = timedelta(minutes=30)
_AHEAD = 200  # meetings among which one of a list is looked for


def listed(tx: Tx, ask: Ask, found: Sequence[Meeting], heading: str, before: Sequence[str] = ()) -> Reply:
    """Meetings, one line each, numbered after those (uids) that were shown before; the list is open from now on."""
    lines = _show.dates(found, ask.now, ask.zone, ask.language, first=len(before) + 1)
    shown = [*before, *(one.uid for one in found)]
    # It is opened here and not by the reply, for an answer that offers something cannot be edited.
    tx.offers.make(
        ask.chat, ask.sender, Offer(LIST, {"shown": shown}, takes="number", open_for=_OPEN_FOR), None, ask.now
    )
    return Reply(f"{heading}\n{lines}")


def more(tx: Tx, ask: Ask) -> Reply:
    """The next ones of the list that is open here for the person; without one the first."""
    offer = tx.offers.choice(ask.chat, ask.sender, ask.now)
    before: list[str] = offer.data["shown"] if offer is not None and offer.name == LIST else []
    rest = [one for one in coming(tx, ask.now, len(before) + PAGE) if one.uid not in before][:PAGE]
    heading = ask.say("meetings-further" if before else "meetings-heading")
    return listed(tx, ask, rest, heading, before) if rest else Reply(ask.say("meetings-end"))


def numbered(tx: Tx, ask: Ask, data: dict[str, Any], number: int) -> Meeting:
    """The meeting that was shown with this number, as it is now; raises UserError if there is none."""
    shown = data["shown"]
    if not 1 <= number <= len(shown):
        what = "one" if len(shown) == 1 else "all"
        raise UserError(ask.say("hits-no-number", what=what, number=number, last=len(shown)), example=None)
    found = next((one for one in coming(tx, ask.now, _AHEAD) if one.uid == shown[number - 1]), None)
    if found is None:
        raise UserError(ask.say("meetings-gone"), example=None)
    return found
