"""What signal-cli-rest-api says, asked once for all checks."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import quote

from bot.clock import Clock
from bot.errors import ServerError
from bot.settings import Settings
from bot.signal.account import About, Account
from bot.signal.api import SignalGroup
from bot.signal.http import open_client, read_json

_ADMINS_ONLY = "only-admins"
_WORDY = {"debug", "trace"}


@dataclass(frozen=True, slots=True)
class Server:
    """None is what it did not answer; `error` is why it did not say what it is."""

    about: About | None = None
    error: ServerError | None = None
    seconds: float | None = None  # by which our clock is ahead of its clock
    groups: tuple[SignalGroup, ...] | None = None
    limited: frozenset[str] = frozenset()  # ids of groups in which only admins may write, of whom the bot is none
    identities: Mapping[str, str] | None = None
    talkative: bool | None = None  # it writes what people say into its log


class _Asked(Account):
    """The calls of the bot, and those that only these checks need."""

    async def date(self) -> datetime | None:
        """What time it is on the server (UTC), if it says."""
        said = (await self._call("GET", "/v1/about")).headers.get("Date")
        try:
            return parsedate_to_datetime(said).astimezone(UTC) if said else None
        except ValueError:
            return None

    async def talkative(self) -> bool | None:
        """Whether its log holds what people say, as it does at the level debug; None if it does not tell."""
        told = read_json(await self._call("GET", "/v1/configuration"), dict).get("logging")
        level = told.get("Level") if isinstance(told, dict) else None
        return level.lower() in _WORDY if isinstance(level, str) and level else None

    async def limited(self) -> frozenset[str]:
        """The ids of the groups in which only admins may write, and the bot is none."""
        found = await self._call("GET", f"/v1/groups/{quote(self._number)}", params={"expand": "true"})
        groups = [one for one in read_json(found, list) if isinstance(one, dict)]
        limited = [one for one in groups if (one.get("permissions") or {}).get("send_messages") == _ADMINS_ONLY]
        return frozenset(str(one.get("id")) for one in limited if not self._is_in(one.get("admins")))

    def _is_in(self, people: object) -> bool:
        listed = people if isinstance(people, list) else []
        return any(isinstance(one, dict) and one.get("number") == self._number for one in listed)


async def asked(settings: Settings, clock: Clock) -> Server:
    """All that the server says; what it refuses is left out."""
    async with open_client(settings) as client:
        account = _Asked(client, settings.number, timeout=settings.sending.timeout)
        try:
            about = await account.about()
        except ServerError as error:
            return Server(error=error)
        date, now = await account.date(), clock.now()
        seconds = (now - date).total_seconds() if date is not None else None
        if settings.number not in about.accounts:
            return Server(about, seconds=seconds)
        return await _known(account, about, seconds)


async def _known(account: _Asked, about: About, seconds: float | None) -> Server:
    """What the server says of an account that it has."""
    groups: tuple[SignalGroup, ...] | None = None
    limited: frozenset[str] = frozenset()
    identities: Mapping[str, str] | None = None
    with suppress(ServerError):
        groups = tuple(await account.groups())
        limited = await account.limited()
    with suppress(ServerError):
        identities = await account.identities()
    talkative: bool | None = None
    with suppress(ServerError):
        talkative = await account.talkative()
    return Server(about, None, seconds, groups, limited, identities, talkative)
