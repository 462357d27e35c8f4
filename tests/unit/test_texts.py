"""Both languages say the same things, the code asks for nothing else, and nothing lies unused."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl

from commands import discover
from commands._texts import BOLD, BOLD_END, LANGUAGES, Language, plain, say

ROOT = Path(__file__).parents[2]

Variables = dict[str, set[str]]


@cache
def resource(language: Language) -> ftl.Resource:
    text = (ROOT / "commands" / "texts" / f"{language}.ftl").read_text(encoding="utf-8")
    return FluentParser().parse(text)


def variables_in(node: object) -> Iterator[str]:
    if isinstance(node, ftl.VariableReference):
        yield node.id.name
    elif isinstance(node, ftl.BaseNode):
        for value in vars(node).values():
            yield from variables_in(value)
    elif isinstance(node, list):
        for one in node:
            yield from variables_in(one)


def parts_in(node: object) -> Iterator[str]:
    """The sentences that stand inside another."""
    if isinstance(node, ftl.MessageReference):
        yield node.id.name
    elif isinstance(node, ftl.BaseNode):
        for value in vars(node).values():
            yield from parts_in(value)
    elif isinstance(node, list):
        for one in node:
            yield from parts_in(one)


def messages_of(language: Language) -> dict[str, ftl.Message]:
    return {entry.id.name: entry for entry in resource(language).body if isinstance(entry, ftl.Message)}


def sentences(language: Language) -> Variables:
    messages = messages_of(language)

    def values(name: str) -> set[str]:
        return set(variables_in(messages[name])).union(*map(values, parts_in(messages[name])))

    return {name: values(name) for name in messages}


def inside_others() -> set[str]:
    return {part for message in messages_of("de").values() for part in parts_in(message)}


def asked_for() -> Iterator[tuple[str, set[str] | None]]:
    """Each text the code names in a call of `say`, with its values where they are written out."""
    for path in [*ROOT.glob("commands/**/*.py"), *ROOT.glob("bot/**/*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) == "say":
                names = {keyword.arg for keyword in node.keywords}
                given = None if None in names else {name for name in names if name}
                yield from ((one, given) for one in ids_in(node.args))


def ids_in(arguments: list[ast.expr]) -> Iterator[str]:
    for argument in arguments:
        for node in ast.walk(argument):
            if isinstance(node, ast.Constant) and re.fullmatch(r"[a-z]+(-[a-z]+)+", str(node.value)):
                yield node.value


def named() -> set[str]:
    """Every text the code names, also where it is handed on before it is said."""
    files = [*ROOT.glob("commands/**/*.py"), *ROOT.glob("bot/**/*.py")]
    nodes = (node for path in files for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    return {str(node.value) for node in nodes if isinstance(node, ast.Constant)}


def of_commands() -> set[str]:
    return {f"{one.name}-{what}" for one in discover().commands for what in ("help", "more")}


def of_rules() -> set[str]:
    """Why posts of a rule are said, where the rule has no words of its own; beside posts, what admins have sent on."""
    rules = {*(one.name for one in (*discover().posts, *discover().kept)), "meeting"}
    return {f"why-{rule}" for rule in rules - discover().whys.keys()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_file_is_well_formed_and_names_nothing_twice(language: Language) -> None:
    body = resource(language).body
    assert [entry for entry in body if isinstance(entry, ftl.Junk)] == []
    names = [entry.id.name for entry in body if isinstance(entry, ftl.Message)]
    assert len(names) == len(set(names))


def test_both_languages_have_the_same_sentences_with_the_same_values() -> None:
    german, english = sentences("de"), sentences("en")
    german["show-when"].add("city")  # German names no zone: its readers share one
    assert german == english


def test_code_asks_for_nothing_that_is_missing() -> None:
    assert ({one for one, _ in asked_for()} | of_commands() | of_rules()) - sentences("de").keys() == set()


def test_code_gives_each_sentence_its_values() -> None:
    known = sentences("en")
    assert [(one, given) for one, given in asked_for() if given is not None and given != known[one]] == []


def test_no_sentence_lies_unused() -> None:
    used = named() | of_commands() | of_rules() | inside_others()
    assert sentences("de").keys() - used == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_bold_is_for_headings_and_voice_is_kept(language: Language) -> None:
    text = (ROOT / "commands" / "texts" / f"{language}.ftl").read_text(encoding="utf-8")
    values = [line.partition(" = ")[2] or line.strip() for line in text.splitlines() if not line.startswith("#")]
    bold = [value for value in values if "**" in value]
    assert [value for value in bold if not re.fullmatch(r"\*\*[^*]+\*\*", value)] == []
    assert [value for value in values if re.search(r"(?i)\b(leider|ups|sorry|oops)\b|[a-zäöü]!(?!`)", value)] == []


def test_stars_of_people_stay_stars() -> None:
    said = say("de", "next-coming", name="**Kosten*", when="heute", note="jetzt")
    assert said == f"{BOLD}Nächstes Treffen: **Kosten*{BOLD_END}\nheute (jetzt)"
    assert plain(said) == "Nächstes Treffen: **Kosten*\nheute (jetzt)"


def test_missing_value_and_unknown_sentence_are_mistakes() -> None:
    with pytest.raises(KeyError):
        say("de", "router-broke")
    with pytest.raises((KeyError, LookupError)):
        say("de", "no-such-text")
