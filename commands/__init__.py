"""One file a feature: its commands and its posts. The folder is the registry."""

from __future__ import annotations

import pkgutil
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module

from commands._fold import fold
from commands._kit import Command, Kept, Post, Reaction, Taker


@dataclass(frozen=True, slots=True)
class Registry:
    """Everything the bot can do, in the order of the files; posts by rank."""

    commands: tuple[Command, ...]
    posts: tuple[Post, ...]
    by_name: dict[str, Command]  # by each folded name
    kept: tuple[Kept, ...] = ()
    takers: dict[str, Taker] = field(default_factory=dict)  # by the name of the offer
    reactions: dict[str, Reaction] = field(default_factory=dict)  # by the rule of the post


@cache
def discover() -> Registry:
    """Imports every feature file; two features with the same name are a mistake and raise RuntimeError."""
    modules = sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))
    things = [thing for name in modules for thing in vars(import_module(f"{__name__}.{name}")).values()]
    commands = [thing for thing in things if isinstance(thing, Command)]
    posts = sorted((thing for thing in things if isinstance(thing, Post)), key=lambda post: post.rank)
    return Registry(
        commands=tuple(commands),
        posts=tuple(posts),
        kept=tuple(thing for thing in things if isinstance(thing, Kept)),
        takers={thing.name: thing for thing in things if isinstance(thing, Taker)},
        reactions={thing.rule: thing for thing in things if isinstance(thing, Reaction)},
        by_name=_by_name(commands),
    )


def _by_name(commands: list[Command]) -> dict[str, Command]:
    names: dict[str, Command] = {}
    for command in commands:
        for name in command.names:
            if names.setdefault(fold(name), command) is not command:
                raise RuntimeError(f"!{name} is the name of two commands")
    return names
