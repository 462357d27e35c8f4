"""The chat page as a person has it open: in a fresh profile, watched for errors."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Literal, Protocol

from playwright.async_api import Browser, BrowserContext, Locator, ViewportSize, expect
from playwright.async_api import Page as Tab

OUTPUT = Path(__file__).parents[2] / "output"
HANDBOOK = Path(__file__).parents[2] / "deploy" / "handbook"
Scheme = Literal["dark", "light"]


class Served(Protocol):
    """A page that has an address."""

    @property
    def url(self) -> str: ...


@asynccontextmanager
async def opened(
    browser: Browser, served: Served, *, width: int = 1200, scheme: Scheme = "light", locale: str = "de-DE"
) -> AsyncIterator[Tab]:
    """Opens the page in a fresh profile; an error in its script or a breach of its policy fails the test."""
    viewport = ViewportSize(width=width, height=960 if width > 760 else 800)
    context = await browser.new_context(viewport=viewport, locale=locale, color_scheme=scheme, reduced_motion="reduce")
    async with watched(context, served) as tab:
        yield tab
    await context.close()


@asynccontextmanager
async def watched(context: BrowserContext, served: Served) -> AsyncIterator[Tab]:
    """A tab of this profile with the page in it."""
    tab = await context.new_page()
    wrong: list[str] = []
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.on("console", lambda line: wrong.append(line.text) if "Content Security" in line.text else None)
    await tab.goto(served.url)
    await expect(tab.locator("#clock")).not_to_be_empty()
    yield tab
    assert wrong == []


def field(tab: Tab) -> Locator:
    """Where one writes in the open chat."""
    return tab.locator(".pane.active .field")


def rows(tab: Tab, author: str = "") -> Locator:
    """The messages in the open chat, of one author or of all."""
    return tab.locator(f".pane.active .message{f'[data-author={author}]' if author else ''}")


async def write(tab: Tab, text: str) -> None:
    """Writes and sends."""
    await field(tab).fill(text)
    await field(tab).press("Enter")


async def choose(tab: Tab, who: str) -> None:
    """Writes as this person from now on."""
    person = tab.locator(f".pane.active [data-person={who}]")
    await person.click()
    await expect(person).to_have_attribute("aria-pressed", "true")


async def go(tab: Tab, chat: str) -> None:
    """Opens a chat by its beginning, as `direct:anna` or `group:`."""
    await tab.locator(f"[data-chat^='{chat}']").first.click()


async def act(tab: Tab, row: Locator, name: str) -> None:
    """Opens the menu of a message and takes this entry."""
    await row.hover()
    await row.locator(".more").click()
    await tab.locator("#actions").get_by_role("button", name=name).click()


async def shoot(tab: Tab, name: str) -> None:
    """Keeps a picture of what is to be seen now."""
    OUTPUT.mkdir(exist_ok=True)
    await tab.screenshot(path=OUTPUT / f"page-{name}.png")


async def picture(tab: Tab, name: str) -> None:
    """Takes a picture; with LOSBOTE_PICTURES=1 the one that README and handbook show is made anew."""
    folder = HANDBOOK if os.environ.get("LOSBOTE_PICTURES") == "1" else OUTPUT
    folder.mkdir(exist_ok=True)
    await tab.screenshot(path=folder / name)


async def turn(tab: Tab, to: str) -> None:
    """Sets the clock to a wall time."""
    await tab.click("#set-clock")
    await tab.fill("#clock-to", to)
    await tab.locator("#clock-set").get_by_role("button").click()
