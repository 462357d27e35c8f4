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
from storage.groups import Group, Member


def keep_groups(tx: Tx, settings: Settings) -> None:
    """Brings the groups of the settings into the database, and forgets those that are in the settings no more."""
    tx.groups.keep_only([internal_id(group.id) for group in settings.groups.values()])
    for name, group in settings.groups.items():
        tx.groups.put(name, internal_id=internal_id(group.id), server_id=group.id, purpose=settings.purpose(name))


@dataclass(frozen=True, slots=True)
class Audiences:
    """Made anew from the database each time, since languages and orders change."""

    settings: Settings

    def of(self, tx: Tx, to: To) -> list[Audience]:
        """The chats that posts of this kind go to."""
        if to == "groups":
            return [self._group(group) for group in tx.groups.list("main")]
        if to == "people":
            return [self._person(member) for member in tx.members.reminded()]
        if to == "every":
            return [self._group(group) for group in tx.groups.list()]
        theirs = [self._group(group) for group in tx.groups.list("admin")]
        if to == "admins" and theirs:
            return theirs
        return theirs + [self._person(tx.members.get(aci) or Member(aci, None, None)) for aci in self._listed(tx)]

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
