"""The steps in their order; each can be skipped when it is done, and setting up can be left at any."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.errors import SettingsError
from bot.settings import load
from bot.setup import admins, finish, groups, number, profile, server
from bot.setup.base import Setup
from bot.setup.talk import SetupError, UndoneError


@dataclass(frozen=True, slots=True)
class Step:
    """`ask` asks; `shown` says what was answered, or nothing if that no longer holds; `flags` answer it anew."""

    name: str
    ask: Callable[[Setup], None]
    shown: Callable[[Setup], str]
    flags: tuple[str, ...] = ()


STEPS = (
    Step("language", server.ask_language, server.language, ("language",)),
    Step("server", server.ask_server, server.server, ("server",)),
    Step("number", number.ask_number, number.number, ("number",)),
    Step(profile.NAME, profile.ask_profile, profile.profile, ("name", "picture")),
    Step("groups", groups.ask_groups, groups.groups, ("group",)),
    Step("admins", admins.ask_admins, admins.admins, ("admin",)),
    Step("posts", finish.ask_posts, finish.posts, ("reminders", "tips")),
)


def go(setup: Setup) -> None:
    """Goes through all steps and writes what came of them. Raises SetupError."""
    _begin(setup)
    for step in STEPS:
        if not _stands(setup, step):
            setup.kept.forget(step.name)  # it may be left before its end
            try:
                step.ask(setup)
                setup.kept.done.append(step.name)
            except UndoneError as error:
                setup.talk.tell(str(error))
            setup.save()
    finish.finish(setup)


def _begin(setup: Setup) -> None:
    """Takes up what is there. A losbote.toml that cannot be used is left as it is, unless one begins anew."""
    talk, kept = setup.talk, setup.kept
    mistakes = _mistakes(setup)
    if mistakes:
        talk.tell("\n".join(mistakes))
        question = talk.say("setup-broken", file=str(kept.path))
        if not talk.yes(question, default=False):
            raise SetupError(talk.say("setup-broken-left", file=str(kept.path), config=setup.config))
    kept.read(settings=not mistakes)
    try:
        _ = setup.settings
    except SetupError:  # somebody has changed the file of answers by hand
        kept.answers, kept.chosen, kept.done = {}, [], []
    if kept.values.get("language") in ("de", "en"):
        talk.language = kept.values["language"]
    if kept.base and not kept.resumed:
        kept.done = [step.name for step in STEPS if step.name != profile.NAME or profile.dressed(setup)]
    setup.save()
    if kept.resumed:
        talk.tell(talk.say("setup-resumed"))
    elif kept.base:
        talk.tell(talk.say("setup-again", file=str(kept.path)))


def _mistakes(setup: Setup) -> list[str]:
    """What is wrong with the losbote.toml that is there."""
    if not setup.kept.path.exists():
        return []
    try:
        load(setup.kept.path, setup.talk.language)
    except SettingsError as error:
        return error.mistakes
    return []


def _stands(setup: Setup, step: Step) -> bool:
    """Whether the step can be skipped: it is done, it still holds, and nobody wants to change it."""
    talk, kept = setup.talk, setup.kept
    if step.name not in kept.done or any(flag in talk.given for flag in step.flags):
        return False
    if not (shown := step.shown(setup)):
        return False
    talk.tell(shown)
    return kept.resumed or not talk.asks or not talk.yes(talk.say("setup-change"), default=False)
