"""Plays chat scripts against the whole bot and compares what it says with what is written."""

from __future__ import annotations

import asyncio
import difflib
import tempfile
import time
from collections import defaultdict, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import typer

from bot.demo.cast import Said
from bot.demo.envelopes import ChatKey
from bot.demo.machine import Machine
from bot.demo.orders import duration
from bot.demo.process import BotGoneError
from bot.demo.script import Change, Deed, Exchange, Expected, Order, Place, Script, ScriptError, changed, parse, written
from bot.demo.world import World

_PATIENCE = 30.0  # seconds for one exchange; a machine may be slow
_PREPARING = {"zone", "group", "sample", "language", "setting"}  # orders for which the bot must not run yet
_BEFORE = _PREPARING | {"admin", "load"}  # those for which it need not


@dataclass(frozen=True, slots=True)
class Played:
    """How a play went: what was wrong, as text for people ("" if nothing was), the script as it would be right, what
    the bot has logged, and the world in which it was played."""

    failure: str
    accepted: str
    log: str
    world: World


class _Pair(NamedTuple):
    """What was expected, and what was said in its place."""

    expected: Expected
    said: Said | None

    @property
    def fits(self) -> bool:
        return self.said is not None and self.expected.fits(self.said.text)


async def play_files(files: list[Path], *, accept: bool, verbose: bool = False) -> int:
    """Plays scripts one after another and tells about each that fails; 0: all is as written, 1: not, 2: a mistake.

    With `accept` the scripts are rewritten to what was said instead.
    """
    return max([await _play_file(path, accept=accept, verbose=verbose) for path in files], default=0)


async def _play_file(path: Path, *, accept: bool, verbose: bool) -> int:
    began = time.perf_counter()
    try:
        text = _read(path)
        played = await play(text, path.parent, to_the_end=accept)
    except OSError as error:
        typer.echo(f"{path}: cannot be read ({error.strerror}).", err=True)
        return 2
    except ScriptError as error:
        typer.echo(f"{path}, {error}", err=True)
        return 2
    if accept and played.accepted != text:
        _write(path, played.accepted)
        typer.echo(f"{path}: rewritten")
    elif played.failure:
        typer.echo(f"{path}, {played.failure}")
        return 1
    elif verbose:
        typer.echo(f"{path}: as written, {time.perf_counter() - began:.2f} s")
    return 0


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


async def play(text: str, files: Path, *, to_the_end: bool = False, debug: bool = False) -> Played:
    """Plays a script, up to the first exchange that is not as written; `files` is the folder of what it attaches.
    With `debug` the bot logs all there is to log.

    Raises ScriptError for a mistake in the script itself.
    """
    script = parse(text)
    with tempfile.TemporaryDirectory(prefix="losbote-play-") as folder:
        machine = Machine(Path(folder), debug=debug)
        try:
            return await _Player(script, machine, files).play(to_the_end=to_the_end)
        finally:
            await machine.end()


