"""Raw frames: what is kept of each shape, what is dropped and why; shapes as in the field guide, section 7."""

from __future__ import annotations

import json

import pytest

from bot.demo import envelopes
from bot.demo.envelopes import Json, Person
from bot.demo.faults import broken_frames
from bot.signal.frames import LONGEST, Dropped, Elsewhere, Reading, Receipt, addressed, read
from storage.chat import direct_chat, group_chat

BOT = "+4915555550100"
ADA = Person("ada", "7f1c2c1e-0a51-4c55-9a41-1f2d3c4b5a60", None)
BEN = Person("ben", "9a6d3a52-6f0b-4a6e-8d1f-5b1c7e2f3a44", "+4915555550102")
SERVED = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY="
HERE: Json = {"groupId": SERVED, "groupName": "Praxis", "revision": 12, "type": "DELIVER"}
THERE: Json = {**HERE, "groupId": "eHg="}
AT = 1_790_000_000_001


def framed(person: Person = ADA, **content: object) -> Json:
    return envelopes.frame(person, BOT, AT, content)


def said(text: object, group: Json | None = None, **more: object) -> Json:
    """The `dataMessage` of a text."""
    return {"timestamp": AT, "message": text, "viewOnce": False, **({"groupInfo": group} if group else {}), **more}


def understood(frame: object) -> Reading | Receipt | Elsewhere | Dropped:
    return read(json.dumps(frame), BOT, {SERVED: "main"})


def kept(frame: object) -> tuple[str, str, Json]:
    """Kind, chat, and the stored frame."""
    found = understood(frame)
    assert isinstance(found, Reading)
    assert (found.frame.sender, found.frame.sent_at) == (json.loads(found.frame.body)["sourceUuid"], AT)
    return found.frame.kind, found.frame.chat, json.loads(found.frame.body)


def head(person: Person = ADA) -> Json:
    return {"source": person.aci, "sourceUuid": person.aci, "timestamp": AT}


def test_a_command_in_a_group_is_kept_without_names_and_numbers() -> None:
    group = {**HERE, "groupName": "", "revision": 0}
    assert kept(framed(BEN, dataMessage=said("!next", HERE))) == (
        "message",
        group_chat(SERVED),
        {**head(BEN), "dataMessage": {"timestamp": AT, "message": "!next", "groupInfo": group}},
    )


def test_anything_said_to_the_bot_alone_is_kept() -> None:
    stored = {**head(), "dataMessage": {"timestamp": AT, "message": "und morgen?"}}
    assert kept(framed(dataMessage=said("und morgen?"))) == ("message", direct_chat(ADA.aci), stored)


def test_the_webhook_wraps_the_same_frame() -> None:
    frame = framed(dataMessage=said("!next"))
    assert understood({"jsonrpc": "2.0", "method": "receive", "params": frame}) == understood(frame)
    assert read(json.dumps(frame).encode(), BOT, {}) == understood(frame)


def test_attachments_and_quotes_are_kept_as_far_as_they_are_whole() -> None:
    picture = {"contentType": "image/png", "filename": "a.png", "id": "k3.png", "size": 5120, "width": 640}
    odd = {"contentType": None, "filename": 7, "size": "big", "isVoiceNote": 1}
    quote = {"id": AT - 1, "author": BEN.number, "authorUuid": BEN.aci, "text": "secret", "attachments": []}
    data = kept(framed(dataMessage=said("hier", attachments=[picture, odd, "x"], quote=quote)))[2]["dataMessage"]
    assert data["attachments"] == [
        {"contentType": "image/png", "filename": "a.png", "id": "k3.png", "size": 5120, "isVoiceNote": False},
        {"contentType": "", "filename": "", "id": "", "size": 0, "isVoiceNote": True},
    ]
    assert data["quote"] == {"id": AT - 1, "authorUuid": BEN.aci}
    alone = kept(framed(dataMessage=said(None, attachments=[picture])))
    assert alone[2]["dataMessage"] == {"timestamp": AT, "attachments": data["attachments"][:1]}


@pytest.mark.parametrize("odd", [42, True, "text", {"a": 1}, [None, 3], [[[]]]])
def test_what_should_be_a_list_or_an_object_and_is_not_is_left_out(odd: object) -> None:
    frame = framed(dataMessage=said("!next", attachments=odd, quote=odd))
    assert kept(frame)[2]["dataMessage"] == {"timestamp": AT, "message": "!next"}


def test_an_edit_names_what_it_changes() -> None:
    edit = {"targetSentTimestamp": AT - 5, "dataMessage": said("!termine", HERE)}
    found = understood(framed(editMessage=edit))
    assert isinstance(found, Reading)
    assert (found.frame.kind, found.target, found.only_if_known) == ("edit", AT - 5, False)
    assert json.loads(found.frame.body)["editMessage"]["targetSentTimestamp"] == AT - 5


