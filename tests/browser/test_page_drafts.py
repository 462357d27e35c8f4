"""What one has begun to write is never lost, sent twice or sent as somebody else, however quick the hand is."""

from __future__ import annotations

import asyncio

import pytest
from echo_stage import EchoStage
from playwright.async_api import Browser, Locator, Route, expect
from playwright.async_api import Page as Tab
from tab import act, choose, field, go, opened, rows, shoot, watched, write

from bot.demo.page import Page
from bot.demo.styled import Style

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

DROP = """name => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['Zahlen'], name));
    const drop = new DragEvent('drop', { bubbles: true, dataTransfer: transfer });
    document.querySelector('.pane.active').dispatchEvent(drop);
}"""


def about(tab: Tab) -> Locator:
    """The lines over the field: what is quoted, edited, attached, or waits."""
    return tab.locator(".pane.active .about")


async def test_what_is_sent_is_gone_for_the_quick_hand_too(browser: Browser, served: Page, stage: EchoStage) -> None:
    async with opened(browser, served) as tab:
        go_on = asyncio.Event()

        async def late(route: Route) -> None:
            await go_on.wait()
            await route.continue_()

        await tab.route("**/api/say", late)
        await field(tab).fill("schnell gesendet")
        await field(tab).press("Enter")
        await tab.keyboard.press("Alt+2")
        await tab.evaluate(DROP, "zahlen.txt")
        await tab.keyboard.type("Bert ist dran")
        await tab.keyboard.press("Alt+1")
        await expect(field(tab)).to_have_value("")
        await tab.keyboard.type("und weiter")
        go_on.set()
        await expect(rows(tab, "anna").locator(".text")).to_have_text("schnell gesendet")
        await expect(field(tab)).to_have_value("und weiter")
        await choose(tab, "bert")
        await expect(field(tab)).to_have_value("Bert ist dran")
        await expect(about(tab)).to_contain_text("zahlen.txt · 6 B")
    assert [(one.author, one.text) for one in stage.world.messages] == [("anna", "schnell gesendet")]


@pytest.mark.parametrize("path", ["pass", "next-post", "break"])
async def test_what_was_sent_before_the_clock_is_turned_or_something_breaks_arrives_before(
    browser: Browser, served: Page, stage: EchoStage, path: str
) -> None:
    buttons = {"pass": "#pass-hour", "next-post": "#next-post", "break": "[data-lever=hang]"}
    async with opened(browser, served, width=1400) as tab:
        await tab.click("#panel-button")
        await tab.click("#tab-break")
        go_on, calls = asyncio.Event(), list[str]()
        tab.on("requestfinished", lambda request: calls.append(request.url.rpartition("/")[2]))

        async def late(route: Route) -> None:
            await go_on.wait()
            await route.continue_()

        await tab.route("**/api/say", late)
        await write(tab, "eins")
        await write(tab, "zwei")
        async with tab.expect_request(f"**/api/{path}"):
            await tab.locator(buttons[path]).click()
            go_on.set()
        await expect(rows(tab, "anna").locator(".text")).to_have_text(["eins", "zwei"])
    assert [call for call in calls if call in ("say", path)][:2] == ["say", "say"]
    assert [one.text for one in stage.world.messages if one.author == "anna"] == ["eins", "zwei"]


async def test_what_is_sent_in_a_row_arrives_in_order(browser: Browser, served: Page, stage: EchoStage) -> None:
    texts = [f"Nachricht {number}" for number in range(20)]
    async with opened(browser, served) as tab:
        for text in texts:
            await field(tab).fill(text)
            await field(tab).press("Enter")
        await expect(rows(tab)).to_have_count(len(texts))
    assert [one.text for one in stage.world.messages] == texts


async def test_what_does_not_arrive_comes_back_and_nothing_else_goes(browser: Browser, served: Page) -> None:
    async with opened(browser, served) as tab:
        go_on = asyncio.Event()

        async def lose(route: Route) -> None:
            await go_on.wait()
            await route.abort()

        await tab.route("**/api/say", lose)
        await field(tab).fill("geht verloren")
        await field(tab).press("Enter")
        await expect(field(tab)).to_have_value("")
        await tab.keyboard.type("schon das Nächste")
        go_on.set()
        await expect(tab.locator("#toast")).to_have_text("Das kam nicht an. Bitte noch einmal versuchen.")
        await expect(field(tab)).to_have_value("geht verloren")
        await expect(about(tab)).to_contain_text("Dein Entwurf wartet: schon das Nächste")
        await tab.unroute("**/api/say")
        await field(tab).press("Enter")
        await expect(rows(tab, "anna").locator(".text")).to_have_text("geht verloren")
        await expect(field(tab)).to_have_value("schon das Nächste")
        await expect(about(tab)).to_have_count(0)


