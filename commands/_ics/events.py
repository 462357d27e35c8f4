"""One event of a calendar file → what it says, in our terms, or the first thing that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple, NoReturn
from zoneinfo import ZoneInfo

from icalendar import vDDDTypes, vRecur
from icalendar.parser.property import unescape_backslash

from commands._calendar import instant
from commands._ics.lines import Block, Line, Mistake
from commands._ics.rules import last_of, ours, starts_on
from commands._ics.zones import Zones

_MOST_LETTERS = 300
_FURTHEST = timedelta(days=3660)
_LONGEST = timedelta(days=14)
_YEARS = range(1970, 2200)  # outside of it a year is a slip, or a way to say for ever
_LINK = re.compile(r"https?://[^\s<>\"]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\s]+")


class Wrong(Exception):
    """An event that cannot be taken; says why."""

    def __init__(self, mistake: Mistake) -> None:
        super().__init__(mistake.what)
        self.mistake = mistake


class Wall(NamedTuple):
    """A naive wall time and the name of its zone."""

    at: datetime
    zone: str

    def instant(self) -> datetime:
        """The instant in UTC."""
        return instant(self.at, ZoneInfo(self.zone))

    def within(self, zone: str) -> Wall:
        """The same instant on the clocks of another zone; stays as it is where those cannot say it."""
        there = Wall(self.instant().astimezone(ZoneInfo(zone)).replace(tzinfo=None), zone)
        return there if zone != self.zone and there.instant() == self.instant() else self


@dataclass(frozen=True, slots=True)
class Entry:
    """An event as the file has it; `slot` is which date of the event `series` (a UID) it describes.

    `known` is which date of its own UID it is; that is another one where a series has taken over a date of another.
    """

    line: int
    uid: str
    title: str
    topic: str
    speakers: str
    link: str
    recording: str
    starts: Wall
    minutes: int | None
    sequence: int
    cancelled: bool
    rule: str | None
    until: datetime | None
    series: str | None
    slot: Wall | None
    known: Wall | None
    without: tuple[Wall, ...]
    further: tuple[Wall, ...]

    @property
    def is_series(self) -> bool:
        """Whether it is a rule, and not one date."""
        return self.rule is not None and self.slot is None

    def mistake(self, what: str) -> Mistake:
        """A mistake that the event as a whole is."""
        return Mistake(what, self.line, self.uid, self.title)


def entry(block: Block, zones: Zones, now: datetime) -> Entry:
    """What an event says; raises `Wrong`. `now` is what is far from it."""
    return _Event(block, zones).entry(now)


class _Event:
    def __init__(self, block: Block, zones: Zones) -> None:
        self._block = block
        self._zones = zones
        self._title = self._text("SUMMARY")

    def entry(self, now: datetime) -> Entry:
        uid = self._short("UID") or self._fail("uid")
        topic = self._short("X-LOSBOTE-TOPIC")
        rule = self._rule(self._starts())
        slot = self._slot("X-LOSBOTE-SLOT", "RECURRENCE-ID")
        # A single date in UTC is said by a machine, not meant by people; a rule in UTC must stay there to be right.
        starts = self._starts() if rule or slot else self._localised(self._starts())
        if not rule and starts.instant() > now + _FURTHEST:
            self._fail("far", self._block.first("DTSTART"))
        title = self._short("SUMMARY")
        return Entry(
            line=self._block.number,
            uid=uid,
            title=self._short("X-LOSBOTE-TITLE") or ("" if title == topic else title),
            topic=topic,
            speakers=self._short("X-LOSBOTE-SPEAKERS"),
            link=self._link(),
            recording=self._short("X-LOSBOTE-RECORDING"),
            starts=starts,
            minutes=self._minutes(starts.instant()),
            sequence=self._sequence(),
            cancelled=self._text("STATUS").upper() == "CANCELLED",
            rule=rule[0] if rule else None,
            until=rule[1] if rule else None,
            series=self._text("X-LOSBOTE-SERIES") or (uid if slot else None),
            slot=slot,
            known=self._slot("RECURRENCE-ID"),
            without=tuple(self._dates("EXDATE", starts)),
            further=tuple(self._dates("RDATE", starts)),
        )

    def _fail(self, what: str, line: Line | None = None) -> NoReturn:
        number, value = (line.number, line.value[:_MOST_LETTERS]) if line else (self._block.number, "")
        raise Wrong(Mistake(what, number, value, self._title[:_MOST_LETTERS]))

    def _text(self, name: str) -> str:
        """A text on one line, empty where there is none."""
        line = self._block.first(name)
        return _CONTROL.sub(" ", unescape_backslash(line.value)).strip() if line else ""

    def _short(self, name: str) -> str:
        text = self._text(name)
        return text if len(text) <= _MOST_LETTERS else self._fail("long", self._block.first(name))

    def _link(self) -> str:
        if _LINK.fullmatch(url := self._text("URL")):
            return url
        names = ("X-GOOGLE-CONFERENCE", "CONFERENCE", "LOCATION", "DESCRIPTION")
        found = (_LINK.search(self._text(name)) for name in names)
        links = (link[0].rstrip(".,;)") for link in found if link)
        return next((link for link in links if link != self._text("X-LOSBOTE-RECORDING")), "")

    def _starts(self) -> Wall:
        line = self._block.first("DTSTART") or self._fail("start")
        return self._wall(line, line.value)

    def _wall(self, line: Line, value: str) -> Wall:
        at = self._value(line, value)
        if not isinstance(at, datetime):
            self._fail("all-day" if isinstance(at, date) else "date", line)
        if at.year not in _YEARS:
            self._fail("far", line)
        return Wall(at.replace(tzinfo=None, second=0), self._zone(line, at))

    def _value(self, line: Line, value: str) -> object:
        try:
            found: object = vDDDTypes.from_ical(value)  # type: ignore[no-untyped-call]
        except (ValueError, OverflowError):
            self._fail("date", line)
        return found

    def _zone(self, line: Line, at: datetime) -> str:
        if at.tzinfo:
            return "UTC"
        tzid = str(line.params.get("TZID", ""))
        if not tzid:
            return self._zones.default
        zone = self._zones.find(tzid)
        if zone is None:
            raise Wrong(Mistake("zone", line.number, tzid[:_MOST_LETTERS], self._title[:_MOST_LETTERS]))
        return zone

    def _localised(self, starts: Wall) -> Wall:
        return starts.within(self._zones.default) if starts.zone == "UTC" else starts

    def _minutes(self, starts: datetime) -> int | None:
        if line := self._block.first("DTEND"):
            length: object = self._wall(line, line.value).instant() - starts
        elif line := self._block.first("DURATION"):
            length = self._value(line, line.value)
        else:
            return None
        if not isinstance(length, timedelta) or length < timedelta(minutes=1):
            self._fail("end", line)
        return length // timedelta(minutes=1) if length <= _LONGEST else self._fail("length", line)

    def _sequence(self) -> int:
        line = self._block.first("SEQUENCE")
        if not line:
            return 0
        text = line.value.strip()
        return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else self._fail("sequence", line)

    def _slot(self, *names: str) -> Wall | None:
        for name in names:
            if line := self._block.first(name):
                return self._wall(line, line.value) if "RANGE" not in line.params else self._fail("following", line)
        return None

    def _dates(self, name: str, starts: Wall) -> Iterator[Wall]:
        """The dates of a list; one without a time of day has that of the start."""
        for line in self._block.all(name):
            for value in line.value.split(","):
                at = self._value(line, value)
                if isinstance(at, date) and not isinstance(at, datetime) and name == "EXDATE":
                    yield Wall(datetime.combine(at, starts.at.time()), starts.zone)
                else:
                    yield self._wall(line, value)

    def _rule(self, starts: Wall) -> tuple[str, datetime | None] | None:
        """The rule and the last local moment at which it holds; None for a single date."""
        line = self._block.first("RRULE")
        for more in (*self._block.all("RRULE")[1:], *self._block.all("EXRULE")):
            self._fail("rule", more)
        if line is None:
            return None
        try:
            recur = vRecur.from_ical(line.value)
        except ValueError:
            self._fail("rule", line)
        rule = ours(recur) or self._fail("rule", line)
        if not starts_on(recur, rule, starts.at):
            self._fail("rule-start", line)
        until = min(_ends(recur, rule, starts), default=None)
        return (rule, until) if until is None or until >= starts.at else self._fail("end", line)


def _ends(recur: vRecur, rule: str, starts: Wall) -> Iterator[datetime]:
    """The ends that a rule has, by COUNT and by UNTIL."""
    if "COUNT" in recur:
        yield last_of(rule, starts.at, recur["COUNT"][0])
    for until in recur.get("UNTIL", []):
        if until.year not in _YEARS:
            continue
        if not isinstance(until, datetime):
            yield datetime.combine(until, time(23, 59))
        elif until.tzinfo:
            yield until.astimezone(ZoneInfo(starts.zone)).replace(tzinfo=None, second=0)
        else:
            yield until.replace(second=0)
