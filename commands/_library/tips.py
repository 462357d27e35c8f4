"""Practice tips: how they are worded, what they are about, and the deck from which a chat gets them."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime
from functools import lru_cache

from commands import _show
from commands._fold import fold
from commands._kit import Ask, Reply
from commands._library.deck import FRESH, Deck, fresh
from commands._texts import LANGUAGES, Language, say
from storage import Tx
from storage.chat import Chat
from storage.library import Tip

# The topics of the first filling, each with words that name it; long ones are found inside compounds, too.
_TOPICS = {
    "topic-choice": "thema themen themenwahl fragestellung leitfrage topic topics question",
    "sortition": "los losen gelost ausgelost auslosung losverfahren losung zufallsauswahl sortition lottery drawing",
    "inclusion": "inklusion vielfalt barrierefrei aufsuchend zielgruppe inclusion inclusive accessible diversity",
    "costs": "kosten kostet geld budget finanzen finanzierung honorar cost costs money budget funding",
    "facilitation": "moderation moderieren moderator facilitation facilitator",
    "communication": "kommunikation oeffentlichkeit presse pressearbeit medien einladung communication press media",
    "recommendations": "empfehlung empfehlungen buergergutachten gutachten recommendation recommendations",
    "implementation": "umsetzung umsetzen implementation follow-up",
    "evaluation": "evaluation evaluieren auswertung auswerten evaluate",
}
TOPICS = tuple(_TOPICS)
_NAMES = {name: topic for topic, names in _TOPICS.items() for name in names.split()}
_LONG = 6  # letters from which on a name is found inside a word, and
_SAYS = 4  # from which on a word that names no topic says something
_SHOWN = 110


@lru_cache(maxsize=1024)
def topics(text: str) -> frozenset[str]:
    """The topics that a text names: known ones by their id, and its other words as they are, folded."""
    if text in _TOPICS:
        return frozenset({text})
    found: set[str] = set()
    for word in re.findall(r"[\w-]+", fold(text)):
        named = {topic for name, topic in _NAMES.items() if name == word or (len(name) >= _LONG and name in word)}
        found |= named or ({word} if len(word) >= _SAYS else set())
    return frozenset(found)


def topic(tip: Tip, language: Language) -> str:
    """What a tip is about, as people call it."""
    return say(language, "tips-topic", topic=tip.topic)


def names(topic: str) -> set[str]:
    """What a topic is called in either language, folded."""
    return {fold(topic), *(fold(say(language, "tips-topic", topic=topic)) for language in LANGUAGES)}


def deck(tx: Tx, chat: Chat, since: datetime) -> Deck:
    """The deck of a chat, with the tips that may be told at some moment from `since` on."""
    return Deck(chat, tx.tips.fit(since - FRESH), tx.decks.told(chat))


def worded(tip: Tip, language: Language) -> str:
    """A tip with its source; where there is no English one it is told in German, with a word about it."""
    missing = language == "en" and not tip.lang_en
    text = tip.lang_de if language == "de" or missing else tip.lang_en
    told = f"{text} {said}" if (said := _source(tip, language)) else text
    return f"{told}\n{say(language, 'tips-german-only')}" if missing else told


def _source(tip: Tip, language: Language) -> str:
    """Where it comes from: "(Quelle: Leitfaden Losverfahren, 2023; von Ida Sommer)"; empty if nobody knows."""
    dated = re.search(r"\d", tip.source_year) is not None  # and not "n.d."
    source = ", ".join([tip.source, *([tip.source_year] if dated else [])])
    parts = [
        say(language, "tips-source", source=source) if tip.source else "",
        say(language, "tips-author", author=tip.author) if tip.author else "",
    ]
    said = "; ".join(part for part in parts if part)
    return f"({said[:1].upper()}{said[1:]})" if said else ""


def line(tx: Tx, ask: Ask, entry: int) -> str:
    """A tip in a list: its topic and how it begins; to admins also why it is not told, if so."""
    tip = tx.tips.get(entry)
    if tip is None:
        return ""
    text = tip.lang_en if ask.language == "en" and tip.lang_en else tip.lang_de
    told = f"{topic(tip, ask.language)}: {_show.shortened(text, _SHOWN)}"
    why = why_not(tip, ask.now) if ask.steers else ""
    return f"{told} ({ask.say('tips-mark', why=why)})" if why else told


def card(tx: Tx, ask: Ask, entry: int) -> Reply:
    """A whole tip, to admins with a word about why it is not told unasked."""
    tip = tx.tips.get(entry)
    if tip is None or not told(tx, ask, entry):
        return Reply(ask.say("tips-untold"))
    why = why_not(tip, ask.now) if ask.steers else ""
    lines = [worded(tip, ask.language), ask.say("tips-rests", why=why, number=f"#{tip.id}") if why else ""]
    return Reply("\n".join(one for one in lines if one), about=given(tip.id))


def given(tip: int) -> str:
    """What makes reactions to an answer count as votes on the tip of this id that it tells."""
    return f"tip given {tip}"


def told(tx: Tx, ask: Ask, entry: int) -> bool:
    """Whether a tip may be told to the person: one that is unverified or voted out only to admins where they steer."""
    tip = tx.tips.get(entry)
    return tip is not None and (ask.steers or (tip.verified and not tip.rests))


def why_not(tip: Tip, now: datetime) -> str:
    """Why it is not told unasked: "unverified", "old", "voted-out"; empty if it is."""
    if not tip.verified:
        return "unverified"
    if tip.rests:
        return "voted-out"
    return "" if fresh(tip, now) else "old"


def untold(tx: Tx, now: datetime) -> Counter[str]:
    """How many tips are not told, by why."""
    return Counter(why for tip in tx.tips.all() if (why := why_not(tip, now)))
