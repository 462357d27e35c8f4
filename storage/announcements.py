"""Announcements that were confirmed, the votes in their polls, and what came out of those."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from storage.chat import Chat
from storage.content import File, Poll
from storage.instants import from_ms, to_ms
from storage.rows import Rows
from storage.store import Store


@dataclass(frozen=True, slots=True)
class Announcement:
    """What an admin (ACI) has to say to groups, by language ("" is for all), not before `due` (UTC).

    `chat` is where it was written; `files` lie in the library folder; `corrects` names the announcement that it quotes.
    With a `poll`, which ends at `ends`, the texts are empty.
    """

    author: str
    chat: Chat
    texts: Mapping[str, str]
    groups: tuple[Chat, ...]
    due: datetime
    made: datetime
    files: tuple[File, ...] = ()
    urgent: bool = False
    approved: str = ""
    corrects: int | None = None
    poll: Poll | None = None
    ends: datetime | None = None
    id: int = 0
    delivered: int = 0
    read: int = 0

    def text(self, language: str) -> str:
        """Its words for a group of this language."""
        return self.texts.get(language) or self.texts.get("") or next(iter(self.texts.values()), "")


@dataclass(frozen=True, slots=True)
class Result:
    """How many voted for each option of a poll, in order, and how many voted at all."""

    counts: tuple[int, ...]
    voters: int


def _announcement(row: sqlite3.Row) -> Announcement:
    poll = json.loads(row["poll"]) if row["poll"] else None
    return Announcement(
        id=row["id"],
        author=row["author"],
        approved=row["approved"],
        chat=Chat(row["chat"]),
        texts=json.loads(row["texts"]),
        groups=tuple(Chat(chat) for chat in json.loads(row["groups"])),
        files=tuple(File(**one) for one in json.loads(row["files"])),
        due=from_ms(row["due_at"]),
        urgent=bool(row["urgent"]),
        corrects=row["corrects"],
        poll=poll and Poll(poll["question"], tuple(poll["options"]), poll["multiple"]),
        ends=from_ms(poll["ends_at"]) if poll else None,
        made=from_ms(row["made_at"]),
        delivered=row["delivered"],
        read=row["read"],
    )


def as_values(one: Announcement) -> dict[str, Any]:
    """Its columns, as JSON can carry them; for the table, and for an offer that holds a draft."""
    poll = one.poll and asdict(one.poll) | {"ends_at": to_ms(one.ends or one.due)}
    files = [{"name": file.name, "type": file.type, "stored": file.stored} for file in one.files]
    return {
        "author": one.author,
        "approved": one.approved,
        "chat": one.chat,
        "texts": json.dumps(dict(one.texts), ensure_ascii=False),
        "groups": json.dumps(list(one.groups)),
        "files": json.dumps(files, ensure_ascii=False),
        "due_at": to_ms(one.due),
        "urgent": int(one.urgent),
        "corrects": one.corrects,
        "poll": json.dumps(poll, ensure_ascii=False) if poll else "",
        "made_at": to_ms(one.made),
    }


def from_values(values: Mapping[str, Any]) -> Announcement:
    """The announcement that `as_values` wrote down."""
    row: Any = {"id": 0, "delivered": 0, "read": 0, **values}
    return _announcement(row)


class Announcements(Store):
    """Adding, changing and removing them can be taken back; votes and results cannot."""

    def __init__(self, connection: sqlite3.Connection, touch: Callable[[str], None], rows: Rows) -> None:
        super().__init__(connection, touch)
        self._rows = rows

    def add(self, one: Announcement) -> Announcement:
        """Adds an announcement; returns it with its id."""
        self._touch("plan")
        return replace(one, id=self._rows.add("announcements", as_values(one)))

    def get(self, announcement: int) -> Announcement | None:
        """The announcement of this id, if it still stands."""
        row = self._one("SELECT * FROM announcements WHERE id = :id", id=announcement)
        return _announcement(row) if row else None

    def due(self, start: datetime, end: datetime) -> list[Announcement]:
        """Those due after `start` and up to `end`, in order."""
        rows = self._all(
            "SELECT * FROM announcements WHERE due_at > :start AND due_at <= :end ORDER BY due_at, id",
            start=to_ms(start),
            end=to_ms(end),
        )
        return [_announcement(row) for row in rows]

    def newest(self, limit: int = 10) -> list[Announcement]:
        """The newest first, polls among them."""
        return [
            _announcement(row)
            for row in self._all("SELECT * FROM announcements ORDER BY id DESC LIMIT :limit", limit=limit)
        ]

    def polls(self, start: datetime, end: datetime) -> list[Announcement]:
        """Those with a poll that ends after `start` and up to `end`."""
        found = [_announcement(row) for row in self._all("SELECT * FROM announcements WHERE poll <> '' ORDER BY id")]
        return [one for one in found if one.ends is not None and start < one.ends <= end]

    def change(self, announcement: int, one: Announcement) -> None:
        """Gives it other words, groups or times."""
        self._touch("plan")
        self._rows.change("announcements", announcement, as_values(one))

    def remove(self, announcement: int) -> None:
        """It is not said, or was not."""
        self._touch("plan")
        self._rows.remove("announcements", announcement)

    def reached(self, announcement: int, delivered: int, read: int) -> None:
        """Keeps how many phones have it, and how many people read it."""
        self._run(
            "UPDATE announcements SET delivered = :delivered, read = :read WHERE id = :id",
            id=announcement,
            delivered=delivered,
            read=read,
        )

    def vote(self, announcement: int, chat: Chat, member: str, options: tuple[int, ...], version: int) -> None:
        """A person votes for these options (numbers from 0), or for none any more; an older vote changes nothing."""
        self._run(
            "INSERT INTO ballots (announcement, chat, member, options, version)"
            " VALUES (:announcement, :chat, :member, :options, :version)"
            " ON CONFLICT (announcement, chat, member) DO UPDATE SET options = :options, version = :version"
            " WHERE version <= :version",
            announcement=announcement,
            chat=chat,
            member=member,
            options=json.dumps(list(options)),
            version=version,
        )

    def count(self, announcement: int, chat: Chat, options: int) -> Result:
        """How the votes stand in one group, or how they stood at the end, for a poll of so many options."""
        key = {"announcement": announcement, "chat": chat}
        kept = self._one("SELECT * FROM results WHERE announcement = :announcement AND chat = :chat", **key)
        if kept is not None:
            return Result(tuple(json.loads(kept["counts"])), kept["voters"])
        rows = self._all("SELECT options FROM ballots WHERE announcement = :announcement AND chat = :chat", **key)
        votes = [choice for row in rows if (choice := set(json.loads(row["options"])))]
        counts = Counter(option for choice in votes for option in choice)
        return Result(tuple(counts[option] for option in range(options)), len(votes))

    def close(self, announcement: int, chat: Chat, options: int) -> Result:
        """Keeps what came out of a poll in one group and forgets who voted for what."""
        result = self.count(announcement, chat, options)
        key = {"announcement": announcement, "chat": chat}
        self._run(
            "INSERT INTO results (announcement, chat, counts, voters) VALUES (:announcement, :chat, :counts, :voters)"
            " ON CONFLICT (announcement, chat) DO NOTHING",
            **key,
            counts=json.dumps(list(result.counts)),
            voters=result.voters,
        )
        self._run("DELETE FROM ballots WHERE announcement = :announcement AND chat = :chat", **key)
        return result

    def forget(self) -> int:
        """Drops the votes in polls that were taken back; returns how many."""
        return self._run("DELETE FROM ballots WHERE announcement NOT IN (SELECT id FROM announcements)").rowcount
