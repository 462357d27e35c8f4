"""The bytes of a calendar file → its events and zones as lines, each with its number, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from icalendar.parser import Contentline, Parameters

_MOST_BYTES = 2_000_000
_MOST_MISTAKES = 100  # after which the rest is not read
_SHOWN = 60  # characters of a broken line


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong: `what` is one of the words below, `line` counts from 1, `event` is its title or empty.

    The file: `big`, `encoding`, `no-calendar`, `no-event`, `many` (dates), `cut` (it ends inside of something).
    A line: `line` (it is none), `nesting` (BEGIN and END do not match).
    An event: `uid`, `twice` (same UID and date), `title`, `long` (a text), `start` (it has none), `date`, `all-day`,
    `far`, `zone`, `end` (it is not after the start), `length` (more than 14 days), `sequence`, `rule` (not one of
    ours), `rule-start` (its start is no date of its rule), `following` (it changes all later dates at once).
    Beside what is stored: `kind` (a series there has the UID of a date here, or the other way round), `clash` (another
    meeting takes place at that time).
    `value` is what the file says there, or the other meeting.
    """

    what: str
    line: int
    value: str = ""
    event: str = ""


class BadCalendar(Exception):
    """A file that cannot be taken as it is; says what is wrong with it, in the order of the lines."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__(f"{len(mistakes)} mistakes, the first in line {mistakes[0].line}: {mistakes[0].what}")
        self.mistakes = tuple(mistakes)


@dataclass(frozen=True, slots=True)
class Line:
    """A content line: NAME;PARAMETER=…:value."""

    number: int
    name: str
    params: Parameters
    value: str


@dataclass(slots=True)
class Block:
    """A component of the calendar with the lines of its own, without those of the components inside it."""

    name: str
    number: int
    lines: list[Line] = field(default_factory=list)
    text: list[str] = field(default_factory=list)  # all of it, as it stands

    def all(self, name: str) -> list[Line]:
        """The lines of this name, in order."""
        return [line for line in self.lines if line.name == name]

    def first(self, name: str) -> Line | None:
        """The first line of this name."""
        return next((line for line in self.lines if line.name == name), None)


def blocks(data: bytes) -> tuple[list[Block], list[Mistake]]:
    """The components of a file, the calendar itself first, and the lines that could not be read."""
    if len(data) > _MOST_BYTES:
        raise BadCalendar([Mistake("big", 0, str(len(data)))])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadCalendar([Mistake("encoding", data.count(b"\n", 0, error.start) + 1)]) from error
    reader = _Reader()
    for number, line in _unfolded(text):
        reader.take(number, line)
        if len(reader.mistakes) == _MOST_MISTAKES:
            raise BadCalendar(reader.mistakes)
    if not reader.found:
        raise BadCalendar([Mistake("no-calendar", 1)])
    if reader.open:
        reader.mistakes.append(Mistake("cut", reader.open[-1].number, reader.open[-1].name))
    return reader.found, reader.mistakes


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """The lines with what is folded put together, each with the number of its first part."""
    parts: list[str] = []
    start = 0
    for number, part in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if part[:1] in {" ", "\t"} and parts:
            parts.append(part[1:])
            continue
        if parts and parts[0]:
            yield start, "".join(parts)
        parts, start = [part], number
    if parts and parts[0]:
        yield start, "".join(parts)


class _Reader:
    """Follows BEGIN and END; the calendars of a file that holds several are read as one."""

    def __init__(self) -> None:
        self.found: list[Block] = []
        self.mistakes: list[Mistake] = []
        self.open: list[Block] = []

    def take(self, number: int, text: str) -> None:
        word, _, name = text.partition(":")
        name = name.strip().upper()
        match word.strip().upper():
            case "BEGIN":
                self._begin(Block(name, number), text)
            case "END":
                self._end(number, name, text)
            case _:
                self._line(number, text)

    def _begin(self, block: Block, text: str) -> None:
        if not self.open and block.name != "VCALENDAR":
            self.mistakes.append(Mistake("nesting", block.number, block.name))
        self.open.append(block)
        if len(self.open) <= 2:
            self.found.append(block)
        self._keep(text)

    def _end(self, number: int, name: str, text: str) -> None:
        self._keep(text)
        if not self.open or self.open[-1].name != name:
            self.mistakes.append(Mistake("nesting", number, name[:_SHOWN]))
        elif self.open:
            self.open.pop()

    def _line(self, number: int, text: str) -> None:
        self._keep(text)
        if len(self.open) > 2:
            return
        if not self.open:
            self.mistakes.append(Mistake("nesting", number, text[:_SHOWN]))
            return
        try:
            name, params, value = Contentline(text).raw_parts()  # type: ignore[no-untyped-call]
        except (ValueError, AssertionError):
            self.mistakes.append(Mistake("line", number, text[:_SHOWN]))
        else:
            self.open[-1].lines.append(Line(number, name.upper(), params, value))

    def _keep(self, text: str) -> None:
        if len(self.open) > 1:
            self.open[1].text.append(text)
