"""What Signal itself keeps: people, groups, messages, and who is told when something changes."""

from __future__ import annotations

import base64
import hashlib
import json
import uuid
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress

from bot.clock import Clock
from bot.demo import envelopes
from bot.demo.envelopes import Attachment, ChatKey, Group, Json, Message, Person

_NAMESPACE = uuid.UUID("5f0c2a52-1d1e-4c0f-9a3b-6f5d2b7c8e90")


class SignalState:
    """The state of the played Signal service, with its look-ups and its two kinds of listeners."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.bot = Person("bot", _aci("bot"), "+4915555550100")
        self.profile: Json = {"name": "Losbote", "about": "", "avatar": None}
        self.people: dict[str, Person] = {}
        self.groups: dict[str, Group] = {}
        self.messages: list[Message] = []
        self.attachments: dict[str, Attachment] = {}  # what the bot received, by id
        self.typing: dict[ChatKey, set[str]] = {}
        self.asleep: set[str] = set()
        self.new_phones: Counter[str] = Counter()  # how often a person has set up Signal anew
        self._unreceipted: dict[str, list[int]] = {}
        self._by_stamp: dict[int, Message] = {}  # also under the timestamps of edits
        self._stamp = 0
        self._frame_listeners: list[Callable[[str], None]] = []
        self._event_listeners: list[Callable[[Json], None]] = []

    def add_person(self, name: str, *, number: str | None = None) -> Person:
        """Lets a person exist; the ACI depends only on the name."""
        person = self.people[name] = Person(name, _aci(name), number)
        return person

    def new_phone(self, who: str) -> None:
        """A person sets up Signal anew: the same account with another key."""
        self.new_phones[who] += 1

    def fingerprint(self, person: Person) -> str:
        """Of a person's key, which is another after each new phone."""
        phone = f" {self.new_phones[person.name]}" if person.name in self.new_phones else ""
        return hashlib.sha256(f"{person.aci}{phone}".encode()).hexdigest()

    def add_group(self, name: str, members: Iterable[str], admins: Iterable[str] = ()) -> Group:
        """Makes a group of existing people and the bot; the ids depend only on the name."""
        internal = base64.b64encode(hashlib.sha256(name.encode()).digest()).decode()
        public = "group." + base64.b64encode(internal.encode()).decode()
        group = Group(name, internal, public, {m: self.people[m] for m in members}, set(admins))
        self.groups[name] = group
        self._tell("group", group=envelopes.group_as_dict(group))
        return group

    def group_of(self, chat: ChatKey) -> Group | None:
        """The group behind a chat, None for a direct chat."""
        return next((g for g in self.groups.values() if g.chat == chat), None)

    def people_in(self, chat: ChatKey) -> list[Person]:
        """The people of a chat, without the bot."""
        group = self.group_of(chat)
        return list(group.members.values()) if group else [self.people[chat.removeprefix("direct:")]]

    @property
    def everybody(self) -> dict[str, Person]:
        """All people and the bot, by name."""
        return {**self.people, "bot": self.bot}

    def by_address(self, address: str) -> Person | None:
        """The person (or the bot) with this ACI or number."""
        return next((p for p in self.everybody.values() if address in (p.aci, p.number)), None)

    def find(self, timestamp: int) -> Message:
        """The message with this timestamp, or with an edit of this timestamp."""
        if timestamp not in self._by_stamp:
            raise ValueError(f"there is no message with the timestamp {timestamp}")
        return self._by_stamp[timestamp]

    def last(self, author: str, chat: ChatKey | None = None) -> Message | None:
        """The newest message of an author that is not deleted, anywhere or in one chat."""
        said = (m for m in reversed(self.messages) if m.author == author and not m.deleted)
        return next((m for m in said if chat in (None, m.chat)), None)

    def edit_stamps(self) -> list[tuple[int, int]]:
        """The timestamp of each edit with that of its message."""
        return [(stamp, message.timestamp) for stamp, message in self._by_stamp.items() if stamp != message.timestamp]

    def restore(self, messages: Sequence[Message], edit_stamps: Iterable[tuple[int, int]]) -> None:
        """Puts back what was said before, told to nobody; `edit_stamps` are as `edit_stamps()` gave them."""
        self.messages = list(messages)
        self._by_stamp = {message.timestamp: message for message in messages}
        self._by_stamp |= {stamp: self._by_stamp[of] for stamp, of in edit_stamps}
        self._stamp = max(self._by_stamp, default=0)
        heard = (file for message in messages if message.author != "bot" for file in message.attachments)
        self.attachments = {file.id: file for file in heard}

    def taken_in(self, frame: str | bytes) -> None:
        """The account has received this frame: what it says is delivered, as the sender's phone shows."""
        with suppress(ValueError, TypeError, LookupError, RecursionError):  # frames may be as broken as one likes
            stamp = json.loads(frame)["envelope"]["timestamp"]
            message = self._by_stamp.get(stamp)
            if message and message.author != "bot" and "bot" not in message.receipts:
                message.receipts["bot"] = "delivered"
                self._tell_of("receipt", message)

    def on_frame(self, listener: Callable[[str], None]) -> None:
        """Calls `listener` with the JSON text of each frame for the bot."""
        self._frame_listeners.append(listener)

    def on_event(self, listener: Callable[[Json], None]) -> None:
        """Calls `listener` with a JSON-able dictionary for each visible change."""
        self._event_listeners.append(listener)

    def as_dict(self, message: Message) -> Json:
        """A message as JSON-able data."""
        return envelopes.message_as_dict(message)

    def frame(self, raw: str | Json) -> None:
        """Sends a raw frame as it is."""
        text = raw if isinstance(raw, str) else json.dumps(raw, ensure_ascii=False)
        for listener in self._frame_listeners:
            listener(text)

    # -- for what people and the bot do ------------------------------------------------------------

    def _next_stamp(self) -> int:
        """Milliseconds by the clock, but never the same twice."""
        self._stamp = max(int(self.clock.now().timestamp() * 1000), self._stamp + 1)
        return self._stamp

    def _tell(self, kind: str, **what: object) -> None:
        for listener in self._event_listeners:
            listener({"kind": kind, **what})

    def _tell_of(self, kind: str, message: Message) -> None:
        self._tell(kind, message=self.as_dict(message))

    def _add(self, message: Message) -> None:
        self.messages.append(message)
        self._by_stamp[message.timestamp] = message
        self.typing.get(message.chat, set()).discard(message.author)
        self._tell_of("message", message)

    def _send(self, who: str, chat: ChatKey, stamp: int, **content: object) -> None:
        """Sends a frame from a person, unless the bot is not in that group."""
        group = self.group_of(chat)
        if group is None or group.bot_is_member:
            self.frame(envelopes.frame(self.people[who], str(self.bot.number), stamp, content))

    def _send_data(self, who: str, chat: ChatKey, **content: object) -> None:
        stamp = self._next_stamp()
        data = envelopes.data_message(stamp, self.group_of(chat))
        self._send(who, chat, stamp, dataMessage={**data, **content})

    def _receive(self, who: str, stamps: list[int], *, read: bool = False) -> None:
        """A phone tells that it got (or its owner read) messages of the bot; edits count for their message."""
        for message in {m.timestamp: m for m in map(self._by_stamp.get, stamps) if m}.values():
            if read or who not in message.receipts:
                message.receipts[who] = "read" if read else "delivered"
            self._tell_of("receipt", message)
        stamp = self._next_stamp()
        content = envelopes.receipt(stamp, stamps, read=read)
        self._send(who, self.people[who].direct, stamp, **content)

    def _arrive(self, chat: ChatKey, stamp: int, unreached: Collection[str] = ()) -> None:
        """What the bot sent reaches every phone of the chat that is on; the others get it when they wake."""
        for person in self.people_in(chat):
            if person.name in unreached:
                continue
            if person.name in self.asleep:
                self._unreceipted.setdefault(person.name, []).append(stamp)
            else:
                self._receive(person.name, [stamp])

    def _acted(self, chat: ChatKey) -> int:
        """Gives the timestamp of a deletion, a pin, the end of a poll: phones confirm those as they do messages."""
        stamp = self._next_stamp()
        self._arrive(chat, stamp)
        return stamp

    def _set_reaction(self, who: str, message: Message, emoji: str | None) -> None:
        if emoji is None:
            message.reactions.pop(who, None)
        else:
            message.reactions[who] = emoji
        self._tell_of("reaction", message)

    def _take_vote(self, who: str, message: Message, options: Sequence[int]) -> int:
        """Counts a vote and gives the number of times this person has voted."""
        if message.poll is None:
            raise ValueError("only polls take votes")
        message.poll.votes[who] = list(options)
        message.poll.vote_counts[who] = message.poll.vote_counts.get(who, 0) + 1
        self._tell_of("poll", message)
        return message.poll.vote_counts[who]

    def _set_typing(self, who: str, chat: ChatKey, *, started: bool) -> None:
        typing = self.typing.setdefault(chat, set())
        if started:
            typing.add(who)
        else:
            typing.discard(who)
        self._tell("typing", chat=chat, who=who, started=started)


def _aci(name: str) -> str:
    return str(uuid.uuid5(_NAMESPACE, name))
