"""What stands above an announcement: to whom, when, how urgently; and the text in two languages below it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from commands._announce.header import Head, split_head, written
from commands._announce.words import action
from commands._announce.writing import in_languages
from commands._kit import Ask, UserError
from commands._texts import plain
from storage import Storage, Tx, open_storage
from storage.chat import direct_chat, group_chat

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 30, 18, tzinfo=BERLIN).astimezone(UTC)
PETRA = "5b6d1f5e-9a57-4d0c-8f3c-5f0a3e0a1d05"
NETWORK, COUNCIL, ADMINS = group_chat("n"), group_chat("b"), group_chat("a")


def an_ask(words: str = "", typed: str = "") -> Ask:
    chat = direct_chat(PETRA)
    return Ask(chat, PETRA, words, NOW, BERLIN, "de", admin=True, steers=True, network="Netzwerk", typed=typed)


@pytest_asyncio.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    """Two groups of the network, and that of the admins."""
    async with open_storage(tmp_path / "losbote.db") as opened:

        def fill(tx: Tx) -> None:
            tx.groups.put("main", internal_id="n", server_id="group.n", purpose="main")
            tx.groups.put("beirat", internal_id="b", server_id="group.b", purpose="main")
            tx.groups.put("admin", internal_id="a", server_id="group.a", purpose="admin")
            tx.groups.seen("n", title="Netzwerk Bürgerräte", people=6)
            tx.groups.seen("a", title="Admins", people=2)

        await opened.write(fill)
        yield opened


async def read(storage: Storage, text: str) -> tuple[Head, str]:
    return await storage.read(lambda tx: split_head(tx, an_ask(), text))


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(UTC)


HEADS = {
    "an Beirat: Hallo": Head(groups=(COUNCIL,)),
    "An BEIRAT, Netzwerk Bürgerräte: Hallo": Head(groups=(COUNCIL, NETWORK)),
    "to beirat and netzwerk buergerraete: Hallo": Head(groups=(COUNCIL, NETWORK)),
    "an Netzwerk: Hallo": Head(groups=(NETWORK,)),
    "an alle: Hallo": Head(groups=(COUNCIL, NETWORK)),
    "to all\nHallo": Head(groups=(COUNCIL, NETWORK)),
    "um 19:30 Uhr: Hallo": Head(due=wall("2026-11-30T19:30")),
    "um 9:30: Hallo": Head(due=wall("2026-12-01T09:30")),
    "am 2.12. 9 Uhr: Hallo": Head(due=wall("2026-12-02T09:00")),
    "morgen 9 Uhr\nHallo": Head(due=wall("2026-12-01T09:00")),
    "at 8pm, urgent: Hallo": Head(due=wall("2026-11-30T20:00"), urgent=True),
    "dringend: Hallo": Head(urgent=True),
    "Vier Augen: Hallo": Head(eyes=True),
    "four eyes\nHallo": Head(eyes=True),
    "an Beirat, morgen 9 Uhr, dringend, vier Augen: Hallo": Head((COUNCIL,), wall("2026-12-01T09:00"), True, True),
    "dringend an Beirat um 20 Uhr: Hallo": Head((COUNCIL,), wall("2026-11-30T20:00"), True),
}


@pytest.mark.parametrize("text", HEADS)
async def test_a_head_is_read_and_taken_off(storage: Storage, text: str) -> None:
    assert await read(storage, text) == (HEADS[text], "Hallo")


TEXTS = [
    "Hallo zusammen",
    "Morgen ist ein Treffen im Rathaus",
    "An die Mitglieder: Hallo",
    "Um halb acht treffen wir uns alle am Bahnhof: Bis dann",
    "DE: Hallo\nEN: Hello",
    "Bitte dringend lesen: Hallo",
    "Wichtig!\nDas Treffen beginnt um 19:30 Uhr.",
    "https://meet.example/netz",
    "Uhrzeit 19:30",
    "",
    ":",
    "\n",
]


@pytest.mark.parametrize("text", TEXTS)
async def test_everything_else_is_text(storage: Storage, text: str) -> None:
    assert await read(storage, text) == (Head(), text)


WRONG = {
    "an Beirrat: Hallo": "Eine Gruppe „Beirrat“ kenne ich nicht. Meinst du an beirat?",
    "an Netzwek: Hallo": "Eine Gruppe „Netzwek“ kenne ich nicht. Meinst du an Netzwerk Bürgerräte?",
    "am 29.11.2026 um 9 Uhr: Hallo": "Der 29. November 2026, 09:00 Uhr, ist schon vorbei."
    " Schreib einen Zeitpunkt, der noch kommt.",
    "am 31.11. um 9 Uhr: Hallo": "Den 31. November gibt es nicht; der Monat hat 30 Tage.",
    "um halb acht: Hallo": "Morgens oder abends? Schreib 7:30 oder 19:30.",
}


@pytest.mark.parametrize("text", WRONG)
async def test_a_head_that_is_nearly_one_is_asked_back(storage: Storage, text: str) -> None:
    with pytest.raises(UserError) as error:
        await read(storage, text)
    assert plain(str(error.value)) == WRONG[text]


def test_the_text_keeps_its_quotes_and_lines() -> None:
    typed = "!ansage „Kosten“ – ab 19 Uhr\n\n  Bis gleich!"
    assert written(an_ask('"Kosten" - ab 19 Uhr\n\n  Bis gleich!', typed)) == "„Kosten“ – ab 19 Uhr\n\n  Bis gleich!"
    assert written(an_ask("Hallo", "")) == "Hallo"
    assert written(an_ask("", "!ansage")) == ""


def test_each_language_has_its_block() -> None:
    assert in_languages("Hallo\nde facto") == {"": "Hallo\nde facto"}
    assert in_languages("DE: Hallo\n du\nEN: Hello\nyou") == {"de": "Hallo\n du", "en": "Hello\nyou"}
    assert in_languages("📅\nEN:\nHello\nDE: Hallo\nEN: again") == {"en": "📅\nHello\nagain", "de": "📅\nHallo"}
    assert in_languages("DE:\nEN: Hello") == {"en": "Hello"}


def test_what_is_to_be_done_stands_alone_or_before_a_text() -> None:
    assert action("ändern: Neuer Text\nin zwei Zeilen") == ("edit", "Neuer Text\nin zwei Zeilen")
    assert action("edit") == ("edit", "")
    assert action("Nochmal!") == ("again", "")
    assert action("noch einmal") == ("again", "")
    assert action("löschen.") == ("delete", "")
    assert action("Löschen wir die alten Termine?") == ("delete", "wir die alten Termine?")
    assert action("") == ("", "")
