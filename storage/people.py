"""What is stored of one person (ACI), over all tables: to be shown to them, and to be forgotten.

Two things outlive a wish to be forgotten. For `KEPT_ON` the keys of the person's last messages stay, so that none is
handled twice, with the answers to them and a note of the wish. And what somebody did as an admin stays (the audit log,
announcements, who may steer), since others must be able to see who changed what.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from storage.chat import direct_chat
from storage.content import Content
from storage.instants import from_ms, to_ms
from storage.settings import AWAY
from storage.store import Store

Traces = Mapping[str, list[dict[str, Any]]]

KEPT_ON = timedelta(hours=48)
_WISH = "forget "  # before the ACI: the key in the settings under which stands when somebody wished to be forgotten
_AWAY = f"{AWAY} direct:"  # before the ACI

_OF = {
    "members": "SELECT language, zone, reminders, paused_until FROM members WHERE aci = :aci",
    "rsvps": "SELECT meeting, made_at FROM rsvps WHERE member = :aci ORDER BY made_at, meeting",
    "votes": "SELECT tip, up, made_at FROM votes WHERE member = :aci ORDER BY made_at",
    "ballots": "SELECT announcement, chat, options FROM ballots WHERE member = :aci ORDER BY announcement",
    "given": "SELECT tip, given_at FROM given WHERE chat = :chat ORDER BY given_at",
    "offers": "SELECT chat, name, data, ends_at FROM offers WHERE sender = :aci",
    "frames": "SELECT sent_at, kind, chat, received_at, done_at, body FROM frames WHERE sender = :aci ORDER BY id",
    "posts": "SELECT rule, due_at, state FROM posts WHERE chat = :chat ORDER BY id",
    "deliveries": "SELECT due_at, state, sent_at, content FROM deliveries WHERE chat = :chat ORDER BY id",
    "amendments": "SELECT rule, was_due, due_at, text FROM amendments WHERE substr(key, -length(:chat)) = :chat",
    "admins": "SELECT added_at FROM admins WHERE aci = :aci",
    "admin_keys": "SELECT trusted, seen FROM admin_keys WHERE aci = :aci",
    "announcements": "SELECT id, made_at, due_at, texts, poll FROM announcements"
    " WHERE author = :aci OR approved = :aci ORDER BY id",
    "audit": "SELECT at, command, what FROM audit WHERE who = :aci ORDER BY id",
    "groups": "SELECT name, title FROM groups WHERE instr(' ' || admins || ' ', ' ' || :aci || ' ') > 0",
    "settings": "SELECT key FROM settings WHERE instr(key || ' ' || value, :aci) > 0 ORDER BY key",
}
_AT_ONCE = (
    "DELETE FROM members WHERE aci = :aci",
    "DELETE FROM rsvps WHERE member = :aci",
    "DELETE FROM votes WHERE member = :aci",
    "DELETE FROM ballots WHERE member = :aci",
    "DELETE FROM given WHERE chat = :chat",
    "DELETE FROM offers WHERE sender = :aci",
    "DELETE FROM amendments WHERE rule = 'personal' AND substr(key, -length(:chat)) = :chat",
    """DELETE FROM deliveries WHERE chat = :chat AND state = 'waiting' AND frame IS NULL
        AND post IN (SELECT id FROM posts WHERE rule = 'personal')""",
)
_UP_TO = (
    # The newest frame stays: SQLite would give its id away again, and readers go by ids that only grow.
    """DELETE FROM frames WHERE sender = :aci AND done_at IS NOT NULL AND received_at <= :before
        AND id < (SELECT max(id) FROM frames)""",
    """DELETE FROM deliveries WHERE chat = :chat AND post IS NULL AND due_at <= :before
        AND state IN ('sent', 'failed', 'cancelled')""",
)
# Reminders that are out, of one chat or (empty) of all. One that is being changed stays until that is through.
_REMINDERS = (
    """DELETE FROM deliveries WHERE state IN ('sent', 'failed', 'cancelled')
        AND post IN (SELECT id FROM posts WHERE rule IN ('personal', 'withdrawn') AND chat LIKE 'direct:%'
            AND (:chat = '' OR chat = :chat) AND due_at <= :before)
        AND NOT EXISTS (SELECT 1 FROM deliveries e WHERE e.edits = deliveries.id
            AND e.state IN ('waiting', 'sending', 'unknown'))""",
    """DELETE FROM posts WHERE rule IN ('personal', 'withdrawn') AND chat LIKE 'direct:%'
        AND (:chat = '' OR chat = :chat) AND due_at <= :before
        AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.post = posts.id)""",
)


class People(Store):
    """All that is kept of a person, whatever table it is in."""

    def traces(self, aci: str) -> Traces:
        """Every row of this person by table, as JSON can carry it: instants as ISO 8601 in UTC."""
        names = {
            f"group:{row['internal_id']}": row["title"] or row["name"] for row in self._all("SELECT * FROM groups")
        }
        found = {table: self._all(sql, **_of(aci)) for table, sql in _OF.items()}
        return {table: [_readable(row, names) for row in rows] for table, rows in found.items()}

    def steered(self, aci: str) -> bool:
        """Whether there is something that this person did as an admin, or may do as one."""
        tables = ("admins", "admin_keys", "announcements", "audit")
        return any(self._one(_OF[table], **_of(aci)) is not None for table in tables)

    def forget(self, aci: str, now: datetime) -> None:
        """Forgets the person, except for what the head of this module names."""
        for sql in _AT_ONCE:
            self._run(sql, **_of(aci))
        self._drop(aci, now - KEPT_ON, reminders_before=now)
        self._run("DELETE FROM settings WHERE key = :away", away=f"{_AWAY}{aci}")
        self._run(
            "INSERT INTO settings (key, value) VALUES (:key, :value) ON CONFLICT (key) DO UPDATE SET value = :value",
            key=f"{_WISH}{aci}",
            value=str(to_ms(now)),
        )
        for bell in ("posts", "deliveries", "plan"):
            self._touch(bell)

    def tidy(self, now: datetime, reminders_before: datetime) -> None:
        """Drops what was kept on after a wish to be forgotten, marks that are out of date, and old reminders."""
        for aci, wished in self._wishes(now - KEPT_ON):
            self._drop(aci, wished, reminders_before=wished)
            self._run("DELETE FROM settings WHERE key = :key", key=f"{_WISH}{aci}")
        self._run(
            "DELETE FROM settings WHERE key LIKE :away AND CAST(value AS INTEGER) <= :before",
            away=f"{_AWAY}%",
            before=to_ms(now - KEPT_ON),
        )
        self._drop_reminders("", reminders_before)

    def _wishes(self, before: datetime) -> Iterator[tuple[str, datetime]]:
        rows = self._all(
            "SELECT key, value FROM settings WHERE key LIKE :wish AND CAST(value AS INTEGER) <= :before",
            wish=f"{_WISH}%",
            before=to_ms(before),
        )
        return ((row["key"].removeprefix(_WISH), from_ms(int(row["value"]))) for row in rows)

    def _drop(self, aci: str, before: datetime, *, reminders_before: datetime) -> None:
        """Drops the keys of messages and the answers of this person up to a moment, and reminders up to another."""
        for sql in _UP_TO:
            self._run(sql, **_of(aci), before=to_ms(before))
        self._drop_reminders(direct_chat(aci), reminders_before)

    def _drop_reminders(self, chat: str, before: datetime) -> None:
        """Drops the reminders that people ordered, of one chat or (empty) of all, that are out and were due by then."""
        for sql in _REMINDERS:
            self._run(sql, chat=chat, before=to_ms(before))


def _of(aci: str) -> dict[str, str]:
    return {"aci": aci, "chat": direct_chat(aci)}


def _readable(row: sqlite3.Row, groups: Mapping[str, str]) -> dict[str, Any]:
    """A row with its instants, chats and JSON as people can read them."""
    return {name: _value(name, row[name], groups) for name in row.keys()}  # noqa: SIM118 - a Row iterates over values


def _value(name: str, value: Any, groups: Mapping[str, str]) -> Any:  # noqa: ANN401 - whatever SQLite can hold
    if value is None:
        return None
    if name in {"at", "was_due", "paused_until"} or name.endswith("_at"):
        return from_ms(value).isoformat(timespec="seconds")
    if name == "chat":
        return groups.get(value, "group") if value.startswith("group:") else "direct"
    if name == "content":
        return Content.from_json(value).text
    if name in {"data", "body", "options", "texts", "poll"} and value:
        return json.loads(value)
    return value
