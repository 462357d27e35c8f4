"""The page without a mouse, and for a screen reader: keys, focus, roles, and what axe-core finds."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from echo_stage import EchoStage, converse, show_everything
from playwright.async_api import Browser, expect
from playwright.async_api import Page as Tab
from tab import Scheme, field, opened, rows, shoot

from bot.demo.page import Page

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def coming(_: str) -> dict[str, Any]:
    line = {
        "at": "2026-12-01T19:00:00+01:00",
        "chat": "direct:anna",
        "where": "Anna",
        "why": "Erinnerung",
        "text": "📅 Morgen um 19:00 Uhr: Kosten im Griff.\nWer kommt?",
    }
    return {"days": 60, "lines": [line, line | {"at": "2027-04-02T08:00:00+02:00"}]}


async def ways(_: str) -> dict[str, Any]:
    row = {"id": 1, "state": "unknown", "act": "say", "chat": "direct:anna", "text": "Hallo", "tries": 2}
    counts = {"waiting": 0, "sending": 0, "sent": 4, "failed": 1, "unknown": 1, "cancelled": 0}
    return {"rows": [row | {"due": "2026-11-30T17:00:00+00:00"}], "counts": counts}


async def doings(_: str) -> dict[str, Any]:
    calls = [{"method": "POST", "path": "/v2/send", "status": status} for status in (201, 429, None, 0)]
    return {"calls": calls, "log": ["2026-11-30 18:00:00 [info] sent"]}


@pytest.fixture
def told(stage: EchoStage) -> EchoStage:
    """A stage whose side panel has something in it."""
    stage.looks |= {"coming": coming, "ways": ways, "doings": doings}
    return stage


async def focused(tab: Tab) -> str:
    text = await tab.evaluate(
        "(document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent).trim()"
    )
    return str(text)


async def test_a_whole_conversation_with_keys_only(browser: Browser, served: Page, stage: EchoStage) -> None:
    stage.world.say("bert", stage.group.chat, "Wer kommt?")
    async with opened(browser, served) as tab:
        await tab.keyboard.press("Escape")
        await expect(field(tab)).to_be_focused()
        await tab.keyboard.press("Alt+2")  # Bert
        await expect(tab.locator(".pane.active [data-person=bert]")).to_have_attribute("aria-pressed", "true")
        await tab.keyboard.press("Alt+1")
        await tab.keyboard.press("ArrowUp")
        await expect(rows(tab, "bert")).to_be_focused()
        await tab.keyboard.press("r")
        await tab.keyboard.type("Ich")
        await tab.keyboard.press("Enter")
        mine = rows(tab, "anna")
        await expect(mine.locator(".quote span")).to_have_text("Wer kommt?")
        await tab.keyboard.press("ArrowUp")
        await expect(mine).to_be_focused()
        await tab.keyboard.press("ArrowUp")
        await expect(rows(tab, "bert")).to_be_focused()
        await tab.keyboard.press("ArrowDown")
        await tab.keyboard.press("Enter")
        await expect(tab.locator("#actions").get_by_role("button", name="👍")).to_be_focused()
        await tab.keyboard.press("ArrowRight")
        await expect(tab.locator("#actions").get_by_role("button", name="❤️")).to_be_focused()
        await tab.keyboard.press("ArrowDown")
        await expect(tab.locator("#actions").get_by_role("button", name="Antworten")).to_be_focused()
        await tab.keyboard.press("ArrowDown")
        await tab.keyboard.press("Enter")
        await expect(field(tab)).to_have_value("Ich")
        await tab.keyboard.press("Escape")
        await expect(field(tab)).to_have_value("")
        await tab.keyboard.press("ArrowUp")
        await tab.keyboard.press("Enter")
        await tab.keyboard.press("Escape")
        await expect(tab.locator("#actions")).to_be_hidden()
        await expect(mine).to_be_focused()
        await tab.keyboard.press("e")
        await tab.keyboard.type(" auch")
        await tab.keyboard.press("Enter")
        await expect(mine.locator(".text")).to_have_text("Ich auch")
        await tab.keyboard.press("Alt+ArrowDown")
        await expect(tab.locator(".pane.active h1")).to_have_text("Anna und Losbote")
        await tab.keyboard.press("Alt+ArrowUp")
        await tab.keyboard.press("Alt+n")
        await expect(rows(tab, "bot")).to_contain_text("💡 Schreibt auch denen")
        await shoot(tab, "keys")


async def test_the_panel_and_the_second_window_with_keys_only(browser: Browser, served: Page, told: EchoStage) -> None:
    async with opened(browser, served) as tab:
        await tab.keyboard.press("Alt+p")
        await expect(tab.get_by_role("tab", name="Was kommt")).to_be_focused()
        await expect(tab.locator(".coming-line")).to_have_count(2)
        await tab.keyboard.press("ArrowRight")
        await expect(tab.get_by_role("tab", name="Unterwegs")).to_be_focused()
        await expect(tab.locator(".ways li")).to_contain_text(["ungewiss"])
        for name in ("Änderungen", "Tipps", "Pannen"):
            await tab.keyboard.press("ArrowRight")
            await expect(tab.get_by_role("tab", name=name)).to_be_focused()
        await expect(tab.locator(".lamp")).to_have_count(3)
        await tab.keyboard.press("Escape")
        await expect(tab.locator("#panel")).to_be_hidden()
        await expect(tab.locator("#panel-button")).to_be_focused()
        await tab.keyboard.press("Alt+s")
        await tab.keyboard.press("Alt+o")
        await expect(tab.locator(".pane").nth(1).locator(".field")).to_be_focused()
        assert told.now().isoformat() == "2026-11-30T17:00:00+00:00"


async def test_every_stop_of_the_tab_key_is_named_and_seen(browser: Browser, served: Page, stage: EchoStage) -> None:
    converse(stage)
    async with opened(browser, served) as tab:
        stops = []
        for _ in range(40):  # round and round, from the field
            await tab.keyboard.press("Tab")
            if await tab.evaluate("document.activeElement === document.body"):
                continue
            stops.append(await focused(tab))
            ring = "getComputedStyle(document.activeElement).outlineStyle"
            assert await tab.evaluate(ring) == "solid", stops[-1]
        assert all(stops)
        assert {"Nächster Beitrag", "Nachrichten", "Nachricht", "Senden", "Auf Englisch umstellen"} <= set(stops)


async def test_new_messages_are_said_once(browser: Browser, served: Page, stage: EchoStage) -> None:
    stage.world.say("bert", stage.group.chat, "war schon da")
    async with opened(browser, served) as tab:
        spoken = tab.locator("#spoken p")
        stage.world.say("bert", stage.group.chat, "eben erst")
        await expect(spoken).to_have_text(["Bert: eben erst"])
        stage.world.react("petra", stage.world.messages[-1].timestamp, "👍")
        stage.world.say("petra", "direct:petra", "nebenan")
        stage.world.post(stage.group.chat, "auch das")
        await expect(spoken).to_have_text(["Bert: eben erst", "Losbote: auch das"])
        await expect(tab.locator("#spoken")).to_have_attribute("aria-live", "polite")


async def test_the_keys_are_listed(browser: Browser, served: Page) -> None:
    async with opened(browser, served) as tab:
        await tab.click("#help")
        await expect(tab.locator("#dialog .keys div")).to_have_count(13)
        await shoot(tab, "help")
        await tab.keyboard.press("Escape")
        await expect(tab.locator("#help")).to_be_focused()


async def found(tab: Tab) -> list[str]:
    """What axe-core says of the page as it is now, one line for each element."""
    results = await Axe().run(tab)
    return [
        f"{one['impact']} {one['id']}: {' '.join(map(str, node['target']))} {node['failureSummary']}"
        for one in results.response["violations"]
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1400])
async def test_axe_finds_nothing(browser: Browser, served: Page, told: EchoStage, width: int, scheme: Scheme) -> None:
    converse(told)
    show_everything(told)
    async with opened(browser, served, width=width, scheme=scheme) as tab:
        assert await found(tab) == []
        await field(tab).type("@b")
        assert await found(tab) == []
        await field(tab).fill("")
        for panel in ("coming", "ways", "break"):
            if panel == "coming":
                await tab.click("#panel-button")
            await tab.click(f"#tab-{panel}")
            await expect(tab.locator(f"#panel-body.{panel} > div")).to_be_visible()
            assert await found(tab) == []
            await shoot(tab, f"panel-{panel}-{width}-{scheme}")
        await tab.keyboard.press("Escape")
        await tab.locator(".pane.active .message").last.focus()
        await tab.keyboard.press("Enter")
        assert await found(tab) == []
        await tab.keyboard.press("Escape")
        await tab.locator(".file button.link").first.click()
        await expect(tab.locator("#dialog")).to_be_visible()
        assert await found(tab) == []
        await tab.keyboard.press("Escape")
        told.alive = False
        await expect(tab.locator("#notice")).to_contain_text("Der Bot läuft gerade nicht.")
        assert await found(tab) == []
        await shoot(tab, f"bot-gone-{width}-{scheme}")
