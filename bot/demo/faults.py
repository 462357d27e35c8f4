"""What can go wrong with Signal's tools: switches for the stand-in server, and frames that are broken."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from dataclasses import dataclass, field
from typing import Literal, get_args

from bot.demo import envelopes
from bot.demo.envelopes import Person

SendFault = Literal[
    "429",  # rate limited, with challenge tokens
    "400",  # refused, with an error text
    "500",  # no body
    "hang",  # no answer until released or the client goes away; a release then ends in a 500
    "drop",  # the connection is closed without an answer
    "partial",  # 201, but one recipient was not reached
    "slow",  # it arrives and is answered after a while, or when released
    "delivered-429",  # the rest: the message arrives, the caller is told otherwise or nothing
    "delivered-400",
    "delivered-500",
    "delivered-hang",
    "delivered-drop",
]


@dataclass(slots=True)
class Faults:
    """Switches that stay as they are set, and one-shot faults that the next sends use up in order."""

    drop_when_busy: bool = False  # a frame is lost when its reader is still busy with the one before
    double_frames: int = 0  # so many frames to come are given out twice
    account_gone: bool = False  # deauthorised: no account in the list, all that needs one is 400
    rate_limited: bool = False  # every send is 429 until a challenge is answered
    null_groups: set[str] = field(default_factory=set)  # names of groups that the server forgot
    send_seconds: float = 0  # how long every send takes
    slow_seconds: float = 1.0  # how long a "slow" send takes
    challenges: list[str] = field(default_factory=lambda: ["challenge-1"])  # tokens of a 429
    unreached: str | None = None  # who misses a "partial" send; the last member if none is named
    hanging: int = 0  # calls that hang, or are slow, now
    slow: int = 0  # those of them that are only slow
    log_level: str = "info"  # at "debug" the server's log holds what people say
    pins: int = 0  # so many pins to come are refused
    profiles: int = 0  # so many changes of the profile to come are refused
    sends: deque[SendFault] = field(default_factory=deque)
    _released: asyncio.Event = field(default_factory=asyncio.Event)
    _abandoned: asyncio.Event = field(default_factory=asyncio.Event)
    _hung: asyncio.Event = field(default_factory=asyncio.Event)

    def fail_next_send(self, fault: SendFault, times: int = 1) -> None:
        """Lets the next sends (messages and polls) go wrong, after those that are already queued."""
        if fault not in get_args(SendFault):
            raise ValueError(f"there is no fault {fault!r}; there are {', '.join(get_args(SendFault))}")
        self.sends.extend([fault] * times)

    def next_send(self) -> SendFault | None:
        """Uses up the fault of the send that comes now."""
        if self.sends:
            return self.sends.popleft()
        return "429" if self.rate_limited else None

    def release(self) -> None:
        """Lets all calls that hang now come to their end."""
        self._released.set()
        self._released = asyncio.Event()
        self.abandon()

    def abandon(self) -> None:
        """The caller is gone: what would have hung for ever ends, what is slow still arrives in its time."""
        self._abandoned.set()
        self._abandoned = asyncio.Event()

    async def hang(self, seconds: float | None = None) -> None:
        """Returns when released, or when the seconds are over."""
        ended = self._abandoned if seconds is None else self._released
        slow = seconds is not None
        self.hanging += 1
        self.slow += slow
        self._hung.set()
        try:
            await asyncio.wait_for(ended.wait(), seconds)
        except TimeoutError:
            pass
        finally:
            self.hanging -= 1
            self.slow -= slow
            if not self.hanging:
                self._hung.clear()

    async def hung(self) -> None:
        """Returns as soon as a call hangs or is slow."""
        await self._hung.wait()


def broken_frames(person: Person, account: str, timestamp: int) -> dict[str, str | bytes]:
    """Every broken shape that is known, by what is wrong with it; they come from `person` where they can."""

    def frame(**content: object) -> str:
        return json.dumps(envelopes.frame(person, account, timestamp, content))

    data = envelopes.data_message(timestamp, None, "!next")
    picture = {"contentType": "image/png", "filename": "a.png", "id": "k3Jd9.png", "size": 5120}
    nameless = {"groupId": "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=", "revision": 13, "type": "UPDATE"}
    whole = envelopes.frame(person, account, timestamp, {"dataMessage": data})
    undecryptable = {"exception": {"message": "no session", "type": "ProtocolNoSessionException"}}
    return {
        "empty": "",
        "no JSON": "{not json",
        "cut off": json.dumps(whole)[:-20],
        "binary": b"\x00\xff\xfe binary",
        "an array": "[]",
        "a number": "42",
        "null": "null",
        "no envelope": json.dumps({"account": account}),
        "server error": json.dumps({"error": "Couldn't process incoming message"}),
        "envelope is a text": json.dumps({"envelope": "hello", "account": account}),
        "nulls everywhere": json.dumps({"envelope": dict.fromkeys(whole["envelope"]), "account": None}),
        "null message": frame(dataMessage=dict.fromkeys(data)),
        "no voice note": frame(dataMessage={**data, "attachments": [picture]}),
        "unknown typing action": frame(typingMessage={"action": "SINGING", "timestamp": timestamp}),
        "nameless group update": frame(dataMessage={**data, "message": None, "groupInfo": nameless}),
        "unknown group": frame(dataMessage={**data, "groupInfo": {**nameless, "type": "DELIVER"}}),
        "timestamp is a text": frame(dataMessage={**data, "timestamp": "soon"}),
        "text is a number": frame(dataMessage={**data, "message": 42}),
        "undecryptable": json.dumps({**undecryptable, **envelopes.frame(person, account, timestamp, {})}),
    }
