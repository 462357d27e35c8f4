"""`!hold`: an admin stops all that is said unasked; answers go on."""

from __future__ import annotations

from collections.abc import Iterator

from commands._kit import Ask, Example, Reply, Word, command, concern
from commands._plan.halt import stopped, to_others
from commands._texts import person
from storage import Tx


@command(
    "hold",
    "notaus",
    who="admin",
    changes=True,
    late=True,
    examples=[
        Example(
            "!notaus",
            "Angehalten: Von mir aus sage ich nichts mehr. Auf Fragen antworte ich weiter. Mit !weiter geht es weiter.",
        ),
        Example("!hold", "Stopped: …", language="en"),
    ],
)
def hold(tx: Tx, ask: Ask) -> Reply:
    """Stops posts and tells all admins; if they are stopped already, since when and by whom."""
    if already := stopped(tx, ask):
        return Reply("\n".join(already))
    tx.settings.hold(ask.sender, ask.now)
    text = ask.say("hold-done")
    tx.audit.add(ask.sender, ask.now, "hold", ask.say("hold-noted"))
    words = [Word(one.chat, one.say("hold-told", who=person(ask.sender))) for one in to_others(tx, ask)]
    return Reply(text, also=tuple(words))


@concern("hold")
def standing(tx: Tx, ask: Ask) -> Iterator[str]:
    """That posts are stopped."""
    yield from stopped(tx, ask)
