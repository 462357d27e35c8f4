"""What a line means: the command in it, as people really type it.

Prefix, names and near misses: design, section 7. The thresholds come from a trial with 20,000 random typos, none of
which ran a wrong command (one error in names of up to five letters, two in longer ones).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from commands import Registry
from commands._fold import bare, fold, tidy
from commands._kit import Command

_PREFIXED = re.compile(r"(?:! ?|[./](?=[^\W\d_]))(?P<rest>.*)", re.DOTALL)
_WORD = re.compile(r"(?P<word>\S+)\s*(?P<words>.*)", re.DOTALL)
_LONGEST_NAME = 40
# They lie one letter beside a name, and are said all day long without a thought of it.
_TALK = "aber dann darum hell hilft jemand kann mann nett sache sehr senden team text wand warm wenn worum"
_EVERYDAY = frozenset(_TALK.split())


@dataclass(frozen=True, slots=True)
class Meant:
    """A command with the words after its name; `guessed` if the name was not written quite like that."""

    command: Command
    words: str
    guessed: bool = False
    called: str = ""  # the folded name that was found


@dataclass(frozen=True, slots=True)
class Close:
    """No command, but these may have been meant."""

    commands: tuple[Command, ...]


@dataclass(frozen=True, slots=True)
class Unclear:
    """Addressed to the bot, but nothing it knows."""


def understand(text: str, registry: Registry, *, admin: bool, prefixed: bool) -> Meant | Close | Unclear | None:
    """The meaning of a line; None if it is not addressed to the bot.

    Commands of admins exist only where `admin` is true. With `prefixed` a line without prefix is not for the bot.
    """
    line = tidy(text)
    match = _PREFIXED.fullmatch(line)
    if match is None and prefixed:
        return None
    rest = match["rest"] if match else line
    ordered = _ordered(rest, registry, admin=admin)
    if ordered is not None and ordered.words:
        return ordered
    named = _named(rest, registry, admin=admin)
    exact = isinstance(named, Meant) and not named.guessed
    return named if ordered is None or exact else ordered


def prefixed(text: str) -> bool:
    """Whether a line begins as only a command does."""
    return _PREFIXED.fullmatch(tidy(text)) is not None


def _ordered(line: str, registry: Registry, *, admin: bool) -> Meant | None:
    """The command that understands the line as a whole sentence; without words if that is only what it is about."""
    for command in registry.commands:
        if command.ordered is not None and (admin or command.who == "all"):
            words = command.ordered(line)
            if words is not None:
                return Meant(command, words)
    return None


def _named(line: str, registry: Registry, *, admin: bool) -> Meant | Close | Unclear:
    match = _WORD.fullmatch(line)
    if match is None:
        return Unclear()
    for name, words in _names(match["word"], match["words"]):
        command = registry.by_name.get(name)
        if command is not None and (admin or command.who == "all"):
            return Meant(command, words, called=name)
    return _guessed(match["word"], match["words"], registry, admin=admin)


def _names(word: str, words: str) -> list[tuple[str, str]]:
    """Two words first, then one: the longest name wins. `termin?` is `termin`, and `?` is itself."""
    names = [(_name(word), words)]
    if words:
        second, _, rest = words.partition(" ")
        names.insert(0, (f"{fold(word)} {_name(second)}", rest.strip()))
    return names


def _name(word: str) -> str:
    folded = fold(word)
    return folded.rstrip(".,;:!?") or folded


def _guessed(word: str, words: str, registry: Registry, *, admin: bool) -> Meant | Close | Unclear:
    first = _name(word)[:_LONGEST_NAME]
    both = f"{fold(word)} {_name(words.partition(' ')[0])}"[:_LONGEST_NAME] if words else first
    known = {name: command for name, command in registry.by_name.items() if admin or command.who == "all"}
    near = {command.name: command for name, command in known.items() if _near(both if " " in name else first, name)}
    if not near or bare(first) in _EVERYDAY:
        return Unclear()
    near |= {command.name: command for name, command in known.items() if _may_be_short(first, name)}
    found = tuple(near.values())
    if len(found) == 1 and not found[0].changes:
        return Meant(found[0], words, guessed=True)
    return Close(found)


def _near(typed: str, name: str) -> bool:
    """Whether it is nearly the name, with the umlauts of both spelled out or left away."""
    return any(_alike(one, other) for one, other in ((typed, name), (bare(typed), bare(name))))


def _may_be_short(typed: str, name: str) -> bool:
    """Whether it may as well be a slip of a name so short that slips of it alone are not guessed."""
    return len(name) < 4 and OSA.distance(typed, name, score_cutoff=1) <= 1


def _alike(typed: str, name: str) -> bool:
    shorter = min(len(typed), len(name))
    allowed = 0 if shorter < 4 else 1 if shorter < 6 else 2
    return OSA.distance(typed, name, score_cutoff=allowed) <= allowed
