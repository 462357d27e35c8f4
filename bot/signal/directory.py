"""Who is in which group, as the server knows it: kept in memory only, asked anew when a group changes."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import structlog

from bot.errors import ServerError
from bot.logs import hashed, place
from bot.settings import Settings
from bot.signal.api import Api, SignalGroup
from storage import Storage, Tx

log = structlog.get_logger()

_AGAIN_AFTER = 15.0  # seconds, when the server could not be asked


@dataclass
class Directory:
    """Membership of the groups the bot serves."""

    settings: Settings
    storage: Storage
    api: Api
    _groups: dict[str, SignalGroup] = field(default_factory=dict)  # by the server's id
    _stale: asyncio.Event = field(default_factory=asyncio.Event)
    _asking: bool = False

    @property
    def idle(self) -> bool:
        """Whether nothing is being asked."""
        return not self._asking and not self._stale.is_set()

    def knows(self, aci: str) -> bool:
        """Whether this person is in one of the groups; while that cannot be told, everybody is."""
        return not self._groups or any(aci in group.people for group in self._groups.values())

    def leads(self, aci: str) -> bool:
        """Whether this person is an admin of a group whose purpose is "main"; nobody while that is unknown."""
        main = {group.id for name, group in self.settings.groups.items() if self.settings.purpose(name) == "main"}
        return any(aci in group.admins for group in self._groups.values() if group.id in main)

    def ask_anew(self) -> None:
        """Something has changed."""
        self._stale.set()

    async def keep(self) -> None:
        """Asks the server now and whenever something has changed; runs for ever."""
        self._stale.set()
        while True:
            await self._stale.wait()
            self._asking = True
            self._stale.clear()
            failed = await self._try()
            self._asking = False
            if failed:
                await asyncio.sleep(_AGAIN_AFTER)
                self._stale.set()

    async def _try(self) -> bool:
        try:
            await self.refresh()
        except ServerError as error:
            log.debug("groups could not be asked for", error=place(error))
            return True
        return False

    async def refresh(self) -> None:
        """Asks the server once. Raises a ServerError."""
        served = {group.id for group in self.settings.groups.values()}
        found = {group.id: group for group in await self.api.groups() if group.id in served}
        for missing in served - found.keys():
            log.warning("the server does not know a group of the settings", group=hashed(missing))
        self._groups = {group_id: group for group_id, group in found.items() if group.member}
        await self.storage.write(self._keep)

    def _keep(self, tx: Tx) -> None:
        for group in self._groups.values():
            tx.groups.seen(group.internal_id, title=group.title, people=len(group.people))
