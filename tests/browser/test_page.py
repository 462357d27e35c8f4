"""The chat page of the demo in a real browser, on a small stage."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from echo_stage import ICS, PNG, TOKEN, EchoStage
from playwright.async_api import Browser, expect
from tab import act, choose, field, go, opened, rows, shoot, watched, write

from bot.demo.envelopes import Attachment
from bot.demo.page import Page
from bot.demo.styled import Style

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_member_writes_in_the_group(browser: Browser, served: Page, stage: EchoStage) -> None:
    async with opened(browser, served) as tab:
        await choose(tab, "bert")
        await field(tab).fill("Guten Abend")
        await field(tab).press("Shift+Enter")
        await field(tab).type("zusammen")
        await field(tab).press("Enter")
        bubble = tab.locator(".message.own[data-author=bert]")
        await expect(bubble.locator(".text")).to_have_text("Guten Abend\nzusammen")
        await expect(bubble.locator("time")).to_have_text("18:00")
        await expect(field(tab)).to_have_value("")
    assert [(m.author, m.chat, m.text) for m in stage.world.messages] == [
        ("bert", stage.group.chat, "Guten Abend\nzusammen")
    ]


async def test_the_bot_answers_with_a_quote_and_the_answer_is_read(browser: Browser, served: Page) -> None:
    async with opened(browser, served) as tab:
        await write(tab, "!termin")
        answer = rows(tab, "bot")
        await expect(answer.locator(".text")).to_have_text("Verstanden: !termin")
        await expect(answer.locator(".quote b")).to_have_text("Anna")
        await expect(answer.locator(".quote span")).to_have_text("!termin")
        await expect(rows(tab, "anna").locator(".ticks")).to_have_attribute("title", "gesendet")
        await expect(answer.locator(".ticks")).to_have_attribute("title", "gelesen von 1 von 3")
        await choose(tab, "bert")
        await expect(answer.locator(".ticks")).to_have_attribute("title", "gelesen von 2 von 3")


async def test_ticks_tell_whether_the_account_has_it(browser: Browser, served: Page, stage: EchoStage) -> None:
    async with opened(browser, served) as tab:
        await write(tab, "da?")
        await expect(rows(tab, "anna").locator(".ticks")).to_have_text("✓")
        await stage.server.start()
        await expect(rows(tab, "anna").locator(".ticks")).to_have_text("✓✓")
    await stage.server.stop()


async def test_an_empty_chat_offers_commands(browser: Browser, served: Page) -> None:
    async with opened(browser, served) as tab:
        await shoot(tab, "empty")
        await tab.get_by_role("button", name="!hilfe").click()
        await expect(field(tab)).to_have_value("!hilfe")
        await field(tab).press("Enter")
        await expect(rows(tab, "bot").locator(".text")).to_have_text("Verstanden: !hilfe")
        await expect(tab.locator(".pane.active .hint")).to_be_hidden()


async def test_a_click_on_a_command_writes_it(browser: Browser, served: Page, stage: EchoStage) -> None:
    stage.world.post(
        stage.group.chat, "Mit !vorlage 1 oder ohne !.", styles=[Style(4, 10, "MONOSPACE"), Style(25, 1, "MONOSPACE")]
    )
    async with opened(browser, served) as tab:
        await rows(tab).get_by_role("button", name="!vorlage 1").click()
        await expect(field(tab)).to_have_value("!vorlage 1")
        await expect(field(tab)).to_be_focused()
        await expect(rows(tab).locator(".command")).to_have_count(1)


async def test_styles_links_and_previews(browser: Browser, served: Page, stage: EchoStage) -> None:
    text = "🎬 Neu: siehe https://meet.example/a_b?c=1. Nicht javascript:alert(1)"
    preview = {"url": "https://meet.example/a_b?c=1", "title": "Kosten im Griff", "description": "78 Minuten"}
    stage.world.post(stage.group.chat, text, styles=[Style(3, 4, "BOLD")], preview=preview)
    async with opened(browser, served) as tab:
        bubble = rows(tab).locator(".text")
        await expect(bubble.locator("strong")).to_have_text("Neu:")
        links = bubble.locator("a")
        await expect(links).to_have_count(1)
        await expect(links).to_have_attribute("href", "https://meet.example/a_b?c=1")
        await expect(links).to_have_attribute("rel", "noopener noreferrer")
        await expect(bubble).to_have_text(text)
        await expect(rows(tab).locator(".preview")).to_have_text("Kosten im Griff78 Minutenmeet.example")


async def test_hidden_words_show_at_a_click(browser: Browser, served: Page, stage: EchoStage) -> None:
    stage.world.post(stage.group.chat, "Es gewinnt: Köln", styles=[Style(12, 4, "SPOILER")])
    async with opened(browser, served) as tab:
        await tab.get_by_role("button", name="Verdeckter Text").click()
        await expect(rows(tab).locator(".spoiler.open")).to_have_text("Köln")


async def test_reply_react_edit_delete(browser: Browser, served: Page, stage: EchoStage) -> None:
    stage.world.say("bert", stage.group.chat, "Wer kommt?")
    async with opened(browser, served) as tab:
        theirs, mine = rows(tab, "bert"), rows(tab, "anna")
        await act(tab, theirs, "👍")
        await expect(theirs.locator(".reactions")).to_have_text("👍")
        await theirs.hover()
        await theirs.locator(".more").click()
        await tab.get_by_role("textbox", name="anderes Zeichen").fill("👩‍👩‍👧‍👦🎉")
        await tab.keyboard.press("Enter")
        await expect(theirs.locator(".reactions")).to_have_text("👩‍👩‍👧‍👦")
        await theirs.locator(".reactions button").click()
        await expect(theirs.locator(".reactions")).to_have_count(0)

        await theirs.hover()
        await theirs.locator(".more").click()
        await expect(tab.locator("#actions").get_by_role("button", name="Bearbeiten")).to_have_count(0)
        await tab.locator("#actions").get_by_role("button", name="Antworten").click()
        await write(tab, "Ich")
        await expect(mine.locator(".quote span")).to_have_text("Wer kommt?")

        await mine.hover()
        await mine.locator(".more").click()
        await shoot(tab, "menu")
        await tab.locator("#actions").get_by_role("button", name="Bearbeiten").click()
        await expect(field(tab)).to_have_value("Ich")
        await write(tab, "Ich auch")
        await expect(mine.locator(".text")).to_have_text("Ich auch")
        await expect(mine.locator(".meta")).to_contain_text("bearbeitet")
        await act(tab, mine, "Für alle löschen")
        await expect(mine.locator(".text")).to_have_text("Diese Nachricht wurde gelöscht.")
        await expect(mine.locator(".more")).to_have_count(0)
    assert stage.world.messages[1].deleted


async def test_a_mention_is_chosen_from_a_list(browser: Browser, served: Page, stage: EchoStage) -> None:
    async with opened(browser, served) as tab:
        await field(tab).type("!admin add @pe")
        await expect(tab.get_by_role("option")).to_have_text("PePetra")
        await shoot(tab, "mention")
        await field(tab).press("Enter")
        await expect(field(tab)).to_have_value("!admin add @Petra ")
        await field(tab).type("und @Bert")
        await field(tab).press("Escape")
        await field(tab).press("Enter")
        await expect(rows(tab, "anna").locator(".mention")).to_have_text("@Petra")
    said = stage.world.messages[0]
    assert said.text == "!admin add \ufffc und @Bert"
    assert [(m.start, m.length, m.name) for m in said.mentions] == [(11, 1, "petra")]


async def test_files_are_dropped_seen_and_looked_into(browser: Browser, served: Page, stage: EchoStage) -> None:
    drop = """([name, type, text]) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([text], name, { type }));
        const pane = document.querySelector('.pane.active');
        pane.dispatchEvent(new DragEvent('dragover', { bubbles: true, dataTransfer: transfer }));
        pane.dispatchEvent(new DragEvent('drop', { bubbles: true, dataTransfer: transfer }));
    }"""
    stage.world.post(stage.group.chat, "", attachments=[Attachment.of("bild.png", PNG)])
    stage.world.post(stage.group.chat, "", attachments=[Attachment.of("plan.pdf", b"%PDF-1.4")])
    async with opened(browser, served) as tab:
        await tab.evaluate(drop, ["treffen.ics", "text/calendar", ICS])
        await expect(tab.locator(".pane.active .about")).to_contain_text("treffen.ics · ")
        await write(tab, "zum Eintragen")
        mine = rows(tab, "anna")
        await expect(mine.locator(".file .name")).to_have_text("treffen.ics")
        await mine.get_by_role("button", name="Was ist drin?").click()
        event = tab.locator("#dialog .events li")
        await expect(event).to_have_text(
            "Kosten im GriffMittwoch, 2. Dezember 2026, 19:00–20:30https://meet.example/netz"
        )
        await shoot(tab, "calendar-file")
        await tab.keyboard.press("Escape")
        await expect(tab.locator("#dialog")).to_be_hidden()
        await rows(tab, "bot").nth(0).locator(".picture").click()
        image = tab.locator("#dialog img")
        assert await image.evaluate("image => image.decode().then(() => image.naturalWidth)") == 120
        await tab.keyboard.press("Escape")
        pdf = rows(tab, "bot").nth(1).get_by_role("link", name="Öffnen")
        await expect(pdf).to_have_attribute("target", "_blank")
        async with tab.expect_download() as saved:
            await mine.get_by_role("link", name="Speichern").click()
        assert (await saved.value).suggested_filename == "treffen.ics"


async def test_a_poll_takes_votes_until_it_is_closed(browser: Browser, served: Page, stage: EchoStage) -> None:
    poll = stage.world.poll_create(stage.group.chat, "Welches Thema?", ["Kosten", "Los"], multiple=False)
    several = stage.world.poll_create(stage.group.chat, "Wann?", ["Di", "Mi"], multiple=True)
    async with opened(browser, served) as tab:
        first, second = rows(tab).nth(0), rows(tab).nth(1)
        await first.get_by_label("Los").check()
        await first.get_by_label("Kosten").check()
        await expect(first.locator(".count")).to_have_text(["1", "0"])
        await expect(first.get_by_label("Kosten")).to_be_focused()
        await second.get_by_label("Di").check()
        await second.get_by_label("Mi").check()
        await expect(second.locator(".count")).to_have_text(["1", "1"])
        stage.world.poll_close(stage.group.chat, poll.timestamp)
        await expect(first).to_contain_text("Umfrage beendet")
        await expect(first.get_by_label("Los")).to_be_disabled()
        await shoot(tab, "poll")
    assert (poll.poll and poll.poll.votes, several.poll and several.poll.votes) == ({"anna": [0]}, {"anna": [0, 1]})


async def test_what_is_pinned_stands_on_top(browser: Browser, served: Page, stage: EchoStage) -> None:
    first = stage.world.post(stage.group.chat, "📌 Erstes Treffen")
    second = stage.world.post(stage.group.chat, "📌 Zweites Treffen")
    async with opened(browser, served) as tab:
        pin = tab.locator(".pane.active .pin")
        await expect(pin).to_be_hidden()
        stage.world.pin(stage.group.name, first.timestamp, "bot")
        await expect(pin).to_have_text("Erstes Treffen")
        await expect(rows(tab).nth(0)).to_contain_text("angeheftet")
        stage.world.pin(stage.group.name, second.timestamp, "bot")
        await expect(pin).to_have_text("Zweites Treffen2/2")
        await pin.get_by_role("button").click()
        await expect(pin).to_have_text("Erstes Treffen1/2")
        stage.world.unpin(stage.group.name, first.timestamp, "bot")
        stage.world.unpin(stage.group.name, second.timestamp, "bot")
        await expect(pin).to_be_hidden()
        await expect(rows(tab).nth(0)).not_to_contain_text("angeheftet")


async def test_unread_messages_are_counted(browser: Browser, served: Page, stage: EchoStage) -> None:
    async with opened(browser, served) as tab:
        await go(tab, "direct:anna")
        for text in ("eins", "zwei"):
            stage.world.say("bert", stage.group.chat, text)
        chat = tab.locator("[data-chat^='group:']")
        await expect(chat.locator(".unread")).to_have_text("22 ungelesen")
        await expect(chat.locator(".last")).to_have_text("Bert: zwei")
        await expect(tab).to_have_title("(2) Losbote")
        await chat.click()
        await expect(chat.locator(".unread")).to_have_count(0)
        await expect(tab).to_have_title("Losbote")


async def test_two_people_side_by_side(browser: Browser, served: Page, stage: EchoStage) -> None:
    async with opened(browser, served) as tab:
        await tab.click("#split")
        left, right = tab.locator(".pane").nth(0), tab.locator(".pane").nth(1)
        await expect(right.locator("[data-person=bert]")).to_have_attribute("aria-pressed", "true")
        await left.locator(".field").type("Ich schreibe")
        await expect(right.locator(".typing")).to_contain_text("Anna schreibt …")
        await expect(left.locator(".typing")).to_be_empty()
        await left.locator(".field").press("Enter")
        await expect(left.locator(".message.own .text")).to_have_text("Ich schreibe")
        await expect(right.locator(".message:not(.own) .text")).to_have_text("Ich schreibe")
        await expect(right.locator(".typing")).to_be_empty()
        await right.locator(".field").click()
        await go(tab, "direct:petra")
        await expect(right.locator("h1")).to_have_text("Petra und Losbote")
        await expect(left.locator("h1")).to_have_text("Netzwerk")
        await shoot(tab, "two")
        await tab.click("#split")
        await expect(left).to_be_hidden()
    assert not stage.world.typing[stage.group.chat]


async def test_each_person_and_chat_has_a_draft_of_its_own(browser: Browser, served: Page) -> None:
    async with opened(browser, served) as tab:
        await field(tab).fill("Entwurf von Anna")
        await choose(tab, "bert")
        await expect(field(tab)).to_have_value("")
        await go(tab, "direct:petra")
        await expect(tab.locator(".pane.active [data-person=petra]")).to_have_attribute("aria-pressed", "true")
        await choose(tab, "anna")
        await expect(tab.locator(".pane.active h1")).to_have_text("Anna und Losbote")
        await go(tab, "group:")
        await expect(field(tab)).to_have_value("Entwurf von Anna")


async def test_the_clock_is_turned(browser: Browser, served: Page) -> None:
    async with opened(browser, served) as tab:
        clock = tab.locator("#clock .wide")
        await expect(tab.locator("#clock")).to_contain_text("Mo, 30. November 2026")
        await tab.click("#pass-hour")
        await expect(tab.locator("#clock")).to_contain_text("19:00")
        await tab.click("#pass-day")
        await expect(clock).to_have_text("1. Dezember 2026")
        await tab.click("#next-post")
        await expect(clock).to_have_text("2. Dezember 2026")
        await expect(tab.locator(".day")).to_have_text("Mittwoch, 2. Dezember 2026")
        await tab.click("#next-post")
        await expect(tab.locator("#toast")).to_have_text("In den nächsten 60 Tagen ist kein Beitrag geplant.")


async def test_the_clock_is_set_and_nights_and_changes_are_marked(
    browser: Browser, served: Page, stage: EchoStage
) -> None:
    stage.world.say("bert", stage.group.chat, "im Winter")
    async with opened(browser, served) as tab:
        await tab.click("#set-clock")
        await tab.fill("#clock-to", "2026-11-01T12:00")
        await tab.locator("#clock-set").evaluate("form => form.requestSubmit()")
        await expect(tab.locator("#clock .wide")).to_have_text("30. November 2026")
        await tab.fill("#clock-to", "2027-03-28T22:30")
        await shoot(tab, "clock")
        await tab.get_by_role("button", name="Uhr stellen").click()
        await expect(tab.locator("#clock .wide")).to_have_text("28. März 2027")
        await expect(tab.locator("#season")).to_have_text("Nachtruhe · Sommerzeit")
        await write(tab, "gute Nacht")
        await expect(tab.locator(".day.change")).to_have_text(
            "Seit Sonntag, 28. März 2027 gilt die Sommerzeit; aus 2 Uhr wurde 3 Uhr."
        )
        await expect(rows(tab, "anna").locator(".moon")).to_have_attribute("aria-label", "Nachtruhe")
        await expect(rows(tab, "bert").locator(".moon")).to_have_count(0)
        await shoot(tab, "night")


async def test_language_and_colours_are_remembered(browser: Browser, served: Page) -> None:
    async with opened(browser, served) as tab:
        await expect(tab.locator("#next-post")).to_have_text("Nächster Beitrag")
        await tab.get_by_role("button", name="Auf Englisch umstellen").click()
        await tab.get_by_role("button", name="Light or dark").click()
        await expect(tab.locator("#next-post")).to_have_text("Next post")
        await tab.reload()
        await expect(tab.locator("#next-post")).to_have_text("Next post")
        await expect(tab.locator("#clock")).to_contain_text("Mon, 30 November 2026")
        assert await tab.evaluate("document.documentElement.lang") == "en"
        assert await tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(25, 24, 22)"
        assert TOKEN not in tab.url


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
        await expect(tab.locator(".pane.active h1")).to_have_text("Anna und Losbote")


async def test_two_tabs_see_the_same(browser: Browser, served: Page) -> None:
    context = await browser.new_context(locale="de-DE", reduced_motion="reduce")
    async with watched(context, served) as one, watched(context, served) as other:
        await write(one, "!da")
        for tab in (one, other):
            await expect(rows(tab, "bot").locator(".text")).to_have_text("Verstanden: !da")
        await write(other, "auch da")
        await expect(rows(one).locator(".text")).to_have_text(["!da", "Verstanden: !da", "auch da"])
    await context.close()


async def test_the_page_comes_back_by_itself(browser: Browser, served: Page, stage: EchoStage) -> None:
    async with opened(browser, served) as tab:
        await field(tab).fill("noch nicht gesendet")
        await served.stop()
        await expect(tab.locator("#notice")).to_contain_text("Die Demo ist gerade nicht da.")
        await field(tab).press("Enter")
        await expect(tab.locator("#toast")).to_have_text(
            "Das kam nicht an. Bitte noch einmal, sobald die Demo wieder da ist."
        )
        await shoot(tab, "gone")
        stage.world.say("bert", stage.group.chat, "in der Zwischenzeit")
        await served.start(urlsplit(served.url).port or 0)
        await expect(rows(tab).locator(".text")).to_have_text("in der Zwischenzeit")
        await expect(tab.locator("#notice")).to_be_empty()
        await expect(field(tab)).to_have_value("noch nicht gesendet")
        await write(tab, "!da")
        await expect(rows(tab, "bot").locator(".text")).to_have_text("Verstanden: !da")


async def test_a_demo_with_another_token_asks_for_its_address(browser: Browser, served: Page, stage: EchoStage) -> None:
    async with opened(browser, served) as tab:
        await served.stop()
        other = Page(stage, token="another")  # noqa: S106 - invented as well
        await other.start(urlsplit(served.url).port or 0)
        await expect(tab.locator("#notice")).to_contain_text("Diese Adresse gilt nicht mehr.")
        await other.stop()
