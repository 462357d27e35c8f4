"""What the groups are told of a change: offered where they know the date already, said at once where they must know.

The words for each group are made with the change and shown to the admin; a yes sends these and no others, and only as
long as the calendar is still the same.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from commands import _show
from commands._calendar import CHANGED, Meeting
from commands._kit import Ask, Reply, Word
from commands._texts import Language, say
from storage import Tx
from storage.chat import Chat
from storage.offers import Offer

OFFER = "meeting-tell"
_RULE = "meeting"  # of what the groups are told

News = Callable[[ZoneInfo, Language], str]


def announced(tx: Tx, ask: Ask, uid: str) -> bool:
    """Whether a group knows of the date: reminded of it, told of a change, or it stands in the kept message."""
    kept = [tx.kept.get("next", group.chat) for group in ask.groups]
    stands = any(one is not None and one.key == uid for one in kept)
    return stands or reminded(tx, uid) or tx.posts.said(_RULE, uid)


def reminded(tx: Tx, uid: str) -> bool:
    """Whether a reminder of the meeting has gone out."""
    return tx.posts.said("reminder", uid) or tx.posts.said("personal", uid)


def changed(tx: Tx, ask: Ask, text: str, uid: str, news: News | None) -> Reply:
    """The answer to a change of a meeting; offers to tell the groups if they know the date."""
    tx.settings.put_instant(CHANGED, ask.now)
    if news is None or not ask.groups or not announced(tx, ask, uid):
        return Reply(text)
    offered = ask.say("meeting-offer", groups=len(ask.groups), news=news(ask.zone, ask.language))
    data = {"changed": tx.settings.get(CHANGED), "words": _data(ask, uid, news)}
    return Reply(f"{text}\n\n{offered}", offer=Offer(OFFER, data))


def told(tx: Tx, ask: Ask, text: str, uid: str, news: News) -> Reply:
    """The answer to a change of a meeting of which the groups are told at once."""
    tx.settings.put_instant(CHANGED, ask.now)
    said = ask.say("meeting-told-now", news=news(ask.zone, ask.language))
    return Reply(f"{text}\n\n{said}", also=_words(_data(ask, uid, news)))


def taken(tx: Tx, ask: Ask, data: dict[str, Any], *, yes: bool) -> Reply:
    """The answer to a yes or no to such an offer."""
    if not yes:
        return Reply(ask.say("meeting-not-told"))
    if data["changed"] != tx.settings.get(CHANGED):
        return Reply(ask.say("meeting-stale"))
    words = _words(data["words"])
    return Reply(ask.say("meeting-told"), also=words)


def _data(ask: Ask, uid: str, news: News) -> list[dict[str, str]]:
    key = f"{uid} {ask.now:%Y%m%dT%H%M%S.%f}"
    return [{"chat": one.chat, "key": key, "text": news(one.zone, one.language)} for one in ask.groups]


def _words(data: list[dict[str, str]]) -> tuple[Word, ...]:
    return tuple(Word(Chat(one["chat"]), one["text"], _RULE, one["key"]) for one in data)


def moved(was: datetime, to: datetime, now: datetime) -> News:
    """A meeting takes place on another day, or at another time of its day."""

    def news(zone: ZoneInfo, language: Language) -> str:
        that = _that(was, now, zone, language)
        if _show.days(to, was, zone):
            return say(language, "meeting-news-moved", that=that, when=_show.when(to, now, zone, language))
        times = {"new": _show.clock(to, zone, language), "old": _show.clock(was, zone, language)}
        return say(language, "meeting-news-time", that=that, **times)

    return news


def cancelled(meeting: Meeting, following: Meeting | None, now: datetime) -> News:
    """A meeting does not take place; `following` is the next that does."""

    def news(zone: ZoneInfo, language: Language) -> str:
        that = _that(meeting.starts, now, zone, language)
        if following is None:
            return say(language, "meeting-news-none", that=that)
        return say(
            language, "meeting-news-cancelled", that=that, when=_show.when(following.starts, now, zone, language)
        )

    return news


def restored(meeting: Meeting, now: datetime) -> News:
    """A meeting takes place after all."""

    def news(zone: ZoneInfo, language: Language) -> str:
        that = _that(meeting.starts, now, zone, language)
        return say(language, "meeting-news-restored", that=that, when=_show.when(meeting.starts, now, zone, language))

    return news


def described(meeting: Meeting, what: str, ask: Ask) -> News | None:
    """A meeting has another topic, speakers, link or length; nothing to tell of what is empty or not shown yet."""
    hidden = what == "link" and ask.link_window is not None and meeting.starts - ask.now > ask.link_window
    if hidden or not getattr(meeting, what, True):
        return None

    def news(zone: ZoneInfo, language: Language) -> str:
        new = _show.clock(meeting.ends, zone, language) if what == "length" else getattr(meeting, what)
        return say(
            language, "meeting-news-described", what=what, that=_that(meeting.starts, ask.now, zone, language), new=new
        )

    return news


def _that(at: datetime, now: datetime, zone: ZoneInfo, language: Language) -> str:
    """A date as it is spoken of in a sentence: "heute", "am 30. Dezember"."""
    day = _show.short_day(at, now, zone, language)
    return say(language, "meeting-that", days=_show.days(at, now, zone), day=day)
