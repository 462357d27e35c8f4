"""The bodies that calls to the server carry; unknown fields and wrong types are mistakes of the caller."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Body(BaseModel):
    """A body in which every field is known."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class MentionBody(Body):
    author: str
    start: int
    length: int


class LinkPreviewBody(Body):
    url: str
    title: str
    description: str = ""
    base64_thumbnail: str = ""


class SendBody(Body):
    number: str
    recipients: list[str] = Field(min_length=1)
    message: str
    text_mode: Literal["normal", "styled"] = "normal"
    base64_attachments: list[str] = []
    edit_timestamp: int | None = None
    link_preview: LinkPreviewBody | None = None
    mentions: list[MentionBody] = []
    notify_self: bool = True
    quote_author: str | None = None
    quote_mentions: list[MentionBody] = []
    quote_message: str | None = None
    quote_timestamp: int | None = None
    sticker: str | None = None
    view_once: bool = False


class RemoteDeleteBody(Body):
    recipient: str
    timestamp: int


class ReactionBody(Body):
    reaction: str = Field(min_length=1)
    recipient: str
    target_author: str
    timestamp: int


class RemoveReactionBody(Body):
    reaction: str = ""
    recipient: str
    target_author: str
    timestamp: int


class CreatePollBody(Body):
    recipient: str
    question: str = Field(min_length=1, max_length=100)
    answers: list[str] = Field(min_length=2, max_length=10)
    allow_multiple_selections: bool = True


class ClosePollBody(Body):
    recipient: str
    poll_timestamp: str = Field(pattern=r"^\d+$")


class VoteBody(Body):
    recipient: str
    poll_author: str
    poll_timestamp: str = Field(pattern=r"^\d+$")
    selected_answers: list[int]


class PinBody(Body):
    target_author: str
    timestamp: int
    duration: int = -1


class UnpinBody(Body):
    target_author: str
    timestamp: int


class ReceiptBody(Body):
    receipt_type: Literal["read", "viewed"]
    recipient: str
    timestamp: int


class TypingBody(Body):
    recipient: str


class ChallengeBody(Body):
    captcha: str
    challenge_token: str


class ProfileBody(Body):
    name: str
    about: str = ""
    base64_avatar: str | None = None


class RegisterBody(Body):
    captcha: str = ""
    use_voice: bool = False


class VerifyBody(Body):
    pin: str = ""


class PinCodeBody(Body):
    pin: str = Field(min_length=1)


class TrustBody(Body):
    trust_all_known_keys: bool = False
    verified_safety_number: str = ""


class LoggingBody(Body):
    Level: Literal["debug", "info", "warn"]


class ConfigurationBody(Body):
    logging: LoggingBody
