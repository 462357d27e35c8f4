"""How long `losbote import` takes and how much memory it needs: a folder of many rows, and the same once more.

`python tests/bench/import_rows.py [ROWS …]` prints a table and writes output/bench-import.json. Each import is a
program of its own; its memory is the most that it ever had.
"""

from __future__ import annotations

import csv
import json
import os
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parents[2]
ROWS = (10_000, 100_000)
TOLD = """
Losverfahren Melderegister Einladung Rücklauf Moderation Kosten Honorar Beschluss Gemeinderat Empfehlung Umsetzung
Öffentlichkeit Quote Schichtung Datenschutz Kinderbetreuung Anfahrt Protokoll Antrag Satzung Verwaltung Bürgerrat
"""
WORDS = TOLD.split()


@dataclass(frozen=True, slots=True)
class Measured:
    """An import: of how many rows, how long it took, and the most memory it had (MB)."""

    rows: int
    what: str
    seconds: float
    megabytes: float


def write(folder: Path, count: int) -> None:
    """A folder of so many rows: four in ten recordings, as many templates, the rest tips and a few terms."""
    each = count // 100
    recordings = (_recording(at) for at in range(40 * each))
    templates = ((_title(at), "Musterantrag", "NRW", 2020, f"https://vorlagen.example/{at}") for at in range(40 * each))
    tips = (("Kosten", f"{_title(at)} von Anfang an.", _title(at * 7), "yes") for at in range(19 * each))
    terms = ((f"Begriff {at} {_title(at)}", f"{_title(at * 3)}.", _word(at)) for at in range(each))
    _table(folder / "recordings.csv", "date,title,speakers,link,length,topics,chapters", recordings)
    _table(folder / "templates.csv", "title,kind,region,year,link", templates)
    _table(folder / "tips.csv", "topic,lang_de,lang_en,verified", tips)
    _table(folder / "terms.csv", "term_de,definition_de,synonyms_de", terms)


def _recording(at: int) -> Sequence[object]:
    chapters = f"00:00:00 Begrüßung;00:12:30 {_title(at * 5)}"
    day = f"20{10 + at % 15}-{1 + at % 12:02}-{1 + at % 28:02}"
    return day, _title(at), "Ida Sommer;Jonas Feld", f"https://video.example/w/{at}", 78, _word(at), chapters


def _title(at: int) -> str:
    return f"{_word(at)} und {_word(at // 22)} in {_word(at // 484)}stadt {at}"


def _word(at: int) -> str:
    return WORDS[at % len(WORDS)]


def _table(path: Path, head: str, rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head.split(",")])
        csv.writer(file).writerows(rows)


def imported(folder: Path, rows: int, what: str) -> Measured:
    """Imports the folder in a process of its own."""
    program = [sys.executable, "-m", "bot", "import", str(folder), "--config", str(folder.parent / "losbote.toml")]
    start = perf_counter()
    silent = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    child = os.posix_spawn(sys.executable, program, os.environ, file_actions=silent)
    _, status, used = os.wait4(child, 0)
    if status:
        raise SystemExit(f"the import of {rows} rows failed")
    return Measured(rows, what, round(perf_counter() - start, 1), round(used.ru_maxrss / 1024, 1))


def measure(counts: Iterable[int]) -> list[Measured]:
    """Imports each number of rows twice, into a database of its own."""
    found = []
    for count in counts:
        with tempfile.TemporaryDirectory(prefix="losbote-bench-") as home:
            folder = Path(home) / "shelf"
            folder.mkdir()
            (folder.parent / "losbote.toml").write_text('number = "+4915555550100"\n', encoding="utf-8")
            write(folder, count)
            found += [imported(folder, count, what) for what in ("new", "the same again")]
    return found


def main() -> None:
    """Measures, prints and keeps the figures."""
    os.chdir(ROOT)
    found = measure([int(one) for one in sys.argv[1:]] or ROWS)
    table = Table("rows", "import", "seconds", "rows a second", "memory (MB)", title="losbote import")
    for one in found:
        table.add_row(f"{one.rows:,}", one.what, str(one.seconds), f"{one.rows / one.seconds:,.0f}", str(one.megabytes))
    Console().print(table)
    path = ROOT / "output" / "bench-import.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps([asdict(one) for one in found], indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
