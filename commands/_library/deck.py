"""The deck of tips of one chat: a shuffled order in which none comes twice before all have come.

Nothing of it is stored. The order of a round follows from the chat, the number of the round and the tips; what has come
follows from what was told. So whoever asks twice draws the same, and what was not told after all is still to come.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b

from dateutil.relativedelta import relativedelta

from storage.chat import Chat
from storage.library import Tip
from storage.tips import Told

FRESH = relativedelta(months=18)  # after a review, then a tip rests until somebody renews it
_LATELY = 3  # the last third of a round does not begin the next one


def fresh(tip: Tip, at: datetime) -> bool:
    """Whether the last review of the tip is young enough at this moment."""
    return rests_from(tip.reviewed_at) > at


@lru_cache(maxsize=4096)
def rests_from(reviewed_at: datetime) -> datetime:
    """From when on a tip rests that was reviewed then."""
    return reviewed_at + FRESH


@dataclass(frozen=True, slots=True)
class Drawn:
    """A tip and the round of the deck in which it comes."""

    tip: Tip
    round: int


class Deck:
    """The tips that may be told in a chat, of which `told` were told there already, oldest first."""

    def __init__(self, chat: Chat, tips: Iterable[Tip], told: Iterable[Told]) -> None:
        self._chat = chat
        self._tips = sorted(tips, key=_entered)
        self._told = list(told)
        self._round = max((one.round for one in self._told), default=1)
        self._left = self._shuffled()

    def to_come(self, at: datetime) -> list[Tip]:
        """What is still to come in this round and may be told at this moment, in order."""
        return [tip for tip in self._left if fresh(tip, at)]

    def next(self, at: datetime, suits: Callable[[Tip], bool]) -> Drawn:
        """What comes at this moment: the first tip that suits, or else the first one.

        Raises LookupError if none may be told then.
        """
        left = self.to_come(at)
        if not left and any(fresh(tip, at) for tip in self._tips):
            self._round += 1
            self._left = self._shuffled()
            left = self.to_come(at)
        if not left:
            raise LookupError("no tip may be told")
        last = self._told[-1].tip if self._told else None
        suiting = (tip for tip in left if suits(tip) and tip.id != last)
        return Drawn(next(suiting, left[0]), self._round)

    def tell(self, drawn: Drawn, at: datetime) -> None:
        """Takes as told what came."""
        self._told.append(Told(drawn.tip.id, drawn.round, at))
        self._left = [tip for tip in self._left if tip.id != drawn.tip.id]

    def _shuffled(self) -> list[Tip]:
        """What is still to come in this round, in order."""
        come = {one.tip: one.at for one in self._told if one.round == self._round}
        lately, cut = self._lately()
        times = list(come.values())
        places: dict[int, float] = {}
        for earlier, tip in enumerate(self._tips):
            place = _after(cut, self._chance(tip.id)) if tip.id in lately else self._chance(tip.id)
            # One that entered when part of the round was through takes its place in the rest.
            through = bisect(times, _entered(tip))
            places[tip.id] = _after(through / (max(earlier, through) + 1), place)
        return sorted((tip for tip in self._tips if tip.id not in come), key=lambda tip: (places[tip.id], tip.id))

    def _lately(self) -> tuple[set[int], float]:
        """What came last in the round before, and the place before which nothing of it comes now."""
        before = [one.tip for one in self._told if one.round == self._round - 1]
        lately = set(before[-max(1, len(before) // _LATELY) :])
        others = sorted(self._chance(tip.id) for tip in self._tips if tip.id not in lately)
        return lately, max(others[: len(lately)], default=0.0)

    def _chance(self, tip: int) -> float:
        """A number from 0 up to 1 by which a tip is shuffled, always the same for a chat and a round."""
        seed = f"{self._chat} {self._round} {tip}".encode()
        return int.from_bytes(blake2b(seed, digest_size=8).digest()) / 2**64


def _entered(tip: Tip) -> datetime:
    """Since when it may be told: since it was added, or reviewed again."""
    return max(tip.added_at, tip.reviewed_at)


def _after(start: float, place: float) -> float:
    """A place from 0 up to 1 brought into what comes after `start`."""
    return start + (1 - start) * place
