"""The things of the played world, and the frames and dictionaries they travel in."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import PurePath
from typing import Any, TypeAlias

from bot.demo.styled import Style

ChatKey: TypeAlias = str  # "group:<internal_id>" or "direct:<person name>"
Json: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a phone; most hide their number, and then frames carry none."""

    name: str
    aci: str
    number: str | None

    @property
    def address(self) -> str:
        """The number where it is known, else the ACI, as the server shows people."""
        return self.number or self.aci

    @property
    def direct(self) -> ChatKey:
        """The chat of this person with the bot alone."""
        return f"direct:{self.name}"


@dataclass(slots=True)
class Group:
    """A Signal group; the bot counts beside its members, admins may include "bot"."""

    name: str
    internal_id: str
    id: str
    members: dict[str, Person]
    admins: set[str]
    bot_is_member: bool = True
    bot_is_invited: bool = False
    only_admins_send: bool = False
    revision: int = 1
    pinned: list[int] = field(default_factory=list)

    @property
    def chat(self) -> ChatKey:
        """The chat of this group."""
        return f"group:{self.internal_id}"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file on a message."""

    id: str
    content_type: str
    filename: str | None
    data: bytes

    @classmethod
    def of(cls, filename: str, data: bytes, content_type: str | None = None) -> Attachment:
        """Makes an attachment whose id depends only on its name and data."""
        guessed = content_type or mimetypes.guess_type(filename)[0] or "application/octet-stream"
        digest = hashlib.sha256(filename.encode() + b"\0" + data).hexdigest()
        return cls(digest[:20] + PurePath(filename).suffix, guessed, filename, data)


@dataclass(frozen=True, slots=True)
class Quote:
    """What a message answers: the timestamp, author (by name) and text of another."""

    timestamp: int
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named inside a text, by range in UTF-16 units."""

    start: int
    length: int
    name: str


@dataclass(slots=True)
class Poll:
    """A native poll; votes are 0-based option numbers by voter."""

    question: str
    options: list[str]
    multiple: bool
    closed: bool = False
    votes: dict[str, list[int]] = field(default_factory=dict)
    vote_counts: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Message:
    """A message as the apps show it now; its timestamp is its identity."""

    timestamp: int
    chat: ChatKey
    author: str
    text: str
    styles: list[Style] = field(default_factory=list)
    quote: Quote | None = None
    mentions: list[Mention] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    preview: Json | None = None
    poll: Poll | None = None
    view_once: bool = False
    edits: list[str] = field(default_factory=list)
    deleted: bool = False
    reactions: dict[str, str] = field(default_factory=dict)
    receipts: dict[str, str] = field(default_factory=dict)
    missed: list[str] = field(default_factory=list)  # who was not reached, by name

    def replace_text(self, text: str, styles: list[Style], mentions: list[Mention]) -> None:
        """Edits the message; the earlier text is kept in `edits`."""
        self.edits.append(self.text)
        self.text, self.styles, self.mentions = text, styles, mentions

    def erase(self) -> None:
        """Deletes the message for all: nothing of what it said stays."""
        self.deleted, self.text, self.quote, self.preview, self.poll = True, "", None, None, None
        for content in (self.styles, self.mentions, self.attachments, self.edits, self.reactions):
            content.clear()


def vote_mistake(message: Message, options: Sequence[int]) -> str | None:
    """What is wrong with a vote, None if nothing is."""
    poll = message.poll
    if poll is None or poll.closed:
        return "This is no open poll"
    if any(not 0 <= option < len(poll.options) for option in options):
        return "The poll has no such option"
    if len(options) > 1 and not poll.multiple:
        return "The poll takes one option only"
    return None


def message_as_dict(message: Message) -> Json:
    """A message as JSON-able data; of attachments the size instead of the bytes."""
    # By hand, since `asdict` copies deeply: for 5,000 messages that takes three times as long.
    shown = {name: getattr(message, name) for name in Message.__slots__}
    shown["styles"] = [asdict(one) for one in message.styles]
    shown["mentions"] = [asdict(one) for one in message.mentions]
    shown["quote"] = message.quote and asdict(message.quote)
    shown["poll"] = message.poll and asdict(message.poll)
    shown["preview"] = message.preview and dict(message.preview)
    shown["edits"], shown["missed"] = list(message.edits), list(message.missed)
    shown["reactions"], shown["receipts"] = dict(message.reactions), dict(message.receipts)
    shown["attachments"] = [
        {"id": a.id, "content_type": a.content_type, "filename": a.filename, "size": len(a.data)}
        for a in message.attachments
    ]
    return shown


