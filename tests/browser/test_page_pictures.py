"""The page in all its widths and colours: nothing overflows, and each state has its picture in output/."""

from __future__ import annotations

import asyncio

import pytest
from echo_stage import EchoStage, converse, show_everything
from playwright.async_api import Browser, Route, expect
from tab import Scheme, opened, rows, shoot

from bot.demo.page import Page

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 800, 1400])
async def test_widths_and_schemes(browser: Browser, served: Page, stage: EchoStage, width: int, scheme: Scheme) -> None:
    converse(stage)
    async with opened(browser, served, width=width, scheme=scheme) as tab:
        await expect(rows(tab)).to_have_count(8)
        await tab.locator(".log:visible").evaluate("log => { log.scrollTop = 0; }")
        await shoot(tab, f"{width}-{scheme}")
        show_everything(stage)
        await expect(rows(tab)).to_have_count(13)
        await tab.locator(".down:visible").click()
        await shoot(tab, f"{width}-{scheme}-more")
        assert await tab.evaluate("document.documentElement.scrollWidth") == width
        assert await tab.locator(".log:visible").evaluate("log => log.scrollWidth <= log.clientWidth")
        paper = await tab.evaluate("getComputedStyle(document.body).backgroundColor")
        assert paper == {"light": "rgb(245, 240, 232)", "dark": "rgb(25, 24, 22)"}[scheme]


FRAMES = """
    window.frames_ = [];
    const note = () => {
        if (document.body) window.frames_.push(getComputedStyle(document.body).backgroundColor);
        requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
"""
ENTRIES = "kind => performance.getEntriesByType(kind).map(one => [one.name, one.startTime, one.responseEnd])"


@pytest.mark.parametrize(("chosen", "paper"), [("dark", "rgb(25, 24, 22)"), ("light", "rgb(245, 240, 232)")])
async def test_the_first_paint_has_the_colours_chosen(browser: Browser, served: Page, chosen: str, paper: str) -> None:
    """The styles come last, after all modules; the system would have it the other way round."""
    system: Scheme = "light" if chosen == "dark" else "dark"
    async with opened(browser, served, scheme=system) as tab:
        await tab.evaluate("theme => localStorage.setItem('theme', theme)", chosen)
        there = asyncio.Event()
        tab.on("requestfinished", lambda request: there.set() if request.url.endswith("/page/words_en.js") else None)

        async def later(route: Route) -> None:
            await there.wait()
            await route.continue_()

        await tab.route("**/page/*.css", later)
        await tab.add_init_script(FRAMES)
        await tab.reload()
        await expect(tab.locator("#clock")).not_to_be_empty()
        assert set(await tab.evaluate("window.frames_")) == {paper}
        paints = [start for _, start, _ in await tab.evaluate(ENTRIES, "paint")]
        styles = [end for name, _, end in await tab.evaluate(ENTRIES, "resource") if name.endswith(".css")]
        assert len(styles) == 4
        assert min(paints) >= max(styles)


@pytest.mark.parametrize("width", [360, 800, 1400])
async def test_nothing_on_the_page_is_cut_off(browser: Browser, served: Page, stage: EchoStage, width: int) -> None:
    converse(stage)
    show_everything(stage)
    async with opened(browser, served, width=width) as tab:
        for button in await tab.locator("header.bar button:visible, .composer button.icon:visible").all():
            box = await button.bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
        cut = "all => all.filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.className)"
        assert await tab.locator(".bubble:visible").evaluate_all(cut) == []
