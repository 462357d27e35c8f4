"""Who may steer beside the admins of the settings, and by which key each admin is known."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from storage.instants import from_ms, to_ms
from storage.rows import Rows
from storage.store import Store


@dataclass(frozen=True, slots=True)
class Added:
    """Somebody (ACI) who was added, by whom (ACI) and when (UTC)."""

    aci: str
    by: str
    at: datetime


class Admins(Store):
    """Admins by ACI. Adding and removing them can be taken back; what is known of keys cannot."""

    def __init__(self, connection: sqlite3.Connection, touch: Callable[[str], None], rows: Rows) -> None:
        super().__init__(connection, touch)
        self._rows = rows

    def list(self) -> list[str]:
        """Those who were added, in that order."""
        return [one.aci for one in self.added()]

    def added(self) -> tuple[Added, ...]:
        """The same, with who added them and when."""
        rows = self._all("SELECT * FROM admins ORDER BY id")
        return tuple(Added(row["aci"], row["added_by"], from_ms(row["added_at"])) for row in rows)

    def add(self, aci: str, by: str, now: datetime) -> None:
        """Adds an admin, unless she is one already; the key that is seen first will be the right one."""
        if aci not in self.list():
            self._run("DELETE FROM admin_keys WHERE aci = :aci", aci=aci)
            self._rows.add("admins", {"aci": aci, "added_by": by, "added_at": to_ms(now)})

    def remove(self, aci: str) -> bool:
        """Removes an admin; False if she was not added here."""
        row = self._one("SELECT id FROM admins WHERE aci = :aci", aci=aci)
        if row is not None:
            self._rows.remove("admins", row["id"])
        return row is not None

    def saw(self, aci: str, key: str) -> bool:
        """Takes note of the key that an admin has now; whether it has become another by that."""
        before = self.key(aci)
        if before != key:
            self._run(
                "INSERT INTO admin_keys (aci, trusted, seen) VALUES (:aci, :key, :key)"
                " ON CONFLICT (aci) DO UPDATE SET seen = :key",
                aci=aci,
                key=key,
            )
        return before not in {None, key}

    def key(self, aci: str) -> str | None:
        """The key that was seen last."""
        row = self._one("SELECT seen FROM admin_keys WHERE aci = :aci", aci=aci)
        return row["seen"] if row else None

    def suspended(self) -> set[str]:
        """Those whose key is not the one they are known by."""
        return {row["aci"] for row in self._all("SELECT aci FROM admin_keys WHERE seen <> trusted")}

    def trust(self, aci: str) -> None:
        """The key that was seen last is the right one."""
        self._run("UPDATE admin_keys SET trusted = seen WHERE aci = :aci", aci=aci)
