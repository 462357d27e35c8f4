"""A Chromium for the tests, and the page on its small stage."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from echo_stage import TOKEN, EchoStage
from playwright.async_api import Browser, async_playwright, expect

from bot.demo.page import Page

expect.set_options(timeout=20_000)  # milliseconds; on a busy machine five seconds pass before a bot has answered

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    """The path of the system's Chromium, or None."""
    named = os.environ.get("LOSBOTE_CHROMIUM")
    return named or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    path = chromium()
    if path is None:
        missing = "no Chromium found: install `chromium`, or name it in LOSBOTE_CHROMIUM"
        if os.environ.get("LOSBOTE_NO_SKIP") == "1":
            pytest.fail(missing)
        pytest.skip(missing)
    async with async_playwright() as playwright:
        found = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield found
        await found.close()


@pytest.fixture
def stage() -> EchoStage:
    return EchoStage()


@pytest_asyncio.fixture(loop_scope="session")
async def served(stage: EchoStage) -> AsyncIterator[Page]:
    page = Page(stage, token=TOKEN)
    await page.start()
    yield page
    await page.stop()
