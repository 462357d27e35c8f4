"""Measures the search: hit rates of the query set, and times and memory at growing sizes.

`.venv/bin/python tests/bench/search.py`
"""

# ruff: noqa: T201, S311 - it is there to print, and draws nothing that anybody must not guess

from __future__ import annotations

import asyncio
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from query_set import fill, queries, report

from storage import Tx, open_storage

SIZES = (1_000, 10_000, 100_000)
STEP = 1_000  # entries a transaction
HEADS = (
    "Rat Bürger Los Kosten Einladung Gemeinde Klima Verkehr Haushalt Schule Jugend Wohn Energie Wasser Stadt".split()  # noqa: SIM905
)
TAILS = "plan protokoll vorlage antrag brief bericht satzung konzept vertrag karte liste bogen mappe ordnung".split()  # noqa: SIM905


def _title(pick: random.Random) -> str:
    return " ".join(f"{pick.choice(HEADS)}{pick.choice(TAILS)}" for _ in range(pick.randint(1, 3)))


def _body(pick: random.Random, vocabulary: list[str]) -> str:
    return " ".join(pick.choices(vocabulary, k=30))


def _vocabulary(tx: Tx) -> list[str]:
    """Words of the first filling, with made-up compounds: as many different ones as a large library has."""
    told = " ".join(f"{one.lang_de} {one.source}" for one in tx.tips.all())
    seen = sorted({word.strip(".,:;?!()„“") for word in told.split() if word.strip(".,:;?!()„“")})
    pick = random.Random(7)
    return seen + [f"{pick.choice(seen)}{pick.choice(TAILS)}" for _ in range(20_000)]


async def main() -> None:
    """Prints all of it."""
    with tempfile.TemporaryDirectory() as folder:
        async with open_storage(Path(folder) / "losbote.db") as storage:
            await storage.write(fill)
            print((await storage.read(report))[3])
            vocabulary = await storage.read(_vocabulary)
            pick, there = random.Random(1), 0
            print(f"\n{'entries':>8}{'p50':>9}{'p95':>9}{'p99':>9}{'p95 CPU':>10}{'indexing':>12}{'memory':>10}")
            for size in SIZES:
                begun, before = time.perf_counter(), there
                while there < size:
                    numbers = range(there + 1_000_000, there + 1_000_000 + STEP)
                    rows = [(number, _title(pick), _body(pick, vocabulary)) for number in numbers]
                    await storage.write(lambda tx, rows=rows: [tx.search.put("template", *row) for row in rows])
                    there += STEP
                await storage.write(lambda tx: tx.search.optimise())  # as an import does at its end
                spent = (time.perf_counter() - begun) / (there - before) * 1_000
                times, busy = await storage.read(_times)
                memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
                shown = "".join(f"{times[int(len(times) * part)]:>6.1f} ms" for part in (0.5, 0.95, 0.99))
                of_cpu = f"{busy[int(len(busy) * 0.95)]:>7.1f} ms"
                print(f"{size:>8}{shown}{of_cpu}{spent:>9.2f} ms{memory:>7.0f} MB")


def _times(tx: Tx) -> tuple[list[float], list[float]]:
    """Milliseconds of each query of the set, three times over, sorted: by the clock, and of the processor."""
    times, busy = [], []
    for query in queries() * 3:
        begun, busy_before = time.perf_counter(), time.thread_time()
        tx.search.find(query.text, query.kinds)
        times.append((time.perf_counter() - begun) * 1_000)
        busy.append((time.thread_time() - busy_before) * 1_000)
    return sorted(times), sorted(busy)


if __name__ == "__main__":
    asyncio.run(main())
