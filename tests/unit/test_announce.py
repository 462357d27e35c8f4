"""Announcements through the whole bot: what chat scripts cannot see, or say too slowly."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playground import Playground, playground

from bot.signal.text import LIMIT
from commands import announce, stop, undo
from commands._announce.changing import ONE_MESSAGE
from storage import Tx
from storage.announcements import Announcement
from storage.chat import direct_chat
from storage.settings import HELD

FEATURES = [*vars(announce).values(), *vars(stop).values(), *vars(undo).values()]
HELD_FOR_A_MINUTE = "Wird in einer Minute gesendet. !stopp hält es auf."


@pytest_asyncio.fixture
async def ground(tmp_path: Path) -> AsyncIterator[Playground]:
    """Petra and Quirin are the admins; there is a group, and one of the admins."""
    async with playground(tmp_path, *FEATURES, pin=False, tips="") as made:
        yield made


async def announced(ground: Playground, text: str) -> None:
    """Petra announces something, and it goes out."""
    await ground.say("petra", f"!ansage {text}")
    assert await ground.say("petra", "ja") == [f"> petra: {HELD_FOR_A_MINUTE}"]
    assert await ground.pass_(minutes=1) == [f"Netzwerk: {text}\n— @petra"]
    assert len(await ground.pass_(seconds=10)) == 1


async def rows(ground: Playground) -> list[Announcement]:
    return await ground.storage.read(lambda tx: tx.announcements.newest())


def preview_of(said: list[str]) -> str:
    """The words between the first and the last paragraph of a preview."""
    return said[0].split("\n\n", 1)[1].rsplit("\n\n", 1)[0]


async def test_a_message_of_60000_characters_is_refused_with_the_limit(ground: Playground) -> None:
    (said,) = await ground.say("petra", "!ansage " + "Sehr lang. " * 5454)
    assert said == (
        "> petra: Das sind 59.993 Zeichen. Mehr als 4.000 liest kaum jemand, darum nehme ich nicht mehr an. "
        "Kürz es, oder häng es als Datei an."
    )
    (said,) = await ground.say("petra", "ja")
    assert said.startswith("> petra: Gerade wartet hier keine Frage")


async def test_4000_characters_are_shown_and_sent_in_parts_that_fit(ground: Playground) -> None:
    text = "\n\n".join(f"{number}. " + "Wort " * 60 for number in range(12)).strip()
    shown = await ground.say("petra", f"!ansage {text}")
    assert len(shown) == 3
    assert "11. Wort" in shown[2]
    assert await ground.say("petra", "ja") == [f"> petra: {HELD_FOR_A_MINUTE}"]
    said = await ground.pass_(minutes=1)
    assert len(said) >= 2
    assert "\n\n".join(one.removeprefix("Netzwerk: ") for one in said).replace(
        " \n", "\n"
    ) == f"{text}\n— @petra".replace(" \n", "\n")
    await ground.pass_(seconds=10)
    (said_edit,) = await ground.say("petra", "!ansage ändern Kurz und gut.")
    assert said_edit.startswith("> petra: Was länger ist als eine Nachricht, lässt sich nicht ändern.")


def test_what_fits_one_message_is_as_long_as_one() -> None:
    assert ONE_MESSAGE == LIMIT


@pytest.mark.parametrize("text", ["!ansage an Netzwerk:", "!ansage DE:", "!ansage dringend"])
async def test_a_head_without_a_text_is_told_how(ground: Playground, text: str) -> None:
    (said,) = await ground.say("petra", text)
    assert said == (
        "> petra: Es fehlt noch der Text. Schreib ihn dahinter.\n"
        "So geht es: !ansage Das Treffen beginnt heute erst um 19:30 Uhr."
    )


async def test_a_mention_is_refused_since_it_would_be_lost(ground: Playground) -> None:
    assert await ground.say("petra", "!ansage Danke an @anna!") == [
        "> petra: Erwähnungen mit @ kann ich nicht weitergeben. Schreib den Namen aus."
    ]


async def test_a_file_that_did_not_arrive_drafts_nothing(ground: Playground, tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").write_bytes(b"0" * (26 << 20))
    (said,) = await ground.attach("petra", "plan.pdf", "!ansage Hier ist der Plan")
    assert said == (
        "> petra: plan.pdf ist nicht angekommen: Die Datei ist größer als 25 MB oder nicht mehr da. "
        "Verworfen ist alles; schick es noch einmal, mit einer kleineren Datei oder einem Link."
    )
    (said,) = await ground.say("petra", "ja")
    assert said.startswith("> petra: Gerade wartet hier keine Frage")


async def test_a_group_that_is_gone_is_told_at_the_yes(ground: Playground) -> None:
    await ground.say("petra", "!ansage Hallo zusammen")
    await ground.storage.write(lambda tx: tx.groups.keep_only([]))
    (said,) = await ground.say("petra", "ja")
    assert said == (
        "> petra: Eine der Gruppen, an die das gehen sollte, gibt es nicht mehr. Gesendet wird nichts; "
        "!ansage nochmal zeigt dir, was noch geht."
    )
    assert await rows(ground) == []
    (said,) = await ground.say("petra", "!ansage nochmal")
    assert said.startswith("> petra: Die Gruppen, an die das ging, gibt es nicht mehr.")


async def test_a_correction_quotes_what_stands_there(ground: Playground) -> None:
    await announced(ground, "Das Treffen beginnt um 19:30 Uhr.")
    await ground.pass_(hours=24)
    (said,) = await ground.say("petra", "!ansage ändern Das Treffen beginnt um 18 Uhr.")
    assert said.startswith("> petra: Nach einem Tag lassen die Telefone keine Änderung mehr zu.")
    await ground.say("petra", "ja")
    assert await ground.pass_(minutes=1) == ["Netzwerk: Das Treffen beginnt um 18 Uhr.\n— @petra"]
    first, *_, last = [one for one in ground.cast.world.messages if one.chat == ground.cast.chat("Netzwerk")]
    assert last.quote is not None
    assert (last.quote.author, last.quote.timestamp) == ("bot", first.timestamp)
    assert last.quote.text == "Das Treffen beginnt um 19:30 Uhr."


async def test_a_reply_to_a_preview_means_what_became_of_it(ground: Playground) -> None:
    shown = []
    for text in ("Es gibt Kuchen", "Die Einladungen sind raus"):
        await ground.say("petra", f"!ansage {text}")
        shown.append(ground.cast.world.messages[-1].timestamp)
        await ground.say("petra", "ja")
        await ground.pass_(minutes=1)
        await ground.pass_(seconds=10)
    ground.cast.world.say("petra", ground.cast.chat("> petra"), "!ansage löschen", quote=shown[0])
    (said,) = await ground.said()
    assert preview_of([said]) == "Es gibt Kuchen\n— @petra"
    await ground.say("petra", "nein")
    await ground.say("petra", "!ansage Das bleibt ein Entwurf")
    shown.append(ground.cast.world.messages[-1].timestamp)
    await ground.say("petra", "nein")
    ground.cast.world.say("petra", ground.cast.chat("> petra"), "!ansage löschen", quote=shown[2])
    assert await ground.said() == [
        "> petra: Zu der Nachricht, auf die du antwortest, weiß ich keine Ankündigung, die noch steht oder noch kommt."
    ]


async def test_another_admin_stops_it_and_the_author_hears_who(ground: Playground) -> None:
    await ground.say("petra", "!ansage Hallo zusammen")
    await ground.say("petra", "ja")
    said = await ground.say("quirin", "!stopp")
    assert sorted(said) == [
        "> petra: @quirin hat deine Ankündigung „Hallo zusammen“ aufgehalten. !ansage nochmal holt sie wieder hervor.",
        "> quirin: „Hallo zusammen“ ist aufgehalten, gesendet wird davon nichts.",
    ]
    assert await ground.pass_(minutes=5) == []
    (said_undo,) = await ground.say("petra", "!zurück")
    assert said_undo.startswith("> petra: ")
    assert await ground.pass_(minutes=5) == []


async def test_one_stops_ones_own_before_that_of_others(ground: Playground) -> None:
    for who in ("petra", "quirin"):
        await ground.say(who, f"!ansage Von {who}: Hallo")
        await ground.say(who, "ja")
    (said,) = await ground.say("quirin", "!stopp")
    assert said.startswith("> quirin: „Von quirin: Hallo“ ist aufgehalten, gesendet wird davon nichts.")
    assert await ground.pass_(minutes=1) == ["Netzwerk: Von petra: Hallo\n— @petra"]


async def test_two_admins_agree_at_once_and_it_is_sent_once(ground: Playground) -> None:
    ground.cast.make_admin("anna", "Netzwerk")
    anna = ground.cast.world.people["anna"].aci
    await ground.storage.write(lambda tx: tx.admins.add(anna, anna, ground.clock.now()))
    await ground.said()
    await ground.say("petra", "!ansage vier Augen: Hallo zusammen")
    assert len(await ground.say("petra", "ja")) == 3
    ground.cast.world.say("quirin", ground.cast.chat("> quirin"), "ja")
    ground.cast.world.say("anna", ground.cast.chat("> anna"), "ja")
    said = sorted(await ground.said())
    assert sum(one.endswith(f"Danke. {HELD_FOR_A_MINUTE}") for one in said) == 1
    assert sum("Gerade wartet hier keine Frage" in one for one in said) == 1
    assert await ground.pass_(minutes=1) == ["Netzwerk: Hallo zusammen\n— @petra"]
    (one,) = await rows(ground)
    assert one.approved in {anna, ground.cast.world.people["quirin"].aci}


async def test_what_somebody_wrote_who_is_no_admin_now_is_not_sent(ground: Playground) -> None:
    anna = ground.cast.world.people["anna"].aci
    await ground.storage.write(lambda tx: tx.admins.add(anna, anna, ground.clock.now()))
    await ground.say("anna", "!ansage vier Augen: Hallo zusammen")
    await ground.say("anna", "ja")
    await ground.storage.write(lambda tx: tx.admins.remove(anna))
    assert await ground.say("quirin", "ja") == [
        "> quirin: Wer das geschrieben hat, darf gerade nichts ankündigen. Gesendet wird es nicht."
    ]
    assert await rows(ground) == []


async def test_undo_works_after_phones_have_said_that_it_arrived(ground: Playground) -> None:
    await announced(ground, "Hallo zusammen")
    await ground.pass_(minutes=1)
    (one,) = await rows(ground)
    assert (one.delivered, one.read) == (4, 0)
    assert (await ground.say("petra", "!zurück"))[0].startswith("> petra: Das steht schon in Netzwerk")
    said = await ground.say("petra", "ja")
    assert said[0].endswith("In den Gruppen wird es gelöscht.")
    assert "Netzwerk: delete" in said
    assert await rows(ground) == []


async def test_readers_are_counted_each_once_and_never_fewer_than_before(ground: Playground) -> None:
    await announced(ground, "Hallo zusammen")
    await ground.pass_(minutes=1)
    stamp = next(one.timestamp for one in ground.cast.world.messages if one.chat == ground.cast.chat("Netzwerk"))
    for who in ("anna", "bert", "anna"):
        ground.cast.world.read(who, stamp)
    await ground.said()
    await ground.pass_(minutes=1)
    (one,) = await rows(ground)
    assert (one.delivered, one.read) == (4, 2)
    (said,) = await ground.say("petra", "!ansage")
    assert said.endswith("Angekommen bei 4, gelesen von mindestens 2.")
    await ground.stop()
    await ground.start()
    ground.cast.world.read("bert", stamp)
    await ground.said()
    await ground.pass_(minutes=1)
    (one,) = await rows(ground)
    assert (one.delivered, one.read) == (4, 2)


async def test_nobody_is_kept_who_received_it(ground: Playground) -> None:
    await announced(ground, "Hallo zusammen")
    await ground.pass_(minutes=1)
    aci = ground.cast.world.people["bert"].aci
    found = await ground.storage.read(lambda tx: _tables_with(tx, aci))
    assert found == set()


def _tables_with(tx: Tx, aci: str) -> set[str]:
    every = tx.settings._all("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'")
    names = [row["name"] for row in every]
    return {
        name
        for name in names
        if any(aci in str(tuple(row)) for row in tx.settings._all(f"SELECT * FROM {name}"))  # noqa: S608
    }


async def test_a_hold_of_all_posts_holds_it_too(ground: Playground) -> None:
    await ground.say("petra", "!ansage Hallo zusammen")
    await ground.say("petra", "ja")
    await ground.storage.write(lambda tx: tx.settings.hold("quirin", ground.clock.now()))
    assert await ground.pass_(minutes=10) == []
    assert await ground.storage.read(lambda tx: tx.settings.get(HELD)) == "quirin"
    await ground.storage.write(lambda tx: tx.settings.resume())
    assert (await ground.pass_(minutes=1))[0] == "Netzwerk: Hallo zusammen\n— @petra"


async def test_a_file_alone_may_follow_the_preview(ground: Playground, tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").write_bytes(b"%PDF-1.4")
    await ground.say("petra", "!ansage Hier ist der Plan")
    (said,) = await ground.attach("petra", "plan.pdf", "")
    assert said.startswith("> petra: attach plan.pdf Das geht an Netzwerk")
    assert preview_of([said]) == "Hier ist der Plan\n— @petra"
    await ground.say("petra", "ja")
    assert await ground.pass_(minutes=1) == ["Netzwerk: attach plan.pdf Hier ist der Plan\n— @petra"]


async def test_a_draft_is_kept_for_a_week_and_then_forgotten(ground: Playground) -> None:
    await ground.say("petra", "!ansage Hallo zusammen")
    await ground.pass_(days=8)
    (said,) = await ground.say("petra", "!ansage nochmal")
    assert said.startswith("> petra: Von dir gibt es noch keine Ankündigung")
    petra = direct_chat(ground.cast.world.people["petra"].aci)
    assert await ground.storage.read(lambda tx: tx.offers.awaited(petra, petra, ground.clock.now())) is False


async def test_a_thumb_that_is_taken_off_in_the_hold_stops_it(ground: Playground) -> None:
    await ground.say("petra", "!ansage Hallo zusammen")
    question = ground.cast.world.messages[-1].timestamp
    assert await ground.react("petra", "👍") == [f"> petra: {HELD_FOR_A_MINUTE}"]
    ground.cast.world.react("petra", question, "👍", remove=True)
    assert await ground.said() == [
        (
            "> petra: Du hast dein 👍 zurückgenommen, darum halte ich an.\n"
            "„Hallo zusammen“ ist aufgehalten, gesendet wird davon nichts.\n!ansage nochmal holt es wieder hervor."
        )
    ]
    assert await ground.pass_(minutes=2) == []
    assert await rows(ground) == []


async def test_of_two_approvals_each_is_agreed_to_by_itself(ground: Playground) -> None:
    asked: dict[str, int] = {}
    for text in ("Erster Text", "Zweiter Text"):
        await ground.say("petra", f"!ansage vier Augen: {text}")
        await ground.say("petra", "ja")
        asked[text] = ground.cast.world.messages[-1].timestamp
    ground.cast.world.react("quirin", asked["Erster Text"], "👍")
    assert [one.partition("\n")[0] for one in await ground.said()][:1] == [f"> quirin: Danke. {HELD_FOR_A_MINUTE}"]
    assert [one.text("de") for one in await rows(ground)] == ["Erster Text"]
    assert (await ground.say("quirin", "ja"))[0] == f"> quirin: Danke. {HELD_FOR_A_MINUTE}"
    assert sorted(one.text("de") for one in await rows(ground)) == ["Erster Text", "Zweiter Text"]
