"""`losbote plan`: it tells beforehand what the ticker will say, and changes nothing by that."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from typer.testing import CliRunner

from bot.cli import cli
from bot.clock import PlayedClock
from bot.demo import sample
from bot.plan import Line, plan, reckoned
from bot.plan_shown import show
from bot.settings import Settings
from bot.ticker import Ticker
from commands import Registry, discover
from commands._kit import Audience, Planned, Span, Standing, kept, post
from commands._texts import plain
from commands.reminder import reminder
from storage import Storage, Tx, open_storage
from storage.content import Content
from storage.settings import TICKED

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)
ANNA = "0b6d1f5e-9a57-4d0c-8f3c-5f0a3e0a1d01"
PETRA = "0b6d1f5e-9a57-4d0c-8f3c-5f0a3e0a1d02"
MAIN, SECOND = ("QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=", "ZmVkY2JhWllYV1ZVVFNSUVBPTk1MS0pJSEdGRURDQkE=")
SETTINGS = f"""number = "+4915555550100"
[groups.main]
id = "{MAIN}"
[groups.second]
id = "{SECOND}"
[posts]
pin = false
tips = ""
reminders = ["7d", "1d", "1h", "0"]
"""


def fill(tx: Tx) -> None:
    """The sample network in two groups, of which one speaks English."""
    sample.fill(tx, NOW)
    for name, internal in (("main", MAIN), ("second", SECOND)):
        tx.groups.put(name, internal_id=internal, server_id=f"group.{name}", purpose="main")
    tx.groups.seen(MAIN, title=sample.NETWORK, people=6)
    tx.groups.speak("second", "en")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Settings, and a database that the bot has used."""
    (tmp_path / "losbote.toml").write_text(SETTINGS, encoding="utf-8")
    write(tmp_path, fill)
    return tmp_path


def write(folder: Path, work: Callable[[Tx], object]) -> None:
    async def written() -> None:
        async with open_storage(folder / "losbote.db") as storage:
            await storage.write(work)

    asyncio.run(written())


def run(folder: Path, *words: str, columns: int = 120) -> tuple[int, str]:
    with time_machine.travel(NOW, tick=True):
        runner = CliRunner(env={"COLUMNS": str(columns)})
        done = runner.invoke(cli, ["plan", *words, "--config", str(folder / "losbote.toml")])
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done.exit_code, done.output.replace(str(folder), "FOLDER")


def test_the_table_says_when_where_why_and_what(folder: Path) -> None:
    code, table = run(folder, "--days", "2", columns=110)
    shown = [[cell.strip() for cell in line.strip("│┃").replace("┃", "│").split("│")] for line in table.splitlines()]
    rows = [row for row in shown if len(row) == 4]
    assert code == 0
    assert shown[0] == ["Was in 2 Tagen gesagt wird"]
    assert rows[0] == ["wann", "wo", "warum", "was"]
    assert rows[1] == [
        "Dienstag, 1. Dezember, 19:00 Uhr",
        sample.NETWORK,
        "Erinnerung",
        "📅 Morgen um 19:00 Uhr: Kosten im",
    ]
    assert [row for row in rows if row[0].startswith("Mittwoch")] == [
        ["Mittwoch, 2. Dezember, 18:00 Uhr", sample.NETWORK, "Erinnerung", "📅 Das Treffen beginnt in einer"],
        ["Mittwoch, 2. Dezember, 18:00 Uhr", "second", "Erinnerung", "📅 The meeting starts in an hour:"],
    ]


def test_where_a_table_has_no_room_there_are_blocks_and_links_stay_whole(folder: Path) -> None:
    write(folder, lambda tx: tx.groups.keep_only([MAIN]))
    assert run(folder, "--days", "2", columns=80) == (
        0,
        f"""Was in 2 Tagen gesagt wird

Dienstag, 1. Dezember, 19:00 Uhr · {sample.NETWORK} · Erinnerung
  📅 Morgen um 19:00 Uhr: Kosten im Griff. Wer kommt? 👍 genügt.
  https://meet.example/netz

Mittwoch, 2. Dezember, 18:00 Uhr · {sample.NETWORK} · Erinnerung
  📅 Das Treffen beginnt in einer Stunde: Kosten im Griff
  https://meet.example/netz
""",
    )


@post("tip", rank=5)
def tip(_tx: Tx, _audience: Audience, span: Span) -> Iterator[Planned]:
    """One on Monday evening, and one on Tuesday morning."""
    for hours in (1, 16):
        if (due := NOW + timedelta(hours=hours)) in span:
            yield Planned(str(hours), due, due + timedelta(days=1), lambda _now, _late: "💡 Dankt allen.")


