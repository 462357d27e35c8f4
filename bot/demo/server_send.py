"""The paths by which the bot says something: messages, edits, deletions, reactions, polls, pins."""

from __future__ import annotations

import asyncio
import base64
import binascii
import re
from dataclasses import replace

from bot.demo.server_bodies import (
    ClosePollBody,
    CreatePollBody,
    LinkPreviewBody,
    PinBody,
    ReactionBody,
    ReceiptBody,
    RemoteDeleteBody,
    RemoveReactionBody,
    SendBody,
    TypingBody,
    UnpinBody,
    VoteBody,
)
from bot.demo.server_calls import Answer, Call, Malformed, Route, route
from bot.demo.styled import Style, parse_styled, utf16_length
from bot.demo.world import Attachment, ChatKey, Group, Json, Mention, Person, Quote, Refused

_DATA_URI = re.compile(r"data:(?P<type>[^;,]*)(?:;filename=(?P<name>[^;,]*))?;base64,")
_NO_CONTENT = Answer(204)


async def play_send(called: Route, call: Call) -> Answer:
    """Makes a call that sends, with the fault whose turn it is."""
    fault = call.faults.next_send()
    await asyncio.sleep(call.faults.send_seconds)
    if fault == "slow":
        await call.faults.hang(call.faults.slow_seconds)
    if fault in (None, "slow"):
        return called.handler(call)
    if fault == "partial":
        return called.handler(replace(call, partial=True))
    delivered = called.handler(call) if fault.startswith("delivered-") else None
    match fault.removeprefix("delivered-"):
        case "429":
            return _rate_limited(call, polite=called.path == "/v2/send")
        case "400":
            return Answer(400, {"error": "Failed to send message: (IOException) (UnexpectedErrorException)"})
        case "hang":
            await call.faults.hang()
            return delivered or Answer(500)
        case "drop":
            return Answer(0)
    return Answer(500)


def _rate_limited(call: Call, *, polite: bool) -> Answer:
    error = "Failed to send message due to rate limiting"
    if not polite:  # only /v2/send tells a rate limit by its status
        return Answer(400, {"error": error})
    tokens = list(call.faults.challenges)
    return Answer(429, {"error": error, "challenge_tokens": tokens, "account": call.world.bot.number})


@route("POST", "/v2/send", body=SendBody, sends=True)
def send(call: Call) -> Answer:
    """Sends or edits a message; for several people the timestamp of the first is told."""
    body: SendBody = call.body
    chats = _chats(call, body.recipients)
    text, styles = parse_styled(body.message) if body.text_mode == "styled" else (body.message, [])
    mentions = [_mention(call, m.start, m.length, m.author, text) for m in body.mentions]
    missed = _missed(call, chats) if call.partial else []
    if missed and len(missed) == sum(len(call.world.people_in(chat)) for chat in chats):
        raise Refused("Failed to send message: (IOException) nobody was reached")
    unreached = {person.name for person in missed}
    if body.edit_timestamp is not None:
        stamps = [
            call.world.bot_edit(chat, body.edit_timestamp, text, styles=styles, mentions=mentions, unreached=unreached)
            for chat in chats
        ]
    else:
        stamps = [_post(call, chat, text, styles, mentions, unreached) for chat in chats]
    return Answer(201, [_sent(stamps[0], missed)])


def _post(
    call: Call, chat: ChatKey, text: str, styles: list[Style], mentions: list[Mention], unreached: set[str]
) -> int:
    body: SendBody = call.body
    attachments = [read_attachment(encoded) for encoded in body.base64_attachments]
    if body.view_once and not attachments:
        raise Refused("'view_once' can only be set for messages with attachments")
    message = call.world.post(
        chat,
        text,
        styles=styles,
        quote=_quote(call),
        mentions=mentions,
        attachments=attachments,
        preview=_preview(body.link_preview, body.message),
        view_once=body.view_once,
        unreached=unreached,
    )
    return message.timestamp


def _sent(timestamp: int, missed: list[Person]) -> Json:
    answer: Json = {"timestamp": str(timestamp)}
    if missed:
        failures = [
            {"uuid": p.aci, "number": p.number or "", "username": "", "reason": "NETWORK_FAILURE"} for p in missed
        ]
        answer["errors"] = {"recipients": failures}
    return answer


def _chats(call: Call, recipients: list[str]) -> list[ChatKey]:
    groups = [r for r in recipients if r.startswith("group.")]
    if groups and len(recipients) > 1:
        raise Malformed("one group, or people, in one call")
    return [call.chat(recipient) for recipient in recipients]


def _missed(call: Call, chats: list[ChatKey]) -> list[Person]:
    people = [person for chat in chats for person in call.world.people_in(chat)]
    named = [person for person in people if person.name == call.faults.unreached]
    return named or people[-1:]


def _mention(call: Call, start: int, length: int, author: str, text: str) -> Mention:
    if start < 0 or length < 0 or start + length > utf16_length(text):
        raise Malformed("a mention lies outside the text")
    return Mention(start, length, call.person(author).name)


def _quote(call: Call) -> Quote | None:
    body: SendBody = call.body
    given = (body.quote_timestamp, body.quote_author, body.quote_message)
    if given == (None, None, None):
        return None
    if body.quote_timestamp is None or body.quote_author is None or body.quote_message is None:
        raise Malformed("a quote needs quote_timestamp, quote_author and quote_message")
    return Quote(body.quote_timestamp, call.person(body.quote_author).name, body.quote_message)


