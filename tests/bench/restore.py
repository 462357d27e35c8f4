"""How long a backup and its restore take for a library of many entries and files; encrypted and not.

`python tests/bench/restore.py [ENTRIES]` prints a table and exits with 1 if a restore took two minutes or more. Backup
and restore are programs of their own, as somebody types them; the database is looked into afterwards.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from import_rows import write
from rich.console import Console
from rich.table import Table

from storage import Tx, look

ROOT = Path(__file__).parents[2]
ENTRIES, FILES, SIZE = 10_200, 200, 500_000  # rows to import, of which some are the same; bytes of a file
LIMIT = 120.0  # seconds
PHRASE = "vier Wörter für später"


@dataclass(frozen=True, slots=True)
class Measured:
    """One way there and back (seconds), and how large the backup was (MB)."""

    what: str
    backup: float
    restore: float
    megabytes: float


def losbote(folder: Path, *words: str, phrase: str = "") -> float:
    """Runs a command; how long it took."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "LOSBOTE_PASSPHRASE": phrase}
    began = perf_counter()
    subprocess.run([sys.executable, "-m", "bot", *words], cwd=folder, env=environment, check=True, capture_output=True)
    return perf_counter() - began


def furnish(folder: Path, entries: int) -> None:
    """A database with so many entries, and files in its library."""
    (folder / "losbote.toml").write_text('number = "+4915555550100"\n', encoding="utf-8")
    (folder / "shelf").mkdir()
    write(folder / "shelf", entries)
    losbote(folder, "import", "shelf")

    def count(tx: Tx) -> None:
        for _ in range(FILES):
            tx.files.put(os.urandom(SIZE))

    look(folder / "losbote.db", count)


def there(folder: Path) -> int:
    """How many entries the database of a folder has."""
    return look(
        folder / "losbote.db", lambda tx: len(tx.recordings.all()) + len(tx.templates.all()) + len(tx.tips.all())
    )


def measured(folder: Path, what: str, phrase: str) -> Measured:
    """There and back, into a new folder."""
    archive, new = folder / f"{what}.tar.gz", folder / f"new-{what}"
    forth = losbote(folder, "backup", str(archive), phrase=phrase)
    back = losbote(folder, "restore", str(archive), str(new), phrase=phrase)
    if there(new) != there(folder) or len(list((new / "library").iterdir())) != FILES:
        sys.exit("What was restored is not what there was.")
    return Measured(what, forth, back, archive.stat().st_size / 1_000_000)


def main(entries: int) -> int:
    """The table; 1 if a restore took too long."""
    with tempfile.TemporaryDirectory(prefix="losbote-bench-") as name:
        folder = Path(name)
        furnish(folder, entries)
        found = [measured(folder, "plain", ""), measured(folder, "encrypted", PHRASE)]
        title = f"{there(folder):,} entries, {FILES} files of {SIZE / 1_000_000} MB"
    table = Table("backup", "MB", "made in s", "restored in s", title=title)
    for one in found:
        table.add_row(one.what, f"{one.megabytes:.1f}", f"{one.backup:.1f}", f"{one.restore:.1f}")
    Console().print(table)
    return int(max(one.restore for one in found) >= LIMIT)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ENTRIES))
