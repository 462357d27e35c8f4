"""Groups of the settings that the bot is not in."""

from __future__ import annotations

from collections.abc import Iterator

from commands._kit import Ask, concern
from storage import Tx
from storage.settings import OUTSIDE


@concern("outside")
def worry(tx: Tx, ask: Ask) -> Iterator[str]:
    """One line for each."""
    for group in tx.groups.list():
        if tx.settings.get(f"{OUTSIDE} {group.chat}") is not None:
            yield ask.say("watch-outside", group=group.title or group.name)
