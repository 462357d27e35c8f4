"""`losbote handover`: the page for the successor and the backup beside it, of a bot with everything open."""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
from dataclasses import dataclass
from datetime import datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from shlex import quote

import pytest
from moving import Moving, play_moving
from test_metrics import free
from typer.testing import CliRunner

from bot.cli import cli
from bot.clock import PlayedClock, SystemClock
from bot.demo.sample import NETWORK
from bot.demo.world import World
from bot.handover import _text
from bot.handover_page import KEPT
from bot.handover_way import Name, Step, Way, Words, way, way_of
from bot.night import Night
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
    page = _text(settings, tmp_path / "b.tar.gz", installed.now, language, way(settings.source), locked=True)
    found = read(page, world)
    assert {heading: found[heading] for heading in WORDS[language]} == WORDS[language]
    coming = found[plain(say(language, "handover-heading", of="coming"))]
    assert (len(coming), coming[-1]) == (9, plain(say(language, "plan-people", count=1)))
    assert "Morgen um 19:00 Uhr: Kosten im Griff" in coming[1]
    named = [name for name in world.people if name in re.sub("<[^>]+>", "", page)]
    assert named == []  # it knows no names
    secret = ["xq7", settings.number, *(person.aci for person in world.people.values())]
    assert [word for word in secret if word in page] == []
    assert f"{settings.number[:3]}…{settings.number[-3:]}" in page
    assert page.count("&lt;Kisten&gt; &amp; Klebeband") == 2
    assert HTMLParser().feed(page) is None


def of_page(page: str) -> list[str]:
    """What there is to type, in the order of the page."""
    return [html.unescape(line) for line in re.findall("<code>(.*?)</code>", page)]


def test_the_command_lines_of_the_page_work(installed: Installed, tmp_path: Path) -> None:
    """Those that look and restore are typed as they stand there; what is in capitals, a person puts in."""
    target = tmp_path / "with me" / "losbote.tar.gz"
    done = CliRunner().invoke(cli, ["handover", str(target), "--config", str(installed.config)])
    assert (done.exit_code, [path.name for path in sorted(target.parent.iterdir())]) == (
        0,
        ["losbote.html", "losbote.tar.gz"],
    )
    page = target.with_suffix("").with_suffix(".html")
    assert page.stat().st_mode & 0o077 == 0
    assert str(page) in done.stdout
    new = installed.config.with_name("losbote-new")
    program = quote(way(None).program)
    lines = [line for line in of_page(page.read_text(encoding="utf-8")) if " restore " in line or program in line]
    first = [line for line in lines if re.search(" (status|doctor|plan|deliveries|restore) ", line)]
    codes = [typed(line, tmp_path) for line in first[:5]]
    # The bot does not run, and its server neither: that is what status and doctor say.
    assert [line.split(" --")[0].split()[-1] for line in first[:4]] == ["status", "doctor", "plan", "deliveries"]
    assert codes == [2, 2, 0, 0, 0]
    assert look(new / "losbote.db", lambda tx: len(tx.announcements.newest())) == 2
    assert typed(f"rm -r {quote(str(new))}", tmp_path) == 0
    assert f"rm -r {quote(str(new))}" in of_page(page.read_text(encoding="utf-8"))


def typed(line: str, where: Path) -> int:
    """The exit code of a line in the terminal."""
    environment = {**os.environ, "HOME": str(where)}
    line = line.replace("PASSWORT", "'xq7 und mehr'")
    return subprocess.run(["sh", "-c", line], check=False, capture_output=True, cwd=where, env=environment).returncode


def test_to_another_machine_by_hand(installed: Installed, tmp_path: Path) -> None:
    """The new machine is another folder here; the program is there already, and the backup is brought by hand."""
    here, words = way(installed.config), Words("", "", "", "PASSWORT")
    new = tmp_path / "new"
    (new / ".venv" / "bin").mkdir(parents=True)
    (new / ".venv" / "bin" / "losbote").symlink_to(here.program)
    take, *sent = here.moving("take", words)
    assert (typed(take, new), sent) == (0, ["scp move.tar.gz :"])
    steps: tuple[Step, ...] = ("fill", "start")
    restore, doctor, run = [line for step in steps for line in here.moving(step, words)]
    assert [typed(line, new) for line in (restore, doctor)] == [0, 2]
    assert run == ".venv/bin/losbote run --config ~/losbote-data/losbote.toml"
    moved = load(new / "losbote-data" / "losbote.toml")
    assert look(moved.database, lambda tx: len(tx.announcements.newest())) == 2


