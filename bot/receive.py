"""`losbote receive`: a small process that stores what the server's webhook brings, and does little else.

While the bot restarts, or is updated, nothing that people write is lost. It answers only when a frame is stored; until
then the server waits (field guide 1.4), so storing is all that is done here: no websocket, no loop, no signalbot.
Receipts are kept in memory for a while and told to the bot that comes back: they prove what it sent at its end.
"""

from __future__ import annotations

import errno
import signal
import socketserver
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import structlog

from bot import logs
from bot.clock import Clock, SystemClock
from bot.errors import ToldError
from bot.hearsay import telling
from bot.settings import ReceiveSettings, Settings
from bot.signal.frames import Reading
from bot.signal.heard import Heard
from bot.signal.sieve import Sieve
from storage import StorageError
from storage.inbox import Inbox, open_inbox

log = structlog.get_logger()

PATH = "/signal"
_LARGEST = 16 << 20  # bytes of one frame
_REMEMBERED = timedelta(minutes=30)  # of receipts; until then a bot that died has come back
_IDLE = 300.0  # seconds after which a connection that says nothing is closed
_AGAIN = 1.0  # seconds between two tries to store what could not be stored


def receive(settings: Settings) -> None:
    """Stores frames until SIGINT or SIGTERM. Raises ToldError if the address is taken, StorageError."""
    with opened(settings, SystemClock()) as server:
        for number in (signal.SIGINT, signal.SIGTERM):
            # A thread of its own: `shutdown` waits for the loop that this handler interrupts.
            signal.signal(number, lambda *_: threading.Thread(target=server.shutdown).start())
        log.info("waiting for what the server brings", address=_address(settings))
        server.serve_forever(poll_interval=0.1)


@contextmanager
def opened(settings: Settings, clock: Clock) -> Iterator[ThreadingHTTPServer]:
    """A server that stores frames while somebody lets it serve. Raises as `receive` does."""
    with open_inbox(settings.database) as inbox:
        logs.salt(inbox.write(lambda tx: tx.settings.salt()))
        heard = Heard(clock.now(), _REMEMBERED)
        sieve = Sieve(settings, clock, lambda receipt: heard.receipt(receipt, clock.now()), heard.sent_elsewhere)
        taker = _Taker(sieve, inbox)
        with (
            _listening(_address(settings), partial(_Handler, taker)) as server,
            telling(settings.database, lambda: heard.told(clock.now())),
            _trying(taker),
        ):
            yield server


def _address(settings: Settings) -> str:
    return (settings.receive or ReceiveSettings()).webhook


@dataclass
class _Taker:
    """Stores frames, and tells when that begins to fail and when it works again."""

    sieve: Sieve
    inbox: Inbox
    _left: list[Reading] = field(default_factory=list)  # not stored yet; the server brings none of them again
    _refused: str = ""  # why they could not be stored
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, raw: bytes) -> bool:
        """Whether all is stored of this frame, if anything is to be, and of those before it."""
        reading = self.sieve.look(raw)
        with self._lock:
            if reading is not None:
                self._left.append(reading)
            return not self._left or self._stored()

    @property
    def waiting(self) -> bool:
        """Whether something could not be stored yet."""
        return bool(self._refused)

    def again(self) -> None:
        """Tries once more to store what is left."""
        with self._lock:
            if self._left:
                self._stored()

    def _stored(self) -> bool:
        try:
            self.inbox.write(partial(self.sieve.store, self._left))
        except StorageError as error:
            if self._refused != str(error):
                log.error("frames cannot be stored, keeping them in memory until they can", error=str(error))
            self._refused = str(error)
            return False
        if self._refused:
            log.info("frames can be stored again", frames=len(self._left))
        self._refused = ""
        self._left.clear()
        return True


@contextmanager
def _trying(taker: _Taker) -> Iterator[None]:
    """Tries each second, and once at the end, to store what could not be stored."""
    ended = threading.Event()

    def work() -> None:
        while not ended.wait(_AGAIN):
            taker.again()

    threading.Thread(target=work, name="again", daemon=True).start()
    try:
        yield
    finally:
        ended.set()
        taker.again()


class _Server(ThreadingHTTPServer):
    daemon_threads = True  # the server keeps a connection open, and nobody waits for its next frame at the end
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """A connection that broke off is nothing to print."""
        del request, client_address
        error = sys.exc_info()[1]
        log.info("a connection broke off", error=type(error).__name__)


class _Handler(BaseHTTPRequestHandler):
    """`POST /signal` stores a frame; `GET /healthz` says whether we can."""

    protocol_version = "HTTP/1.1"  # keeps the connection open between two frames
    server_version = "losbote"
    timeout = _IDLE

    def __init__(self, taker: _Taker, request: object, address: object, server: socketserver.BaseServer) -> None:
        self._taker = taker
        super().__init__(request, address, server)  # type: ignore[arg-type]

    def do_POST(self) -> None:
        """Stores the frame in the body and answers 200; 500 if it could not be stored."""
        length = self.headers.get("Content-Length") or "0"
        size = int(length) if length.isdecimal() else _LARGEST + 1
        if self.path != PATH or size > _LARGEST:
            self.close_connection = True  # what else stands in the body is not read
            self._answer(HTTPStatus.NOT_FOUND if self.path != PATH else HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return
        stored = self._taker.take(self.rfile.read(size))
        self._answer(HTTPStatus.OK if stored else HTTPStatus.INTERNAL_SERVER_ERROR)

    def do_GET(self) -> None:
        """Says that the process lives, and with 503 that something is not stored yet."""
        well = HTTPStatus.SERVICE_UNAVAILABLE if self._taker.waiting else HTTPStatus.OK
        self._answer(well if self.path == "/healthz" else HTTPStatus.NOT_FOUND)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the base class has it
        """Nothing: every frame would be a line."""

    def _answer(self, status: HTTPStatus) -> None:
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()


def _listening(address: str, handler: partial[_Handler]) -> _Server:
    host, _, port = address.rpartition(":")
    try:
        return _Server((host, int(port)), handler)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise ToldError("port-taken", address=address) from error
        raise ToldError("port-refused", error, address=address) from error