def _preview(preview: LinkPreviewBody | None, message: str) -> Json | None:
    if preview is None:
        return None
    if not preview.url.startswith("https") or not preview.title or preview.url not in message:
        raise Refused("A link preview needs an https link that is part of the message, and a title")
    return preview.model_dump()


def read_attachment(encoded: str) -> Attachment:
    """Takes base64, with or without a data-URI head, and gives the file."""
    head = _DATA_URI.match(encoded)
    name = (head and head["name"]) or "attachment"
    if re.search(r"[/\\]", name):
        raise Malformed("a file name must not hold a path")
    try:
        data = base64.b64decode(encoded[head.end() :] if head else encoded, validate=True)
    except binascii.Error as error:
        raise Refused("The attachment is no base64") from error
    return Attachment.of(name, data, head["type"] if head else None)


@route("DELETE", "/v1/remote-delete/{number}", body=RemoteDeleteBody)
def remote_delete(call: Call) -> Answer:
    """Deletes an own message for all."""
    body: RemoteDeleteBody = call.body
    stamp = call.world.bot_delete(call.chat(body.recipient), body.timestamp)
    return Answer(201, {"timestamp": str(stamp)})


@route("POST", "/v1/reactions/{number}", body=ReactionBody)
def react(call: Call) -> Answer:
    """Sends a reaction."""
    body: ReactionBody = call.body
    author = call.person(body.target_author).name
    call.world.bot_react(call.chat(body.recipient), body.timestamp, author, body.reaction)
    return _NO_CONTENT


@route("DELETE", "/v1/reactions/{number}", body=RemoveReactionBody)
def remove_reaction(call: Call) -> Answer:
    """Takes a reaction back."""
    body: RemoveReactionBody = call.body
    author = call.person(body.target_author).name
    call.world.bot_react(call.chat(body.recipient), body.timestamp, author, None)
    return _NO_CONTENT


@route("POST", "/v1/polls/{number}", body=CreatePollBody, sends=True)
def create_poll(call: Call) -> Answer:
    """Creates a poll; a partial failure is not told."""
    body: CreatePollBody = call.body
    if any(not 1 <= len(answer) <= 100 for answer in body.answers):
        raise Refused("A poll option has 1 to 100 characters")
    chat, multiple = call.chat(body.recipient), body.allow_multiple_selections
    message = call.world.poll_create(chat, body.question, body.answers, multiple=multiple)
    return Answer(201, {"timestamp": str(message.timestamp)})


@route("DELETE", "/v1/polls/{number}", body=ClosePollBody)
def close_poll(call: Call) -> Answer:
    """Ends an own poll."""
    body: ClosePollBody = call.body
    call.world.poll_close(call.chat(body.recipient), int(body.poll_timestamp))
    return _NO_CONTENT


@route("POST", "/v1/polls/{number}/vote", body=VoteBody)
def vote(call: Call) -> Answer:
    """Votes; here answers are counted from 1, in frames from 0."""
    body: VoteBody = call.body
    author = call.person(body.poll_author).name
    options = [answer - 1 for answer in body.selected_answers]
    call.world.bot_vote(call.chat(body.recipient), int(body.poll_timestamp), author, options)
    return _NO_CONTENT


def _group(call: Call) -> Group:
    if group := call.group(call.path["groupid"]):
        return group
    raise Refused(f"Group not found: {call.path['groupid']}")


@route("POST", "/v1/groups/{number}/{groupid}/pin-message", body=PinBody)
def pin(call: Call) -> Answer:
    """Pins a message in a group."""
    body: PinBody = call.body
    if call.faults.pins:
        call.faults.pins -= 1
        raise Refused("Failed to pin message: not allowed to edit group")
    call.world.pin(_group(call).name, body.timestamp, call.person(body.target_author).name)
    return Answer(200, "")


@route("DELETE", "/v1/groups/{number}/{groupid}/pin-message", body=UnpinBody)
def unpin(call: Call) -> Answer:
    """Unpins a message in a group."""
    body: UnpinBody = call.body
    call.world.unpin(_group(call).name, body.timestamp, call.person(body.target_author).name)
    return Answer(200, "")


@route("POST", "/v1/receipts/{number}", body=ReceiptBody)
def receipt(call: Call) -> Answer:
    """Tells a person that their message was read or viewed."""
    body: ReceiptBody = call.body
    reader = call.person(body.recipient).name
    call.world.bot_read(reader, body.timestamp, viewed=body.receipt_type == "viewed")
    return _NO_CONTENT


@route("PUT", "/v1/typing-indicator/{number}", body=TypingBody)
def start_typing(call: Call) -> Answer:
    """Shows that the bot types."""
    body: TypingBody = call.body
    call.world.bot_typing(call.chat(body.recipient), started=True)
    return _NO_CONTENT


@route("DELETE", "/v1/typing-indicator/{number}", body=TypingBody)
def stop_typing(call: Call) -> Answer:
    """Shows that the bot has stopped typing."""
    body: TypingBody = call.body
    call.world.bot_typing(call.chat(body.recipient), started=False)
    return _NO_CONTENT
