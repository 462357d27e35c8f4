"""The groups the bot serves, and the people who chose something."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from storage.chat import Chat, group_chat
from storage.instants import from_ms, to_ms
from storage.store import Store

Purpose = Literal["main", "admin", "test"]
Language = Literal["de", "en"]


@dataclass(frozen=True, slots=True)
class Group:
    """A Signal group: `internal_id` is what envelopes carry, `id` what the server wants."""

    name: str
    internal_id: str
    id: str
    purpose: Purpose
    title: str
    people: int
    language: Language | None
    zone: str | None
    admins: str | None = None  # of the Signal group as last seen: ACIs parted by spaces

    @property
    def chat(self) -> Chat:
        """Where it is."""
        return group_chat(self.internal_id)


@dataclass(frozen=True, slots=True)
class Member:
    """A person known by ACI who chose a language or a zone."""

    aci: str
    language: Language | None
    zone: str | None
    reminders: tuple[str, ...] = ()  # offsets like "1d", ordered for themselves
    paused_until: datetime | None = None


def _group(row: sqlite3.Row) -> Group:
    return Group(**{name: row[name] for name in Group.__slots__})


def _member(row: sqlite3.Row) -> Member:
    until = row["paused_until"]
    return Member(
        row["aci"],
        row["language"],
        row["zone"],
        tuple(row["reminders"].split()),
        None if until is None else from_ms(until),
    )


class Groups(Store):
    """Groups by their name in the settings."""

    def put(self, name: str, *, internal_id: str, server_id: str, purpose: Purpose) -> None:
        """Adds a group of the settings or brings it up to date; what was chosen in the chat stays."""
        self._run(
            "INSERT INTO groups (name, internal_id, id, purpose) VALUES (:name, :internal_id, :id, :purpose)"
            " ON CONFLICT (internal_id) DO UPDATE SET name = :name, id = :id, purpose = :purpose",
            name=name,
            internal_id=internal_id,
            id=server_id,
            purpose=purpose,
        )

    def keep_only(self, internal_ids: list[str]) -> None:
        """Forgets the groups that are in the settings no more."""
        for group in self.list():
            if group.internal_id not in internal_ids:
                self._run("DELETE FROM groups WHERE internal_id = :internal_id", internal_id=group.internal_id)

    def seen(self, internal_id: str, *, title: str, people: int, admins: Iterable[str] | None = None) -> None:
        """Keeps what Signal says about a group; `admins` are ACIs, None if it did not say."""
        self._run(
            "UPDATE groups SET title = :title, people = :people,"
            " admins = coalesce(:admins, admins) WHERE internal_id = :internal_id",
            internal_id=internal_id,
            title=title,
            people=people,
            admins=None if admins is None else " ".join(sorted(admins)),
        )

    def list(self, purpose: Purpose | None = None) -> list[Group]:
        """All groups, or those of one purpose, by name."""
        rows = self._all(
            "SELECT * FROM groups WHERE :purpose IS NULL OR purpose = :purpose ORDER BY name", purpose=purpose
        )
        return [_group(row) for row in rows]

    def get(self, chat: Chat) -> Group | None:
        """The group of this chat, if it is one of ours."""
        return next((group for group in self.list() if group.chat == chat), None)

    def speak(self, name: str, language: Language) -> None:
        """Sets the language of a group."""
        self._run("UPDATE groups SET language = :language WHERE name = :name", name=name, language=language)
        self._touch("posts")


class Members(Store):
    """People by ACI; only those who chose something are known."""

    def get(self, aci: str) -> Member | None:
        """What this person chose."""
        row = self._one("SELECT * FROM members WHERE aci = :aci", aci=aci)
        return _member(row) if row else None

    def reminded(self) -> list[Member]:
        """Everybody who ordered reminders."""
        return [_member(row) for row in self._all("SELECT * FROM members WHERE reminders <> '' ORDER BY aci")]

    def remind(self, aci: str, offsets: tuple[str, ...]) -> None:
        """Orders reminders so long before each meeting, or none."""
        self._run(
            "INSERT INTO members (aci, reminders) VALUES (:aci, :offsets)"
            " ON CONFLICT (aci) DO UPDATE SET reminders = :offsets",
            aci=aci,
            offsets=" ".join(offsets),
        )
        self._touch("posts")

    def pause(self, aci: str, until: datetime | None) -> None:
        """No reminders for this person until then; None: go on."""
        self._run(
            "INSERT INTO members (aci, paused_until) VALUES (:aci, :until)"
            " ON CONFLICT (aci) DO UPDATE SET paused_until = :until",
            aci=aci,
            until=None if until is None else to_ms(until),
        )
        self._touch("posts")

    def speak(self, aci: str, language: Language) -> None:
        """Sets the language of a person."""
        self._run(
            "INSERT INTO members (aci, language) VALUES (:aci, :language)"
            " ON CONFLICT (aci) DO UPDATE SET language = :language",
            aci=aci,
            language=language,
        )
