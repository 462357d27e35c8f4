"""The chat page of the demo in a real browser."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from echo_stage import TOKEN, EchoStage
from playwright.async_api import Browser, expect
from tab import Scheme, opened, shoot, write

from bot.demo.envelopes import Attachment, Quote
from bot.demo.page import Page
from bot.demo.styled import Style

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


def converse(stage: EchoStage) -> None:
    """Fills the world with what a real conversation has."""
    world, chat = stage.world, stage.group.chat
    stage.muted = True
    world.say("bert", chat, "Hallo zusammen, wann war noch mal das nächste Treffen?")
    asked = world.say("anna", chat, "!termin")
    text = "Nächstes Treffen: Kosten im Griff\nMittwoch, 2. Dezember, 19:00 Uhr (in 2 Tagen)\nhttps://meet.example/netz"
    quote = Quote(asked.timestamp, "anna", asked.text)
    answer = world.post(chat, text, quote=quote, styles=[Style(0, 33, "BOLD")])
    world.react("anna", answer.timestamp, "👍")
    world.react("bert", answer.timestamp, "👍")
    world.react("petra", answer.timestamp, "❤️")
    world.say("bert", chat, "Danke! Ich bringe unsere Zahlen mit.", quote=answer.timestamp)
    file = Attachment.of("Kostenübersicht.pdf", b"%PDF" + bytes(183_000))
    world.say("petra", chat, "Hier schon mal vorab.", attachments=[file])
    edited = world.say("petra", chat, "Bitte bis Dinstag ansehen.")
    world.edit("petra", edited.timestamp, "Bitte bis Dienstag ansehen.")
    world.delete("bert", world.say("bert", chat, "falscher Chat").timestamp)
    world.say("anna", chat, "Mach ich, danke dir.")


async def test_a_member_writes_in_the_group(browser: Browser, served: Page, stage: EchoStage) -> None:
    async with opened(browser, served) as tab:
        await tab.click("[data-person=bert]")
        await tab.fill("#text", "Guten Abend")
        await tab.press("#text", "Shift+Enter")
        await tab.type("#text", "zusammen")
        await tab.press("#text", "Enter")
        bubble = tab.locator(".message.own[data-author=bert]")
        await expect(bubble.locator(".text")).to_have_text("Guten Abend\nzusammen")
        await expect(bubble.locator("time")).to_have_text("18:00")
        await expect(tab.locator("#text")).to_have_value("")
    assert [(m.author, m.chat, m.text) for m in stage.world.messages] == [
        ("bert", stage.group.chat, "Guten Abend\nzusammen")
    ]


async def test_the_bot_answers_with_a_quote(browser: Browser, served: Page) -> None:
    async with opened(browser, served) as tab:
        await write(tab, "!termin")
        answer = tab.locator(".message[data-author=bot]")
        await expect(answer.locator(".text")).to_have_text("Verstanden: !termin")
        await expect(answer.locator(".quote b")).to_have_text("Anna")
        await expect(answer.locator(".quote span")).to_have_text("!termin")
        await expect(answer.locator(".ticks")).to_have_attribute("title", "zugestellt an 3 von 3")


async def test_an_empty_chat_offers_commands(browser: Browser, served: Page) -> None:
    async with opened(browser, served) as tab:
        await shoot(tab, "empty")
        await tab.get_by_role("button", name="!hilfe").click()
        await expect(tab.locator("#text")).to_have_value("!hilfe")
        await tab.press("#text", "Enter")
        await expect(tab.locator(".message[data-author=bot] .text")).to_have_text("Verstanden: !hilfe")
        await expect(tab.locator("#hint")).to_be_hidden()


@pytest.mark.parametrize("markup", ["<script>document.title='x'</script>", "<img src=x onerror=alert(1)>"])
async def test_markup_is_shown_as_text(browser: Browser, served: Page, stage: EchoStage, markup: str) -> None:
    stage.world.say("bert", stage.group.chat, markup)
    stage.world.post(stage.group.chat, markup, styles=[Style(1, 5, "BOLD")])
    async with opened(browser, served) as tab:
        await expect(tab.locator(".message .text")).to_have_text([markup, markup])
        assert await tab.locator("#log img, #log script").count() == 0
        assert await tab.title() == "Losbote"


async def test_styles_and_links(browser: Browser, served: Page, stage: EchoStage) -> None:
    text = "🎬 Neu: siehe https://meet.example/a_b?c=1. Nicht javascript:alert(1)"
    stage.world.post(stage.group.chat, text, styles=[Style(3, 4, "BOLD")])
    async with opened(browser, served) as tab:
        bubble = tab.locator(".message .text")
        await expect(bubble.locator("strong")).to_have_text("Neu:")
        links = bubble.locator("a")
        await expect(links).to_have_count(1)
        await expect(links).to_have_attribute("href", "https://meet.example/a_b?c=1")
        await expect(links).to_have_attribute("rel", "noopener noreferrer")
        await expect(bubble).to_have_text(text)


async def test_reply_react_edit_delete(browser: Browser, served: Page, stage: EchoStage) -> None:
    stage.world.say("bert", stage.group.chat, "Wer kommt?")
    async with opened(browser, served) as tab:
        theirs, mine = tab.locator("[data-author=bert]"), tab.locator("[data-author=anna]")

        await theirs.locator(".more").click()
        await tab.get_by_role("button", name="👍").click()
        await expect(theirs.locator(".reactions")).to_have_text("👍")
        await theirs.locator(".more").click()
        await tab.get_by_role("textbox", name="anderes Zeichen").fill("🎉")
        await tab.keyboard.press("Enter")
        await expect(theirs.locator(".reactions")).to_have_text("🎉")
        await theirs.locator(".reactions button").click()
        await expect(theirs.locator(".reactions")).to_have_count(0)

        await theirs.locator(".more").click()
        await expect(tab.get_by_role("button", name="Bearbeiten")).to_have_count(0)
        await tab.get_by_role("button", name="Antworten").click()
        await write(tab, "Ich")
        await expect(mine.locator(".quote span")).to_have_text("Wer kommt?")

        await mine.locator(".more").click()
        await shoot(tab, "menu")
        await tab.get_by_role("button", name="Bearbeiten").click()
        await write(tab, "Ich nicht")
        await expect(mine.locator(".text")).to_have_text("Ich nicht")
        await expect(mine.locator(".meta")).to_contain_text("bearbeitet")

        await mine.locator(".more").click()
        await tab.get_by_role("button", name="Für alle löschen").click()
        await expect(mine.locator(".text")).to_have_text("Diese Nachricht wurde gelöscht.")
    assert stage.world.messages[1].deleted


async def test_a_file_goes_up_and_comes_down(browser: Browser, served: Page) -> None:
    async with opened(browser, served) as tab:
        sent = b"<p>kein Markup</p>"
        await tab.set_input_files("#file", {"name": "Einladung ü.html", "mimeType": "text/html", "buffer": sent})
        await expect(tab.locator(".about")).to_contain_text("Einladung ü.html · 18 B")
        await write(tab, "")
        link = tab.locator(".message .file")
        await expect(link).to_have_text("Einladung ü.html · 18 B")
        async with tab.expect_download() as download:
            await link.click()
        file = await download.value
        assert file.suggested_filename == "Einladung ü.html"
        assert (await file.path()).read_bytes() == sent


async def test_a_direct_chat_belongs_to_one_person(browser: Browser, served: Page, stage: EchoStage) -> None:
    async with opened(browser, served) as tab:
        await tab.click("[data-chat='direct:petra']")
        await expect(tab.locator(".person")).to_have_count(1)
        await expect(tab.locator(".person")).to_have_text("PePetraAdmin")
        await write(tab, "!plan")
        await expect(tab.locator(".message[data-author=bot] .text")).to_have_text("Verstanden: !plan")
        await tab.click(f"[data-chat='{stage.group.chat}']")
        await expect(tab.locator("[data-person=petra]")).to_have_attribute("aria-pressed", "true")
        await tab.keyboard.press("Alt+2")
        await expect(tab.locator("[data-person=bert]")).to_have_attribute("aria-pressed", "true")
        stage.world.post("direct:petra", "Und noch etwas.")
        await expect(tab.locator("[data-chat='direct:petra'] .unread")).to_have_text("1")
    assert {message.chat for message in stage.world.messages} == {"direct:petra"}


async def test_the_clock_of_the_bot(browser: Browser, served: Page) -> None:
    async with opened(browser, served) as tab:
        clock = tab.locator("#clock")
        await expect(clock).to_have_text("Mo, 30. November 2026, 18:00")
        await tab.click("#pass-day")
        await expect(clock).to_have_text("Di, 1. Dezember 2026, 18:00")
        await tab.click("#next-post")
        await expect(clock).to_have_text("Mi, 2. Dezember 2026, 09:00")
        await expect(tab.locator(".day")).to_have_text("Mittwoch, 2. Dezember 2026")
        await tab.click("#next-post")
        await expect(tab.locator("#toast")).to_have_text("In den nächsten 60 Tagen ist kein Beitrag geplant.")


async def test_the_language_is_remembered(browser: Browser, served: Page) -> None:
    async with opened(browser, served) as tab:
        await expect(tab.locator("#next-post")).to_have_text("zum nächsten Beitrag")
        await tab.get_by_role("button", name="English").click()
        await expect(tab.locator("#next-post")).to_have_text("to the next post")
        await tab.reload()
        await expect(tab.locator("#next-post")).to_have_text("to the next post")
        await expect(tab.locator("#clock")).to_have_text("Mon, 30 November 2026, 18:00")
        assert TOKEN not in tab.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1200])
async def test_widths_and_schemes(browser: Browser, served: Page, stage: EchoStage, width: int, scheme: Scheme) -> None:
    converse(stage)
    async with opened(browser, served, width=width, scheme=scheme) as tab:
        await expect(tab.locator(".message")).to_have_count(8)
        await shoot(tab, f"{width}-{scheme}")
        assert await tab.evaluate("document.documentElement.scrollWidth") == width
        assert await tab.evaluate("document.querySelector('#log').scrollWidth <= innerWidth")
        paper = await tab.evaluate("getComputedStyle(document.body).backgroundColor")
        assert paper == {"light": "rgb(245, 240, 232)", "dark": "rgb(25, 24, 22)"}[scheme]


async def test_on_a_phone_the_chats_are_a_drawer(browser: Browser, served: Page) -> None:
    async with opened(browser, served, width=360) as tab:
        anna = tab.locator("[data-chat='direct:anna']")
        await expect(anna).to_be_hidden()
        await tab.click("#menu")
        await expect(anna).to_be_in_viewport()
        await tab.keyboard.press("Escape")
        await expect(anna).to_be_hidden()
        await expect(tab.locator("#menu")).to_be_focused()
        await tab.click("#menu")
        await shoot(tab, "360-drawer")
        await anna.click()
        await expect(anna).to_be_hidden()
        await expect(tab.locator("#title")).to_have_text("Anna und Losbote")


async def test_the_page_comes_back_by_itself(browser: Browser, served: Page, stage: EchoStage) -> None:
    async with opened(browser, served) as tab:
        await served.stop()
        await expect(tab.locator("#notice")).to_contain_text("Die Demo ist gerade nicht da.")
        await shoot(tab, "gone")
        stage.world.say("bert", stage.group.chat, "in der Zwischenzeit")
        await served.start(urlsplit(served.url).port or 0)
        await expect(tab.locator(".message .text")).to_have_text("in der Zwischenzeit")
        await expect(tab.locator("#notice")).to_be_hidden()
        await write(tab, "!da")
        await expect(tab.locator(".message[data-author=bot] .text")).to_have_text("Verstanden: !da")


async def test_a_demo_with_another_token_asks_for_its_address(browser: Browser, served: Page, stage: EchoStage) -> None:
    async with opened(browser, served) as tab:
        await served.stop()
        other = Page(stage, token="another")  # noqa: S106 - invented as well
        await other.start(urlsplit(served.url).port or 0)
        await expect(tab.locator("#notice")).to_contain_text("Diese Adresse gilt nicht mehr.")
        await other.stop()
