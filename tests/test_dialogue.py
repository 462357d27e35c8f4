"""Numbers out of lists, lines that were asked for, files, and taking changes back: made-up features, the whole bot."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playground import Playground, playground

from commands._kit import Ask, Reply, UserError, command, listener, picker
from commands.undo import earlier, undo
from storage import Tx
from storage.offers import Offer

LINK = "https://video.example/"


@command("pick", "wähl", examples=())
def pick(_tx: Tx, ask: Ask) -> Reply:
    """Offers a list of three."""
    return Reply(f"1, 2 or 3 {ask.words}?", offer=Offer("pick", {"what": ask.words}, takes="number"))


@picker("pick")
def picked(_tx: Tx, _ask: Ask, data: dict[str, Any], number: int) -> Reply:
    """Says which it was."""
    if number > 3:
        raise UserError("There are three.")
    return Reply(f"{number} {data['what']}")


@command("enter", "trag", who="admin", changes=True, examples=())
def enter(tx: Tx, ask: Ask) -> Reply:
    """Adds a recording, or asks for its title."""
    if ask.words:
        return add(tx, ask, ask.words)
    files = ", ".join(f"{file.name} ({len(file.data)})" for file in ask.files)
    return Reply(
        f"Which title? {files} {', '.join(ask.lost)}".strip(),
        offer=Offer("title", {}, takes="line", open_for=timedelta(minutes=5)),
    )


@command("change", "änder", who="admin", changes=True, examples=())
def change(tx: Tx, ask: Ask) -> Reply:
    """Gives the newest recording another title."""
    tx.recordings.change(tx.recordings.newest(1)[0].id, title=ask.words)
    return Reply(f"Changed: {ask.words}")


@listener("title")
def titled(tx: Tx, ask: Ask, _data: dict[str, Any], line: str | None) -> Reply:
    """Takes the title."""
    if line is None:
        return Reply("Called off.")
    if len(line) < 3:
        raise UserError("Longer, please.")
    return add(tx, ask, line)


def add(tx: Tx, ask: Ask, title: str) -> Reply:
    tx.recordings.add(title=title, date=date(2026, 6, 4), link=LINK + title, added_at=ask.now)
    return Reply(f"Added: {title}")


@pytest_asyncio.fixture
async def ground(tmp_path: Path) -> AsyncIterator[Playground]:
    async with playground(tmp_path, pick, picked, enter, change, titled, undo, earlier, pin=False, tips="") as made:
        yield made


async def titles(ground: Playground) -> list[str]:
    return await ground.storage.read(lambda tx: [one.title for one in tx.recordings.all()])


async def test_a_bare_number_opens_an_entry_of_the_list_again_and_again(ground: Playground) -> None:
    await ground.say("anna", "!pick apples")
    assert await ground.say("anna", "2") == ["> anna: 2 apples"]
    assert await ground.say("anna", "!3.") == ["> anna: 3 apples"]
    assert await ground.say("anna", "7") == ["> anna: There are three."]
    assert await ground.say("anna", "1") == ["> anna: 1 apples"]


async def test_in_a_group_the_number_is_for_who_has_the_list_and_nobody_else(ground: Playground) -> None:
    await ground.say("anna", "!pick pears", "Netzwerk")
    assert await ground.say("bert", "2", "Netzwerk") == []
    assert await ground.say("anna", "2", "Netzwerk") == ["Netzwerk: 2 pears"]
    await ground.pass_(minutes=31)
    assert await ground.say("anna", "2", "Netzwerk") == []
    sent = await ground.storage.read(lambda tx: tx.frames._all("SELECT count(*) AS n FROM frames")[0]["n"])
    assert sent == 2  # what nobody waits for is not even stored


async def test_a_line_that_was_asked_for_is_taken_and_a_bad_one_asked_again(ground: Playground) -> None:
    assert await ground.say("petra", "enter") == ["> petra: Which title?"]
    assert await ground.say("petra", "ab") == ["> petra: Longer, please."]
    assert await ground.say("petra", "Wähl mit uns") == ["> petra: Added: Wähl mit uns"]  # no command, an answer
    assert await titles(ground) == ["Wähl mit uns"]


async def test_a_question_can_be_called_off_and_ends_by_itself(ground: Playground) -> None:
    await ground.say("petra", "enter")
    assert await ground.say("petra", "Abbrechen.") == ["> petra: Called off."]
    await ground.say("petra", "enter")
    await ground.pass_(minutes=6)
    assert await ground.say("petra", "Ein später Titel") != ["> petra: Added: Ein später Titel"]
    assert await titles(ground) == []


async def test_a_command_with_its_sign_goes_before_a_question(ground: Playground) -> None:
    await ground.say("petra", "enter")
    assert await ground.say("petra", "!pick plums") == ["> petra: 1, 2 or 3 plums?"]
    assert await ground.say("petra", "Kosten im Griff") == ["> petra: Added: Kosten im Griff"]


async def test_in_the_admin_group_a_line_is_heard_only_from_who_was_asked(ground: Playground) -> None:
    await ground.say("petra", "!enter", "Admins")
    assert await ground.say("quirin", "Mein Titel", "Admins") == []
    assert await ground.say("petra", "Kosten im Griff", "Admins") == ["Admins: Added: Kosten im Griff"]
    assert await ground.say("petra", "Und was jetzt?", "Admins") == []


async def test_changes_are_taken_back_one_after_the_other_each_person_their_own(ground: Playground) -> None:
    await ground.say("petra", "enter eins")
    await ground.say("quirin", "enter zwei")
    await ground.say("petra", "change drei")
    assert await titles(ground) == ["eins", "drei"]
    assert await ground.say("quirin", "!undo") == [
        "> quirin: Das lässt sich nicht mehr zurücknehmen, denn seither hat sich daran etwas geändert:\nAdded: zwei"
    ]
    assert await ground.say("petra", "!undo") == ["> petra: Zurückgenommen:\nChanged: drei\ntitel ist wieder: zwei"]
    assert await ground.say("petra", "!zurueck") == ["> petra: Zurückgenommen:\nAdded: eins"]
    assert await ground.say("quirin", "!undo") == ["> quirin: Zurückgenommen:\nAdded: zwei"]
    assert await titles(ground) == []
    ((answer,),) = [await ground.say("petra", "!undo")]
    assert answer.startswith("> petra: Von dir gibt es nichts zurückzunehmen.")
    log = await ground.storage.read(lambda tx: [(one.command, one.what) for one in tx.audit.list(3)])
    assert log == [("undo", "Added: zwei"), ("undo", "Added: eins"), ("undo", "Changed: drei")]


async def test_one_that_is_too_late_is_no_wall_before_those_before(ground: Playground) -> None:
    await ground.say("petra", "enter eins")
    await ground.say("petra", "enter zwei")
    await ground.say("petra", "enter drei")
    await ground.say("quirin", "change vier")  # of the newest
    (answer,) = await ground.say("petra", "!undo")
    assert answer.splitlines() == [
        "> petra: Das lässt sich nicht mehr zurücknehmen, denn seither hat sich daran etwas geändert:",
        "Added: drei",
        "Soll ich stattdessen deine Änderung davor zurücknehmen? ja oder nein genügt.",
        "Added: zwei",
    ]
    assert await ground.react("petra", "👍") == ["> petra: Zurückgenommen:\nAdded: zwei"]
    assert (await ground.say("petra", "!undo"))[0].splitlines()[-1] == "Added: eins"
    assert await ground.say("petra", "Nein.") == ["> petra: Gut, alles bleibt, wie es ist."]
    assert await titles(ground) == ["eins", "vier"]


@pytest.mark.parametrize(
    "line", ["!abbrechen", "abbrechen bitte", "Stopp!", "doch nicht", "Vergiss es.", "nein, lieber nicht"]
)
async def test_however_one_says_it_a_question_is_called_off(ground: Playground, line: str) -> None:
    await ground.say("petra", "enter")
    assert await ground.say("petra", line) == ["> petra: Called off."]
    await ground.say("quirin", "!enter", "Admins")
    assert await ground.say("quirin", line, "Admins") == ["Admins: Called off."]
    assert await titles(ground) == []


async def test_what_only_begins_so_is_an_answer_and_a_command_goes_before(ground: Playground) -> None:
    await ground.say("petra", "enter")
    assert await ground.say("petra", "!losbude") == [
        (
            "> petra: Das habe ich nicht verstanden. Offen ist noch meine Frage von eben:"
            " Antworte darauf ohne Ausrufezeichen davor, oder schreib abbrechen."
        )
    ]
    assert await ground.say("petra", "Stopp 2026") == ["> petra: Added: Stopp 2026"]


async def test_who_answers_too_late_hears_once_that_the_question_has_lapsed(ground: Playground) -> None:
    await ground.say("petra", "enter")
    await ground.pass_(minutes=6)
    lapsed, unknown = [await ground.say("petra", "Ein später Titel") for _ in range(2)]
    assert lapsed == [
        (
            "> petra: Meine Frage von vorhin ist inzwischen abgelaufen. Gespeichert oder gesendet ist davon nichts;"
            " fang am besten noch einmal an."
        )
    ]
    assert unknown == ["> petra: Das habe ich nicht verstanden. !hilfe zeigt, was ich kann."]


async def test_what_was_taken_back_is_found_no_more(ground: Playground) -> None:
    await ground.say("petra", "enter Losurne")
    assert await ground.storage.read(lambda tx: len(tx.search.find("losurne"))) == 1
    await ground.say("petra", "!undo")
    assert await ground.storage.read(lambda tx: tx.search.find("losurne")) == []


async def test_files_of_an_admin_are_fetched_and_nobody_elses(ground: Playground, tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_bytes(b"Guten Tag")
    assert await ground.attach("petra", "brief.txt", "enter") == ["> petra: Which title? brief.txt (9)"]
    fetched = [one.path for one in ground.server.requests if "/v1/attachments/" in one.path]
    assert len(fetched) == 1
    await ground.attach("anna", "brief.txt", "!pick figs")
    assert [one.path for one in ground.server.requests if "/v1/attachments/" in one.path] == fetched
