"""Who steers the bot: people who write it a word of six digits, so that nobody has to look for an ACI."""

from __future__ import annotations

import asyncio
import json
import re
import secrets
from dataclasses import dataclass
from typing import Any

from bot.settings import Settings
from bot.setup.base import Setup
from bot.setup.loop import run
from bot.setup.talk import BadAnswerError
from bot.signal.frames import Reading, read
from bot.signal.link import Link
from bot.values import Aci
from commands import _show
from commands._fold import clean
from storage.chat import direct_chat

_PATIENCE = 300.0  # seconds
_NONE = "-"
_SHOWN, _LONGEST_NAME = 8, 40  # characters of an ACI, and of a name in Signal
_AWAY = re.compile(r"(?:weg|ohne|entferne|raus|remove|without|-)\s*(?:nr\.?\s*)?(\d{1,2})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heard:
    """Who wrote the word, and how they are called in Signal, as far as that was told."""

    aci: str
    name: str


def ask_admins(setup: Setup) -> None:
    """Asks for one after the other; two are better than one."""
    talk, kept = setup.talk, setup.kept
    if not _listed(setup):
        talk.tell(talk.say("setup-admins-about"))
    while (wanted := _asked(setup)) is not None:
        kept.answers["admins"] = wanted
        setup.save()
    kept.answers["admins"] = _listed(setup)


def _asked(setup: Setup) -> list[str] | None:
    """Who may steer after one answer; None if that is all."""
    talk, found = setup.talk, _listed(setup)
    _show_all(setup, found)
    return talk.ask(
        talk.say("setup-admins-ask", count=len(found)),
        lambda text: _wanted(setup, text, found),
        flag="admin",
        default=(_NONE if len(found) > 1 or not talk.asks else ""),
    )


def _listed(setup: Setup) -> list[str]:
    return list(setup.kept.values.get("admins", []))


def admins(setup: Setup) -> str:
    """How many there are; empty if there is nobody."""
    count = len(setup.settings.admins)
    return setup.talk.say("setup-admins", count=count) if count else ""


def _show_all(setup: Setup, found: list[str]) -> None:
    """Lists who may steer, each with a number."""
    say, names = setup.talk.say, setup.kept.names
    if not found:
        return
    lines = [say("setup-admins", count=len(found))]
    for number, aci in enumerate(found, 1):
        name = names.get(aci, "")
        lines.append(say("setup-admin", number=number, name=name, aci=aci[:_SHOWN], named="yes" if name else "no"))
    setup.talk.tell("\n".join(lines))


def _wanted(setup: Setup, text: str, found: list[str]) -> list[str] | None:
    """Who may steer after this answer; None for nobody more."""
    if text == _NONE:
        return None
    if away := _AWAY.fullmatch(text):
        return _without(setup, int(away[1]), found)
    parts = text.replace(",", " ").split()
    if any(part.lstrip("+").isdecimal() for part in parts):
        raise BadAnswerError(setup.talk.say("setup-admins-number"))
    acis = [setup.checked(Aci, part, setup.talk.say("setup-admins-form")) for part in parts]
    return list(dict.fromkeys([*found, *(acis if parts else _heard(setup))]))


def _without(setup: Setup, number: int, found: list[str]) -> list[str]:
    if not 1 <= number <= len(found):
        raise BadAnswerError(setup.talk.say("setup-admins-nobody", number=number))
    return [aci for place, aci in enumerate(found, 1) if place != number]


def _heard(setup: Setup) -> list[str]:
    """Who wrote the word and is the one who was meant; empty if nobody did in time."""
    talk, settings = setup.talk, setup.settings
    word = f"{secrets.randbelow(1_000_000):06}"
    talk.tell(talk.say("setup-admins-word", word=word, number=settings.number))
    heard = run(hear(settings, word, _PATIENCE))
    if heard is None:
        talk.tell(talk.say("setup-admins-late"))
        return []
    told = {"name": heard.name, "aci": heard.aci[:_SHOWN], "named": "yes" if heard.name else "no"}
    if not talk.yes(talk.say("setup-admins-heard", **told)):
        return []
    if heard.name:
        setup.kept.names[heard.aci] = heard.name
    return [heard.aci]


async def hear(settings: Settings, word: str, seconds: float) -> Heard | None:
    """The first who writes the word to the bot alone; None if nobody does within so many seconds."""
    heard: asyncio.Future[Heard] = asyncio.get_running_loop().create_future()

    def take(raw: str | bytes) -> None:
        sender = _sender(raw, settings.number, word)
        if sender and not heard.done():
            heard.set_result(sender)

    listening = asyncio.create_task(Link(settings, take).listen())
    try:
        return await asyncio.wait_for(heard, seconds)
    except TimeoutError:
        return None
    finally:
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)


def _sender(raw: str | bytes, number: str, word: str) -> Heard | None:
    """Who wrote the word in a direct message, if this frame is that."""
    found = read(raw, number, {})
    if not isinstance(found, Reading) or found.frame.kind != "message":
        return None
    text = str(json.loads(found.frame.body)["dataMessage"].get("message", ""))
    alone = found.frame.chat == direct_chat(found.frame.sender)
    return Heard(found.frame.sender, _name(json.loads(raw))) if alone and word in text.replace(" ", "") else None


def _name(frame: dict[str, Any]) -> str:
    """How the sender of a frame is called in Signal: whatever they wrote there, in one short line."""
    name = str(frame.get("params", frame)["envelope"].get("sourceName") or "")
    printable = "".join(sign if sign.isprintable() else " " for sign in clean(name))
    return _show.shortened(" ".join(printable.split()), _LONGEST_NAME)
