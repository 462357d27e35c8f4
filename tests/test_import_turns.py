"""A large import beside a running bot: others write in between, and it is all or nothing all the same."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from shelf_rig import NOW, Rig

from bot.library import intake, turns
from bot.settings import Settings
from bot.transfer import TransferError
from storage import Storage, open_storage

LIBRARY = Path(__file__).parent / "library"
SAID = "WEBVTT\n\n00:01.000 --> 00:04.000\nGuten Abend.\n"
COUNT = 70


@pytest.fixture
def rig(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Rig:
    """With a folder that counts as large, and as many turns as entries."""
    monkeypatch.setattr(turns, "AT_ONCE", COUNT - 1)
    monkeypatch.setattr(turns, "_TURN", 0.0)
    monkeypatch.setattr(turns, "_REST", 0.03)  # in which who waits looks again
    made = Rig(tmp_path / "one")
    for path in LIBRARY.iterdir():
        made.put(path.name, path.read_bytes())
    return made


def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Rig:
    """The same folder, taken in one transaction."""
    monkeypatch.setattr(turns, "AT_ONCE", COUNT)
    made = Rig(tmp_path / "two")
    for path in LIBRARY.iterdir():
        made.put(path.name, path.read_bytes())
    assert made.take()[0] == 0
    return made


async def entries(storage: Storage) -> int:
    return await storage.read(lambda tx: len(tx.recordings.all()) + len(tx.templates.all()))


async def brought(rig: Rig, shown: intake.Shown = intake.silent) -> list[str]:
    settings = Settings(number="+4915555550100", database=rig.database)
    return await intake.bring(settings, rig.shelf, NOW, shown)


async def test_others_write_while_it_is_taken_in(rig: Rig) -> None:
    async with open_storage(rig.database) as bot:
        importing = asyncio.create_task(brought(rig))
        seen = set()
        while not importing.done():
            await bot.write(lambda tx: tx.settings.put("bot", "works"))
            seen.add(await entries(bot))
        assert (await importing)[-1] == "Zusammen: 70 neu, 0 geändert, 0 wie zuvor."
        assert len(seen - {0, COUNT}) > 5
        assert await entries(bot) == COUNT


def test_it_brings_the_same_as_in_one_piece(tmp_path: Path, rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    assert rig.take() == (
        0,
        [
            "recordings.csv: 30 neu, 0 geändert, 0 wie zuvor.",
            "templates.csv: 40 neu, 0 geändert, 0 wie zuvor.",
            "Zusammen: 70 neu, 0 geändert, 0 wie zuvor.",
        ],
    )
    whole = small(tmp_path, monkeypatch)
    assert rig.library() == whole.library()
    found = [one.look(lambda tx: tx.search.find("Einladung")) for one in (rig, whole)]
    assert found[0] == found[1] != []
    assert [path.name for path in rig.folder.iterdir() if path.name.startswith(".import")] == []


def test_a_mistake_that_is_seen_only_while_writing_changes_nothing(rig: Rig) -> None:
    rig.put("2020-01-01.vtt", SAID)
    [told] = rig.refused()
    assert told.startswith("2020-01-01.vtt: Dazu kenne ich keine Aufzeichnung.")
    assert {name: kept for name, kept in rig.library().items() if kept} == {}


async def test_one_that_was_cut_short_is_brought_to_its_end_by_the_next(rig: Rig) -> None:
    def torn(what: str, done: int, _: int) -> None:
        if (what, done) == ("write", 50):
            raise TransferError("the power is gone")

    with pytest.raises(TransferError):
        await brought(rig, torn)
    code, lines = await asyncio.to_thread(rig.take, now=NOW + timedelta(hours=1))
    assert (code, lines[-1]) == (0, "Zusammen: 20 neu, 0 geändert, 50 wie zuvor.")
