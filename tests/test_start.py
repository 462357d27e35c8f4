"""Bad starts of the real program: what it says, with which exit code, and that nothing was changed."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.app import build
from bot.clock import PlayedClock
from bot.demo import sample
from bot.settings import Settings
from bot.values import server_id
from storage import open_storage

NOW = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)
NUMBER = "+4915555550100"
FIRST, SECOND = ("QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=", "ZmVkY2JhWllYV1ZVVFNSUVBPTk1MS0pJSEdGRURDQkE=")
GOOD = (
    f'number = "{NUMBER}"\nserver = "http://127.0.0.1:9"\nweb = "127.0.0.1:0"\ncheck_links = false\nlanguage = "en"\n'
)

Outcome = tuple[int | None, str, str]


async def start(folder: Path, text: str | None, *, before: tuple[str, ...] = (), **variables: str) -> Process:
    """`python -m bot run` with these settings, as a process of its own."""
    path = folder / "losbote.toml"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LOSBOTE_")}
    command = (*before, sys.executable, "-m", "bot", "run", "--config", str(path))
    return await asyncio.create_subprocess_exec(*command, env=environment | variables, stdout=PIPE, stderr=PIPE)


async def outcome(process: Process) -> Outcome:
    """Exit code, output and errors of a process that ends by itself."""
    async with asyncio.timeout(60):
        out, err = await process.communicate()
    return process.returncode, out.decode(), err.decode()


async def refused(folder: Path, text: str | None, **variables: str) -> Outcome:
    code, out, err = await outcome(await start(folder, text, **variables))
    return code, out, err.replace(str(folder / "losbote.toml"), "FILE")


# -- settings --------------------------------------------------------------------------------------------


async def test_every_mistake_of_the_settings_is_told_at_once(tmp_path: Path) -> None:
    text = f"""
        number = "0151 12345678"
        zone = "Europe/Berln"
        lanugage = "de"
        admins = ["{NUMBER}"]
        [groups.main]
        id = "Netzwerk"
        [posts]
        quiet_from = 24
    """
    told = (
        'The setting `number` in FILE cannot be used as it is. Write: number = "+4915112345678"\n'
        'The setting `zone` in FILE cannot be used as it is (not a time zone). Write: zone = "Europe/Berlin"\n'
        "The setting `admins` (entry 1) in FILE cannot be used as it is (not an ACI, and phone numbers are hidden from"
        ' bots). Write: admins = ["7f1c2c1e-0a51-4c55-9a41-1f2d3c4b5a60"]   # ACIs\n'
        'The setting `log` from the variable LOSBOTE_LOG cannot be used as it is. Write: log = "text"   # or "json"\n'
        "The setting `groups.main.id` in FILE cannot be used as it is (not the id of a group). Write under"
        ' [groups.main]: id = "group.…"   # as GET /v1/groups of the server shows it\n'
        "The setting `posts.quiet_from` in FILE cannot be used as it is. Write under [posts]: quiet_from = 21\n"
        'There is no setting `lanugage` in FILE. Did you mean `language`? Write: language = "de"   # or "en"\n'
    )
    assert await refused(tmp_path, text, LOSBOTE_LOG="xml") == (2, "", told)
    assert list(contents(tmp_path)) == []


async def test_a_file_that_is_not_there_or_no_toml(tmp_path: Path) -> None:
    hint = "losbote setup --config FILE writes it; by hand, copy deploy/losbote.example.toml and fill it in."
    assert await refused(tmp_path, None) == (2, "", f"FILE is not there. {hint}\n")
    code, out, err = await refused(tmp_path, "number: 1")
    assert (code, out, err.startswith("FILE is not TOML: "), err.count("\n")) == (2, "", True, 1)


# -- the database ----------------------------------------------------------------------------------------


async def made(folder: Path) -> Path:
    """A folder with the database of a bot that was in use."""
    folder.mkdir(exist_ok=True)  # noqa: ASYNC240 - nobody waits
    async with open_storage(folder / "losbote.db") as storage:
        await storage.write(lambda tx: sample.fill(tx, NOW))
    return folder


def change(folder: Path, sql: str) -> None:
    with closing(sqlite3.connect(folder / "losbote.db")) as connection:
        connection.executescript(sql)


def contents(folder: Path) -> dict[str, bytes]:
    passing = ("-wal", "-shm", ".toml", ".lock")  # what SQLite and the lock have beside it comes and goes
    return {
        path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and not path.name.endswith(passing)
    }


async def test_a_database_that_cannot_be_used_is_told_in_one_sentence_and_left_alone(tmp_path: Path) -> None:
    newer, foreign, damaged, nowhere = (tmp_path / name for name in ("newer", "foreign", "damaged", "nowhere"))
    change(await made(newer), "PRAGMA user_version = 99")
    change(await made(foreign), "PRAGMA application_id = 7")
    pages = bytearray((await made(damaged) / "losbote.db").read_bytes())
    pages[4096:8192] = b"\xff" * 4096
    (damaged / "losbote.db").write_bytes(pages)
    nowhere.mkdir()
    folders = [newer, foreign, damaged, nowhere]
    before = [contents(folder) for folder in folders]
    texts = [GOOD, GOOD, GOOD, GOOD + 'database = "no/losbote.db"']
    started = [await start(folder, text) for folder, text in zip(folders, texts, strict=True)]
    way_back = "How the last backup takes its place is in the handbook: deploy/handbook/en/running.md"
    newer_one = "was written by a newer Losbote. Update the program."
    found = await asyncio.gather(*map(outcome, started))
    assert [(code, out) for code, out, _ in found] == [(1, "")] * 4
    assert [err for _, _, err in found] == [
        f"{newer}/losbote.db {newer_one}\n",
        f"{foreign}/losbote.db belongs to another program. Name another file as database in the settings.\n",
        f"{damaged}/losbote.db is damaged or no database of Losbote; nothing was changed. {way_back}\n",
        f"There is no folder for {nowhere}/no/losbote.db. Make it, or name another file as database in the settings.\n",
    ]
    assert [contents(folder) for folder in folders] == before


async def test_a_database_that_can_only_be_read(tmp_path: Path) -> None:
    folder = await made(tmp_path / "data")
    before = contents(folder)
    # Root may write everything, unless it gives that up.
    no_root = ("setpriv", "--bounding-set=-dac_override,-dac_read_search") if os.geteuid() == 0 else ()
    (folder / "losbote.toml").write_text(GOOD, encoding="utf-8")
    (folder / "losbote.db").chmod(0o444)
    folder.chmod(0o555)
    try:
        found = await outcome(await start(folder, None, before=no_root))
    finally:
        folder.chmod(0o755)
    right = "Whoever runs Losbote needs the right to write the file and its folder."
    assert found == (1, "", f"{folder}/losbote.db cannot be written. {right}\n")
    assert contents(folder) == before


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system with hardly any room."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "losbote-test", str(disk)]
    mounted = subprocess.run(mount, capture_output=True, text=True, check=False)
    if mounted.returncode:
        pytest.skip(f"a small disk cannot be had here: {mounted.stderr.strip()}")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


async def test_a_full_disk(tmp_path: Path, full_disk: Path) -> None:
    shutil.copy(await made(tmp_path / "made") / "losbote.db", full_disk)
    (full_disk / "losbote.toml").write_text(GOOD, encoding="utf-8")
    (full_disk / "ballast").write_bytes(b"x" * shutil.disk_usage(full_disk).free)
    before = contents(full_disk)
    sentence = f"The disk is full, so {full_disk}/losbote.db cannot be written. Free some space, then start again.\n"
    assert await outcome(await start(full_disk, None)) == (1, "", sentence)
    assert contents(full_disk) == before


# -- ports -----------------------------------------------------------------------------------------------


async def test_a_port_that_is_taken_or_is_nobodys(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = f"127.0.0.1:{other.getsockname()[1]}"
        web, hook, nowhere = (tmp_path / name for name in ("web", "hook", "nowhere"))
        texts = {
            web: GOOD.replace("127.0.0.1:0", taken),
            hook: f'{GOOD}[receive]\nwebhook = "{taken}"',
            nowhere: GOOD.replace("127.0.0.1:0", "192.0.2.1:8090"),
        }
        for folder in texts:
            folder.mkdir()
        started = [await start(folder, text) for folder, text in texts.items()]
        found = await asyncio.gather(*map(outcome, started))
    sentence = f"{taken} is taken by another program. Set another port."
    # Before it the log may say that the server is not there: the way in is opened first.
    last = [(code, out, err.splitlines()[-1]) for code, out, err in found]
    assert last[:2] == [(1, "", sentence)] * 2
    assert (last[2][:2], last[2][2].startswith("Nobody can listen at 192.0.2.1:8090 (")) == ((1, ""), True)


# -- good starts -----------------------------------------------------------------------------------------


async def test_both_forms_of_a_group_id_and_a_variable_start_the_bot(tmp_path: Path) -> None:
    text = GOOD + f'[groups.main]\nid = "{FIRST}"\n[groups.admin]\nid = "{server_id(SECOND)}"'
    process = await start(tmp_path, text, LOSBOTE_DATABASE="other.db")
    assert process.stderr
    async with asyncio.timeout(60):
        while b"waiting for it" not in await process.stderr.readline():
            assert process.returncode is None
    process.send_signal(signal.SIGTERM)
    code, out, _ = await outcome(process)
    async with open_storage(tmp_path / "other.db") as storage:
        groups = await storage.read(lambda tx: tx.groups.list())
    assert (code, out) == (0, "")
    assert [(group.name, group.internal_id, group.id, group.purpose) for group in groups] == [
        ("admin", SECOND, server_id(SECOND), "admin"),
        ("main", FIRST, server_id(FIRST), "main"),
    ]


async def test_groups_may_change_their_names_in_the_settings(tmp_path: Path) -> None:
    async def begun(**groups: str) -> dict[str, tuple[str, str | None]]:
        """The groups after a start with these, each with its language; then the first learns English."""
        ids = {name: {"id": internal} for name, internal in groups.items()}
        settings = Settings(number=NUMBER, database=tmp_path / "l.db", web="127.0.0.1:0", groups=ids)  # type: ignore[arg-type]
        async with build(settings, PlayedClock(NOW)) as app:
            found = await app.storage.read(lambda tx: tx.groups.list())
            await app.storage.write(lambda tx: tx.groups.speak("main", "en"))
        return {group.name: (group.internal_id, group.language) for group in found}

    assert await begun(main=FIRST, test=SECOND) == {"main": (FIRST, None), "test": (SECOND, None)}
    assert await begun(main=FIRST, test=SECOND) == {"main": (FIRST, "en"), "test": (SECOND, None)}
    assert await begun(main=SECOND, test=FIRST) == {"main": (SECOND, None), "test": (FIRST, "en")}
    assert await begun(netz=SECOND) == {"netz": (SECOND, "en")}
