"""An announcement in the whole demo: written, confirmed, stopped, said again, edited and deleted, all in the page."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from playwright.async_api import Browser, expect
from tab import go, opened, rows, shoot, turn, write

from bot.demo.show import staged

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

MONDAY = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)
TEXT, BETTER = (
    "Am 3. Dezember ist die Geschäftsstelle geschlossen.",
    "Am 4. Dezember ist die Geschäftsstelle geschlossen.",
)


async def test_an_announcement_from_the_draft_to_its_deletion(browser: Browser) -> None:
    async with staged(MONDAY) as page, opened(browser, page) as tab:
        await go(tab, "direct:petra")
        await write(tab, f"!ansage an Netzwerk Bürgerräte: {TEXT}")
        preview = rows(tab, "bot").last
        await expect(preview).to_contain_text(TEXT)
        await expect(preview).to_contain_text("@Petra")
        await shoot(tab, "announce-preview")
        await write(tab, "ja")
        await expect(rows(tab, "bot").last).to_contain_text("Wird in einer Minute gesendet.")
        await write(tab, "!stopp")
        await expect(rows(tab, "bot").last).to_contain_text(TEXT[:20])
        await turn(tab, "2026-11-30T18:05")
        await go(tab, "group:")
        said = rows(tab, "bot").filter(has_text="Geschäftsstelle")
        await expect(said).to_have_count(0)

        await go(tab, "direct:petra")
        await write(tab, "!ansage nochmal")
        await expect(rows(tab, "bot").last).to_contain_text(TEXT)
        await write(tab, "ja")
        await turn(tab, "2026-11-30T18:10")
        await go(tab, "group:")
        await expect(said).to_have_count(1)
        await expect(said).to_contain_text(TEXT)

        await go(tab, "direct:petra")
        await write(tab, f"!ansage ändern {BETTER}")
        await write(tab, "ja")
        await turn(tab, "2026-11-30T18:15")
        await go(tab, "group:")
        await expect(said).to_contain_text(BETTER)
        await shoot(tab, "announce-edited")

        await go(tab, "direct:petra")
        await write(tab, "!ansage löschen")
        await write(tab, "ja")
        await turn(tab, "2026-11-30T18:20")
        await go(tab, "group:")
        await expect(said).to_have_count(0)
