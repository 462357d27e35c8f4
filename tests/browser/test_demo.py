"""The whole demo in a real browser: the page, the played group, and the very bot as a process of its own."""

from __future__ import annotations

import re
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import pytest
from playwright.async_api import Browser, expect
from tab import act, choose, field, go, opened, picture, rows, shoot, turn, write

from bot.demo.show import staged

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

MONDAY = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)
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


async def test_members_see_the_pin_ask_and_are_reminded(browser: Browser) -> None:
    async with staged(MONDAY) as page, opened(browser, page) as tab:
        said = rows(tab, "bot")
        await expect(said.nth(0).locator(".text")).to_have_text(PINNED)
        await expect(said.nth(0)).to_contain_text("angeheftet")
        await expect(tab.locator(".pane.active .pin")).to_contain_text("Nächstes Treffen: Kosten im Griff · Mittwoch")
        await write(tab, "Hallo zusammen, wann war noch mal das nächste Treffen?")
        await choose(tab, "bert")
        await write(tab, "!termin")
        await expect(said.nth(1).locator(".text")).to_have_text(NEXT)
        await expect(rows(tab, "bert").locator(".ticks")).to_have_attribute(
            "title", re.compile("beim Bot angekommen|vom Bot gelesen")
        )
        reminder = said.filter(has_text="📅 Morgen um 19:00 Uhr: Kosten im Griff. Wer kommt? 👍 genügt.")
        await turn(tab, "2026-12-01T18:30")  # by then there may have been a tip
        await expect(tab.locator("#clock")).to_contain_text("18:30")
        await expect(tab.locator("#next-post")).to_be_enabled()
        await expect(reminder).to_have_count(0)
        await tab.click("#next-post")
        await expect(reminder).to_have_count(1)
        await expect(tab.locator("#clock")).to_contain_text("19:00")
        await act(tab, reminder, "👍")
        await expect(reminder.locator(".reactions")).to_contain_text("👍")
        await choose(tab, "carla")
        await write(tab, "!kalender")
        await expect(said.last).to_contain_text("netzwerktreffen-2026-12-02.ics")
        await picture(tab, "chat.png")
        await said.last.get_by_role("button", name="Was ist drin?").click()
        await expect(tab.locator("#dialog .events li").first).to_contain_text("Kosten im Griff")


async def test_a_click_in_the_help_writes_the_command(browser: Browser) -> None:
    async with staged(MONDAY) as page, opened(browser, page) as tab:
        await go(tab, "direct:anna")
        await write(tab, "hilfe")
        await rows(tab, "bot").get_by_role("button", name="!termine", exact=True).click()
        await expect(field(tab)).to_have_value("!termine")
        await field(tab).press("Enter")
        await expect(rows(tab, "bot").nth(1)).to_contain_text("Dezember")


async def test_an_admin_moves_a_meeting_and_sees_what_comes(browser: Browser) -> None:
    async with staged(MONDAY) as page, opened(browser, page, width=1400) as tab:
        await go(tab, "direct:petra")
        await tab.click("#panel-button")
        lines = tab.locator(".coming-line")
        await expect(lines.filter(has_text="📅 Morgen um 19:00 Uhr: Kosten im Griff.")).to_have_count(1, timeout=20_000)
        await expect(tab.locator("#panel-body h2").first).to_have_text("Dienstag, 1. Dezember 2026")
        await write(tab, "treffen verschiebe 2.12. auf 3.12. 18:30")
        said = rows(tab, "bot")
        await expect(said.nth(0)).to_contain_text("Donnerstag, 3. Dezember 2026, 18:30 Uhr")
        soon = lines.filter(has_text="Das Treffen beginnt in einer Stunde: Kosten im Griff")
        await expect(soon.locator("time")).to_have_text("17:30")
        await write(tab, "ja")
        await expect(said.nth(1)).to_contain_text("Ist gesagt.")
        await tab.set_viewport_size({"width": 1320, "height": 740})
        await picture(tab, "admin.png")
        await tab.click("#tab-ways")
        # Above it or below stands the pinned message, which was edited because the meeting moved.
        moved = tab.locator(".deliveries li", has_text="Verschoben: Das Treffen")
        await expect(moved.filter(has_text="Netzwerk Bürgerräte").locator(".state")).to_have_text("gesendet")
        await go(tab, "group:")
        await expect(rows(tab, "bot").last).to_contain_text("Verschoben: Das Treffen")


async def test_a_direct_chat_in_english(browser: Browser) -> None:
    async with staged(MONDAY) as page, opened(browser, page, width=360, scheme="dark", locale="en-GB") as tab:
        await tab.click("#menu")
        await go(tab, "direct:anna")
        await write(tab, "language en")
        await write(tab, "next")
        await expect(rows(tab, "bot").locator(".text").nth(1)).to_contain_text(
            "Next meeting: Kosten im Griff\nWednesday 2 December, 19:00 (Berlin time)"
        )
        await expect(tab.locator("#next-post")).to_have_text("Next post")
        await shoot(tab, "phone")


