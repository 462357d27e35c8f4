"""`!calendar`: the next meeting or all of them as a file for one's calendar, and where to subscribe to them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from commands import _feed, _show
from commands._calendar import Meeting, coming
from commands._fold import fold
from commands._kit import Ask, Example, Reply, UserError, command, taker
from storage import Tx
from storage.content import File
from storage.offers import Offer

_ALL, _NEW = {"alle", "alles", "all", "everything"}, {"neu", "new"}
_LONGEST_NAME = 40


@command(
    "calendar",
    "kalender",
    "ics",
    theme="meetings",
    examples=[
        Example(
            "!kalender",
            "…Für deinen Kalender: Kosten im Griff\n"
            "Mittwoch, 2. Dezember, 19:00 Uhr\n"
            "Tipp die Datei an, dann übernimmt dein Kalender das Treffen.",
        ),
        Example("!kalender alle", "…Für deinen Kalender: alle Treffen\nTipp die Datei an, …"),
        Example(
            "!calendar all",
            "…For your calendar: all meetings\nTap the file and your calendar will take them in.",
            language="en",
        ),
        Example("!kalender Mai", "Dahinter passt alle oder nichts, nicht „Mai“.…", refused=True),
    ],
)
def calendar(tx: Tx, ask: Ask) -> Reply:
    """A file to tap; for admins also a new address of the feed."""
    word = fold(ask.words)
    if word in _NEW:
        return _offer_new(tx, ask)
    if word in _ALL:
        return _all(tx, ask)
    if word:
        raise UserError(ask.say("calendar-wrong", words=_show.shortened(ask.words)))
    found = coming(tx, ask.now, 1)
    return _one(tx, ask, found[0]) if found else _none(tx, ask)


@taker("calendar-new", who="admin")
def take_new(tx: Tx, ask: Ask, _: dict[str, Any], yes: bool) -> Reply:
    """Gives the feed its new address, or not after all."""
    if not yes or not ask.steers:
        return Reply(ask.say("calendar-kept"))
    _feed.renew(tx)
    return Reply(ask.say("calendar-renewed", address=ask.feed + _feed.path(tx)))


def _one(tx: Tx, ask: Ask, meeting: Meeting) -> Reply:
    from commands import _ics  # noqa: PLC0415 - takes a third of a second, and most never ask for it

    secret = _secret(ask, meeting.starts) and meeting.link != ""
    data = _ics.one(replace(meeting, link="") if secret else meeting, stamp=_feed.stamp(tx))
    day = f"{meeting.starts.astimezone(ask.zone):%Y-%m-%d}"
    when = _show.when(meeting.starts, ask.now, ask.zone, ask.language)
    lines = [
        ask.say("calendar-one", name=meeting.name, when=when),
        ask.say("calendar-no-link") if secret else "",
        _subscribe(tx, ask),
    ]
    return Reply(_joined(lines), (_file(f"{_slug(meeting.title or meeting.topic)}-{day}", data),))


def _all(tx: Tx, ask: Ask) -> Reply:
    whole = _feed.whole(tx)
    if not whole:
        return _none(tx, ask)
    secret = _secret(ask) and whole != whole.without_links()
    data = (whole.without_links() if secret else whole).file()
    lines = [ask.say("calendar-all"), ask.say("calendar-no-link") if secret else "", _subscribe(tx, ask)]
    return Reply(_joined(lines), (_file(_slug(whole.name), data),))


def _none(tx: Tx, ask: Ask) -> Reply:
    return Reply(_joined([ask.say("show-none"), _subscribe(tx, ask)]))


def _subscribe(tx: Tx, ask: Ask) -> str:
    """Where the feed is; not in a group that should not have the links, since they are in it."""
    if not ask.feed:
        return ""
    if _secret(ask):
        return ask.say("calendar-feed-direct")
    return ask.say("calendar-feed", address=ask.feed + _feed.path(tx))


def _secret(ask: Ask, starts: datetime | None = None) -> bool:
    """Whether the links are kept from this chat: in members' groups that guard them, until a meeting is near."""
    if not ask.in_group or ask.steers or ask.link_window is None:
        return False
    return starts is None or starts - ask.now > ask.link_window


def _offer_new(tx: Tx, ask: Ask) -> Reply:
    if not ask.steers:
        return Reply(ask.say("calendar-admins"))
    if not ask.feed:
        return Reply(ask.say("calendar-no-feed"))
    return Reply(ask.say("calendar-renew", address=ask.feed + _feed.path(tx)), offer=Offer("calendar-new", {}))


def _file(name: str, data: bytes) -> File:
    return File(f"{name}.ics", "text/calendar", data)


def _slug(text: str) -> str:
    """A text as a name that every phone takes for a file."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text))[:_LONGEST_NAME].strip("-") or "losbote"


def _joined(lines: list[str]) -> str:
    return "\n".join(line for line in lines if line)