@dataclass
class _Player:
    """Plays one script, exchange by exchange."""

    script: Script
    machine: Machine
    files: Path
    _changes: list[Change] = field(default_factory=list)
    _time_is_set: bool = False

    async def play(self, *, to_the_end: bool) -> Played:
        failures: list[str] = []
        for exchange in self.script.exchanges:
            if broken := await self._perform(exchange):
                failures.append(broken)
                break
            if different := self._compare(exchange):
                failures.append(different)
                if not to_the_end:
                    break
        accepted = "\n".join(changed(self.script.lines, self._changes))
        return Played("\n".join(failures), accepted, self.machine.log, self.machine.cast.world)

    # -- cues --------------------------------------------------------------------------------------

    async def _perform(self, exchange: Exchange) -> str:
        """Does what an exchange begins with and waits until all is said; "", or why that cannot be."""
        line = exchange.cue.line if exchange.cue else exchange.last
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._cue(exchange.cue, exchange.begins, line)
                if exchange.expected:
                    await self.machine.begin()
                if self.machine.begun:
                    await self.machine.quiet()
        except TimeoutError:
            return self._broken(line, f"the bot does not come to rest within {_PATIENCE:.0f} seconds")
        except BotGoneError as error:
            return self._broken(line, str(error))
        return ""

    def _broken(self, line: int, what: str) -> str:
        return f"line {line}: {what}. Its log ends with:\n" + "\n".join(self.machine.log.splitlines()[-10:])

    async def _cue(self, cue: Deed | Order | None, room: Place, line: int) -> None:
        if isinstance(cue, Deed) or (cue is not None and not self._comes_before(cue)):
            await self.machine.begin()
        try:
            await self._act(cue, room)
        except ValueError as error:
            raise ScriptError(line, str(error)) from error

    def _comes_before(self, order: Order) -> bool:
        """Whether the bot need not run for this; the first `@ now` says when it starts."""
        first = order.name == "now" and not self._time_is_set
        self._time_is_set |= first
        return first or order.name in _BEFORE

    async def _act(self, cue: Deed | Order | None, room: Place) -> None:
        if isinstance(cue, Deed):
            await self.machine.turn(self.machine.clock.now() + timedelta(seconds=1))
            self.machine.cast.act(cue, self.files)
        elif cue is not None and cue.name in _PREPARING:
            self._prepare(cue)
        elif cue is not None:
            await self._order(cue, room)

    def _prepare(self, order: Order) -> None:
        if self.machine.begun:
            raise ValueError(f"`@ {order.name}` has to stand above everything that is said.")
        match order.name, order.words:
            case "zone", (name,):
                self.machine.zone = ZoneInfo(name)
            case "language", (language,):
                self.machine.language = language
            case "setting", (name, value):
                self.machine.configure(name, value)
            case "group", (name, people):
                self.machine.cast.add_group(name, [person.strip() for person in people.split(",")])
            case "sample", ():
                self.machine.cast.take_sample()

    async def _order(self, order: Order, room: Place) -> None:
        """Does what an order says; all there is to do for `@ silence` is to look whether it is kept."""
        machine = self.machine
        match order.name, order.words:
            case "now", (moment,):
                await machine.turn(self._moment(moment))
            case "pass", (length,):
                await machine.turn(machine.clock.now() + duration(length))
            case "load", (folder,):
                await machine.load(self.files / folder)
            case "restart" | "kill" as how, ():
                await machine.restart(kill=how == "kill")
            case "offline" | "online" as state, ():
                await (machine.offline() if state == "offline" else machine.online())
            case "server", (state,):
                await machine.switch_server(state)
            case "fail", ("pin",):
                machine.server.faults.pins += 1
            case "fail", (what,):
                machine.fail_next_send(what.removeprefix("send "))
            case "admin", (who,):
                await machine.make_admin(who, room)
            case _:
                self._change_world(order, room)

    def _change_world(self, order: Order, room: Place) -> None:
        cast = self.machine.cast
        match order.name, order.words:
            case "frame", (frame,):
                cast.world.frame(frame)
            case "again", ():
                cast.again()
            case "join", (who,):
                cast.join(who, room)
            case "leave", (who,):
                cast.leave(who, room)
            case "sleep" | "wake" as how, (who,):
                cast.switch_phone(who, on=how == "wake")
            case "newphone", (who,):
                cast.new_phone(who)

    def _moment(self, text: str) -> datetime:
        at = datetime.fromisoformat(text)
        return at if at.tzinfo else at.replace(tzinfo=self.machine.zone)

    # -- what was said -----------------------------------------------------------------------------

    def _compare(self, exchange: Exchange) -> str:
        """What is wrong with an exchange, "" if nothing is; notes how the script would be right."""
        pairs, more = self._paired(exchange)
        changes = [self._mended(pair) for pair in pairs if not pair.fits]
        if more and not exchange.forgets:
            changes.append(Change(exchange.last + 1, exchange.last, self._written(more, exchange.room)))
        if not changes:
            return ""
        self._changes += changes
        first = exchange.cue.line if exchange.cue else 1
        expected = self.script.lines[first - 1 : exchange.last]
        return _told(min(changes).first, expected, changed(expected, changes, first))

    def _paired(self, exchange: Exchange) -> tuple[list[_Pair], list[Said]]:
        """Each expected line with what was said in its chat when its turn came, and what was said beyond."""
        said = self.machine.cast.said
        waiting: dict[ChatKey, deque[Said]] = defaultdict(deque)
        for one in said:
            waiting[one.chat].append(one)
        pairs = []
        for expected in exchange.expected:
            here = waiting[self._chat(expected)]
            pairs.append(_Pair(expected, here.popleft() if here else None))
        more = [one for one in said if any(one is left for left in waiting[one.chat])]
        said.clear()
        return pairs, more

    def _chat(self, expected: Expected) -> ChatKey:
        try:
            return self.machine.cast.chat(expected.place)
        except ValueError as error:
            raise ScriptError(expected.line, str(error)) from error

    def _mended(self, pair: _Pair) -> Change:
        said = [] if pair.said is None else [pair.said]
        return Change(pair.expected.line, pair.expected.last, self._written(said, pair.expected.place))

    def _written(self, said: list[Said], where: Place) -> list[str]:
        """What was said as lines of a script, at a point where `where` is talked in."""
        cast = self.machine.cast
        home = here = cast.room(where)
        lines: list[str] = []
        for one in said:
            place = cast.place(one.chat)
            if place.startswith(">"):
                lines += written(f"bot {place}:", one.text)
                continue
            if place != here:
                lines.append(f"@ in {place}")
                here = place
            lines += written("bot:", one.text)
        return lines if here == home else [*lines, f"@ in {home}"]


def _told(line: int, expected: list[str], said: list[str]) -> str:
    """Two conversations as a diff: `-` is what is written, `+` what was said."""
    _, _, _, *lines = difflib.unified_diff(expected, said, n=len(expected), lineterm="")
    shown = [f"{line[0]} {line[1:]}" for line in lines]
    return "\n".join([f"line {line}: the bot said something else (- is written, + was said).", "", *shown, ""])
