"""One bot for a database: a second one would answer everything twice."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import FileIO
from pathlib import Path

from bot.errors import ToldError

_TRIES, _PAUSE = 5, 0.05  # seconds between two tries


def held(database: Path) -> bool:
    """Whether a bot holds the database."""
    path = database.with_name(f"{database.name}.lock")
    try:
        with path.open(encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:  # there is none
        return False
    return False


def _taken(file: FileIO) -> bool:
    """Whether the lock could be had; somebody who only looks, as `held` does, has it for an instant."""
    for _ in range(_TRIES):
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_PAUSE)
        else:
            return True
    return False


@contextmanager
def sole(database: Path) -> Iterator[None]:
    """Holds the database for this process as long as it lives; the system lets go of it even after a crash.

    Raises ToldError that names the process if another one holds it, and if nobody can tell whether one does. Looking
    and storing frames need no lock.
    """
    path = database.with_name(f"{database.name}.lock")
    try:
        file = path.open("a+b", buffering=0)
    except OSError as error:
        if os.path.lexists(path):
            raise ToldError("lock-unreadable", error, file=str(path)) from error
        yield  # what is wrong with the folder, opening the database says in better words
        return
    with file:
        if not _taken(file):
            file.seek(0)
            raise ToldError("lock-held", file=str(database), process=file.read().decode() or "?")
        with suppress(OSError):  # the number is a kindness; on a full disk the database has more to say
            file.truncate(0)
            file.write(str(os.getpid()).encode())
        yield
