"""One message on its way out."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from storage.chat import Chat
from storage.content import Content
from storage.instants import from_ms

State = Literal["waiting", "sending", "sent", "failed", "unknown", "cancelled"]
Policy = Literal["repeat", "ask"]
Act = Literal["say", "pin", "unpin", "delete", "close"]


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message to one chat."""

    id: int
    chat: Chat
    content: Content
    act: Act
    policy: Policy
    state: State
    due_at: datetime
    deadline: datetime | None
    tries: int
    refusals: int
    called_at: datetime | None
    ended_at: datetime | None
    sent_at: int | None
    edits: int | None
    frame: int | None
    post: int | None
    unreached: int = 0  # people whom Signal could not reach
    stoppable: bool = False  # it waits while posts are stopped
    error: str = ""  # why the last call or the whole of it came to nothing


def instant(ms: int | None) -> datetime | None:
    """An instant that may be missing."""
    return None if ms is None else from_ms(ms)


def delivery_of(row: sqlite3.Row) -> Delivery:
    """What a row of the table says."""
    return Delivery(
        id=row["id"],
        chat=Chat(row["chat"]),
        content=Content.from_json(row["content"]),
        act=row["act"],
        policy=row["policy"],
        state=row["state"],
        due_at=from_ms(row["due_at"]),
        deadline=instant(row["deadline"]),
        tries=row["tries"],
        refusals=row["refusals"],
        called_at=instant(row["called_at"]),
        ended_at=instant(row["ended_at"]),
        sent_at=row["sent_at"],
        edits=row["edits"],
        frame=row["frame"],
        post=row["post"],
        unreached=row["unreached"],
        stoppable=bool(row["stoppable"]),
        error=row["error"],
    )
