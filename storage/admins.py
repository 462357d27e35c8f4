"""Who may steer beside the admins of the settings, and by which key each admin is known."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime

from storage.instants import to_ms
from storage.rows import Rows
from storage.store import Store


class Admins(Store):
    """Admins by ACI. Adding and removing them can be taken back; what is known of keys cannot."""

    def __init__(self, connection: sqlite3.Connection, touch: Callable[[str], None], rows: Rows) -> None:
        super().__init__(connection, touch)
        self._rows = rows

    def list(self) -> list[str]:
        """Those who were added, in that order."""
        return [row["aci"] for row in self._all("SELECT aci FROM admins ORDER BY id")]

    def add(self, aci: str, by: str, now: datetime) -> None:
        """Adds an admin, unless she is one already."""
        if aci not in self.list():
            self._rows.add("admins", {"aci": aci, "added_by": by, "added_at": to_ms(now)})

    def remove(self, aci: str) -> bool:
        """Removes an admin; False if she was not added here."""
        row = self._one("SELECT id FROM admins WHERE aci = :aci", aci=aci)
        if row is not None:
            self._rows.remove("admins", row["id"])
        return row is not None

    def saw(self, aci: str, key: str) -> bool:
        """Takes note of the key that an admin has now; whether it has become another by that."""
        before = self._one("SELECT seen FROM admin_keys WHERE aci = :aci", aci=aci)
        self._run(
            "INSERT INTO admin_keys (aci, trusted, seen) VALUES (:aci, :key, :key)"
            " ON CONFLICT (aci) DO UPDATE SET seen = :key",
            aci=aci,
            key=key,
        )
        return before is not None and before["seen"] != key

    def suspended(self) -> set[str]:
        """Those whose key is not the one they are known by."""
        return {row["aci"] for row in self._all("SELECT aci FROM admin_keys WHERE seen <> trusted")}

    def trust(self, aci: str) -> None:
        """The key that was seen last is the right one."""
        self._run("UPDATE admin_keys SET trusted = seen WHERE aci = :aci", aci=aci)
