"""The groups an announcement goes to, as people know them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from commands import _show
from commands._kit import Ask
from commands._texts import Language
from storage import Tx
from storage.announcements import Announcement
from storage.chat import Chat

AT_ONCE = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Place:
    """A group: its title, how many people are in it, and the language and zone that count there."""

    chat: Chat
    title: str
    people: int
    language: Language
    zone: ZoneInfo


def places(tx: Tx, ask: Ask, chats: Iterable[Chat]) -> list[Place]:
    """These groups, in that order; one that is gone is left out."""
    heard = {one.chat: one for one in ask.house.audiences(tx, "every")}
    there = {one.chat: one for one in tx.groups.list()}
    found = []
    for chat in chats:
        if (group := there.get(chat)) is not None:
            known = heard.get(chat)
            language, zone = (known.language, known.zone) if known else (ask.language, ask.zone)
            found.append(Place(chat, group.title or group.name, group.people, language, zone))
    return found


def named(ask: Ask, there: Iterable[Place]) -> str:
    """The groups in a sentence, with how many people are in each."""
    names = [
        ask.say("announce-place", name=ask.say("announce-group", name=one.title), people=one.people) for one in there
    ]
    return _show.listed(names, ask.language)


def soonest(ask: Ask) -> datetime:
    """When what is confirmed now is said, UTC; never so soon that the clock's hand might have passed it already."""
    return ask.now + max(ask.house.hold, AT_ONCE)


def goes_out(ask: Ask, what: Announcement, there: Iterable[Place]) -> tuple[datetime, bool]:
    """When it is said if it is confirmed now (UTC), and whether quiet hours put that off."""
    due = max(soonest(ask), what.due)
    polite = [due if what.urgent else ask.house.polite(due, one.zone) for one in there]
    at = min(polite, default=due)
    return at, at > due
