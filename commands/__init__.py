"""One file a feature: its commands and its posts. The folder is the registry."""

from __future__ import annotations

import pkgutil
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Any

from commands._fold import fold
from commands._kit import Ballot, Command, Concern, Kept, Listener, Picker, Post, Reaction, Taker, Undone, Why


@dataclass(frozen=True, slots=True)
class Registry:
    """Everything the bot can do, in the order of the files; posts by rank."""

    commands: tuple[Command, ...]
    posts: tuple[Post, ...]
    by_name: dict[str, Command]  # by each folded name
    kept: tuple[Kept, ...] = ()
    takers: dict[str, Taker] = field(default_factory=dict)  # by the name of the offer, as the next two
    pickers: dict[str, Picker] = field(default_factory=dict)
    listeners: dict[str, Listener] = field(default_factory=dict)
    undone: dict[str, Undone] = field(default_factory=dict)  # by table
    concerns: tuple[Concern, ...] = ()
    reactions: dict[str, Reaction] = field(default_factory=dict)  # by the rule of the post, as the next two
    ballots: dict[str, Ballot] = field(default_factory=dict)
    whys: dict[str, Why] = field(default_factory=dict)


@cache
def discover() -> Registry:
    """Imports every feature file; two features with the same name are a mistake and raise RuntimeError."""
    modules = sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))
    return registry(thing for name in modules for thing in vars(import_module(f"{__name__}.{name}")).values())


def registry(things: Iterable[object]) -> Registry:
    """The registry of these features; what else is among them is left out."""
    found: dict[type, list[Any]] = defaultdict(list)
    for thing in things:
        found[type(thing)].append(thing)
    return Registry(
        commands=tuple(found[Command]),
        posts=tuple(sorted(found[Post], key=lambda post: post.rank)),
        kept=tuple(found[Kept]),
        takers={one.name: one for one in found[Taker]},
        pickers={one.name: one for one in found[Picker]},
        listeners={one.name: one for one in found[Listener]},
        undone={one.table: one for one in found[Undone]},
        concerns=tuple(found[Concern]),
        reactions={one.rule: one for one in found[Reaction]},
        ballots={one.rule: one for one in found[Ballot]},
        whys={one.rule: one for one in found[Why]},
        by_name=_by_name(found[Command]),
    )


def _by_name(commands: list[Command]) -> dict[str, Command]:
    names: dict[str, Command] = {}
    for command in commands:
        for name in command.names:
            if names.setdefault(fold(name), command) is not command:
                raise RuntimeError(f"!{name} is the name of two commands")
    return names
