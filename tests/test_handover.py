"""`losbote handover`: the page for the successor and the backup beside it, of a bot with everything open."""

from __future__ import annotations

import html
import json
import re
import shlex
from dataclasses import dataclass
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from moving import Moving, play_moving
from test_metrics import free
from typer.testing import CliRunner

from bot.cli import cli
from bot.clock import SystemClock
from bot.demo.sample import NETWORK
from bot.demo.world import World
from bot.handover import _text
from bot.settings import load
from commands._texts import LANGUAGES, Language, plain, say
from storage import Tx, look, open_storage
from storage.chat import group_chat
from storage.content import Content

ROOT = Path(__file__).parents[1]
SCRIPT = """@ sample
@ setting four_eyes = false
@ setting hold_seconds = 60
petra > !ansage am 9.12. 9 Uhr: Das Büro zieht um. Bringt <Kisten> & Klebeband mit.
bot > petra: …
petra > ja
bot > petra: …
quirin > !umfrage "Welches Thema?" Kosten | Losverfahren bis Fr 18 Uhr
bot > quirin: …
quirin > ja
bot > quirin: …
@ pass 2m
@ drain
anna > !erinnern 1 Tag
bot > anna: …
petra > !ansage Noch nicht fertig, bitte nicht senden
bot > petra: …
@ in Admins
quirin: !admin dazu @anna
bot: …
@ drain
quirin > !notaus
bot > quirin: …
@ drain
@ restart
"""

WORDS = {
    "de": {
        "Was offen ist": [
            "Alle Posts sind angehalten, seit Montag, 30. November, 18:02 Uhr, durch quirin…",
            (
                "Entwurf einer Ankündigung von petra…, nicht bestätigt, aufgehoben bis Montag, 7. Dezember, 18:02 Uhr"
                " (Netzwerk Bürgerräte): „Noch nicht fertig, bitte nicht senden“"
            ),
            "Eine Frage, ob jemand Admin werden soll, wartet auf Antwort.",
            (
                "Ankündigung von petra…, bestätigt, kommt Mittwoch, 9. Dezember, 09:00 Uhr (Netzwerk Bürgerräte):"
                " „Das Büro zieht um. Bringt <Kisten> & Klebeband mit.“"
            ),
            "Umfrage von quirin…, läuft bis Freitag, 4. Dezember, 18:00 Uhr (Netzwerk Bürgerräte): „Welches Thema?“",
            "Bei einer Nachricht ist nicht klar, ob sie angekommen ist.",
            "In den letzten sieben Tagen ist eine Nachricht nicht hinausgegangen.",
        ],
        "Die Gruppen": [
            "„Admins“ (in den Einstellungen: admin), für die Admins, Deutsch, 2 Personen, Zeitzone Europe/Berlin",
            "„Netzwerk Bürgerräte“ (in den Einstellungen: main), für alle, Deutsch, 6 Personen, Zeitzone Europe/Berlin",
        ],
        "Wer was darf": [
            (
                "Fragen darf, wer in einer Gruppe ist. Steuern können 3 Personen. Der Bot kennt keine Namen, nur"
                " Kennungen; !admin im Chat zeigt, wer dahintersteht."
            ),
            "petra… (steht in den Einstellungen)",
            "quirin… (steht in den Einstellungen): darf gerade nicht, die Sicherheitsnummer ist neu",
            "bert… (mit !admin dazugenommen am 30. November, von petra…)",
            "Wer steuert, muss nicht Admin der Signal-Gruppe sein (require_group_admin ist aus).",
            "Eine Ankündigung bestätigt, wer sie schreibt (four_eyes ist aus).",
        ],
    },
    "en": {
        "What is open": [
            "All posts are stopped, since Monday 30 November, 18:02 (Berlin time), by quirin…",
            (
                "Draft of an announcement by petra…, not confirmed, kept until Monday 7 December, 18:02 (Berlin time)"
                " (Netzwerk Bürgerräte): “Noch nicht fertig, bitte nicht senden”"
            ),
            "One question whether somebody should become an admin waits for an answer.",
            (
                "Announcement by petra…, confirmed, comes Wednesday 9 December, 09:00 (Berlin time)"
                " (Netzwerk Bürgerräte): “Das Büro zieht um. Bringt <Kisten> & Klebeband mit.”"
            ),
            (
                "Poll by quirin…, open until Friday 4 December, 18:00 (Berlin time) (Netzwerk Bürgerräte):"
                " “Welches Thema?”"
            ),
            "Of one message it is not clear whether it arrived.",
            "In the last seven days one message has not gone out.",
        ],
        "The groups": [
            "“Admins” (in the settings: admin), for the admins, German, 2 people, time zone Europe/Berlin",
            "“Netzwerk Bürgerräte” (in the settings: main), for everybody, German, 6 people, time zone Europe/Berlin",
        ],
        "Who may do what": [
            (
                "Whoever is in one of the groups may ask. 3 people can steer. The bot knows no names, only ids;"
                " !admin in the chat shows who they are."
            ),
            "petra… (in the settings)",
            "quirin… (in the settings): may not just now, the safety number is new",
            "bert… (added with !admin on 30 November, by petra…)",
            "Whoever steers need not be an admin of the Signal group (require_group_admin is off).",
            "An announcement is confirmed by whoever writes it (four_eyes is off).",
        ],
    },
}
_LINES = re.compile(r"<h2>(.*?)</h2>|<li>(.*?)</li>", re.DOTALL)


