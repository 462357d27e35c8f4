"""`!next`: when and where the next meeting is."""

from __future__ import annotations

from datetime import timedelta

from commands import _ahead, _show
from commands._calendar import Meeting, coming, meetings
from commands._kit import Ask, Example, Reply, UserError, command
from storage import Tx

_COUNTS = {str(count): count for count in range(1, 7)}
_DAY = timedelta(days=1)
_FRESH = timedelta(days=7)  # how long after a meeting people ask for its recording
_NOT_RECORDED = "-"


@command(
    "next",
    "nächstes",
    "termin",
    "wann",
    "n",
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
    if not found:
        lines = [ask.say("show-none"), _recording(tx, ask)]
    elif count > 1:
        lines = [ask.say("next-several"), _show.dates(found, ask.now, ask.zone, ask.language)]
    else:
        lines = _card(tx, ask, found[0])
    return Reply("\n".join(line for line in lines if line))


def _count(ask: Ask) -> int:
    words = ask.words.strip() or "1"
    if " " in words and not any(letter.isdigit() for letter in words):
        return 1  # "wann ist das nächste Treffen?"
    if words not in _COUNTS:
        raise UserError(ask.say("next-wrong", words=_show.shortened(words), most=max(_COUNTS.values())))
    return _COUNTS[words]


def _card(tx: Tx, ask: Ask, meeting: Meeting) -> list[str]:
    window = ask.link_window if ask.in_group else None
    return [
        _head(meeting, ask),
        ask.say("next-speakers", speakers=_show.closed(meeting.speakers)) if meeting.speakers else "",
        _ahead.link(meeting, ask.now, ask.zone, ask.language, window),
        ask.say("next-coming-count", count=tx.rsvps.count(meeting.uid)) if ask.steers else "",
        _recording(tx, ask) if meeting.starts > ask.now else "",
    ]


def _head(meeting: Meeting, ask: Ask) -> str:
    if meeting.starts <= ask.now:
        times = [_show.clock(at, ask.zone, ask.language) for at in (meeting.starts, meeting.ends)]
        return ask.say("next-running", name=meeting.name, begun=times[0], ends=times[1])
    about = (ask.now, ask.zone, ask.language)
    notes = [_show.until(meeting.starts, *about), _show.moved(meeting, *about)]
    note = ", ".join(note for note in notes if note)
    return ask.say("next-coming", name=meeting.name, when=_show.when(meeting.starts, *about), note=note)


def _recording(tx: Tx, ask: Ask) -> str:
    """Where the recording of the last meeting is, as long as people ask for it."""
    past = meetings(tx, ask.now - _FRESH - _DAY, ask.now)
    fresh = [one for one in past if ask.now - _FRESH < one.ends <= ask.now]
    last = max(fresh, key=lambda one: one.ends, default=None)
    if last is None or last.recording == _NOT_RECORDED:
        return ""
    day = _show.short_day(last.starts, ask.now, ask.zone, ask.language)
    if last.recording:
        return ask.say("next-recording", day=day, link=last.recording)
    return ask.say("next-recording-soon", day=day)
