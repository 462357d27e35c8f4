"""`!meetings`: the next dates."""

from __future__ import annotations

from commands import _show
from commands._calendar import coming
from commands._kit import Ask, Example, Reply, command
from storage import Tx

_SHOWN = 6


@command(
    "meetings",
    "termine",
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
    ],
)
def meetings(tx: Tx, ask: Ask) -> Reply:
    """The next six dates, numbered, one line each."""
    found = coming(tx, ask.now, _SHOWN)
    if not found:
        return Reply(ask.say("show-none"))
    return Reply(f"{ask.say('meetings-heading')}\n{_show.dates(found, ask.now, ask.zone, ask.language)}")
