"""`!next`: when and where the next meeting is."""

from __future__ import annotations

from typing import Any

from commands import _ahead, _show, _upcoming
from commands._asked import asked
from commands._calendar import Meeting, coming
from commands._fold import fold
from commands._kit import Ask, Example, Reply, UserError, command, picker
from commands._library import recordings
from storage import Tx

_COUNTS = {str(count): count for count in range(1, 7)}
_MEETING = {"treffen", "netzwerktreffen", "termin", "termine", "meeting", "meetings", "date", "dates"}


@command(
    "next",
    "nächstes",
    "termin",
    "wann",
    "when",
    "n",
    theme="meetings",
    ordered=asked("next"),
    examples=[
        Example(
            "!nächstes",
            "Nächstes Treffen: Kosten im Griff\n"
            "Mittwoch, 2. Dezember, 19:00 Uhr (in 2 Tagen)\n"
            "Mit Ida Sommer (Musterhausen) und Jonas Feld (Neustadt am Bach).\n"
            "https://meet.example/netz",
        ),
        Example(
            "!next 3",
            "The next meetings\n"
            "1 · Wednesday 2 December, 19:00 (Berlin time): Kosten im Griff\n"
            "2 · Wednesday 6 January, 19:00 (Berlin time): Losverfahren in kleinen Gemeinden"
            " (moved from 30 December)\n"
            "3 · Wednesday 27 January, 19:00 (Berlin time): Was aus Empfehlungen wird",
            language="en",
        ),
        Example("!nächstes 3", "Die nächsten Treffen\n1 · Mittwoch, 2. Dezember, 19:00 Uhr: Kosten im Griff\n2 · …"),
        Example("!nächstes Mai", "Dahinter passt eine Zahl von 1 bis 6, nicht „Mai“.…", refused=True),
    ],
)
def next_meeting(tx: Tx, ask: Ask) -> Reply:
    """The next meeting with all one needs, or the next few, one line each."""
    count = _count(ask)
    found = coming(tx, ask.now, count)
    if found and count > 1:
        return _upcoming.listed(tx, ask, found, ask.say("next-several"))
    lines = _about(tx, ask, found[0], "next-coming") if found else [ask.say("show-none")]
    if not (found and found[0].starts <= ask.now):
        lines.append(_recording(tx, ask))
    return Reply("\n".join(filter(None, lines)))


@picker(_upcoming.LIST)
def picked(tx: Tx, ask: Ask, data: dict[str, Any], number: int) -> Reply:
    """All about the meeting of a number in a list of dates."""
    meeting = _upcoming.numbered(tx, ask, data, number)
    return Reply("\n".join(filter(None, _about(tx, ask, meeting, "meetings-one"))))


def _count(ask: Ask) -> int:
    """How many were asked for; one for "Treffen?" and "wann ist das nächste Treffen?"."""
    words = [word for word in (fold(one).strip("?!.,;:") for one in ask.words.split()) if word]
    said = [word for word in words if word not in _MEETING] or ["1"]
    if len(said) == 1 and said[0] in _COUNTS:
        return _COUNTS[said[0]]
    if len(words) > 1 and not any(letter.isdigit() for letter in ask.words):
        return 1
    raise UserError(ask.say("next-wrong", words=_show.shortened(ask.words), most=max(_COUNTS.values())))


def _about(tx: Tx, ask: Ask, meeting: Meeting, head: str) -> list[str]:
    window = ask.link_window if ask.in_group else None
    return [
        _head(meeting, ask, head),
        ask.say("next-speakers", speakers=_show.closed(meeting.speakers)) if meeting.speakers else "",
        _ahead.link(meeting, ask.now, ask.zone, ask.language, window),
        ask.say("next-coming-count", count=tx.rsvps.count(meeting.uid)) if ask.steers else "",
    ]


def _head(meeting: Meeting, ask: Ask, coming: str) -> str:
    if meeting.starts <= ask.now:
        times = [_show.clock(at, ask.zone, ask.language) for at in (meeting.starts, meeting.ends)]
        return ask.say("next-running", name=meeting.name, begun=times[0], ends=times[1])
    about = (ask.now, ask.zone, ask.language)
    notes = [_show.until(meeting.starts, *about), _show.moved(meeting, *about)]
    note = ", ".join(note for note in notes if note)
    return ask.say(coming, name=meeting.name, when=_show.when(meeting.starts, *about), note=note)


def _recording(tx: Tx, ask: Ask) -> str:
    """Where the recording of the last meeting is, as long as people ask for it."""
    last = recordings.latest(tx, ask.now)
    if last is None:
        return ""
    day = _show.short_day(last.starts, ask.now, ask.zone, ask.language)
    if link := recordings.link_of(tx, last):
        return ask.say("next-recording", day=day, link=recordings.warned(tx, link, ask))
    return ask.say("next-recording-soon", day=day)
