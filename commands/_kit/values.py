"""What the functions of a feature are given, and what they give back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from commands import _texts
from commands._texts import Language, Value
from storage import Tx
from storage.chat import Chat, is_group
from storage.content import File, Poll, Quote
from storage.delivery import Policy
from storage.offers import Offer

Who = Literal["all", "admin"]
Theme = Literal["meetings", "library", "other", "steering"]
To = Literal["groups", "every", "admins", "desks", "people"]
Place = Literal["group", "nowhere", "bot", "unknown"]  # in one of the groups, in none, or the bot itself
Rest = Literal["", "key", "group"]  # why an admin may not steer: another safety number, or no group admin


class UserError(Exception):
    """What was asked cannot be done as it was put; the text says why, in the language of the chat.

    Nothing is kept of what the command did before. The answer gets an example of how to put it: this one, or the
    first of the command's that has words after its name; none if it is None, since no other words would help.
    """

    def __init__(self, text: str, example: str | None = "") -> None:
        super().__init__(text)
        self.example = example


@dataclass(frozen=True, slots=True)
class Example:
    """A line to say and the answer to it on the sample data; shown in the help and played as a test.

    `answer` is the whole answer; `…` in it stands for anything. One that is `refused` (the answer is a `UserError`)
    is played, but not shown. With `after` it is played when that line was said before.
    """

    says: str
    answer: str
    language: Language = "de"
    refused: bool = False
    after: str = ""  # a line said before


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that keeps the bot from its work: its kind, what it is `about`, and the whole in English, as /readyz
    has it."""

    kind: Literal[
        "off",
        "stuck",
        "link",
        "server",
        "refused",
        "account",
        "deaf",
        "receive",
        "behind",
        "file",
        "full",
        "locked",
        "unwritable",
        "group",
        "part",
    ]
    about: str = ""  # the name of a group or of a part, or what the server or the database says
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Health:
    """How the bot stands with the server, as far as it is known now; `server` is its version, empty while unknown.

    Which signal-cli is inside, the server tells nobody (field guide 5.1).
    """

    troubles: tuple[Trouble, ...] = ()
    server: str = ""


@dataclass(frozen=True, slots=True)
class Ahead:
    """A post that will be said: when (UTC), to whom, by which rule, its key without the chat, and its words as of now.

    `due` is when it falls due by its rule, `deadline` until when it makes sense. One that is `kept` up to date in a
    group is there as long as it is true; it cannot be called off. What was `drawn` for it stands behind its key.
    """

    at: datetime
    audience: Audience
    rule: str
    key: str
    text: str
    title: str  # of the group; empty for a person
    due: datetime
    deadline: datetime
    kept: bool = False
    drawn: str = ""


@dataclass(frozen=True, slots=True)
class House:
    """The house that the bot works in: who steers, its rules, and what only the machine around the commands knows."""

    admins: tuple[str, ...] = ()  # ACIs of all who are on the list, those of the settings first
    settled: tuple[str, ...] = ()  # those of the settings, whom only the person who runs it can remove
    rests: Callable[[str], Rest] = lambda _: ""  # why this admin (ACI) may not steer just now; "": she may
    place: Callable[[str], Place] = lambda _: "group"  # where this person (ACI) is
    leads: Callable[[str], bool] = lambda _: True  # whether this person has the rights in a Signal group that are asked
    hold: timedelta = timedelta(seconds=60)  # between the yes to an announcement and its going out
    four_eyes: bool = False
    polite: Callable[[datetime, ZoneInfo], datetime] = lambda at, _: at  # that moment, or the end of quiet hours
    audiences: Callable[[Tx, To], list[Audience]] = lambda _, __: []
    plan: Callable[[Tx, datetime], list[Ahead]] = lambda _, __: []  # what will be said in 60 days from then on
    missed: Callable[[Tx, datetime], list[Ahead]] = lambda _, __: []  # what fell due by then and is too late to say
    health: Callable[[], Health] = Health


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
    privacy: str = ""  # public address of the page on privacy; empty: there is none
    quoted: int | None = None  # timestamp of the message that the line replies to
    replies: bool = False  # that is the one which put the question that is open
    mentions: tuple[str, ...] = ()  # ACIs of those whom it names
    files: tuple[File, ...] = ()  # that came with it; only for admins where they steer
    lost: tuple[str, ...] = ()  # names of files that came with it and are empty, too large, or gone
    lost_why: str = ""  # "empty", "large" or "gone"
    most_bytes: int = 25 << 20  # of a file that is sent
    typed: str = ""  # the whole line, with the quotes and dashes that were typed
    called: str = ""  # the folded name by which the command was called
    quiet: bool = False  # one of the groups has its quiet hours
    house: House = House()

    def say(self, text_id: str, **values: Value) -> str:
        """A sentence in the language of the chat."""
        return _texts.say(self.language, text_id, **values)

    @property
    def in_group(self) -> bool:
        """Whether it was said in a group."""
        return is_group(self.chat)


