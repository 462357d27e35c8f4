"""What one looks for is found: posts in another chat, who did not get a message, where one writes, what to answer."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from echo_stage import ICS, EchoStage
from playwright.async_api import Browser, expect
from tab import act, choose, field, go, opened, rows, shoot, turn, write

from bot.demo.envelopes import Attachment
from bot.demo.page import Page
from bot.demo.styled import Style

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


class Elsewhere(EchoStage):
    """A stage whose posts go to Petra, and on the way of a longer turn to all."""

    async def next_post(self) -> datetime | None:
        self.clock.move(timedelta(hours=14))
        self.world.post("direct:petra", "🎬 Gibt es eine Aufzeichnung?")
        return self.clock.now()

    async def turn(self, to: datetime) -> None:
        self.clock.set(to)
        for chat in ("direct:petra", "direct:petra", self.group.chat):
            self.world.post(chat, "Unterwegs")


@pytest.fixture
def stage() -> EchoStage:
    return Elsewhere()


@pytest.mark.parametrize("width", [360, 760, 1400])
async def test_a_post_in_another_chat_is_told_of_and_opened(browser: Browser, served: Page, width: int) -> None:
    async with opened(browser, served, width=width) as tab:
        await tab.click("#next-post")
        came = tab.locator("#came")
        await expect(came).to_contain_text("08:00 an Petra: 🎬 Gibt es eine Aufzeichnung?")
        await expect(came).to_have_attribute("role", "status")
        await shoot(tab, f"came-{width}")
        results = await Axe().run(tab)
        assert [one["id"] for one in results.response["violations"]] == []
        await came.get_by_role("button", name="Petra").click()
        await expect(tab.locator(".pane.active h1")).to_have_text("Petra und Losbote")
        await expect(came).to_be_hidden()
        await tab.click("#next-post")  # that one is seen
        await expect(rows(tab, "bot")).to_have_count(2)
        await expect(tab.locator("#next-post")).to_be_enabled()
        await expect(came).to_be_hidden()


async def test_after_a_longer_turn_it_says_how_many_came_and_where(browser: Browser, served: Page) -> None:
    async with opened(browser, served, width=360) as tab:
        await turn(tab, "2026-12-10T12:00")
        came = tab.locator("#came")
        await expect(came.locator("div")).to_have_text("3 Nachrichten vom Bot:Petra 2Netzwerk 1")
        await shoot(tab, "came-many")
        await tab.click("#language")
        await expect(came.locator("div")).to_have_text("3 messages from the bot:Petra 2Netzwerk 1")
        await came.get_by_role("button", name="Close").click()
        await expect(came).to_be_hidden()
        await expect(field(tab)).to_be_focused()
        await tab.click("#pass-hour")
        await expect(came).to_be_visible()
        await write(tab, "weiter")  # who goes on has seen it
        await expect(came).to_be_hidden()


async def test_who_was_missed_does_not_see_the_message(browser: Browser, served: Page, stage: EchoStage) -> None:
    chat = stage.group.chat
    said = stage.world.post(chat, "Das Treffen fällt aus.", unreached=["bert"])
    async with opened(browser, served) as tab:
        await expect(rows(tab).locator(".text")).to_have_text("Das Treffen fällt aus.")
        await expect(rows(tab).locator(".meta")).to_contain_text("nicht angekommen bei Bert")
        await choose(tab, "bert")
        await expect(rows(tab).locator(".text")).to_have_text("Diese Nachricht kam bei Bert nicht an.")
        await expect(rows(tab).locator(".more, .ticks")).to_have_count(0)
        await expect(rows(tab)).not_to_contain_text("fällt aus")
        await shoot(tab, "missed-here")
        after = stage.world.post(chat, "!")
        await expect(rows(tab).nth(1).locator(".ticks")).to_have_attribute("title", "gelesen von 1 von 3")
    assert (said.receipts.get("bert"), after.receipts["bert"]) == (None, "read")


async def test_a_click_on_a_chat_lets_one_write_at_once(browser: Browser, served: Page) -> None:
    async with opened(browser, served, width=1400) as tab:
        await tab.keyboard.type("ganz am Anfang")
        await expect(field(tab)).to_have_value("ganz am Anfang")
        await go(tab, "direct:anna")
        await tab.keyboard.type("hallo")
        await expect(field(tab)).to_have_value("hallo")
        await expect(tab.locator(".pane.active h1")).to_have_text("Anna und Losbote")


BESIDE = """([selector, kind]) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['Zahlen'], 'zahlen.txt'));
    const event = new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: transfer });
    document.querySelector(selector).dispatchEvent(event);
    return event.defaultPrevented;
}"""


async def test_a_file_dropped_beside_the_chat_leaves_the_page_alone(browser: Browser, served: Page) -> None:
    async with opened(browser, served, width=1400) as tab:
        await tab.click("#panel-button")
        for selector in ("#chats", ".bar", "#panel", "#notice", ".pane.active .log"):
            for kind in ("dragover", "drop"):
                assert await tab.evaluate(BESIDE, [selector, kind]), (selector, kind)
        await expect(tab.locator(".pane.active .about")).to_have_count(1)  # from the chat, and from nowhere else


async def test_what_the_bot_waits_for_is_written_with_a_click(browser: Browser, served: Page, stage: EchoStage) -> None:
    text = "ja, nein oder dringend: davor, um 19:00"
    styles = [Style(0, 2, "MONOSPACE"), Style(4, 4, "MONOSPACE"), Style(14, 9, "MONOSPACE"), Style(34, 5, "MONOSPACE")]
    stage.world.post("direct:petra", text, styles=styles)
    async with opened(browser, served) as tab:
        await go(tab, "direct:petra")
        await expect(rows(tab).locator(".command")).to_have_text(["ja", "nein", "dringend:"])
        await rows(tab).get_by_role("button", name="nein").click()
        await expect(field(tab)).to_have_value("nein")
        await field(tab).press("Enter")
        await expect(rows(tab, "petra").locator(".text")).to_have_text("nein")


async def test_admins_are_seen_wherever_people_are(browser: Browser, served: Page) -> None:
    star = "person => getComputedStyle(person.querySelector('.avatar'), '::after').content"
    async with opened(browser, served, width=360) as tab:
        await expect(tab.locator(".pane.active .head p")).to_have_text("Anna, Bert, Petra (Admin), Losbote")
        people = tab.locator(".pane.active .person")
        assert [await person.evaluate(star) for person in await people.all()] == ["none", "none", '"★"']
        await tab.click("#menu")
        await expect(tab.locator(".chat strong")).to_have_text(["Netzwerk", "Anna", "Bert", "Petra Admin"])


async def test_the_clock_does_not_go_back_and_says_so(browser: Browser, served: Page, stage: EchoStage) -> None:
    async with opened(browser, served, locale="en-GB") as tab:
        await tab.click("#set-clock")
        for time in ("2026-11-01T12:00", ""):
            await tab.fill("#clock-to", time)
            await tab.locator("#clock-to").press("Enter")
            await expect(tab.locator("#toast")).to_have_text("The clock only goes forward. Please choose a later time.")
            await tab.evaluate("document.getElementById('toast').click()")
            await expect(tab.locator("#toast")).to_be_hidden()
    assert stage.now().isoformat() == "2026-11-30T17:00:00+00:00"


async def test_a_word_of_the_page_goes_when_it_is_over(browser: Browser, served: Page) -> None:
    async with opened(browser, served) as tab:
        await field(tab).fill("ä" * 33_000)
        await field(tab).press("Enter")
        await expect(tab.locator("#toast")).to_contain_text("höchstens 64 KB")
        await write(tab, "kürzer")
        await expect(rows(tab, "anna").locator(".text")).to_have_text("kürzer")
        await expect(tab.locator("#toast")).to_be_hidden()


async def test_a_quote_keeps_the_names_in_it(browser: Browser, served: Page, stage: EchoStage) -> None:
    said = stage.world.say("anna", stage.group.chat, "Bringt Hunger mit! — \ufffc", mentions=[(21, 1, "petra")])
    stage.world.say("bert", stage.group.chat, "Mach ich", quote=said.timestamp)
    async with opened(browser, served) as tab:
        await expect(rows(tab, "bert").locator(".quote span")).to_have_text("Bringt Hunger mit! — @Petra")


async def test_only_a_heading_is_bold_in_what_comes(browser: Browser, served: Page, stage: EchoStage) -> None:
    async def coming(_: str) -> dict[str, Any]:
        line = {"at": "2026-12-01T10:00:00+01:00", "chat": stage.group.chat, "where": "Netzwerk", "why": "Tipp"}
        return {"days": 60, "lines": [line | {"text": "💡 Ein Satz."}, line | {"text": "📅 Morgen\nWer kommt?"}]}

    stage.looks["coming"] = coming
    async with opened(browser, served, width=1400) as tab:
        await tab.click("#panel-button")
        await expect(tab.locator(".said")).to_have_text(["💡 Ein Satz.", "📅 Morgen\nWer kommt?"])
        await expect(tab.locator(".said strong")).to_have_text(["📅 Morgen"])


async def test_what_may_come_of_a_fault_is_said(browser: Browser, served: Page, stage: EchoStage) -> None:
    async def ways(_: str) -> dict[str, Any]:
        row = {"id": 1, "act": "say", "chat": "direct:anna", "due": "2026-11-30T17:00:00+00:00", "tries": 1}
        rows = [row | {"state": state, "text": state} for state in ("unknown", "sending", "sent")]
        return {"rows": rows, "counts": {"sent": 1}}

    stage.looks["ways"] = ways
    async with opened(browser, served, width=1400) as tab:
        await tab.click("#panel-button")
        await tab.click("#tab-break")
        for lever in ("slow", "hang", "429", "400", "500", "partial", "drop"):
            await expect(tab.locator(f"[data-lever='{lever}']")).to_have_attribute("title", re.compile(r"\.$"))
        await tab.click("[data-lever=partial]")
        await expect(tab.locator(".break .again")).to_contain_text("kommt es bei einer Person nicht an")
        await tab.click("#tab-ways")
        about = tab.locator(".deliveries .meaning")
        await expect(about).to_have_count(2)
        await expect(about.first).to_contain_text("„+1 h“ zeigt, was daraus wird.")
        await expect(tab.locator(".deliveries .state").last).to_have_attribute("title", "Der Server hat es angenommen.")


@pytest.mark.parametrize("language", ["de", "en"])
async def test_changes_are_named_in_the_language_of_the_page(
    browser: Browser, served: Page, stage: EchoStage, language: str
) -> None:
    async def log(_: str) -> dict[str, Any]:
        row = {"who": "petra", "at": "2026-11-30T17:00:00+00:00", "what": "Verschoben", "back": False}
        return {"rows": [row | {"command": "meeting"}, row | {"command": "undo"}, row | {"command": "unheard-of"}]}

    stage.looks["log"] = log
    async with opened(browser, served, width=1400, locale=language) as tab:
        await tab.click("#panel-button")
        await tab.click("#tab-log")
        named = {"de": ["Treffen", "Zurück", "unheard-of"], "en": ["meeting", "undo", "unheard-of"]}
        await expect(tab.locator(".entry .facts .soft")).to_have_text(named[language])


async def test_an_own_message_that_was_deleted_can_be_read_in_the_dark(browser: Browser, served: Page) -> None:
    async with opened(browser, served, scheme="dark") as tab:
        await write(tab, "falscher Chat")
        await act(tab, rows(tab, "anna"), "Für alle löschen")
        await expect(rows(tab, "anna")).to_contain_text("gelöscht")
        results = await Axe().run(tab)
        assert [one["id"] for one in results.response["violations"]] == []


async def test_a_calendar_says_until_when_and_where_once(browser: Browser, served: Page, stage: EchoStage) -> None:
    lasting = ICS.replace("DTEND;TZID=Europe/Berlin:20261202T203000", "DURATION:PT90M").replace(
        "END:VEVENT", "DESCRIPTION:Mit Ida Sommer\\nhttps://meet.example/netz\r\nEND:VEVENT"
    )
    stage.world.post(stage.group.chat, "", attachments=[Attachment.of("treffen.ics", lasting.encode())])
    async with opened(browser, served) as tab:
        await rows(tab).get_by_role("button", name="Was ist drin?").click()
        await expect(tab.locator("#dialog .events li")).to_have_text(
            "Kosten im GriffMittwoch, 2. Dezember 2026, 19:00–20:30https://meet.example/netzMit Ida Sommer"
        )


async def test_the_buttons_of_the_clock_stay_where_they_are(browser: Browser, served: Page, stage: EchoStage) -> None:
    async with opened(browser, served, width=1400) as tab:
        places = []
        for day in ("2026-12-01T12:00", "2027-05-01T12:00", "2027-09-13T22:58"):
            stage.clock.set(datetime.fromisoformat(f"{day}+00:00"))
            await expect(tab.locator("#clock")).to_have_attribute("datetime", f"{day}:00.000Z")
            places.append(await tab.locator("#next-post").evaluate("button => button.getBoundingClientRect().x"))
        assert len(set(places)) == 1


async def test_the_tab_key_does_not_stop_at_every_link(browser: Browser, served: Page, stage: EchoStage) -> None:
    for _ in range(5):
        stage.world.post(stage.group.chat, "https://a.example und https://b.example")
    async with opened(browser, served) as tab:
        log = tab.locator(".log:visible")
        await log.focus()
        await tab.keyboard.press("Tab")
        await expect(tab.locator(".pane.active [data-person=anna]")).to_be_focused()
        await field(tab).press("ArrowUp")
        await expect(rows(tab).last).to_be_focused()
        for link in ("https://a.example", "https://b.example"):
            await tab.keyboard.press("Tab")
            await expect(rows(tab).last.get_by_role("link", name=link)).to_be_focused()
        await tab.keyboard.press("Tab")
        await expect(tab.locator(".pane.active [data-person=anna]")).to_be_focused()
        await tab.keyboard.press("Shift+Tab")
        for _ in range(2):
            await tab.keyboard.press("Shift+Tab")
        await expect(rows(tab).last).to_be_focused()
        await tab.keyboard.press("Shift+Tab")
        await expect(log).to_be_focused()
