"""Calls to signal-cli-rest-api, each with a time limit and with the body of an error kept.

Answers and errors: field guide, section 2.1.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from bot.errors import NoAnswer, Refused
from bot.settings import Settings
from bot.signal.http import Answer, Client, open_client, read_json
from bot.signal.text import Wire
from storage.content import File, Poll, Quote

NO_ACCOUNT = "The server does not know the number in the settings. Register or link it."
OLDEST = (0, 101)  # older servers answer a send in another form, so that nobody could tell what was sent
_UNSAFE = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Sent:
    """Signal's timestamp of the message, if it became one, and how many people Signal could not reach."""

    timestamp: int | None
    unreached: int


@dataclass(frozen=True, slots=True)
class SignalGroup:
    """A group as the server knows it; `people` and `admins` are ACIs, without the bot's own, which is `bot` if known.

    `invited` is whether the bot could join it.
    """

    id: str
    internal_id: str
    title: str
    member: bool
    people: frozenset[str]
    admins: frozenset[str]
    bot: str = ""
    invited: bool = False


class Api:
    """The calls the bot makes. Errors are those of `bot.errors`."""

    def __init__(self, client: Client, number: str, *, timeout: float) -> None:
        self._call = client.call
        self._number = number
        self._timeout = timeout

    @property
    def _polls(self) -> str:
        return f"/v1/polls/{quote(self._number)}"

    async def check(self) -> str:
        """The version of the server. Raises a ServerError if it is not there, Refused with a sentence if it cannot be
        used."""
        about = read_json(await self._call("GET", "/v1/about"), dict)
        version, mode = str(about.get("version")), str(about.get("mode"))
        if mode != "json-rpc":
            raise Refused(f"The server runs in mode {mode}. Start it with MODE=json-rpc.")
        if version != "unset" and version_of(version) < OLDEST:
            raise Refused(f"The server has version {version}. Losbote needs 0.101 or newer.")
        accounts = read_json(await self._call("GET", "/v1/accounts"), list)
        if self._number not in accounts:
            raise Refused(NO_ACCOUNT)
        return version

    async def groups(self) -> list[SignalGroup]:
        """All groups of the account."""
        found = await self._call("GET", f"/v1/groups/{quote(self._number)}", params={"expand": "true"})
        return [_group(group, self._number) for group in read_json(found, list) if isinstance(group, dict)]

    async def join(self, group: str) -> None:
        """Accepts the invitation to a group (server's id)."""
        await self._call("POST", f"/v1/groups/{quote(self._number)}/{quote(group)}/join", timeout=self._timeout)

    async def send(
        self,
        recipient: str,
        wired: Wire,
        *,
        quoted: Quote | None = None,
        edits: int | None = None,
        files: Sequence[File] = (),
    ) -> Sent:
        """Sends a message to a group (server's id) or a person (ACI), or changes the one sent at `edits`."""
        body: dict[str, Any] = {
            "number": self._number,
            "recipients": [recipient],
            "message": wired.message,
            "text_mode": wired.mode,  # the server's default can be switched, so it is always said
        }
        if quoted is not None:
            author = quoted.author or self._number
            body |= {"quote_author": author, "quote_timestamp": quoted.sent_at, "quote_message": quoted.text}
        if wired.mentions:
            body["mentions"] = [{"author": one.author, "start": one.start, "length": 1} for one in wired.mentions]
        if edits is not None:
            body["edit_timestamp"] = edits
        if files:
            body["base64_attachments"] = [_attachment(file) for file in files]
        return _sent(await self._call("POST", "/v2/send", json=body, timeout=self._timeout))

    async def pin(self, group: str, timestamp: int, *, on: bool = True) -> None:
        """Pins our message of this timestamp in a group (server's id), or takes the pin off."""
        body = {"target_author": self._number, "timestamp": timestamp}
        path = f"/v1/groups/{quote(self._number)}/{quote(group)}/pin-message"
        await self._call("POST" if on else "DELETE", path, json=body, timeout=self._timeout)

    async def ask(self, recipient: str, poll: Poll) -> Sent:
        """Opens a poll in a group (server's id). What it answers tells nothing of people who were not reached."""
        body = {
            "recipient": recipient,
            "question": poll.question,
            "answers": list(poll.options),
            "allow_multiple_selections": poll.multiple,
        }
        answer = read_json(await self._call("POST", self._polls, json=body, timeout=self._timeout), dict)
        try:
            return Sent(int(answer["timestamp"]), 0)
        except (KeyError, TypeError, ValueError) as error:
            raise NoAnswer(str(answer)[:500]) from error

    async def close(self, recipient: str, timestamp: int) -> None:
        """Closes our poll of this timestamp; nobody can vote any more."""
        body = {"recipient": recipient, "poll_timestamp": str(timestamp)}
        await self._call("DELETE", self._polls, json=body, timeout=self._timeout)

    async def identities(self) -> dict[str, str]:
        """The fingerprint of each person (ACI) whom the account knows."""
        found = read_json(await self._call("GET", f"/v1/identities/{quote(self._number)}"), list)
        return {
            str(one["uuid"]): str(one["fingerprint"])
            for one in found
            if isinstance(one, dict) and one.get("uuid") and one.get("fingerprint")
        }

    async def solve(self, token: str, captcha: str) -> None:
        """Answers the challenge of a rate limit; `captcha` begins with signalcaptcha://."""
        body = {"challenge_token": token, "captcha": captcha}
        path = f"/v1/accounts/{quote(self._number)}/rate-limit-challenge"
        await self._call("POST", path, json=body, timeout=self._timeout)

    async def delete(self, recipient: str, timestamp: int) -> None:
        """Deletes our message of this timestamp for all; phones take that for 24 hours."""
        body = {"recipient": recipient, "timestamp": timestamp}
        await self._call("DELETE", f"/v1/remote-delete/{quote(self._number)}", json=body, timeout=self._timeout)

    async def attachment(self, name: str) -> bytes:
        """What is in a file that came with a message, by the server's name of it."""
        return (await self._call("GET", f"/v1/attachments/{quote(name, safe='')}", timeout=self._timeout)).body


