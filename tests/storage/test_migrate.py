"""Migrations: forwards only, all or nothing, a copy first, and old databases open with all their rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage import Tx, open_storage
from storage.chat import group_chat
from storage.content import Content, Quote
from storage.errors import NewerDatabase
from storage.groups import Group, Member
from storage.meetings import Series, Single
from storage.migrate import APPLICATION_ID, _statements, migrate, steps

NOW = datetime(2026, 12, 1, 18, tzinfo=UTC)
OLD = sorted((Path(__file__).parent / "old").glob("*.sql"))
INVENTED = "CREATE TABLE invented (id INTEGER PRIMARY KEY) STRICT;\n"
REBUILT = """
CREATE TABLE series_new (id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE) STRICT;
INSERT INTO series_new SELECT id, uid FROM series;
DROP TABLE series;
ALTER TABLE series_new RENAME TO series;
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "losbote.db"


@pytest.fixture
def connection(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, isolation_level=None)) as opened:
        yield opened


def dump(connection: sqlite3.Connection) -> list[str | int]:
    """Everything in the database, its version and whose it is."""
    numbers = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("user_version", "application_id")]
    return [*numbers, *connection.iterdump()]


def dump_of(path: Path) -> list[str | int]:
    with closing(sqlite3.connect(path)) as connection:
        return dump(connection)


def version_one(connection: sqlite3.Connection, path: Path) -> list[str | int]:
    """Makes a database of version 1 with a series and a meeting of it; returns its dump."""
    migrate(connection, path, steps()[:1])
    connection.executescript(
        "INSERT INTO series (id, uid, title, rule, starts, zone) VALUES (1, 's', 't', 'r', 'w', 'z');"
        "INSERT INTO meetings (uid, series, slot) VALUES ('m', 1, 'w');"
    )
    return dump(connection)


def test_a_new_database_reaches_the_newest_version(connection: sqlite3.Connection, path: Path) -> None:
    migrate(connection, path)
    assert dump(connection)[:2] == [len(steps()), APPLICATION_ID]
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_every_table_is_strict(connection: sqlite3.Connection, path: Path) -> None:
    migrate(connection, path)
    tables = {
        name: strict
        for _, name, kind, _, _, strict in connection.execute("PRAGMA table_list")
        if kind == "table" and not name.startswith("sqlite_")
    }
    assert tables.keys() >= {"groups", "members", "series", "meetings", "frames", "posts", "deliveries", "settings"}
    assert set(tables.values()) == {1}


def test_the_second_time_there_is_nothing_to_do(connection: sqlite3.Connection, path: Path) -> None:
    migrate(connection, path)
    before = dump(connection)
    migrate(connection, path)
    assert dump(connection) == before


EVERY_STATEMENT = [
    (number, place) for number, step in enumerate(steps()) for place in range(len(list(_statements(step))) + 1)
]


@pytest.mark.parametrize(("number", "place"), EVERY_STATEMENT)
def test_a_migration_that_fails_at_any_statement_changes_nothing(
    connection: sqlite3.Connection, path: Path, number: int, place: int
) -> None:
    migrate(connection, path, steps()[:number])
    before = dump(connection)
    statements = list(_statements(steps()[number]))
    statements.insert(place, "SELECT fails_on_purpose();\n")
    with pytest.raises(sqlite3.OperationalError, match="fails_on_purpose"):
        migrate(connection, path, [*steps()[:number], "".join(statements)])
    assert dump(connection) == before
    assert not connection.in_transaction
    migrate(connection, path)
    assert dump(connection)[0] == len(steps())


def test_half_a_statement_changes_nothing(connection: sqlite3.Connection, path: Path) -> None:
    before = version_one(connection, path)
    with pytest.raises(ValueError, match="middle of a statement"):
        migrate(connection, path, [steps()[0], INVENTED + "CREATE TABLE half (id"])
    assert dump(connection) == before


def test_an_older_database_is_copied_beside_itself_first(connection: sqlite3.Connection, path: Path) -> None:
    before = version_one(connection, path)
    migrate(connection, path, [steps()[0], INVENTED])
    after = dump(connection)
    assert (after[0], INVENTED.strip() in after) == (2, True)
    assert sorted(set(map(str, before[1:])) - set(map(str, after))) == []
    assert dump_of(path.with_name("losbote.db.before-2")) == before


class Slow(sqlite3.Connection):
    """A program that another one overtakes at the moment when it wants to begin."""

    def execute(self, sql: str, *values: object) -> sqlite3.Cursor:  # type: ignore[override]
        if sql == "BEGIN IMMEDIATE":
            path = Path(super().execute("PRAGMA database_list").fetchone()[2])
            with closing(sqlite3.connect(path, isolation_level=None)) as fast:
                migrate(fast, path, [steps()[0], INVENTED])
        return super().execute(sql, *values)


