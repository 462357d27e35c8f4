"""`losbote setup` in a terminal, against the stand-in: from the first question to the message in the group."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
import tomllib
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pexpect
import pytest_asyncio

from bot.clock import PlayedClock
from bot.demo.server import StandIn
from bot.demo.world import World
from bot.settings import load
from storage import look

NUMBER = "+4915555550100"
LIMIT = 60  # seconds for one question on a busy machine
WORD = re.compile(r"\b(\d{6})\b")


def environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LOSBOTE_")}
    kept |= {"LANG": "C.UTF-8", "LC_ALL": "", "LC_MESSAGES": ""}
    return kept | {"TERM": "dumb", "COLUMNS": "200", "PYTHONPATH": str(Path(__file__).parents[1])}


class Terminal:
    """A person at a terminal: reads up to a question and answers it."""

    def __init__(self, folder: Path, *words: str) -> None:
        command = ["-m", "bot", "setup", *words]
        self._child: Any = pexpect.spawn(
            sys.executable,
            command,
            cwd=str(folder),
            env=environment(),
            encoding="utf-8",
            timeout=LIMIT,
            echo=True,
            # What runs in the background is deaf to Ctrl-C, and hands that down.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )
        self.seen = ""

    async def reads(self, text: str) -> str:
        """What is shown up to `text`, with it."""
        await asyncio.to_thread(self._child.expect_exact, text)
        self.seen += (shown := f"{self._child.before}{text}")
        return shown

    async def answers(self, question: str, answer: str) -> str:
        """Waits for the question and types the answer; what was shown up to it."""
        shown = await self.reads(question) + await self.reads("\n> ")
        self._child.sendline(answer)
        return shown

    async def leaves(self, *, asked: bool = True) -> None:
        """Presses Ctrl-C, at a question once it waits for the answer."""
        if asked:
            await self.reads("\n> ")
        self._child.sendintr()

    async def ends(self) -> int:
        """The exit code, once it has ended."""
        await asyncio.to_thread(self._child.expect, pexpect.EOF)
        self.seen += self._child.before
        await asyncio.to_thread(self._child.close)
        return int(self._child.exitstatus)


@pytest_asyncio.fixture
async def server() -> AsyncIterator[StandIn]:
    """A server with a network, its admins and a group for trying out; the bot is invited to that one."""
    world = World(PlayedClock(datetime(2026, 11, 30, 17, tzinfo=UTC)))
    for name in ("anna", "bert", "petra"):
        world.add_person(name)
    world.add_group("Netzwerk Bürgerräte", ["anna", "bert", "petra"], ["petra"])
    world.add_group("Testgruppe", ["petra"], ["petra"])
    world.groups["Testgruppe"].bot_is_member = False
    world.groups["Testgruppe"].bot_is_invited = True
    running = StandIn(world)
    await running.start()
    yield running
    await running.stop()


async def test_from_the_first_question_to_the_message_in_the_group(tmp_path: Path, server: StandIn) -> None:
    server.faults.account_gone = True
    petra = server.world.people["petra"]
    (tmp_path / "bild.txt").write_text("kein Bild", encoding="utf-8")
    terminal = Terminal(tmp_path)
    await terminal.answers("English (en)?", "")
    await terminal.answers("Adresse des Servers:", "http://127.0.0.1:1")
    await terminal.reads("Unter http://127.0.0.1:1 antwortet niemand.")
    await terminal.answers("Adresse des Servers:", server.url)
    await terminal.reads(f"Server: {server.url}, Version 0.101")
    await terminal.answers("Nummer des Bots:", "unbekannt")
    await terminal.reads("keine Nummer mit Ländervorwahl")
    await terminal.answers("Nummer des Bots:", "0155 5555 0100")
    await terminal.answers("Meinst du +49 155 55550100? [J/n]", "")
    await terminal.answers("Wie soll es weitergehen?", "1")
    await terminal.reads("https://signalcaptchas.org/registration/generate.html")
    await terminal.answers("Füg sie hier ein:", "123")
    await terminal.reads("Sie beginnt mit signalcaptcha://")
    await terminal.answers("Füg sie hier ein:", f"signalcaptcha://{'x' * 6000}")
    await terminal.answers("Wie soll der Code kommen?", "")
    await terminal.answers("Der Code (sechs Ziffern):", "654321")
    await terminal.answers("Signal-PIN?", "")
    await terminal.reads("Signal hat den Code nicht angenommen.")
    await terminal.answers("Wie soll es weitergehen?", "1")
    await terminal.answers("Der Code (sechs Ziffern):", "123-456")
    await terminal.answers("Signal-PIN?", "")
    await terminal.answers("PIN (mindestens vier Ziffern", "271828")
    await terminal.answers("Noch einmal dieselbe PIN:", "271829")
    await terminal.reads("Das waren zwei verschiedene PINs.")
    await terminal.answers("PIN (mindestens vier Ziffern", "271828")
    await terminal.answers("Noch einmal dieselbe PIN:", "271828")
    await terminal.answers("Unter welchem Namen", "Losbote")
    assert ("0155 5555 0100" in terminal.seen, "2718" in terminal.seen) == (True, False)  # of what was typed
    await terminal.answers("Bild für das Profil", "bild.txt")
    await terminal.reads("bild.txt ist kein PNG oder JPEG")
    await terminal.answers("Bild für das Profil", "")
    await terminal.answers("Welche soll Losbote bedienen?", "3")
    await terminal.reads("„3“ ist keine Nummer aus der Liste")
    await terminal.answers("Welche soll Losbote bedienen?", "Testgruppe und Netzwerk Buergerraete")
    await terminal.answers("Wofür ist „Testgruppe“? [3]", "probieren")
    await terminal.reads("Bitte eine Zahl von 1 bis 3.")
    await terminal.answers("Wofür ist „Testgruppe“? [3]", "Test")
    await terminal.answers("Sprache in „Testgruppe“", "Englisch")
    await terminal.answers("Wofür ist „Netzwerk Bürgerräte“?", "für alle")
    await terminal.answers("Sprache in „Netzwerk Bürgerräte“", "")
    await terminal.answers("Wer? Enter zeigt das Wort", "+4915112345678")
    await terminal.reads("Eine Telefonnummer reicht nicht")
    await terminal.answers("Wer? Enter zeigt das Wort", "")
    word = WORD.findall(await terminal.reads("Ich warte fünf Minuten."))
    assert word != []
    await server.listened()
    server.world.say("anna", "direct:anna", "Was soll das?")
    server.world.say("petra", "direct:petra", f"{word[-1][:3]} {word[-1][3:]}")
    heard = f"Angekommen von Petra (Kennung {petra.aci[:8]}…). Soll diese Person den Bot steuern? [J/n]"
    await terminal.answers(heard, "j")
    await terminal.reads(f"1 · Petra ({petra.aci[:8]}…)")
    await terminal.answers("Noch jemand?", "-")
    await terminal.answers("Wann vor einem Treffen", "bald")
    await terminal.reads("„bald“ verstehe ich nicht als Abstand")
    await terminal.answers("Wann vor einem Treffen", "1 Tag, 0")
    await terminal.answers("Wann kommen Praxistipps? Tage und Uhrzeit, oder „nie“: [Di,Fr 10:00]", "")
    await terminal.answers("in die Bibliothek aufnehmen?", "")
    await terminal.answers("Eine erste Nachricht senden (Testgruppe)?", "j")
    await terminal.reads("Wie es weitergeht")
    assert await terminal.ends() == 0
    assert [(one.chat, one.text) for one in server.world.messages if one.author == "bot"] == [
        (server.world.groups["Testgruppe"].chat, HELLO)
    ]
    written = tomllib.loads((tmp_path / "losbote.toml").read_text(encoding="utf-8"))
    assert written == {
        "number": NUMBER,
        "server": server.url,
        "language": "de",
        "admins": [petra.aci],
        "groups": {
            "main": {"id": server.world.groups["Netzwerk Bürgerräte"].id, "purpose": "main"},
            "test": {"id": server.world.groups["Testgruppe"].id, "purpose": "test"},
        },
        "posts": {"reminders": ["1d", "0"]},
        "sending": {},
    } | ({"web": written["web"]} if "web" in written else {})  # where another program has the usual port
    settings = load(tmp_path / "losbote.toml")
    assert look(settings.database, lambda tx: {one.name: one.language for one in tx.groups.list()}) == {
        "main": None,
        "test": "en",
    }
    assert look(settings.database, lambda tx: len(tx.tips.all())) > 50
    assert not (tmp_path / "losbote.setup.json").exists()
    modes = [path.stat().st_mode & 0o077 for path in (tmp_path / "losbote.toml", settings.database)]
    assert modes == [0, 0]  # nobody else may read them
    assert [len(one.body["captcha"]) for one in server.requests if one.body and "captcha" in one.body] == [6016]
    assert server.refused == []


HELLO = "Losbote here. If you can read this, the connection works. !help shows what I can do."


async def test_it_is_left_and_taken_up_and_gone_through_again(tmp_path: Path, server: StandIn) -> None:
    petra, anna = (server.world.people[name].aci for name in ("petra", "anna"))
    first = Terminal(tmp_path)
    await first.answers("English (en)?", "english")
    await first.answers("Address of the server:", server.url.removeprefix("http://"))
    await first.answers("The bot's number: [+4915555550100]", "")
    await first.answers("Under which name", "")
    await first.answers("Picture for the profile", "")
    await first.reads("1 · Netzwerk Bürgerräte (3 people)")
    await first.reads("leaves it for later:")
    await first.leaves()
    await first.reads("Everything up to this step is kept. The same call goes on from here: losbote setup\r\n")
    assert await first.ends() == 130
    assert not (tmp_path / "losbote.toml").exists()

    second = Terminal(tmp_path)
    await second.reads("Going on where you left.")
    await second.reads("Profile: the name is set.")
    await second.answers("leaves it for later:", "netzwerk bürgerräte")
    await second.answers("What is “Netzwerk Bürgerräte” for?", "")
    await second.answers("Language in", "")
    await second.answers("Who? Enter shows the word", "")
    await second.reads("I will wait five minutes.")
    await second.leaves(asked=False)
    await second.reads("The same call goes on from here: losbote setup\r\n")
    said = len(second.seen)
    assert (await second.ends(), second.seen[said:]) == (130, "")  # nor does asyncio say anything

    third = Terminal(tmp_path)
    await third.reads("Group: Netzwerk Bürgerräte")
    await third.answers("Who? Enter shows the word", petra.upper())
    await third.answers("Anybody else?", "-")
    await third.answers("How long before a meeting", "")
    await third.answers("When do practice tips come?", "")
    await third.answers("into the library?", "maybe")
    await third.reads("Yes or no, please.")
    await third.answers("into the library?", "n")
    await third.answers("Send a first message (only to the first of the admins)?", "y")
    assert await third.ends() == 0
    assert [one.text for one in server.world.messages] == [HELLO]
    before = (tmp_path / "losbote.toml").read_bytes()
    assert b"# posts" not in before

    again = Terminal(tmp_path)
    await again.reads("losbote.toml is there already.")
    for shown in ("Language: English", "Server: ", "Number: ", "Profile: ", "Group: Netzwerk Bürgerräte"):
        await again.reads(shown)
        await again.answers("Change it? [y/N]", "")
    await again.answers("Change it? [y/N]", "y")
    await again.answers("Anybody else?", anna)
    await again.reads(f"2 · {anna[:8]}…")
    await again.answers("Anybody else?", "remove 3")
    await again.reads("There is nobody with the number 3 in the list.")
    await again.answers("Anybody else?", "remove 1")
    await again.reads(f"1 · {anna[:8]}…")
    await again.answers("Anybody else?", f"{petra}")
    await again.answers("“remove 1” takes somebody off, - means nobody more: [-]", "")
    await again.answers("Change it? [y/N]", "")
    await again.answers("Write losbote.toml anew?", "n")
    await again.reads("losbote.toml is unchanged. Your answers are kept")
    assert await again.ends() == 0
    assert (tmp_path / "losbote.toml").read_bytes() == before

    last = Terminal(tmp_path)
    await last.answers("Write losbote.toml anew?", "")
    await last.reads("The version before is in losbote.toml.1.")
    await last.answers("into the library?", "n")
    await last.answers("Send a first message", "n")
    assert await last.ends() == 0
    assert (tmp_path / "losbote.toml.1").read_bytes() == before
    assert load(tmp_path / "losbote.toml").admins == (anna, petra)
    assert server.refused == []


async def test_what_was_answered_within_a_step_is_kept_too(tmp_path: Path, server: StandIn) -> None:
    server.faults.account_gone = True
    config = ("--config", "mein ordner/losbote.toml")
    (tmp_path / "mein ordner").mkdir()
    first = Terminal(tmp_path, *config)
    await first.answers("English (en)?", "de")
    await first.answers("Adresse des Servers:", server.url)
    await first.answers("Nummer des Bots:", NUMBER)
    await first.reads("Wie soll es weitergehen?")
    await first.leaves()
    await first.reads("Derselbe Aufruf macht hier weiter: losbote setup --config 'mein ordner/losbote.toml'\r\n")
    assert await first.ends() == 130

    second = Terminal(tmp_path, *config)
    await second.answers(f"Nummer des Bots: [{NUMBER}]", "")
    await second.answers("Wie soll es weitergehen?", "1")
    await second.answers("Füg sie hier ein:", "signalcaptcha://gelöst")
    await second.answers("Wie soll der Code kommen?", "")
    await second.answers("Der Code (sechs Ziffern):", "123456")
    await second.answers("Signal-PIN?", "")
    await second.reads("PIN (mindestens vier Ziffern")
    await second.leaves()
    assert await second.ends() == 130

    third = Terminal(tmp_path, *config)
    await third.answers(f"Nummer des Bots: [{NUMBER}]", "")
    await third.answers("PIN (mindestens vier Ziffern", "271828")
    await third.answers("Noch einmal dieselbe PIN:", "271828")
    await third.answers("Unter welchem Namen", "Losbote")
    await third.answers("Bild für das Profil", "")
    await third.answers("Welche soll Losbote bedienen?", "1, 2")
    await third.answers("Wofür ist „Netzwerk Bürgerräte“?", "1")
    await third.answers("Sprache in „Netzwerk Bürgerräte“", "Englisch")
    await third.reads("Wofür ist „Testgruppe“? [3]")
    await third.leaves()
    assert await third.ends() == 130

    last = Terminal(tmp_path, *config)
    await last.answers("Wofür ist „Testgruppe“? [3]", "")
    assert "Netzwerk" not in last.seen
    await last.answers("Sprache in „Testgruppe“", "")
    await last.answers("Wer? Enter zeigt das Wort", "-")
    await last.answers("Wann vor einem Treffen", "")
    await last.answers("Wann kommen Praxistipps?", "")
    await last.answers("in die Bibliothek aufnehmen?", "n")
    await last.answers("Eine erste Nachricht senden", "n")
    assert await last.ends() == 0
    settings = load(tmp_path / "mein ordner" / "losbote.toml")
    assert {name: group.purpose for name, group in settings.groups.items()} == {"main": "main", "test": "test"}
    assert look(settings.database, lambda tx: {one.name: one.language for one in tx.groups.list()}) == {
        "main": "en",
        "test": None,
    }
    assert [one.body for one in server.requests if one.path.endswith("/pin")] == [{"pin": "271828"}]
    assert server.refused == []


async def test_settings_written_by_hand_keep_what_is_in_them(tmp_path: Path, server: StandIn) -> None:
    world = server.world
    world.add_group("Leitung", ["petra"])
    north = world.groups["Netzwerk Bürgerräte"]
    (tmp_path / "losbote.toml").write_text(
        f'number = "{NUMBER}"\nserver = "{server.url}"\nadmins = []\n[groups.nord]\nid = "{north.internal_id}"\n',
        encoding="utf-8",
    )
    terminal = Terminal(tmp_path)
    for shown in ("Sprache: Deutsch", "Server: ", "Nummer: "):
        await terminal.reads(shown)
        await terminal.answers("Ändern? [j/N]", "")
    await terminal.answers("Unter welchem Namen", "Losi")
    await terminal.answers("Bild für das Profil", "")
    await terminal.reads("Gruppe: Netzwerk Bürgerräte")
    await terminal.answers("Ändern? [j/N]", "j")
    await terminal.answers("Welche soll Losbote bedienen?", "1, 3")
    await terminal.answers("„Netzwerk Bürgerräte“ steht schon in losbote.toml. Weiter bedienen? [J/n]", "")
    await terminal.answers("Wofür ist „Leitung“? [2]", "1")
    question = "Für alle ist schon „Netzwerk Bürgerräte“. Soll auch in „Leitung“ erinnert und angekündigt werden? [j/N]"
    await terminal.answers(question, "")
    await terminal.answers("Wofür ist „Leitung“? [2]", "Admins")
    await terminal.answers("Sprache in „Leitung“", "")
    await terminal.answers("Wofür ist „Testgruppe“?", "")
    await terminal.answers("Sprache in „Testgruppe“", "")
    await terminal.answers("Wer? Enter zeigt das Wort", "")
    word = WORD.findall(await terminal.reads("Ich warte fünf Minuten."))[-1]
    await server.listened()
    world.say("anna", "direct:anna", word)
    await terminal.answers("Angekommen von Anna (Kennung", "n")  # who was quicker, but is not the one
    await terminal.answers("Wer? Enter zeigt das Wort", "-")
    await terminal.answers("Ändern? [j/N]", "")
    await terminal.answers("losbote.toml neu schreiben?", "")
    await terminal.answers("in die Bibliothek aufnehmen?", "n")
    await terminal.answers("Eine erste Nachricht senden", "n")
    await terminal.reads("Noch kann niemand den Bot steuern. losbote setup nimmt Admins auf.")
    assert await terminal.ends() == 0
    settings = load(tmp_path / "losbote.toml")
    assert {name: (group.id, settings.purpose(name)) for name, group in settings.groups.items()} == {
        "nord": (north.id, "main"),
        "admin": (world.groups["Leitung"].id, "admin"),
        "test": (world.groups["Testgruppe"].id, "test"),
    }
    assert (settings.admins, world.profile["name"]) == ((), "Losi")
    assert server.refused == []


async def test_a_device_is_linked_by_the_code_in_the_terminal(tmp_path: Path, server: StandIn) -> None:
    server.faults.account_gone = True
    terminal = Terminal(tmp_path)
    await terminal.answers("English (en)?", "en")
    await terminal.answers("Address of the server:", server.url)
    await terminal.answers("The bot's number:", NUMBER)
    await terminal.answers("How do you want to go on?", "2")
    await terminal.answers("Link it all the same? [y/N]", "y")
    assert "█" in await terminal.reads("Scan this in Signal on the phone")
    server.faults.account_gone = False
    await terminal.reads(f"Number: {NUMBER}")
    await terminal.reads("Under which name")
    await terminal.leaves()
    assert await terminal.ends() == 130
    assert server.refused == []
