"""What the page can break: the server, the line to it, its next answer, the bot itself."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Literal, Protocol, cast, get_args

from bot.demo.envelopes import Json
from bot.demo.server import StandIn

Fault = Literal["slow", "hang", "429", "400", "500", "drop", "partial"]
Lever = (
    Literal["clear", "release", "close", "abort", "server-down", "server-up", "bot-kill", "bot-stop", "bot-start"]
    | Fault
)

_SLOW = 8.0  # seconds, so that one can see it
_LOOKS = ("/v1/about", "/v1/accounts")  # by which the bot sees every few seconds whether all is well
_SHOWN = 14  # calls, and lines of the log
_TAIL = 8000  # bytes at the end of the log that are read for them


class Machine(Protocol):
    """The server and the bot, as far as they can be broken."""

    server: StandIn

    @property
    def log(self) -> Path: ...

    @property
    def alive(self) -> bool: ...

    async def kill(self) -> None: ...

    async def leave(self) -> None: ...

    async def revive(self) -> None: ...


class Levers:
    """Pulls them, and tells what is broken and what the bot does about it."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._server = machine.server
        self._server.faults.slow_seconds = _SLOW
        self._serving = True

    async def pull(self, what: Lever) -> None:
        """Breaks something or mends it; pulling twice is no mistake."""
        if what in get_args(Fault):
            self._server.faults.fail_next_send(cast("Fault", what))
        else:
            await self._others[what]()

    @property
    def _others(self) -> dict[str, Callable[[], Awaitable[None]]]:
        return {
            "clear": self._clear,
            "release": self._release,
            "close": self._server.close_sockets,
            "abort": self._abort,
            "server-down": self._down,
            "server-up": self._up,
            "bot-kill": self._machine.kill,
            "bot-stop": self._machine.leave,
            "bot-start": self._machine.revive,
        }

    def state(self) -> Json:
        """What runs, and which answers will go wrong."""
        faults = self._server.faults
        return {
            "bot": self._machine.alive,
            "server": self._serving,
            "links": self._server.listening,
            "connections": self._server.connections,
            "queued": list(faults.sends),
            "hanging": faults.hanging - faults.slow,
            "slow": faults.slow,
        }

    def doings(self) -> Json:
        """The last calls of the bot and the last lines of its log, the newest last."""
        calls = [one for one in self._server.requests if one.path not in _LOOKS][-_SHOWN:]
        return {
            "calls": [{"method": one.method, "path": _bare(one.path), "status": one.status} for one in calls],
            "log": _last_lines(self._machine.log),
        }

    async def _clear(self) -> None:
        self._server.faults.sends.clear()

    async def _release(self) -> None:
        self._server.faults.release()

    async def _abort(self) -> None:
        self._server.abort_sockets()

    async def _down(self) -> None:
        self._serving = False
        await self._server.stop()

    async def _up(self) -> None:
        if not self._serving:
            await self._server.start()
            self._serving = True


def _bare(path: str) -> str:
    """A path without the account's number and the ids of groups, which only make it long."""
    return "/".join("…" if part.startswith(("+", "%2B", "group.")) else part for part in path.split("/"))


def _last_lines(log: Path) -> list[str]:
    if not log.exists():
        return []
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - _TAIL))
        return file.read().decode(errors="replace").splitlines()[-_SHOWN:]
