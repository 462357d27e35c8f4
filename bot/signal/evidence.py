"""Finds out what became of messages of unknown fate from what phones and other devices tell, kept in memory only.

Each call makes one message at most, and each message that a phone confirms comes from one call. So the messages are
matched with the calls that may have made them, and what holds in whatever way they are matched is proven.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.logs import hashed
from bot.signal.heard import Confirmed, Heard
from bot.signal.text import bare
from storage import Tx
from storage.chat import Chat, id_in, is_group
from storage.delivery import Delivery
from storage.instants import from_ms

PATIENCE = timedelta(minutes=2)  # how long we wait for evidence before an answer is said again
_CALLS_KEPT = 200
_SKEW = timedelta(seconds=5)  # by which the server's clock may differ from ours
SETTLES = 2 * _SKEW + timedelta(seconds=1)  # a call that begins so long after another made no message of that one
_WITNESSES = 2  # one phone may have been off

People = Callable[[Chat], frozenset[str]]  # who (ACI) is in a group; nobody if that is not known


@dataclass(frozen=True, slots=True)
class _Call:
    """A call that may have made a message."""

    delivery: int
    chat: Chat
    start: datetime
    end: datetime

    def fits(self, timestamp: int) -> bool:
        """Whether a message of this timestamp can come from it."""
        return self.start - _SKEW <= from_ms(timestamp) <= self.end + _SKEW

    def reaches(self, receivers: Iterable[str], people: frozenset[str]) -> bool:
        """Whether a message that these people have can come from it, if these are in the group."""
        if is_group(self.chat):
            return not people or people.issuperset(receivers)
        return set(receivers) == {id_in(self.chat)}


@dataclass(frozen=True, slots=True)
class Weighed:
    """`proven` are deliveries of unknown fate that were sent after all, with their timestamps. `contested` are those
    (id) to somebody who has a message that may be a group's instead: what is said there next may tell. `unsure` is
    whether more evidence is of use."""

    proven: Sequence[tuple[Delivery, int]] = ()
    contested: frozenset[int] = frozenset()
    unsure: bool = False


Elsewhere = Mapping[int, tuple[Chat, str]]  # what other devices sent, by timestamp
_Key = tuple[int, datetime]
_Could = dict[int, list[_Call]]  # which calls may have made the message of a timestamp


@dataclass
class Evidence:
    """What was heard, beside the calls that may have made it."""

    heard: Heard = field(default_factory=lambda: Heard(from_ms(0)))
    _calls: OrderedDict[_Key, _Call] = field(default_factory=OrderedDict)

    def weigh(self, tx: Tx, now: datetime, limit: timedelta, people: People) -> Weighed:
        """What can be told of deliveries of unknown fate; to be asked before each call, each of which takes `limit`
        at most."""
        # Taken before the rows are read, so that the call of whatever is confirmed here is among them.
        confirmed, elsewhere = self.heard.confirmed(), self.heard.elsewhere()
        open_ones = {one.id: one for one in tx.deliveries.uncertain()}
        self._note(open_ones, now, limit)
        self._forget_explained(tx, open_ones)
        # Of a call under way we shall hear from the server.
        unsure = [one for one in open_ones.values() if one.state != "sending" and one.act == "say"]
        if not unsure:
            return Weighed()
        proven = self._retold(unsure, elsewhere)
        under_way = {one.id for one in open_ones.values() if one.state == "sending"}
        could = self._could(tx, people, now, under_way, confirmed, elsewhere)
        whole = _matched(could)
        for one in unsure:
            if (at := _made(one, could, whole, now)) is not None:
                proven.setdefault(one.id, at)
        contested = {one.id for one in unsure if not is_group(one.chat) and _contested(one, could)}
        found = [(one, proven[one.id]) for one in unsure if one.id in proven]
        return Weighed(found, frozenset(contested - proven.keys()), unsure=True)

    def _note(self, open_ones: Mapping[int, Delivery], now: datetime, limit: timedelta) -> None:
        """Remembers a call also when another follows it, since its message may be heard of later."""
        if not open_ones:
            self._calls.clear()
        for one in open_ones.values():
            if one.called_at is not None:
                last, ended = one.called_at + limit, one.ended_at or now
                end = min(ended, last) if ended >= one.called_at else last  # the clock was set back meanwhile
                self._calls[one.id, one.called_at] = _Call(one.id, one.chat, one.called_at, end)
        while len(self._calls) > _CALLS_KEPT:
            self._calls.popitem(last=False)

    def _forget_explained(self, tx: Tx, open_ones: Mapping[int, Delivery]) -> None:
        """A call that made a message we know can have made no other."""
        for key, call in list(self._calls.items()):
            if call.delivery not in open_ones:
                made = tx.deliveries.timestamp(call.delivery)
                if made is not None and call.fits(made):
                    del self._calls[key]

    def _retold(self, unsure: Iterable[Delivery], elsewhere: Elsewhere) -> dict[int, int]:
        """What another device of our account was told that we said: the same words at the same place and time."""
        said = elsewhere.items()
        return {
            one.id: at
            for one in unsure
            for call in self._calls.values()
            for at, (chat, words) in said
            if call.delivery == one.id and call.fits(at) and (chat, words) == (one.chat, hashed(bare(one.content.text)))
        }

    def _could(
        self,
        tx: Tx,
        people: People,
        now: datetime,
        under_way: Collection[int],
        confirmed: Mapping[int, Confirmed],
        elsewhere: Elsewhere,
    ) -> _Could:
        """Each message that we do not know, with the calls that may have made it, in order.

        What seems to come from the future tells of a clock that was set back, and may come from any call under way.
        """
        calls = sorted(self._calls.values(), key=lambda call: (call.start, call.delivery))
        could: _Could = {}
        for at in sorted(confirmed):
            ahead = from_ms(at) > now + _SKEW
            fitting = [call for call in calls if call.fits(at) or (ahead and call.delivery in under_way)]
            if not fitting or at in elsewhere or tx.deliveries.chat_of(at) is not None:
                continue
            could[at] = [
                call
                for call in fitting
                if call.reaches(confirmed[at], people(call.chat)) and not self._denied(tx, call, at, confirmed, people)
            ]
        return could

    def _denied(self, tx: Tx, call: _Call, at: int, confirmed: Mapping[int, Confirmed], people: People) -> bool:
        """Whether a message that one person alone has was not said in the group, since others would have it too.

        Phones get messages in order: who has a later one of that group would have this one. We may have been deaf when
        they told us so; then it counts only if they are no quicker to tell than that lasted.
        """
        others = people(call.chat) - confirmed[at].keys()
        if not is_group(call.chat) or len(confirmed[at]) != 1:
            return False
        deaf = max(self.heard.since - call.start, -_SKEW)
        missed: set[str] = set()
        for later, who in confirmed.items():
            if later > at and tx.deliveries.chat_of(later) == call.chat:
                quick = {one for one, when in who.items() if from_ms(when) - from_ms(later) < deaf}
                missed |= (others & who.keys()) - quick
        return len(missed) >= _WITNESSES and 2 * len(missed) >= len(others)


def _made(one: Delivery, could: _Could, whole: Mapping[int, _Call], now: datetime) -> int | None:
    """The message that this delivery surely made; None if it may be that it made none.

    If it is sure that it made one, but not which, we wait for more to be heard, and take the likeliest in the end.
    """
    own = [at for at, call in whole.items() if call.delivery == one.id]
    without = {at: [call for call in calls if call.delivery != one.id] for at, calls in could.items()}
    if not own or len(_matched(without)) == len(whole):
        return None
    at = min(own)
    sure = len(_matched({**could, at: without[at]})) < len(whole)
    waited = one.ended_at is None or now >= one.ended_at + PATIENCE
    return at if sure or waited else None


def _contested(one: Delivery, could: _Could) -> bool:
    """Whether it may have made a message that a call to a group may have made as well."""
    return any(
        any(call.delivery == one.id for call in calls) and any(is_group(call.chat) for call in calls)
        for calls in could.values()
    )


def _matched(could: _Could) -> dict[int, _Call]:
    """As many messages as possible, each with a call of its own that may have made it; the earlier with the earlier."""
    taken: dict[_Call, int] = {}

    def place(at: int, tried: set[_Call]) -> bool:
        for call in sorted(could[at], key=taken.__contains__):  # what is free first
            if call not in tried:
                tried.add(call)
                if call not in taken or place(taken[call], tried):
                    taken[call] = at
                    return True
        return False

    for at in could:
        place(at, set())
    return {at: call for call, at in taken.items()}
