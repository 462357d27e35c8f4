"""Raw frames from the server: what concerns the bot is cut down to a stored frame, the rest is named and dropped.

Shapes: field guide, section 7. Fields come and go with versions of signal-cli, so nothing is taken for granted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from commands._fold import number, tidy
from storage.chat import Chat, direct_chat, group_chat
from storage.frames import NewFrame

LONGEST = 70_000  # characters; Signal itself carries 64 KiB of text
_ADDRESSED = re.compile(
    r"! ?[^\W_]|!\?|[./][^\W\d_]"
)  # the start of a command; a sentence may begin with a dot and a space
_ACI = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_MOST_OPTIONS = 100  # apps offer ten
_FIRST, _LAST = 1, 1 << 47  # milliseconds, up to the year 6429: what comes later is no datetime in the end


Served = Mapping[str, str]  # the purpose of each group by its internal id


@dataclass(frozen=True, slots=True)
class Reading:
    """A frame worth keeping. If `only_if_known`, then only when the message at `target` was kept too; if
    `only_if_awaited`, then only when the bot has asked its sender for something there."""

    frame: NewFrame
    target: int | None = None
    only_if_known: bool = False
    only_if_awaited: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """Somebody's phone has these messages of ours (Signal's timestamps, ms); `read` if the person has read them too."""

    sender: str
    timestamps: tuple[int, ...]
    read: bool = False


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another device of our account sent this message; its text is empty where it has none."""

    chat: Chat
    timestamp: int
    text: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """A frame that is of no concern, and why; nothing of it is kept."""

    reason: str


class _OddFrameError(Exception):
    """The frame does not have the shape it should have."""


def read(raw: str | bytes, number: str, served: Served) -> Reading | Receipt | Elsewhere | Dropped:
    """What a frame from the websocket or the webhook means to the bot with this `number`.

    `served` holds the groups that the bot serves: what each is for, by internal id. Never raises.
    """
    try:
        return _read(json.loads(raw), number, served)
    except (_OddFrameError, ValueError, RecursionError):
        return Dropped("broken")


def _read(frame: object, number: str, served: Served) -> Reading | Receipt | Elsewhere | Dropped:
    outer = _object(frame)
    outer = _object(outer.get("params", outer))  # the webhook wraps it in JSON-RPC
    if outer.get("exception"):
        return Dropped("exception")
    envelope = _object(outer.get("envelope"))
    if sync := envelope.get("syncMessage"):
        return _sync(_object(sync))
    sender = _aci(envelope.get("sourceUuid"))
    if envelope.get("sourceNumber") == number or envelope.get("source") == number:
        return Dropped("own")
    if receipt := envelope.get("receiptMessage"):
        return _receipt(sender, _object(receipt))
    if edit := envelope.get("editMessage"):
        target = _timestamp(_object(edit).get("targetSentTimestamp"))
        return _message(_object(_object(edit).get("dataMessage")), sender, served, edited=target)
    if data := envelope.get("dataMessage"):
        return _data(_object(data), sender, number, served)
    return Dropped("other")


def _sync(sync: Mapping[str, Any]) -> Elsewhere | Dropped:
    """What other devices do counts for nothing, except that a message of theirs is none that we sent."""
    try:
        sent = _object(sync.get("sentMessage"))
        chat = _chat(sent, "") if sent.get("groupInfo") else direct_chat(_aci(sent.get("destinationUuid")))
        return Elsewhere(chat, _timestamp(sent.get("timestamp")), _text(sent.get("message")))
    except (_OddFrameError, ValueError):
        return Dropped("sync")


def _receipt(sender: str, receipt: Mapping[str, Any]) -> Receipt:
    read = any(receipt.get(key) is True for key in ("isRead", "isViewed"))
    return Receipt(sender, tuple(_timestamp(at) for at in _list(receipt.get("timestamps")) if at), read)


def _data(data: Mapping[str, Any], sender: str, number: str, served: Served) -> Reading | Dropped:
    chat = _chat(data, sender)
    if chat.startswith("group:") and chat.partition(":")[2] not in served:
        return Dropped("foreign group")
    if isinstance(group := data.get("groupInfo"), dict) and group.get("type") == "UPDATE":
        return Reading(_frame("group", data, sender, chat, {}))
    if deleted := data.get("remoteDelete"):
        target = _timestamp(_object(deleted).get("timestamp"))
        frame = _frame("delete", data, sender, chat, {"remoteDelete": {"timestamp": target}})
        return Reading(frame, target, only_if_known=True)
    if reaction := data.get("reaction"):
        return _reaction(_object(reaction), data, sender, chat, number)
    if vote := data.get("pollVote"):
        return _vote(_object(vote), data, sender, chat, number)
    return _message(data, sender, served)


def _vote(vote: Mapping[str, Any], data: Mapping[str, Any], sender: str, chat: Chat, number: str) -> Reading | Dropped:
    if number not in (vote.get("authorNumber"), vote.get("author")):
        return Dropped("foreign vote")
    target = _timestamp(vote.get("targetSentTimestamp"))
    options = [one for one in _list(vote.get("optionIndexes")) if type(one) is int and 0 <= one < _MOST_OPTIONS]
    count = vote.get("voteCount")
    kept = {
        "optionIndexes": options,
        "targetSentTimestamp": target,
        "voteCount": count if type(count) is int else 1,
    }
    return Reading(_frame("vote", data, sender, chat, {"pollVote": kept}), target)