def read(page: str, world: World) -> dict[str, list[str]]:
    """The lines of the page by their headings, as a browser shows them; people by their names."""
    found: dict[str, list[str]] = {}
    for heading, line in _LINES.findall(page):
        if heading:
            found[html.unescape(heading)] = lines = []
            continue
        text = html.unescape(re.sub("<[^>]+>", "", line))
        for name, person in world.people.items():
            text = text.replace(person.aci[:8], name)
        lines.append(text)
    return found


@dataclass
class Installed:
    """A bot that was played, and stopped, with everything open that can be."""

    machine: Moving
    config: Path

    @property
    def now(self) -> datetime:
        return self.machine.clock.now()


@pytest.fixture
async def installed(tmp_path: Path) -> Installed:
    machine = Moving(tmp_path)
    assert (await play_moving(SCRIPT, tmp_path, machine)).failure == ""
    settings, people, now = machine.settings, machine.cast.world.people, machine.clock.now()
    chat = group_chat(machine.cast.world.groups[NETWORK].internal_id)

    def break_(tx: Tx) -> None:
        first, second = (tx.deliveries.add(chat, Content(text), due=now) for text in ("eins", "zwei"))
        tx.deliveries.unknown(first, now, "no answer")
        tx.deliveries.failed(second, now, "no")
        tx.admins.add(people["bert"].aci, people["petra"].aci, now)
        for key in ("one", "two"):
            tx.admins.saw(people["quirin"].aci, key)

    async with open_storage(settings.database) as storage:
        await storage.write(break_)
    config = settings.database.with_name("losbote.toml")
    lines = [
        f'number = "{settings.number}"',
        'server = "http://bot:xq7-wort@127.0.0.1:9"',
    ]
    lines += [
        f'web = "{free()}"',
        'passphrase = "xq7 und mehr"',
        'database = "losbote.db"',
        "[posts]",
        "pin = false",
        'tips = ""',
    ]
    admins = sorted(settings.admins, key=[people["petra"].aci, people["quirin"].aci].index)
    lines[3:3] = [f"admins = {json.dumps(admins)}"]
    for name, group in settings.groups.items():
        lines += [f"[groups.{name}]", f'id = "{group.id}"']
    config.write_text("\n".join(lines), encoding="utf-8")
    return Installed(machine, config)


def test_what_the_page_says(installed: Installed, tmp_path: Path) -> None:
    for language in LANGUAGES:
        says(installed, language, tmp_path)


