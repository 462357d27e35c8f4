"""`deploy/update`, rehearsed: forward from an older database, back when the new release is broken, and all refusals.

The releases are commits of a repository made here. Only its `deploy/setup` is another, since that fetches libraries;
the real one is tried without a network.
"""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from storage.migrate import steps

ROOT = Path(__file__).parent.parent
KNOWN = len(steps())
OLD = ROOT / "tests" / "storage" / "old" / f"{KNOWN - 1:04}.sql"
SETUP = f"""#!/bin/sh
set -eu
mkdir -p .venv/bin
printf '#!/bin/sh\\nPYTHONPATH="{{}}" exec "{sys.executable}" "$@"\\n' >.venv/bin/python
sed -i "s|{{}}|$PWD|" .venv/bin/python
chmod +x .venv/bin/python
"""


def git(folder: Path, *words: str) -> str:
    names = ("-c", "user.name=Test", "-c", "user.email=test@losbote.example")
    return subprocess.run(
        ["git", *names, *words], cwd=folder, capture_output=True, text=True, check=True
    ).stdout.strip()


@dataclass
class Place:
    """A machine on which Losbote runs: the program's folder, and the repository that releases come from."""

    folder: Path

    @property
    def origin(self) -> Path:
        return self.folder / "origin"

    @property
    def program(self) -> Path:
        return self.folder / "program"

    @property
    def database(self) -> Path:
        return self.folder / "losbote.db"

    def release(self, name: str, text: str) -> str:
        """A new release in which a file of the program has this text more; returns its commit."""
        path = self.origin / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(text)
        git(self.origin, "add", "-A")
        git(self.origin, "commit", "-q", "-m", f"Change {name}")
        return git(self.origin, "rev-parse", "HEAD")

    @property
    def start(self) -> str:
        config, log, pid = (self.folder / name for name in ("losbote.toml", "log", "pid"))
        return f'{{ .venv/bin/python -m bot run --config "{config}" >"{log}" 2>&1 & echo $! >"{pid}"; }}'

    def left_over(self) -> list[str]:
        """What an update has left behind."""
        return sorted(path.name for path in [*self.folder.glob("update.*"), *self.program.glob(".venv.*")])

    def update(self, *more: str) -> tuple[int, list[str]]:
        """Exit code and what the script says."""
        pid, config = self.folder / "pid", self.folder / "losbote.toml"
        stop = f'[ ! -f "{pid}" ] || {{ kill "$(cat "{pid}")" 2>/dev/null || :; rm "{pid}"; }}'
        words = ["--config", str(config), "--stop", stop, "--start", self.start, "--patience", "20", *more]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("LOSBOTE_")}
        done = subprocess.run(
            ["sh", "deploy/update", *words],
            cwd=self.program,
            capture_output=True,
            text=True,
            check=False,
            env=environment,
            timeout=180,
        )
        return done.returncode, [line.removeprefix("update: ") for line in done.stderr.splitlines()]

    def at(self) -> str:
        """The release that is there."""
        return git(self.program, "rev-parse", "HEAD")

    def version(self) -> int:
        with closing(sqlite3.connect(self.database)) as connection:
            return int(connection.execute("PRAGMA user_version").fetchone()[0])

    def topics(self) -> list[str]:
        with closing(sqlite3.connect(self.database)) as connection:
            return [row[0] for row in connection.execute("SELECT topic FROM meetings WHERE topic IS NOT NULL")]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    place = Place(tmp_path)
    for name in ("bot", "commands", "storage", "deploy"):
        shutil.copytree(ROOT / name, place.origin / name, ignore=shutil.ignore_patterns("__pycache__", "handbook"))
    (place.origin / "deploy" / "setup").write_text(SETUP, encoding="utf-8")
    (place.origin / ".gitignore").write_text(".venv/\n__pycache__/\n", encoding="utf-8")
    git(place.origin, "init", "-q", "-b", "main")
    git(place.origin, "add", "-A")
    git(place.origin, "commit", "-q", "-m", "First release")
    git(tmp_path, "clone", "-q", str(place.origin), str(place.program))
    subprocess.run(["sh", "deploy/setup"], cwd=place.program, check=True)
    (tmp_path / "losbote.toml").write_text(
        'number = "+4915555550100"\nserver = "http://127.0.0.1:9"\nweb = "127.0.0.1:0"\n'
        'database = "losbote.db"\ncheck_links = false\nbackups = ""\n',
        encoding="utf-8",
    )
    with closing(sqlite3.connect(place.database)) as connection:
        connection.executescript(OLD.read_text(encoding="utf-8"))
    yield place
    with suppress(FileNotFoundError, ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), signal.SIGTERM)


def test_forward_from_an_older_database(place: Place) -> None:
    newest = place.release("README.md", "Neu.\n")
    topics = place.topics()
    code, said = place.update()
    assert (code, said) == (0, [f"release {newest[:7]} runs."])
    assert (place.at(), place.version(), place.topics()) == (newest, KNOWN, topics)
    assert place.update() == (0, ["there is nothing newer."])
    assert place.left_over() == []


