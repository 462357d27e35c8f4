"""`!meeting`: admins enter dates, move and cancel them, and say what they are about."""

from __future__ import annotations

from typing import Any

from commands import _show
from commands._calendar import coming
from commands._kit import Ask, Example, Reply, UserError, command, taker, undone
from commands._meeting import news, orders
from commands._meeting.actions import ACTIONS
from commands._meeting.examples import dates, example
from commands._meeting.undone import meetings_undone, series_undone
from storage import Tx
from storage.rows import Change

_SHOWN = 3


@command(
    "meeting",
    "treffen",
    who="admin",
    changes=True,
    ordered=orders.ordered,
    examples=[
        Example(
            "!treffen verschiebe 27.1. auf 3.2.",
            "Verschoben: Was aus Empfehlungen wird\n"
            "Mittwoch, 3. Februar 2027, 19:00 Uhr (bisher Mittwoch, 27. Januar 2027, 19:00 Uhr)\n"
            "Der 3.2. ist dieses Jahr schon vorbei, darum 2027.",
        ),
        Example(
            "!treffen absage 24.3.2027",
            "Abgesagt: Themen finden, die viele angehen\n"
            "Mittwoch, 24. März 2027, 19:00 Uhr\n"
            "!treffen doch 24.3. nimmt das zurück.",
        ),
        Example("!treffen dazu 31.2. 19:00", "Den 31. Februar gibt es nicht; der Monat hat 28 Tage.…", refused=True),
        Example(
            '!meeting add 9.12. 19:00 "Open questions" https://meet.example/open',
            "Added: Open questions\n"
            "Wednesday 9 December 2026, 19:00 (Berlin time), 1 hour 30 minutes\n"
            "https://meet.example/open",
            language="en",
        ),
        Example(
            "!meeting topic next What it really cost",
            "Wednesday 2 December 2026, 19:00 (Berlin time)\nTopic: What it really cost",
            language="en",
        ),
        Example(
            "!meeting link next meet.example",
            "“meet.example” is not a link that everyone can open.…",
            language="en",
            refused=True,
        ),
    ],
)
def meeting(tx: Tx, ask: Ask) -> Reply:
    """Changes the calendar as its first word says; without words it says what one can write."""
    word, _, rest = " ".join(ask.words.split()).partition(" ")
    if not word:
        return Reply(_usage(tx, ask))
    if (name := orders.action(word)) is None:
        raise _unknown(ask, word, rest)
    try:
        return ACTIONS[name](tx, ask, rest)
    except UserError as error:
        raise UserError(str(error), error.example or example(tx, ask, name, rest)) from error


def _unknown(ask: Ask, word: str, rest: str) -> UserError:
    """What to write instead of a word that is no action: the one that was probably meant, or any."""
    alone = ask.say("meeting-alone")
    if (close := orders.close(word)) is not None:
        return UserError(ask.say("meeting-close", words=_show.shortened(word), close=close), f"{alone} {close} {rest}")
    return UserError(ask.say("meeting-word", words=_show.shortened(word)), alone)


@taker(news.OFFER, who="admin")
def tell(tx: Tx, ask: Ask, data: dict[str, Any], yes: bool) -> Reply:
    """Tells the groups of a change, or leaves it."""
    return news.taken(tx, ask, data, yes=yes)


@undone("meetings")
def meeting_undone(tx: Tx, ask: Ask, changes: tuple[Change, ...]) -> Reply:
    """Lets calendars know that something is as before, and the groups that know the date."""
    return meetings_undone(tx, ask, changes)


@undone("series")
def series_as_before(tx: Tx, ask: Ask, changes: tuple[Change, ...]) -> Reply:
    """The same for series."""
    return series_undone(tx, ask, changes)


def _usage(tx: Tx, ask: Ask) -> str:
    following = coming(tx, ask.now, _SHOWN)
    shown = _show.dates(following, ask.now, ask.zone, ask.language)
    head = f"{ask.say('meeting-dates')}\n{shown}" if following else ask.say("show-none")
    return f"{head}\n\n{ask.say('meeting-usage', **dates(tx, ask))}"
