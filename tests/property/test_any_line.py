"""Any line at all has a meaning or none, and no typo ever runs another command than the one that was meant."""

from __future__ import annotations

import random
from collections import Counter

from hypothesis import example, given
from hypothesis import strategies as st

from bot.signal.frames import addressed
from bot.understand import Close, Meant, Unclear, _name, understand
from commands import discover

REGISTRY = discover()
NAMES = [name for command in REGISTRY.commands for name in command.names]
LETTERS = "abcdefghijklmnopqrstuvwxyzäöüß"


@given(st.text(), st.booleans(), st.booleans())
@example("!\u0130", False, True)
@example("\ud800", True, False)
def test_any_line_means_something_or_nothing(text: str, admin: bool, prefixed: bool) -> None:
    found = understand(text, REGISTRY, admin=admin, prefixed=prefixed)
    assert isinstance(found, Meant | Close | Unclear) or (found is None and prefixed)


@given(st.text("!./ nextä\u200b\ufffc?\n", max_size=12))
def test_what_intake_drops_in_a_group_means_no_command_there(text: str) -> None:
    found = understand(text, REGISTRY, admin=False, prefixed=True)
    assert addressed(text) or not isinstance(found, Meant | Close)


@given(st.sampled_from(NAMES), st.text(" abc3ä", max_size=9), st.sampled_from(["!", "! "]), st.booleans())
def test_a_name_is_never_guessed(name: str, words: str, prefix: str, upper: bool) -> None:
    line = f"{prefix}{name.upper() if upper else name} {words}"
    found = understand(line, REGISTRY, admin=True, prefixed=True)
    assert isinstance(found, Meant)
    assert (name in found.command.names, found.words, found.guessed) == (True, words.strip(), False)


def typo(chance: random.Random, word: str) -> str:
    """A letter too few, too many, or wrong, or two that changed places."""
    at, letter = chance.randrange(len(word)), chance.choice(LETTERS)
    return chance.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
        )
    )


def outcome(name: str, typed: str) -> str:
    """What became of a name that was typed wrong."""
    if _name(typed) in REGISTRY.by_name or _name(typed.partition(" ")[0]) in REGISTRY.by_name:
        return "a name"  # "termin" with an e too many is "termine", and "i am" with an h is "h", the help
    found = understand(f"!{typed}", REGISTRY, admin=True, prefixed=True)
    if not isinstance(found, Meant):
        return type(found).__name__.lower()
    return "meant" if name in found.command.names else f"{typed} ran {found.command.name}"


def test_no_single_typo_runs_another_command() -> None:
    chance = random.Random(2026)  # noqa: S311 - the same typos each time
    names = [chance.choice(NAMES) for _ in range(5_000)]
    outcomes = Counter(outcome(name, typo(chance, name)) for name in names)
    assert set(outcomes) == {"meant", "close", "unclear", "a name"}
    assert outcomes["meant"] + outcomes["close"] > 0.7 * outcomes.total() - outcomes["a name"]
