"""The page stays where one looks at it: whatever comes anew, scrolling and focus move only when they must."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from echo_stage import EchoStage, converse, show_everything
from playwright.async_api import Browser, Locator, expect
from playwright.async_api import Page as Tab
from tab import act, choose, field, go, opened, rows, shoot, watched, write

from bot.demo.page import Page

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

ABOVE_END = "log => Math.round(log.scrollHeight - log.scrollTop - log.clientHeight)"


def post(stage: EchoStage, day: int) -> dict[str, Any]:
    at = (stage.now() + timedelta(days=day)).isoformat()
    return {"at": at, "chat": "direct:anna", "where": "Anna", "why": "Erinnerung", "text": f"📅 Beitrag {day}"}


@pytest.fixture
def coming(stage: EchoStage) -> list[dict[str, Any]]:
    """What the side panel says is to come; a test may change it."""
    lines = [post(stage, day) for day in range(40)]

    async def look(_: str) -> dict[str, Any]:
        return {"days": 60, "lines": lines}

    stage.looks["coming"] = look
    return lines


@pytest_asyncio.fixture(loop_scope="session")
async def reader(browser: Browser, served: Page, stage: EchoStage, coming: list[dict[str, Any]]) -> AsyncIterator[Tab]:
    """Somebody in the middle of a long chat and of a long panel, with the focus on a link in it."""
    for number in range(200):
        stage.world.say("bert", stage.group.chat, f"Nachricht {number}")
    async with opened(browser, served, width=1400) as tab:
        await tab.click("#panel-button")
        link = tab.locator(f"[data-key='where {coming[10]['at']} direct:anna']")
        await link.focus()
        await tab.locator("#panel-body").evaluate("body => { body.scrollTop = 600; }")
        await tab.locator(".log:visible").evaluate("log => { log.scrollTop = 1500; }")
        await expect(rows(tab, "bert")).to_have_count(80)
        yield tab


async def height(element: Locator) -> int:
    """How far below the top of the window it stands."""
    box = await element.bounding_box()
    assert box is not None
    return round(box["y"])


async def test_a_new_line_to_the_server_moves_nothing(
    reader: Tab, served: Page, stage: EchoStage, coming: list[dict[str, Any]]
) -> None:
    message = rows(reader).filter(has_text="Nachricht 160")
    link = reader.locator(f"[data-key='where {coming[10]['at']} direct:anna']")
    before = [await height(one) for one in (message, link)]
    await served.stop()
    await expect(reader.locator("#notice")).not_to_be_empty()
    between = [await height(one) for one in (message, link)]
    stage.world.react("petra", stage.world.messages[-1].timestamp, "👍")
    stage.world.say("bert", stage.group.chat, "in der Zwischenzeit")
    del coming[0]
    await served.start(urlsplit(served.url).port or 0)
    await expect(rows(reader).last).to_contain_text("in der Zwischenzeit")
    await expect(reader.locator(".coming-line")).to_have_count(39)
    await expect(reader.locator("#notice")).to_be_empty()
    assert [await height(one) for one in (message, link)] == before
    assert between != before  # the notice took room above, and gave it back
    await expect(link).to_be_focused()


async def test_what_is_begun_at_the_clock_outlasts_a_new_line(browser: Browser, served: Page, stage: EchoStage) -> None:
    stage.world.say("bert", stage.group.chat, "Wer kommt?")
    async with opened(browser, served) as tab:
        await tab.click("#set-clock")
        await tab.fill("#clock-to", "2027-01-01T12:00")
        await served.stop()
        await expect(tab.locator("#notice")).not_to_be_empty()
        await served.start(urlsplit(served.url).port or 0)
        await expect(tab.locator("#notice")).to_be_empty()
        await expect(tab.locator("#clock-to")).to_have_value("2027-01-01T12:00")
        await expect(tab.locator("#clock-to")).to_be_focused()


async def test_an_old_message_acts_as_it_is_now_after_a_new_line(
    browser: Browser, served: Page, stage: EchoStage
) -> None:
    stage.world.say("bert", stage.group.chat, "Wer kommt?")
    async with opened(browser, served) as tab:
        await served.stop()
        await expect(tab.locator("#notice")).not_to_be_empty()
        await served.start(urlsplit(served.url).port or 0)
        await expect(tab.locator("#notice")).to_be_empty()
        await act(tab, rows(tab), "👍")
        await expect(rows(tab).locator(".reactions")).to_have_text("👍")
        await act(tab, rows(tab), "👍")
        await expect(rows(tab).locator(".reactions")).to_have_count(0)


@pytest.mark.parametrize("width", [800, 1000, 1400])
async def test_who_reads_the_end_stays_there_when_the_panel_opens(
    browser: Browser, served: Page, stage: EchoStage, width: int
) -> None:
    stage.muted = True
    for _ in range(5):
        stage.world.say("bert", stage.group.chat, "Losverfahren " * 60)
        stage.world.say("anna", stage.group.chat, "Losverfahren " * 60)
    async with opened(browser, served, width=width) as tab:
        if width > 900:
            await tab.click("#split")
        await choose(tab, "petra")
        await tab.click("#panel-button")
        await expect(tab.locator("#panel")).to_be_visible()
        for each in await tab.locator(".log:visible").all():
            await expect(each.locator(".message").last).to_be_in_viewport()
            assert await each.evaluate(ABOVE_END) == 0
        for pane in await tab.locator(".pane:visible").all():
            await expect(pane.locator(".person[aria-pressed=true]")).to_be_in_viewport(ratio=1)
            await pane.locator(".send").click(trial=True)  # nothing lies over it
        await shoot(tab, f"beside-{width}")
        if await tab.locator("#menu").is_visible():
            await tab.click("#menu")
        await go(tab, "direct:anna")
        await expect(tab.locator(".pane.active h1")).to_have_text("Anna und Losbote")


@pytest.mark.parametrize("width", [360, 800, 1400])
async def test_all_tabs_and_people_are_in_sight(browser: Browser, served: Page, stage: EchoStage, width: int) -> None:
    converse(stage)
    show_everything(stage)
    for locale in ("de-DE", "en-GB"):
        async with opened(browser, served, width=width, locale=locale) as tab:
            for person in await tab.locator(".pane.active .person").all():
                await expect(person).to_be_in_viewport(ratio=1)
            await tab.click("#panel-button")
            for each in await tab.get_by_role("tab").all():
                await each.click()
                await expect(each).to_be_in_viewport(ratio=1)
            tops = await tab.get_by_role("tab").evaluate_all("all => all.map(one => one.getBoundingClientRect().top)")
            assert len(set(tops)) == 1
            assert await tab.evaluate("[scrollX, document.documentElement.scrollWidth]") == [0, width]


async def test_an_expired_page_goes_on_when_the_new_address_is_open(
    browser: Browser, served: Page, stage: EchoStage
) -> None:
    context = await browser.new_context(locale="de-DE", reduced_motion="reduce")
    async with watched(context, served) as tab:
        await field(tab).fill("noch da")
        await served.stop()
        await field(tab).press("Enter")
        await expect(tab.locator("#toast")).to_be_visible()
        other = Page(stage, token="another")  # noqa: S106 - invented as well
        await other.start(urlsplit(served.url).port or 0)
        await expect(tab.locator("#notice")).to_contain_text("Bitte die neue Adresse öffnen")
        await expect(tab.locator("#toast")).to_be_hidden()
        await expect(field(tab)).to_have_value("noch da")
        await field(tab).press("Enter")
        await expect(tab.locator("#toast")).to_contain_text("Bitte die neue Adresse öffnen")
        await (await context.new_page()).goto(other.url)
        await expect(tab.locator("#notice")).to_be_empty(timeout=10_000)
        await write(tab, "noch da")
        await expect(rows(tab).locator(".text")).to_have_text("noch da")
        await other.stop()
    await context.close()


async def test_years_stand_where_they_are_another(browser: Browser, served: Page, stage: EchoStage) -> None:
    stage.world.say("anna", "direct:anna", "damals")
    async with opened(browser, served) as tab:
        when = tab.locator("[data-chat='direct:anna'] .when")
        await expect(when).to_have_text("18:00")
        stage.clock.move(timedelta(days=2))
        await expect(tab.locator("#clock")).to_contain_text("2. Dezember")
        await expect(when).to_have_text("30.11.")
        stage.clock.move(timedelta(days=365))
        await expect(tab.locator("#clock")).to_contain_text("2027")
        await expect(when).to_have_text("30.11.2026")


async def test_a_long_text_is_cut_between_two_signs(browser: Browser, served: Page, stage: EchoStage) -> None:
    stage.world.say("bert", stage.group.chat, "a" + "👍" * 900)
    stage.world.say("bert", stage.group.chat, "kurz " + "👩‍👩‍👧‍👦" * 300)
    async with opened(browser, served) as tab:
        shown = await rows(tab).locator(".text").evaluate_all("all => all.map(one => one.firstChild.data)")
    assert shown[0] == "a" + "👍" * 599
    assert set(shown[1].removeprefix("kurz ").split("👩‍👩‍👧‍👦")) == {""}
    assert len(shown[1]) > 500
