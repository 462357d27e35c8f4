"""`!log`: who changed what and when."""

from __future__ import annotations

from typing import Any

from commands import _show
from commands._fold import fold
from commands._kit import Ask, Example, Reply, UserError, command, picker
from commands._texts import person
from storage import Tx
from storage.audit import Entry
from storage.offers import Offer

_LIST = "log"
_PAGE = 10
_MORE = {"mehr", "more", "weiter", "next"}
_MOST = 999  # pages


@command(
    "log",
    "protokoll",
    who="admin",
    examples=[
        Example(
            "!protokoll",
            "Was sich zuletzt geändert hat\nMontag, 30. November, 18:00 Uhr · @…: Abgesagt: …",
            after="!treffen absage 24.3.2027",
        ),
        Example("!log", "Nobody has changed anything yet.", language="en"),
        Example("!protokoll gestern", "Dahinter passt die Nummer einer Seite oder „mehr“, …", refused=True),
    ],
)
def log(tx: Tx, ask: Ask) -> Reply:
    """The newest changes, the next page of them, or the page of a number."""
    words = fold(ask.words).strip(" .!?")
    if words in _MORE:
        last = tx.offers.choice(ask.chat, ask.sender, ask.now)
        return _page(tx, ask, last.data["page"] + 1 if last is not None and last.name == _LIST else 1)
    if not words:
        return _page(tx, ask, 1)
    if not words.isdecimal() or not 1 <= int(words[:6]) <= _MOST:
        raise UserError(ask.say("log-wrong", words=_show.shortened(ask.words)))
    return _page(tx, ask, int(words))


@picker(_LIST, who="admin")
def picked(tx: Tx, ask: Ask, _data: dict[str, Any], number: int) -> Reply:
    """The page of a number that was said alone."""
    return _page(tx, ask, max(1, number))


def _page(tx: Tx, ask: Ask, page: int) -> Reply:
    entries = tx.audit.list(page * _PAGE + 1)
    here = entries[(page - 1) * _PAGE : page * _PAGE]
    if not here:
        return Reply(ask.say("log-end") if entries else ask.say("log-none"))
    heading = ask.say("log-heading") if page == 1 else ask.say("log-heading-page", page=page)
    lines = [heading, *(_entry(ask, one) for one in here)]
    if len(entries) > page * _PAGE:
        lines.append(ask.say("log-more-pages"))
    return Reply("\n".join(lines), offer=Offer(_LIST, {"page": page}, takes="number"))


def _entry(ask: Ask, one: Entry) -> str:
    """When, who and what, and whether that was taken back."""
    when = _show.when(one.at, ask.now, ask.zone, ask.language)
    what = ask.say("log-what", kind="undo" if one.command == "undo" else "other", what=one.what)
    back = ask.say("log-undone") if one.undone is not None else ""
    return f"{when} · {person(one.who)}: {f'{what} {back}'.rstrip()}"
