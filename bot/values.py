"""The forms of values in the settings: zones, ACIs, ids of groups, addresses, offsets, days and times."""

from __future__ import annotations

import base64
import re
from datetime import time, timedelta
from typing import Annotated
from urllib.parse import urlsplit
from uuid import UUID
from zoneinfo import available_timezones

from pydantic import AfterValidator

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("not a time zone")
    return name


def _aci(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        raise ValueError("not an ACI, and phone numbers are hidden from bots") from None


def _group_id(text: str) -> str:
    """Takes both forms of a group's id and returns the server's (`group.` + base64 of the internal id)."""
    try:
        internal = internal_id(text) if text.startswith("group.") else text
        whole = len(base64.b64decode(internal, validate=True)) == 32
    except ValueError:  # what base64 and the decoder raise is that too
        whole = False
    if not whole:
        raise ValueError("not the id of a group")
    return server_id(internal)


def server_id(internal: str) -> str:
    """The form of a group's id that the server wants, made of the form that envelopes carry."""
    return "group." + base64.b64encode(internal.encode()).decode()


def internal_id(group_id: str) -> str:
    """The internal id (base64 of 32 bytes) inside the server's form of a group id."""
    return base64.b64decode(group_id.removeprefix("group.")).decode()


def _address(text: str) -> str:
    host, _, port = text.rpartition(":")
    if not host or not re.fullmatch("[0-9]{1,5}", port) or int(port) > 65535:
        raise ValueError("not a host and a port")
    return text


def _server(text: str) -> str:
    try:
        parts = urlsplit(text)
        good = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        good = None
    if not good or not re.fullmatch(r"[^\s?#]+", text):
        raise ValueError("not the address of a server")
    return text.rstrip("/")


def offset(text: str) -> timedelta:
    """`7d`, `1h`, `15m` or `0`: how long before a meeting."""
    match = re.fullmatch(r"(\d{1,3})\s*([dhm]?)", text.strip())
    if not match or (not match[2] and match[1] != "0"):
        raise ValueError("not a time before a meeting")
    return timedelta(**{{"d": "days", "h": "hours", "m": "minutes", "": "minutes"}[match[2]]: int(match[1])})


Zone = Annotated[str, AfterValidator(_zone)]
Aci = Annotated[str, AfterValidator(_aci)]
GroupId = Annotated[str, AfterValidator(_group_id)]
Address = Annotated[str, AfterValidator(_address)]
ServerAddress = Annotated[str, AfterValidator(_server)]
PublicAddress = Annotated[str, AfterValidator(lambda text: text and _server(text))]  # empty: there is none


def _reminder(text: str) -> str:
    offset(text)
    return text


def tip_times(text: str) -> tuple[tuple[int, ...], time] | None:
    """`Tue,Fri 10:00` as weekdays (Monday is 0) and a wall time; None for an empty text: never."""
    if not text.strip():
        return None
    match = re.fullmatch(r"((?:\w{2,3},? ?)+?) (\d{1,2}):(\d{2})", text.strip())
    if not match:
        raise ValueError("not days and a time")
    named = [day[:3].lower() for day in re.split("[, ]+", match[1]) if day]
    if not set(named) <= set(DAYS) or int(match[2]) > 23 or int(match[3]) > 59:
        raise ValueError("days are Mon, Tue, Wed, Thu, Fri, Sat and Sun, and the time is like 10:00")
    return tuple(map(DAYS.index, named)), time(int(match[2]), int(match[3]))


def _tips(text: str) -> str:
    tip_times(text)
    return text


Offset = Annotated[str, AfterValidator(_reminder)]
TipTimes = Annotated[str, AfterValidator(_tips)]
