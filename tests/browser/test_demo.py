"""The whole demo in a real browser: the page, the played group, and the very bot as a process of its own."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect
from playwright.async_api import Page as Tab
from tab import OUTPUT, opened, write

from bot.demo.stage import staged

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

MONDAY = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)
HANDBOOK = Path(__file__).parents[2] / "deploy" / "handbook"
NEXT = (
    "Nächstes Treffen: Kosten im Griff\n"
    "Mittwoch, 2. Dezember, 19:00 Uhr (in 2 Tagen)\n"
    "Mit Ida Sommer (Musterhausen) und Jonas Feld (Neustadt am Bach).\n"
    "https://meet.example/netz"
)

PINNED = (
    "📌 Nächstes Treffen: Kosten im Griff\n"
    "Mittwoch, 2. Dezember, 19:00 Uhr\n"
    "Mit Ida Sommer (Musterhausen) und Jonas Feld (Neustadt am Bach).\n"
    "https://meet.example/netz"
)


async def picture(tab: Tab, name: str) -> None:
    """Takes a picture; with LOSBOTE_PICTURES=1 the one that README and handbook show is made anew."""
    folder = HANDBOOK if os.environ.get("LOSBOTE_PICTURES") == "1" else OUTPUT
    folder.mkdir(exist_ok=True)
    await tab.screenshot(path=folder / name)


async def test_members_see_the_pin_ask_and_are_reminded(browser: Browser) -> None:
    async with staged(MONDAY) as page, opened(browser, page) as tab:
        said = tab.locator(".message[data-author=bot]")
        await expect(said.nth(0).locator(".text")).to_have_text(PINNED)
        await expect(said.nth(0)).to_contain_text("angeheftet")
        await write(tab, "Hallo zusammen, wann war noch mal das nächste Treffen?")
        await tab.click("[data-person=bert]")
        await write(tab, "!termin")
        await expect(said.nth(1).locator(".text")).to_have_text(NEXT)
        await tab.click("#next-post")
        await expect(said.nth(2)).to_contain_text("📅 Morgen um 19:00 Uhr: Kosten im Griff. Wer kommt? 👍 genügt.")
        await expect(tab.locator("#clock")).to_contain_text("Di, 1. Dezember 2026, 19:00")
        await tab.click("[data-person=carla]")
        await write(tab, "!kalender")
        await expect(said.nth(3)).to_contain_text("netzwerktreffen-2026-12-02.ics")
        await picture(tab, "chat.png")


async def test_an_admin_moves_a_meeting(browser: Browser) -> None:
    async with staged(MONDAY) as page, opened(browser, page) as tab:
        await tab.click("[data-chat='direct:petra']")
        await write(tab, "treffen verschiebe 2.12. auf 3.12. 18:30")
        said = tab.locator(".message[data-author=bot]")
        await expect(said.nth(0)).to_contain_text("Donnerstag, 3. Dezember 2026, 18:30 Uhr")
        await write(tab, "ja")
        await expect(said.nth(1)).to_contain_text("Ist gesagt.")
        await picture(tab, "admin.png")
        await tab.click("[data-chat^='group:']")
        await expect(said.last).to_contain_text("Verschoben: Das Treffen")


async def test_a_direct_chat_in_english(browser: Browser) -> None:
    async with staged(MONDAY) as page, opened(browser, page, width=360, scheme="dark") as tab:
        await tab.click("#menu")
        await tab.click("[data-chat='direct:anna']")
        await write(tab, "language en")
        await write(tab, "next")
        said = tab.locator(".message[data-author=bot] .text")
        await expect(said.nth(1)).to_contain_text(
            "Next meeting: Kosten im Griff\nWednesday 2 December, 19:00 (Berlin time)"
        )
        await picture(tab, "phone.png")
