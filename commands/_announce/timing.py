"""When an announcement goes out whose head names a day and no time that is plain: the author is asked."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

from commands._announce import changing
from commands._announce.draft import Draft, keep, preview
from commands._announce.header import Head, split_head
from commands._announce.writing import drafted
from commands._fold import fold, tidy, yes_or_no
from commands._kit import Ask, Reply
from commands._when import Unclear, find, moment
from storage import Tx
from storage.offers import Offer

OFFER = "announcement-when"
_PART = re.compile(
    r"(?:am |in der |in the )?(?:(?P<german>morgen|vormittag|nachmittag|abend)s?|(?P<early>frueh|fruh)"
    r"|(?P<english>morning|afternoon|evening))"
)
_NOW = {"gleich", "jetzt", "sofort", "now", "at once"}


def written(tx: Tx, ask: Ask, text: str, note: str = "") -> Reply:
    """The preview of a text, or the question when it is to go out; `note` stands above it."""
    draft, head = drafted(tx, ask, text)
    return asked(tx, ask, draft, head, text) if head.asks else preview(tx, ask, draft, note)


def again(tx: Tx, ask: Ask, text: str, rest: str) -> Reply:
    """The last draft or announcement, for the groups or the time that `rest` names; a text if it names neither."""
    head = Head()
    if rest:
        head, left = split_head(tx, ask, rest)
        if left.strip() or head == Head():
            return written(tx, ask, text)
    return changing.said_again(tx, ask, head=head)


def asked(tx: Tx, ask: Ask, draft: Draft, head: Head, text: str) -> Reply:
    """Asks for the time; the draft is kept as it was written."""
    keep(tx, ask, drafted(tx, ask, text, plain=True)[0])
    data = draft.data() | {"day": head.day.isoformat() if head.day else "", "text": text, "unclear": head.unclear}
    return _again(ask, head.asks, data)


def heard(tx: Tx, ask: Ask, data: dict[str, Any], line: str | None) -> Reply | None:
    """The preview with the time that was named, or at once; asks again if it is no time.

    None if it was not meant for the question: in the group of the admins other lines go by.
    """
    draft = Draft.of(data)
    if line is None or yes_or_no(line) is False:
        return Reply(ask.say("announce-dropped", poll=0))
    if fold(line).strip(" .!") in _NOW:
        plain = drafted(tx, ask, data["text"], plain=True)[0]
        what = replace(plain.what, groups=draft.what.groups, files=draft.what.files)
        return preview(tx, ask, replace(plain, what=what))
    unclear = data.get("unclear", "")  # a question that was put before an update has none
    said = f"{unclear} {part}" if (part := _part_of_day(line)) and unclear else tidy(line)
    try:
        found = find(said, ask.now, ask.zone, ask.language)
        if found.time is not None and not found.rest:
            day = found.day or (date.fromisoformat(data["day"]) if data["day"] else None)
            due = moment(replace(found, day=day), ask.now, ask.zone, ask.language).instant
            return preview(tx, ask, replace(draft, what=replace(draft.what, due=due, made=ask.now)))
    except Unclear as error:
        return _again(ask, str(error), data | {"unclear": tidy(line)})
    return None if ask.in_group and not ask.replies else _again(ask, ask.say("announce-when"), data)


def _part_of_day(line: str) -> str:
    """The part of the day that a line names and nothing else, as it stands behind a time; empty if it does not."""
    match = _PART.fullmatch(fold(line).strip(" .!?,"))
    if match is None:
        return ""
    if match["english"]:
        return f"in the {match['english']}"
    return "morgens" if match["early"] else f"{match['german']}s"


def _again(ask: Ask, question: str, data: dict[str, Any]) -> Reply:
    return Reply(f"{question} {ask.say('announce-when-how')}", offer=Offer(OFFER, data, takes="line"))