def test_an_edit_to_plain_words_counts_only_where_the_first_was_kept() -> None:
    edit = {"targetSentTimestamp": AT - 5, "dataMessage": said("doch nicht", HERE)}
    found = understood(framed(editMessage=edit))
    assert isinstance(found, Reading)
    assert (found.frame.kind, found.target, found.only_if_known) == ("edit", AT - 5, True)


def test_a_deletion_counts_only_where_the_message_was_kept() -> None:
    found = understood(framed(dataMessage=said(None, HERE, remoteDelete={"timestamp": AT - 5})))
    assert isinstance(found, Reading)
    assert (found.frame.kind, found.target, found.only_if_known) == ("delete", AT - 5, True)


def test_reactions_to_our_own_words_are_kept_and_others_are_not() -> None:
    reaction = {"emoji": "👍", "targetAuthor": BOT, "targetAuthorNumber": BOT, "targetSentTimestamp": AT - 5}
    kind, chat, stored = kept(framed(dataMessage=said(None, HERE, reaction={**reaction, "isRemove": True})))
    assert (kind, chat) == ("reaction", group_chat(SERVED))
    assert stored["dataMessage"]["reaction"] == {
        "emoji": "👍",
        "isRemove": True,
        "targetAuthor": BOT,
        "targetSentTimestamp": AT - 5,
    }
    other = {**reaction, "targetAuthor": BEN.number, "targetAuthorNumber": BEN.number}
    nobody = {**reaction, "targetAuthor": [BOT], "targetAuthorNumber": {"a": 1}}
    for one in (other, nobody):
        assert understood(framed(dataMessage=said(None, HERE, reaction=one))) == Dropped("reaction to others")


def test_a_change_of_a_group_is_kept() -> None:
    kind, chat, stored = kept(framed(dataMessage=said(None, {**HERE, "type": "UPDATE"})))
    assert (kind, chat, stored["dataMessage"]["groupInfo"]["type"]) == ("group", group_chat(SERVED), "UPDATE")


def test_a_vote_in_our_poll_is_kept() -> None:
    vote = {
        "author": BOT,
        "authorNumber": BOT,
        "targetSentTimestamp": AT - 9,
        "optionIndexes": [1, "x"],
        "voteCount": 2,
    }
    kind, chat, stored = kept(framed(dataMessage=said(None, HERE, pollVote=vote)))
    cut = {"optionIndexes": [1], "targetSentTimestamp": AT - 9, "voteCount": 2}
    assert (kind, chat, stored["dataMessage"]["pollVote"]) == ("vote", group_chat(SERVED), cut)


def test_a_receipt_is_read_and_not_kept() -> None:
    assert understood(framed(BEN, **envelopes.receipt(AT, [AT - 9, AT - 8]))) == Receipt(BEN.aci, (AT - 9, AT - 8))
    empty = {"receiptMessage": {"isDelivery": True, "timestamps": None}}
    assert understood(framed(BEN, **empty)) == Receipt(BEN.aci, ())


OF_NO_CONCERN = {
    "talk in the group": (framed(dataMessage=said("wer kommt?", HERE)), "not for the bot"),
    "another group": (framed(dataMessage=said("!next", THERE)), "foreign group"),
    "a change of another group": (framed(dataMessage=said(None, {**THERE, "type": "UPDATE"})), "foreign group"),
    "a reaction elsewhere": (framed(dataMessage=said(None, THERE, reaction={"emoji": "a"})), "foreign group"),
    "an edit elsewhere": (
        framed(editMessage={"targetSentTimestamp": AT, "dataMessage": said("!next", THERE)}),
        "foreign group",
    ),
    "nothing said": (framed(dataMessage=said(" \n")), "no text"),
    "a vote in a poll of others": (
        framed(dataMessage=said(None, HERE, pollVote={"optionIndexes": [0]})),
        "foreign vote",
    ),
    "typing": (framed(**envelopes.typing_message(AT, None, started=True)), "other"),
    "nothing at all": (framed(), "other"),
    "what we said elsewhere": (framed(syncMessage={"sentMessage": said("!next")}), "sync"),
    "our own": (framed(Person("bot", ADA.aci, BOT), dataMessage=said("!next")), "own"),
    "cannot be decrypted": ({"exception": {"type": "X"}, **framed(dataMessage=said("!next"))}, "exception"),
}


@pytest.mark.parametrize(("frame", "reason"), OF_NO_CONCERN.values(), ids=OF_NO_CONCERN)
def test_of_no_concern(frame: Json, reason: str) -> None:
    assert understood(frame) == Dropped(reason)


