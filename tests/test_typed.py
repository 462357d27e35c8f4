"""The ways of the handbook, typed from the first line to the last as they stand there: set up, fill, hand over, move.

It is the German one; the English has the same lines.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from typist import DIGEST, Machine, block, blocks

from bot.handover_way import Step, Words, way_of

UNITS = "losbote-receive.service losbote.service losbote-doctor.timer losbote-attachments.timer"
WORDS = {
    "de": Words("<Adresse des Projekts>", "NEUER-RECHNER", "VERSION"),
    "en": Words("<address of the project>", "NEW-MACHINE", "VERSION"),
}
DOCKER = way_of(Path("/settings/losbote.toml"), "/opt/losbote/bin/python -m bot")
SYSTEMD = way_of(Path("/etc/losbote/losbote.toml"), "/opt/losbote/.venv/bin/losbote")


@pytest.fixture
def old(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "old", tmp_path / "new")


@pytest.fixture
def new(old: Machine) -> Machine:
    return Machine(old.other, old.folder)


def titles(database: Path) -> int:
    with closing(sqlite3.connect(database)) as connection:
        return int(connection.execute("SELECT count(*) FROM recordings").fetchone()[0])


def shelf(machine: Machine) -> None:
    """A folder of one's own, to import."""
    folder = machine.folder / "home" / "FOLDER"
    folder.mkdir()
    (folder / "recordings.csv").write_text("date,title,link\n2026-11-04,Kosten,https://video.example/1\n")


def brought(machine: Machine) -> list[Path]:
    """What lies about at home of what is brought from one machine to another."""
    return sorted((machine.folder / "home").glob("*.tar*"))


@pytest.mark.parametrize("language", WORDS)
def test_moving_is_on_the_page_as_the_program_prints_it(language: str) -> None:
    on_page = [line for found in blocks("moving.md", language) for line in found.splitlines()]
    steps: tuple[Step, ...] = ("stop", "take", "install", "fill", "start")
    moving = [line for here in (DOCKER, SYSTEMD) for step in steps for line in here.moving(step, WORDS[language])]
    assert [line for line in on_page if line in moving] == moving
    files = Path("/var/lib/losbote/backups/FILE"), Path("/var/lib/losbote/backups/PAGE")
    assert [SYSTEMD.call("handover"), *SYSTEMD.fetch(*files)] == on_page[:3]


@pytest.mark.parametrize("page", ["moving.md", "running.md", "troubles.md"])
def test_both_languages_say_the_same_to_type(page: str) -> None:
    german, english = (
        [re.sub("<.*?>|NEUER-RECHNER|NEW-MACHINE|# .*", "", found) for found in blocks(page, language)]
        for language in WORDS
    )
    assert german == english != []


def test_with_systemd_from_nothing_to_another_machine(old: Machine, new: Machine) -> None:
    old.types(block("running.md", "losbote-signal.service"))
    assert (old.folder / "opt/losbote/deploy/.env").read_text() == f"SIGNAL_VERSION=0.101\nSIGNAL_DIGEST={DIGEST}\n"
    assert old.started == [
        "systemctl daemon-reload",
        "systemctl enable --now losbote-signal.service",
        f"systemctl enable --now {UNITS}",
    ]
    installed = {path.name for path in (old.folder / "etc/systemd/system").iterdir()}
    assert {*UNITS.split(), "losbote-signal.service"} <= installed
    shelf(old)
    old.types(block("running.md", "/var/lib/losbote/import"))
    assert titles(old.folder / "var/lib/losbote/losbote.db") == 1
    assert not (old.folder / "var/lib/losbote/import").exists()
    (old.folder / "volume/losbote-signal").mkdir(parents=True)
    (old.folder / "volume/losbote-signal/account").write_text("keys")

    packing, filling = [found for found in blocks("moving.md") if "podman" in found]
    old.types(packing)
    assert old.started[-1] == f"systemctl disable --now {UNITS} losbote-signal.service"
    assert {path.name: path.stat().st_mode & 0o077 for path in brought(old)} == {
        "move.tar.gz": 0,
        "signal.tar": 0,
    }
    new.types(filling.replace(" VERSION", " 0.102").rpartition("\nsudo -u losbote")[0])  # but for doctor
    assert titles(new.folder / "var/lib/losbote/losbote.db") == 1
    settings = (new.folder / "etc/losbote/losbote.toml").read_text(encoding="utf-8")
    assert settings.splitlines()[0] == f'database = "{new.folder}/var/lib/losbote/losbote.db"'
    assert settings.count("database =") == 1
    assert (new.folder / "volume/losbote-signal/account").read_text() == "keys"
    assert brought(new) == []
    assert sorted(path.name for path in (new.folder / "var/lib/losbote").iterdir()) == ["losbote.db"]
    assert new.started[-1] == f"systemctl enable --now losbote-signal.service {UNITS}"