def group_as_dict(group: Group) -> Json:
    """A group as JSON-able data: members and admins by name."""
    return {
        "name": group.name,
        "id": group.id,
        "internal_id": group.internal_id,
        "chat": group.chat,
        "members": list(group.members),
        "admins": sorted(group.admins),
        "bot_is_member": group.bot_is_member,
        "only_admins_send": group.only_admins_send,
        "revision": group.revision,
        "pinned": list(group.pinned),
    }


def frame(sender: Person, account: str, timestamp: int, content: Mapping[str, Any]) -> Json:
    """A whole frame: the header fields of an envelope with `content` beside them."""
    header = {
        "source": sender.address,
        "sourceNumber": sender.number,
        "sourceUuid": sender.aci,
        "sourceName": sender.name.capitalize(),
        "sourceDevice": 1,
        "timestamp": timestamp,
        "serverReceivedTimestamp": timestamp + 40,
        "serverDeliveredTimestamp": timestamp + 80,
    }
    return {"envelope": {**header, **content}, "account": account}


def data_message(
    timestamp: int, group: Group | None, text: str | None = None, *, update: bool = False, **content: object
) -> Json:
    """A `dataMessage`; `content` holds what makes it a reaction, a vote and so on."""
    data: Json = {
        "timestamp": timestamp,
        "message": text,
        "expiresInSeconds": 0,
        "isExpirationUpdate": False,
        "viewOnce": False,
        **content,
    }
    if group is not None:
        data["groupInfo"] = {
            "groupId": group.internal_id,
            "groupName": group.name,
            "revision": group.revision,
            "type": "UPDATE" if update else "DELIVER",
        }
    return data


def spoken(message: Message, timestamp: int, group: Group | None, people: Mapping[str, Person]) -> Json:
    """The `dataMessage` of something said, with its quote, mentions and files."""
    content: Json = {}
    if message.quote:
        author = people[message.quote.author]
        content["quote"] = {
            "id": message.quote.timestamp,
            **author_fields(author),
            "text": message.quote.text,
            "attachments": [],
        }
    if message.mentions:
        content["mentions"] = [_mention(m, people[m.name]) for m in message.mentions]
    if message.attachments:
        content["attachments"] = [_attachment(a, message.timestamp) for a in message.attachments]
    return data_message(timestamp, group, message.text, **content)


def _mention(mention: Mention, person: Person) -> Json:
    return {
        "name": person.address,
        "number": person.number,
        "uuid": person.aci,
        "start": mention.start,
        "length": mention.length,
    }


def _attachment(attachment: Attachment, uploaded: int) -> Json:
    return {
        "contentType": attachment.content_type,
        "filename": attachment.filename,
        "id": attachment.id,
        "size": len(attachment.data),
        "width": None,
        "height": None,
        "caption": None,
        "uploadTimestamp": uploaded,
        "isVoiceNote": False,
    }


def author_fields(person: Person, prefix: str = "author") -> Json:
    """The three fields by which frames name an author: address, number and ACI."""
    return {prefix: person.address, f"{prefix}Number": person.number, f"{prefix}Uuid": person.aci}


def receipt(timestamp: int, targets: list[int], *, read: bool = False) -> Json:
    """The content of a delivery or read receipt for the messages `targets`."""
    return {
        "receiptMessage": {
            "when": timestamp,
            "isDelivery": not read,
            "isRead": read,
            "isViewed": False,
            "timestamps": targets,
        }
    }


def typing_message(timestamp: int, group: Group | None, *, started: bool) -> Json:
    """The content of a typing frame."""
    typing: Json = {"action": "STARTED" if started else "STOPPED", "timestamp": timestamp}
    return {"typingMessage": typing if group is None else {**typing, "groupId": group.internal_id}}
