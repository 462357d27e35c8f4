"""The people and groups of a play in their world: what they do by name, and what they hear from the bot."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from bot.demo import sample
from bot.demo.envelopes import Attachment, ChatKey, Group, Json, Message, Person
from bot.demo.orders import NAME
from bot.demo.script import Deed, Place
from bot.demo.world import World

_MENTION = re.compile(rf"(?<!\w)@({NAME})")
_PLACE = "\ufffc"  # stands in a text where somebody is mentioned


class Said(NamedTuple):
    """What the bot said or did as a script writes it.

    A text, `edit TEXT`, `delete`, `EMOJI last`, `attach FILE TEXT`; `pin LINE`, `unpin LINE` with the first line;
    `poll QUESTION` with an option a line (`poll several QUESTION` if one may choose several), `close QUESTION`.
    """

    chat: ChatKey
    text: str


class Cast:
    """The people of a script; a mistake of the script is a ValueError with a hint."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.said: list[Said] = []
        self.frames = 0  # that went to the bot so far
        self.with_sample = False
        self._rooms: dict[str, Group] = {}
        self._last_deed = ""  # the frame of what a person did last
        self._reactions: dict[int, str | None] = {}  # of the bot, by message
        self._pinned: set[int] = set()  # messages
        self._closed: set[int] = set()  # polls
        world.on_event(self._hear)
        world.on_frame(self._count)

    # -- who and where -----------------------------------------------------------------------------

    def add_group(self, name: str, people: list[str]) -> None:
        """Makes a group of people; a star makes one an admin of the group and of the bot."""
        if name in self._rooms:
            raise ValueError(f"there is a group {name} already. Give this one another name.")
        self._make_group(name, name, people)

    def take_sample(self) -> None:
        """Lets the sample network be there: its groups, and its meetings when the bot starts."""
        if not self.with_sample:
            self.with_sample = True
            for group in sample.GROUPS:
                starred = [name + "*" * (name in sample.ADMINS) for name in group.people]
                self._make_group(group.name, group.title, starred)

    def _make_group(self, name: str, title: str, people: list[str]) -> None:
        names = [person.rstrip("*") for person in people]
        for person in names:
            self._person(person)
        admins = [person.rstrip("*") for person in people if person.endswith("*")]
        self._rooms[name] = self.world.add_group(title, names, admins)

    def chat(self, place: Place) -> ChatKey:
        """The chat of a place in a script."""
        if place.startswith("> "):
            return self._person(place[2:]).direct
        return self._room(place).chat

    def place(self, chat: ChatKey) -> Place:
        """How a script names a chat; the name of a group also where it is the first."""
        names = (name for name, group in self._rooms.items() if group.chat == chat)
        return next(names, f"> {chat.removeprefix('direct:')}")

    def room(self, place: Place) -> Place:
        """The name of a group, also of the first."""
        return place or next(iter(self._rooms), "")

    def _room(self, name: Place) -> Group:
        if not self._rooms:
            raise ValueError("there is no group yet. Begin with `@ group Netzwerk: anna, bert, petra*` or `@ sample`.")
        if self.room(name) not in self._rooms:
            raise ValueError(f"there is no group {name}. There are {', '.join(self._rooms)}.")
        return self._rooms[self.room(name)]

    def _person(self, name: str) -> Person:
        """The person of this name, who need not have been named before."""
        if name == "bot":
            raise ValueError("the bot is in every group. Name people only.")
        return self.world.people.get(name) or self.world.add_person(name)

    def _member(self, name: str, place: Place) -> Group:
        """The group of a place, in which this person is."""
        group = self._room(place)
        if name not in group.members:
            raise ValueError(f"{name} is not in {group.name}. Let `@ join {name}` come first.")
        return group

    # -- what people do ----------------------------------------------------------------------------

    def act(self, deed: Deed, files: Path) -> None:
        """Lets a person do something; `files` is the folder of what is attached."""
        who = deed.who
        if deed.kind in {"say", "attach", "reply"}:
            self._say(deed, files)
        elif deed.kind == "react":
            seen = self.chat(deed.place) if deed.place.startswith(">") else None
            self.world.react(who, self._last("bot", who, seen).timestamp, deed.text)
        elif deed.kind == "vote":
            self.world.vote(who, self._last_poll(who).timestamp, [int(number) - 1 for number in deed.text.split()])
        elif deed.kind == "edit":
            self.world.edit(who, self._last(who, who).timestamp, *self._mentioning(deed.text))
        else:
            self.world.delete(who, self._last(who, who).timestamp)

    def _say(self, deed: Deed, files: Path) -> None:
        chat = self.chat(deed.place)
        if not deed.place.startswith(">"):
            self._member(deed.who, deed.place)
        file = files / deed.file
        if deed.kind == "attach" and not file.is_file():
            raise ValueError(f"there is no file {deed.file}. Its path begins at the folder of the script.")
        attached = [Attachment.of(file.name, file.read_bytes())] if deed.kind == "attach" else []
        text, mentions = self._mentioning(deed.text)
        quote = self._last("bot", deed.who, chat).timestamp if deed.kind == "reply" else None
        self.world.say(deed.who, chat, text, quote=quote, attachments=attached, mentions=mentions)

    def _mentioning(self, text: str) -> tuple[str, list[tuple[int, int, str]]]:
        """A text as a phone sends it: `@anna` is a mention if there is an anna, else letters like others."""
        mentions: list[tuple[int, int, str]] = []
        sent, done = "", 0
        for found in _MENTION.finditer(text):
            if found[1] in self.world.everybody:
                sent += text[done : found.start()]
                mentions.append((len(sent.encode("utf-16-le")) // 2, 1, found[1]))
                sent, done = sent + _PLACE, found.end()
        return sent + text[done:], mentions

    def _last(self, author: str, viewer: str, chat: ChatKey | None = None) -> Message:
        """The newest message of an author that another can see."""
        person = self._person(viewer)
        for message in reversed(self.world.messages):
            here = chat in (None, message.chat) and person in self.world.people_in(message.chat)
            if message.author == author and not message.deleted and here:
                return message
        raise ValueError(f"{author} has said nothing that {viewer} can see. Let it be said first.")

    def _last_poll(self, viewer: str) -> Message:
        """The newest poll of the bot that a person can see."""
        person = self._person(viewer)
        polls = (one for one in reversed(self.world.messages) if one.poll and person in self.world.people_in(one.chat))
        if (found := next(polls, None)) is None:
            raise ValueError(f"there is no poll that {viewer} can see. Let the bot open one first.")
        return found

    def again(self) -> None:
        """The frame of what a person did last comes once more."""
        if not self._last_deed:
            raise ValueError("nothing came yet. Let somebody say something first.")
        self.world.frame(self._last_deed)

    def join(self, who: str, place: Place) -> None:
        """A person joins a group."""
        self._person(who)
        self.world.join(who, self._room(place).name)

    def leave(self, who: str, place: Place) -> None:
        """A member leaves a group."""
        self.world.leave(who, self._member(who, place).name)

    def make_admin(self, who: str, place: Place) -> None:
        """Makes a member an admin of the group."""
        self.world.make_admin(who, self._member(who, place).name)

    def switch_phone(self, who: str, *, on: bool) -> None:
        """A person's phone goes off, so that it sends no receipts, or on again."""
        self._known(who)
        (self.world.wake if on else self.world.sleep)(who)

    def new_phone(self, who: str) -> None:
        """A person sets up Signal anew, and has another safety number then."""
        self._known(who)
        self.world.new_phone(who)

    def _known(self, who: str) -> None:
        if who not in self.world.people:
            raise ValueError(f"there is nobody called {who}. There are {', '.join(self.world.people)}.")

    # -- what the bot says -------------------------------------------------------------------------

    def _hear(self, event: Json) -> None:
        message = event.get("message", {})
        if event["kind"] == "reaction":
            self._hear_reaction(message)
        elif event["kind"] == "pin":
            self._hear_pin(message, pinned=message["timestamp"] in event["group"]["pinned"])
        elif event["kind"] == "poll":
            self._hear_end(message)
        elif message.get("author") == "bot" and event["kind"] in {"message", "edit", "delete"}:
            self.said.append(Said(message["chat"], _as_written(event["kind"], message)))

    def _hear_reaction(self, message: Json) -> None:
        emoji = message["reactions"].get("bot")
        if emoji is not None and emoji != self._reactions.get(message["timestamp"]):
            self.said.append(Said(message["chat"], f"{emoji} last"))
        self._reactions[message["timestamp"]] = emoji

    def _hear_pin(self, message: Json, *, pinned: bool) -> None:
        stamp = message["timestamp"]
        if pinned != (stamp in self._pinned):
            self._pinned ^= {stamp}
            line = message["text"].partition("\n")[0]
            self.said.append(Said(message["chat"], f"{'pin' if pinned else 'unpin'} {line}"))

    def _hear_end(self, message: Json) -> None:
        """A poll changes with each vote; only its end is the bot's doing."""
        if message["poll"]["closed"] and message["timestamp"] not in self._closed:
            self._closed.add(message["timestamp"])
            self.said.append(Said(message["chat"], f"close {message['poll']['question']}"))

    def _count(self, frame: str) -> None:
        self.frames += 1
        if '"receiptMessage"' not in frame:
            self._last_deed = frame


def _as_written(kind: str, message: Json) -> str:
    if kind == "delete":
        return "delete"
    if (poll := message["poll"]) is not None:
        return "\n".join([f"poll {'several ' * poll['multiple']}{poll['question']}", *poll["options"]])
    text = " ".join([*(f"attach {file['filename']}" for file in message["attachments"]), _named(message)]).strip()
    return f"edit {text}" if kind == "edit" else text


def _named(message: Json) -> str:
    """The text of a message with those who are mentioned in it, as apps show it."""
    units: bytes = message["text"].encode("utf-16-le")
    for one in sorted(message["mentions"], key=lambda one: -int(one["start"])):
        start, end = 2 * one["start"], 2 * (one["start"] + one["length"])
        units = units[:start] + f"@{one['name']}".encode("utf-16-le") + units[end:]
    return units.decode("utf-16-le")
