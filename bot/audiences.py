"""Whom posts go to: the groups, the admins, or the people who ordered reminders."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.admins import listed
from bot.settings import Settings
from bot.values import internal_id, offset, tip_times
from commands._kit import Audience, To
from storage import Tx
from storage.chat import direct_chat
from storage.groups import Group, Member, Purpose


def keep_groups(tx: Tx, settings: Settings) -> None:
    """Brings the groups of the settings into the database, and forgets those that are in the settings no more."""
    tx.groups.keep_only([internal_id(group.id) for group in settings.groups.values()])
    for name, group in settings.groups.items():
        tx.groups.put(name, internal_id=internal_id(group.id), server_id=group.id, purpose=settings.purpose(name))


def known_groups(tx: Tx, settings: Settings, purpose: Purpose | None = None) -> list[Group]:
    """The groups of this purpose, or all; before the bot's first run those of the settings."""
    groups = tx.groups.list() or [
        Group(name, internal_id(one.id), one.id, settings.purpose(name), "", 0, None, None)
        for name, one in settings.groups.items()
    ]
    return [group for group in groups if purpose in (None, group.purpose)]


@dataclass(frozen=True, slots=True)
class Audiences:
    """Made anew from the database each time, since languages and orders change."""

    settings: Settings

    def of(self, tx: Tx, to: To) -> list[Audience]:
        """The chats that posts of this kind go to."""
        if to == "groups":
            return [self._group(group) for group in known_groups(tx, self.settings, "main")]
        if to == "people":
            return [self._person(member) for member in tx.members.reminded()]
        if to == "every":
            return [self._group(group) for group in known_groups(tx, self.settings)]
        theirs = [self._group(group) for group in known_groups(tx, self.settings, "admin")]
        if to == "admins" and theirs:
            return theirs
        return theirs + [self.person(tx, aci) for aci in self._listed(tx)]

    def person(self, tx: Tx, aci: str) -> Audience:
        """The direct chat of a person, also of one who never chose anything."""
        return self._person(tx.members.get(aci) or Member(aci, None, None))

    def _listed(self, tx: Tx) -> list[str]:
        """The admins, without those whose rights rest: what they would hear may be for others to know."""
        suspended = tx.admins.suspended()
        return [aci for aci in listed(tx, self.settings) if aci not in suspended]

    def _group(self, group: Group) -> Audience:
        return Audience(
            chat=group.chat,
            name=group.name,
            language=group.language or self.settings.language,
            zone=ZoneInfo(group.zone or self.settings.zone),
            reminders=tuple(offset(text) for text in self.settings.posts.reminders),
            link_window=self.settings.posts.link_window,
            tip_times=tip_times(self.settings.posts.tips),
        )

    def _person(self, member: Member) -> Audience:
        return Audience(
            chat=direct_chat(member.aci),
            name="",
            language=member.language or self.settings.language,
            zone=ZoneInfo(member.zone or self.settings.zone),
            reminders=tuple(offset(text) for text in member.reminders),
            paused_until=member.paused_until,
        )
