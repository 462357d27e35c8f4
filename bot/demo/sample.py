"""The sample network of the demo and of the tests: invented people, groups, meetings and a library."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.demo import sample_library
from commands._calendar import uid_at
from storage import Tx
from storage.groups import Purpose

NETWORK = "Netzwerk Bürgerräte"
MEMBERS = ("anna", "bert", "carla", "deniz")
ADMINS = ("petra", "quirin")


@dataclass(frozen=True, slots=True)
class SampleGroup:
    """A group of the sample network and who is in it."""

    name: str
    title: str
    purpose: Purpose
    people: tuple[str, ...]


GROUPS = (
    SampleGroup("Netzwerk", NETWORK, "main", MEMBERS + ADMINS),
    SampleGroup("Admins", "Admins", "admin", ADMINS),
)

ZONE = ZoneInfo("Europe/Berlin")
UID = "netzwerktreffen@losbote.example"
LINK = "https://meet.example/netz"

_WEEK = timedelta(weeks=1)
_EVERY = 4 * _WEEK
_WEDNESDAY = 2

# By how many meetings each is away from the next one: topic and speakers.
_TOPICS = {
    -3: ("Wer lädt eigentlich ein?", "Mara Lindner (Seebach)"),
    -2: ("Einladungen, die ankommen", "Yusuf Erdem (Bergstadt) und Ruth Amann (Feldkirchen am See)"),
    -1: ("Moderation zu zweit", "Lena Bachmann und Paul Ortner"),
    0: ("Kosten im Griff", "Ida Sommer (Musterhausen) und Jonas Feld (Neustadt am Bach)"),
    1: ("Losverfahren in kleinen Gemeinden", "Vreni Egli (Oberau)"),
    2: ("Was aus Empfehlungen wird", "Thea Winter (Musterhausen), acht Monate nach dem Bürgerrat"),
    4: ("Themen finden, die viele angehen", "Karim Haddad (Seebach)"),
}
_MOVED = 1  # by a week
_SKIPPED = 3  # where none of the others falls on the holidays


def fill(tx: Tx, now: datetime) -> None:
    """Stores the meetings and the library; a second time it changes nothing."""
    if meetings(tx, now):
        sample_library.fill(tx, now)


def meetings(tx: Tx, now: datetime) -> bool:
    """Stores a series every four weeks with dates around `now`; False if it is there already."""
    if any(one.uid == UID for one in tx.meetings.series()):
        return False
    first = _next_wednesday(now)
    starts = first + min(_TOPICS) * _EVERY
    series = tx.meetings.add_series(
        UID, "Netzwerktreffen", "FREQ=WEEKLY;INTERVAL=4", starts, ZONE.key, minutes=90, link=LINK
    )
    skipped = _skipped(first)
    for place in sorted({*_TOPICS, skipped}):
        slot = first + place * _EVERY
        tx.meetings.add(uid_at(UID, slot), series=series, slot=slot, **_special(place, slot, skipped))
    return True


def _next_wednesday(now: datetime) -> datetime:
    """The first Wednesday, 19:00, that is a calendar day away at least, as a naive wall time."""
    tomorrow = now.astimezone(ZONE).replace(tzinfo=None) + timedelta(days=1)
    day = tomorrow + timedelta(days=(_WEDNESDAY - tomorrow.weekday()) % 7)
    return day.replace(hour=19, minute=0, second=0, microsecond=0)


def _skipped(first: datetime) -> int:
    """Which date does not take place: the one over Christmas, if one falls so that is not moved already."""
    places = range(_MOVED + 1, 7)
    return next((place for place in places if _on_holidays(first + place * _EVERY)), _SKIPPED)


def _on_holidays(slot: datetime) -> bool:
    return (slot.month, slot.day) >= (12, 20) or (slot.month, slot.day) <= (1, 6)


def _special(place: int, slot: datetime, skipped: int) -> dict[str, Any]:
    if place == skipped:
        return {"skipped": True}
    topic, speakers = _TOPICS[place]
    moved = slot + _WEEK if place == _MOVED else None
    return {"topic": topic, "speakers": speakers, "starts": moved}
