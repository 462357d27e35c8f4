"""Random orders of an admin, each taken back until nothing is left: the database is as it was at the start.

Orders go through the whole of `Answers`: understood, run, noted, answered; offers are answered too.
"""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.answers import Answers
from bot.audiences import keep_groups
from bot.clock import PlayedClock
from bot.demo import sample
from bot.settings import Settings
from bot.signal.api import open_api
from bot.signal.directory import Directory
from bot.signal.session import Incoming
from commands import discover
from commands._kit import UserError
from storage import Storage, Tx, open_storage
from storage.chat import direct_chat
from storage.frames import NewFrame

NOW = datetime(2026, 11, 30, 17, tzinfo=UTC)
PETRA = "7f1c2c1e-0a51-4c55-9a41-1f2d3c4b5a60"
CHAT = direct_chat(PETRA)
GROUP = "group.UVVKRFJFVkdSMGhKU2t0TVRVNVBVRkZTVTFSVlZsZFlXVnBoWW1Oa1pXWT0="
# What an undo must bring back; `sequence` only grows, and ids are never given twice.
TABLES = ("series", "meetings", "recordings", "chapters", "templates", "tips", "terms", "announcements", "amendments")
ORDERS = (
    '!treffen dazu {day}.1.2027 18 Uhr "Nummer {n}" https://meet.example/{n}',
    "!treffen absage 16.12.",
    "!treffen doch 16.12.",
    "!treffen thema 16.12. Thema {n}",
    "!treffen mit 16.12. Gast {n}",
    "!treffen dauer 16.12. {n} min",
    "!treffen link 16.12. https://meet.example/link{n}",
    "!treffen verschiebe 16.12. auf 17.12. 19:{minute}",
    '!treffen serie alle 4 Wochen ab 13.1.2027 19 Uhr "Serie {n}"',
    '!neu aufzeichnung https://video.example/{n} "Film {n}" 4.6.2026',
    "!neu begriff Wort{n} = Erklärung {n}",
    "!neu tipp Thema{n}: Macht es {n}-mal.",
    "!ändern aufzeichnung #1 titel Titel {n}",
    "!ändern tipp #1 quelle Heft {n}",
    "!entfernen begriff #2",
    "!entfernen aufzeichnung #2",
    "!ansage Nachricht {n}",
    "!umfrage Was {n}? Ja | Nein",
    "!ansage am {day}.12. 12 Uhr: Später {n}",
    "!ansage ändern Anders {n}",
    "!ansage löschen",
    "!ansage nochmal",
    "!stopp",
    "!notaus",
    "!weiter",
    "1",
    "!plan",
    "!plan 01 absagen",
    "!plan 01 text Worte {n}",
    "!plan 01 jetzt",
    "!plan 02 verschieben auf {day}.12. 10 Uhr",
    "fertig",
    "ja",
    "nein",
    "!termin",
)


def settings(folder: Path) -> Settings:
    groups = {"main": {"id": GROUP}}
    return Settings(number="+4915555550100", database=folder / "losbote.db", admins=(PETRA,), groups=groups)


def fill(tx: Tx, config: Settings) -> None:
    keep_groups(tx, config)
    sample.fill(tx, NOW)  # the library with it


class Desk:
    """Where Petra sits: what she writes is answered at once, without a network."""

    def __init__(self, storage: Storage, answers: Answers) -> None:
        self._storage, self._answers = storage, answers
        self._at = NOW

    async def says(self, text: str) -> None:
        """Lets her write a line, a second after the last."""
        self._at += timedelta(seconds=1)
        sent_at = int(self._at.timestamp() * 1000)

        def run(tx: Tx) -> None:
            tx.frames.add(NewFrame(PETRA, sent_at, "message", CHAT, "{}"), self._at)
            frame = tx.frames.find(PETRA, sent_at)
            assert frame is not None
            incoming = Incoming(frame, "message", CHAT, PETRA, sent_at, text, received=self._at)
            self._answers.run(tx, incoming, self._at)
            tx.frames.done(frame, self._at)

        try:
            await self._storage.write(run)
        except UserError:
            return


def state(path: Path) -> dict[str, Any]:
    """The rows that admins change, and what was called off."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        found: dict[str, Any] = {}
        for table in TABLES:
            rows = [dict(row) for row in connection.execute(f"SELECT * FROM {table} ORDER BY id")]  # noqa: S608
            found[table] = [{name: value for name, value in row.items() if name != "sequence"} for row in rows]
        found["posts"] = connection.execute("SELECT rule, key, state FROM posts WHERE state = 'cancelled'").fetchall()
    return found


@pytest.mark.parametrize("seed", range(10))
async def test_two_hundred_orders_are_taken_back_one_by_one(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - no secret
    config = settings(tmp_path)
    async with open_storage(config.database) as storage, open_api(config) as api:
        answers = Answers(config, discover(), Directory(config, storage, api, PlayedClock(NOW)))
        await storage.write(lambda tx: fill(tx, config))
        desk, before = Desk(storage, answers), state(config.database)
        for number in range(200):
            day, minute = dice.randint(1, 28), dice.randint(10, 59)
            await desk.says(dice.choice(ORDERS).format(n=number + 20, day=day, minute=minute))
        changed = state(config.database)
        assert changed != before
        for _ in range(600):
            last = await storage.read(lambda tx: tx.audit.last(PETRA))
            if last is None:
                break
            await desk.says("!zurück")
        assert await storage.read(lambda tx: tx.audit.last(PETRA)) is None
        assert state(config.database) == before
