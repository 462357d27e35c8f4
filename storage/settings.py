"""What the installation remembers about itself."""

from __future__ import annotations

import secrets
from datetime import datetime

from storage.instants import from_ms, to_ms
from storage.store import Store

ANNOUNCED = "announcements_changed_at"  # when an announcement was last changed or taken back
HELD = "held"  # the ACI of the admin who stopped all posts, while they are stopped


class Settings(Store):
    """Texts and instants by key."""

    def get(self, key: str) -> str | None:
        """The text kept under `key`."""
        row = self._one("SELECT value FROM settings WHERE key = :key", key=key)
        return row["value"] if row else None

    def put(self, key: str, value: str) -> None:
        """Keeps a text under `key`."""
        self._run(
            "INSERT INTO settings (key, value) VALUES (:key, :value) ON CONFLICT (key) DO UPDATE SET value = :value",
            key=key,
            value=value,
        )

    def drop(self, key: str) -> None:
        """Keeps nothing under `key` any more."""
        self._run("DELETE FROM settings WHERE key = :key", key=key)

    def hold(self, aci: str) -> None:
        """Stops all posts, on the word of this admin."""
        self.put(HELD, aci)
        self._touch("deliveries")

    def resume(self) -> None:
        """Lets posts go on."""
        self.drop(HELD)
        self._touch("deliveries")
        self._touch("plan")

    def instant(self, key: str) -> datetime | None:
        """The instant kept under `key`, in UTC."""
        text = self.get(key)
        return None if text is None else from_ms(int(text))

    def put_instant(self, key: str, at: datetime) -> None:
        """Keeps an instant under `key`."""
        self.put(key, str(to_ms(at)))

    def salt(self) -> str:
        """The secret of this installation that makes its log hashes; made when first asked for."""
        salt = self.get("salt")
        if salt is None:
            salt = secrets.token_hex(16)
            self.put("salt", salt)
        return salt
