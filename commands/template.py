"""`!template`: finds documents from practice by kind, phase, place, size and words, and sends them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from commands import _show
from commands._fold import chosen, fold
from commands._kit import Ask, Example, Reply, UserError, command, picker
from commands._library import asked, hits, regions, sentences, templates
from commands._library.kinds import KINDS
from storage import Tx
from storage.offers import Offer

_KINDS = "template"  # the list of kinds, as an offer
_KINDS_FOR = timedelta(minutes=30)
_SHOWN = 12  # kinds
_ALL = {"alle", "liste", "uebersicht", "all", "list"}
_MORE = {"mehr", "more"}


@command(
    "template",
    "vorlage",
    "muster",
    "dokument",
    "vorlagen",
    "templates",
    theme="library",
    ordered=sentences.template,
    examples=[
        Example(
            "!vorlage Einladung",
            "Das passt am besten zu „Einladung“:\n"
            "1 · Einladungsschreiben an Ausgeloste (Baden-Württemberg, 18.000 Einwohner:innen, 2024)\n…",
        ),
        Example(
            "!vorlage Antrag NRW 20k",
            "Das passt am besten zu „Antrag NRW 20k“:\n"
            "1 · Musterantrag: Bürgerrat zur Ortsmitte (Nordrhein-Westfalen, 21.000 Einwohner:innen, 2025)\n…",
        ),
        Example(
            "!template sortition Austria",
            "The best matches for “sortition Austria”:\n"
            "1 · Losprotokoll mit Quoten (sortition protocol, Vorarlberg, 7,000 residents, 2023)\n…",
            language="en",
        ),
        Example("!vorlage 1", "Gerade ist keine Liste offen, in der diese Nummer steht.…", refused=True),
    ],
)
def template(tx: Tx, ask: Ask) -> Reply:
    """The three nearest, numbered; for a number the file itself; without words what kinds there are."""
    if (picked := chosen(ask.words.lstrip("- "))) is not None:
        return _picked(tx, ask, picked)
    if (fixed := hits.fixed(tx, ask, "template")) is not None:
        return fixed
    said = fold(ask.words).strip(" .!?")
    if said in _MORE:
        return _overview(tx, ask, after=len((_open_kinds(tx, ask) or {"shown": []})["shown"]))
    ask = replace(ask, words=sentences.about(ask.words))
    question = asked.understood("" if said in _ALL else ask.words)
    if not question:
        return _overview(tx, ask)
    found = asked.nearest(tx, question, ask.language)
    if not found:
        return _nothing(tx, ask, question)
    return hits.listed(tx, ask, [("template", one) for one in found], _head(tx, ask, question, found[0]))


@picker(_KINDS)
def kind(tx: Tx, ask: Ask, data: dict[str, Any], number: int) -> Reply:
    """The templates of the kind that was shown with this number."""
    shown: list[str] = data["shown"]
    if not 1 <= number <= len(shown):
        what = "one" if len(shown) == 1 else "all"
        raise UserError(ask.say("hits-no-number", what=what, number=number, last=len(shown)), example=None)
    code = shown[number - 1]
    found: list[hits.Found] = [("template", one) for one in templates.of_kind(tx, code)]
    name = KINDS.shown(code, ask.language) or ask.say("templates-other")
    if not found:
        return hits.nothing(tx, ask, name, ["template"])
    return hits.listed(tx, replace(ask, words=name), found, ask.say("template-head", words=name))


def _overview(tx: Tx, ask: Ask, after: int = 0) -> Reply:
    """The kinds there are, numbered, from the one `after` so many on."""
    kinds = templates.kinds(tx, ask)
    if not kinds:
        return Reply(ask.say("template-none"))
    codes = list(kinds)[: after + _SHOWN]
    if not codes[after:]:
        return Reply(ask.say("template-kinds-end"))
    lines = [f"{number} · {kinds[code]}" for number, code in enumerate(codes[after:], after + 1)]
    how = ask.say("template-how-more" if len(codes) < len(kinds) else "template-how")
    head = ask.say("template-count", count=tx.templates.count())
    offer = Offer(_KINDS, {"shown": codes}, takes="number", open_for=_KINDS_FOR)
    return Reply("\n".join([head, *lines, how]), offer=offer)


def _open_kinds(tx: Tx, ask: Ask) -> dict[str, Any] | None:
    """The list of kinds, if it is the one that stands open here for the person."""
    offer = tx.offers.choice(ask.chat, ask.sender, ask.now)
    return offer.data if offer is not None and offer.name == _KINDS else None


def _nothing(tx: Tx, ask: Ask, question: asked.Asked) -> Reply:
    """That there is none, and of which kinds or from where there are some."""
    reply = hits.nothing(tx, ask, ask.words, ["template"])
    places = templates.places(tx, ask) if question.places else []
    names = places if places and not question.wishes else list(templates.kinds(tx, ask).values())
    if not names:
        return reply
    what = "places" if names is places else "kinds"
    there = ask.say("template-there", what=what, names=" · ".join(names[:_SHOWN]))
    return replace(reply, text=f"{reply.text}\n{there}")


def _picked(tx: Tx, ask: Ask, picked: int) -> Reply:
    if (kinds := _open_kinds(tx, ask)) is not None:
        return kind.run(tx, ask, kinds, picked)
    opened = hits.numbered(tx, ask, picked)
    if opened is None:
        raise UserError(ask.say("template-no-list"), example=ask.say("template-try"))
    return opened


def _head(tx: Tx, ask: Ask, question: asked.Asked, first: int) -> str:
    """The line above the list; it says so if nothing is from where it was asked for."""
    words = _show.shortened(ask.words)
    best = tx.templates.get(first)
    if not question.places or best is None or regions.distance(question.places, best.region) == 0:
        return ask.say("template-head", words=words)
    places = sorted(regions.with_article(code, ask.language) for code in question.places)
    return ask.say("template-elsewhere", places=_show.either(places, ask.language))
