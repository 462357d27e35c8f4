"""What is too long, too big, the wrong way round or too much: the page stays whole and says what is the matter."""

from __future__ import annotations

from time import perf_counter

import pytest
from echo_stage import EchoStage
from playwright.async_api import Browser, expect
from tab import field, go, opened, rows, shoot, write

from bot.demo.page import Page
from bot.demo.styled import Style

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

MARKUP = ["<script>document.title='x'</script>", "<img src=x onerror=alert(1)>", "<b>fett</b> &amp; &lt;"]


@pytest.mark.parametrize("markup", MARKUP)
async def test_markup_is_shown_as_text(browser: Browser, served: Page, stage: EchoStage, markup: str) -> None:
    stage.world.say("bert", stage.group.chat, markup)
    said = stage.world.post(stage.group.chat, markup, styles=[Style(1, 5, "BOLD")])
    stage.world.pin(stage.group.name, said.timestamp, "bot")
    poll = stage.world.poll_create(stage.group.chat, markup[:50], [markup[:50], "b"])
    stage.world.say("bert", stage.group.chat, "dazu", quote=said.timestamp)
    async with opened(browser, served) as tab:
        await expect(rows(tab).locator(".text")).to_have_text([markup, markup, "dazu"])
        await expect(rows(tab).locator("legend")).to_have_text(poll.poll.question if poll.poll else "")
        await expect(tab.locator(".pane.active .pin")).to_have_text(markup)
        assert await tab.locator("#panes img, #panes script, .text b").count() == 0
        assert await tab.title() == "Losbote"


async def test_64_kilobytes_fold_and_more_is_kept_in_the_field(
    browser: Browser, served: Page, stage: EchoStage
) -> None:
    text = "Losverfahren " * 5041
    assert 65_500 < len(text) <= 65_536
    async with opened(browser, served) as tab:
        await field(tab).fill("ä" * 33_000)
        await field(tab).press("Enter")
        await expect(tab.locator("#toast")).to_contain_text("höchstens 64 KB")
        assert len(await field(tab).input_value()) == 33_000
        await write(tab, text)
        mine = rows(tab, "anna").locator(".text")
        await expect(mine.get_by_role("button", name="Mehr anzeigen")).to_be_visible()
        assert len(await mine.inner_text()) < 2000
        await shoot(tab, "long")
        await mine.get_by_role("button", name="Mehr anzeigen").click()
        await expect(mine.get_by_role("button", name="Weniger anzeigen")).to_be_focused()
        assert len(await mine.inner_text()) > 65_000
        assert await tab.locator(".log:visible").evaluate("log => log.scrollWidth <= log.clientWidth")
    assert stage.world.messages[0].text == text.strip()


async def test_right_to_left_and_emoji_of_many_parts(browser: Browser, served: Page, stage: EchoStage) -> None:
    hebrew, trick = "שלום לכולם", "harmlos\u202egnp.exe"
    stage.world.say("bert", stage.group.chat, hebrew)
    stage.world.say("bert", stage.group.chat, trick)
    stage.world.say("bert", stage.group.chat, "👩‍👩‍👧‍👦🏳️‍🌈🇨🇭")
    stage.world.say("bert", stage.group.chat, "Z̵̢͝a̸̧͠l̶̨͝g̷̨͝o̶")
    async with opened(browser, served, width=360) as tab:
        text = rows(tab).locator(".text")
        assert await text.nth(0).evaluate("text => getComputedStyle(text).direction") == "rtl"
        assert await text.nth(1).evaluate("text => getComputedStyle(text).direction") == "ltr"
        await expect(text.nth(2)).to_have_class("text pictures")
        times = await rows(tab).locator("time").evaluate_all("all => all.map(one => getComputedStyle(one).direction)")
        assert set(times) == {"ltr"}
        assert await tab.evaluate("document.documentElement.scrollWidth") == 360
        await shoot(tab, "rtl")


