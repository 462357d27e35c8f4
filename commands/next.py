"""`!next`: when and where the next meeting is."""

from __future__ import annotations

from commands import _show
from commands._calendar import Meeting, coming
from commands._kit import Ask, Example, Reply, UserError, command
from storage import Tx

_COUNTS = {str(count): count for count in range(1, 7)}


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
        return Reply(ask.say("show-none"))
    if count == 1:
        return Reply(_card(found[0], ask))
    return Reply(f"{ask.say('next-several')}\n{_show.dates(found, ask.now, ask.zone, ask.language)}")


def _count(ask: Ask) -> int:
    words = ask.words.strip() or "1"
    if " " in words and not any(letter.isdigit() for letter in words):
        return 1  # "wann ist das nächste Treffen?"
    if words not in _COUNTS:
        raise UserError(ask.say("next-wrong", words=_show.shortened(words), most=max(_COUNTS.values())))
    return _COUNTS[words]


def _card(meeting: Meeting, ask: Ask) -> str:
    lines = [
        _head(meeting, ask),
        ask.say("next-speakers", speakers=_show.closed(meeting.speakers)) if meeting.speakers else "",
        meeting.link,
    ]
    return "\n".join(line for line in lines if line)


def _head(meeting: Meeting, ask: Ask) -> str:
    if meeting.starts <= ask.now:
        times = [_show.clock(at, ask.zone, ask.language) for at in (meeting.starts, meeting.ends)]
        return ask.say("next-running", name=meeting.name, begun=times[0], ends=times[1])
    about = (ask.now, ask.zone, ask.language)
    notes = [_show.until(meeting.starts, *about), _show.moved(meeting, *about)]
    note = ", ".join(note for note in notes if note)
    return ask.say("next-coming", name=meeting.name, when=_show.when(meeting.starts, *about), note=note)
