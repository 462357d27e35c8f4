"""What a delivery says: text, the message it answers, and files."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Quote:
    """The message that is answered: who said it (ACI; empty: the bot), when (Signal's timestamp), and what."""

    author: str
    sent_at: int
    text: str


@dataclass(frozen=True, slots=True)
class File:
    """A file to send along: its name as people see it, its type, and what is in it; or `stored`, the SHA-256 under
    which it lies in the library folder until it is sent."""

    name: str
    type: str
    data: bytes = b""
    stored: str = ""


@dataclass(frozen=True, slots=True)
class Poll:
    """A poll of Signal's own: 2 to 10 options of at most 100 characters; `multiple` if one may choose several."""

    question: str
    options: tuple[str, ...]
    multiple: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """What a delivery says; bold passages and people are marked as `commands._texts` marks them.

    One with a poll says nothing else.
    """

    text: str
    quote: Quote | None = None
    files: tuple[File, ...] = ()
    poll: Poll | None = None
    readable: bool = True  # as it was stored

    def to_json(self) -> str:
        """As it is stored."""
        files = [
            {"name": one.name, "type": one.type, "data": b64encode(one.data).decode(), "stored": one.stored}
            for one in self.files
        ]
        quote = asdict(self.quote) if self.quote else None
        content = {"text": self.text, "quote": quote, "files": files, "poll": self.poll and asdict(self.poll)}
        return json.dumps(content, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str | None) -> Content:
        """Reads what `to_json` wrote; empty if it is forgotten, and if it cannot be read: one message that is damaged
        must not keep the others from being sent."""
        if not text:
            return cls("")
        try:
            return cls._read(json.loads(text))
        except (ValueError, KeyError, TypeError, AttributeError):
            return cls("", readable=False)

    @classmethod
    def _read(cls, data: dict[str, Any]) -> Content:
        listed = data.get("files", ())
        files = (File(one["name"], one["type"], b64decode(one["data"]), one.get("stored", "")) for one in listed)
        quote = Quote(**data["quote"]) if data["quote"] else None
        poll = data.get("poll")
        polled = Poll(poll["question"], tuple(poll["options"]), poll["multiple"]) if poll else None
        return cls(data["text"], quote, tuple(files), polled)
