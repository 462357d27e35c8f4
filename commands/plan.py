"""`!plan`: what will be said in the days to come, and what admins do about it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from commands import _show
from commands._fold import fold
from commands._kit import Ask, Example, Reply, UserError, command, picker, undone
from commands._plan import acts, back
from commands._plan.listing import DAYS, LIST, Numbered, card, found, listed, more
from storage import Tx

_MORE = {"mehr", "more", "weiter", "next"}
_POLITE = re.compile(r"\b(?:bitte|please)\b", re.IGNORECASE)
_SPAN = re.compile(r"(?:(?:die )?naechste[nr]? |next )?(?P<count>\d{1,3})?\s*(?P<unit>tage?n?|days?|wochen?|weeks?)")
_NUMBER = re.compile(r"#?0*(?P<number>\d{1,3})[.:)]?(?:\s+(?P<rest>\S.*))?", re.DOTALL)
_VERB = re.compile(r"(?P<verb>[^\W\d_]+)[.:,]?\s*(?P<rest>.*)", re.DOTALL)
_TO = re.compile(r"(?:auf|to|onto|nach)\s+", re.IGNORECASE)
_VERBS = {
    word: name
    for name, words in {
        "cancel": "cancel absagen absage weg streichen streiche loeschen loesche delete remove drop",
        "now": "now jetzt sofort gleich",
        "move": "move verschieben verschiebe verlegen verlege schiebe auf to",
        "text": "text words wortlaut",
    }.items()
    for word in words.split()
}
_ACTS: dict[str, Callable[[Tx, Ask, Numbered], Reply]] = {"cancel": acts.cancel, "now": acts.say_now}


@command(
    "plan",
    "plan",
    "vorschau",
    "preview",
    who="admin",
    changes=True,
    examples=[
        Example("!plan", "Was in den nächsten 60 Tagen gesagt wird\n01 · Dienstag, 1. Dezember, 19:00 Uhr · …"),
        Example(
            "!plan 01 weg",
            "Abgesagt: Dienstag, 1. Dezember, 19:00 Uhr · …📅 Morgen um 19:00 Uhr: …\n!zurück nimmt das zurück.",
            after="!plan",
        ),
        Example(
            "!plan 01 verschieben auf morgen 12 Uhr",
            "Verschoben: Dienstag, 1. Dezember, 12:00 Uhr · …📅 Morgen um 19:00 Uhr: …"
            " (bisher Dienstag, 1. Dezember, 19:00 Uhr)\n!zurück nimmt das zurück.",
            after="!plan",
        ),
        Example("!plan", "What will be said in the next 60 days\n01 · Tuesday 1 December, 19:00 (…", language="en"),
        Example(
            "!plan 01 text Tomorrow there is cake.",
            "These are the words now, Tuesday 1 December, 19:00 (Berlin time)…:\nTomorrow there is cake.\n…",
            language="en",
            after="!plan",
        ),
        Example("!plan morgen", "Hinter !plan passt …", refused=True),
    ],
    ordered=lambda line: line if _orders(line) else None,
)
def plan(tx: Tx, ask: Ask) -> Reply:
    """The posts to come, one of them whole, or what is done about one."""
    words = ask.words.strip()
    folded = fold(words).strip(" .!?")
    if not folded:
        return listed(tx, ask)
    if folded in _MORE:
        return more(tx, ask)
    if span := _SPAN.fullmatch(folded):
        days = int(span["count"] or 1) * (7 if span["unit"].startswith("w") else 1)
        return listed(tx, ask, min(max(days, 1), DAYS))
    number, order = _order(words)
    if number is None:
        raise UserError(ask.say("plan-unknown", words=_show.shortened(words)), ask.say("plan-try-card"))
    one = found(tx, ask, number)
    if one is None:
        return listed(tx, ask, opening=ask.say("plan-anew"))
    return _done(tx, ask, one, order)


@picker(LIST, who="admin")
def picked(tx: Tx, ask: Ask, _data: dict[str, Any], number: int) -> Reply:
    """The post of a number that was said alone."""
    one = found(tx, ask, number)
    return card(tx, ask, one) if one else listed(tx, ask)


def _done(tx: Tx, ask: Ask, one: Numbered, order: str) -> Reply:
    """Does what stands behind the number."""
    verb = _VERB.fullmatch(order)
    if not order or verb is None:
        return card(tx, ask, one)
    name = _VERBS.get(fold(verb["verb"]))
    if name in _ACTS and not _POLITE.sub("", verb["rest"]).strip(" .,!"):
        return _ACTS[name](tx, ask, one)
    if name == "move":
        return acts.move(tx, ask, one, _TO.sub("", verb["rest"], count=1))
    if name == "text":
        return acts.word(tx, ask, one, verb["rest"])
    raise UserError(ask.say("plan-unknown", words=_show.shortened(order)), ask.say("plan-try-card"))


def _orders(line: str) -> bool:
    """Whether a line is all that is said of a post of the list: "2 absagen", "5 verschieben auf morgen 12 Uhr"."""
    number, order = _order(_POLITE.sub(" ", line).strip(" .!"))
    verb = _VERB.fullmatch(order)
    if number is None or verb is None or (name := _VERBS.get(fold(verb["verb"]))) is None:
        return False
    return not verb["rest"] if name in _ACTS else bool(verb["rest"])


def _order(words: str) -> tuple[int | None, str]:
    """The number of a post and what to do about it, whichever comes first: "05 weg", "weg 05"."""
    if match := _NUMBER.fullmatch(words):
        return int(match["number"]), match["rest"] or ""
    verb = _VERB.fullmatch(words)
    if verb and fold(verb["verb"]) in _VERBS and (match := _NUMBER.fullmatch(verb["rest"])):
        return int(match["number"]), f"{verb['verb']} {match['rest'] or ''}".strip()
    return None, ""


amendments_undone = undone("amendments")(back.amendments_undone)
posts_undone = undone("posts")(back.posts_undone)
