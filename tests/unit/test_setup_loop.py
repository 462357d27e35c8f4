"""Ctrl-C in the middle of setting up: it comes when the loop is whole, and asyncio has nothing to say about it."""

from __future__ import annotations

import asyncio
import signal
from asyncio import events
from collections.abc import Iterator

import pytest

from bot.setup.loop import run


@pytest.fixture(autouse=True)
def heard() -> Iterator[None]:
    """Hears Ctrl-C, as a program in a terminal does."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


async def pressed() -> None:
    signal.raise_signal(signal.SIGINT)
    await asyncio.sleep(60)


def test_while_it_works() -> None:
    with pytest.raises(KeyboardInterrupt):
        run(pressed())


def test_while_the_loop_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    make = events.new_event_loop

    def making() -> asyncio.AbstractEventLoop:
        signal.raise_signal(signal.SIGINT)
        return make()

    monkeypatch.setattr(events, "new_event_loop", making)
    with pytest.raises(KeyboardInterrupt):
        run(asyncio.sleep(60))


def test_while_the_loop_is_taken_down(monkeypatch: pytest.MonkeyPatch) -> None:
    make = events.new_event_loop

    def making() -> asyncio.AbstractEventLoop:
        loop = make()
        close = loop.close

        def closing() -> None:
            signal.raise_signal(signal.SIGINT)
            close()

        monkeypatch.setattr(loop, "close", closing)
        return loop

    monkeypatch.setattr(events, "new_event_loop", making)
    with pytest.raises(KeyboardInterrupt):
        run(asyncio.sleep(0))


def test_what_comes_of_it() -> None:
    assert run(asyncio.sleep(0, "done")) == "done"
