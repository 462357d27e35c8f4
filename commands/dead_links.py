"""Tells the admins which links of the library do not open any more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from functools import partial

from commands import _show
from commands._kit import Ask, Audience, Planned, Span, concern, post
from storage import Tx
from storage.links import Dead

_DAY = timedelta(days=1)
_MONDAY, _TIME = 0, time(9, 0)
_KEEPS = timedelta(days=3)
_SHOWN = 8


@post("dead-links", rank=6, to="admins")
def dead_links(tx: Tx, audience: Audience, span: Span) -> Iterator[Planned]:
    """On Mondays, as long as there are any."""
    day = span.start.astimezone(audience.zone).date()
    dead: list[Dead] | None = None
    while (due := datetime.combine(day, _TIME, audience.zone).astimezone(span.end.tzinfo)) <= span.end:
        if day.weekday() == _MONDAY and due in span:
            dead = tx.links.dead() if dead is None else dead
            if dead:
                yield Planned(str(day), due, due + _KEEPS, partial(_text, dead, audience))
        day += _DAY


def _text(dead: list[Dead], audience: Audience, now: datetime, _late: bool) -> str:
    lines = [audience.say("links-dead", count=len(dead))]
    for one in dead[:_SHOWN]:
        since = _show.short_day(one.since, now, audience.zone, audience.language)
        lines += [audience.say("links-one", title=one.title, since=since), one.link]
    if len(dead) > _SHOWN:
        lines.append(audience.say("links-rest", count=len(dead) - _SHOWN))
    lines.append(audience.say("links-how"))
    return "\n".join(lines)


@concern("links")
def worry(tx: Tx, ask: Ask) -> Iterator[str]:
    """How many links are dead, and the first of them."""
    if dead := tx.links.dead():
        yield ask.say("links-concern", count=len(dead), title=dead[0].title)
