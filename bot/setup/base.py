"""What every step of setting up works with: the conversation, the answers so far, and the server."""

from __future__ import annotations

import json
import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from bot.errors import NoAnswer, ServerError, SettingsError, Throttled, Unreachable
from bot.reasons import reason
from bot.settings import Settings, load, named
from bot.setup.file import example, put, written
from bot.setup.kept import Kept
from bot.setup.loop import run
from bot.setup.talk import BadAnswerError, SetupError, Talk
from bot.signal.account import Account, open_account
from commands import _show

T = TypeVar("T")

_NOBODY = "+10000000"  # until the number is known, which only calls about the account need
_PLACES = ("database", "library")
_SHOWN = 160  # characters of what the server said


@dataclass
class Setup:
    """One run of `losbote setup`."""

    talk: Talk
    kept: Kept

    @property
    def settings(self) -> Settings:
        """The answers so far as settings."""
        try:
            return Settings(**{"number": _NOBODY, **self.kept.values})
        except ValidationError as error:
            raise SetupError(str(error)) from None

    @property
    def config(self) -> str:
        """What a call must be given so that it finds the settings file: nothing where it looks by itself."""
        return named(self.kept.path)

    def call(self, what: Callable[[Account], Awaitable[T]]) -> T:
        """What the server answers. Raises Refused and Throttled; SetupError if it is gone or does not answer."""
        settings = self.settings
        try:
            return self.try_call(what)
        except (Unreachable, NoAnswer) as error:
            raise SetupError(self.talk.say("setup-server-lost", server=settings.server, config=self.config)) from error

    def try_call(self, what: Callable[[Account], Awaitable[T]]) -> T:
        """What the server answers. Raises a ServerError."""

        async def calling() -> T:
            async with open_account(self.settings) as account:
                return await what(account)

        return run(calling())

    def save(self) -> None:
        """Keeps the answers so far. Raises SetupError where nothing can be written."""
        try:
            self.kept.save()
        except OSError as error:
            raise self.unwritable(self.kept.beside, error) from error

    def leave(self) -> None:
        """Keeps what was answered in the middle of a step, too."""
        if self.kept.answers:
            self.save()

    def unwritable(self, path: Path, error: OSError) -> SetupError:
        """What to say where a file cannot be written."""
        said = self.talk.say("setup-unwritable", file=str(path), reason=reason(error, self.talk.language))
        return SetupError(said)

    def write(self) -> Path | None:
        """Writes losbote.toml; the path of the copy of what was there. Raises SetupError, and nothing has changed."""
        settings, values = self.settings, self.kept.values
        values["groups"] = {
            name: {"id": group.id, "purpose": settings.purpose(name)} for name, group in settings.groups.items()
        }
        for place in _PLACES:  # so that other commands find it without the variable
            if f"LOSBOTE_{place}".upper() in os.environ:
                values.setdefault(place, str(getattr(settings, place)))
        try:
            return put(self.kept.path, written(example(), values, self.kept.titles))
        except OSError as error:
            raise self.unwritable(self.kept.path, error) from error
        except SettingsError as error:
            raise SetupError(str(error)) from error

    def stored(self) -> Settings:
        """The settings as the bot will read them."""
        return load(self.kept.path)

    def checked(self, kind: Any, text: str, sentence: str) -> Any:  # noqa: ANN401 - what pydantic makes of it
        """A value in the form that the settings take; else the sentence is what is wrong with it."""
        try:
            return TypeAdapter(kind).validate_python(text)
        except ValidationError:
            raise BadAnswerError(sentence) from None

    def refused(self, error: ServerError) -> str:
        """Why the server did not do it, in a sentence."""
        if isinstance(error, Throttled):
            return self.talk.say("setup-throttled")
        return self.talk.say("setup-refused", said=said(error))


def said(error: ServerError) -> str:
    """What the server said, in one line."""
    try:
        text = str(json.loads(error.body)["error"])
    except (ValueError, LookupError, TypeError):
        text = error.body
    return _show.shortened(" ".join(text.split()), _SHOWN) or type(error).__name__
