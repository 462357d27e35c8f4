"""`!privacy`, `!mydata` and `!forgetme`: what is understood as them, what they give out, and to whom."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.understand import Meant, understand
from commands import discover
from commands._kit import Ask, Reply, UserError
from commands._texts import plain
from storage import Tx, open_storage
from storage.chat import direct_chat, group_chat

ANNA, BERT = "0b6d1f5e-9a57-4d0c-8f3c-5f0a3e0a1d01", "0b6d1f5e-9a57-4d0c-8f3c-5f0a3e0a1d02"
NOW = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)
ASK = Ask(
    chat=direct_chat(ANNA),
    sender=ANNA,
    words="",
    now=NOW,
    zone=ZoneInfo("Europe/Berlin"),
    language="de",
    admin=False,
    steers=False,
    network="Netzwerk",
)


async def on(folder: Path, work: Callable[[Tx], Reply]) -> Reply:
    """What a function of a database replies in which both have chosen something."""

    def filled(tx: Tx) -> Reply:
        for who in (ANNA, BERT):
            tx.members.speak(who, "de")
            tx.votes.put(3, who, up=False, now=NOW)
        return work(tx)

    async with open_storage(folder / "losbote.db") as storage:
        return await storage.write(filled)


def run(name: str, ask: Ask) -> Callable[[Tx], Reply]:
    return lambda tx: discover().by_name[name].run(tx, ask)


async def test_the_file_holds_all_of_the_person_and_nothing_of_others(tmp_path: Path) -> None:
    reply = await on(tmp_path, run("mydata", ASK))
    (file,) = reply.files
    assert (file.name, file.type) == ("losbote-2026-11-30.json", "application/json")
    assert json.loads(file.data) == {
        "aci": ANNA,
        "as_of": "2026-11-30T17:00:00+00:00",
        "stored": {
            "members": [{"language": "de", "zone": None, "reminders": "", "paused_until": None}],
            "votes": [{"tip": 3, "up": 0, "made_at": "2026-11-30T17:00:00+00:00"}],
        },
    }


@pytest.mark.parametrize("name", ["mydata", "forgetme"])
async def test_in_a_group_nothing_is_shown_and_nothing_offered(tmp_path: Path, name: str) -> None:
    reply = await on(tmp_path, run(name, replace(ASK, chat=group_chat("QUJD"))))
    assert (reply.files, reply.offer) == ((), None)


async def test_asking_deletes_nothing_yet(tmp_path: Path) -> None:
    def asked(tx: Tx) -> Reply:
        reply = run("forgetme", ASK)(tx)
        assert tx.members.get(ANNA) is not None
        return reply

    reply = await on(tmp_path, asked)
    assert reply.offer is not None
    assert reply.offer.name in discover().takers


@pytest.mark.parametrize(("address", "last"), [("", "Admins."), ("https://netz.example/p", "https://netz.example/p")])
async def test_the_page_is_named_if_there_is_one(tmp_path: Path, address: str, last: str) -> None:
    reply = await on(tmp_path, run("privacy", replace(ASK, privacy=address)))
    assert plain(reply.text).endswith(last)


@pytest.mark.parametrize("words", ["des Treffens", "es", "die Erinnerungen", "the meeting"])
@pytest.mark.parametrize("name", ["mydata", "forgetme"])
async def test_with_other_words_it_is_not_meant(tmp_path: Path, name: str, words: str) -> None:
    with pytest.raises(UserError):
        await on(tmp_path, run(name, replace(ASK, words=words)))


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Was weißt du über mich?", "mydata"),
        ("was speicherst du alles von mir", "mydata"),
        ("Welche Daten hast du von mir gespeichert?", "mydata"),
        ("What do you know about me?", "mydata"),
        ("meine daten bitte", "mydata"),
        ("!MEINE DATEN", "mydata"),
        ("Lösche bitte alle meine Daten!", "forgetme"),
        ("vergiss mich", "forgetme"),
        ("please delete my data", "forgetme"),
        ("Forget me", "forgetme"),
        ("DSGVO", "privacy"),
        ("!privacy", "privacy"),
    ],
)
@pytest.mark.parametrize("admin", [False, True])
def test_what_people_say(line: str, name: str, admin: bool) -> None:
    meant = understand(line, discover(), admin=admin, prefixed=False)
    assert isinstance(meant, Meant)
    assert (meant.command.name, meant.guessed) == (name, False)


@pytest.mark.parametrize(
    "line", ["was weißt du über Losverfahren?", "lösche die Vorlage 3", "forget about it", "vergisst"]
)
def test_what_is_about_something_else(line: str) -> None:
    meant = understand(line, discover(), admin=True, prefixed=False)
    assert not isinstance(meant, Meant) or meant.command.name not in {"mydata", "forgetme"}
