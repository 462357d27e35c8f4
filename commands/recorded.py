"""`!recorded`: admins are asked for the recording after a meeting, and say where it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from functools import partial

from commands import _show
from commands._calendar import CHANGED, Meeting, meetings
from commands._fold import fold, yes_or_no
from commands._kit import Ask, Audience, Example, Planned, Reply, Span, UserError, command, post
from commands._library import recordings
from commands._meeting.words import checked_length, checked_link
from commands._texts import plain
from commands._when import FURTHEST, find
from storage import Tx

_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)
_ASKED = (_HOUR, 2 * _DAY + _HOUR)  # after the end; the second time only if nobody has answered
_KEEPS = 2 * _DAY  # how long the question waits for a bot that was down; then the second one takes its place
_NO = {"-", "keine", "keins", "none"}
_SHOWN = 3


@command(
    "recorded",
    "aufgezeichnet",
    who="admin",
    changes=True,
    examples=[
        Example(
            "!aufgezeichnet https://video.example/zu-zweit",
            "Eingetragen ist die Aufzeichnung von „Moderation zu zweit“ (Mittwoch, 4. November):\n"
            "https://video.example/zu-zweit\n"
            "Die Gruppe erfährt es frühestens in 5 Minuten; bis dahin nimmt !zurück alles zurück.",
        ),
        Example(
            "!aufgezeichnet 7.10. nein",
            "In Ordnung, von „Einladungen, die ankommen“ (Mittwoch, 7. Oktober) gibt es keine Aufzeichnung."
            " Ich frage nicht mehr danach.",
        ),
        Example(
            "!recorded 7.10. https://video.example/letters 78 min",
            "The recording of “Einladungen, die ankommen” (Wednesday 7 October) is entered:\n"
            "https://video.example/letters\n"
            "The group will hear of it in 5 minutes at the earliest; until then !undo takes it all back.",
            language="en",
        ),
        Example(
            "!recorded no",
            "All right, there is no recording of “Moderation zu zweit” (Wednesday 4 November)."
            " I will not ask for it again.",
            language="en",
        ),
        Example("!aufgezeichnet 8.10. https://video.example/x", "Am Donnerstag, 8. Oktober, war kein…", refused=True),
    ],
)
def recorded(tx: Tx, ask: Ask) -> Reply:
    """Enters the link to the recording of the last meeting or of the one that is named, or that there is none."""
    meeting, words = _meant(tx, ask)
    told = {"name": meeting.name, "day": _day(meeting.starts, ask)}
    if not words:
        raise UserError(ask.say("recorded-where", **told))
    before = recordings.link_of(tx, meeting)
    if yes_or_no(words) is False or fold(words) in _NO:
        recordings.enter_none(tx, meeting)
        lines, link = [ask.say("recorded-none", **told)], recordings.NONE
    else:
        link, minutes = _link(words, ask)
        new = recordings.enter(tx, ask, meeting, link, minutes)
        lines = [ask.say("recorded-entered", link=link, **told)]
        if new and recordings.news_at(new):
            lines.append(ask.say("recorded-news", minutes=recordings.HELD // _MINUTE))
    tx.settings.put_instant(CHANGED, ask.now)
    if before not in {"", recordings.NONE, link}:
        lines.append(ask.say("recorded-before", link=before))
    return Reply("\n".join(lines), what=plain(lines[0]).partition("\n")[0].rstrip(":"))


@post("ask-recording", rank=3, to="admins")
def ask_recording(tx: Tx, audience: Audience, span: Span) -> Iterator[Planned]:
    """Asks for the recordings that nobody has entered yet."""
    for meeting in meetings(tx, span.start - _ASKED[-1] - _DAY, span.end):
        for after in _ASKED:
            due = meeting.ends + after
            if due in span and not recordings.link_of(tx, meeting):
                yield Planned(
                    key=f"{meeting.uid} {after // _HOUR} {meeting.starts:%Y%m%dT%H%MZ}",
                    due=due,
                    deadline=due + _KEEPS,
                    text=partial(_question, meeting, audience, again=after != _ASKED[0]),
                )


def _question(meeting: Meeting, audience: Audience, now: datetime, _late: bool, *, again: bool) -> str:
    there = meeting.starts.astimezone(audience.zone)
    day = _show.day(meeting.starts, now, audience.zone, audience.language)
    asked = audience.say("recorded-ask-again" if again else "recorded-ask", name=meeting.name, day=day)
    return f"{asked}\n{audience.say('recorded-how', date=f'{there.day}.{there.month}.')}"


def _meant(tx: Tx, ask: Ask) -> tuple[Meeting, str]:
    """The last meeting that has begun, or the one of the day that is named; and the words after the day."""
    begun = meetings(tx, ask.now - FURTHEST * _DAY, ask.now)
    if not begun:
        raise UserError(ask.say("recorded-too-early"))
    found = find(ask.words, ask.now, ask.zone, ask.language, past=True)
    if found.day is None:
        return begun[-1], ask.words.strip()
    there = [one for one in begun if _wall(one, ask).date() == found.day]
    chosen = [one for one in there if found.time == _wall(one, ask).time()] or there
    if not chosen:
        noon = datetime.combine(found.day, time(12), ask.zone)
        last = [_show.short_day(one.starts, ask.now, ask.zone, ask.language) for one in reversed(begun[-_SHOWN:])]
        raise UserError(ask.say("recorded-no-meeting", day=_day(noon, ask), last=_show.listed(last, ask.language)))
    if len(chosen) > 1:
        times = _show.either([f"{_wall(one, ask):%H:%M}" for one in chosen], ask.language)
        raise UserError(ask.say("recorded-several", day=_day(chosen[0].starts, ask), times=times))
    return chosen[0], found.rest.strip()


def _link(words: str, ask: Ask) -> tuple[str, int | None]:
    """The link, and the length in minutes if one stands behind it."""
    link, _, length = words.partition(" ")
    if "://" not in link or not length.strip():
        return checked_link(words, ask), None
    return checked_link(link, ask), checked_length(length, ask)


def _wall(meeting: Meeting, ask: Ask) -> datetime:
    return meeting.starts.astimezone(ask.zone)


def _day(at: datetime, ask: Ask) -> str:
    return _show.day(at, ask.now, ask.zone, ask.language)
