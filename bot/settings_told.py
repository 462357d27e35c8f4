"""Mistakes in the settings as people read them, each with the line to write instead; in German or in English."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from bot.settings import PREFIX, GroupSettings, PostSettings, ReceiveSettings, SendSettings, Settings
from commands._texts import Language, Value, plain, say

_SECTIONS: dict[str, type[BaseModel]] = {"receive": ReceiveSettings, "posts": PostSettings, "sending": SendSettings}
_TERMINAL = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set counts


def spoken(values: Mapping[str, Any]) -> Language:
    """The language of these settings, if they name one; else that of the terminal."""
    named = os.environ.get(f"{PREFIX}LANGUAGE") or values.get("language")
    if named in ("de", "en"):
        return "de" if named == "de" else "en"
    return "de" if of_terminal() == "de" else "en"


def of_terminal() -> Language | None:
    """The language of the terminal: English if it is neither ours nor German; None if it names none, like C.UTF-8."""
    named = next(filter(None, map(os.environ.get, _TERMINAL)), "").partition(".")[0]
    return None if named in {"", "C", "POSIX"} else "de" if named.startswith("de") else "en"


@dataclass(frozen=True, slots=True)
class Told:
    """Tells mistakes in a language; `found` is the file that was read, if there was one."""

    language: Language
    found: Path | None

    def say(self, text_id: str, **values: Value) -> str:
        """A sentence, for the terminal."""
        return plain(say(self.language, text_id, **values))

    def all(self, problems: list[Any]) -> list[str]:
        """A sentence for each of pydantic's problems."""
        return [self._one(problem) for problem in problems]

    def _one(self, problem: Any) -> str:  # noqa: ANN401 - pydantic's dictionaries
        """What is wrong with one setting, and the line to write instead."""
        loc = problem["loc"]
        place, where = [part for part in loc if isinstance(part, str)], self._where(loc)
        if place[-1] == "[key]":
            return self.say("settings-group-name", where=where)
        number = next((part + 1 for part in loc if isinstance(part, int)), 0)
        named = f"`{'.'.join(place)}`" + (f" ({self.say('settings-entry', number=number)})" if number else "")
        if problem["type"] == "extra_forbidden":
            return self.say("settings-unknown", named=named, where=where, instead=self._instead(place))
        if problem["type"] == "missing":
            return self.say("settings-missing", named=named, where=where, line=self._line(place))
        reason = str(problem["ctx"]["error"]) if problem["type"] == "value_error" else ""
        why = f" ({self.say('settings-reason', reason=_slug(reason))})" if reason else ""
        return self.say("settings-wrong", named=named, where=where, why=why, line=self._line(place))

    def _where(self, loc: tuple[str | int, ...]) -> str:
        """Where the setting was read: a variable overrides the file."""
        variables = {name.upper() for name in os.environ}
        for depth in range(len(loc), 0, -1):
            variable = PREFIX + "__".join(map(str, loc[:depth])).upper()
            if variable in variables:
                return self.say("settings-where", place="variable", name=variable)
        return self.say("settings-where", place="file" if self.found else "nowhere", name=str(self.found or ""))

    def _line(self, place: list[str]) -> str:
        """The line to write, with the heading under which it stands."""
        model, heading = _section(place)
        known = model.model_fields.get(place[-1]) or Settings.model_fields[place[0]]
        line, mark, remark = str((known.examples or [place[-1]])[0]).partition("   # ")
        shown = f"{line}{mark}{self.say('settings-remark', remark=_slug(remark))}" if remark else line
        return self.say("settings-line", heading=heading or "none", line=shown)

    def _instead(self, place: list[str]) -> str:
        """What to do about a setting that does not exist."""
        name = place[-1]
        model, heading = _section(place)
        if heading and name in Settings.model_fields:
            return f"{self.say('settings-above', named=f'`{name}`')} {self._line([name])}"
        if close := get_close_matches(name, model.model_fields, n=1):
            return f"{self.say('settings-close', named=f'`{close[0]}`')} {self._line([*place[:-1], close[0]])}"
        return self.say("settings-remove")


def _section(place: list[str]) -> tuple[type[BaseModel], str]:
    """The part of the settings in which the last name of `place` stands, and its heading."""
    if len(place) == 3 and place[0] == "groups":
        return GroupSettings, f"[groups.{place[1]}]"
    if len(place) == 2 and place[0] in _SECTIONS:
        return _SECTIONS[place[0]], f"[{place[0]}]"
    return Settings, ""


def _slug(text: str) -> str:
    """A remark as the name of its translation."""
    return re.sub("[^a-z]+", "-", text.lower()).strip("-")