@asynccontextmanager
async def open_api(settings: Settings) -> AsyncIterator[Api]:
    """An `Api` for the server of the settings; its connections are closed at the end."""
    async with open_client(settings) as client:
        yield Api(client, settings.number, timeout=settings.sending.timeout)


def _attachment(file: File) -> str:
    """As the server takes a file; only letters, digits and the like of the name, which it does not clean itself."""
    name = _UNSAFE.sub("-", file.name).strip(".-") or "file"
    return f"data:{file.type};filename={name};base64,{b64encode(file.data).decode()}"


def _sent(response: Answer) -> Sent:
    """The answer is a list with one entry; before 0.101 it was the bare entry."""
    try:
        body = json.loads(response.body)
        entry = body[0] if isinstance(body, list) else body
        failures = (entry.get("errors") or {}).get("recipients") or []
        return Sent(int(entry["timestamp"]), len(failures))
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise NoAnswer(response.text[:500]) from error


def version_of(text: str) -> tuple[int, ...]:
    """A version as numbers that can be compared."""
    return tuple(int(part) for part in text.split("-", maxsplit=1)[0].split(".") if part.isdecimal())


def _group(group: dict[str, Any], number: str) -> SignalGroup:
    bot = _own(group.get("members"), number) or _own(group.get("pending_invites"), number)
    return SignalGroup(
        id=str(group.get("id")),
        internal_id=str(group.get("internal_id")),
        title=str(group.get("name") or ""),
        member=bool(group.get("member")),
        people=_people(group.get("members")) - {bot},
        admins=_people(group.get("admins")) - {bot},
        bot=bot,
        invited=_own(group.get("pending_invites"), number) != "",
    )


def _own(entries: object, number: str) -> str:
    """Our own ACI, if we are among the entries; the number where those are no more than that."""
    for entry in entries if isinstance(entries, list) else []:
        if isinstance(entry, dict) and entry.get("number") == number:
            return str(entry.get("uuid") or number)
        if entry == number:
            return number
    return ""


def _people(entries: object) -> frozenset[str]:
    listed = entries if isinstance(entries, list) else []
    return frozenset(str(entry["uuid"]) for entry in listed if isinstance(entry, dict) and entry.get("uuid"))
