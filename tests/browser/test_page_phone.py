"""The page on a phone: what is open is seen, what lies behind it is not written into, and the clock can be stopped."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any

import pytest
from echo_stage import EchoStage, converse
from playwright.async_api import Browser, Locator, expect
from tab import field, opened, rows, shoot, turn, write

from bot.demo.page import Page

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def coming(_: str) -> dict[str, Any]:
    line = {"at": "2026-12-01T19:00:00+01:00", "chat": "direct:anna", "where": "Anna", "why": "Erinnerung"}
    return {"days": 60, "lines": [line | {"text": "📅 Morgen um 19:00 Uhr: Kosten im Griff."}]}


@pytest.fixture
def told(stage: EchoStage) -> EchoStage:
    """A stage whose side panel has something in it."""
    stage.looks["coming"] = coming
    return stage


class Slow(EchoStage):
    """A clock that stands until it is told to stop."""

    def __init__(self) -> None:
        super().__init__()
        self._stopped = asyncio.Event()

    async def turn(self, to: datetime) -> None:
        await self._stopped.wait()
        self.clock.set(min(to, self.clock.now()))

    def halt(self) -> None:
        self._stopped.set()


async def whole(element: Locator) -> None:
    """All of it is to be seen, and nothing lies over it."""
    await expect(element).to_be_in_viewport(ratio=1)
    await element.click(trial=True)


@pytest.mark.parametrize(("width", "locale"), [(360, "de-DE"), (434, "en-GB"), (760, "de-DE")])
async def test_a_long_turn_can_be_stopped(browser: Browser, width: int, locale: str) -> None:
    page = Page(Slow(), token="an-invented-token")  # noqa: S106 - it opens nothing but the test's own page
    await page.start()
    async with opened(browser, page, width=width, locale=locale) as tab:
        await turn(tab, "2027-03-30T12:00")
        await whole(tab.locator("#halt"))
        await shoot(tab, f"moving-{width}")
        await tab.click("#halt")
        await expect(tab.locator("#halt")).to_be_hidden()
        for button in await tab.locator(".turns .button:visible").all():
            await whole(button)
    await page.stop()


async def test_a_chat_chosen_in_the_panel_is_seen(browser: Browser, served: Page, told: EchoStage) -> None:
    async with opened(browser, served, width=360) as tab:
        await tab.click("#panel-button")
        await tab.locator(".coming-line").get_by_role("button", name="Anna").click()
        await expect(tab.locator("#panel")).to_be_hidden()
        await expect(tab.locator(".pane.active h1")).to_have_text("Anna und Losbote")
        await whole(field(tab))
        await tab.click("#panel-button")
        await tab.click("#menu")
        await tab.locator("[data-chat^='group:']").click()
        await expect(tab.locator("#panel")).to_be_hidden()
        await expect(tab.locator(".pane.active h1")).to_have_text("Netzwerk")
    assert told.world.messages == []


async def test_nothing_is_written_behind_the_panel(browser: Browser, served: Page, told: EchoStage) -> None:
    async with opened(browser, served, width=700) as tab:
        await tab.keyboard.press("Alt+p")
        await expect(tab.locator(".coming-line")).to_be_visible()
        await tab.locator("#help").focus()
        await tab.keyboard.press("Tab")
        assert await tab.evaluate("document.activeElement.closest('#panes')") is None
        await tab.locator("#help").focus()
        await tab.keyboard.press("Escape")
        await expect(tab.locator("#panel")).to_be_hidden()
        await tab.keyboard.press("Alt+p")
        await tab.reload()
        await expect(tab.locator("#clock")).not_to_be_empty()
        await expect(tab.locator("#panel")).to_be_hidden()
        await field(tab).type("abc")
        await expect(field(tab)).to_have_value("abc")
    assert told.world.messages == []


async def test_the_panel_of_a_wide_page_does_not_cover_a_narrow_one(
    browser: Browser, served: Page, told: EchoStage
) -> None:
    async with opened(browser, served, width=1400) as tab:
        await tab.click("#panel-button")
        await expect(tab.locator("#panel")).to_be_visible()
        await tab.set_viewport_size({"width": 700, "height": 900})
        await expect(tab.locator("#panel")).to_be_hidden()
        await whole(field(tab))
        await tab.set_viewport_size({"width": 1400, "height": 900})
        await tab.reload()
        await expect(tab.locator("#panel")).to_be_visible()  # there it stays as it was left
    assert told.world.messages == []


@pytest.mark.parametrize("width", [360, 760])
async def test_a_break_and_what_comes_of_it_are_seen_at_once(browser: Browser, served: Page, width: int) -> None:
    async with opened(browser, served, width=width) as tab:
        await tab.click("#panel-button")
        await tab.click("#tab-break")
        await tab.click("[data-lever=hang]")
        await whole(field(tab))
        await write(tab, "!termin")
        await expect(rows(tab, "bot")).to_be_in_viewport(ratio=1)
        await expect(tab.locator("[data-lever=hang]")).to_be_in_viewport(ratio=1)
        await shoot(tab, f"break-{width}")
        await tab.click("#tab-ways")
        await expect(rows(tab, "bot")).to_be_in_viewport(ratio=1)


async def test_two_windows_need_room(browser: Browser, served: Page) -> None:
    async with opened(browser, served, width=700) as tab:
        await tab.keyboard.press("Alt+s")
        await tab.keyboard.press("Alt+ArrowDown")
        await expect(tab.locator(".pane.active h1")).to_have_text("Anna und Losbote")
        await expect(tab.locator(".pane:visible")).to_have_count(1)
        await tab.set_viewport_size({"width": 1000, "height": 900})
        await tab.keyboard.press("Alt+s")
        await expect(tab.locator(".pane:visible")).to_have_count(2)


async def test_the_button_of_the_chats_counts_what_is_unread(browser: Browser, served: Page, stage: EchoStage) -> None:
    count = "getComputedStyle(document.getElementById('menu'), '::after').content"
    async with opened(browser, served, width=360) as tab:
        assert await tab.evaluate(count) == "none"
        stage.world.post("direct:bert", "Für dich")
        await expect(tab.locator("#menu")).to_have_accessible_name("Chats, 1 ungelesen")
        assert await tab.evaluate(count) == "attr(data-unread)" or await tab.evaluate(count) == '"1"'
        await tab.click("#menu")
        await tab.locator("[data-chat='direct:bert']").click()
        await expect(tab.locator("#menu")).to_have_accessible_name("Chats")


async def test_a_finger_on_a_chat_calls_up_no_keyboard(browser: Browser, served: Page) -> None:
    context = await browser.new_context(locale="de-DE", has_touch=True, is_mobile=True)
    tab = await context.new_page()
    await tab.set_viewport_size({"width": 360, "height": 800})
    await tab.goto(served.url)
    await tab.locator("#menu").tap()
    await tab.locator("[data-chat='direct:anna']").tap()
    await expect(tab.locator(".pane.active h1")).to_have_text("Anna und Losbote")
    await expect(field(tab)).not_to_be_focused()
    await context.close()


COVERED = """() => {
    const here = document.activeElement;
    const { x, y, width, height } = here.getBoundingClientRect();
    const top = document.elementFromPoint(x + width / 2, y + Math.min(height / 2, 20));
    return here === document.body || here.contains(top) ? null : here.outerHTML.slice(0, 80);
}"""


@pytest.mark.parametrize("beneath", ["", "#panel-button"])
async def test_no_stop_of_the_tab_key_is_covered(browser: Browser, served: Page, told: EchoStage, beneath: str) -> None:
    converse(told)
    async with opened(browser, served, width=360) as tab:
        if beneath:
            await tab.click(beneath)
            await expect(tab.locator(".coming-line")).to_be_visible()
            for key in ["Tab"] * 12 + ["Shift+Tab"] * 12:
                await tab.keyboard.press(key)
                assert await tab.evaluate(COVERED) is None
        await tab.click("#menu")
        for key in ["Tab"] * 8 + ["Shift+Tab"] * 8:
            await tab.keyboard.press(key)
            inside = await tab.evaluate("document.activeElement.closest('#panes, #panel')")
            assert inside is None
        await tab.keyboard.press("Escape")
        await expect(tab.locator("#menu")).to_be_focused()
