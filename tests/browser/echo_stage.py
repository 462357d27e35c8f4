"""A small stage for the page: a played world whose bot says again what it is told."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.clock import PlayedClock
from bot.demo.envelopes import Attachment, Quote
from bot.demo.levers import Levers
from bot.demo.looks import Look
from bot.demo.server import StandIn
from bot.demo.styled import Style
from bot.demo.world import World

TOKEN = "an-invented-token"  # noqa: S105 - it opens nothing but the test's own page
ICS = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//losbote.example//DE\r\nBEGIN:VEVENT\r\nUID:1@losbote.example\r\n"
    "DTSTAMP:20261101T120000Z\r\nDTSTART;TZID=Europe/Berlin:20261202T190000\r\nDTEND;TZID=Europe/Berlin:20261202T203000\r\n"
    "SUMMARY:Kosten im Griff\r\nLOCATION:https://meet.example/netz\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000780000003c080200000022cfe9ff000000834944415478daedd0310d0030080030744c"
    "1bbb676cd6f0810d489a5441e3bcbb4efd5c27448b162d5ab468d1a2458b162d5ab468d1a2458b162d5ab468d1a2458b162d5ab468d1"
    "a2458b162d5ab468d1a2458b162d5ab468d1a2458b162d5ab468d1a2458b162d5ab468d1a2458b162d5ab468d1a2458b162d5ab468d1"
    "a2458b9ea5011283d86b94dbb1010000000049454e44ae426082"
)


class EchoStage:
    """A world whose bot answers `!` with the same words, and whose next post comes at nine."""

    def __init__(self) -> None:
        self.clock = PlayedClock(datetime(2026, 11, 30, 17, 0, tzinfo=UTC))
        self.world = World(self.clock)
        self.zone = ZoneInfo("Europe/Berlin")
        self.server = StandIn(self.world)
        self.log = Path("there-is-none.log")
        self.levers = Levers(self)
        self.alive = True
        self.looks: dict[str, Look] = {}
        self.muted = False
        self.posts = ["💡 Schreibt auch denen, die nicht gelost wurden."]
        for name in ("anna", "bert", "petra"):
            self.world.add_person(name)
        self.group = self.world.add_group("Netzwerk", ["anna", "bert", "petra"], admins=["petra"])
        self.world.on_event(self._answer)

    def now(self) -> datetime:
        return self.clock.now()

    def machine(self) -> dict[str, Any]:
        return self.levers.state()

    def stamp(self) -> object:
        return None

    async def next_post(self) -> datetime | None:
        if not self.posts:
            return None
        local = self.clock.now().astimezone(self.zone) + timedelta(days=1)
        self.clock.set(local.replace(hour=9, minute=0, second=0, microsecond=0))
        self.world.post(self.group.chat, self.posts.pop(0))
        return self.clock.now()

    async def turn(self, to: datetime) -> None:
        self.clock.set(to)

    def halt(self) -> None:
        self.clock.move(timedelta(0))

    async def kill(self) -> None:
        self.alive = False

    async def leave(self) -> None:
        self.alive = False

    async def revive(self) -> None:
        self.alive = True

    def _answer(self, event: dict[str, Any]) -> None:
        if event["kind"] != "message" or event["message"]["author"] == "bot" or self.muted:
            return
        message = event["message"]
        if message["text"].startswith("!"):
            quote = Quote(message["timestamp"], message["author"], message["text"])
            # Later, so that every listener hears of the question before the answer.
            asyncio.get_running_loop().call_soon(
                lambda: self.world.post(message["chat"], f"Verstanden: {message['text']}", quote=quote)
            )


def converse(stage: EchoStage) -> None:
    """Fills the world with what a real conversation has."""
    world, chat = stage.world, stage.group.chat
    stage.muted = True
    world.say("bert", chat, "Hallo zusammen, wann war noch mal das nächste Treffen?")
    asked = world.say("anna", chat, "!termin")
    text = "Nächstes Treffen: Kosten im Griff\nMittwoch, 2. Dezember, 19:00 Uhr (in 2 Tagen)\nhttps://meet.example/netz"
    quote = Quote(asked.timestamp, "anna", asked.text)
    answer = world.post(chat, text, quote=quote, styles=[Style(0, 33, "BOLD")])
    world.pin(stage.group.name, answer.timestamp, "bot")
    world.react("anna", answer.timestamp, "👍")
    world.react("bert", answer.timestamp, "👍")
    world.react("petra", answer.timestamp, "❤️")
    world.say("bert", chat, "Danke! Ich bringe unsere Zahlen mit.", quote=answer.timestamp)
    file = Attachment.of("Kostenübersicht.pdf", b"%PDF" + bytes(183_000))
    world.say("petra", chat, "Hier schon mal vorab.", attachments=[file])
    edited = world.say("petra", chat, "Bitte bis Dinstag ansehen.")
    world.edit("petra", edited.timestamp, "Bitte bis Dienstag ansehen.")
    world.delete("bert", world.say("bert", chat, "falscher Chat").timestamp)
    world.say("anna", chat, "Mach ich, danke dir, \ufffc.", mentions=[(21, 1, "petra")])


def show_everything(stage: EchoStage) -> None:
    """A second half: files, a poll, a link preview, pictures, night, a clock change."""
    world, chat = stage.world, stage.group.chat
    world.post(
        chat, "Hier ist der Termin.", attachments=[Attachment.of("netzwerktreffen-2026-12-02.ics", ICS.encode())]
    )
    world.say("bert", chat, "", attachments=[Attachment.of("aushang.png", PNG)])
    link = "https://netz.example/kosten"
    world.post(
        chat,
        f"Mehr dazu: {link}",
        preview={"url": link, "title": "Was ein Bürgerrat kostet", "description": "Zahlen aus 14 Gemeinden"},
    )
    stage.clock.move(timedelta(hours=5))
    poll = world.poll_create(chat, "Welches Thema im Januar?", ["Losverfahren", "Umsetzung", "Kosten"], multiple=False)
    world.vote("bert", poll.timestamp, [1])
    world.vote("petra", poll.timestamp, [1])
    world.say("petra", chat, "🎉👩‍👩‍👧‍👦")
    world.type("bert", chat)
