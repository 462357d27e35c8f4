"""How fast we may speak: a budget for all chats together and a smaller one for each chat."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from storage.chat import Chat

_CHAT_BURST, _CHAT_PAUSE = 20, timedelta(seconds=1)


@dataclass
class _Bucket:
    """So many at once, then one for each pause."""

    burst: int
    pause: timedelta
    full_at: datetime | None = None  # when all of it is there again

    def wait(self, now: datetime) -> timedelta:
        """How long until one more may go; nothing or less means now."""
        if self.full_at is None:
            return timedelta(0)
        # It cannot be emptier than empty, unless the clock was set back; that must not make us silent for as long.
        self.full_at = min(self.full_at, now + self.pause * self.burst)
        return self.full_at - now - self.pause * (self.burst - 1)

    def take(self, now: datetime) -> None:
        """Takes one out; there is one if `wait` says so."""
        self.full_at = max(self.full_at or now, now) + self.pause


@dataclass
class Pace:
    """Signal allows a burst of sixty and then one a second (field guide 2.2); the setting says how many a minute."""

    per_minute: int
    _chats: dict[Chat, _Bucket] = field(default_factory=dict)
    _held: list[datetime] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._all = _Bucket(self.per_minute, timedelta(minutes=1) / self.per_minute)

    def wait(self, chat: Chat, now: datetime) -> timedelta:
        """How long until this chat may be spoken to; nothing or less means now."""
        return max(self._all.wait(now), self._bucket(chat).wait(now))

    def take(self, chat: Chat, now: datetime) -> bool:
        """Takes one message out of the budgets; False if it has to wait."""
        wait = self.wait(chat, now)
        if wait > timedelta(0):
            self._held.append(now + wait)
            return False
        self._all.take(now)
        self._bucket(chat).take(now)
        return True

    def begin(self) -> None:
        """A new round: nothing has had to wait in it yet."""
        self._held.clear()

    def next_free(self, now: datetime) -> datetime | None:
        """When the next of those that had to wait may go; one that may by now waits for something else."""
        return min((at for at in self._held if at > now), default=None)

    def _bucket(self, chat: Chat) -> _Bucket:
        per_chat = max(_CHAT_BURST, self.per_minute // 3)
        return self._chats.setdefault(chat, _Bucket(per_chat, _CHAT_PAUSE * _CHAT_BURST / per_chat))
