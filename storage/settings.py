"""What the installation remembers about itself."""

from __future__ import annotations

import secrets
from datetime import datetime

from storage.instants import from_ms, to_ms
from storage.store import Store


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
