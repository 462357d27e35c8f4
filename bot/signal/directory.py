"""Who is in which group, as the server knows it: kept in memory only, asked anew when a group changes."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

import structlog

from bot.admins import listed
from bot.clock import Clock
from bot.errors import ServerError
from bot.logs import hashed, place
from bot.notice import tell_admins
from bot.settings import Settings
from bot.signal.api import Api, SignalGroup
from commands import _show
from commands._kit import Audience, Place
from commands._texts import person
from storage import Storage, Tx
from storage.chat import Chat, group_chat
from storage.groups import Group
from storage.settings import OUTSIDE

log = structlog.get_logger()

_AGAIN_AFTER = 15.0  # seconds, when the server could not be asked; at once when it is there again
_TOLD = {  # what has changed, and what that means for steering
    "came": ("admins-group-came", "admins-group-came-rights"),
    "left": ("admins-group-left", "admins-group-left-rights"),
}


@dataclass
class Directory:
    """Membership of the groups the bot serves."""

    settings: Settings
    storage: Storage
    api: Api
    clock: Clock
    missing: frozenset[str] = frozenset()  # names of groups of the settings that the server does not know
    outside: frozenset[Chat] = frozenset()  # groups of the settings that we are not in
    _groups: dict[str, SignalGroup] = field(default_factory=dict)  # by the server's id
    _stored: tuple[object, ...] = ()  # what the database knows of all this
    _left_alone: frozenset[str] = frozenset()  # groups to which we were invited by no admin
    _invited: set[Chat] = field(default_factory=set)  # where an admin has changed something
    _stale: asyncio.Event = field(default_factory=asyncio.Event)
    _there: asyncio.Event = field(default_factory=asyncio.Event)  # the server, again
    _asking: bool = False

    @property
    def idle(self) -> bool:
        """Whether nothing is being asked."""
        return not self._asking and not self._stale.is_set()

    def knows(self, aci: str) -> bool:
        """Whether this person is in one of the groups; while that cannot be told, everybody is."""
        return not self._groups or bool(self.missing) or any(aci in group.people for group in self._groups.values())

    def people(self, chat: Chat) -> frozenset[str]:
        """Who (ACI) is in the group of this chat; nobody while that is unknown."""
        return next((one.people for one in self._groups.values() if group_chat(one.internal_id) == chat), frozenset())

    def place(self, aci: str) -> Place:
        """Where this person is."""
        if not self._groups:
            return "unknown"
        if any(aci == group.bot for group in self._groups.values()):
            return "bot"
        return "group" if self.knows(aci) else "nowhere"

    def leads(self, aci: str) -> bool:
        """Whether this person is an admin of a group whose purpose is "main"; nobody while that is unknown."""
        main = {group.id for name, group in self.settings.groups.items() if self.settings.purpose(name) == "main"}
        return any(aci in group.admins for group in self._groups.values() if group.id in main)

    def ask_anew(self, invited: Chat | None = None) -> None:
        """Something has changed; an admin may have `invited` us to this group."""
        if invited is not None:
            self._invited.add(invited)
        self._stale.set()

    def server_found(self) -> None:
        """Takes note that the server is there again."""
        self._there.set()

    async def keep(self) -> None:
        """Asks the server now and whenever something has changed; runs for ever."""
        self._stale.set()
        while True:
            await self._stale.wait()
            self._asking = True
            self._stale.clear()
            self._there.clear()
            failed = await self._try()
            self._asking = False
            if failed:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._there.wait(), _AGAIN_AFTER)
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
        found = await self._found(served)
        if await self._joined(found):
            found = await self._found(served)
        self._miss(found)
        self._groups = {group_id: group for group_id, group in found.items() if group.member}
        self.outside = frozenset(group_chat(one.internal_id) for one in found.values() if not one.member)
        fresh = (self._groups, self.outside)
        if fresh != self._stored:
            await self.storage.write(self._keep)
            self._stored = fresh

    async def _found(self, served: set[str]) -> dict[str, SignalGroup]:
        return {group.id: group for group in await self.api.groups() if group.id in served}

    def _miss(self, found: dict[str, SignalGroup]) -> None:
        """Notes which groups the server does not know, and logs those that it knew before."""
        missing = {name: group.id for name, group in self.settings.groups.items() if group.id not in found}
        for name in sorted(missing.keys() - self.missing):
            log.warning("the server does not know a group of the settings", group=hashed(missing[name]))
        self.missing = frozenset(missing)

    async def _joined(self, found: dict[str, SignalGroup]) -> bool:
        """Accepts what an admin has invited us to; whether there was anything."""
        open_ = [group for group in found.values() if group.invited and not group.member]
        wanted = [group for group in open_ if group_chat(group.internal_id) in self._invited]
        for group in wanted:
            await self.api.join(group.id)
        others = frozenset(group.id for group in open_ if group not in wanted)
        for group_id in sorted(others - self._left_alone):
            log.warning("an invitation that came from no admin is left alone", group=hashed(group_id))
        self._left_alone = others
        self._invited.clear()
        return bool(wanted)

    def _keep(self, tx: Tx) -> None:
        for known_group in tx.groups.list():
            self._keep_place(tx, known_group)
        before = {group.internal_id: group.admins for group in tx.groups.list()}
        for group in self._groups.values():
            tx.groups.seen(group.internal_id, title=group.title, people=len(group.people), admins=group.admins)
            if (known := before.get(group.internal_id)) is not None:
                self._compare(tx, group, frozenset(known.split()))

    def _keep_place(self, tx: Tx, group: Group) -> None:
        """Tells each admin once when we are in a group no more that we were in."""
        key = f"{OUTSIDE} {group.chat}"
        if group.chat not in self.outside:
            if group.id in self._groups:
                tx.settings.drop(key)
        elif tx.settings.get(key) is None:
            now = self.clock.now()
            tx.settings.put_instant(key, now)
            log.warning("we are not in a group of the settings", group=hashed(group.id))
            if group.people:  # else we never were
                words = partial(_gone, group.title or group.name)
                tell_admins(tx, self.settings, now, words, alone=True)

    def _compare(self, tx: Tx, group: SignalGroup, before: frozenset[str]) -> None:
        """Tells the admins who has come to lead a group and who leads it no more."""
        steering = frozenset(listed(tx, self.settings) if self.settings.require_group_admin else ())
        for change, people in (("came", group.admins - before), ("left", before - group.admins)):
            if people:
                words = partial(_changed, change, group.title, people, people & steering)
                tell_admins(tx, self.settings, self.clock.now(), words)


def _gone(group: str, audience: Audience) -> str:
    return audience.say("watch-removed", group=group)


def _changed(change: str, group: str, people: frozenset[str], steering: frozenset[str], audience: Audience) -> str:
    fact, rights = _TOLD[change]
    told = audience.say(fact, group=group, **_named(people, audience))
    return f"{told} {audience.say(rights, **_named(steering, audience))}" if steering else told


def _named(people: frozenset[str], audience: Audience) -> dict[str, str | int]:
    return {"who": _show.listed([person(aci) for aci in sorted(people)], audience.language), "count": len(people)}
