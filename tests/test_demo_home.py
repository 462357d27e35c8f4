"""The folder in which the demo goes on, and what `losbote demo` does with it from the command line."""

from __future__ import annotations

import asyncio
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
from typer.testing import CliRunner

from bot.cli import cli
from bot.clock import SystemClock
from bot.demo import keep
from bot.demo.page import Page
from bot.demo.show import staged
from storage import look

NOW = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)
ICS = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//losbote.example//DE\r\nBEGIN:VEVENT\r\nUID:1@losbote.example\r\n"
    "DTSTAMP:20261101T120000Z\r\nDTSTART;TZID=Europe/Berlin:DAYT190000\r\nDTEND;TZID=Europe/Berlin:DAYT203000\r\n"
    "SUMMARY:Mein eigenes Treffen\r\nLOCATION:https://meet.example/netz\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


@asynccontextmanager
async def demo(cwd: Path, *options: str) -> AsyncIterator[tuple[str, str]]:
    """Runs `losbote demo` until it says where its page is; yields the address and what was said before."""
    command = (sys.executable, "-m", "bot", "demo", "--no-browser", *options)
    process = await asyncio.create_subprocess_exec(*command, cwd=cwd, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    said = ""
    async with asyncio.timeout(90):
        while "token=" not in (line := (await process.stdout.readline()).decode()):
            assert line, said
            said += line
        yield line.strip(), said
        process.terminate()
        await process.communicate()
    assert process.returncode == 0


def topics(home: Path) -> list[str]:
    return look(home / "losbote.db", lambda tx: sorted(one.topic or one.title or "" for one in tx.meetings.singles()))


async def test_ones_own_folder_and_the_sample_do_not_mix(tmp_path: Path) -> None:
    own = tmp_path / "mine"
    own.mkdir()
    soon = (SystemClock().now() + timedelta(days=30)).strftime("%Y%m%d")
    (own / "meetings.ics").write_text(ICS.replace("DAY", soon), encoding="utf-8", newline="")
    async with demo(tmp_path, "--port", "0"):
        pass
    async with demo(tmp_path, "--port", "0", "--data", "mine") as (address, _):
        assert address.startswith("http://127.0.0.1:")
    (theirs,) = (tmp_path / "demo-data").glob("mine-*")
    assert topics(theirs) == ["Mein eigenes Treffen"]
    assert "Mein eigenes Treffen" not in topics(tmp_path / "demo-data" / "sample")


async def test_what_cannot_be_read_is_told_and_put_aside_with_its_database(tmp_path: Path) -> None:
    home = tmp_path / "demo-data" / "sample"
    home.mkdir(parents=True)
    (home / "world.json").write_text("{", encoding="utf-8")
    (home / "losbote.db").write_bytes(b"of that world")
    async with demo(tmp_path, "--port", "0") as (_, said):
        assert f"{home / 'world.json'} lässt sich nicht lesen. Die Demo beginnt neu;" in said
        assert f"what was there is in {home / 'unreadable-1'} now." in said
    assert (home / "unreadable-1" / "world.json").read_text(encoding="utf-8") == "{"
    assert (home / "unreadable-1" / "losbote.db").read_bytes() == b"of that world"
    assert "Kosten im Griff" in topics(home)


@pytest.mark.parametrize(("option", "value"), [("--port", "99999"), ("--port", "-1"), ("--data", "mien")])
def test_a_slip_in_an_option_is_told_before_anything_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, option: str, value: str
) -> None:
    monkeypatch.chdir(tmp_path)
    told = CliRunner().invoke(cli, ["demo", "--no-browser", option, value], env={"COLUMNS": "200"})
    assert told.exit_code == 2
    assert f"Invalid value for '{option}'" in told.output
    assert list(tmp_path.iterdir()) == []


async def known(page: Page) -> bool:
    """Whether the page lets a browser in that was let in before the demo was started again."""
    cookies = {f"losbote_{page.port}": page.url.partition("token=")[2]}
    url = f"http://127.0.0.1:{page.port}/api/state"
    async with aiohttp.ClientSession() as http, http.get(url, cookies=cookies) as answer:
        return answer.status == 200


async def test_the_address_is_the_same_after_the_next_start(tmp_path: Path) -> None:
    async with staged(NOW, folder=tmp_path) as first:
        assert await known(first)
    keep.clear(tmp_path)
    async with staged(NOW, folder=tmp_path) as second:
        assert second.url == first.url
        assert await known(second)


def test_the_address_outlives_a_fresh_start_and_is_for_its_owner_alone(tmp_path: Path) -> None:
    keep.save_address(keep.Address("an-invented-token", 8099), tmp_path)
    (tmp_path / "world.json").touch()
    keep.clear(tmp_path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["address.json"]
    assert (tmp_path / "address.json").stat().st_mode & 0o777 == 0o600


async def test_where_the_port_is_taken_another_is_found(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        keep.save_address(keep.Address("an-invented-token", port), tmp_path)
        async with staged(NOW, folder=tmp_path) as page:
            assert page.port not in {0, port}
            assert page.url.endswith("?token=an-invented-token")


def test_an_address_that_cannot_be_read_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "address.json").write_text('{"token": 1, "other": 2}', encoding="utf-8")
    assert keep.address(tmp_path).port == 0
    assert keep.address(tmp_path) != keep.address(tmp_path)
