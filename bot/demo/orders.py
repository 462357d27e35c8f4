"""The orders of chat scripts, the lines with `@`: how each is written."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from difflib import get_close_matches
from typing import NamedTuple, get_args
from zoneinfo import available_timezones

from bot.demo.faults import SendFault

NAME = r"\w[\w-]*"


def checked(name: str, words: str) -> tuple[str, ...]:
    """The words of an order, taken apart; raises ValueError with a sentence that says what to write instead."""
    if name not in _SHAPES:
        raise ValueError(f"there is no order `@ {name}`. {_hint(name)}")
    shape = _SHAPES[name]
    found = re.fullmatch(shape.pattern, words, re.DOTALL)
    if found is None or not all(_is_sound(word, shape) for word in found.groups()[:1]):
        raise ValueError(f"this `@ {name}` cannot be used. Write `{shape.usage}`.")
    return found.groups()


def duration(text: str) -> timedelta:
    """`2h`, `1d 30m`, `90s`, `1w`: a length of time; raises ValueError."""
    parts = re.findall(r"(\d+) ?([wdhms])", text)
    if not parts or re.sub(r"\d+ ?[wdhms]|\s", "", text):
        raise ValueError("not a length of time")
    names = {"w": "weeks", "d": "days", "h": "hours", "m": "minutes", "s": "seconds"}
    return sum((timedelta(**{names[unit]: int(count)}) for count, unit in parts), timedelta(0))


class _Shape(NamedTuple):
    """How an order is written; `check` raises ValueError for a first word that looks right and is not."""

    usage: str
    pattern: str = ""
    check: Callable[[str], object] = str


def _is_sound(word: str, shape: _Shape) -> bool:
    try:
        shape.check(word)
    except ValueError:
        return False
    return True


def _hint(name: str) -> str:
    near = get_close_matches(name, _SHAPES, 1)
    return f"Did you mean `{_SHAPES[near[0]].usage}`?" if near else f"There are {', '.join(sorted(_SHAPES))}."


def _one_of(names: tuple[str, ...] | set[str]) -> Callable[[str], None]:
    def check(name: str) -> None:
        if name not in names:
            raise ValueError(name)

    return check


_PERSON = f"({NAME})"
_FAULTS = get_args(SendFault)
_SHAPES = {
    "zone": _Shape("@ zone Europe/Berlin", r"(\S+)", _one_of(available_timezones())),
    "group": _Shape("@ group Netzwerk: anna, bert, petra*", rf"([^:]+): *({NAME}\*?(?:, *{NAME}\*?)*)"),
    "sample": _Shape("@ sample"),
    "load": _Shape("@ load FOLDER", r"(\S.*)"),
    "language": _Shape("@ language en", "(de|en)"),
    "setting": _Shape("@ setting posts.pin = true", r"([a-z_]+(?:\.[a-z_]+)*) *= *(.+)"),
    "in": _Shape("@ in Admins", "(.+)"),
    "now": _Shape("@ now 2026-12-01 19:00", "(.+)", datetime.fromisoformat),
    "pass": _Shape("@ pass 2h", "(.+)", duration),
    "silence": _Shape("@ silence"),
    "drain": _Shape("@ drain"),
    "restart": _Shape("@ restart"),
    "kill": _Shape("@ kill"),
    "offline": _Shape("@ offline"),
    "online": _Shape("@ online"),
    "server": _Shape("@ server down` or `@ server up", "(down|up)"),
    "fail": _Shape(
        f"@ fail next send {'|'.join(_FAULTS)}` or `@ fail next pin",
        r"next (pin|send \S+)",
        _one_of({"pin", *(f"send {fault}" for fault in _FAULTS)}),
    ),
    "frame": _Shape("@ frame {json}", "(.+)"),
    "again": _Shape("@ again"),
    "admin": _Shape("@ admin anna", _PERSON),
    "join": _Shape("@ join anna", _PERSON),
    "leave": _Shape("@ leave anna", _PERSON),
    "sleep": _Shape("@ sleep anna", _PERSON),
    "wake": _Shape("@ wake anna", _PERSON),
    "newphone": _Shape("@ newphone anna", _PERSON),
}
