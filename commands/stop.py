"""`!stop`: admins hold back an announcement that was confirmed and is not out yet."""

from __future__ import annotations

from commands._announce import sentences
from commands._announce.taking import stopped
from commands._kit import Ask, Example, Reply, command
from storage import Tx


@command(
    "stop",
    "stopp",
    who="admin",
    changes=True,
    examples=[
        Example("!stopp", "Gerade wartet keine Ankündigung.…"),
        Example("!stop", "No announcement is waiting just now.…", language="en"),
    ],
    ordered=sentences.stop,
)
def stop(tx: Tx, ask: Ask) -> Reply:
    """Stops what waits in its hold, in line, or for another admin; one's own before that of others."""
    tx.offers.close(ask.chat, ask.sender)  # a preview is the first thing to stop
    return stopped(tx, ask)
