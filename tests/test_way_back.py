"""The way back from a damaged database and the line for cron, typed as the handbook prints them.

What stands in for `sudo`, `systemctl` and `docker` here, does at once what those would have done by somebody else.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typist import block

from bot.backup import pack
from bot.settings import Settings
from storage import Tx, open_storage

ROOT = Path(__file__).parent.parent
STAND_INS = {
    "sudo": '[ "$1" != -u ] || shift 2\nexec "$@"\n',
    "systemctl": "",
    "losbote": f'exec "{sys.executable}" -m bot "$@"\n',
    # docker compose -f FILE run --rm --no-deps [--entrypoint PROGRAM] bot WORDS
    "docker": 'shift 3\n[ "$1" = run ] || exit 0\nshift 3\nprogram=losbote\n'
    '[ "$1" != --entrypoint ] || { program=$2; shift 2; }\nshift\nexec "$program" "$@"\n',
}
NOW = datetime(2026, 11, 30, 17, tzinfo=UTC)
Typed = Callable[[str, Path], None]

pytestmark = pytest.mark.parametrize("language", ["de", "en"])


@pytest.fixture
def typed(tmp_path: Path) -> Typed:
    folder = tmp_path / "bin"
    folder.mkdir()
    for name, text in STAND_INS.items():
        (folder / name).write_text(f"#!/bin/sh\n{text}", encoding="utf-8")
        (folder / name).chmod(0o755)

    def do(lines: str, where: Path) -> None:
        environment = {"PATH": f"{folder}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
        subprocess.run(["sh", "-euc", lines], check=True, capture_output=True, cwd=where, env=environment)

    return do


def fill(tx: Tx) -> None:
    file = tx.files.put(b"%PDF-1.4 Einladung")
    tx.templates.add(title="Einladung", file=file, file_name="brief.pdf", file_size=18, added_at=NOW)


def shelf(tx: Tx) -> tuple[list[str], list[bytes]]:
    return [one.title for one in tx.templates.all()], [path.read_bytes() for path in tx.files.folder.iterdir()]


@pytest.mark.parametrize(
    ("passage", "place"), [("restore /var/lib/losbote", "/var/lib/losbote"), ("restore /data", "/data")]
)
async def test_the_last_backup_takes_the_place_of_a_damaged_database(
    language: str, passage: str, place: str, tmp_path: Path, typed: Typed
) -> None:
    house = tmp_path / "house"
    house.mkdir()
    settings = Settings(number="+4915555550100", database=house / "losbote.db")
    async with open_storage(settings.database) as storage:
        await storage.write(fill)
        before = await storage.read(shelf)
    pack(settings, None, house / "backups" / "losbote-1.tar.gz", NOW)
    settings.database.write_bytes(b"damaged")
    lines = (
        block("running.md", passage, language)
        .replace("/opt/losbote/.venv/bin/", "")
        .replace("FILE", "losbote-1.tar.gz")
    )
    typed(lines.replace(place, str(house)), tmp_path)
    async with open_storage(settings.database) as storage:
        assert await storage.read(shelf) == before
    assert sorted(path.name for path in house.iterdir()) == ["backups", "broken", "library", "losbote.db"]
    assert (house / "broken" / "losbote.db").read_bytes() == b"damaged"
    assert settings.database.stat().st_mode & 0o077 == 0


def test_attachments_go_by_cron_which_has_no_terminal(language: str, tmp_path: Path, typed: Typed) -> None:
    line = block("troubles.md", "attachments", language).replace("/etc/cron.d", str(tmp_path))
    typed(line, ROOT)
    written = (tmp_path / "losbote").read_text(encoding="utf-8")
    assert written == (
        f"30 4 * * * root docker compose -f {ROOT}/deploy/compose.yaml exec -T signal "
        "find /home/.local/share/signal-cli/attachments -type f -mtime +7 -delete\n"
    )
