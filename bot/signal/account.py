"""The calls that only setting up needs: what the server is, and how an account comes to be on it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from bot.errors import NoAnswer
from bot.settings import Settings
from bot.signal.api import OLDEST, Api, version_of
from bot.signal.http import open_client, read_json


@dataclass(frozen=True, slots=True)
class About:
    """What the server says of itself, and the numbers it has accounts for."""

    version: str
    mode: str
    accounts: tuple[str, ...]

    @property
    def too_old(self) -> bool:
        """Whether its answers have another form than the bot reads; images for developers have no version."""
        return self.version != "unset" and version_of(self.version) < OLDEST


class Account(Api):
    """The calls of the bot, and those that register, link and dress up its account."""

    async def about(self) -> About:
        """What the server is. Raises NoAnswer if something else answers there."""
        about = read_json(await self._call("GET", "/v1/about"), dict)
        if not about.get("mode"):
            raise NoAnswer
        accounts = read_json(await self._call("GET", "/v1/accounts"), list)
        return About(str(about.get("version")), str(about["mode"]), tuple(map(str, accounts)))

    async def register(self, captcha: str, *, voice: bool = False) -> None:
        """Lets Signal send a code to the number; `captcha` begins with signalcaptcha://."""
        await self._post(f"/v1/register/{quote(self._number)}", captcha=captcha, use_voice=voice)

    async def verify(self, code: str, pin: str = "") -> None:
        """Ends the registration with the code that came; `pin` only where the number has one already."""
        await self._post(f"/v1/register/{quote(self._number)}/verify/{quote(code, safe='')}", pin=pin)

    async def lock(self, pin: str) -> None:
        """Sets the PIN without which nobody else can register the number."""
        await self._post(f"/v1/accounts/{quote(self._number)}/pin", pin=pin)

    async def link(self, device: str) -> str:
        """The address to show as a QR code; who scans it makes the server a device of their account."""
        found = await self._call("GET", "/v1/qrcodelink/raw", params={"device_name": device}, timeout=self._timeout)
        return str(read_json(found, dict).get("device_link_uri") or "")

    async def present(self, name: str, picture: bytes | None) -> None:
        """Sets the name of the profile and its picture; without one the old picture is gone."""
        body: dict[str, Any] = {"name": name}
        if picture is not None:
            body["base64_avatar"] = b64encode(picture).decode()
        await self._call("PUT", f"/v1/profiles/{quote(self._number)}", json=body, timeout=self._timeout)

    async def _post(self, path: str, **body: str | bool) -> None:
        await self._call("POST", path, json=body, timeout=self._timeout)


@asynccontextmanager
async def open_account(settings: Settings) -> AsyncIterator[Account]:
    """An `Account` for the server of the settings; its connections are closed at the end."""
    async with open_client(settings) as client:
        yield Account(client, settings.number, timeout=settings.sending.timeout)
