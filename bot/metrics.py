"""Figures for Prometheus: counted as things happen, or read when somebody asks. No label names a person or a word."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import get_args

from prometheus_client import CollectorRegistry, Histogram
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

from bot.clock import Clock
from bot.signal.sieve import Sieve
from bot.watch import Watch
from storage import Storage, Tx
from storage.delivery import State
from storage.settings import BACKED_UP, HELD

_STATES: tuple[State, ...] = get_args(State)
_SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)


@dataclass(frozen=True, slots=True)
class _Stored:
    """What the database says."""

    deliveries: dict[str, int]
    unhandled: datetime | None
    unsent: datetime | None
    backed_up: datetime | None
    held: bool


@dataclass
class Metrics:
    """The figures of one bot."""

    storage: Storage
    clock: Clock
    sieve: Sieve
    watch: Watch
    _counted: CollectorRegistry = field(default_factory=CollectorRegistry)

    def __post_init__(self) -> None:
        about = "Seconds that a command took, by its English name."
        self._commands = Histogram(
            "losbote_command_seconds", about, ["command"], registry=self._counted, buckets=_SECONDS
        )

    def timed(self, command: str) -> AbstractContextManager[object]:
        """To be held around a command; counts it and its time, also when it fails."""
        return self._commands.labels(command).time()

    async def page(self) -> tuple[bytes, str]:
        """All figures as Prometheus reads them, and the type of that. Raises StorageError."""
        now = self.clock.now()
        stored = await self.storage.read(partial(_read, now))
        read = CollectorRegistry()
        read.register(_Once([*self._counts(), *_outgoing(stored, now), *self._state(stored)]))
        return generate_latest(self._counted) + generate_latest(read), CONTENT_TYPE_LATEST

    def _counts(self) -> Iterable[Metric]:
        came = CounterMetricFamily("losbote_frames", "Frames that concern the bot, by kind.", labels=["kind"])
        for kind, count in self.sieve.counts.items():
            came.add_metric([kind], count)
        dropped = CounterMetricFamily("losbote_frames_dropped", "Frames that were dropped, by why.", labels=["reason"])
        for reason, count in self.sieve.dropped.items():
            dropped.add_metric([reason], count)
        calls = CounterMetricFamily("losbote_calls", "Calls that should say something, by outcome.", labels=["outcome"])
        for outcome, count in self.watch.outbox.ended.items():
            calls.add_metric([outcome], count)
        last = GaugeMetricFamily("losbote_last_frame_timestamp_seconds", "When a frame came last; 0 if none did.")
        last.add_metric([], _seconds(self.sieve.heard_at))
        return came, dropped, calls, last

    def _state(self, stored: _Stored) -> Iterable[Metric]:
        kinds = {trouble.kind for trouble in self.watch.troubles()}
        up = not kinds & {"server", "refused", "account"}
        yield _gauge("losbote_server_up", "1 if the server answers and knows the account.", up)
        yield _gauge("losbote_link_up", "1 if the websocket is connected.", "link" not in kinds)
        yield _gauge("losbote_ready", "1 if nothing keeps the bot from its work.", not kinds)
        yield _gauge("losbote_groups_outside", "Groups of the settings that it is not in.", self.watch.lost())
        yield _gauge("losbote_posts_held", "1 while all posts are stopped.", stored.held)
        about = "When the last backup worked; 0 if none did."
        yield _gauge("losbote_last_backup_timestamp_seconds", about, _seconds(stored.backed_up))


def _outgoing(stored: _Stored, now: datetime) -> Iterable[Metric]:
    states = GaugeMetricFamily("losbote_deliveries", "Messages on their way out, by state.", labels=["state"])
    for state in _STATES:
        states.add_metric([state], stored.deliveries.get(state, 0))
    yield states
    about = "Age of the oldest message that is due and waits."
    yield _gauge("losbote_delivery_oldest_seconds", about, _age(stored.unsent, now))
    about = "Age of the oldest frame that is not handled yet."
    yield _gauge("losbote_frame_lag_seconds", about, _age(stored.unhandled, now))


class _Once(Collector):
    """Figures that were read a moment ago."""

    def __init__(self, metrics: list[Metric]) -> None:
        self._metrics = metrics

    def collect(self) -> Iterable[Metric]:
        """The figures."""
        return self._metrics


def _read(now: datetime, tx: Tx) -> _Stored:
    return _Stored(
        deliveries=tx.deliveries.counts(),
        unhandled=tx.figures.unhandled_since(),
        unsent=tx.figures.unsent_since(now),
        backed_up=tx.settings.instant(BACKED_UP),
        held=tx.settings.get(HELD) is not None,
    )


def _gauge(name: str, about: str, value: float) -> Metric:
    made = GaugeMetricFamily(name, about)
    made.add_metric([], float(value))
    return made


def _age(since: datetime | None, now: datetime) -> float:
    return max(0.0, (now - since).total_seconds()) if since is not None else 0.0


def _seconds(at: datetime | None) -> float:
    return at.timestamp() if at is not None else 0.0