async def test_a_month_later_the_night_takes_both_files_away_and_no_other(installed: Installed) -> None:
    settings = load(installed.config)
    folder = settings.database.parent / "backups"
    folder.mkdir(exist_ok=True)
    old, young = (f"handover-{installed.now - KEPT + timedelta(hours=ago):%Y%m%d-%H%M}" for ago in (-1, 1))
    for name in (f"{old}.tar.gz.age", f"{old}.html", f"{young}.tar.gz", f"{young}.html", "handover-mine.tar.gz"):
        (folder / name).touch()
    before = {path.name for path in folder.iterdir()}
    async with open_storage(settings.database) as storage:
        await Night(settings, storage, PlayedClock(installed.now)).work()
    left = {path.name for path in folder.iterdir() if not path.name.startswith("losbote-")}
    assert before - left == {f"{old}.tar.gz.age", f"{old}.html"}


PLACES: dict[Name, tuple[str, str]] = {
    "docker": ("/settings/losbote.toml", "/opt/losbote/bin/python -m bot"),
    "systemd": ("/etc/losbote/losbote.toml", "/opt/losbote/.venv/bin/losbote"),
    "hand": ("/home/petra/losbote.toml", "/home/petra/losbote/.venv/bin/losbote"),
}
RESTORES: dict[Name, str] = {
    "docker": (
        "docker compose -f deploy/compose.yaml exec -e LOSBOTE_PASSPHRASE=x bot /opt/losbote/bin/python -m bot"
        " restore /b.tar.gz /new"
    ),
    "systemd": "sudo -u losbote LOSBOTE_PASSPHRASE=x /opt/losbote/.venv/bin/losbote restore /b.tar.gz /new",
    "hand": "LOSBOTE_PASSPHRASE=x /home/petra/losbote/.venv/bin/losbote restore /b.tar.gz /new",
}


_COMPOSE = "docker compose -f deploy/compose.yaml"
_TIMERS = "losbote-doctor.timer losbote-attachments.timer"
STARTS = {
    "docker": (f"{_COMPOSE} up -d", f"{_COMPOSE} restart receive bot"),
    "systemd": (
        f"sudo systemctl enable --now losbote-receive.service losbote.service {_TIMERS}",
        "sudo systemctl restart losbote-receive.service losbote.service",
    ),
    "hand": ("/home/petra/losbote/.venv/bin/losbote run --config {config}",) * 2,
}


@pytest.mark.parametrize("name", PLACES)
def test_each_line_is_whole_wherever_it_runs(name: Name) -> None:
    config, program = PLACES[name]
    here = way_of(Path(config), program)
    assert here.name == name
    assert here.call("status") == f"{here.program} status --config {config}"
    assert here.program.endswith(program)
    assert here.setup().endswith(f" setup --config {config}")
    assert (here.start(anew=False), here.start(anew=True)) == tuple(one.format(config=config) for one in STARTS[name])
    for phrase, restore in (("x", RESTORES[name]), ("", RESTORES[name].replace("LOSBOTE_PASSPHRASE=x ", ""))):
        made = here.restore(Words("", "", "", phrase), Path("/b.tar.gz"), Path("/new"))
        assert made == restore.replace("-e bot", "bot")
    assert {line.split()[0] for line in here.fetch(Path("/b.tar.gz"))} == {
        "docker": {"docker"}, "systemd": {"sudo"}, "hand": set(),
    }[name]  # fmt: skip


def test_the_page_of_a_bot_under_systemd(installed: Installed, tmp_path: Path) -> None:
    here = way_of(*(Path(PLACES["systemd"][0]), PLACES["systemd"][1]))
    assert here == Way("systemd", "sudo -u losbote /opt/losbote/.venv/bin/losbote", Path("/etc/losbote/losbote.toml"))
    settings = load(installed.config)
    page = _text(settings, tmp_path / "b.tar.gz", installed.now, "de", here, locked=False)
    lines = [line for line in of_page(page) if " " in line]
    assert [line for line in lines if line.startswith("losbote ")] == []  # each can be typed as it stands
    assert "Wo irgendwo <code>losbote</code> steht, ist hier <code>sudo -u losbote /opt/losbote/" in page
    words = Words("<Adresse des Projekts>", "NEUER-RECHNER", "VERSION")
    steps: tuple[Step, ...] = ("stop", "take", "install", "fill", "start")
    moving = [line for step in steps for line in here.moving(step, words)]
    assert [line for line in moving if line not in lines] == []
    units = [word for line in moving if "enable --now" in line for word in line.split() if word.startswith("losbote")]
    assert [unit for unit in units if not (ROOT / "deploy" / "systemd" / unit).exists()] == []
    assert len(units) == 5


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
    text = page.read_text(encoding="utf-8")
    assert "The bot deletes both after 30 days" in text
    found = read(text, World(SystemClock()))
    assert found["What is open"] == ["Nothing is open."]
    assert found["The groups"] == ["There is no group in the settings."]
    assert found["What the bot will say in the next four weeks"] == ["There is nothing to say within 28 days."]
    assert run.invoke(cli, ["handover", "--config", str(config), "--language", "fr"]).exit_code == 2
