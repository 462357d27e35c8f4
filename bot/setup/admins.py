"""Who steers the bot: people who write it a word of six digits, so that nobody has to look for an ACI."""

from __future__ import annotations

import asyncio
import json
import secrets

from bot.settings import Settings
from bot.setup.base import Setup
from bot.setup.talk import BadAnswerError
from bot.signal.frames import Reading, read
from bot.signal.link import Link
from bot.values import Aci
from storage.chat import direct_chat

_PATIENCE = 300.0  # seconds
_NONE = "-"


def ask_admins(setup: Setup) -> None:
    """Asks for one after the other; two are better than one."""
    talk, kept = setup.talk, setup.kept
    found = list(kept.values.get("admins", []))
    if not found:
        talk.tell(talk.say("setup-admins-about"))
    while True:
        _known(setup, found)
        wanted = talk.ask(
            talk.say("setup-admins-ask", count=len(found)),
            lambda text: _wanted(setup, text),
            flag="admin",
            default=(_NONE if len(found) > 1 or not talk.asks else ""),
        )
        if wanted is None:
            break
        found.extend(one for one in wanted or [_heard(setup)] if one and one not in found)
        kept.answers["admins"] = found
        setup.save()
    kept.answers["admins"] = found


def admins(setup: Setup) -> str:
    """How many there are; empty if there is nobody."""
    count = len(setup.settings.admins)
    return setup.talk.say("setup-admins", count=count) if count else ""


def _known(setup: Setup, found: list[str]) -> None:
    if found:
        setup.talk.tell(setup.talk.say("setup-admins", count=len(found)))


def _wanted(setup: Setup, text: str) -> list[str] | None:
    """The ACIs that were written; an empty list to listen, None for nobody more."""
    if text == _NONE:
        return None
    parts = text.replace(",", " ").split()
    if any(part.lstrip("+").isdecimal() for part in parts):
        raise BadAnswerError(setup.talk.say("setup-admins-number"))
    return [setup.checked(Aci, part, setup.talk.say("setup-admins-form")) for part in parts]


def _heard(setup: Setup) -> str:
    """Who wrote the word; empty if nobody did in time."""
    talk, settings = setup.talk, setup.settings
    word = f"{secrets.randbelow(1_000_000):06}"
    talk.tell(talk.say("setup-admins-word", word=word, number=settings.number))
    aci = asyncio.run(hear(settings, word, _PATIENCE))
    talk.tell(talk.say("setup-admins-heard", aci=aci[:8]) if aci else talk.say("setup-admins-late"))
    return aci


async def hear(settings: Settings, word: str, seconds: float) -> str:
    """The ACI of the first who writes the word to the bot alone; empty if nobody does within so many seconds."""
    heard: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    def take(raw: str | bytes) -> None:
        sender = _sender(raw, settings.number, word)
        if sender and not heard.done():
            heard.set_result(sender)

    listening = asyncio.create_task(Link(settings, take).listen())
    try:
        return await asyncio.wait_for(heard, seconds)
    except TimeoutError:
        return ""
    finally:
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)


def _sender(raw: str | bytes, number: str, word: str) -> str:
    """Who wrote the word in a direct message, if this frame is that."""
    found = read(raw, number, {})
    if not isinstance(found, Reading) or found.frame.kind != "message":
        return ""
    text = str(json.loads(found.frame.body)["dataMessage"].get("message", ""))
    alone = found.frame.chat == direct_chat(found.frame.sender)
    return found.frame.sender if alone and word in text.replace(" ", "") else ""