def test_forward_where_backups_are_encrypted(place: Place) -> None:
    with (place.folder / "losbote.toml").open("a", encoding="utf-8") as file:
        file.write("passphrase = \"vier Wörter & ein 'Zeichen'\"\n")
    newest = place.release("README.md", "Neu.\n")
    assert place.update() == (0, [f"release {newest[:7]} runs."])
    assert place.left_over() == []


def test_without_a_network_the_bot_runs_on(place: Place) -> None:
    place.release("README.md", "Neu.\n")
    place.update()
    before, running = place.at(), (place.folder / "pid").read_text()
    (place.program / ".venv" / "fetched").write_text("long ago")
    place.release("deploy/setup", "rm -rf .venv\necho 'no network' >&2\nexit 1\n")
    assert place.update() == (
        1,
        ["no network", "its libraries could not be fetched; the bot runs on as before. Nothing was done."],
    )
    os.kill(int(running), 0)  # raises if it does not live
    assert (place.folder / "pid").read_text() == running
    assert (place.program / ".venv" / "fetched").read_text() == "long ago"
    assert (place.at(), place.left_over()) == (before, [])


def test_back_without_fetching_when_the_start_fails(place: Place) -> None:
    before = place.at()
    place.release("deploy/setup", "rm -rf .venv/bin/losbote\n")
    (place.program / ".venv" / "bin" / "losbote").touch()
    place.release("new", "Neu.\n")
    start = f"[ ! -e new ] && {place.start}"
    code, said = place.update("--start", start)
    assert (code, said) == (
        1,
        [
            "the new release could not be started. Going back to the release of before.",
            "it runs as before. Why the new release does not, its log says.",
        ],
    )
    assert (place.at(), place.left_over()) == (before, [])
    assert (place.program / ".venv" / "bin" / "losbote").exists()


def test_a_damaged_database_is_a_sentence_and_leaves_nothing(place: Place) -> None:
    place.release("README.md", "Neu.\n")
    place.database.write_bytes(place.database.read_bytes()[:5000])
    code, said = place.update()
    assert (code, said[-1]) == (1, "the database could not be copied. Why is said above. Nothing was done.")
    assert (len(said), place.left_over()) == (2, [])


def test_the_real_setup_without_a_network_leaves_what_there_was(place: Place) -> None:
    for name in ("deploy/setup", "pyproject.toml"):
        shutil.copy(ROOT / name, place.program / name)
    (place.program / ".venv" / "fetched").write_text("long ago")
    environment = {**os.environ, "PIP_NO_INDEX": "1", "PIP_NO_CACHE_DIR": "1", "UV_OFFLINE": "1"}
    done = subprocess.run(
        ["sh", "deploy/setup"], cwd=place.program, capture_output=True, text=True, check=False, env=environment
    )
    assert done.stderr.endswith(
        "setup: The libraries could not be fetched. Why is said above; when that is mended, try again.\n"
    )
    assert done.returncode == 1
    assert (place.program / ".venv" / "fetched").read_text() == "long ago"
    assert place.left_over() == []


def test_back_with_the_database_when_it_was_changed(place: Place) -> None:
    before, topics = place.at(), place.topics()
    place.release(f"storage/migrations/{KNOWN + 1:04}_next.sql", "ALTER TABLE groups ADD COLUMN next TEXT;\n")
    place.release("bot/ticker.py", "\n_SPOILED = True\n")
    spoil = "\nimport os\nfrom storage import db as _db\n_prepare = _db._prepare\n"
    spoil += "def _spoiled(*a):\n    _prepare(*a)\n    os._exit(3)\n_db._prepare = _spoiled\n"
    place.release("bot/app.py", spoil)
    code, said = place.update("--patience", "12")
    assert (code, said) == (
        1,
        [
            "the new release does not come up. Going back to the release of before.",
            f"the database of before is back; the other one is {place.database}.newer.",
            "it runs as before. Why the new release does not, its log says.",
        ],
    )
    assert (place.at(), place.topics()) == (before, topics)


def test_nothing_is_done_to_a_program_that_was_changed_by_hand(place: Place) -> None:
    place.release("README.md", "Neu.\n")
    with (place.program / "bot" / "app.py").open("a", encoding="utf-8") as file:
        file.write("# mine\n")
    before = place.at()
    code, said = place.update()
    assert (code, said[0].partition(".")[0]) == (1, "files of the program were changed here")
    assert (place.at(), place.version()) == (before, KNOWN - 1)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--colour", "red"), "there is no option --colour."),
        (("--config",), "--config needs a value."),
        (("--config", "/nowhere/losbote.toml"), "/nowhere/losbote.toml is not there"),
    ],
)
def test_what_it_is_told_wrongly(place: Place, words: tuple[str, ...], said: str) -> None:
    code, lines = place.update(*words)
    assert (code, lines[0].startswith(said)) == (2, True)
