"""`!recording`: the newest, one by its number or date, or those that words find; the groups hear of new ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

from babel.dates import format_date

from commands import _show, _words
from commands._dates import Unclear, written
from commands._fold import fold, number
from commands._kit import Ask, Audience, Example, Planned, Reply, Said, Span, UserError, command, post
from commands._library import hits, recordings
from commands._when import find
from storage import Tx
from storage.library import Recording
from storage.search import Kind

_KINDS: tuple[Kind, ...] = ("recording", "passage")
_DAY = timedelta(days=1)
_TRIES = 8  # days on which a new one looks for room in the week
_NEWEST = {"", "die", "the", "bitte", "please", "neueste", "neuste", "letzte", "aktuelle", "newest", "latest", "last"}

_LEAD = _words.pattern(r"(?:(?:vom|von|aus|im|in|am|from|of|on|der|dem|the|jahr|year)\s+)+")
_MONTH_NAME = _words.pattern(rf"\b{_words.MONTH}\b")
_YEAR = _words.pattern(r"(?:19|20)\d\d")
_MONTH = tuple(
    _words.pattern(form)
    for form in (
        rf"(?P<month>{_words.MONTH})\.?(?:\s+(?P<year>{_YEAR.pattern}))?",
        rf"(?P<year>{_YEAR.pattern})[-/.](?P<month>\d\d?)",
        rf"(?P<month>\d\d?)[-/.](?P<year>{_YEAR.pattern})",
    )
)


@command(
    "recording",
    "aufzeichnung",
    "aufnahme",
    "video",
    "aufzeichnungen",
    "aufnahmen",
    "videos",
    "recordings",
    theme="library",
    examples=[
        Example(
            "!aufzeichnung",
            "Losverfahren an der Haustür\n"
            "6. Mai, 64 Minuten\n"
            "Mit Yusuf Erdem\n"
            "00:05:00 Wer nicht antwortet\n"
            "00:25:00 Klingeln: was man sagt\n"
            "https://video.example/w/haustuer",
        ),
        Example(
            "!aufzeichnung Moderation",
            "Was ein Bürgerrat kostet\n"
            "4. Juni 2025, 78 Minuten\n"
            "00:33:10 „Die Moderation hat uns für zwei Wochenenden neuntausend Euro gekostet, mit Vorbereitung.“\n"
            "https://youtube.example/watch?v=kosten25&t=1990s",
        ),
        Example(
            "!recording June 2025", "Was ein Bürgerrat kostet\n4 June 2025, 78 minutes\nWith Ida Sommer and …", "en"
        ),
        Example("!recording Aachen", "Was ein Bürgerrat kostet\n…\nFrom 00:12:30, Losverfahren in Aachen:\n…", "en"),
        Example("!aufzeichnung 7", "So viele gibt es nicht, es sind erst 2.…", refused=True),
    ],
)
def recording(tx: Tx, ask: Ask) -> Reply:
    """The newest recording, the one of a number, those of a day, month or year, or those that words find."""
    newest = tx.recordings.newest(1)
    if not newest:
        return Reply(ask.say("recording-none"))
    if all(fold(word).strip("?!.") in _NEWEST for word in ask.words.split()):
        return _newest(tx, ask, newest[0].id)
    if (picked := number(ask.words)) is not None:
        return hits.numbered(tx, ask, picked, _KINDS) or _by_number(tx, ask, picked)
    if period := _period(ask):
        return _of(tx, ask, _latest(tx, ask, period))
    found = hits.found(tx, ask, ask.words, _KINDS)
    if not found:
        return hits.nothing(tx, ask, ask.words, _KINDS)
    return _told(tx, ask, found, ask.say("recording-head", words=_show.shortened(ask.words)))


def _newest(tx: Tx, ask: Ask, entry: int) -> Reply:
    """The newest; before it a word about that of the last meeting if it is still to come."""
    card, last = hits.card(tx, ask, "recording", entry), recordings.latest(tx, ask.now)
    if last is None or recordings.link_of(tx, last):
        return card
    day = _show.short_day(last.starts, ask.now, ask.zone, ask.language)
    return replace(card, text=f"{ask.say('recording-soon', day=day)}\n{card.text}")


def _told(tx: Tx, ask: Ask, found: list[hits.Found], head: str) -> Reply:
    """One recording itself, of several a list."""
    if len(found) > 1:
        return hits.listed(tx, ask, found, head)
    kind, entry = found[0]
    return hits.card(tx, ask, kind, entry)


def _by_number(tx: Tx, ask: Ask, picked: int) -> Reply:
    if not picked:
        raise UserError(ask.say("recording-zero"))
    newest = tx.recordings.newest(picked)
    if len(newest) < picked:
        raise UserError(ask.say("recording-fewer", count=len(newest)))
    return hits.card(tx, ask, "recording", newest[-1].id)


# -- of a day, month or year -----------------------------------------------------------------------------


def _of(tx: Tx, ask: Ask, period: str) -> Reply:
    told = {"kind": _unit(period), "when": _shown(period, ask)}
    found: list[hits.Found] = [("recording", one.id) for one in tx.recordings.on(period)]
    if found:
        return _told(tx, ask, found, ask.say("recording-head-when", **told))
    asked = _first_day(period)
    nearest = min(tx.recordings.all(), key=lambda one: (abs(one.date - asked), -one.id))
    about = recordings.about(nearest, ask, ask.now)
    day = f"{nearest.date.day}.{nearest.date.month}.{nearest.date.year}"
    lines = [ask.say("recording-none-when", **told), ask.say("recording-nearest", date=day, about=about)]
    return Reply("\n".join(lines))


def _period(ask: Ask) -> str:
    """The day, month or year that the words name and nothing else: "2025-06-04", "2025-06", "2025"; else empty.

    A month or day without its year is the last one.
    """
    text = _words.plain(ask.words).strip(" ?!.,")
    lead = _LEAD.match(text)
    text = text[lead.end() :] if lead else text
    if _YEAR.fullmatch(text):
        return text
    for form in _MONTH:
        if match := form.fullmatch(text):
            return _month(match, ask)
    return _day(ask)


def _month(match: re.Match[str], ask: Ask) -> str:
    today, word = ask.now.astimezone(ask.zone).date(), match["month"]
    month = int(word) if word.isdecimal() else _words.month(word)
    year = int(match["year"] or today.year - (month > today.month))
    return f"{year}-{month:02}" if 1 <= month <= 12 else ""


def _day(ask: Ask) -> str:
    try:
        found = find(ask.words, ask.now, ask.zone, ask.language, past=True)
    except Unclear:
        if any(letter.isalpha() for letter in _MONTH_NAME.sub("", _words.plain(ask.words))):
            return ""  # words in which something looks like a date: "3/4 aller Ausgelosten"
        raise
    whole = found.day is not None and found.time is None and not found.rest.strip(" ?!.,")
    return str(found.day) if whole else ""


def _latest(tx: Tx, ask: Ask, period: str) -> str:
    """The last month or day of that name with a recording, where no year was named: "Juni", "4.6."."""
    if tx.recordings.on(period) or _YEAR.search(ask.words):
        return period
    dates = (str(one.date)[: len(period)] for one in tx.recordings.all())
    return max((day for day in dates if day[4:] == period[4:]), default=period)


def _unit(period: str) -> str:
    return ("year", "month", "day")[period.count("-")]


def _first_day(period: str) -> date:
    return date.fromisoformat(period + "-01" * (2 - period.count("-")))


def _shown(period: str, ask: Ask) -> str:
    unit, day = _unit(period), _first_day(period)
    if unit == "day":
        return written(day, ask.language)
    return period if unit == "year" else format_date(day, "MMMM y", ask.language)


# -- what the groups hear --------------------------------------------------------------------------------


def _anew(tx: Tx, audience: Audience, said: Said) -> str:
    """The words as they are right now; of a recording that was taken out again what was said stays."""
    found = tx.recordings.get(int(said.key.split(" ")[0]))
    same = found is not None and said.key.startswith(_key(found))
    return _news(tx, found, audience, said.at, said.late) if found and same else said.text


@post("recording", rank=4, anew=_anew)
def here(tx: Tx, audience: Audience, span: Span) -> Iterator[Planned]:
    """Says that a new recording is there; where the week has no room for it, again a day later."""
    for one in tx.recordings.since(span.start - _TRIES * _DAY - recordings.HELD):
        due = recordings.news_at(one)
        planned = due and _next_try(tx, one, audience, due, span)
        if planned:
            yield planned


def _next_try(tx: Tx, one: Recording, audience: Audience, due: datetime, span: Span) -> Planned | None:
    """The first try that is still to be decided on, unless one before it was said."""
    for day in range(_TRIES):
        key, at = f"{_key(one)} {day}", due + day * _DAY
        decided = tx.posts.decided("recording", f"{key} {audience.chat}")
        if decided in {"due", "sent"}:
            return None
        if decided is None and at in span:
            return Planned(key=key, due=at, deadline=due + _TRIES * _DAY, text=partial(_news, tx, one, audience))
    return None


def _key(one: Recording) -> str:
    """What stands for a recording in the keys of posts; its id alone may be given again after it was removed."""
    return f"{one.id} {one.added_at:%Y%m%dT%H%M%SZ}"


def _news(tx: Tx, one: Recording, audience: Audience, now: datetime, _late: bool) -> str:
    head = audience.say("recording-here", about=recordings.about(one, audience, now))
    return "\n".join([head, *recordings.details(tx, one, audience)])
