"""What the installation remembers about itself."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from storage.instants import from_ms, to_ms
from storage.store import Store

ANNOUNCED = "announcements_changed_at"  # when an announcement was last changed or taken back
BACKED_UP, BACKUP_FAILED = "backed_up_at", "backup_failed_at"  # the last one that worked; the last, if it did not
BACKUP_TRIED = "backup_tried_at"  # when the last one was begun
CHALLENGE = "challenge"  # the token of the puzzle that Signal asks for; beside it, under …_at, since when
AWAY = "away"  # before a chat: when it was told last that we had been away
HELD = "held"  # the ACI of the admin who stopped all posts, while they are stopped
HELD_SINCE = "held_since"
PROFILE = "profile"  # a mark of the account whose profile `losbote setup` has given a name
SERVER, SERVER_SINCE = "server", "server_since"  # the version of the server, and when it was seen first
OUTSIDE = "outside"  # with a space and a chat behind it: since when we are not in this group of the settings
SEEN = "clock_seen_at"  # what the clock showed when it was looked at last
TICKED = "ticked_at"  # up to when everything is decided about posts


_SOON = timedelta(minutes=1)  # a limit that is lifted by then need not be told


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

    def challenge(self, token: str, now: datetime) -> None:
        """Keeps the puzzle that Signal asks for, and from when on it is worth telling."""
        if self.get(CHALLENGE) != token:
            self.put(CHALLENGE, token)
            self.put_instant(f"{CHALLENGE}_at", now + _SOON)
            self._touch("plan")

    def lift(self) -> None:
        """Signal asks for no puzzle any more."""
        self.drop(CHALLENGE)
        self.drop(f"{CHALLENGE}_at")

    def hold(self, aci: str, now: datetime) -> None:
        """Stops all posts, on the word of this admin."""
        self.put(HELD, aci)
        self.put_instant(HELD_SINCE, now)
        self._touch("deliveries")

    def resume(self) -> None:
        """Lets posts go on."""
        self.drop(HELD)
        self._touch("deliveries")
        self._touch("plan")

    def met(self, version: str, now: datetime) -> None:
        """Takes note of the version that the server has now; another one counts from now on."""
        if self.get(SERVER) != version:
            self.put(SERVER, version)
            self.put_instant(SERVER_SINCE, now)

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