def _reaction(
    reaction: Mapping[str, Any], data: Mapping[str, Any], sender: str, chat: Chat, number: str
) -> Reading | Dropped:
    if number not in (reaction.get("targetAuthorNumber"), reaction.get("targetAuthor")):
        return Dropped("reaction to others")
    target = _timestamp(reaction.get("targetSentTimestamp"))
    kept = {
        "emoji": _text(reaction.get("emoji"))[:32],
        "isRemove": bool(reaction.get("isRemove")),
        "targetAuthor": number,
        "targetSentTimestamp": target,
    }
    return Reading(_frame("reaction", data, sender, chat, {"reaction": kept}), target)


def _message(data: Mapping[str, Any], sender: str, served: Served, edited: int | None = None) -> Reading | Dropped:
    chat = _chat(data, sender)
    text = _text(data.get("message"))[:LONGEST]
    attachments = [_attachment(item) for item in _list(data.get("attachments")) if isinstance(item, dict)]
    in_group = chat.startswith("group:")
    if in_group and chat.partition(":")[2] not in served:
        return Dropped("foreign group")
    if not text.strip() and not attachments:
        return Dropped("no text")
    meant_for_us = not in_group or addressed(text)
    awaited = in_group and _may_be_awaited(text, served[chat.partition(":")[2]])
    if not meant_for_us and edited is None and not awaited:
        return Dropped("not for the bot")
    mentions = [{"uuid": one, "start": 0, "length": 1} for one in _mentioned(data.get("mentions"))]
    quoted = _quote(data.get("quote"))
    kept = {"message": text, "attachments": attachments, "quote": quoted, "mentions": mentions}
    frame = _frame("edit" if edited else "message", data, sender, chat, kept, edited)
    if edited is not None:
        return Reading(frame, edited, only_if_known=not meant_for_us)
    return Reading(frame, only_if_awaited=not meant_for_us)


def _may_be_awaited(text: str, purpose: str) -> bool:
    """Whether a line in a group that does not begin like a command may answer a question of the bot's.

    In the group of the admins everything may; elsewhere only a number out of a list.
    """
    return purpose == "admin" or number(text) is not None


def addressed(text: str) -> bool:
    """Whether a line in a group is meant for the bot: it begins like a command."""
    return _ADDRESSED.match(tidy(text[:200])) is not None


def _frame(
    kind: str,
    data: Mapping[str, Any],
    sender: str,
    chat: Chat,
    kept: dict[str, Any],
    edited: int | None = None,
) -> NewFrame:
    """The frame to store: an envelope that signalbot parses, with what we need and no name and no number."""
    sent_at = _timestamp(data.get("timestamp"))
    message: dict[str, Any] = {"timestamp": sent_at, **{key: value for key, value in kept.items() if value}}
    if chat.startswith("group:"):
        group = {"groupId": chat.partition(":")[2], "groupName": "", "revision": 0}
        message["groupInfo"] = group | {"type": "UPDATE" if kind == "group" else "DELIVER"}
    envelope: dict[str, Any] = {"source": sender, "sourceUuid": sender, "timestamp": sent_at}
    if edited is None:
        envelope["dataMessage"] = message
    else:
        envelope["editMessage"] = {"targetSentTimestamp": edited, "dataMessage": message}
    return NewFrame(sender, sent_at, kind, chat, json.dumps(envelope, ensure_ascii=False))


def _chat(data: Mapping[str, Any], sender: str) -> Chat:
    group = data.get("groupInfo")
    if group is None:
        return direct_chat(sender)
    group_id = _object(group).get("groupId")
    if not isinstance(group_id, str) or not group_id:
        raise _OddFrameError
    return group_chat(group_id)


def _attachment(item: Mapping[str, Any]) -> dict[str, Any]:
    size = item.get("size")
    return {
        "contentType": _text(item.get("contentType")),
        "filename": _text(item.get("filename")),
        "id": _text(item.get("id")),
        "size": size if isinstance(size, int) else 0,
        "isVoiceNote": bool(item.get("isVoiceNote")),  # signalbot cannot do without; signal-cli before 0.14.8 can
    }


def _quote(quote: object) -> dict[str, Any] | None:
    if not isinstance(quote, dict) or not isinstance(quote.get("id"), int):
        return None
    return {"id": quote["id"], "authorUuid": _text(quote.get("authorUuid"))}


def _mentioned(mentions: object) -> list[str]:
    """The ACIs of those who are mentioned, in order."""
    people = (one.get("uuid") for one in _list(mentions) if isinstance(one, dict))
    return [one for one in people if isinstance(one, str) and _ACI.fullmatch(one)]


def _object(value: object) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise _OddFrameError
    return value


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str:
    """A text that can be stored: lone surrogates, which JSON may carry, become question marks."""
    return value.encode(errors="replace").decode() if isinstance(value, str) else ""


def _aci(value: object) -> str:
    if not isinstance(value, str):
        raise _OddFrameError
    return str(UUID(value))


def _timestamp(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not _FIRST <= value < _LAST:
        raise _OddFrameError
    return value
