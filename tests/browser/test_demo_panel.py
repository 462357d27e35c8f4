"""The side panel beside the very bot: what admins changed, the deck of tips, what is on its way, and the levers."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from playwright.async_api import Browser, Locator, expect
from playwright.async_api import Page as Tab
from tab import act, choose, field, go, opened, rows, shoot, turn, write

from bot.demo.ledger import _MOST
from bot.demo.show import staged

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

MONDAY = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)
MOVED = "Verschoben: Kosten im Griff"


def way(tab: Tab, place: int) -> Locator:
    """A delivery in the open tab, the newest first."""
    return tab.locator(".deliveries li").nth(place)


async def test_changes_are_listed_with_who_and_whether_they_still_stand(browser: Browser) -> None:
    async with staged(MONDAY) as page, opened(browser, page, width=1400) as tab:
        await tab.click("#panel-button")
        await tab.click("#tab-log")
        body = tab.locator("#panel-body")
        await expect(body).to_have_text("Noch hat niemand etwas geändert.")
        await go(tab, "direct:petra")
        await write(tab, "treffen verschiebe 2.12. auf 3.12. 18:30")
        changes = tab.locator(".entry")
        await expect(changes).to_have_text([f"18:00PetraTreffen{MOVED}"])
        await write(tab, "nein")
        await expect(rows(tab, "bot")).to_have_count(2)
        await write(tab, "zurück")
        await expect(changes).to_have_text(
            [f"18:00PetraZurückZurückgenommen: {MOVED}", f"18:00PetraTreffenzurückgenommen{MOVED}"]
        )
        await expect(body.locator("h2")).to_have_text(["Montag, 30. November 2026"])
        await shoot(tab, "changes")


async def test_the_deck_shows_what_comes_and_what_was_told(browser: Browser) -> None:
    async with staged(MONDAY) as page, opened(browser, page, width=1400) as tab:
        await tab.click("#panel-button")
        await tab.click("#tab-tips")
        coming, told = tab.locator(".deck.next .said"), tab.locator(".deck.told li")
        await expect(coming).to_have_count(_MOST)  # of 64
        await expect(tab.locator("#panel-body h2")).to_have_text(
            ["Als Nächstes, Runde 1", "Erzählt wurde hier noch keiner."]
        )
        order = await coming.all_inner_texts()
        await turn(tab, "2026-12-12T12:00")  # tips gave way to the reminders of the first week
        await expect(told).to_have_count(1, timeout=20_000)
        said = await told.locator(".said").inner_text()
        left = [text for text in order if text != said]
        await expect(coming.filter(visible=True)).to_have_count(_MOST)  # another one has moved up
        assert (await coming.all_inner_texts())[: len(left)] == left
        await expect(told.locator("time")).to_have_text("Fr, 11. Dezember 2026, 10:00")
        await expect(rows(tab, "bot").locator(".text", has_text=said)).to_have_count(1)
        await shoot(tab, "tips")


async def test_what_waits_behind_another_and_what_is_called_off_shows_too(browser: Browser) -> None:
    async with staged(MONDAY) as page, opened(browser, page, width=1400) as tab:
        await go(tab, "direct:anna")
        await tab.click("#panel-button")
        await tab.click("#tab-break")
        await tab.click("[data-lever=hang]")
        await write(tab, "termin")
        await expect(way(tab, 0).locator(".state")).to_have_text("geht hinaus")
        await write(tab, "termine")
        await expect(way(tab, 0).locator(".state")).to_have_text("wartet")
        await expect(way(tab, 1).locator(".state")).to_have_text("geht hinaus")
        await act(tab, rows(tab, "anna").last, "Für alle löschen")
        await expect(way(tab, 0).locator(".state")).to_have_text("zurückgezogen")
        await expect(way(tab, 0).locator(".line")).to_have_text("Wortlaut vergessen, wie nach jeder Antwort")
        await tab.click("[data-lever=release]")
        await expect(tab.locator(".break [role=status]")).to_be_empty()
        await expect(tab.locator("[data-lever=release]")).to_be_disabled()
        await expect(way(tab, 1).locator(".state")).to_have_text("ungewiss")
        await tab.click("#pass-hour")  # without evidence it says it again
        await expect(rows(tab, "bot")).to_have_count(1)
        await expect(way(tab, 1).locator(".state")).to_have_text("gesendet")
        await expect(way(tab, 1).locator(".line")).to_contain_text("Nächstes Treffen: Kosten im Griff · Mittwoch")


async def test_what_is_refused_too_often_has_failed(browser: Browser) -> None:
    async with staged(MONDAY) as page, opened(browser, page, width=1400) as tab:
        await go(tab, "direct:anna")
        await tab.click("#panel-button")
        await tab.click("#tab-break")
        for _ in range(12):
            await tab.click("[data-lever='400']")
        await write(tab, "termin")
        await expect(way(tab, 0).locator(".state")).to_have_text("wartet")
        await tab.click("#pass-day")
        await tab.click("#tab-ways")
        await expect(tab.locator(".deliveries li", has_text="Anna").locator(".state")).to_have_text(["gescheitert"])


async def test_what_reached_nobody_is_not_sent(browser: Browser) -> None:
    async with staged(MONDAY) as page, opened(browser, page, width=1400) as tab:
        await go(tab, "direct:carla")
        await tab.click("#panel-button")
        await tab.click("#tab-break")
        await tab.click("[data-lever=partial]")
        await write(tab, "termin")
        await expect(way(tab, 0).locator(".state")).to_have_text("wartet")
        await expect(rows(tab, "bot")).to_have_count(0)
        await tab.click("#pass-hour")
        await expect(rows(tab, "bot")).to_have_count(1)
        await expect(way(tab, 0).locator(".state")).to_have_text("gesendet")
        await expect(rows(tab, "bot").locator(".meta")).not_to_contain_text("nicht angekommen")


@pytest.mark.parametrize("lever", ["close", "abort"])
async def test_a_line_that_is_closed_or_cut_is_taken_up_again(browser: Browser, lever: str) -> None:
    async with staged(MONDAY) as page, opened(browser, page, width=1400) as tab:
        await go(tab, "direct:anna")
        await tab.click("#panel-button")
        await tab.click("#tab-break")
        lines = tab.locator(".calls li", has_text="GET /v1/receive/")
        await expect(lines).to_have_count(1)
        await expect(tab.locator(".lamp")).to_have_text(["Bot läuft", "Server läuft", "verbunden"])
        await tab.click(f"[data-lever={lever}]")
        await expect(lines).to_have_count(2, timeout=20_000)
        await expect(tab.locator(".lamp").nth(2)).to_have_text("verbunden")
        await write(tab, "termin")
        await expect(rows(tab, "bot")).to_have_count(1)


async def test_a_refusal_is_told_in_the_language_of_the_page(browser: Browser) -> None:
    async with staged(MONDAY) as page, opened(browser, page, width=1400) as tab:
        await tab.click("#panel-button")
        await tab.click("#tab-break")
        await tab.click("[data-lever=bot-kill]")
        await expect(tab.locator(".lamp").first).to_have_text("Bot läuft nicht")
        await tab.click("#next-post")
        await expect(tab.locator("#toast")).to_have_text("Der Bot läuft gerade nicht. Bitte zuerst wieder starten.")
        await tab.click("#language")
        await tab.click("#next-post")
        await expect(tab.locator("#toast")).to_have_text(
            "The bot is not running at the moment. Please start it again first."
        )


async def test_a_thumb_on_whatever_the_bot_said_breaks_nothing(browser: Browser) -> None:
    async with staged(MONDAY) as page, opened(browser, page, width=1400) as tab:
        await go(tab, "direct:bert")
        await write(tab, "erinnern 1d")
        await expect(rows(tab, "bot")).to_have_count(1)
        await turn(tab, "2026-12-02T20:00")
        await expect(tab.locator("#clock")).to_contain_text("20:00", timeout=20_000)
        await expect(tab.locator("#next-post")).to_be_enabled(timeout=20_000)
        own = rows(tab, "bot")
        await expect(own).to_have_count(2)
        await act(tab, own.last, "👍")
        await go(tab, "group:")
        await choose(tab, "bert")
        said = rows(tab, "bot")
        count = await said.count()
        assert count > 3  # the pin and the reminders
        for place in range(count):
            await act(tab, said.nth(place), "👍")
        await expect(tab.locator(".pane.active .message[data-author=bot] .reactions")).to_have_count(count)
        await write(tab, "!termin")  # what was reacted to is handled before
        await expect(said).to_have_count(count + 1)
        await go(tab, "direct:bert")
        await expect(own).to_have_count(2)
        await tab.click("#panel-button")
        await tab.click("#tab-break")
        await expect(tab.locator(".tail")).not_to_contain_text("error")


async def test_files_and_numbered_lists_of_the_library(browser: Browser) -> None:
    async with staged(MONDAY) as page, opened(browser, page) as tab:
        await go(tab, "direct:anna")
        await write(tab, "vorlage Einladung")
        said = rows(tab, "bot")
        await expect(said).to_have_count(1)
        await write(tab, "1")
        await expect(said).to_have_count(2)
        await shoot(tab, "library")
        await expect(said.last.locator(".file .name")).to_have_text("Einladung.txt")
        await said.last.get_by_role("button", name="Was ist drin?").click()
        await expect(tab.locator("#dialog pre")).to_contain_text("Sie sind ausgelost!")
        await shoot(tab, "library-file")
        await tab.keyboard.press("Escape")
        await write(tab, "suche Los")
        await expect(said).to_have_count(3)
        await field(tab).press("ArrowUp")
        await shoot(tab, "library-hits")
