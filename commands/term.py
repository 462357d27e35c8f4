"""`!term`: what the words of the trade mean."""

from __future__ import annotations

import re

from commands import _show
from commands._kit import Ask, Example, Reply, command
from commands._library import hits, sentences, terms
from commands._texts import code
from storage import Tx
from storage.search import Kind

_SOME = 3
_TERMS: tuple[Kind, ...] = ("term",)
_AND = re.compile(r"\s*(?:,|\b(?:und|and|oder|or|vs\.?)\b)\s*", re.IGNORECASE)


@command(
    "term",
    "begriff",
    "glossar",
    "glossary",
    theme="library",
    ordered=sentences.term,
    examples=[
        Example(
            "!begriff Zufallsauswahl",
            "Losverfahren\n"
            "Auswahl von Menschen durch Zufall statt durch Wahl oder Anmeldung, meist aus dem Melderegister.\n"
            "Auf Englisch: Sortition",
        ),
        Example("!begriff", "Im Glossar stehen 2 Begriffe, zum Beispiel !begriff Losverfahren und !begriff Bürgerrat."),
        Example(
            "!term citizens assembly",
            "Citizens' assembly\n"
            "People drawn by lot consider a public question and give recommendations to politics.\n"
            "In German: Bürgerrat",
            language="en",
        ),
    ],
)
def term(tx: Tx, ask: Ask) -> Reply:
    """The term that is meant; else what the glossary has on the words; without words how much it has."""
    words = sentences.about(ask.words).strip(" \"'?!.,")
    if not words:
        return Reply(_overview(tx, ask))
    if (fixed := hits.fixed(tx, ask, "term")) is not None:
        return fixed
    meant = terms.meant(tx, words)
    if len(meant) == 1:
        return hits.card(tx, ask, "term", meant[0])
    if not meant and (together := _together(tx, ask, words)) is not None:
        return together
    found: list[hits.Found] = [("term", entry) for entry in meant] or hits.found(tx, ask, words, _TERMS)
    if not found:
        return hits.nothing(tx, ask, words, _TERMS)
    return hits.listed(tx, ask, found, ask.say("hits-head", words=_show.shortened(words)))


def _together(tx: Tx, ask: Ask, words: str) -> Reply | None:
    """Two or three terms that are asked for at once, below each other; None if not one of them is in the glossary."""
    names = [name for name in map(sentences.about, _AND.split(words)) if name]
    meant = {name: terms.meant(tx, name) for name in names}
    if not 2 <= len(names) <= _SOME or not any(len(found) == 1 for found in meant.values()):
        return None
    told = [
        hits.card(tx, ask, "term", found[0]).text if len(found) == 1 else ask.say("term-missing", words=name)
        for name, found in meant.items()
    ]
    return Reply("\n\n".join(told))


def _overview(tx: Tx, ask: Ask) -> str:
    count = tx.terms.count()
    if not count:
        return ask.say("term-none")
    names = [code(f"!{term.name_in(ask.language)} {name}") for name in terms.some(tx, ask, _SOME)]
    return ask.say("term-count", count=count, names=_show.listed(names, ask.language))
