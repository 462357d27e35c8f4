"""How a series ends: `serie bis 30.6.`; dates that were described, moved or announced stay, and the admin is told."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from dateutil.rrule import rrulestr

from commands import _rules, _show, _words
from commands._calendar import Meeting, instant, meetings
from commands._days import Unclear
from commands._kit import Ask, Reply, UserError
from commands._meeting import news
from commands._meeting.dates import check_end, check_overlaps, overlaps, row
from commands._meeting.remarks import lines
from commands._meeting.words import full_day
from commands._when import FURTHEST
from storage import Tx
from storage.meetings import Series

_END = _words.pattern(r"(?:endet?|ends?|beenden?)(?!\w)[\s,:]*(?:(?:am|on)\s+(?=\S))?")
_STOP = _words.pattern(r"(?:absagen?|cancel|stop|delete|loe?schen?|streichen?)(?!\w)[\s,:]*")
_UNTIL = _words.pattern(r"(?:bis|until|till)\s+(?=\S)")


def told(text: str) -> str | None:
    """What an order says of the last day, if it is about the end of the series: "bis 30.6."; may be empty."""
    plain = _words.plain(text)
    if end := _END.match(plain):
        rest = text[end.end() :]
        return rest if not rest or _UNTIL.match(rest) else f"bis {rest}"
    if stop := _STOP.match(plain):
        rest = text[stop.end() :]
        return rest if _UNTIL.match(rest) else ""
    return text if _UNTIL.match(plain) else None


def end(tx: Tx, ask: Ask, text: str) -> Reply:
    """Ends the series with this day, or lets it go on until then."""
    found = _rules.until(text, ask.now, ask.zone, ask.language)
    today = ask.now.astimezone(ask.zone).date()
    if found.day is None or found.day < today:
        example = ask.say("meeting-try", action="end", date=ask.say("meeting-some-date"))
        raise Unclear(ask.say("meeting-series-until"), example)
    check_end(ask, found.rest)
    until = datetime.combine(found.day, time(23, 59))
    last = next(reversed(tx.meetings.series()), None)
    if last is None or (last.until is not None and last.until.date() < today):
        raise UserError(ask.say("meeting-no-series"))
    if last.until == until:
        rule = _rules.words(last.rule, last.starts, ask.language)
        raise UserError(ask.say("meeting-series-same", rule=rule))
    for known in news.known(tx, ask):
        row(tx, known)
    before = overlaps(tx, ask)
    for one in tx.meetings.series():
        if one.id == last.id or one.until is None or one.until > until:
            tx.meetings.change_series(one.id, until=until)
    check_overlaps(tx, ask, before)
    return news.changed(tx, ask, lines(_said(ask, last, until), stay(ask, _behind(tx, ask, until))))


def stay(ask: Ask, left: list[Meeting]) -> str:
    """Says which dates stay though no rule gives them any more; empty if there are none."""
    if not left:
        return ""
    return ask.say("meeting-stays", dates=_show.dates(left, ask.now, ask.zone, ask.language))


def _said(ask: Ask, one: Series, until: datetime) -> str:
    slot = rrulestr(one.rule, dtstart=one.starts).before(until, inc=True)
    if slot is None or instant(slot, ask.zone) <= ask.now:
        return ask.say("meeting-series-over", title=one.title)
    return ask.say("meeting-series-ends", title=one.title, day=full_day(slot.date(), ask))


def _behind(tx: Tx, ask: Ask, until: datetime) -> list[Meeting]:
    """The dates of series that take place after this wall time."""
    start = max(instant(until, ask.zone), ask.now)
    ahead = meetings(tx, start, start + timedelta(days=FURTHEST))
    return [one for one in ahead if one.slot is not None]
