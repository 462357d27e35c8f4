"""What the page's server refuses; plain HTTP, no browser needed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import aiohttp
import pytest
from echo_stage import EchoStage

from bot.demo.envelopes import Attachment
from bot.demo.page import Page

pytestmark = pytest.mark.asyncio(loop_scope="session")


def address(served: Page, path: str) -> str:
    return f"http://127.0.0.1:{urlsplit(served.url).port}{path}"


@pytest.mark.parametrize("path", ["/", "/?token=wrong", "/?token=%C3%A4", "/api/state", "/api/events"])
async def test_without_the_token_nothing_is_shown(served: Page, path: str) -> None:
    async with aiohttp.ClientSession() as http, http.get(address(served, path)) as answer:
        assert answer.status == 403


FOREIGN = [{"Host": "evil.example"}, {"Origin": "http://evil.example"}, {"Origin": "null"}]


@pytest.mark.parametrize("headers", FOREIGN)
@pytest.mark.parametrize("path", ["/", "/api/state", "/api/events"])
async def test_foreign_hosts_and_origins_are_refused(served: Page, path: str, headers: dict[str, str]) -> None:
    async with known(served) as http:
        async with http.get(address(served, path), headers=headers) as answer:
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
    ("path", "body"),
    [
        ("say", "[]"),
        ("say", '{"who": "anna"}'),
        ("say", '{"who": "anna", "chat": "direct:bert", "text": "x"}'),
        ("say", '{"who": "bot", "chat": "direct:bot", "text": "x"}'),
        ("say", '{"who": "anna", "chat": "direct:anna", "text": " "}'),
        ("say", '{"who": "anna", "chat": "direct:anna", "text": "x", "attachments": ["none"]}'),
        ("react", '{"who": "bert", "timestamp": TIMESTAMP, "emoji": "👍"}'),
        ("edit", '{"who": "bert", "timestamp": TIMESTAMP, "text": "x"}'),
        ("delete", '{"who": "bert", "timestamp": TIMESTAMP}'),
        ("delete", '{"who": "anna", "timestamp": "1"}'),
        ("pass", '{"seconds": -1}'),
        ("pass", '{"seconds": 1, "more": 2}'),
    ],
)
async def test_what_cannot_be_is_refused(served: Page, stage: EchoStage, path: str, body: str) -> None:
    said = stage.world.say("anna", "direct:anna", "da")
    async with known(served) as http:
        data = body.replace("TIMESTAMP", str(said.timestamp))
        async with http.post(address(served, f"/api/{path}"), data=data) as answer:
            assert (answer.status, list(await answer.json())) == (400, ["error"])
    assert [stage.world.as_dict(message) for message in stage.world.messages] == [stage.world.as_dict(said)]
    assert (said.text, said.reactions, said.deleted) == ("da", {}, False)


async def test_a_file_is_never_shown_in_the_browser(served: Page, stage: EchoStage) -> None:
    file = Attachment.of("a.html", b"<p>")
    stage.world.say("anna", "direct:anna", "", attachments=[file])
    async with known(served) as http, http.get(address(served, f"/api/attachment/{file.id}")) as answer:
        assert await answer.read() == b"<p>"
        assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''a.html"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'sha256-")


async def test_a_cookie_of_odd_bytes_is_refused(served: Page) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", urlsplit(served.url).port)
    host = f"127.0.0.1:{urlsplit(served.url).port}"
    cookie = host.replace("127.0.0.1:", "losbote_").encode() + b"=\xff"
    writer.write(b"GET /api/state HTTP/1.1\r\nHost: " + host.encode() + b"\r\nCookie: " + cookie + b"\r\n\r\n")
    assert (await reader.readline()) == b"HTTP/1.1 403 Forbidden\r\n"
    writer.close()
    await writer.wait_closed()
