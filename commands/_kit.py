"""What a feature is made of: `@command`, `@post`, `@taker`, `@reaction` and `@kept`, and what they give and take.

A command is a plain function `(tx, ask) -> Reply`. A post is a plain function `(tx, audience, span)` that yields what
is due in a span of time. Neither knows the network, the loop or the clock, so both are tried by calling them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from commands import _texts
from commands._texts import Language, Value
from storage import Tx
from storage.chat import Chat, is_group
from storage.content import File
from storage.offers import Offer

Who = Literal["all", "admin"]
To = Literal["groups", "admins", "people"]


class UserError(Exception):
    """What was asked cannot be done as it was put; the text says why, in the language of the chat.

    Nothing is kept of what the command did before. The answer gets an example of how to put it: this one, or the
    first of the command's that has words after its name.
    """

    def __init__(self, text: str, example: str = "") -> None:
        super().__init__(text)
        self.example = example


@dataclass(frozen=True, slots=True)
class Example:
    """A line to say and the answer to it on the sample data; shown in the help and played as a test.

    `answer` is the whole answer; `…` in it stands for anything. One that is `refused` (the answer is a `UserError`)
    is played, but not shown.
    """

    says: str
    answer: str
    language: Language = "de"
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """A question or an order as a command sees it."""

    chat: Chat
    sender: str  # ACI
    words: str  # what follows the name of the command
    now: datetime  # UTC
    zone: ZoneInfo
    language: Language
    admin: bool  # is one
    steers: bool  # is one, and may use the commands of admins in this chat
    network: str  # what the network is called
    link_window: timedelta | None = None  # before a meeting, in which its link is shown in groups; None: always
    groups: tuple[Audience, ...] = ()  # those that the bot serves
    feed: str = ""  # public address below which calendars find the feed; empty: there is none

    def say(self, text_id: str, **values: Value) -> str:
        """A sentence in the language of the chat."""
        return _texts.say(self.language, text_id, **values)

    @property
    def in_group(self) -> bool:
        """Whether it was said in a group."""
        return is_group(self.chat)


@dataclass(frozen=True, slots=True)
class Word:
    """Something said in another chat on somebody's word; once for a rule, key and chat."""

    chat: Chat
    text: str
    rule: str
    key: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said in answer, in the chat where it was asked; an empty text is silence.

    `offer` waits for a yes or no of the same person in the same chat. `also` goes to other chats.
    """

    text: str
    files: tuple[File, ...] = ()
    offer: Offer | None = None
    also: tuple[Word, ...] = ()


Run = Callable[[Tx, Ask], Reply]


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its English name, the other names, and the function behind it.

    Its line in the help is the text `NAME-help`, in both languages.
    """

    name: str
    names: tuple[str, ...]  # all of them, the English one first, the first German one second
    run: Run
    who: Who
    changes: bool  # a near miss of a change is suggested, never run
    examples: tuple[Example, ...]

    def name_in(self, language: Language) -> str:
        """The name to show people of this language."""
        return self.names[1] if language == "de" and len(self.names) > 1 else self.name


def command(
    name: str, *german: str, examples: Iterable[Example], who: Who = "all", changes: bool = False
) -> Callable[[Run], Command]:
    """Makes a command of a function. `german` are further names, the one to show first."""

    def made(run: Run) -> Command:
        return Command(name, (name, *german), run, who, changes, tuple(examples))

    return made


Take = Callable[[Tx, Ask, dict[str, Any], bool], Reply]


@dataclass(frozen=True, slots=True)
class Taker:
    """What happens when somebody says yes or no to an offer of this name."""

    name: str
    run: Take


def taker(name: str) -> Callable[[Take], Taker]:
    """Makes the taker of the offers of this name out of a function of (tx, ask, data, yes)."""

    def made(run: Take) -> Taker:
        return Taker(name, run)

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


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` (not included) to `end` (included), both UTC."""

    start: datetime
    end: datetime

    def __contains__(self, at: datetime) -> bool:
        return self.start < at <= self.end


@dataclass(frozen=True, slots=True)
class Audience:
    """A chat that posts go to, with its language and zone and the reminders that are set or ordered there."""

    chat: Chat
    name: str  # of the group in the settings; empty for a person
    language: Language
    zone: ZoneInfo
    reminders: tuple[timedelta, ...]  # how long before a meeting
    link_window: timedelta | None = None  # as in Ask
    paused_until: datetime | None = None  # a person who wants no reminders for a while

    def say(self, text_id: str, **values: Value) -> str:
        """A sentence in the language of the group."""
        return _texts.say(self.language, text_id, **values)


@dataclass(frozen=True, slots=True)
class Planned:
    """A post that falls due: said at `due`, or later up to `deadline`, or never.

    `key` is what makes it one: the same rule, key and chat is said once. `text(now, late)` is asked for the words when
    they are said, since a late reminder needs other words; put off by quiet hours is not late.
    """

    key: str
    due: datetime
    deadline: datetime
    text: Callable[[datetime, bool], str]
    urgent: bool = False  # may come in quiet hours


Plan = Callable[[Tx, Audience, Span], Iterable[Planned]]


@dataclass(frozen=True, slots=True)
class Post:
    """A rule by which the bot says something unasked; a lower rank is more important."""

    name: str
    rank: int
    plan: Plan
    to: To


def post(name: str, *, rank: int, to: To = "groups") -> Callable[[Plan], Post]:
    """Makes a post of a function that yields what is due in a span of time.

    It goes to the groups; or to the admins (their group, or each of them); or to the people who ordered reminders.
    """

    def made(plan: Plan) -> Post:
        return Post(name, rank, plan, to)

    return made


@dataclass(frozen=True, slots=True)
class Standing:
    """The message that should stand in a chat now. Another key is another message; the same is kept up to date."""

    key: str
    text: str


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
