"""The end of the process, in time even if something hangs."""

from __future__ import annotations

import os
import threading

import structlog

log = structlog.get_logger()

GRACE = 5.0  # seconds; supervisors kill after ten, and a backup under way can last longer


def end_in_time() -> None:
    """To be called when the process is told to end: it is gone after GRACE, with exit code 0, whatever still runs.

    Nothing is lost by that: what was not finished goes on after the next start, as after a crash.
    """
    timer = threading.Timer(GRACE, _leave)
    timer.daemon = True
    timer.start()


def _leave() -> None:
    log.warning("not everything has ended in time, leaving it")
    os._exit(0)
