"""`!status`: what admins ask when they wonder whether all is well, and what needs their hand."""

from __future__ import annotations

from datetime import timedelta

from commands import discover
from commands._kit import Ask, Example, Reply, command
from storage import Tx
from storage.delivery import State

_OPEN: tuple[State, ...] = ("waiting", "unknown", "failed")
_LATELY = timedelta(days=7)


@command(
    "status",
    "status",
    "stand",
    who="admin",
    examples=[
        Example("!status", "Wie es steht\nAlles ist gesendet.\n…"),
        Example("!status", "How things stand\nEverything is sent.\n…", language="en"),
    ],
)
def status(tx: Tx, ask: Ask) -> Reply:
    """What is on its way, and what of each feature needs the hand of an admin."""
    counts = tx.deliveries.trouble(ask.now - _LATELY)
    waiting = [ask.say("status-deliveries", state=state, count=counts[state]) for state in _OPEN if counts.get(state)]
    worries = [f"· {line}" for concern in discover().concerns for line in concern.run(tx, ask)]
    lines = [
        ask.say("status-heading"),
        *(waiting or [ask.say("status-sent")]),
        ask.say("status-worries") if worries else ask.say("status-well"),
        *worries,
    ]
    return Reply("\n".join(lines))
