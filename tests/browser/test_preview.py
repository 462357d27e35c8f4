"""`losbote preview`: the coming days of a real database, and no way to send anything."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, expect
from tab import opened, rows, shoot

from bot.audiences import keep_groups
from bot.clock import PlayedClock
from bot.demo import sample
from bot.demo.deeds import Deeds
from bot.demo.stage import bot_settings
from bot.demo.uploads import Uploads
from bot.demo.world import World
from bot.preview import Preview, previewed
from bot.settings import Settings
from storage import StorageError, Tx, open_storage

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

MONDAY = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)


@pytest.fixture
def world() -> World:
    found = World(PlayedClock(MONDAY))
    for name in ("anna", "petra"):
        found.add_person(name)
    found.add_group("Netzwerk", ["anna", "petra"], ["petra"])
    found.add_group("Admins", ["petra"], ["petra"])
    return found


@pytest.fixture
def settings(world: World, tmp_path: Path) -> Settings:
    return Settings(**bot_settings(world, "http://127.0.0.1:9", tmp_path))


@pytest_asyncio.fixture(loop_scope="session")
async def served(world: World, settings: Settings) -> AsyncIterator[Preview]:
    def fill(tx: Tx) -> None:
        keep_groups(tx, settings)
        tx.groups.seen(world.groups["Netzwerk"].internal_id, title="Netzwerk Bürgerräte", people=2)
        sample.fill(tx, MONDAY)
        tx.members.remind(world.people["anna"].aci, ("1d",))
        tx.audit.add(world.people["petra"].aci, MONDAY, "meeting", "Verschoben: Kosten im Griff")

    async with open_storage(settings.database) as storage:
        await storage.write(fill)
    async with previewed(settings, PlayedClock(MONDAY)) as preview:
        yield preview


async def test_what_comes_is_shown_and_cannot_be_touched(browser: Browser, served: Preview, settings: Settings) -> None:
    before = settings.database.read_bytes()
    async with opened(browser, served, width=1400) as tab:
        tomorrow = tab.locator(".coming-line", has_text="Morgen um 19:00 Uhr").last
        await expect(tomorrow.locator(".facts")).to_have_text("19:00Netzwerk BürgerräteErinnerung", timeout=20_000)
        await expect(rows(tab).first.locator(".text")).to_contain_text("Kosten im Griff")
        await expect(rows(tab, "bot").first).to_have_class("message planned")
        await expect(tab.locator(".composer:visible, #next-post, #split:visible, .more")).to_have_count(0)
        await expect(tab.locator(".preview-note:visible")).to_contain_text("Senden kann man nichts.")
        await expect(tab.get_by_role("tab")).to_have_text(["Was kommt", "Änderungen", "Tipps"])
        await tab.keyboard.press("Alt+1")
        await tab.keyboard.press("Alt+n")
        results = await Axe().run(tab)
        assert [one["id"] for one in results.response["violations"]] == []
        await shoot(tab, "preview")
        await tab.locator("[data-chat^='direct:']").click()
        await expect(rows(tab).first).to_contain_text("eigene Erinnerung")
        await expect(tab.locator(".pane.active .head p")).to_contain_text("In der Datenbank stehen keine Namen")
    assert settings.database.read_bytes() == before


async def test_changes_and_tips_are_shown_without_names(browser: Browser, served: Preview, world: World) -> None:
    who = world.people["petra"].aci[:8]
    async with opened(browser, served, width=1400) as tab:
        await tab.click("#tab-log")
        await expect(tab.locator(".entry")).to_have_text([f"18:00{who}…TreffenVerschoben: Kosten im Griff"])
        await expect(tab.locator("#panel-body")).to_contain_text("In der Datenbank stehen keine Namen")
        await tab.click("#tab-tips")
        await expect(tab.locator(".deck.next li")).to_have_count(3)
        await shoot(tab, "preview-tips")


async def test_a_phone_sees_it_too(browser: Browser, served: Preview) -> None:
    async with opened(browser, served, width=360, scheme="dark") as tab:
        await expect(rows(tab).first.locator(".text")).to_contain_text("Kosten im Griff")
        await expect(tab.locator("#panel")).to_be_hidden()
        await shoot(tab, "preview-360-chat")
        await tab.click("#panel-button")
        await expect(tab.locator(".coming-line", has_text="Morgen um 19:00").last).to_be_attached(timeout=20_000)
        await shoot(tab, "preview-360")
        assert await tab.evaluate("document.documentElement.scrollWidth") == 360


async def test_a_change_of_the_database_shows_by_itself(browser: Browser, served: Preview, settings: Settings) -> None:
    async with opened(browser, served) as tab:
        await expect(rows(tab).first).to_contain_text("Kosten im Griff")
        async with open_storage(settings.database) as storage:
            await storage.write(_rename)
        await expect(rows(tab).first).to_contain_text("Ganz neu", timeout=10_000)


def _rename(tx: Tx) -> None:
    named = next(one for one in tx.meetings.singles() if one.topic == "Kosten im Griff")
    tx.meetings.change(named.id, topic="Ganz neu")


async def test_there_is_no_path_that_takes_anything(served: Preview, world: World) -> None:
    paths = [one.path for one in [*Deeds(world, Uploads(world)).routes(), *Uploads(world).routes()]]
    paths += [
        "/api/next-post",
        "/api/pass",
        "/api/turn",
        "/api/halt",
        "/api/break",
        "/api/look/coming",
        "/api/look/tips",
        "/api/state",
    ]
    jar = aiohttp.CookieJar(unsafe=True)
    base = f"http://127.0.0.1:{urlsplit(served.url).port}"
    async with aiohttp.ClientSession(cookie_jar=jar) as http:
        async with http.get(served.url) as answer:
            assert answer.status == 200
        for path in paths:
            for method in ("POST", "PUT", "DELETE", "PATCH"):
                async with http.request(method, base + path, json={}) as answer:
                    assert answer.status in {404, 405}, (method, path)
    async with aiohttp.ClientSession() as http, http.get(f"{base}/api/state") as answer:
        assert answer.status == 403


async def test_without_a_database_it_says_so(settings: Settings) -> None:
    with pytest.raises(StorageError, match="is not there yet"):
        async with previewed(settings, PlayedClock(MONDAY)):
            pass
    assert not settings.database.exists()
