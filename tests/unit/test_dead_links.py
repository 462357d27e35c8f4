"""Admins hear on Mondays which links lead nowhere, and can ask."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest_asyncio

from commands._kit import Ask, Audience, Span
from commands._texts import Language, plain
from commands.dead_links import dead_links, worry
from storage import Storage, Tx, open_storage
from storage.chat import direct_chat

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 27, 17, tzinfo=UTC)  # a Friday
MONDAY = datetime(2026, 11, 30, 9, tzinfo=BERLIN).astimezone(UTC)
PETRA = direct_chat("0b6d1f5e-9a57-4d0c-8f3c-5f0a3e0a1d01")


@pytest_asyncio.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    """A library with nine recordings."""

    def fill(tx: Tx) -> None:
        for number in range(9):
            told = {"title": f"Aufzeichnung {number}", "link": f"https://video.example/{number}"}
            tx.recordings.add(**told, date=date(2026, 6, 4), added_at=NOW)

    async with open_storage(tmp_path / "losbote.db") as opened:
        await opened.write(fill)
        yield opened


def die(tx: Tx, count: int) -> None:
    """Lets so many links fail in two looks."""
    for number in range(count):
        for days in (2, 1):
            tx.links.looked_at(f"https://video.example/{number}", NOW - timedelta(days=days), "404")


async def said(storage: Storage, language: Language = "de") -> list[tuple[datetime, str]]:
    audience = Audience(PETRA, "", language, BERLIN, ())
    span = Span(NOW, NOW + timedelta(days=7))
    return await storage.read(
        lambda tx: [(one.due, plain(one.text(one.due, False))) for one in dead_links.plan(tx, audience, span)]
    )


async def test_while_all_links_open_nothing_is_said(storage: Storage) -> None:
    await storage.write(lambda tx: tx.links.looked_at("https://video.example/0", NOW, "404"))  # one look is no proof
    assert await said(storage) == []


async def test_on_monday_the_dead_ones_are_named(storage: Storage) -> None:
    await storage.write(lambda tx: die(tx, 1))
    text = (
        "🔗 Ein Link in der Bibliothek geht nicht mehr auf:\n"
        "Aufzeichnung 0 (seit 25. November)\n"
        "https://video.example/0\n"
        "Einen neuen trägst du mit !ändern ein; was es nicht mehr gibt, nimmt !entfernen heraus."
    )
    assert await said(storage) == [(MONDAY, text)]


async def test_many_are_counted_and_not_all_named(storage: Storage) -> None:
    await storage.write(lambda tx: die(tx, 9))
    ((_, text),) = await said(storage, "en")
    assert text.startswith("🔗 9 links in the library no longer open:\nAufzeichnung 0 (since 25 November)\n")
    assert text.endswith("And one more.\nEnter a new one with !edit; what no longer exists goes with !remove.")
    assert text.count("https://") == 8


async def test_the_status_names_the_first(storage: Storage) -> None:
    ask = Ask(PETRA, PETRA, "", NOW, BERLIN, "de", admin=True, steers=True, network="")
    assert await storage.read(lambda tx: list(worry.run(tx, ask))) == []
    await storage.write(lambda tx: die(tx, 2))
    assert await storage.read(lambda tx: list(worry.run(tx, ask))) == [
        "2 Links gehen nicht mehr auf, zuerst: Aufzeichnung 0"
    ]
