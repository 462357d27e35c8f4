"""Logs that hold no word that anyone said and no identity: names of events, counts, salted hashes, places in code."""

from __future__ import annotations

import hashlib
import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any, TextIO

import structlog

_ROOT = Path(__file__).parent.parent
_OURS = {"bot", "commands", "storage"}
_IDENTITY = re.compile(
    r"\+\d{6,15}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|group[.:][A-Za-z0-9+/=]{20,}",
    re.IGNORECASE,
)
_salt = ["unsalted"]


def configure(style: str, stream: TextIO = sys.stderr, level: int = logging.INFO) -> None:
    """Sets up structlog and the loggers of the libraries; `style` is `text` or `json`."""
    renderer = structlog.processors.JSONRenderer() if style == "json" else structlog.dev.ConsoleRenderer(colors=False)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _scrub,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(stream),
        cache_logger_on_first_use=False,
    )
    # Libraries log addresses with numbers in them, and some of them whole messages: only their warnings, only by name.
    logging.basicConfig(handlers=[_Library()], level=logging.WARNING, force=True)


def salt(secret: str) -> None:
    """Sets the secret of this installation, without which the hashes say nothing."""
    _salt[0] = secret


def hashed(identity: str) -> str:
    """A short name for an ACI or a chat that is the same within this installation only."""
    return hashlib.blake2b(identity.encode(), key=_salt[0].encode()[:64], digest_size=4).hexdigest()


def place(error: BaseException) -> str:
    """What kind of error it was and where, without its message, which may quote people."""
    steps = traceback.extract_tb(error.__traceback__)
    files = [(Path(step.filename), step.lineno) for step in steps]
    ours = [
        (file.relative_to(_ROOT), line)
        for file, line in files
        if file.is_relative_to(_ROOT) and file.relative_to(_ROOT).parts[0] in _OURS
    ]
    return f"{type(error).__name__} at {ours[-1][0]}:{ours[-1][1]}" if ours else type(error).__name__


def _scrub(logger: object, name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The last net: what looks like a number, an ACI or a group id never gets through."""
    del logger, name
    return {key: _IDENTITY.sub("…", value) if isinstance(value, str) else value for key, value in event.items()}


class _Library(logging.Handler):
    """Says that a library complained, where, and with what kind of error; never with what words."""

    def emit(self, record: logging.LogRecord) -> None:
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        structlog.get_logger().log(
            record.levelno, "library", name=record.name, at=f"{record.module}:{record.lineno}", error=kind
        )
