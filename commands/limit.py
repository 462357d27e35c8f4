"""Signal's own limit: when it stops us until somebody solves a puzzle, the admins hear it once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from commands._kit import Ask, Audience, Planned, Span, concern, post
from storage import Tx
from storage.settings import CHALLENGE

_LASTS = timedelta(days=1)


@post("limit", rank=1, to="admins")
def plan(tx: Tx, audience: Audience, span: Span) -> Iterator[Planned]:
    """One message for each puzzle that Signal asks for."""
    token, at = tx.settings.get(CHALLENGE), tx.settings.instant(f"{CHALLENGE}_at")
    if token is not None and at is not None and at in span:
        yield Planned(token[:16], at, at + _LASTS, lambda *_: audience.say("limit-set"))


@concern("limit")
def worry(tx: Tx, ask: Ask) -> Iterator[str]:
    """As long as it stands."""
    if tx.settings.get(CHALLENGE) is not None:
        yield ask.say("limit-set")
