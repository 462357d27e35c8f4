"""The feed over real HTTP: what calendars get, when they get nothing new, and who gets nothing at all."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
import recurring_ical_events
from aiohttp import web
from icalendar import Calendar
from multidict import CIMultiDictProxy

from bot.app import build
from bot.clock import PlayedClock
from bot.demo import sample
from bot.feed import Feed
from bot.settings import Settings
from bot.web import served
from commands import _feed
from commands._calendar import CHANGED, meetings
from storage import Storage, Tx, open_storage

NOW = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)
CHANGED_AT = datetime(2026, 11, 30, 16, 0, 0, 250_000, tzinfo=UTC)
INTERNAL = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY="


class Reader:
    """A calendar program that asks the feed, and the storage behind it."""

    def __init__(self, http: aiohttp.ClientSession, storage: Storage, clock: PlayedClock) -> None:
        self.http, self.storage, self.clock = http, storage, clock

    async def get(self, path: str = "/calendar.ics", **headers: str) -> tuple[int, bytes, CIMultiDictProxy[str]]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        async with self.http.get(path, headers=named) as response:
            return response.status, await response.read(), response.headers

    async def change(self, at: datetime = NOW) -> None:
        """An admin gives the series another link."""

        def change(tx: Tx) -> None:
            tx.meetings.change_series(tx.meetings.series()[0].id, link="https://meet.example/neu")
            tx.settings.put_instant(CHANGED, at)

        await self.storage.write(change)


@asynccontextmanager
async def reading(storage: Storage, clock: PlayedClock) -> AsyncIterator[Reader]:
    site = web.Application()
    site.add_routes(Feed(storage, clock).routes())
    async with served(site, "127.0.0.1:0") as address, aiohttp.ClientSession(f"http://{address}") as http:
        yield Reader(http, storage, clock)


@pytest_asyncio.fixture
async def reader(tmp_path: Path) -> AsyncIterator[Reader]:
    """The feed of the sample network."""
    async with open_storage(tmp_path / "losbote.db") as storage:
        await storage.write(lambda tx: fill(tx, CHANGED_AT))
        async with reading(storage, PlayedClock(NOW)) as reader:
            yield reader


def fill(tx: Tx, changed_at: datetime) -> None:
    sample.fill(tx, NOW)
    tx.groups.put("main", internal_id=INTERNAL, server_id="group.x", purpose="main")
    tx.groups.seen(INTERNAL, title=sample.NETWORK, people=6)
    tx.settings.put_instant(CHANGED, changed_at)


async def test_it_is_the_whole_calendar(reader: Reader) -> None:
    status, body, headers = await reader.get()
    start, end = NOW - timedelta(days=365), NOW + timedelta(days=3650)
    calendar = Calendar.from_ical(body)
    theirs = [
        (event.start.astimezone(UTC), event.end.astimezone(UTC), str(event["SUMMARY"]))
        for event in recurring_ical_events.of(calendar).between(start, end)
        if event.get("STATUS") != "CANCELLED"
    ]
    ours = await reader.storage.read(lambda tx: [(one.starts, one.ends, one.name) for one in meetings(tx, start, end)])
    assert sorted(theirs) == ours
    assert (status, headers["Content-Type"], headers["Cache-Control"]) == (
        200,
        "text/calendar; charset=utf-8",
        "private, no-cache",
    )
    assert str(calendar["X-WR-CALNAME"]) == sample.NETWORK


async def test_a_moved_meeting_is_moved_and_a_skipped_one_is_cancelled(reader: Reader) -> None:
    _, body, _ = await reader.get()
    special = [event for event in Calendar.from_ical(body).walk("VEVENT") if "RECURRENCE-ID" in event]
    assert {str(event["UID"]) for event in special} == {sample.UID}
    assert [event["DTSTART"].dt.strftime("%d.%m.") for event in special if event.get("STATUS") == "CANCELLED"] == [
        "24.02."
    ]
    [moved] = [event for event in special if event["RECURRENCE-ID"].dt != event["DTSTART"].dt]
    assert [moved[key].dt.isoformat() for key in ("RECURRENCE-ID", "DTSTART")] == [
        "2026-12-30T19:00:00+01:00",
        "2027-01-06T19:00:00+01:00",
    ]


async def test_the_bytes_are_the_same_as_long_as_nothing_changes(reader: Reader, tmp_path: Path) -> None:
    first = await reader.get()
    reader.clock.move(timedelta(days=40))
    again = await reader.get()
    async with open_storage(tmp_path / "losbote.db") as storage, reading(storage, PlayedClock(NOW)) as restarted:
        anew = await restarted.get()
    assert first[:2] == again[:2] == anew[:2]
    assert first[2]["ETag"] == again[2]["ETag"] == anew[2]["ETag"]
    await reader.change()
    changed = await reader.get()
    assert changed[0] == 200
    assert changed[1] != first[1]
    assert changed[2]["ETag"] != first[2]["ETag"]


async def test_who_has_it_already_gets_nothing_but_that(reader: Reader) -> None:
    _, body, headers = await reader.get()
    tag, modified = headers["ETag"], headers["Last-Modified"]
    assert modified == "Mon, 30 Nov 2026 16:00:01 GMT"
    for known in (tag, f"W/{tag}", "*", f'"other", {tag}'):
        status, nothing, told = await reader.get(If_None_Match=known)
        assert (status, nothing, told["ETag"]) == (304, b"", tag)
    assert (await reader.get(If_Modified_Since=modified))[:2] == (304, b"")
    assert (await reader.get(If_Modified_Since="Mon, 30 Nov 2026 16:00:00 GMT"))[:2] == (200, body)
    # Who names a tag means that one, whatever the hour.
    assert (await reader.get(If_None_Match='"other"', If_Modified_Since=modified))[:2] == (200, body)
    assert (await reader.get(If_None_Match="rubbish", If_Modified_Since="yesterday"))[:2] == (200, body)


async def test_a_second_change_within_the_second_is_not_missed(reader: Reader) -> None:
    reader.clock.set(NOW - timedelta(milliseconds=500))
    await reader.change(NOW - timedelta(milliseconds=700))
    _, _, headers = await reader.get()
    assert "Last-Modified" not in headers
    await reader.change(NOW - timedelta(milliseconds=100))
    reader.clock.move(timedelta(seconds=5))
    date = "Mon, 30 Nov 2026 16:59:59 GMT"
    status, _, headers = await reader.get(If_Modified_Since=date)
    assert (status, headers["Last-Modified"]) == (200, "Mon, 30 Nov 2026 17:00:00 GMT")


async def test_head_tells_the_same_without_the_body(reader: Reader) -> None:
    _, body, got = await reader.get()
    async with reader.http.head("/calendar.ics") as response:
        told = {name: response.headers[name] for name in ("ETag", "Last-Modified", "Content-Type", "Content-Length")}
        assert (response.status, await response.read()) == (200, b"")
    assert told == {name: got[name] for name in told}
    assert told["Content-Length"] == str(len(body))


async def test_once_there_is_a_token_it_alone_leads_there(reader: Reader) -> None:
    plain = (await reader.get())[1]
    paths = []
    for _ in range(2):
        await reader.storage.write(_feed.renew)
        paths.append(await reader.storage.read(_feed.path))
    assert [(await reader.get(path))[0] for path in ("/calendar.ics", paths[0])] == [404, 404]
    assert (await reader.get(paths[1]))[:2] == (200, plain)


@pytest.mark.parametrize(
    "path",
    ["/calendar/x.ics", "/calendar/.ics", "/calendar/%ff.ics", "/calendar/ü.ics", "/calendar", "/calendar.ICS", "/"],
)
async def test_everything_else_is_not_there(reader: Reader, path: str) -> None:
    assert (await reader.get(path))[0] == 404


async def test_nobody_can_write_there(reader: Reader) -> None:
    async with reader.http.put("/calendar.ics", data=b"BEGIN:VCALENDAR") as response:
        assert response.status == 405


async def test_an_empty_calendar_is_a_calendar(tmp_path: Path) -> None:
    async with open_storage(tmp_path / "losbote.db") as storage, reading(storage, PlayedClock(NOW)) as reader:
        status, body, headers = await reader.get()
    assert (status, headers["Last-Modified"]) == (200, "Thu, 01 Jan 2026 00:00:00 GMT")
    assert list(Calendar.from_ical(body).walk("VEVENT")) == []


async def test_the_bot_itself_serves_it(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        web_address = f"127.0.0.1:{free.getsockname()[1]}"
    settings = Settings(
        number="+4915555550100", server="http://127.0.0.1:9", database=tmp_path / "losbote.db", web=web_address
    )
    async with build(settings, PlayedClock(NOW)) as app, aiohttp.ClientSession(f"http://{web_address}") as http:
        await app.storage.write(lambda tx: sample.fill(tx, NOW))
        async with http.get("/calendar.ics") as feed, http.get("/healthz") as health:
            assert (feed.status, health.status) == (200, 200)
            assert len(list(Calendar.from_ical(await feed.read()).walk("VEVENT"))) == 9