async def test_a_word_without_end_does_not_widen_the_page(browser: Browser, served: Page, stage: EchoStage) -> None:
    stage.world.say("bert", stage.group.chat, "https://meet.example/" + "a" * 1000)
    stage.world.say("bert", stage.group.chat, "Bürgerrat" * 100)
    async with opened(browser, served, width=360) as tab:
        await expect(rows(tab)).to_have_count(2)
        assert await tab.evaluate("document.documentElement.scrollWidth") == 360
        assert await tab.locator(".log:visible").evaluate("log => log.scrollWidth <= log.clientWidth")


FILE = """([name, bytes]) => {
    const transfer = new DataTransfer();
    const part = new Uint8Array(1024 * 1024);
    transfer.items.add(new File(Array(bytes / part.length).fill(part), name));
    const drop = new DragEvent('drop', { bubbles: true, dataTransfer: transfer });
    document.querySelector('.pane.active').dispatchEvent(drop);
}"""


async def test_a_file_of_50_megabytes_is_taken_and_one_of_101_is_not(
    browser: Browser, served: Page, stage: EchoStage
) -> None:
    async with opened(browser, served) as tab:
        await tab.evaluate(FILE, ["gross.bin", 50 * 2**20])
        await expect(tab.locator(".pane.active .about")).to_have_text("gross.bin · 50 MB")
        await tab.evaluate(FILE, ["riesig.bin", 101 * 2**20])
        await expect(tab.locator("#toast")).to_have_text("„riesig.bin“ hat 101 MB. Signal nimmt höchstens 100 MB.")
        await expect(tab.locator(".pane.active .about")).to_have_count(1)
        await field(tab).press("Enter")
        await expect(rows(tab).locator(".file .name")).to_have_text("gross.bin")
        await rows(tab).get_by_role("button", name="Was ist drin?").click()
        await expect(tab.locator("#dialog .content")).to_contain_text("Der Inhalt lässt sich hier nicht zeigen.")
    assert [len(file.data) for file in stage.world.messages[0].attachments] == [50 * 2**20]


async def test_5000_messages_stay_smooth(browser: Browser, served: Page, stage: EchoStage) -> None:
    stage.muted = True
    for number in range(5000):
        stage.world.say(("anna", "bert", "petra")[number % 3], stage.group.chat, f"Nachricht {number}")
    async with opened(browser, served) as tab:
        await expect(rows(tab).last).to_contain_text("Nachricht 4999")
        assert await rows(tab).count() <= 100
        await go(tab, "direct:anna")
        begin = perf_counter()
        await go(tab, "group:")
        await expect(rows(tab).last).to_contain_text("Nachricht 4999")
        assert perf_counter() - begin < 2
        log = tab.locator(".log:visible")
        await log.evaluate("log => { log.scrollTop = 0; }")
        await expect(tab.locator(".message", has_text="Nachricht 4900")).to_be_attached()
        top = await log.evaluate("log => log.scrollTop")
        assert top > 300
        await write(tab, "ganz unten")
        await expect(rows(tab).last).to_contain_text("ganz unten")
        await expect(rows(tab).last).to_be_in_viewport()
        for number in range(500):
            stage.world.say("bert", stage.group.chat, f"noch {number}")
        await expect(rows(tab).last).to_contain_text("noch 499")
        await expect(rows(tab).last).to_be_in_viewport()
        assert await rows(tab).count() <= 480


async def test_a_tab_that_slept_catches_up(browser: Browser, served: Page, stage: EchoStage) -> None:
    async with opened(browser, served) as tab:
        await expect(tab.locator("#next-post")).to_be_visible()
        devtools = await tab.context.new_cdp_session(tab)
        await devtools.send("Page.setWebLifecycleState", {"state": "frozen"})
        stage.muted = True
        for number in range(7000):
            stage.world.say("bert", stage.group.chat, f"Nachricht {number}")
        await devtools.send("Page.setWebLifecycleState", {"state": "active"})
        await expect(rows(tab).last).to_contain_text("Nachricht 6999", timeout=20_000)
        await expect(tab.locator("#notice")).to_be_empty()
        await write(tab, "wieder da")
        await expect(rows(tab).last).to_contain_text("wieder da")