def sync(**sent: object) -> Json:
    return framed(syncMessage={"sentMessage": {"timestamp": AT, "message": "!next", **sent}})


SENT_ELSEWHERE = {
    "to somebody": (sync(destinationUuid=ADA.aci), Elsewhere(direct_chat(ADA.aci), AT, "!next")),
    "in a group": (sync(groupInfo=HERE, destinationUuid=None), Elsewhere(group_chat(HERE["groupId"]), AT, "!next")),
    "without words": (sync(destinationUuid=ADA.aci, message=None), Elsewhere(direct_chat(ADA.aci), AT, "")),
    "to a number": (sync(destination="+4915555550101"), Dropped("sync")),
    "in a group without id": (sync(groupInfo={"type": "DELIVER"}), Dropped("sync")),
    "at no time": (sync(destinationUuid=ADA.aci, timestamp=None), Dropped("sync")),
    "to nonsense": (sync(destinationUuid="ada"), Dropped("sync")),
    "nothing sent": (framed(syncMessage={"readMessages": []}), Dropped("sync")),
    "no object": (framed(syncMessage={"sentMessage": [1]}), Dropped("sync")),
}


@pytest.mark.parametrize(("frame", "found"), SENT_ELSEWHERE.values(), ids=SENT_ELSEWHERE)
def test_what_another_device_of_ours_sent(frame: Json, found: object) -> None:
    assert understood(frame) == found


BROKEN = {
    "no sender": framed(Person("x", "", None), dataMessage=said("!next")),
    "a sender that is none": framed(Person("x", "anna", None), dataMessage=said("!next")),
    "time is a text": framed(dataMessage={**said("!next"), "timestamp": "soon"}),
    "time is true": framed(dataMessage={**said("!next"), "timestamp": True}),
    "time before all time": framed(dataMessage={**said("!next"), "timestamp": 0}),
    "time after all time": framed(dataMessage={**said("!next"), "timestamp": 1 << 52}),
    "a receipt after all time": framed(**envelopes.receipt(AT, [1 << 52])),
    "a group that is a text": framed(dataMessage=said("!next", "Praxis")),  # type: ignore[arg-type]
    "a group without id": framed(dataMessage=said("!next", {"type": "DELIVER"})),
    "data that is a list": framed(dataMessage=["!next"]),
    "an edit of nothing": framed(editMessage={"dataMessage": said("!next")}),
    "params that are none": {"method": "receive", "params": []},
}


@pytest.mark.parametrize("frame", BROKEN.values(), ids=BROKEN)
def test_broken(frame: Json) -> None:
    assert understood(frame) == Dropped("broken")


def test_every_broken_shape_is_named_and_none_is_an_error() -> None:
    found = {name: read(raw, BOT, {}) for name, raw in broken_frames(ADA, BOT, AT).items()}
    assert {name: one.reason for name, one in found.items() if isinstance(one, Dropped) and one.reason != "broken"} == {
        "nameless group update": "foreign group",
        "null message": "no text",
        "undecryptable": "exception",
        "unknown group": "foreign group",
        "unknown typing action": "other",
        "text is a number": "no text",
    }
    assert [name for name, one in found.items() if not isinstance(one, Dropped)] == ["no voice note"]


def test_what_json_can_hold_and_a_database_cannot_is_replaced() -> None:
    raw = json.dumps(framed(dataMessage=said("!next \ud83d?")))
    found = read(raw, BOT, {})
    assert isinstance(found, Reading)
    assert json.loads(found.frame.body)["dataMessage"]["message"] == "!next ??"


def test_deep_and_large_frames_end_somewhere() -> None:
    assert read("[" * 100_000, BOT, {}) == Dropped("broken")
    assert read('{"envelope": {"timestamp": ' + "9" * 5_000 + "}}", BOT, {}) == Dropped("broken")
    found = understood(framed(dataMessage=said("!" + "x" * 1_000_000)))
    assert isinstance(found, Reading)
    assert len(json.loads(found.frame.body)["dataMessage"]["message"]) == LONGEST


@pytest.mark.parametrize(
    "text",
    ["!next", "! next", ".next", "/next", "!?", "!NÄCHSTES", "\u200b!next", "\ufffc !next", "!1", " !a"],
)
def test_begins_like_a_command(text: str) -> None:
    assert addressed(text)


@pytest.mark.parametrize(
    "text",
    [
        "next",
        "!",
        "!!!",
        "!" * 10_000,
        "! ",
        "... und dann",
        ". Also",
        "/ oder",
        ".5",
        "!_",
        "a !next",
        "",
        "…",
        "！next",
    ],
)
def test_does_not(text: str) -> None:
    assert not addressed(text)
