"""What the page's server refuses; plain HTTP, no browser needed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from urllib.parse import urlsplit

import aiohttp
import pytest
from echo_stage import ICS, PNG, TOKEN, EchoStage

from bot.demo.envelopes import Attachment
from bot.demo.page import Page
from bot.demo.site import FILES, PortTaken

pytestmark = pytest.mark.asyncio(loop_scope="session")


def address(served: Page, path: str) -> str:
    return f"http://127.0.0.1:{urlsplit(served.url).port}{path}"


PATHS = ["/", "/page/main.js", "/api/state", "/api/events", "/api/look/coming", "/api/file/x", "/api/glance/x"]


@pytest.mark.parametrize("path", [*PATHS, "/?token=wrong", "/?token=%C3%A4"])
async def test_without_the_token_nothing_is_shown(served: Page, path: str) -> None:
    async with aiohttp.ClientSession() as http, http.get(address(served, path)) as answer:
        assert answer.status == 403


FOREIGN = [{"Host": "evil.example"}, {"Origin": "http://evil.example"}, {"Origin": "null"}]


@pytest.mark.parametrize("headers", FOREIGN)
async def test_foreign_hosts_and_origins_are_refused(served: Page, headers: dict[str, str]) -> None:
    async with known(served) as http:
        for path in PATHS:
            async with http.get(address(served, path), headers=headers) as answer:
                assert answer.status == 403
        async with http.post(address(served, "/api/say"), headers=headers, data="{}") as answer:
            assert answer.status == 403
        async with http.get(address(served, "/api/state")) as answer:
            assert answer.status == 200


@asynccontextmanager
async def known(served: Page) -> AsyncIterator[aiohttp.ClientSession]:
    """A client that has the cookie."""
    jar = aiohttp.CookieJar(unsafe=True)  # it may keep cookies of a bare IP address
    async with aiohttp.ClientSession(cookie_jar=jar) as http:
        async with http.get(served.url) as answer:
            cookie = answer.headers["Set-Cookie"]
            assert "HttpOnly" in cookie
            assert "SameSite=Strict" in cookie
        yield http


@pytest.mark.parametrize(
    ("path", "body", "why"),
    [
        ("say", "[]", "form"),
        ("say", '{"who": "anna"}', "form"),
        ("say", '{"who": "anna", "chat": "direct:bert", "text": "x"}', "stranger"),
        ("say", '{"who": "bot", "chat": "direct:bot", "text": "x"}', "stranger"),
        ("say", '{"who": "anna", "chat": "direct:anna", "text": " "}', "empty"),
        ("say", '{"who": "anna", "chat": "direct:anna", "text": "x", "attachments": ["none"]}', "file"),
        ("say", '{"who": "anna", "chat": "direct:anna", "text": "x", "mentions": [[0, 1, "nobody"]]}', "nobody"),
        ("say", '{"who": "anna", "chat": "direct:anna", "text": "LONG"}', "long"),
        ("react", '{"who": "bert", "timestamp": TIMESTAMP, "emoji": "👍"}', "stranger"),
        ("react", '{"who": "anna", "timestamp": TIMESTAMP, "emoji": " "}', "sign"),
        ("edit", '{"who": "bert", "timestamp": TIMESTAMP, "text": "x"}', "other"),
        ("edit", '{"who": "anna", "timestamp": TIMESTAMP, "text": "LONG"}', "long"),
        ("edit", '{"who": "anna", "timestamp": TIMESTAMP, "text": "x", "mentions": [[0, 1, "nobody"]]}', "nobody"),
        ("delete", '{"who": "bert", "timestamp": TIMESTAMP}', "other"),
        ("delete", '{"who": "anna", "timestamp": "1"}', "form"),
        ("vote", '{"who": "anna", "timestamp": TIMESTAMP, "options": [0]}', "other"),
        ("read", '{"who": "bert", "timestamps": [TIMESTAMP]}', "stranger"),
        ("type", '{"who": "bert", "chat": "direct:anna", "started": true}', "stranger"),
        ("pass", '{"seconds": -1}', "form"),
        ("pass", '{"seconds": 1, "more": 2}', "form"),
        ("turn", '{"to": "2026-11-30T17:59"}', "past"),
        ("turn", '{"to": "2046-11-30T17:59"}', "far"),
        ("turn", '{"to": "tomorrow"}', "other"),
        ("break", '{"what": "everything"}', "form"),
    ],
)
async def test_what_cannot_be_is_refused(served: Page, stage: EchoStage, path: str, body: str, why: str) -> None:
    said = stage.world.say("anna", "direct:anna", "da")
    async with known(served) as http:
        data = body.replace("TIMESTAMP", str(said.timestamp)).replace("LONG", "ä" * 33_000)
        async with http.post(address(served, f"/api/{path}"), data=data) as answer:
            assert (answer.status, (await answer.json())["error"]) == (400, why)
    assert [stage.world.as_dict(message) for message in stage.world.messages] == [stage.world.as_dict(said)]
    assert (said.text, said.reactions, said.deleted) == ("da", {}, False)
    assert stage.now().isoformat() == "2026-11-30T17:00:00+00:00"


async def test_in_the_hour_that_comes_twice_the_later_one_can_be_chosen(served: Page, stage: EchoStage) -> None:
    stage.clock.set(datetime(2028, 10, 29, 1, 45, tzinfo=UTC))  # 02:45 for the second time
    async with known(served) as http:
        async with http.post(address(served, "/api/turn"), json={"to": "2028-10-29T02:59"}) as answer:
            assert answer.status == 200
        assert stage.now() == datetime(2028, 10, 29, 1, 59, tzinfo=UTC)
        async with http.post(address(served, "/api/turn"), json={"to": "2028-10-29T02:30"}) as answer:
            assert (await answer.json())["error"] == "past"


@pytest.mark.parametrize("name", ["%2e%2e%2fpage.py", "..%2Fsite.py", "index.html", "none.js", "%00.js", "main.py"])
async def test_only_the_files_of_the_page_are_served(served: Page, name: str) -> None:
    async with known(served) as http, http.get(address(served, f"/page/{name}")) as answer:
        assert answer.status == 404


async def test_the_page_names_all_its_modules_and_they_are_served(served: Page) -> None:
    html = (FILES / "index.html").read_text(encoding="utf-8")
    files = sorted(path.name for path in FILES.iterdir() if path.suffix in {".js", ".css"})
    assert [name for name in files if html.count(f'"/page/{name}"') != 1] == []
    async with known(served) as http:
        for name in files:
            async with http.get(address(served, f"/page/{name}")) as answer:
                assert (answer.status, await answer.read()) == (200, (FILES / name).read_bytes())


@pytest.mark.parametrize(
    ("name", "data", "how", "kind", "shown"),
    [
        ("a.html", b"<p>", "", "application/octet-stream", "attachment"),
        ("a.html", b"<p>", "?show", "application/octet-stream", "attachment"),
        ("a.svg", b"<svg/>", "?show", "application/octet-stream", "attachment"),
        ("a.png", b"<script>", "?show", "application/octet-stream", "attachment"),
        ("a.png", PNG, "", "application/octet-stream", "attachment"),
        ("a.png", PNG, "?show", "image/png", "inline"),
        ("a.pdf", b"%PDF-1.4", "?show", "application/pdf", "inline"),
    ],
)
async def test_a_file_is_shown_only_if_its_bytes_are_what_browsers_may_show(
    served: Page, stage: EchoStage, name: str, data: bytes, how: str, kind: str, shown: str
) -> None:
    file = Attachment.of(name, data)
    stage.world.say("anna", "direct:anna", "", attachments=[file])
    async with known(served) as http, http.get(address(served, f"/api/file/{file.id}{how}")) as answer:
        assert await answer.read() == data
        assert answer.headers["Content-Disposition"] == f"{shown}; filename*=UTF-8''{name}"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Type"] == kind
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; ")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (ICS.encode(), "calendar"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:nonsense\r\n", "text"),
        ("Grüße".encode(), "text"),
        (b"", "text"),
        ("Grüße".encode("latin-1"), "other"),
        (b"PK\x03\x04\0\0", "other"),
        (PNG, "image"),
        (b"%PDF-1.4", "pdf"),
    ],
)
async def test_a_look_into_a_file_names_its_kind(served: Page, stage: EchoStage, data: bytes, kind: str) -> None:
    file = Attachment.of("file", data)
    stage.world.say("anna", "direct:anna", "", attachments=[file])
    async with known(served) as http, http.get(address(served, f"/api/glance/{file.id}")) as answer:
        assert (await answer.json())["kind"] == kind


async def test_an_upload_keeps_no_path_and_is_taken_once(served: Page, stage: EchoStage) -> None:
    async with known(served) as http:
        async with http.post(address(served, "/api/file?filename=..%2F..%5Cetc%2Fa.txt"), data=b"x") as answer:
            stored = await answer.json()
        assert stored["filename"] == "a.txt"
        say = {"who": "anna", "chat": "direct:anna", "text": "", "attachments": [stored["id"]]}
        async with http.post(address(served, "/api/say"), json=say) as answer:
            assert answer.status == 200
        async with http.post(address(served, "/api/say"), json=say) as answer:
            assert answer.status == 400
    assert [file.filename for message in stage.world.messages for file in message.attachments] == ["a.txt"]


async def test_a_browser_that_is_far_behind_is_sent_away(served: Page) -> None:
    async with known(served) as http, http.ws_connect(address(served, "/api/events")) as socket:
        assert (await socket.receive_json())["kind"] == "state"
        for _ in range(6000):  # in one go, so that nothing is sent in between
            served._site.spread({"kind": "database"})
        kinds = [message.type async for message in socket]
        assert set(kinds) == {aiohttp.WSMsgType.TEXT} or not kinds
        assert socket.close_code == 1013


async def test_a_taken_port_is_told_in_a_sentence(served: Page, stage: EchoStage) -> None:
    other = Page(stage, token=TOKEN)
    with pytest.raises(PortTaken, match="Name another one: --port 0"):
        await other.start(urlsplit(served.url).port or 0)


async def test_a_cookie_of_odd_bytes_is_refused(served: Page) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", urlsplit(served.url).port)
    host = f"127.0.0.1:{urlsplit(served.url).port}"
    cookie = host.replace("127.0.0.1:", "losbote_").encode() + b"=\xff"
    writer.write(b"GET /api/state HTTP/1.1\r\nHost: " + host.encode() + b"\r\nCookie: " + cookie + b"\r\n\r\n")
    assert (await reader.readline()) == b"HTTP/1.1 403 Forbidden\r\n"
    writer.close()
    await writer.wait_closed()
