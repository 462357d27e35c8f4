"""What the side panel and the chat say of faults: taken back, told to whom, given way."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from echo_stage import EchoStage
from playwright.async_api import Browser, expect
from tab import opened, rows, shoot, write

from bot.demo.page import Page

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_faults_pulled_by_mistake_are_taken_back(browser: Browser, served: Page, stage: EchoStage) -> None:
    async with opened(browser, served, width=1400) as tab:
        await tab.click("#panel-button")
        await tab.click("#tab-break")
        back = tab.get_by_role("button", name="Pannen zurücknehmen")
        await expect(back).to_be_disabled()
        await tab.click("[data-lever=hang]")
        await tab.click("[data-lever='400']")
        status = tab.locator(".break [role=status]")
        await expect(status).to_have_text("Als Nächstes geht schief: hängt, 400: abgelehnt")
        await back.click()
        await expect(status).to_be_empty()
        await expect(back).to_be_disabled()
    assert list(stage.server.faults.sends) == []


async def test_who_was_missed_and_what_came_too_late_is_said(browser: Browser, served: Page, stage: EchoStage) -> None:
    async def ways(_: str) -> dict[str, Any]:
        row = {"act": "say", "chat": stage.group.chat, "due": "2026-11-30T17:00:00+00:00", "tries": 1, "late": False}
        rows = [
            row | {"id": 3, "state": "cancelled", "text": "💡 Ein Tipp", "late": True, "missed": []},
            row | {"id": 2, "state": "sent", "act": "pin", "text": "Erstes\nTreffen", "missed": []},
            row | {"id": 1, "state": "sent", "text": "Hallo", "missed": ["bert", "petra"]},
        ]
        return {"rows": rows, "counts": {"sent": 2, "cancelled": 1}}

    stage.looks["ways"] = ways
    stage.world.post(stage.group.chat, "Hallo", unreached=["bert"])
    async with opened(browser, served, width=1400) as tab:
        await expect(rows(tab).locator(".meta")).to_contain_text("nicht angekommen bei Bert")
        await tab.click("#panel-button")
        await tab.click("#tab-ways")
        lines = tab.locator(".deliveries li")
        await expect(lines).to_have_text(
            [
                "kam zu spät30.11. 18:00 · Netzwerk💡 Ein Tipp",
                "gesendet30.11. 18:00 · Netzwerkanheften: Erstes · Treffen",
                "gesendet30.11. 18:00 · Netzwerk · nicht angekommen bei Bert, PetraHallo",
            ]
        )
        await shoot(tab, "missed")


async def test_no_tab_waits_for_another(browser: Browser, served: Page, stage: EchoStage) -> None:
    done = asyncio.Event()

    async def coming(_: str) -> dict[str, Any]:
        await done.wait()
        return {"days": 60, "lines": []}

    async def changes(_: str) -> dict[str, Any]:
        return {"rows": []}

    stage.looks |= {"coming": coming, "log": changes}
    async with opened(browser, served, width=1400) as tab:
        await tab.click("#panel-button")
        body = tab.locator("#panel-body")
        await expect(body).to_have_text("wird geladen …")
        await tab.click("#tab-log")
        await expect(body).to_have_text("Noch hat niemand etwas geändert.")
        done.set()
        await tab.click("#tab-coming")
        await expect(body).to_have_text("In 60 Tagen gibt es nichts zu sagen.")


async def test_what_gives_way_is_listed_and_told_so(browser: Browser, served: Page, stage: EchoStage) -> None:
    async def coming(language: str) -> dict[str, Any]:
        line = {"at": "2026-12-01T10:00:00+01:00", "chat": stage.group.chat, "where": "Netzwerk", "why": "Tipp"}
        return {"days": 60, "lines": [line | {"text": f"💡 {language}", "gives_way": True}]}

    stage.looks["coming"] = coming
    async with opened(browser, served, width=1400) as tab:
        await tab.click("#panel-button")
        facts = tab.locator(".coming-line.away .facts")
        await expect(facts).to_have_text("10:00NetzwerkTippentfällt, weil die Woche voll ist")
        await tab.click("#language")
        await expect(facts).to_have_text("10:00NetzwerkTippleft out, since the week is full")
        await write(tab, "!da")
        await expect(tab.locator(".coming-line .said")).to_have_text("💡 en")