async def test_a_draft_outlasts_an_edit(browser: Browser, served: Page, stage: EchoStage) -> None:
    stage.world.say("bert", stage.group.chat, "Wer kommt?")
    stage.world.say("anna", stage.group.chat, "Ich")
    async with opened(browser, served) as tab:
        await act(tab, rows(tab, "bert"), "Antworten")
        await field(tab).fill("Mein Entwurf")
        await act(tab, rows(tab, "anna"), "Bearbeiten")
        await expect(field(tab)).to_have_value("Ich")
        await shoot(tab, "draft-aside")
        await field(tab).press("Escape")
        await expect(field(tab)).to_have_value("Mein Entwurf")
        await expect(about(tab)).to_contain_text("Antwort an Bert: Wer kommt?")
        await act(tab, rows(tab, "anna"), "Bearbeiten")
        await field(tab).fill("Ich auch")
        await choose(tab, "bert")
        await expect(field(tab)).to_have_value("")
        await choose(tab, "anna")
        await expect(field(tab)).to_have_value("Ich auch")
        await field(tab).press("Enter")
        await expect(rows(tab, "anna").locator(".text")).to_have_text("Ich auch")
        await expect(field(tab)).to_have_value("Mein Entwurf")
        await field(tab).press("Enter")
        await expect(rows(tab, "anna").last.locator(".quote span")).to_have_text("Wer kommt?")


async def test_a_draft_outlasts_a_click_on_a_command(browser: Browser, served: Page, stage: EchoStage) -> None:
    styles = [Style(0, 8, "MONOSPACE"), Style(9, 6, "MONOSPACE")]
    stage.world.post(stage.group.chat, "!termine !hilfe", styles=styles)
    async with opened(browser, served) as tab:
        await field(tab).fill("Mein Entwurf")
        for command in ("!termine", "!hilfe"):
            await rows(tab).get_by_role("button", name=command).click()
            await expect(field(tab)).to_have_value(command)
        await expect(about(tab)).to_have_count(1)
        await tab.get_by_role("button", name="Zurückholen").click()
        await expect(field(tab)).to_have_value("Mein Entwurf")
        await rows(tab).get_by_role("button", name="!hilfe").click()
        await field(tab).press("Enter")
        await expect(rows(tab, "anna").locator(".text")).to_have_text("!hilfe")
        await expect(field(tab)).to_have_value("Mein Entwurf")


async def test_a_click_on_a_command_leaves_an_edit(browser: Browser, served: Page, stage: EchoStage) -> None:
    stage.world.say("anna", stage.group.chat, "hilfe")
    stage.world.post(stage.group.chat, "!termine", styles=[Style(0, 8, "MONOSPACE")])
    async with opened(browser, served) as tab:
        await act(tab, rows(tab, "anna"), "Bearbeiten")
        await rows(tab).get_by_role("button", name="!termine").click()
        await expect(about(tab)).to_have_count(0)
        await field(tab).press("Enter")
        await expect(rows(tab, "anna").locator(".text")).to_have_text(["hilfe", "!termine"])


async def test_a_reload_keeps_drafts_chat_person_and_windows(browser: Browser, served: Page, stage: EchoStage) -> None:
    stage.world.say("bert", stage.group.chat, "Wer kommt?")
    async with opened(browser, served) as tab:
        await choose(tab, "petra")
        await act(tab, rows(tab, "bert"), "Antworten")
        await expect(about(tab)).to_contain_text(["Antwort an Bert: Wer kommt?"])
        await tab.keyboard.type("Hallo @an")
        await tab.keyboard.press("Enter")
        await tab.evaluate(DROP, "zahlen.txt")
        await expect(about(tab)).to_contain_text(["Antwort an Bert: Wer kommt?", "zahlen.txt · 6 B"])
        await tab.click("#split")
        await tab.locator(".pane").nth(1).locator(".field").click()
        await go(tab, "direct:bert")
        await field(tab).type("nur für den Bot")
        stage.world.say("anna", "direct:anna", "drüben")
        unread = tab.locator("[data-chat='direct:anna'] .unread")
        await expect(unread).to_have_text("11 ungelesen")
        await tab.reload()
        left, right = tab.locator(".pane").nth(0), tab.locator(".pane").nth(1)
        await expect(right.locator("h1")).to_have_text("Bert und Losbote")
        await expect(right.locator(".field")).to_have_value("nur für den Bot")
        await expect(left.locator("[data-person=petra]")).to_have_attribute("aria-pressed", "true")
        await expect(left.locator(".field")).to_have_value("Hallo @Anna ")
        await expect(left.locator(".about")).to_contain_text(["Antwort an Bert: Wer kommt?", "zahlen.txt · 6 B"])
        await expect(unread).to_have_text("11 ungelesen")
        await left.locator(".field").press("Enter")
        await expect(left.locator(".message").last.locator(".mention")).to_have_text("@Anna")
    sent = stage.world.messages[-1]
    assert (sent.author, sent.quote and sent.quote.text) == ("petra", "Wer kommt?")
    assert [file.filename for file in sent.attachments] == ["zahlen.txt"]