def test_with_docker_from_nothing_to_another_machine(old: Machine, new: Machine) -> None:
    old.types(block("running.md", "install -d -o 10001"))
    assert old.started == ["docker up -d signal", "docker up -d"]
    program, database = "home/losbote", old.folder / "data/losbote.db"
    shelf(old)
    bring = block("running.md", "/import:ro")
    old.types(bring.replace(" /import ", ' "$HOME/FOLDER" '), program)  # where the folder is mounted
    assert titles(database) == 1
    (old.folder / "home/.local/share/signal-cli/account").write_text("keys")

    packing, filling = [found for found in blocks("moving.md") if "--entrypoint tar" in found]
    old.types(packing, program)
    assert old.started[-2:] == ["docker stop", "docker down"]
    new.types(filling.replace(" VERSION", " 0.102").rpartition("\ndocker")[0])  # but for doctor
    assert titles(new.folder / "data/losbote.db") == 1
    assert (new.folder / "settings/losbote.toml").exists()
    assert (new.folder / "home/.local/share/signal-cli/account").read_text() == "keys"
    assert brought(new) == []
    assert [path.name for path in (new.folder / "data").iterdir()] == ["losbote.db"]
    assert new.started == ["docker up -d"]


def test_a_handover_comes_out_of_the_folder_of_the_bot(old: Machine) -> None:
    with_systemd, with_docker = [found for found in blocks("moving.md") if " handover " in found]
    for lines, first, place in (
        (with_systemd, "losbote-signal.service", "home"),
        (with_docker, "install -d -o 10001", "home/losbote"),
    ):
        old.types(block("running.md", first))
        write, *fetch = lines.splitlines()
        old.types(write.replace("handover", "import --first-filling"), place)
        said = old.types(write, place)
        page = next(word for word in said.replace(":", " ").split() if word.endswith(".html"))
        names = (Path(page).name.replace(".html", ".tar.gz"), Path(page).name)
        bring = "\n".join(fetch).replace("FILE", names[0]).replace("PAGE", names[1])
        old.types(bring, place)
        assert [(old.folder / place / name).exists() for name in names] == [True, True]


def test_backups_come_out_and_an_update_with_docker_goes_back(old: Machine) -> None:
    old.types(block("running.md", "install -d -o 10001"))
    program = "home/losbote"
    old.types(DOCKER.call("import --first-filling"), program)
    back_up = "docker compose -f deploy/compose.yaml run --rm backup"
    assert back_up in block("running.md", "git pull").splitlines()
    said = old.types(f"{back_up} backup --config /settings/losbote.toml", program)  # the words that compose gives it
    made = Path(said.split(":")[0])
    assert made.parent == old.folder / "backups"
    back = block("running.md", "backup restore").replace("FILE", made.name)
    old.types(back, program)
    assert sorted(path.name for path in (old.folder / "data").iterdir()) == ["broken", "losbote.db"]
    assert old.started[-2:] == ["docker stop bot receive", "docker up -d"]


def test_the_weekly_restart_goes_by_cron(old: Machine) -> None:
    (old.folder / "etc/cron.d").mkdir()
    old.types(block("troubles.md", "restart signal"))
    written = (old.folder / "etc/cron.d/losbote-restart").read_text(encoding="utf-8")
    assert written == f"30 5 * * 1 root docker compose -f {old.folder}/home/deploy/compose.yaml restart signal\n"
