"""What the played people do at the page."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Annotated

from aiohttp import web
from pydantic import Field

from bot.demo.refusal import Refusal
from bot.demo.site import action
from bot.demo.uploads import Uploads
from bot.demo.world import World

Range = Annotated[tuple[int, int, str], Field(strict=False)]  # JSON has no tuples

LONGEST = 64 * 1024  # bytes of UTF-8 in one message
TYPES_FOR = 15.0  # seconds without a word from the page, as in Signal: the tab may be gone


class Deeds:
    """Lets people say, change and see things; what no app would let them do is a Refusal."""

    def __init__(self, world: World, uploads: Uploads) -> None:
        self._world = world
        self._uploads = uploads
        self._typing: dict[tuple[str, str], asyncio.TimerHandle] = {}

    def routes(self) -> list[web.RouteDef]:
        """One path for each deed, with its fields as a JSON object."""
        deeds: dict[str, Callable[..., None]] = {
            "say": self.say,
            "react": self.react,
            "edit": self.edit,
            "delete": self._world.delete,
            "vote": self.vote,
            "type": self.type,
            "read": self.read,
        }
        return [web.post(f"/api/{name}", action(deed)) for name, deed in deeds.items()]

    def say(
        self,
        who: str,
        chat: str,
        text: str,
        quote: int | None = None,
        attachments: Sequence[str] = (),
        mentions: Sequence[Range] = (),
    ) -> None:
        """Writes a message with files that were uploaded before; mentions are start, length, name in UTF-16 units."""
        if not text.strip() and not attachments:
            raise Refusal("empty")
        self._let_in(who, chat)
        self._know(mentions)
        files = [self._uploads.waiting(name) for name in attachments]
        self._world.say(who, chat, _short(text), quote=quote, attachments=files, mentions=mentions)
        self._uploads.taken(attachments)

    def react(self, who: str, timestamp: int, emoji: str, remove: bool = False) -> None:
        """Reacts to a message in one of the person's chats."""
        self._let_in(who, self._world.find(timestamp).chat)
        if not emoji.strip() or len(emoji) > 32:
            raise Refusal("sign")
        self._world.react(who, timestamp, emoji, remove=remove)

    def edit(self, who: str, timestamp: int, text: str, mentions: Sequence[Range] = ()) -> None:
        """Changes an own message; mentions as in `say`."""
        if not text.strip():
            raise Refusal("empty")
        self._know(mentions)
        self._world.edit(who, timestamp, _short(text), mentions)

    def vote(self, who: str, timestamp: int, options: list[int]) -> None:
        """Votes in a poll, or takes the vote back with no option."""
        self._let_in(who, self._world.find(timestamp).chat)
        self._world.vote(who, timestamp, options)

    def type(self, who: str, chat: str, started: bool) -> None:
        """Starts or stops typing; who goes on says so now and then."""
        self._let_in(who, chat)
        if timer := self._typing.pop((who, chat), None):
            timer.cancel()
        if started:
            self._typing[who, chat] = asyncio.get_running_loop().call_later(TYPES_FOR, self._show, who, chat, False)
        self._show(who, chat, started)

    def read(self, who: str, timestamps: list[int]) -> None:
        """Reads messages of the bot; those read already, or never got, are left out."""
        news = [self._world.find(stamp) for stamp in timestamps]
        for message in news:
            self._let_in(who, message.chat)
        there = [one for one in news if one.author == "bot" and who not in one.missed]
        unread = [one.timestamp for one in there if one.receipts.get(who) != "read"]
        if unread:
            self._world.read(who, *unread)

    def _show(self, who: str, chat: str, started: bool) -> None:
        if started != (who in self._world.typing.get(chat, ())):
            self._world.type(who, chat, started=started)

    def _know(self, mentions: Sequence[Range]) -> None:
        if unknown := {name for _, _, name in mentions} - self._world.everybody.keys():
            raise Refusal("nobody", who=", ".join(sorted(unknown)))

    def _let_in(self, who: str, chat: str) -> None:
        groups = self._world.groups.values()
        if who not in self._world.people or chat not in {
            f"direct:{who}",
            *(group.chat for group in groups if who in group.members),
        }:
            raise Refusal("stranger", who=who)


def _short(text: str) -> str:
    if (size := len(text.encode())) > LONGEST:
        raise Refusal("long", n=-(-size // 1024))
    return text
