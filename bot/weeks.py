"""What the groups hear in the days around a post, as far as the weekly limit looks at it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from bot.manners import WEEK, Manners
from storage.chat import Chat

Ahead = tuple[Chat, datetime, int]  # where, when, and of which rank


@dataclass
class Weeks:
    """Looks back at what was said and ahead at what is planned and more important, so that this keeps its place.

    Moments are to be asked for and added in their order.
    """

    manners: Manners
    before: Callable[[Chat], list[datetime]]  # what was said in the week before the first moment, in order
    planned: Callable[[], Iterable[Ahead]]  # what comes after it; asked for only when it is needed
    _said: dict[Chat, list[datetime]] = field(default_factory=dict)

    def room(self, chat: Chat, now: datetime, rank: int) -> bool:
        """Whether a post of this rank may be said now."""
        ahead = self._ahead[chat]
        first, last = (bisect_right(ahead, (at, 0)) for at in (now, now + WEEK))
        more_important = [at for at, other in ahead[first:last] if at > now and other < rank]
        heard = self._heard(chat)
        return self.manners.room(now, heard[bisect_right(heard, now - WEEK) :] + more_important)

    def say(self, chat: Chat, now: datetime) -> None:
        """Counts something that is said now."""
        self._heard(chat).append(now)

    def _heard(self, chat: Chat) -> list[datetime]:
        if chat not in self._said:
            self._said[chat] = self.before(chat)
        return self._said[chat]

    @cached_property
    def _ahead(self) -> dict[Chat, list[tuple[datetime, int]]]:
        found: dict[Chat, list[tuple[datetime, int]]] = defaultdict(list)
        for chat, at, rank in sorted(self.planned()):
            found[chat].append((at, rank))
        return found