async def test_an_edit_keeps_the_mention(browser: Browser, served: Page, stage: EchoStage) -> None:
    stage.world.say("anna", stage.group.chat, "Hallo \ufffc wie geht es", mentions=[(6, 1, "petra")])
    async with opened(browser, served) as tab:
        await act(tab, rows(tab, "anna"), "Bearbeiten")
        await expect(field(tab)).to_have_value("Hallo @Petra wie geht es")
        await tab.keyboard.type("?")
        await tab.keyboard.press("Enter")
        await expect(rows(tab, "anna").locator(".meta")).to_contain_text("bearbeitet")
        await expect(rows(tab, "anna").locator(".mention")).to_have_text("@Petra")
    said = stage.world.messages[0]
    assert said.text == "Hallo \ufffc wie geht es?"
    assert [(one.start, one.length, one.name) for one in said.mentions] == [(6, 1, "petra")]


async def test_an_upload_that_fails_elsewhere_leaves_its_draft_free(browser: Browser, served: Page) -> None:
    async with opened(browser, served) as tab:
        go_on = asyncio.Event()

        async def fail(route: Route) -> None:
            await go_on.wait()
            await route.abort()

        await tab.route("**/api/file?*", fail)
        await field(tab).fill("mit Anlage")
        await tab.evaluate(DROP, "a.pdf")
        await tab.evaluate(DROP, "b.pdf")
        await expect(about(tab)).to_contain_text(["a.pdf · wird geladen …", "b.pdf · wird geladen …"])
        await about(tab).nth(0).get_by_role("button", name="Entfernen").click()
        await choose(tab, "bert")
        await expect(about(tab)).to_have_count(0)
        go_on.set()
        await expect(tab.locator("#toast")).to_have_text("Das kam nicht an. Bitte noch einmal versuchen.")
        await choose(tab, "anna")
        await expect(about(tab)).to_have_count(0)
        await field(tab).press("Enter")
        await expect(rows(tab, "anna").locator(".text")).to_have_text("mit Anlage")


async def test_a_file_that_cannot_be_read_is_told_as_such(browser: Browser, served: Page) -> None:
    async with opened(browser, served) as tab:
        await tab.route("**/api/file?*", lambda route: route.abort())
        await tab.evaluate("() => { Blob.prototype.arrayBuffer = () => Promise.reject(new Error('gone')); }")
        await tab.evaluate(DROP, "Ordner")
        await expect(tab.locator("#toast")).to_have_text(
            "„Ordner“ lässt sich nicht lesen. Ist es ein Ordner, oder liegt die Datei inzwischen woanders?"
        )
        await expect(about(tab)).to_have_count(0)


async def test_typing_ends_with_its_tab(browser: Browser, served: Page, stage: EchoStage) -> None:
    context = await browser.new_context(locale="de-DE", reduced_motion="reduce")
    async with watched(context, served) as tab:
        other = await context.new_page()
        await other.goto(served.url)
        await choose(other, "bert")
        await field(other).type("ich schr")
        await tab.bring_to_front()
        await expect(tab.locator(".pane.active .typing")).to_contain_text("Bert schreibt …")
        await other.close(run_before_unload=True)
        await expect(tab.locator(".pane.active .typing")).to_be_empty(timeout=2000)
    await context.close()
    assert not stage.world.typing[stage.group.chat]


async def test_a_long_text_is_quoted_by_its_beginning(browser: Browser, served: Page, stage: EchoStage) -> None:
    stage.world.post(stage.group.chat, "Hilfe\n" + "Losverfahren " * 40)
    async with opened(browser, served) as tab:
        await act(tab, rows(tab), "Antworten")
        line = await about(tab).locator("span").inner_text()
        assert line.startswith("Antwort an Losbote: Hilfe · Losverfahren ")
        assert len(line) < 150
        await write(tab, "danke")
        await expect(rows(tab, "anna").locator(".quote b")).to_have_text("Losbote")
