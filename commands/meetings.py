"""`!meetings`: the next dates."""

from __future__ import annotations

import re

from commands import _show, _upcoming
from commands._asked import asked
from commands._calendar import coming
from commands._fold import fold
from commands._kit import Ask, Example, Reply, UserError, command
from storage import Tx

_MOST = 12
_MORE = {"mehr", "more", "weitere", "weiter", "next"}


@command(
    "meetings",
    "termine",
    theme="meetings",
    ordered=asked("meetings"),
    examples=[
        Example(
            "!termine",
            "Die nächsten Termine\n"
            "1 · Mittwoch, 2. Dezember, 19:00 Uhr: Kosten im Griff\n"
            "2 · Mittwoch, 6. Januar, 19:00 Uhr: Losverfahren in kleinen Gemeinden (verschoben vom 30. Dezember)\n"
            "3 · Mittwoch, 27. Januar, 19:00 Uhr: Was aus Empfehlungen wird\n"
            "4 · Mittwoch, 24. März 2027, 19:00 Uhr: Themen finden, die viele angehen\n"
            "5 · Mittwoch, 21. April 2027, 19:00 Uhr: Netzwerktreffen\n"
            "6 · Mittwoch, 19. Mai 2027, 19:00 Uhr: Netzwerktreffen",
        ),
        Example(
            "!meetings",
            "Coming up\n1 · Wednesday 2 December, 19:00 (Berlin time): Kosten im Griff\n2 · …",
            language="en",
        ),
        Example(
            "!meetings 2",
            "Coming up\n"
            "1 · Wednesday 2 December, 19:00 (Berlin time): Kosten im Griff\n"
            "2 · Wednesday 6 January, 19:00 (Berlin time): Losverfahren in kleinen Gemeinden (moved from 30 December)",
            language="en",
        ),
        Example("!termine 99", "Dahinter passt eine Zahl von 1 bis 12, nicht „99“.…", refused=True),
    ],
)
def meetings(tx: Tx, ask: Ask) -> Reply:
    """The next six dates, or as many as are asked for, or those after the ones shown last; one line each."""
    if fold(ask.words).strip(" .!?") in _MORE:
        return _upcoming.more(tx, ask)
    found = coming(tx, ask.now, _count(ask))
    if not found:
        return Reply(ask.say("show-none"))
    return _upcoming.listed(tx, ask, found, ask.say("meetings-heading"))


def _count(ask: Ask) -> int:
    number = re.search(r"\d+", ask.words)
    if number is None:
        return _upcoming.PAGE
    if len(number[0]) > len(str(_MOST)) or not 1 <= int(number[0]) <= _MOST:
        raise UserError(ask.say("next-wrong", words=_show.shortened(ask.words), most=_MOST))
    return int(number[0])
