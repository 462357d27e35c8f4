"""The search finds what people of the field look for, as they type it on a phone."""

from __future__ import annotations

from pathlib import Path

import pytest
from query_set import Query, fill, queries, report

from storage import open_storage

GOAL = 0.95  # of the queries have an expected entry among the first three


async def test_the_query_set_is_answered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async with open_storage(tmp_path / "losbote.db") as storage:
        await storage.write(fill)
        rate, aside, _, table = await storage.read(report)
    with capsys.disabled():
        print(f"\n{table}")  # noqa: T201 - the rates are to be seen in each run
    assert rate >= GOAL
    assert aside >= GOAL - 0.05  # a third that was put aside, so a single one weighs more


def test_the_set_is_large_and_mixed() -> None:
    found: list[Query] = queries()
    assert len(found) >= 120
    kinds = {"plain", "case", "umlaut", "sharp s", "gender", "stem", "compound", "synonym", "typo", "AT/CH", "english"}
    assert kinds <= {one.about for one in found}
    assert sum(one.part == "kept" for one in found) * 3 >= len(found) - 3
