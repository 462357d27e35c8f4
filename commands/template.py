"""`!template`: finds documents from practice by kind, phase, place, size and words, and sends them."""

from __future__ import annotations

from dataclasses import replace

from commands import _show
from commands._fold import chosen, fold
from commands._kit import Ask, Example, Reply, UserError, command
from commands._library import asked, hits, regions, sentences, templates
from storage import Tx

_SHOWN = 12  # kinds
_ALL = {"alle", "liste", "uebersicht", "all", "list"}


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
    if (picked := chosen(ask.words)) is not None:
        return _picked(tx, ask, picked)
    if (fixed := hits.fixed(tx, ask, "template")) is not None:
        return fixed
    question = asked.understood("" if fold(ask.words).strip(" .!?") in _ALL else ask.words)
    if not question:
        return _overview(tx, ask)
    found = asked.nearest(tx, question, ask.language)
    if not found:
        return _nothing(tx, ask, question)
    return hits.listed(tx, ask, [("template", one) for one in found], _head(tx, ask, question, found[0]))


def _overview(tx: Tx, ask: Ask) -> Reply:
    kinds = templates.kinds(tx, ask)
    if not kinds:
        return Reply(ask.say("template-none"))
    more = len(kinds) - _SHOWN
    shown = kinds if more <= 1 else [*kinds[:_SHOWN], ask.say("template-kinds", more=more)]
    lines = [ask.say("template-count", count=tx.templates.count()), " · ".join(shown), ask.say("template-how")]
    return Reply("\n".join(lines))


def _nothing(tx: Tx, ask: Ask, question: asked.Asked) -> Reply:
    """That there is none, and of which kinds or from where there are some."""
    reply = hits.nothing(tx, ask, ask.words, ["template"])
    places = templates.places(tx, ask) if question.places else []
    names = places if places and not question.wishes else templates.kinds(tx, ask)
    if not names:
        return reply
    what = "places" if names is places else "kinds"
    there = ask.say("template-there", what=what, names=" · ".join(names[:_SHOWN]))
    return replace(reply, text=f"{reply.text}\n{there}")


def _picked(tx: Tx, ask: Ask, picked: int) -> Reply:
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
