"""`losbote preview` for one who reads: it opens at what comes next, and no minute that passes throws anybody back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect
from tab import opened, rows, shoot

from bot.audiences import keep_groups
from bot.clock import PlayedClock
from bot.demo import sample
from bot.demo.stage import bot_settings
from bot.demo.world import World
from bot.preview import previewed
from bot.settings import Settings
from storage import Tx, open_storage

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

MONDAY = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)


async def test_minutes_and_changes_leave_the_reader_where_they_are(browser: Browser, tmp_path: Path) -> None:
    clock = PlayedClock(MONDAY)
    world = World(clock)
    world.add_person("petra")
    world.add_group("Netzwerk", ["petra"], ["petra"])
    settings = Settings(**bot_settings(world, "http://127.0.0.1:9", tmp_path))

    def fill(tx: Tx) -> None:
        keep_groups(tx, settings)
        tx.groups.seen(world.groups["Netzwerk"].internal_id, title="Netzwerk Bürgerräte", people=1)
        sample.fill(tx, MONDAY)

    async with open_storage(settings.database) as storage:
        await storage.write(fill)
    async with previewed(settings, clock) as preview, opened(browser, preview, width=1400) as tab:
        await expect(rows(tab).first).to_be_in_viewport()
        lines = tab.locator(".coming-line")
        await expect(lines.nth(7)).to_be_attached(timeout=20_000)
        await shoot(tab, "preview-begin")
        log, body = tab.locator(".log:visible"), tab.locator("#panel-body")
        await lines.nth(7).locator("button").focus()
        await body.evaluate("body => { body.scrollTop = 500; }")
        await log.evaluate("log => { log.scrollTop = 100; }")
        before = [await body.evaluate("one => one.scrollTop"), await log.evaluate("one => one.scrollTop")]
        clock.move(timedelta(minutes=1))
        await expect(tab.locator("#clock")).to_contain_text("18:01", timeout=10_000)
        async with open_storage(settings.database) as storage:
            await storage.write(_rename)
        await expect(lines.filter(has_text="Ganz neu").first).to_be_attached(timeout=10_000)
        assert [await body.evaluate("one => one.scrollTop"), await log.evaluate("one => one.scrollTop")] == before
        await expect(lines.nth(7).locator("button")).to_be_focused()


def _rename(tx: Tx) -> None:
    far = next(one for one in tx.meetings.singles() if one.topic == "Was aus Empfehlungen wird")
    tx.meetings.change(far.id, topic="Ganz neu")
