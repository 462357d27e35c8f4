"""`!remind` and `!pause`: reminders that a person orders, by direct message."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from commands import _ahead, _show, _when
from commands._asked import asked
from commands._calendar import Meeting, coming, instant
from commands._fold import fold
from commands._kit import Ask, Audience, Example, Planned, Reply, Said, Span, UserError, command, post
from commands._offsets import FILLERS, OFF, UNITS, offsets, parted, short
from storage import Tx
from storage.chat import id_in
from storage.groups import Member

_MOST = 5
_LOOKED_AT = 12  # meetings in which the next reminder is looked for
_OVER = {*OFF, "ende", "end", "vorbei", "over", "weiter", "resume"}
_UNTIL = re.compile(r"(?:(?:bis|until|till|to|für|for|einschließlich|zum|and including)(?:\s+|$))*", re.IGNORECASE)
_FROM = re.compile(
    r"(?:vom|von|ab|from|starting)\s+(?P<first>.+?)\s+(?:bis|until|till|to)\s+(?:(?:zum|den)\s+)?(?P<last>.+)",
    re.IGNORECASE,
)


@command(
    "remind",
    "erinnern",
    "erinnerung",
    "erinnere",
    changes=True,
    theme="meetings",
    ordered=asked("no reminders", "aus"),
    examples=[
        Example(
            "!erinnern",
            "Eigene Erinnerungen hast du nicht bestellt. "
            "Mit !erinnern 1 Tag, 30 min schreibe ich dir direkt: "
            "am Tag vor jedem Treffen und noch einmal eine halbe Stunde vorher.",
        ),
        Example(
            "!erinnern 1 Tag, 30 min",
            "Ab jetzt schreibe ich dir zu jedem Treffen direkt: 1 Tag vorher und 30 Minuten vorher.\n"
            "Die nächste Erinnerung kommt am Dienstag, 1. Dezember, 19:00 Uhr.",
        ),
        Example("!erinnern aus", "In Ordnung, eigene Erinnerungen bekommst du nicht mehr. Die in der Gruppe bleiben."),
        Example(
            "!remind 1d 1h",
            "From now on I will message you for each meeting: 1 day before and 1 hour before.\n"
            "The next reminder comes on Tuesday 1 December, 19:00 (Berlin time).",
            language="en",
        ),
        Example(
            "!erinnern rechtzeitig",
            "„rechtzeitig“ verstehe ich nicht als Abstand bis zu 60 Tagen.…",
            refused=True,
        ),
        Example(
            "!remind 5d 4d 3d 2d 1d 1h",
            "5 reminders before a meeting are the most, and this makes 6.…",
            language="en",
            refused=True,
        ),
    ],
)
def remind(tx: Tx, ask: Ask) -> Reply:
    """Orders reminders for the person, so long before each meeting; without words says what is ordered."""
    words = parted(ask.words)
    wanted = set(map(fold, words)) - FILLERS
    if not wanted:
        return Reply(_ordered(tx, ask))
    if wanted <= OFF:
        if tx.members.get(ask.sender) is not None:
            tx.members.remind(ask.sender, ())
            tx.members.pause(ask.sender, None)
        return Reply(ask.say("remind-off"))
    lengths = sorted(set(offsets(words, ask.language)), reverse=True)
    if len(lengths) > _MOST:
        raise UserError(ask.say("remind-many", most=_MOST, count=len(lengths)))
    tx.members.remind(ask.sender, tuple(map(short, lengths)))
    return Reply("\n".join([ask.say("remind-set", before=_before(lengths, ask)), *_outlook(tx, ask)]))


@command(
    "pause",
    changes=True,
    theme="meetings",
    examples=[
        Example(
            "!pause bis 20.08.",
            "Eigene Erinnerungen hast du nicht bestellt, also gibt es nichts zu pausieren. …",
        ),
        Example("!pause aus", "Gerade ist keine Pause."),
        Example(
            "!pause until Friday",
            "You have ordered no reminders of your own, so there is nothing to pause. …",
            language="en",
        ),
        Example("!pause bis 31.2.", "Den 31. Februar gibt es nicht; der Monat hat 28 Tage.…", refused=True),
        Example(
            "!pause until the cows come home",
            "I find no day in “the cows come home”.…",
            language="en",
            refused=True,
        ),
    ],
)
def pause(tx: Tx, ask: Ask) -> Reply:
    """Lets the person's own reminders rest until the end of a day; without words asks until when."""
    words = ask.words.strip(" !?")
    member = tx.members.get(ask.sender)
    if words and set(map(fold, words.rstrip(".").split())) <= _OVER:
        over = ask.say("pause-over" if _paused(member, ask) else "pause-none")
        if member is not None:
            tx.members.pause(ask.sender, None)
        return Reply("\n".join([over, *_outlook(tx, ask)]))
    until = _until(words, member, ask) if words else _paused(member, ask)
    if member is None or not member.reminders:
        return Reply(ask.say("pause-nothing"))
    if until is None:  # nothing was said, and there is none
        return Reply(ask.say("pause-when"))
    tx.members.pause(ask.sender, until)
    return Reply("\n".join(_outlook(tx, ask)))


