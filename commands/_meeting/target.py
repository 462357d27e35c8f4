"""Where a meeting is moved to: a day, a time or both, so and so much later, the same day at another time."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from dateutil.relativedelta import relativedelta

from commands import _show, _words
from commands._calendar import Meeting
from commands._dates import Found
from commands._kit import Ask, UserError
from commands._meeting.words import length, spans
from commands._when import Moment, find, moment

_TO = re.compile(r"(?:->|→|=>|nach\b)\s*", re.IGNORECASE)
_SAME = _words.pattern(
    r"(?:(?:auf|am|to|on)\s+)?(?:(?:den|dem|the)\s+)?(?:gleichen|selben|same)\s+(?:tag|day)(?!\w)[\s,]*"
)
_SHIFT = _words.pattern(
    rf"(?P<by>(?:um|by)\s+)?{_words.LENGTH}(?:\s+(?:(?P<later>spae?ter|nach\s+hinten|later)"
    r"|(?P<earlier>frue?her|eher|vorher|nach\s+vorne?|earlier)))?[\s.]*"
)


@dataclass(frozen=True, slots=True)
class Target:
    """When it is to be; and how many minutes it is to last, if that was said."""

    at: Moment
    minutes: int | None


def target(ask: Ask, one: Meeting, text: str) -> Target:
    """Reads it; without a time it is the time of the meeting, without a day its day."""
    about = (ask.now, ask.zone, ask.language)
    here = one.starts.astimezone(ask.zone).replace(tzinfo=None)
    found = _shifted(here, text) or _same_day(ask, here, text)
    if not found:
        found = find(spans(_TO.sub("", text, count=1)), *about, around=here.date())
    if not found:
        raise UserError(ask.say("meeting-where"))
    at = moment(replace(found, day=found.day or here.date()), *about, here.time())
    minutes, left = length(found.rest, at.wall.time(), ask)
    if left:
        raise UserError(ask.say("meeting-rest", words=_show.shortened(left)))
    return Target(at, minutes)


def _shifted(here: datetime, text: str) -> Found | None:
    """ "um eine Woche", "2 Tage früher"; "um 8 h" is a time."""
    match = _SHIFT.fullmatch(_words.plain(text))
    if match is None or not (match["by"] or match["later"] or match["earlier"]):
        return None
    if match["by"] and (match["hours"] or "").lower() == "h" and not (match["later"] or match["earlier"]):
        return None
    by: timedelta | relativedelta = _words.length(match) or relativedelta(months=_words.months(match))
    at = here - by if match["earlier"] else here + by
    return Found(at.date(), at.time(), "")


def _same_day(ask: Ask, here: datetime, text: str) -> Found | None:
    """ "auf den gleichen Tag 20 Uhr"."""
    match = _SAME.match(_words.plain(text))
    if match is None:
        return None
    found = find(spans(text[match.end() :]), ask.now, ask.zone, ask.language)
    return replace(found, day=here.date()) if found.time and not found.day else None
