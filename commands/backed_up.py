"""Whether last night's backup worked."""

from __future__ import annotations

from collections.abc import Iterator

from commands import _show
from commands._kit import Ask, concern
from storage import Tx
from storage.settings import BACKED_UP, BACKUP_FAILED


@concern("backup")
def worry(tx: Tx, ask: Ask) -> Iterator[str]:
    """One line if the last try failed, with when the last one worked."""
    if tx.settings.instant(BACKUP_FAILED) is None:
        return
    last = tx.settings.instant(BACKED_UP)
    when = _show.when(last, ask.now, ask.zone, ask.language) if last is not None else ""
    yield ask.say("backup-failed", last=when, once=int(last is not None))
