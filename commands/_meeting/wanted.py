"""The series that an order asks for: its rule, and what is not said as in the last one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from secrets import token_hex

from dateutil.rrule import rrulestr

from commands import _rules, _words
from commands._calendar import instant
from commands._kit import Ask, UserError
from commands._meeting.remarks import clock_change, next_year
from commands._meeting.words import USUAL, full_day, length, parts, title
from commands._when import Moment
from storage import Tx
from storage.meetings import Series

_ENDLESS = _words.pattern(r"[\s,]*\b(?:ohne\s+ende|unbefristet|without\s+(?:an\s+)?end|no\s+end|open[ -]ended)\b")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A series to be stored, and what there is to say of its dates, line by line."""

    series: Series
    notes: tuple[str, ...]


def new_uid() -> str:
    """The uid of a new series or single date."""
    return f"{token_hex(8)}@losbote"


def wanted(tx: Tx, ask: Ask, text: str) -> Wanted:
    """Reads the order; raises `UserError` for words in it that say nothing here."""
    usual = next(reversed(tx.meetings.series()), None)
    endless = _ENDLESS.search(_words.plain(text))
    found = parts(text[: endless.start()] + text[endless.end() :] if endless else text, ask)
    if not found.text:
        raise UserError(ask.say("meeting-rhythm"))
    rule = _rules.rule(found.text, ask.now, ask.zone, ask.language)
    at = _rules.first(rule, ask.now, ask.zone, ask.language, usual.starts.time() if usual else None)
    starts = next(slot for slot in rrulestr(rule.rrule, dtstart=at) if instant(slot, ask.zone) > ask.now)
    minutes, left = length(rule.rest, at.time(), ask)
    until = datetime.combine(rule.until, time(23, 59)) if rule.until else None
    kept = usual.until if usual and usual.until and usual.until >= starts and not (until or endless) else None
    series = Series(
        id=0,
        uid=new_uid(),
        title=title(found, left, ask, quoted=True) or (usual.title if usual else ask.say("meeting-title")),
        rule=rule.rrule,
        starts=starts,
        until=until or kept,
        zone=ask.zone.key,
        minutes=minutes or (usual.minutes if usual else USUAL),
        link=found.link or (usual.link if usual else ""),
    )
    if until and until < starts:
        first = full_day(starts.date(), ask)
        raise UserError(ask.say("meeting-until-first", first=first, until=full_day(until.date(), ask)))
    return Wanted(series, _notes(ask, series, rule, kept=kept is not None))


def _notes(ask: Ask, series: Series, rule: _rules.Rule, *, kept: bool) -> tuple[str, ...]:
    until = full_day(series.until.date(), ask) if series.until else ""
    return (
        ask.say("meeting-until", day=until, kept=int(kept)) if until else "",
        next_year(rule.day, ask) if rule.day and rule.next_year else "",
        clock_change(ask, Moment(series.starts, instant(series.starts, ask.zone))),
    )
