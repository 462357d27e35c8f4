"""What an order that was refused could have been: of the meeting that was meant, or with words in its place."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from commands._calendar import coming
from commands._kit import Ask, UserError
from commands._meeting.dates import meant, named
from commands._meeting.words import typed
from storage import Tx

_WITHOUT_DATE = {"series", "add", "restore"}
_BEFORE_IT_BEGINS = {"move", "cancel"}


def example(tx: Tx, ask: Ask, action: str, text: str) -> str:
    """An order of this kind; where it is not plain which meeting was meant it names none, so that none is hit."""
    date = ask.say("meeting-some-date")
    with suppress(UserError):
        if action not in _WITHOUT_DATE:
            one, _ = meant(tx, ask, text)
            if one.starts > ask.now or action not in _BEFORE_IT_BEGINS:
                date = named(tx, ask, one)
    return ask.say("meeting-try", action=action, date=date)


def dates(tx: Tx, ask: Ask) -> dict[str, str]:
    """The date of the next meeting, so that what is shown can be said as it is, and one a week later."""
    at = next((one.starts for one in coming(tx, ask.now, 2) if one.starts > ask.now), ask.now)
    return {"date": typed(at, ask), "later": typed(at + timedelta(weeks=1), ask)}
