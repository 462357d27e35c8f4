"""What the groups are told of a change: offered where they know the date already, said at once where they must know.

The words for each group are made with the change and shown to the admin; a yes sends these and no others, and only as
long as the calendar is still the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from commands import _show
from commands._calendar import CHANGED, Meeting, coming
from commands._kit import Ask, Reply, Word
from commands._texts import Language, say
from storage import Tx
from storage.chat import Chat
from storage.offers import Offer

OFFER = "meeting-tell"
_ANNOUNCED = 3  # meetings; further ahead no reminder goes out
_RULE = "meeting"  # of what the groups are told
_URGENT = timedelta(hours=12)  # before the start; then it is told in quiet hours too


@dataclass(frozen=True, slots=True)
class News:
    """What there is to tell of a meeting; `at` is the start that it concerns, UTC.

    With `must` it is told at once to groups that were reminded of it: nobody may come for nothing, or too late.
    """

    text: Callable[[ZoneInfo, Language], str]
    at: datetime
    must: bool = False


def announced(tx: Tx, ask: Ask, uid: str) -> bool:
    """Whether a group knows of the date: reminded of it, told of a change, or it stands in the kept message."""
    kept = [tx.kept.get("next", group.chat) for group in ask.groups]
    stands = any(one is not None and one.key == uid for one in kept)
    return stands or _reminded(tx, uid) or tx.posts.said(_RULE, uid)


def known(tx: Tx, ask: Ask) -> list[Meeting]:
    """The coming meetings that a group knows of."""
    return [one for one in coming(tx, ask.now, _ANNOUNCED) if announced(tx, ask, one.uid)]


def following(tx: Tx, ask: Ask) -> Meeting | None:
    """The next meeting that has not begun."""
    return next((one for one in coming(tx, ask.now, 2) if one.starts > ask.now), None)


def _reminded(tx: Tx, uid: str) -> bool:
    return tx.posts.said("reminder", uid) or tx.posts.said("personal", uid)


def changed(tx: Tx, ask: Ask, text: str, uid: str = "", news: News | None = None) -> Reply:
    """The answer to a change of a meeting; tells the groups if they must know, offers it if they know the date."""
    tx.settings.put_instant(CHANGED, ask.now)
    if news is None or not ask.groups or not announced(tx, ask, uid):
        return Reply(text)
    shown, words = news.text(ask.zone, ask.language), _data(ask, uid, news)
    if news.must and _reminded(tx, uid):
        also = _words(words, ask.now)
        return Reply(_below(text, ask.say("meeting-told-now", news=shown, waits=_waits(ask, also))), also=also)
    offered = ask.say("meeting-offer", groups=len(ask.groups), news=shown)
    return Reply(_below(text, offered), offer=Offer(OFFER, {"changed": tx.settings.get(CHANGED), "words": words}))


def _below(text: str, more: str) -> str:
    """A paragraph more; without a text one that stands below what somebody else says."""
    return f"{text}\n\n{more}" if text else f"\n{more}"


def taken(tx: Tx, ask: Ask, data: dict[str, Any], *, yes: bool) -> Reply:
    """The answer to a yes or no to such an offer."""
    if not yes:
        return Reply(ask.say("meeting-not-told"))
    if data["changed"] != tx.settings.get(CHANGED):
        return Reply(ask.say("meeting-stale"))
    words = _words(data["words"], ask.now)
    return Reply(ask.say("meeting-told", waits=_waits(ask, words)), also=words)


def _data(ask: Ask, uid: str, news: News) -> list[dict[str, str]]:
    key, at = f"{uid} {ask.now:%Y%m%dT%H%M%S.%f}", news.at.isoformat()
    return [{"chat": one.chat, "key": key, "text": news.text(one.zone, one.language), "at": at} for one in ask.groups]


def _words(data: Iterable[dict[str, str]], now: datetime) -> tuple[Word, ...]:
    return tuple(_word(one, now) for one in data)


def _word(data: dict[str, str], now: datetime) -> Word:
    urgent = datetime.fromisoformat(data["at"]) - now < _URGENT
    return Word(Chat(data["chat"]), data["text"], _RULE, data["key"], urgent=urgent)


def _waits(ask: Ask, words: Iterable[Word]) -> int:
    """0 if all of it is said at once, 1 if some waits for the end of quiet hours; for a text to choose by."""
    return int(ask.quiet and not all(word.urgent for word in words))


def moved(was: datetime, to: datetime, ask: Ask) -> News:
    """A meeting takes place on another day, or at another time of its day."""
    feed = 1 if ask.feed else 0

    def text(zone: ZoneInfo, language: Language) -> str:
        day = _show.short_day(was, ask.now, zone, language)
        if _show.days(to, was, zone):
            when = _show.when(to, ask.now, zone, language)
            return say(language, "meeting-news-moved", day=day, when=when, feed=feed)
        times = {"new": _show.clock(to, zone, language), "old": _show.clock(was, zone, language)}
        return say(language, "meeting-news-time", day=day, feed=feed, **times)

    return News(text, min(was, to), must=to < was)


def cancelled(meeting: Meeting, following: Meeting | None, ask: Ask) -> News:
    """A meeting does not take place; `following` is the next that does."""

    def text(zone: ZoneInfo, language: Language) -> str:
        day = _show.short_day(meeting.starts, ask.now, zone, language)
        if following is None:
            return say(language, "meeting-news-none", day=day)
        when = _show.when(following.starts, ask.now, zone, language)
        return say(language, "meeting-news-cancelled", day=day, when=when)

    return News(text, meeting.starts, must=True)


def restored(meeting: Meeting, ask: Ask) -> News:
    """A meeting takes place after all."""

    def text(zone: ZoneInfo, language: Language) -> str:
        when = _show.when(meeting.starts, ask.now, zone, language)
        return say(language, "meeting-news-restored", when=when)

    return News(text, meeting.starts)


def described(meeting: Meeting, what: str, ask: Ask) -> News | None:
    """A meeting has another topic, speakers, link or length, or none; nothing to tell of a link that is not shown."""
    hidden = ask.link_window is not None and meeting.starts - ask.now > ask.link_window
    if what == "link" and (hidden or not meeting.link):
        return None
    gone = what in {"topic", "speakers"} and not getattr(meeting, what)

    def text(zone: ZoneInfo, language: Language) -> str:
        day = _show.short_day(meeting.starts, ask.now, zone, language)
        if gone:
            return say(language, "meeting-news-gone", what=what, day=day, name=meeting.name)
        new = _show.clock(meeting.ends, zone, language) if what == "length" else getattr(meeting, what)
        return say(language, "meeting-news-described", what=what, day=day, new=new)

    return News(text, meeting.starts)


def difference(was: Meeting, now: Meeting, ask: Ask) -> News | None:
    """What is another now: the time first, then what is said of the meeting; None if nothing worth telling is."""
    if now.starts != was.starts:
        return moved(was.starts, now.starts, ask)
    for what in ("topic", "speakers", "link"):
        if getattr(now, what) != getattr(was, what):
            return described(now, what, ask)
    return described(now, "length", ask) if now.ends != was.ends else None