async def test_a_year_passes_in_seconds_and_can_be_stopped(browser: Browser) -> None:
    async with staged(MONDAY) as page, opened(browser, page) as tab:
        await expect(rows(tab, "bot")).to_have_count(1)
        begin = perf_counter()
        await turn(tab, "2027-11-30T12:00")
        await expect(tab.locator("#clock .wide")).to_have_text("30. November 2027", timeout=60_000)
        assert perf_counter() - begin < 60
        changes = tab.locator(".day.change")
        await tab.locator(".log:visible").evaluate("log => { log.scrollTop = 0; }")
        await expect(changes.first).to_contain_text("Sommerzeit")
        await turn(tab, "2029-11-30T12:00")
        await tab.click("#halt")
        await expect(tab.locator("#next-post")).to_be_enabled()
        assert "2029" not in await tab.locator("#clock .wide").inner_text()


async def test_the_bot_is_killed_and_answers_after_its_start(browser: Browser) -> None:
    async with staged(MONDAY) as page, opened(browser, page, width=1400) as tab:
        await tab.click("#panel-button")
        await tab.click("#tab-break")
        await tab.click("[data-lever=hang]")
        await expect(tab.locator(".break [role=status]")).to_have_text("Als Nächstes geht schief: hängt")
        await write(tab, "!termin")
        await expect(tab.locator(".break [role=status]")).to_have_text("1 Aufruf hängt")
        await expect(tab.locator(".deliveries li").first.locator(".state")).to_have_text("geht hinaus")
        await tab.click("[data-lever=bot-kill]")
        await expect(tab.locator(".lamp").first).to_have_text("Bot läuft nicht")
        notice = tab.locator("#notice")
        await expect(notice).to_contain_text("Der Bot läuft gerade nicht.")
        await shoot(tab, "killed")
        await notice.get_by_role("button", name="Bot starten").click()
        await expect(notice).to_be_empty(timeout=20_000)
        await expect(tab.locator(".deliveries li").first.locator(".state")).to_have_text("ungewiss")
        await tab.click("#pass-hour")  # without evidence it says it again
        await expect(rows(tab, "bot").nth(1).locator(".text")).to_have_text(NEXT)
        await expect(tab.locator(".deliveries li").first.locator(".state")).to_have_text("gesendet")


async def test_what_lay_for_long_is_told_back(browser: Browser) -> None:
    async with staged(MONDAY) as page, opened(browser, page, width=1400) as tab:
        await go(tab, "direct:deniz")
        await tab.click("#panel-button")
        await tab.click("#tab-break")
        await tab.click("[data-lever=bot-kill]")
        notice = tab.locator("#notice")
        await expect(notice).to_contain_text("was lange liegt, beantwortet er nicht mehr und sagt das.")
        await write(tab, "info")
        await tab.click("#pass-hour")
        await expect(tab.locator("#clock")).to_contain_text("19:00")
        await notice.get_by_role("button", name="Bot starten").click()
        await expect(notice).to_be_empty(timeout=30_000)
        await expect(rows(tab, "bot").locator(".text")).to_contain_text(["war ich eine Weile nicht da"])


async def test_the_server_goes_and_comes_back(browser: Browser) -> None:
    async with staged(MONDAY) as page, opened(browser, page, width=1400) as tab:
        await tab.click("#panel-button")
        await tab.click("#tab-break")
        await tab.click("[data-lever=server-down]")
        await expect(tab.locator("#notice")).to_contain_text("Der Server ist aus.")
        await write(tab, "!termin")
        await expect(rows(tab, "anna").locator(".ticks")).to_have_text("✓")
        await tab.click("[data-lever=server-up]")
        await expect(tab.locator(".lamp").nth(2)).to_have_text("verbunden", timeout=30_000)
        await expect(tab.locator("#notice")).to_be_empty()
        await expect(rows(tab, "bot").nth(1).locator(".text")).to_have_text(NEXT, timeout=20_000)
        await expect(rows(tab, "bot")).to_have_count(2)


async def test_an_open_page_goes_on_after_the_next_start(browser: Browser, tmp_path: Path) -> None:
    async with AsyncExitStack() as first:
        page = await first.enter_async_context(staged(MONDAY, folder=tmp_path))
        async with opened(browser, page) as tab:
            await write(tab, "!termin")
            await expect(rows(tab, "bot").last.locator(".text")).to_have_text(NEXT)
            await first.aclose()
            await expect(tab.locator("#notice")).to_contain_text("Die Demo ist gerade nicht da.")
            async with staged(MONDAY, folder=tmp_path):
                await expect(tab.locator("#notice")).to_be_empty(timeout=20_000)
                await write(tab, "!termin")
                await expect(rows(tab, "bot").last.locator(".text")).to_have_text(NEXT)


@pytest.mark.parametrize("fault", ["slow", "429", "400", "500", "drop", "partial"])
async def test_whatever_goes_wrong_is_shown_and_got_over(browser: Browser, fault: str) -> None:
    async with staged(MONDAY) as page, opened(browser, page, width=1400) as tab:
        await tab.click("#panel-button")
        await tab.click("#tab-break")
        await tab.click(f"[data-lever='{fault}']")
        await write(tab, "!termin")
        last = tab.locator(".deliveries li").first
        wrong = {"slow": "geht hinaus", "drop": "ungewiss", "partial": "gesendet", "500": "ungewiss"}
        await expect(last.locator(".state")).to_have_text(wrong.get(fault, "wartet"))
        if fault != "slow":
            await tab.click("#pass-hour")
        await expect(rows(tab, "bot").nth(1).locator(".text")).to_have_text(NEXT, timeout=15_000)
        await expect(last.locator(".state")).to_have_text("gesendet")
