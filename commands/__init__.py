"""One file a feature: its commands and its posts. The folder is the registry."""

from __future__ import annotations

import pkgutil
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from commands._fold import fold
from commands._kit import Command, Post


@dataclass(frozen=True, slots=True)
class Registry:
    """Everything the bot can do, in the order of the files."""

    commands: tuple[Command, ...]
    posts: tuple[Post, ...]
    by_name: dict[str, Command]  # by each folded name


@cache
def discover() -> Registry:
    """Imports every feature file; two features with the same name are a mistake and raise RuntimeError."""
    commands: list[Command] = []
    posts: list[Post] = []
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda module: module.name):
        if module.name.startswith("_"):
            continue
        for thing in vars(import_module(f"{__name__}.{module.name}")).values():
            if isinstance(thing, Command):
                commands.append(thing)
            elif isinstance(thing, Post):
                posts.append(thing)
    return Registry(tuple(commands), tuple(sorted(posts, key=lambda post: post.rank)), _by_name(commands))


def _by_name(commands: list[Command]) -> dict[str, Command]:
    names: dict[str, Command] = {}
    for command in commands:
        for name in command.names:
            if names.setdefault(fold(name), command) is not command:
                raise RuntimeError(f"!{name} is the name of two commands")
    return names
