"""How a post to come is told: in a line, and by its first words."""

from __future__ import annotations

from collections.abc import Iterable

from commands import _show
from commands._kit import Ahead, Ask
from commands._texts import plain
from storage.chat import id_in, is_group

_LONGEST = 60  # characters of what a line says of a post


def seen(ask: Ask, ahead: Iterable[Ahead]) -> list[Ahead]:
    """What an admin may see of it: what goes to groups, and to herself; nobody's own reminders."""
    return [one for one in ahead if not own(one) and _hers(ask, one)]


def own(one: Ahead) -> bool:
    """Whether it is a reminder that somebody has ordered."""
    return one.rule == "personal"


def _hers(ask: Ask, one: Ahead) -> bool:
    return is_group(one.audience.chat) or id_in(one.audience.chat) == ask.sender


def line(ask: Ask, one: Ahead) -> str:
    """When, where if that is not plain, and what: "Dienstag, 1. Dezember, 19:00 Uhr · 📅 Morgen um …"."""
    return " · ".join([*head(ask, one), first(one)])


def head(ask: Ask, one: Ahead) -> list[str]:
    """When it is said, and where, unless there is but one group that it may be."""
    when = _show.when(one.at, ask.now, ask.zone, ask.language)
    only = len(ask.groups) == 1 and ask.groups[0].chat == one.audience.chat
    return [when] if only else [when, one.title or one.audience.name or ask.say("plan-to-you")]


def first(one: Ahead) -> str:
    """Its first words."""
    return _show.shortened(plain(one.text).partition("\n")[0], _LONGEST)


def two_digits(number: int) -> str:
    """A number as the plan has it: 05."""
    return f"{number:02}"
