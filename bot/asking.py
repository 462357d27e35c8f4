"""Who asks what and where, out of a frame: an `Ask`, with the house around it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.admins import Admins, listed
from bot.audiences import Audiences
from bot.manners import Manners
from bot.plan import ahead, missed
from bot.settings import Settings
from bot.signal.directory import Directory
from bot.signal.session import Incoming
from commands import Registry
from commands._fold import clean
from commands._kit import Ask, Health, House
from storage import Tx
from storage.chat import Chat, is_group


@dataclass(frozen=True, slots=True)
class Asking:
    """Makes an `Ask` of a frame."""

    settings: Settings
    registry: Registry
    directory: Directory
    health: Callable[[], Health]

    @property
    def admins(self) -> Admins:
        """Who may steer."""
        return Admins(self.settings, self.directory)

    @property
    def _manners(self) -> Manners:
        return Manners(self.settings.posts)

    def ask(self, tx: Tx, incoming: Incoming, now: datetime) -> Ask:
        """The question or order in this frame, without the words that follow the name of a command."""
        group = tx.groups.get(incoming.chat)
        admin = self.admins.may(tx, incoming.sender)
        member = tx.members.get(incoming.sender)
        chosen = group or member
        groups = tuple(Audiences(self.settings).of(tx, "groups"))
        return Ask(
            chat=incoming.chat,
            sender=incoming.sender,
            words="",
            now=now,
            zone=ZoneInfo((chosen and chosen.zone) or self.settings.zone),
            language=(chosen and chosen.language) or self.settings.language,
            admin=admin,
            steers=admin and steerable(tx, incoming.chat),
            network=next((main.title or main.name for main in tx.groups.list("main")), ""),
            link_window=self.settings.posts.link_window,
            groups=groups,
            quiet=any(self._manners.quiet(now, one.zone) for one in groups),
            house=self._house(tx),
            feed=self.settings.calendar,
            privacy=self.settings.privacy,
            quoted=incoming.quoted,
            mentions=incoming.mentions,
            files=incoming.files,
            lost=incoming.lost,
            lost_why=incoming.lost_why,
            most_bytes=self.settings.max_attachment_mb << 20,
            typed=clean(incoming.text),
        )

    def _house(self, tx: Tx) -> House:
        audiences = Audiences(self.settings)
        return House(
            admins=listed(tx, self.settings),
            settled=self.settings.admins,
            rests=lambda aci: self.admins.rests(tx, aci),
            place=self.directory.place,
            leads=self.admins.leads,
            hold=timedelta(seconds=self.settings.hold_seconds),
            four_eyes=self.settings.four_eyes,
            polite=self._manners.polite,
            audiences=audiences.of,
            plan=lambda tx, now: ahead(tx, self.settings, self.registry, now),
            missed=lambda tx, now: missed(tx, self.settings, self.registry, now),
            health=self.health,
        )


def steerable(tx: Tx, chat: Chat) -> bool:
    """Whether orders are taken there: alone with the bot, or in the group of the admins."""
    group = tx.groups.get(chat)
    return not is_group(chat) or (group is not None and group.purpose == "admin")
