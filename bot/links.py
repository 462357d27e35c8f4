"""Looks at each link of the library once a week, politely, so that nobody is sent into a wall.

What can be reached is decided by the address that is really connected to: a name is resolved once, every address of it
must be public, and the connection goes to that address, after each redirect anew. So neither a redirect nor a name
that changes its mind leads into our own network.

A round takes so many links that all are looked at within a week, one after the other with a second between them. What
no server answered for counts only if others did answer: else it is rather our own network that is down, and we look
again the next day.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from math import ceil
from urllib.parse import urljoin, urlsplit

import httpx
import structlog

from bot.clock import Clock
from bot.logs import hashed, place
from commands._library.addresses import public
from storage import Storage, Tx

log = structlog.get_logger()

Resolve = Callable[[str], Awaitable[list[str]]]

_AGAIN = timedelta(days=7)
_DAY = timedelta(days=1)  # after it failed first, or nobody could tell
_LOOK = timedelta(minutes=30)  # between two rounds
_ROUND = 20  # links at least; so a thousand are looked at within a day or two
_ROUNDS = 300  # that are surely through in a week
_WITNESSES = 3  # links that opened lately, asked whether our own network is down
_ADDRESSES = 3  # of a host that are tried
_PAUSE = 1.0  # seconds between two calls
_LIMIT = 20.0  # seconds for each call
_REDIRECTS = 5
_GONE = {404, 410}
_UNKNOWN_ISSUER = {20, 21}  # of a certificate: browsers fetch what is missing in between
_AGENT = "Losbote link check"


class _Dead(Exception):
    """The link leads nowhere; the text says why, in a word or two."""


async def resolve(host: str) -> list[str]:
    """All addresses of a host. Raises OSError if there are none."""
    found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def is_public(address: str) -> bool:
    """Whether an address belongs to no private network and not to this machine, nor one that it carries inside."""
    ip = ip_address(address)
    inner = _inner(ip) if isinstance(ip, IPv6Address) else None
    return ip.is_global and not ip.is_multicast and (inner is None or inner.is_global)


def _inner(ip: IPv6Address) -> IPv4Address | None:
    """The address that one of a translated or tunnelled network stands for."""
    translated = any(ip in network for network in _TRANSLATED)
    return IPv4Address(int(ip) & 0xFFFFFFFF) if translated else ip.ipv4_mapped or ip.sixtofour


_TRANSLATED = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))


@dataclass
class _Look:
    """A look at a link: whether any server answered, and why it does not open; empty if it does, or nobody can tell."""

    link: str
    answered: bool = False
    reason: str = ""


@dataclass
class LinkCheck:
    """Looks at links and notes what it saw. `may_reach` says which addresses are allowed."""

    storage: Storage
    clock: Clock
    resolve: Resolve = resolve
    may_reach: Callable[[str], bool] = is_public
    pause: float = _PAUSE

    async def run(self) -> None:
        """Goes through what is due, again and again; runs for ever."""
        while True:
            await self.round()
            await self.clock.until(self.clock.now() + _LOOK)

    async def round(self) -> int:
        """Looks at the links that are due by now, or some of them; returns how many."""
        now = self.clock.now()
        due = await self.storage.read(lambda tx: self._due(tx, now))
        silent, heard = [], False
        async with self._http() as client:
            for link in due:
                look = await self._look(client, link)
                heard = heard or look.answered
                if look.answered:
                    await self.storage.write(lambda tx, look=look: tx.links.looked_at(look.link, now, look.reason))  # type: ignore[misc]
                else:
                    silent.append(look)
            heard = heard or (bool(silent) and await self._witnessed(client, due))
        if silent and not heard:
            log.warning("no link was answered for, our own network may be down", count=len(silent))
        await self.storage.write(lambda tx: _note(tx, silent, now, heard=heard))
        return len(due)

    def _http(self) -> httpx.AsyncClient:
        headers = {"User-Agent": _AGENT}
        return httpx.AsyncClient(headers=headers, timeout=_LIMIT, trust_env=False, follow_redirects=False)

    def _due(self, tx: Tx, now: datetime) -> list[str]:
        most = max(_ROUND, ceil(tx.links.count() / _ROUNDS))
        return tx.links.due(now - _AGAIN, now - _DAY, most)

    async def _witnessed(self, client: httpx.AsyncClient, but: list[str]) -> bool:
        """Whether one of the links that opened lately is answered for."""
        known = await self.storage.read(lambda tx: tx.links.opened(_WITNESSES, but))
        for link in known:
            if (await self._look(client, link)).answered:
                return True
        return False

    async def _look(self, client: httpx.AsyncClient, link: str) -> _Look:
        """Looks at a link, and waits a little."""
        look = _Look(link)
        try:
            look.reason = await self._reason(client, look)
        except Exception as error:  # noqa: BLE001 - whatever a server answers, it must not keep us from the next link
            log.error("a link could not be looked at", link=hashed(link), error=place(error))
            look.answered = True
        log.info("looked at a link", link=hashed(link), reason=look.reason or "opens")
        await asyncio.sleep(self.pause)
        return look

    async def _reason(self, client: httpx.AsyncClient, look: _Look) -> str:
        """Why a link does not open; empty if it does, or nobody can tell."""
        try:
            status = await self._status(client, "HEAD", look)
            if status >= 400:  # many servers know no HEAD
                status = await self._status(client, "GET", look)
        except _Dead as dead:
            return str(dead)
        except httpx.TimeoutException:
            return ""
        except (httpx.ConnectError, OSError) as error:
            return "" if _unknown_issuer(error) else "no connection"
        except (httpx.HTTPError, httpx.InvalidURL, ValueError):
            return ""  # slow or odd is not dead
        return str(status) if status in _GONE else ""

    async def _status(self, client: httpx.AsyncClient, method: str, look: _Look) -> int:
        """What the server at the end of all redirects answers; nothing of the page is read."""
        link = look.link
        for _ in range(_REDIRECTS + 1):
            answer = await self._answer(client, method, link)
            look.answered = True
            if not answer.has_redirect_location:
                return answer.status_code
            link = urljoin(link, answer.headers["location"])
        raise _Dead("too many redirects")

    async def _answer(self, client: httpx.AsyncClient, method: str, link: str) -> httpx.Response:
        """The head of the answer from the first address of the host that can be connected to."""
        requests = await self._requests(client, method, link)
        for request in requests:
            try:
                answer = await client.send(request, stream=True)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                if request is requests[-1]:
                    raise
            else:
                await answer.aclose()
                return answer
        raise _Dead("no such host")

    async def _requests(self, client: httpx.AsyncClient, method: str, link: str) -> list[httpx.Request]:
        """A request to each address that the host of the link has now; raises _Dead if one may not be reached."""
        if not public(link):
            raise _Dead("not public")
        host = urlsplit(link).hostname or ""
        try:
            addresses = await self.resolve(host)
        except OSError:
            raise _Dead("no such host") from None
        if not all(self.may_reach(one) for one in addresses):
            raise _Dead("not public")
        url = httpx.URL(link)
        return [
            client.build_request(
                method,
                url.copy_with(host=address),
                headers={"Host": url.netloc.decode()},
                extensions={"sni_hostname": host},  # and the certificate is checked for this name
            )
            for address in addresses[:_ADDRESSES]
        ]


def _note(tx: Tx, silent: list[_Look], now: datetime, *, heard: bool) -> None:
    """Notes what no server answered for; if none did at all, only that it is to be looked at again."""
    for look in silent:
        if heard:
            tx.links.looked_at(look.link, now, look.reason)
        else:
            tx.links.look_again(look.link, now - _AGAIN + _DAY)


def _unknown_issuer(error: BaseException | None) -> bool:
    """Whether a connection failed since the server did not send all the certificates that lead to a known one."""
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return error.verify_code in _UNKNOWN_ISSUER
        error = error.__cause__ or error.__context__
    return False
