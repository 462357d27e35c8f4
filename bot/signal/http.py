"""Calls over HTTP to the server, each with a time limit; what is not a success is an error of `bot.errors`."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import aiohttp
from yarl import URL

from bot.errors import NoAnswer, Refused, ServerError, Throttled, Unreachable
from bot.settings import Settings

T = TypeVar("T", dict[str, Any], list[Any])

LOOK = 10.0  # seconds for a question about the server itself
_LONGEST_WAIT = 86_400.0  # seconds; longer than the longest that was ever seen


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said to a call."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text, whatever it is."""
        return self.body.decode(errors="replace")


@dataclass(frozen=True, slots=True)
class Client:
    """Connections to the server at this address."""

    server: str
    session: aiohttp.ClientSession

    async def call(
        self,
        method: str,
        path: str,
        *,
        params: dict[str, str] | None = None,
        json: dict[str, Any] | None = None,
        timeout: float = LOOK,  # noqa: ASYNC109 - aiohttp keeps the limit for us
    ) -> Answer:
        """Makes one call. Raises a ServerError: Unreachable if it was surely not made, NoAnswer if nobody can tell."""
        url = URL(f"{self.server}{path}", encoded=True)
        more: Any = {"timeout": aiohttp.ClientTimeout(connect=timeout, sock_read=timeout), "allow_redirects": False}
        try:
            async with self.session.request(method, url, params=params, json=json, **more) as response:
                answer = Answer(response.status, response.headers, await response.read())
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise Unreachable from error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise NoAnswer from error
        if 200 <= answer.status < 300:
            return answer
        raise _error(answer)


@asynccontextmanager
async def open_client(settings: Settings) -> AsyncIterator[Client]:
    """Connections to the server of the settings, closed at the end."""
    connector = aiohttp.TCPConnector(limit=settings.sending.max_parallel + 4)
    async with aiohttp.ClientSession(headers=authorization(settings), connector=connector) as session:
        yield Client(settings.server, session)


def authorization(settings: Settings) -> dict[str, str]:
    """The header for a proxy that wants a token."""
    return {"Authorization": f"Bearer {settings.token}"} if settings.token else {}


def read_json(response: Answer, kind: type[T]) -> T:
    """The body as what it should be; a proxy may answer with a page of its own, and an empty list may be null."""
    try:
        body = json.loads(response.body)
    except ValueError:
        body = response
    if isinstance(body, kind) or body is None:
        return body or kind()
    raise NoAnswer(response.text[:500])


def _error(response: Answer) -> ServerError:
    text = response.text[:2000]
    if response.status == 429:
        return Throttled(text, retry_after=_seconds(response.headers.get("Retry-After")), tokens=_tokens(text))
    if response.status < 500:
        return Refused(text)
    return NoAnswer(text)


def _seconds(header: str | None) -> float | None:
    return min(float(header), _LONGEST_WAIT) if header and header.isdecimal() else None


def _tokens(text: str) -> tuple[str, ...]:
    try:
        tokens = json.loads(text).get("challenge_tokens") or ()
    except (ValueError, AttributeError):
        return ()
    return tuple(token for token in tokens if isinstance(token, str) and token)
