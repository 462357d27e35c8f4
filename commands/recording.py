"""`!recording`: the newest, one by its number or date, or those that words find; the groups hear of new ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from commands import _show
from commands._asked import asked, either
from commands._calendar import CHANGED
from commands._fold import chosen, fold
from commands._kit import Ask, Audience, Example, Planned, Reply, Said, Span, UserError, command, post, undone
from commands._library import hits, periods, recordings, sentences
from commands._library.periods import Period
from storage import Tx
from storage.library import Recording
from storage.rows import Change
from storage.search import Kind

_KINDS: tuple[Kind, ...] = ("recording", "passage")
_DAY = timedelta(days=1)
_TRIES = 8  # days on which a new one looks for room in the week
_YEARS_BACK = 20  # that "Juni" is looked for
_SAID = """
    neueste neuste neuesten letzte letzten letztes letzter aktuelle newest latest last mal time treffen netzwerktreffen
    meeting die der das dem des vom von zum the from of bitte please aufzeichnung aufnahme video recording
"""
_NEWEST = frozenset(["", *_SAID.split()])
_LISTED = {"alle", "liste", "uebersicht", "archiv", "all", "list", "mehrere"}
_SLIDES = {"folien", "slides", "praesentation", "praesentationen"}
_BEFORE = {"vorletzte", "vorletzten", "vorletztes", "vorletzter"}
_PLURALS = {"aufzeichnungen", "aufnahmen", "videos", "recordings"}
_SMALL = {"mit", "with", "die", "der", "the", "bitte", "please", "aller", "of", "vom", "treffen", "mal"}
_MOST = 30


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
    ordered=either(sentences.recording, asked("newest recording")),
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
    words = [fold(word).strip("?!.,") for word in ask.words.split()]
    if not words and ask.called in _PLURALS:
        words = ["alle"]
    if {*words} <= _NEWEST:
        return _newest(tx, ask, newest[0].id)
    if (picked := 2 if {*words} & _BEFORE and {*words} <= _BEFORE | _SMALL else chosen(ask.words)) is not None:
        return hits.numbered(tx, ask, picked, _KINDS) or _by_number(tx, ask, picked)
    if (fixed := hits.fixed(tx, ask, "recording")) is not None:
        return fixed
    if {*words} & (_LISTED | _SLIDES) and {*words} <= _LISTED | _SLIDES | _SMALL:
        return _all(tx, ask, slides=not _SLIDES.isdisjoint(words))
    if (period := periods.meant(ask)) is not None:
        return _of(tx, ask, period)
    ask = replace(ask, words=sentences.about(ask.words))
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


def _all(tx: Tx, ask: Ask, *, slides: bool) -> Reply:
    """The newest ones, or of those that have slides."""
    newest = tx.recordings.newest(tx.recordings.count() if slides else _MOST)
    entries: list[hits.Found] = [("recording", one.id) for one in newest if one.slides or not slides][:_MOST]
    head = ask.say("recording-all", what="slides" if slides else "all")
    return _told(tx, ask, entries, head) if entries else Reply(ask.say("recording-no-slides"))


def _by_number(tx: Tx, ask: Ask, picked: int) -> Reply:
    if not picked:
        raise UserError(ask.say("recording-zero"))
    newest = tx.recordings.newest(picked)
    if len(newest) < picked:
        raise UserError(ask.say("recording-fewer", count=len(newest)))
    return hits.card(tx, ask, "recording", newest[-1].id)


# -- of a day, month or year -----------------------------------------------------------------------------


def _of(tx: Tx, ask: Ask, asked: Period) -> Reply:
    earlier = () if asked.dated else (asked.years_back(years) for years in range(1, _YEARS_BACK))
    meant = [asked, *filter(None, [asked.other]), *earlier]
    found, period = next(((there, one) for one in meant if (there := _in(tx, one))), ([], asked))
    told = {"kind": period.unit, "when": period.said}
    if found:
        return _told(tx, ask, found, ask.say("recording-head-when", **told))
    nearest = min(tx.recordings.all(), key=lambda one: (abs(one.date - period.first), -one.id))
    about = recordings.about(nearest, ask, ask.now)
    day = f"{nearest.date.day}.{nearest.date.month}.{nearest.date.year}"
    lines = [ask.say("recording-none-when", **told), ask.say("recording-nearest", date=day, about=about)]
    return Reply("\n".join(lines))


def _in(tx: Tx, period: Period) -> list[hits.Found]:
    return [("recording", one.id) for one in tx.recordings.between(period.first, period.last)]


# -- what the groups hear --------------------------------------------------------------------------------


def _anew(tx: Tx, audience: Audience, said: Said) -> str | None:
    """The words as they are right now; none of a recording that was taken out again."""
    found = tx.recordings.get(int(said.key.split(" ")[0]))
    same = found is not None and said.key.startswith(_key(found))
    return _news(tx, found, audience, said.at, said.late) if found and same else None


@undone("recordings")
def as_before(tx: Tx, ask: Ask, _changes: tuple[Change, ...]) -> Reply:
    """Lets what the groups read about a recording follow an undo."""
    tx.settings.put_instant(CHANGED, ask.now)
    return Reply("")


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
        moved = tx.amendments.get("recording", f"{key} {audience.chat}") is not None
        if decided in {"due", "sent", "cancelled"} or (moved and decided is None and at not in span):
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
