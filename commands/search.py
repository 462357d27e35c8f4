"""`!search`: over everything in the library; `!more`: how a list goes on, whatever it is of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from commands import _show, discover
from commands._calendar import coming
from commands._fold import bare, fold, number
from commands._kit import Ask, Example, Reply, UserError, command, concern, picker
from commands._library import hits, sentences
from storage import Tx

_AHEAD = 6  # meetings
_TELLING = 4  # letters of a word that says something
_MISSES = 5
_POLITE = {"", "bitte", "please"}
_NUMBERS = re.compile(r"\d\d?(?:\s*(?:,|und|and)\s*\d\d?)+")
_JUST_NOW = timedelta(minutes=5)  # that "mehr" asks for another tip


@command(
    "search",
    "suche",
    theme="library",
    ordered=sentences.search,
    examples=[
        Example(
            "!suche Losverfahren",
            "Das habe ich zu „Losverfahren“:\n"
            "1 · Begriff · Losverfahren – Auswahl von Menschen durch Zufall statt durch Wahl oder Anmeldung, meist …\n"
            "2 · …\n"
            "3 · …\n"
            "Schreib eine Nummer, und du bekommst alles dazu. Mit !mehr geht es weiter.\n"
            "Davon handelt das Treffen am Mittwoch, 6. Januar, 19:00 Uhr: Losverfahren in kleinen Gemeinden",
        ),
        Example(
            "!search sortition",
            "Here is what I have on “sortition”:\n1 · …\nWrite a number to see all of it, or !more for the next ones.",
            language="en",
        ),
        Example("!suche", "Wonach soll ich suchen?…", refused=True),
    ],
)
def search(tx: Tx, ask: Ask) -> Reply:
    """What the library has on the words, whatever it is; numbers open those of the list before."""
    words = sentences.about(ask.words)
    ask = replace(ask, words=words)
    if not words:
        raise UserError(ask.say("search-empty"))
    if (numbers := _numbers(words)) and (opened := hits.several(tx, ask, numbers)) is not None:
        return opened
    found, meeting = hits.found(tx, ask, words), _meeting(tx, ask, words)
    if not found and not meeting and numbers:
        raise UserError(ask.say("template-no-list"))
    if not found:
        return Reply(meeting) if meeting else hits.nothing(tx, ask, words)
    head = " ".join(filter(None, [hits.without(tx, ask, words), ask.say("hits-head", words=_show.shortened(words))]))
    reply = hits.listed(tx, ask, found, head, mixed=True)
    return replace(reply, text=f"{reply.text}\n{meeting}") if meeting else reply


@command(
    "more",
    "mehr",
    theme="library",
    ordered=sentences.more,
    examples=[
        Example("!mehr", "Das habe ich zu „Losverfahren“:\n4 · …", after="!suche Losverfahren"),
        Example("!more", "Here is what I have on “sortition”:\n4 · …", language="en", after="!search sortition"),
        Example("!mehr", "Gerade ist keine Liste offen…", refused=True),
    ],
)
def more(tx: Tx, ask: Ask) -> Reply:
    """How the list goes on that was shown last, or another tip after a tip; with words behind it a new search."""
    said = fold(ask.words).strip(" .!?")
    if said not in _POLITE | sentences.ANOTHER:
        return search.run(tx, ask)
    page = None if _tip_was_last(tx, ask) else _next_page(tx, ask)
    if page is None and (_tip_was_last(tx, ask) or said in sentences.ANOTHER):
        return discover().by_name["tip"].run(tx, replace(ask, words=""))
    if page is None:
        raise UserError(ask.say("more-none"), example=ask.say("more-try"))
    return page


def _tip_was_last(tx: Tx, ask: Ask) -> bool:
    """Whether a tip was told here a moment ago, and no list since then."""
    told = max(tx.decks.given(ask.chat).values(), default=None)
    shown = tx.offers.choice(ask.chat, ask.sender, ask.now)
    return told is not None and ask.now - told <= _JUST_NOW and (shown is None or hits.shown_at(shown) < told)


def _next_page(tx: Tx, ask: Ask) -> Reply | None:
    """The next page of the list that was shown last; None if there is none. A list that is none of the library's has
    the name of its command, which turns the page when told so."""
    shown = tx.offers.choice(ask.chat, ask.sender, ask.now)
    if shown is None or shown.name == hits.LIST:
        return hits.more(tx, ask)
    turns = discover().by_name[shown.name]
    return turns.run(tx, replace(ask, words="mehr")) if turns.who == "all" or ask.steers else None


def _numbers(words: str) -> list[int]:
    """The numbers that stand there and nothing else: "2", "1 und 3"."""
    if (one := number(words)) is not None:
        return [one]
    return [int(one) for one in re.findall(r"\d+", words)] if _NUMBERS.fullmatch(words) else []


def _meeting(tx: Tx, ask: Ask, words: str) -> str:
    """The next meeting whose name has all these words; empty if none of those to come has."""
    asked = [bare(word) for word in words.split() if len(word) >= _TELLING]
    for one in coming(tx, ask.now, _AHEAD) if asked else ():
        if all(word in bare(one.name) for word in asked):
            when = _show.when(one.starts, ask.now, ask.zone, ask.language)
            return ask.say("search-meeting", when=when, name=one.name)
    return ""


@picker(hits.LIST)
def picked(tx: Tx, ask: Ask, data: dict[str, Any], number: int) -> Reply:
    """All about the entry of this number."""
    return hits.opened(tx, ask, data, number)


@concern("misses")
def missed(tx: Tx, ask: Ask) -> Iterator[str]:
    """What was searched for in vain most often; what but one search asked for may be a slip, or somebody's name."""
    misses = tx.misses.list(_MISSES, least=2)
    if misses:
        told = [ask.say("search-miss", words=_show.shortened(one.words), count=one.count) for one in misses]
        yield ask.say("search-misses", misses=", ".join(told))