def test_whoever_is_overtaken_by_another_program_finds_all_done_and_leaves_its_copy(
    connection: sqlite3.Connection, path: Path
) -> None:
    before = version_one(connection, path)
    with closing(sqlite3.connect(path, isolation_level=None, factory=Slow)) as slow:
        migrate(slow, path, [steps()[0], INVENTED])
        assert dump(slow)[0] == 2
    assert dump_of(path.with_name("losbote.db.before-2")) == before


async def test_opening_rebuilds_a_table_without_losing_what_refers_to_it(
    connection: sqlite3.Connection, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    version_one(connection, path)
    todo = [steps()[0], REBUILT]
    monkeypatch.setattr("storage.migrate.steps", lambda: todo)
    monkeypatch.setattr("storage.db.steps", lambda: todo)
    async with open_storage(path) as opened:
        rows = await opened.read(lambda tx: tx.settings._all("SELECT uid, series FROM meetings"))
    assert [tuple(row) for row in rows] == [("m", 1)]


def test_a_migration_that_leaves_rows_referring_to_nothing_changes_nothing(
    connection: sqlite3.Connection, path: Path
) -> None:
    before = version_one(connection, path)
    with pytest.raises(ValueError, match="refer to nothing"):
        migrate(connection, path, [steps()[0], "DELETE FROM series;\n"])
    assert dump(connection) == before


def test_never_downwards(connection: sqlite3.Connection, path: Path) -> None:
    before = version_one(connection, path)
    with pytest.raises(NewerDatabase, match=r"version 1, this one knows 0"):
        migrate(connection, path, [])
    assert dump(connection) == before


def contents(tx: Tx) -> dict[str, object]:
    """What the stores say about the rows that every old database holds."""
    return {
        "groups": tx.groups.list(),
        "member": tx.members.get("0b6f7c7e-0000-4000-8000-00000000000a"),
        "series": tx.meetings.series(),
        "singles": tx.meetings.singles(),
        "frames": [(frame.id, frame.sent_at, frame.body) for frame in tx.frames.pending(after=0)],
        "handled": tx.frames.find("0b6f7c7e-0000-4000-8000-00000000000a", 1796148000000),
        "post": tx.posts.decided("reminder", "s 2026-12-02 1d"),
        "ready": [(one.chat, one.content, one.frame) for one in tx.deliveries.ready(NOW, 9, settled=NOW)],
        "counts": tx.deliveries.counts(),
        "sent": tx.deliveries.with_timestamp(1796148300000),
        "salt": tx.settings.salt(),
    }


FIRST = datetime(2026, 12, 2, 19)  # noqa: DTZ001 - wall times are naive
MOVED = datetime(2027, 1, 6, 19)  # noqa: DTZ001
NET = group_chat("bmV0endlcmstYnVlcmdlcnJhZXRlLTAwMDAwMDAwMDA=")
KEPT = {
    "groups": [
        Group(
            *("main", "bmV0endlcmstYnVlcmdlcnJhZXRlLTAwMDAwMDAwMDA="),
            "group.Ym1WMGVuZGxjbXN0WW5WbGNtZGxjbkpoWlhSbExUQXdNREF3TURBd01EQT0=",
            *("main", "Netzwerk", 214, "en", None),
        )
    ],
    "member": Member("0b6f7c7e-0000-4000-8000-00000000000a", "de", None),
    "series": [
        Series(
            *(1, "s@netz.example", "Austausch", "FREQ=WEEKLY;INTERVAL=4", FIRST, None),
            *("Europe/Berlin", 90, "https://meet.example/netz"),
        )
    ],
    "singles": [
        Single(1, "m@netz.example", 1, FIRST, "planned", MOVED, None, None, None, "Kosten im Griff", None, None, 0)
    ],
    "frames": [(2, 1796148060000, '{"text": "!nächstes"}')],
    "handled": 1,
    "post": "sent",
    "ready": [(NET, Content("Grüße 👋", Quote("0b6f7c7e-0000-4000-8000-00000000000a", 1796148060000, "!hilfe")), 2)],
    "counts": {"sent": 1, "waiting": 1},
    "sent": 1,
    "salt": "5a17" * 8,
}


def load(old: Path, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(old.read_text(encoding="utf-8"))


def schema(tx: Tx) -> list[tuple[str, str]]:
    return [tuple(row) for row in tx.settings._all("SELECT name, sql FROM sqlite_master ORDER BY name")]


def test_there_is_an_old_database_of_every_version() -> None:
    # A missing one is written by old/make.py.
    assert [old.stem for old in OLD] == [f"{number:04}" for number in range(1, len(steps()) + 1)]


@pytest.mark.parametrize("old", OLD, ids=lambda old: old.stem)
async def test_an_old_database_opens_twice_and_keeps_its_rows(old: Path, path: Path, tmp_path: Path) -> None:
    load(old, path)
    for _ in range(2):
        async with open_storage(path) as opened:
            assert await opened.read(contents) == KEPT
            tables = await opened.read(schema)
    async with open_storage(tmp_path / "new.db") as fresh:
        assert await fresh.read(schema) == tables