@pytest.mark.parametrize("columns", [80, 120])
async def test_what_gives_way_is_named_at_the_end(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    registry = Registry((), (reminder, tip), {})
    async with open_storage(tmp_path / "losbote.db") as storage:
        await storage.write(fill)
        await storage.write(lambda tx: tx.groups.keep_only([MAIN]))
        few = settings(max_posts_a_week=4)
        found = await storage.read(lambda tx: reckoned(tx, few, registry, NOW, timedelta(days=2)))
        assert [line for line in found if not line.gives_way] == await lines(storage, few, registry, 2)
    monkeypatch.setenv("COLUMNS", str(columns))
    show(found, NOW, 2, "de")
    assert capsys.readouterr().out.splitlines()[-3:] == [
        "",
        "Dafür hat die Woche keinen Platz, weil Wichtigeres kommt oder schon genug gesagt ist:",
        f"Dienstag, 1. Dezember, 10:00 Uhr · {sample.NETWORK} · Tipp",
    ]


def test_json_has_the_whole_of_it(folder: Path) -> None:
    code, text = run(folder, "--json", "--days", "2")
    found = json.loads(text)
    assert (code, len(found)) == (0, 4)
    assert found[0] == {
        "at": "2026-12-01T19:00:00+01:00",
        "zone": "Europe/Berlin",
        "chat": f"group:{MAIN}",
        "group": "main",
        "title": sample.NETWORK,
        "rule": "reminder",
        "key": "netzwerktreffen-20261202T1900@losbote.example 1440 20261202T1800Z",
        "text": "📅 Morgen um 19:00 Uhr: Kosten im Griff. Wer kommt? 👍 genügt.\nhttps://meet.example/netz",
    }


def test_it_reads_only_and_while_the_bot_writes(folder: Path) -> None:
    quiet = run(folder, "--json")
    with closing(sqlite3.connect(folder / "losbote.db", isolation_level=None)) as bot:
        before = list(bot.iterdump())
        bot.execute("BEGIN IMMEDIATE")
        bot.execute("DELETE FROM series")
        assert run(folder, "--json") == quiet
        bot.execute("ROLLBACK")
        assert list(bot.iterdump()) == before


def test_what_cannot_be_read_is_told(folder: Path) -> None:
    (folder / "losbote.db").rename(folder / "other.db")
    assert run(folder) == (
        1,
        "FOLDER/losbote.db gibt es noch nicht. Die Datei entsteht, wenn Losbote das erste Mal läuft.\n",
    )
    with closing(sqlite3.connect(folder / "losbote.db")) as older:
        older.executescript("CREATE TABLE a (b); PRAGMA user_version = 1; PRAGMA application_id = 0x4C6F7362")
    older_one = "stammt von einem älteren Losbote. Starte diesen hier einmal, dann ist sie auf dem neuen Stand.\n"
    assert run(folder) == (1, f"FOLDER/losbote.db {older_one}")
    (folder / "losbote.db").write_bytes(b"no database" * 99)
    damaged = (
        "FOLDER/losbote.db ist beschädigt oder keine Datenbank von Losbote; geändert wurde nichts."
        " Wie die letzte Sicherung an ihre Stelle kommt, steht im Handbuch: deploy/handbook/de/running.md\n"
    )
    assert run(folder) == (1, damaged)
    (folder / "losbote.toml").write_text(SETTINGS.replace("[groups.main]", 'language = "en"\n[groups.main]'))
    in_english = (
        "FOLDER/losbote.db is damaged or no database of Losbote; nothing was changed."
        " How the last backup takes its place is in the handbook: deploy/handbook/en/running.md\n"
    )
    assert run(folder) == (1, in_english)
    assert run(folder, "--days", "0")[0] == 2


def test_nothing_to_say(folder: Path) -> None:
    (folder / "losbote.toml").write_text(SETTINGS.partition("[groups.")[0], encoding="utf-8")
    write(folder, lambda tx: tx.groups.keep_only([]))
    assert run(folder, "--days", "30") == (0, "In 30 Tagen gibt es nichts zu sagen.\n")
    assert run(folder, "--json") == (0, "[]\n")


def test_before_the_first_run_the_groups_of_the_settings_hear_it(folder: Path) -> None:
    seen = json.loads(run(folder, "--json")[1])
    write(folder, lambda tx: tx.groups.keep_only([]))
    unseen = json.loads(run(folder, "--json")[1])
    assert {one["title"] for one in unseen} == {one["group"] for one in seen}  # Signal's titles are not known yet
    assert sorted((one["at"], one["chat"]) for one in unseen) == sorted((one["at"], one["chat"]) for one in seen)


def settings(**posts: object) -> Settings:
    return Settings(number="+4915555550100", posts={"pin": False, **posts})  # type: ignore[arg-type]


async def lines(storage: Storage, settings: Settings, registry: Registry, days: int) -> list[Line]:
    return await storage.read(lambda tx: plan(tx, settings, registry, NOW, timedelta(days=days)))


async def said(storage: Storage, settings: Settings, registry: Registry, days: int) -> list[tuple[datetime, str, str]]:
    """What the ticker puts in line, when it looks at each moment at which something falls due."""
    clock = PlayedClock(NOW)
    ticker = Ticker(settings, storage, clock, registry)
    end = NOW + timedelta(days=days)
    found: list[tuple[datetime, str, str]] = []
    seen = 0
    while clock.now() < end:
        await ticker.tick()
        rows = await storage.read(lambda tx: tx.deliveries._all("SELECT * FROM deliveries ORDER BY id"))
        found += [
            (max(clock.now(), datetime.fromtimestamp(row["due_at"] / 1000, UTC)), row["chat"], text(row["content"]))
            for row in rows[seen:]
            if row["act"] == "say"
        ]
        seen = len(rows)
        clock.set(min(await ticker.next_post() or end, end))
    return found


def text(content: str) -> str:
    return plain(Content.from_json(content).text)


@pytest.mark.parametrize("limit", [1, 2, 4])
async def test_it_comes_as_it_was_planned(tmp_path: Path, limit: int) -> None:
    strict = settings(max_posts_a_week=limit, quiet_from=18, quiet_to=9).model_copy(update={"admins": (PETRA,)})
    async with open_storage(tmp_path / "losbote.db") as storage:
        await storage.write(fill)
        await storage.write(lambda tx: tx.members.remind(ANNA, ("1d", "30m")))
        planned = await lines(storage, strict, discover(), 60)
        came = await said(storage, strict, discover(), 60)
    assert sorted((one.at, one.audience.chat, one.text) for one in planned) == sorted(came)
    chats = {f"group:{MAIN}", f"group:{SECOND}", f"direct:{ANNA}", f"direct:{PETRA}"}
    assert {one.audience.chat for one in planned} == chats


async def test_what_is_late_comes_at_once_and_says_so(tmp_path: Path) -> None:
    async with open_storage(tmp_path / "losbote.db") as storage:
        await storage.write(fill)
        await storage.write(lambda tx: tx.groups.keep_only([MAIN]))
        await storage.write(lambda tx: tx.settings.put_instant(TICKED, NOW - timedelta(days=6)))
        [first, *_] = await lines(storage, settings(), discover(), 60)
    assert (first.at, first.text) == (
        NOW,
        (
            "📅 Das Treffen beginnt in 2 Tagen (diese Erinnerung kommt verspätet): Kosten im Griff\n"
            "Mittwoch, 2. Dezember, 19:00 Uhr\nhttps://meet.example/netz"
        ),
    )


@kept("weekday")
def weekday(tx: Tx, audience: Audience, now: datetime) -> Standing | None:
    """A made-up message that is another one on Wednesdays and from Friday 23:10 on, when all are quiet."""
    del tx
    there = now.astimezone(audience.zone)
    if there.weekday() == 2:
        return Standing("wednesday", "Mittwoch")
    return Standing("weekend", "Wochenende") if f"{there:%w %H:%M}" >= "5 23:10" or there.weekday() == 6 else None


async def test_what_stands_pinned_is_planned_too(tmp_path: Path) -> None:
    registry = Registry((), (), {}, kept=(weekday,))
    async with open_storage(tmp_path / "losbote.db") as storage:
        await storage.write(fill)
        await storage.write(lambda tx: tx.groups.keep_only([MAIN]))
        shown = [
            [(f"{one.at.astimezone(BERLIN):%a %d %H:%M}", one.text) for one in found]
            for found in [await lines(storage, settings(pin=pin), registry, 9) for pin in (True, False)]
        ]
    assert shown == [[("Wed 02 08:00", "Mittwoch"), ("Sat 05 08:00", "Wochenende"), ("Wed 09 08:00", "Mittwoch")], []]
