"""A poll in the whole demo: written by an admin, voted in at the page, closed by the clock."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from playwright.async_api import Browser, expect
from tab import choose, go, opened, rows, shoot, turn, write

from bot.demo.show import staged

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

MONDAY = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)


async def test_a_poll_from_the_draft_to_the_result(browser: Browser) -> None:
    async with staged(MONDAY) as page, opened(browser, page) as tab:
        await go(tab, "direct:petra")
        await write(tab, "!umfrage an Netzwerk Bürgerräte: Welches Thema? Kosten | Losverfahren bis morgen 12 Uhr")
        await expect(rows(tab, "bot").last).to_contain_text("1 · Kosten")
        await write(tab, "ja")
        await expect(rows(tab, "bot").last).to_contain_text("Wird in einer Minute gesendet.")
        await turn(tab, "2026-11-30T18:05")
        await go(tab, "group:")
        poll = rows(tab, "bot").locator(".poll")
        await expect(poll.locator("legend")).to_have_text("Welches Thema?")
        for who, option in (("anna", "Losverfahren"), ("bert", "Losverfahren"), ("carla", "Kosten")):
            await choose(tab, who)
            await poll.get_by_label(option).check()
        await expect(poll.locator(".count")).to_have_text(["1", "2"])
        await turn(tab, "2026-12-01T12:00")
        result = rows(tab, "bot").filter(has_text="📊 Welches Thema? Losverfahren liegt vorn: 2 von 3 Stimmen.")
        await expect(result).to_have_count(1)
        await expect(poll.get_by_role("radio", name="Kosten")).to_be_disabled()
        await expect(poll).to_contain_text("Umfrage beendet")
        await shoot(tab, "poll-closed")
