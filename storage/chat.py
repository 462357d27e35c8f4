"""Where something is said, as one string: `group:<internal id>` or `direct:<ACI>`."""

from __future__ import annotations

from typing import NewType

Chat = NewType("Chat", str)


def group_chat(internal_id: str) -> Chat:
    """The chat of the group with this internal id (base64 of 32 bytes, as envelopes carry it)."""
    return Chat(f"group:{internal_id}")


def direct_chat(aci: str) -> Chat:
    """The direct chat with the person of this ACI."""
    return Chat(f"direct:{aci}")


def is_group(chat: Chat) -> bool:
    """Whether the chat is a group."""
    return chat.startswith("group:")


def id_in(chat: Chat) -> str:
    """The internal id of the group, or the ACI of the person."""
    return chat.partition(":")[2]
