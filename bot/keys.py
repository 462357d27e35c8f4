"""Watches the safety numbers of the admins: with a new one the rights rest until another admin confirms it.

The server trusts new keys by itself (field guide 5.4), so that nobody is cut off; what an admin may do must not hang on
that. Kept is a salted hash of each fingerprint.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import sha256

import structlog

from bot.admins import Admins, listed
from bot.audiences import Audiences
from bot.clock import Clock
from bot.errors import ServerError
from bot.logs import hashed, place
from bot.manners import Manners
from bot.saying import described
from bot.signal.api import Api
from commands._kit import Audience
from commands._texts import person
from commands.admin import NEW_KEY, TRUST
from storage import Storage, Tx
from storage.chat import id_in, is_group
from storage.content import Content
from storage.offers import Offer

log = structlog.get_logger()

_EVERY = timedelta(minutes=10)
_FRESH = timedelta(seconds=10)  # within which a look need not be repeated
_OPEN_FOR = timedelta(days=7)
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass
class Keys:
    """Asks the server for the keys, every ten minutes and before an admin is obeyed."""

    storage: Storage
    clock: Clock
    api: Api
    admins: Admins
    _known: frozenset[str] = frozenset()  # the admins, as of the last look
    _looked: datetime = _NEVER
    _looking: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def idle(self) -> bool:
        """Whether nothing is being asked, and nothing is to be."""
        return not self._looking.locked() and self.clock.now() < self._looked + _EVERY

    async def keep(self) -> None:
        """Looks now and every ten minutes; runs for ever."""
        while True:
            await self.look()
            await self.clock.until(self._looked + _EVERY)

    async def before(self, sender: str) -> None:
        """Looks before an admin is obeyed."""
        if not self._known or sender in self._known:
            await self.look()

    async def look(self) -> None:
        """Asks the server once, unless that was done a moment ago; goes on without an answer."""
        async with self._looking:
            if self._looked <= self.clock.now() < self._looked + _FRESH:
                return
            try:
                found = await self.api.identities()
            except ServerError as error:
                log.debug(
                    "the safety numbers of the admins could not be asked for", error=place(error)
                )  # the link has said it
            else:
                await self.storage.write(partial(self._compare, found))
            self._looked = self.clock.now()

    def _compare(self, found: dict[str, str], tx: Tx) -> None:
        salt, known = tx.settings.salt(), listed(tx, self.admins.settings)
        self._known = frozenset(known)
        keys = {aci: sha256(f"{salt}{found[aci]}".encode()).hexdigest()[:32] for aci in known if aci in found}
        changed = [aci for aci in keys if tx.admins.saw(aci, keys[aci])]
        for aci in changed:  # only now, since nobody is asked whose own key is new
            if aci in tx.admins.suspended():
                log.warning("an admin has a new safety number", admin=hashed(aci))
                self._suspend(tx, aci, keys[aci])

    def _suspend(self, tx: Tx, aci: str, key: str) -> None:
        """Tells the person, and asks those who can confirm it."""
        settings, now = self.admins.settings, self.clock.now()
        others = [one for one in listed(tx, settings) if one != aci and self.admins.may(tx, one)]
        audiences = Audiences(settings)
        own = audiences.person(tx, aci)
        text = own.say("admins-key-yours", others=min(len(others), 1), aci=aci)
        tx.deliveries.add(own.chat, Content(text), due=now)
        tx.offers.settle(TRUST, "who", aci, now)  # what was asked about the number before is void
        for audience in audiences.of(tx, "admins") if others else ():
            self._ask(tx, audience, others, Offer(TRUST, {"who": aci, "key": key}, open_for=_OPEN_FOR), now)

    def _ask(self, tx: Tx, audience: Audience, others: list[str], offer: Offer, now: datetime) -> None:
        chat, who = audience.chat, offer.data["who"]
        due = Manners(self.admins.settings.posts).polite(now, audience.zone)
        post = tx.posts.claim(NEW_KEY, f"{who} {now.isoformat()} {chat}", chat, due=due, now=now, state="due")
        text = audience.say("admins-key-asked", who=person(who))
        tx.deliveries.add(chat, Content(text), due=due, post=post, offers=True)
        for one in others if is_group(chat) else [id_in(chat)]:
            tx.offers.put(chat, one, replace(described(offer, text), post=post), None, now)