def _anew(tx: Tx, audience: Audience, said: Said) -> str:
    """The words that a reminder should have had; whether it asks is left as it is."""
    meeting = _ahead.as_it_is(tx, said)
    if meeting is None:
        return _ahead.called_off(said, audience)
    asks = audience.say("personal-asks") in said.text
    return _text(meeting, audience, not asks and tx.rsvps.has(meeting.uid, id_in(audience.chat)), said.at, said.late)


@post("personal", rank=1, to="people", anew=_anew)
def personal(tx: Tx, audience: Audience, span: Span) -> Iterator[Planned]:
    """The reminders that a person ordered and that fall due in the span, but none in a pause."""
    for due in _ahead.due(tx, audience, span):
        if audience.paused_until is None or due.at >= audience.paused_until:
            comes = tx.rsvps.has(due.meeting.uid, id_in(audience.chat))
            yield due.planned(partial(_text, due.meeting, audience, comes), urgent=True)


def _text(meeting: Meeting, audience: Audience, comes: bool, now: datetime, late: bool) -> str:
    if now >= meeting.starts:
        return _ahead.reminded(meeting, audience, now, audience.say("reminder-begins", name=meeting.name))
    told = {"name": meeting.name, "until": _ahead.until(meeting, audience, now)}
    head = audience.say("personal-late" if late else "personal-ahead", **told)
    return _ahead.reminded(meeting, audience, now, head, "" if comes else audience.say("personal-asks"))


# -- what is ordered -----------------------------------------------------------------------------------


def _ordered(tx: Tx, ask: Ask) -> str:
    member = tx.members.get(ask.sender)
    if member is None or not member.reminders:
        return ask.say("remind-none")
    lengths = [_when.offset(text, ask.language) for text in member.reminders]
    return "\n".join([ask.say("remind-now", before=_before(lengths, ask)), *_outlook(tx, ask)])


def _outlook(tx: Tx, ask: Ask) -> Iterator[str]:
    """Until when there is a pause, and when the next reminder comes."""
    member = tx.members.get(ask.sender)
    if member is None or not member.reminders:
        return
    if until := _paused(member, ask):
        last = until - timedelta(minutes=1)
        yield ask.say("pause-now", day=_show.day(last, ask.now, _zone(member, ask), ask.language))
    since = until or ask.now
    lengths = [_when.offset(text, ask.language) for text in member.reminders]
    dues = [_ahead.before(meeting, one) for meeting in coming(tx, since, _LOOKED_AT) for one in lengths]
    if following := [due for due in dues if due >= since]:
        yield ask.say("remind-next", when=_show.when(min(following), ask.now, ask.zone, ask.language))


def _paused(member: Member | None, ask: Ask) -> datetime | None:
    """Until when the person's reminders rest, if they do."""
    until = member.paused_until if member else None
    return until if until and until > ask.now else None


def _zone(member: Member | None, ask: Ask) -> ZoneInfo:
    """The person's own zone, also in a group."""
    return ZoneInfo(member.zone) if member and member.zone else ask.zone


def _before(lengths: list[timedelta], ask: Ask) -> str:
    """The lengths in a sentence: "1 Tag vorher, 30 Minuten vorher und zum Beginn"."""
    return _show.listed([_length(one, ask) for one in lengths], ask.language)


def _length(length: timedelta, ask: Ask) -> str:
    if not length:
        return ask.say("remind-start")
    long = _show.duration(length // UNITS["m"], ask.language)
    if not length % UNITS["d"]:
        long = ask.say("remind-days", days=length.days)
    return ask.say("remind-before", length=long)


# -- what people write ---------------------------------------------------------------------------------


def _until(words: str, member: Member | None, ask: Ask) -> datetime:
    """The end of the day that is named, in the person's zone."""
    zone = _zone(member, ask)
    named = _UNTIL.sub("", _begun(words, zone, ask), count=1)
    found = _when.find(named, ask.now, zone, ask.language) or _when.find(f"in {named}", ask.now, zone, ask.language)
    if found.day is None or found.rest:
        raise UserError(ask.say("pause-wrong", words=_show.shortened(named or words)))
    if found.day < ask.now.astimezone(zone).date():
        day = _show.day(datetime.combine(found.day, time(12), zone), ask.now, zone, ask.language)
        raise UserError(ask.say("pause-past", day=day))
    _when.moment(replace(found, time=None, exact=None), ask.now, zone, ask.language, time.max)  # not too far away
    return instant(datetime.combine(found.day + timedelta(days=1), time()), zone)


def _begun(words: str, zone: ZoneInfo, ask: Ask) -> str:
    """The words without the day from which on the pause is wanted; raises UserError if that is still to come."""
    match = _FROM.fullmatch(words)
    if match is None:
        return words
    found = _when.find(match["first"], ask.now, zone, ask.language)
    if found.day is None:
        raise UserError(ask.say("pause-wrong", words=_show.shortened(match["first"])))
    if found.day > ask.now.astimezone(zone).date():
        day = _show.day(datetime.combine(found.day, time(12), zone), ask.now, zone, ask.language)
        example = f"!pause {'bis' if ask.language == 'de' else 'until'} {match['last']}"
        raise UserError(ask.say("pause-later", day=day), example)
    return match["last"]
