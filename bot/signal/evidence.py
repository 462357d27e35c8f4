"""Finds out what became of messages of unknown fate from what phones and other devices tell, kept in memory only.

What that leaves open is written down as traces, so that it is not lost with us: which messages there are, of which
calls they may come, and nothing about whose phones told. Pins, deletions and the end of a poll are confirmed as well
(SendDeliveryReceiptJob in Signal's app for Android), so their calls are among those that may have made a message.

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
from storage.traces import Trace

PATIENCE = timedelta(minutes=2)  # how long we wait for evidence before an answer is said again
LONGEST_PATIENCE = 5 * PATIENCE
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
    (id) to somebody who has a message that may be a group's instead: what is said there next may tell, so they wait
    until then. `unsure` is whether more evidence is of use. `traces` is what is to be written down, by timestamp: not
    who has a message, only whose it may be. Empty: nothing new; None: nothing need be known any more."""

    proven: Sequence[tuple[Delivery, int]] = ()
    contested: Mapping[int, datetime] = field(default_factory=dict)
    unsure: bool = False
    traces: Mapping[int, Trace] | None = field(default_factory=dict)


Elsewhere = Mapping[int, tuple[Chat, str]]  # what other devices sent, by timestamp
_Key = tuple[int, datetime]
_Could = dict[int, list[_Call]]  # which calls may have made the message of a timestamp


@dataclass(frozen=True, slots=True)
class _Told:
    """What phones and other devices tell, and `traces` of what they told before we were last started."""

    confirmed: Mapping[int, Confirmed]
    elsewhere: Elsewhere
    traces: Mapping[int, Trace]
    listening: datetime  # since when we listen now

    def messages(self) -> list[int]:
        """The timestamps of all messages that are told of, in order."""
        return sorted({*self.confirmed, *self.traces})

    def who(self, at: int) -> frozenset[str]:
        """Who has a message as far as we know: what may be a direct one, its reader alone had then."""
        trace = self.traces.get(at)
        readers = {id_in(chat) for chat in trace.deliveries.values() if not is_group(chat)} if trace else set()
        return frozenset({*self.confirmed.get(at, ()), *readers})

    def since(self, at: int) -> datetime:
        """Since when we had listened when we first heard of this message."""
        return self.traces[at].since if at in self.traces else self.listening

    def traced(self, at: int, calls: Sequence[_Call]) -> list[_Call]:
        """The calls of which it was found before that they may have made this message; none if that was not asked."""
        trace = self.traces.get(at)
        if trace is None:
            return []
        known = [call for call in calls if call.delivery in trace.deliveries]
        gone = trace.deliveries.keys() - {call.delivery for call in known}
        return [*(_Call(one, trace.deliveries[one], from_ms(0), from_ms(0)) for one in sorted(gone)), *known]

    def new(self, could: _Could, unsure: Collection[int]) -> dict[int, Trace]:
        """What is worth writing down of the messages that may come from deliveries of unknown fate."""
        found = {at: {call.delivery: call.chat for call in calls} for at, calls in could.items()}
        return {
            at: Trace(chats, self.since(at))
            for at, chats in found.items()
            if chats.keys() & set(unsure) and (at not in self.traces or chats != self.traces[at].deliveries)
        }


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
        if not open_ones:
            self._calls.clear()
        self._note(open_ones.values(), now, limit)
        self._forget_explained(tx, open_ones)
        traces = tx.traces.all()
        # Of a call under way we shall hear from the server.
        unsure = [one for one in open_ones.values() if one.state != "sending" and one.act == "say"]
        if not unsure:
            return Weighed(traces=None if traces else {})
        begun = min((call.start for call in self._calls.values()), default=now)
        self._note(tx.traces.acts(begun - limit - 2 * _SKEW), now, limit)
        told = _Told(confirmed, elsewhere, traces, self.heard.since)
        under_way = {one.id for one in open_ones.values() if one.state == "sending"}
        could = self._could(tx, people, now, under_way, told)
        whole = _matched(could)
        proven = self._retold(unsure, elsewhere)
        for one in unsure:
            if (at := _made(one, could, whole, now)) is not None:
                proven.setdefault(one.id, at)
        found = [(one, proven[one.id]) for one in unsure if one.id in proven]
        still = {one.id: one for one in unsure if one.id not in proven}
        contested = {
            one.id: _patient_until(one, tx.traces.ended(rivals), open_ones, now)
            for one in still.values()
            if not is_group(one.chat) and (rivals := _rivals(one, could))
        }
        left = {at: calls for at, calls in could.items() if at not in proven.values()}
        return Weighed(found, contested, unsure=True, traces=told.new(left, still))

    def _note(self, called: Iterable[Delivery], now: datetime, limit: timedelta) -> None:
        """Remembers a call also when another follows it, since its message may be heard of later."""
        for one in called:
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

    def _could(self, tx: Tx, people: People, now: datetime, under_way: Collection[int], told: _Told) -> _Could:
        """Each message that we do not know, with the calls that may have made it, in order.

        What seems to come from the future tells of a clock that was set back, and may come from any call under way.
        """
        calls = sorted(self._calls.values(), key=lambda call: (call.start, call.delivery))
        could: _Could = {}
        for at in told.messages():
            ahead = from_ms(at) > now + _SKEW
            fitting = told.traced(at, calls) or [
                call for call in calls if call.fits(at) or (ahead and call.delivery in under_way)
            ]
            if not fitting or at in told.elsewhere or tx.deliveries.chat_of(at) is not None:
                continue
            could[at] = [
                call
                for call in fitting
                if call.reaches(told.who(at), people(call.chat)) and not _denied(tx, call, at, told, people(call.chat))
            ]
        return could


def _denied(tx: Tx, call: _Call, at: int, told: _Told, people: frozenset[str]) -> bool:
    """Whether a message that one person alone has was not said in the group, since others would have it too.

    Phones get messages in order: who has a later one of that group would have this one. We may have been deaf when
    they told us so; then it counts only if they are no quicker to tell than that lasted.
    """
    others = people - told.who(at)
    if not is_group(call.chat) or len(told.who(at)) != 1:
        return False
    deaf = max(told.since(at) - call.start, -_SKEW)
    missed: set[str] = set()
    for later, who in told.confirmed.items():
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


def _rivals(one: Delivery, could: _Could) -> set[int]:
    """The deliveries to a group that may have made a message which this one may have made."""
    shared = [calls for calls in could.values() if any(call.delivery == one.id for call in calls)]
    return {call.delivery for calls in shared for call in calls if is_group(call.chat)}


def _patient_until(
    one: Delivery, rivals: Mapping[int, datetime | None], open_ones: Collection[int], now: datetime
) -> datetime:
    """Until when to wait for what is said in the group: that is said again if need be, and then confirmed.

    `rivals` are deliveries to the group with the end of their last call, None if it is under way.
    """
    begun = one.ended_at or now
    told = [(ended or now) + PATIENCE * (1 + (rival in open_ones)) for rival, ended in rivals.items()]
    return min(max(begun + 2 * PATIENCE, *told), begun + LONGEST_PATIENCE)


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
