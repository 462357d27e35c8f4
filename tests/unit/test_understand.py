"""What a line means: names in every spelling, near misses, and everyday talk that means nothing to the bot."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.understand import _EVERYDAY, Close, Meant, Unclear, _near, understand
from commands import Registry, discover
from commands._fold import bare, fold
from commands._kit import Command

REGISTRY = discover()
NAMES = sorted(REGISTRY.by_name)

# Two hundred words and more that people say in a group, each of which may come after a "!".
SAID = """
    danke super hallo ja nein wichtig achtung genau klasse prima toll schön schade richtig falsch gut schlecht stimmt
    klar moin servus tschüss grüezi morgen heute gestern jetzt gleich später bald nie immer oft manchmal wieder noch
    schon erst dann wenn kann mann denn aber oder und weil dass doch mal nur auch sehr viel wenig weniger alle
    alles nichts etwas jemand niemand wer was wo wie wieso weshalb welche dieser mein dein unser euer ihr wir ich
    du er sie es man hier dort da oben unten links rechts vorne hinten innen außen unter neben zwischen nach vor seit
    bis alt groß klein lang kurz hoch tief schnell langsam leicht schwer hell dunkel warm kalt laut leise voll leer
    offen zu auf ab an aus ein mit ohne für gegen um durch von bei in im am zum zur vom beim ins ans Bürgerrat Gemeinde
    Losverfahren Verwaltung Moderation Einladung Ergebnis Empfehlung Thema Themen Kosten Geld Zeit Tag Woche Monat Jahr
    Uhr Ort Raum Haus Stadt Dorf Land Kreis Bund Text Texte Antwort Idee Problem Lösung Ziel Anfang Ende Übung Runde
    Gruppe Team Sitzung Abend Spaß Glück Mut Kraft Ruhe Wetter Regen Sonne Essen Kaffee Kuchen Feier bitte gerne sorry
    entschuldigung verzeihung willkommen glückwunsch bravo hurra juhu ups oje ach oh hm naja okay ok hilft halfen helfen
    hielt halt hält Hälfte nett warnen Wand Sache aufgepasst los darum worum abstimmen wählen melden teilen lesen senden
"""
TALK = SAID.split()


def meant(text: str, *, admin: bool = False, prefixed: bool = True, registry: Registry = REGISTRY) -> object:
    """The command and its words; or the names that may have been meant; or the kind of answer."""
    found = understand(text, registry, admin=admin, prefixed=prefixed)
    if isinstance(found, Meant):
        return (found.command.name, found.words, *(["guessed"] if found.guessed else []))
    return [one.name for one in found.commands] if isinstance(found, Close) else found


@pytest.mark.parametrize(
    "text",
    [
        "!nächstes", "!NÄCHSTES", "!naechstes", "!Nächstes.", "! nächstes", ".nächstes", "/nächstes", "  !nächstes \n",
        "!na\u0308chstes", "\u200b!näch\u00adstes", "\ufffc !nächstes", "!nächstes!", "!nächstes?!", "!nachstes",
    ],
)  # fmt: skip
def test_a_name_in_every_spelling(text: str) -> None:
    found = meant(text)
    assert found in (("next", ""), ("next", "", "guessed"))
    assert (found == ("next", "", "guessed")) == (text == "!nachstes")


def test_the_words_after_the_name_are_kept() -> None:
    assert meant("!hilfe  Nächstes – „Treffen“ ") == ("help", 'Nächstes - "Treffen"')
    assert meant("!next\n3\n4") == ("next", "3\n4")
    assert meant("!? next") == ("help", "next")
    assert meant("!termin? 3") == ("next", "3")


def test_a_line_without_prefix_is_meant_only_where_none_is_needed() -> None:
    assert meant("nächstes 3") is None
    assert meant("nächstes 3", prefixed=False) == ("next", "3")
    assert meant("!nächstes 3", prefixed=False) == ("next", "3")
    assert [meant(text) for text in ("", "...", "./", ".5", "/ nächstes", ". nächstes", "a !next")] == [None] * 7


@pytest.mark.parametrize("text", ["!", "! ", "!!!", "!" * 10_000, "!\u200b", "!  ", "!" + "x" * 70_000, "!👋🏾"])
def test_a_prefix_with_nothing_behind_it_is_unclear(text: str) -> None:
    assert meant(text) == Unclear()
    assert meant(text, prefixed=False) == Unclear()


def test_nothing_said_to_the_bot_alone_is_unclear() -> None:
    assert [meant(text, prefixed=False) for text in ("", " ", "\u200b", "👍")] == [Unclear()] * 4


# -- near misses -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["!nächtes", "!nähcstes", "!nxet", "!nextt", "!naschtes", "!nächsts"])
def test_a_near_miss_of_a_question_is_guessed(text: str) -> None:
    assert meant(f"{text} 3") == ("next", "3", "guessed")


def test_a_near_miss_of_a_change_is_only_suggested() -> None:
    assert [meant("!sprahce en"), meant("!langage en")] == [["language"], ["language"]]


def test_a_near_miss_of_two_is_a_choice() -> None:
    assert meant("!termne") == ["meetings", "next"]


@pytest.mark.parametrize("text", ["!nx", "!hi", "!nxt", "!hlp", "!tanzen", "!nächste-woche-dann"])
def test_what_is_short_or_far_is_no_near_miss(text: str) -> None:
    assert meant(text) == Unclear()


# -- who may -----------------------------------------------------------------------------------------------


def registry_with_admin() -> Registry:
    """The registry, with a command of two words for admins, and one like it for all."""
    steer: Command = replace(REGISTRY.by_name["next"], name="steer", names=("steer", "treffen neu"), who="admin")
    ask: Command = replace(steer, name="ask", names=("ask", "treffen"), who="all")
    names = {fold(name): one for one in (steer, ask) for name in one.names}
    return Registry((*REGISTRY.commands, steer, ask), (), {**REGISTRY.by_name, **names})


def test_commands_of_admins_exist_for_admins_only() -> None:
    registry = registry_with_admin()
    assert meant("!steer 1", admin=True, registry=registry) == ("steer", "1")
    assert meant("!steer 1", registry=registry) == Unclear()
    assert meant("!stear 1", admin=True, registry=registry) == ("steer", "1", "guessed")
    assert meant("!stear 1", registry=registry) == Unclear()


def test_the_longest_name_wins() -> None:
    registry = registry_with_admin()
    assert meant("!Treffen  neu, morgen", admin=True, registry=registry) == ("steer", "morgen")
    assert meant("!Treffen neulich", admin=True, registry=registry) == ("ask", "neulich")
    assert meant("!Treffen neu morgen", registry=registry) == ("ask", "neu morgen")


# -- everyday talk -----------------------------------------------------------------------------------------


def test_the_list_is_long_enough_and_holds_no_name() -> None:
    assert len({fold(word) for word in TALK}) >= 200
    assert [word for word in TALK if fold(word) in NAMES] == []


@pytest.mark.parametrize("ending", ["", "!", ", das war gut", "…"])
def test_everyday_words_after_the_prefix_do_nothing(ending: str) -> None:
    assert {word: meant(f"!{word}{ending}") for word in TALK} == dict.fromkeys(TALK, Unclear())


def test_each_exception_is_needed() -> None:
    names = {*NAMES, *map(bare, NAMES)}
    assert [word for word in _EVERYDAY if not any(_near(word, name) for name in names)] == []
    assert {bare(word) for word in TALK} >= _EVERYDAY
