"""The chat page as a person has it open: in a fresh profile, watched for errors."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Literal

from playwright.async_api import Browser, ViewportSize, expect
from playwright.async_api import Page as Tab

from bot.demo.page import Page

OUTPUT = Path(__file__).parents[2] / "output"
Scheme = Literal["dark", "light"]


@asynccontextmanager
async def opened(browser: Browser, served: Page, *, width: int = 1200, scheme: Scheme = "light") -> AsyncIterator[Tab]:
    """Opens the page in a fresh profile; an error in its script or a breach of its policy fails the test."""
    viewport = ViewportSize(width=width, height=960 if width > 760 else 800)
    context = await browser.new_context(viewport=viewport, locale="de-DE", color_scheme=scheme, reduced_motion="reduce")
    tab = await context.new_page()
    wrong: list[str] = []
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.on("console", lambda line: wrong.append(line.text) if "Content Security" in line.text else None)
    await tab.goto(served.url)
    await expect(tab.locator("#clock")).not_to_be_empty()
    yield tab
    await context.close()
    assert wrong == []


async def write(tab: Tab, text: str) -> None:
    await tab.fill("#text", text)
    await tab.press("#text", "Enter")


async def shoot(tab: Tab, name: str) -> None:
    OUTPUT.mkdir(exist_ok=True)
    await tab.screenshot(path=OUTPUT / f"page-{name}.png")
