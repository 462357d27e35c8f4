"""The decorators that make a feature out of a plain function, and what they make of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from commands._kit.values import Ask, Audience, Example, Planned, Reply, Said, Span, Standing, Theme, To, Who
from commands._texts import Language
from storage import Tx
from storage.rows import Change

Run = Callable[[Tx, Ask], Reply]
Hear = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its English name, the other names, and the function behind it.

    Its line in the help is the text `NAME-help`, in both languages.
    """

    name: str
    names: tuple[str, ...]  # all of them, the English one first, the first German one second
    run: Run
    who: Who
    theme: Theme  # under which it stands in the help
    changes: bool  # a near miss of a change is suggested, never run
    examples: tuple[Example, ...]
    ordered: Hear | None = None  # whole sentences that it understands
    strangers: bool = False  # may use it too: people who are in none of the groups
    late: bool = False  # a change that is made however long the order for it lay here

    def name_in(self, language: Language) -> str:
        """The name to show people of this language."""
        return self.names[1] if language == "de" and len(self.names) > 1 else self.name


def command(
    name: str,
    *german: str,
    examples: Iterable[Example],
    who: Who = "all",
    theme: Theme = "other",
    changes: bool = False,
    ordered: Hear | None = None,
    strangers: bool = False,
    late: bool = False,
) -> Callable[[Run], Command]:
    """Makes a command of a function. `german` are further names, the one to show first.

    `ordered` gets a line that does not begin with a name and returns the words that would stand behind one: empty if
    the line is about this and no more is understood, None if it is not. What is for `strangers` is answered, by direct
    message, also to people who are in none of the groups. A change that came while we were away is made only if it is
    meant to be `late`.
    """
    theme = "steering" if who == "admin" else theme

    def made(run: Run) -> Command:
        names = (name, *german)
        return Command(name, names, run, who, theme, changes, tuple(examples), ordered, strangers, late)

    return made


Take = Callable[[Tx, Ask, dict[str, Any], bool], Reply]


@dataclass(frozen=True, slots=True)
class Taker:
    """What happens when somebody says yes or no to an offer of this name."""

    name: str
    run: Take
    who: Who = "all"


def taker(name: str, *, who: Who = "all") -> Callable[[Take], Taker]:
    """Makes the taker of the offers of this name out of a function of (tx, ask, data, yes).

    If it is for admins, an offer to somebody who is none any more, or may not steer there, is as if it were closed.
    """

    def made(run: Take) -> Taker:
        return Taker(name, run, who)

    return made


Pick = Callable[[Tx, Ask, dict[str, Any], int], Reply]


@dataclass(frozen=True, slots=True)
class Picker:
    """What happens when somebody says a number out of a list that was offered under this name."""

    name: str
    run: Pick
    who: Who = "all"


def picker(name: str, *, who: Who = "all") -> Callable[[Pick], Picker]:
    """Makes the picker of the lists of this name out of a function of (tx, ask, data, number); `who` as for takers."""

    def made(run: Pick) -> Picker:
        return Picker(name, run, who)

    return made


Listen = Callable[[Tx, Ask, dict[str, Any], str | None], Reply | None]


@dataclass(frozen=True, slots=True)
class Listener:
    """What happens with a line that was asked for under this name."""

    name: str
    run: Listen
    who: Who = "all"


def listener(name: str, *, who: Who = "all") -> Callable[[Listen], Listener]:
    """Makes the listener of the questions of this name out of a function of (tx, ask, data, line); `who` as for takers.

    The line is what was written, or the emoji of a reaction; None if the person calls the question off. The question is
    closed by it, unless the function raises a UserError: then it stays open for a better line. It also stays open if
    the function returns None: then the line was not meant as an answer.
    """

    def made(run: Listen) -> Listener:
        return Listener(name, run, who)

    return made


Undo = Callable[[Tx, Ask, tuple[Change, ...]], Reply]


@dataclass(frozen=True, slots=True)
class Undone:
    """What else there is to do when changes of a table are taken back."""

    table: str
    run: Undo


def undone(table: str) -> Callable[[Undo], Undone]:
    """Makes it of a function of (tx, ask, changes of the table), called when the rows are as before.

    What it replies is added to the answer; its offer is made.
    """

    def made(run: Undo) -> Undone:
        return Undone(table, run)

    return made


Worry = Callable[[Tx, Ask], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Concern:
    """What of a feature needs the hand of an admin, as lines of `!status`."""

    name: str
    run: Worry


def concern(name: str) -> Callable[[Worry], Concern]:
    """Makes it of a function of (tx, ask) that yields a sentence for each thing that needs a hand."""

    def made(run: Worry) -> Concern:
        return Concern(name, run)

    return made


React = Callable[[Tx, Ask, str, str, bool], None]


@dataclass(frozen=True, slots=True)
class Reaction:
    """What happens when somebody reacts to a post of this rule."""

    rule: str
    run: React


def reaction(rule: str) -> Callable[[React], Reaction]:
    """Makes a reaction to posts of a rule out of a function of (tx, ask, key of the post, emoji, removed)."""

    def made(run: React) -> Reaction:
        return Reaction(rule, run)

    return made


Vote = Callable[[Tx, Ask, str, tuple[int, ...], int], None]


@dataclass(frozen=True, slots=True)
class Ballot:
    """What happens when somebody votes in a poll of this rule."""

    rule: str
    run: Vote


def ballot(rule: str) -> Callable[[Vote], Ballot]:
    """Makes it out of a function of (tx, ask, key of the post, options from 0, how often the person has voted)."""

    def made(run: Vote) -> Ballot:
        return Ballot(rule, run)

    return made


Reason = Callable[[Tx, Ask, str], str]


@dataclass(frozen=True, slots=True)
class Why:
    """Why posts of this rule are said."""

    rule: str
    run: Reason


def why(rule: str) -> Callable[[Reason], Why]:
    """Makes it out of a function of (tx, ask, key of the post) that returns a sentence; without one a rule has a
    sentence `why-RULE`."""

    def made(run: Reason) -> Why:
        return Why(rule, run)

    return made


Plan = Callable[[Tx, Audience, Span], Iterable[Planned]]
Anew = Callable[[Tx, Audience, Said], str | None]


@dataclass(frozen=True, slots=True)
class Post:
    """A rule by which the bot says something unasked.

    A lower rank is more important; what has rank 1 is said however much was said that week. `anew` has the words that
    a post should have had, as things are now: for a day it is edited when those differ, since the calendar or an
    announcement changed; None takes it off again.
    """

    name: str
    rank: int
    plan: Plan
    to: To
    anew: Anew | None = None


def post(name: str, *, rank: int, to: To = "groups", anew: Anew | None = None) -> Callable[[Plan], Post]:
    """Makes a post of a function that yields what is due in a span of time.

    It goes to the groups whose purpose is "main"; to every group of the bot's; to the admins (their group, or each of
    them); to their desks (their group and each of them, wherever something was asked); or to the people who ordered
    reminders.
    """

    def made(plan: Plan) -> Post:
        return Post(name, rank, plan, to, anew)

    return made


Stand = Callable[[Tx, Audience, datetime], Standing | None]


@dataclass(frozen=True, slots=True)
class Kept:
    """A message that is kept up to date in each group, and pinned."""

    name: str
    stand: Stand


def kept(name: str) -> Callable[[Stand], Kept]:
    """Makes a kept message of a function of (tx, audience, now) that says what should stand there, or None."""

    def made(stand: Stand) -> Kept:
        return Kept(name, stand)

    return made
