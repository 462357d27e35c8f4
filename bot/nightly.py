"""What is forgotten once a day: all that nobody needs any more, and the files of the library that nothing names."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from bot.logs import place
from storage import Tx

log = structlog.get_logger()

_KEPT = timedelta(days=30)  # keys of frames, words of answers, single searches, files that an undo may ask for
_RSVPS = timedelta(days=400)  # nobody says a year ahead that they come
_GIVEN = timedelta(days=400)  # tips
_MISSES = timedelta(days=180)  # what the editors did not act on by then, nobody misses
_REMINDERS = timedelta(days=90)  # that people order; the first comes 60 days ahead, and a 👍 to it may come late
_EXPIRED = timedelta(days=1)  # so that a late answer to a question is told that it is late
_EVERY = timedelta(days=1)
_DONE = "forgotten_at"


def forget(tx: Tx, now: datetime) -> None:
    """Forgets what is due, once a day.

    When time has made a leap, since we were away or the clock was turned, a day must pass first: what is forgotten
    because of a clock that is wrong does not come back.
    """
    last = tx.settings.instant(_DONE)
    if last is not None and last <= now < last + _EVERY:
        return
    tx.settings.put_instant(_DONE, now)
    if last is None or not last <= now < last + 2 * _EVERY:
        return
    tx.frames.forget(now - _KEPT)
    tx.deliveries.forget(now - _KEPT)
    tx.amendments.forget(now - _KEPT)
    tx.rsvps.forget(now - _RSVPS)
    tx.offers.forget(now - _EXPIRED)
    tx.people.tidy(now, now - _REMINDERS)
    tx.decks.forget(now - _GIVEN)
    tx.votes.forget()
    tx.announcements.forget()
    tx.misses.forget(now - _MISSES, once=now - _KEPT)
    try:
        gone = tx.files.keep_only(tx.named.files(now - _KEPT))
    except OSError as error:
        log.warning("a file of the library could not be removed", error=place(error))
    else:
        if gone:
            log.info("forgot files that nothing names", count=gone)
