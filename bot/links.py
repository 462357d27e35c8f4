"""Looks at each link of the library once a week, politely, so that nobody is sent into a wall.

What can be reached is decided by the address that is really connected to: a name is resolved once, every address of it
must be public, and the connection goes to that address, after each redirect anew. So neither a redirect nor a name
that changes its mind leads into our own network.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from ipaddress import ip_address
from urllib.parse import urljoin, urlsplit

import httpx
import structlog

from bot.clock import Clock
from bot.logs import hashed
from commands._library.addresses import public
from storage import Storage

log = structlog.get_logger()

Resolve = Callable[[str], Awaitable[list[str]]]

_AGAIN = timedelta(days=7)
_LOOK = timedelta(minutes=30)  # between two rounds
_ROUND = 20  # links; so a thousand are looked at within a day or two
_PAUSE = 1.0  # seconds between two calls
_LIMIT = 20.0  # seconds for each call
_REDIRECTS = 5
_GONE = {404, 410}
_AGENT = "Losbote link check"


class _Dead(Exception):
    """The link leads nowhere; the text says why, in a word or two."""


async def resolve(host: str) -> list[str]:
    """All addresses of a host. Raises OSError if there are none."""
    found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def is_public(address: str) -> bool:
    """Whether an address belongs to no private network and not to this machine."""
    return ip_address(address).is_global and not ip_address(address).is_multicast


@dataclass
class LinkCheck:
    """Looks at links and notes what it saw. `may_reach` says which addresses are allowed."""

    storage: Storage
    clock: Clock
    resolve: Resolve = resolve
    may_reach: Callable[[str], bool] = is_public
    pause: float = _PAUSE
    _client: httpx.AsyncClient = field(init=False)

    async def run(self) -> None:
        """Goes through what is due, again and again; runs for ever."""
        while True:
            await self.round()
            await self.clock.until(self.clock.now() + _LOOK)

    async def round(self) -> int:
        """Looks at the links that are due by now, at most a handful; returns how many."""
        now = self.clock.now()
        due = await self.storage.read(lambda tx: tx.links.due(now - _AGAIN, now - timedelta(days=1), _ROUND))
        headers = {"User-Agent": _AGENT}
        async with httpx.AsyncClient(
            headers=headers, timeout=_LIMIT, trust_env=False, follow_redirects=False
        ) as client:
            for link in due:
                reason = await self._reason(client, link)
                log.info("looked at a link", link=hashed(link), reason=reason or "opens")
                await self.storage.write(lambda tx, link=link, reason=reason: tx.links.looked_at(link, now, reason))  # type: ignore[misc]
                await asyncio.sleep(self.pause)
        return len(due)

    async def _reason(self, client: httpx.AsyncClient, link: str) -> str:
        """Why a link does not open; empty if it does, or nobody can tell."""
        try:
            status = await self._status(client, "HEAD", link)
            if status >= 400:  # many servers know no HEAD
                status = await self._status(client, "GET", link)
        except _Dead as dead:
            return str(dead)
        except (httpx.ConnectError, OSError) as error:
            return "no connection" if not isinstance(error, httpx.TimeoutException) else ""
        except (httpx.HTTPError, httpx.InvalidURL, ValueError):
            return ""  # slow or odd is not dead
        return str(status) if status in _GONE else ""

    async def _status(self, client: httpx.AsyncClient, method: str, link: str) -> int:
        """What the server at the end of all redirects answers; nothing of the page is read."""
        for _ in range(_REDIRECTS + 1):
            request = await self._request(client, method, link)
            answer = await client.send(request, stream=True)
            await answer.aclose()
            if not answer.is_redirect:
                return answer.status_code
            link = urljoin(link, answer.headers["location"])
        raise _Dead("too many redirects")

    async def _request(self, client: httpx.AsyncClient, method: str, link: str) -> httpx.Request:
        """A request to the address that the host of the link has now; raises _Dead if it may not be reached."""
        if not public(link):
            raise _Dead("not public")
        host = urlsplit(link).hostname or ""
        try:
            addresses = await self.resolve(host)
        except OSError:
            raise _Dead("no such host") from None
        if not addresses or not all(self.may_reach(one) for one in addresses):
            raise _Dead("not public")
        url = httpx.URL(link)
        return client.build_request(
            method,
            url.copy_with(host=addresses[0]),
            headers={"Host": url.netloc.decode()},
            extensions={"sni_hostname": host},  # and the certificate is checked for this name
        )