def says(installed: Installed, language: Language, tmp_path: Path) -> None:
    settings, world = load(installed.config), installed.machine.cast.world
    page = _text(settings, tmp_path / "b.tar.gz", installed.now, language, locked=True)
    found = read(page, world)
    assert {heading: found[heading] for heading in WORDS[language]} == WORDS[language]
    coming = found[list(found)[-1]]
    assert (len(coming), coming[-1]) == (9, plain(say(language, "plan-people", count=1)))
    assert "Morgen um 19:00 Uhr: Kosten im Griff" in coming[1]
    named = [name for name in world.people if name in re.sub("<[^>]+>", "", page)]
    assert named == []  # it knows no names
    secret = ["xq7", settings.number, *(person.aci for person in world.people.values())]
    assert [word for word in secret if word in page] == []
    assert f"{settings.number[:3]}…{settings.number[-3:]}" in page
    assert page.count("&lt;Kisten&gt; &amp; Klebeband") == 2
    assert HTMLParser().feed(page) is None


def test_the_command_lines_of_the_page_work(installed: Installed, tmp_path: Path) -> None:
    """Those that look and restore run; the others are there with their options."""
    run, target = CliRunner(), tmp_path / "with me" / "losbote.tar.gz"
    done = run.invoke(cli, ["handover", str(target), "--config", str(installed.config)])
    assert (done.exit_code, [path.name for path in sorted(target.parent.iterdir())]) == (
        0,
        ["losbote.html", "losbote.tar.gz"],
    )
    page = target.with_suffix("").with_suffix(".html")
    assert page.stat().st_mode & 0o077 == 0
    assert str(page) in done.stdout
    text = page.read_text(encoding="utf-8")
    typed = [html.unescape(line) for line in re.findall("<code>(.*?)</code>", text)]
    calls = [shlex.split(line)[1:] for line in typed if line.startswith("losbote ")]
    done = [(call[0], run.invoke(cli, call, env={"LOSBOTE_PASSPHRASE": "xq7 und mehr"})) for call in calls[:-1]]
    codes = [(name, one.exit_code) for name, one in done]
    # The bot does not run, and its server neither: that is what status and doctor say.
    assert codes == [("status", 2), ("doctor", 2), ("plan", 0), ("deliveries", 0), ("restore", 0), ("doctor", 2)]
    restored = target.with_name("losbote-new") / "losbote.db"
    assert f"✓ Datenbank: {restored}" in done[-1][1].output
    assert calls[-1] == ["run", "--config", str(target.with_name("losbote-new") / "losbote.toml")]
    assert look(load(Path(calls[-1][-1])).database, lambda tx: len(tx.announcements.newest())) == 2
    assert (ROOT / "deploy" / "setup").exists()
    assert "sh deploy/setup" in typed
    units = next(line for line in typed if line.startswith("systemctl")).split()[3:]
    assert [(ROOT / "deploy" / "systemd" / f"{unit}.service").exists() for unit in units] == [True, True]


def test_of_a_bot_that_never_ran(tmp_path: Path) -> None:
    config = tmp_path / "losbote.toml"
    config.write_text('number = "+4915555550100"\nweb = "127.0.0.1:1"\n', encoding="utf-8")
    run = CliRunner()
    done = run.invoke(cli, ["handover", "--config", str(config)])
    assert (done.exit_code, "gibt es noch nicht" in done.stderr) == (1, True)
    assert [path.name for path in tmp_path.iterdir()] == ["losbote.toml"]
    run.invoke(cli, ["import", "--first-filling", "--config", str(config)])
    done = run.invoke(cli, ["handover", "--config", str(config), "--language", "en"])
    page = next((tmp_path / "backups").glob("*.html"))
    assert (done.exit_code, page.name[:9], str(page) in done.stdout) == (0, "handover-", True)
    found = read(page.read_text(encoding="utf-8"), World(SystemClock()))
    assert found["What is open"] == ["Nothing is open."]
    assert found["The groups"] == ["There is no group in the settings."]
    assert found["What the bot will say in the next four weeks"] == ["There is nothing to say within 28 days."]
    assert run.invoke(cli, ["handover", "--config", str(config), "--language", "fr"]).exit_code == 2
