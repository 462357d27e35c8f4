"""What `losbote receive` has heard, for the bot beside it: through a socket in the database's folder.

It is told to the user who owns the database, and to nobody else; none of it is in any file.
"""

from __future__ import annotations

import asyncio
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import structlog

log = structlog.get_logger()

_PATIENCE = 2.0  # seconds


async def heard_beside(database: Path) -> bytes:
    """What the process beside us has heard, for `Heard.learn`; empty if there is none."""
    try:
        async with asyncio.timeout(_PATIENCE):
            reader, writer = await asyncio.open_unix_connection(_place(database))
            try:
                return await reader.read()
            finally:
                writer.close()
    except (OSError, TimeoutError):
        return b""


@contextmanager
def telling(database: Path, tell: Callable[[], bytes]) -> Iterator[None]:
    """Tells whoever asks what `tell` says, in threads. Where there can be no such socket it is logged, no more."""
    place = _place(database)
    place.unlink(missing_ok=True)  # left by one that was killed
    try:
        server = _Server(str(place), partial(_Teller, tell))
    except OSError as error:
        log.warning("what is heard here cannot be told to the bot", error=error.strerror or str(error))
        yield
        return
    with server:
        place.chmod(0o600)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, name="hearsay")
        thread.start()
        try:
            yield
        finally:
            server.shutdown()
            thread.join()
            place.unlink(missing_ok=True)


class _Server(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True  # nobody waits for one who does not read
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing: who hangs up does not want to know."""


class _Teller(socketserver.StreamRequestHandler):
    timeout = _PATIENCE

    def __init__(self, tell: Callable[[], bytes], *connection: Any) -> None:  # noqa: ANN401 - as the base class has it
        self._tell = tell
        super().__init__(*connection)

    def handle(self) -> None:
        self.wfile.write(self._tell())


def _place(database: Path) -> Path:
    return database.with_name(f"{database.name}.heard")