@dataclass(frozen=True, slots=True)
class Word:
    """Something said in another chat on somebody's word; once for a rule, key and chat.

    Without a rule it is a notice to an admin and no post. An `offer` waits for an answer of the person whose direct
    chat it is. `closes` is the delivery of a poll that ends with it, at once.
    """

    chat: Chat
    text: str
    rule: str = ""
    key: str = ""
    urgent: bool = True  # else it waits for the end of the quiet hours
    offer: Offer | None = None
    files: tuple[File, ...] = ()
    closes: int | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said in answer, in the chat where it was asked; an empty text is silence.

    `offer` waits for an answer of the same person in the same chat, or of those who are `asked` instead (ACIs). `also`
    goes to other chats. `what` is what the audit log says of a change; without it the first line of the text.
    `about` makes reactions to it count as those to a post: its rule and a key.
    """

    text: str
    files: tuple[File, ...] = ()
    offer: Offer | None = None
    also: tuple[Word, ...] = ()
    what: str = ""
    about: str = ""
    asked: tuple[str, ...] = ()


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
    tip_times: tuple[tuple[int, ...], time] | None = None  # weekdays (Monday is 0) and wall time of tips; None: never

    def say(self, text_id: str, **values: Value) -> str:
        """A sentence in the language of the group."""
        return _texts.say(self.language, text_id, **values)


@dataclass(frozen=True, slots=True)
class Planned:
    """A post that falls due: said at `due`, or later up to `deadline`, or never.

    `key` is what makes it one: the same rule, key and chat is said once. `text(now, late)` is asked for the words when
    they are said, since a late reminder needs other words; put off by quiet hours is not late. With a `poll` that is
    said and no words. `closes` is the delivery of a poll that ends at `due`, also in quiet hours: then its words come
    when those are over. `done` is called when it is decided to say it, in the same transaction. `offer` waits for an
    answer of the person, or of any admin in their group. Of the posts of one rule and chat that are `about` the same
    thing and would be said at one moment, only the last one due is.
    """

    key: str
    due: datetime
    deadline: datetime
    text: Callable[[datetime, bool], str]
    urgent: bool = False  # may come in quiet hours
    about: str = ""  # empty: about nothing else is
    files: tuple[File, ...] = ()
    quote: Quote | None = None
    poll: Poll | None = None
    policy: Policy = "repeat"  # what to do when nobody knows whether it was sent
    closes: int | None = None
    done: Callable[[], object] | None = None
    offer: Offer | None = None
    drawn: Callable[[], str] | None = None  # for what is chosen only when it is said; what was stands behind the key

    def said_key(self) -> str:
        """Its key, asked for when it is said; one that is not said leaves to the next what would have been drawn."""
        return f"{self.key} {self.drawn()}" if self.drawn is not None else self.key


@dataclass(frozen=True, slots=True)
class Said:
    """A post that was said: its key, when that was (UTC), whether it was late, and its words as they stand now."""

    key: str
    at: datetime
    late: bool
    text: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The message that should stand in a chat now. Another key is another message; the same is kept up to date."""

    key: str
    text: str
