"""What the admins are told that nobody asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.audiences import Audiences
from bot.manners import Manners
from bot.settings import Settings
from bot.signal.text import split
from commands._kit import Audience
from storage import Tx
from storage.chat import is_group
from storage.content import Content


def tell_admins(
    tx: Tx, settings: Settings, now: datetime, words: Callable[[Audience], str], *, alone: bool = False
) -> None:
    """Puts a notice in line for their group, or for each of them if they have none or should hear it `alone`; not at
    night."""
    audiences = Audiences(settings).of(tx, "desks" if alone else "admins")
    for audience in audiences:
        if alone and is_group(audience.chat):
            continue
        due = Manners(settings.posts).polite(now, audience.zone)
        for part in split(words(audience)):
            tx.deliveries.add(audience.chat, Content(part), due=due)
