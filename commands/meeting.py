"""`!meeting`: admins enter dates, move and cancel them, and say what they are about."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from commands import _show
from commands._calendar import CHANGED, coming
from commands._fold import bare
from commands._kit import Ask, Example, Reply, UserError, command, taker, undone
from commands._meeting import news
from commands._meeting.actions import ACTIONS
from commands._meeting.dates import called_off
from commands._meeting.words import typed
from storage import Tx
from storage.rows import Change

_SHOWN = 3


@command(
    "meeting",
    "treffen",
    who="admin",
    changes=True,
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
            "“meet.example” is no link that everybody can open. It has to begin with https://.…",
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
    if (found := ACTIONS.get(bare(word.rstrip(".,:")))) is None:
        raise UserError(ask.say("meeting-word", words=_show.shortened(word)), _example(tx, ask, "move"))
    name, action = found
    try:
        return action(tx, ask, rest)
    except UserError as error:
        raise UserError(str(error), error.example or _example(tx, ask, name)) from error


@taker(news.OFFER)
def tell(tx: Tx, ask: Ask, data: dict[str, Any], yes: bool) -> Reply:
    """Tells the groups of a change, or leaves it."""
    return news.taken(tx, ask, data, yes=yes)


@undone("meetings")
def meeting_undone(tx: Tx, ask: Ask, _changes: tuple[Change, ...]) -> Reply:
    """Lets calendars know that something is as before."""
    tx.settings.put_instant(CHANGED, ask.now)
    return Reply("")


@undone("series")
def series_undone(tx: Tx, ask: Ask, _changes: tuple[Change, ...]) -> Reply:
    """The same for series."""
    tx.settings.put_instant(CHANGED, ask.now)
    return Reply("")


def _usage(tx: Tx, ask: Ask) -> str:
    following = coming(tx, ask.now, _SHOWN)
    dates = _show.dates(following, ask.now, ask.zone, ask.language)
    shown = f"{ask.say('meeting-dates')}\n{dates}" if following else ask.say("show-none")
    return f"{shown}\n\n{ask.say('meeting-usage', **_sample(tx, ask))}"


def _example(tx: Tx, ask: Ask, action: str) -> str:
    """An order of this kind."""
    sample = _sample(tx, ask)
    if action == "restore" and (off := called_off(tx, ask)):
        sample["date"] = typed(off[0].starts, ask)
    return ask.say("meeting-try", action=action, **sample)


def _sample(tx: Tx, ask: Ask) -> dict[str, str]:
    """The date of the next meeting, so that what is shown can be said as it is, and one a week later."""
    at = next((one.starts for one in coming(tx, ask.now, 1)), ask.now)
    return {"date": typed(at, ask), "later": typed(at + timedelta(weeks=1), ask)}
