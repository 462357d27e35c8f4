"""The played world: what people and the bot do becomes state, frames and events."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.clock import PlayedClock
from bot.demo.faults import broken_frames
from bot.demo.world import Attachment, Group, Mention, Quote, Refused, Style, World

NOW = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)
STAMP = int(NOW.timestamp() * 1000)


class Stage:
    """A world with two members and an admin, and all that was heard of it."""

    def __init__(self) -> None:
        self.clock = PlayedClock(NOW)
        self.world = World(self.clock)
        self.frames: list[dict[str, Any]] = []
        self.events: list[dict[str, Any]] = []
        for name, number in (("anna", None), ("bert", "+4915555550102"), ("petra", None)):
            self.world.add_person(name, number=number)
        self.group: Group = self.world.add_group("Netzwerk", ["anna", "bert", "petra"], ["petra"])
        self.world.on_frame(lambda raw: self.frames.append(json.loads(raw)))
        self.world.on_event(self.events.append)

    @property
    def chat(self) -> str:
        return self.group.chat

    def contents(self) -> list[tuple[str, dict[str, Any]]]:
        """Sender and content of all frames so far, and forgets them."""
        header = {"source", "sourceNumber", "sourceUuid", "sourceName", "sourceDevice", "timestamp"}
        header |= {"serverReceivedTimestamp", "serverDeliveredTimestamp"}
        envelopes = [frame["envelope"] for frame in self.frames]
        self.frames.clear()
        return [(e["sourceName"], {k: v for k, v in e.items() if k not in header}) for e in envelopes]


@pytest.fixture
def stage() -> Stage:
    return Stage()


def test_ids_depend_on_names_only(stage: Stage) -> None:
    again = Stage()
    assert again.world.people == stage.world.people
    assert (again.group.id, again.group.internal_id) == (stage.group.id, stage.group.internal_id)
    assert len({person.aci for person in stage.world.everybody.values()}) == 4


def test_a_group_message_has_the_shape_of_the_field_guide(stage: Stage) -> None:
    stage.world.say("anna", stage.chat, "!next")
    anna = stage.world.people["anna"].aci
    envelope = {
        "source": anna,
        "sourceNumber": None,
        "sourceUuid": anna,
        "sourceName": "Anna",
        "sourceDevice": 1,
        "timestamp": STAMP,
        "serverReceivedTimestamp": STAMP + 40,
        "serverDeliveredTimestamp": STAMP + 80,
        "dataMessage": {
            "timestamp": STAMP,
            "message": "!next",
            "expiresInSeconds": 0,
            "isExpirationUpdate": False,
            "viewOnce": False,
            "groupInfo": {
                "groupId": stage.group.internal_id,
                "groupName": "Netzwerk",
                "revision": 1,
                "type": "DELIVER",
            },
        },
    }
    assert stage.frames == [{"envelope": envelope, "account": "+4915555550100"}]


def test_a_direct_message_shows_a_number_that_is_known(stage: Stage) -> None:
    stage.world.say("bert", "direct:bert", "hallo")
    envelope = stage.frames[0]["envelope"]
    assert (envelope["source"], envelope["sourceNumber"]) == ("+4915555550102", "+4915555550102")
    assert "groupInfo" not in envelope["dataMessage"]


def test_quotes_mentions_and_files_are_carried(stage: Stage) -> None:
    world = stage.world
    first = world.say("anna", stage.chat, "Wer?")
    picture = Attachment.of("bild.png", b"1234")
    said = world.say(
        "bert", stage.chat, "\ufffc da", quote=first.timestamp, attachments=[picture], mentions=[(0, 1, "bot")]
    )
    data = stage.frames[1]["envelope"]["dataMessage"]
    anna = world.people["anna"].aci
    assert data["quote"] == {
        "id": first.timestamp,
        "author": anna,
        "authorNumber": None,
        "authorUuid": anna,
        "text": "Wer?",
        "attachments": [],
    }
    mention = {"name": "+4915555550100", "number": "+4915555550100", "uuid": world.bot.aci}
    assert data["mentions"] == [{**mention, "start": 0, "length": 1}]
    (file,) = data["attachments"]
    assert (file["contentType"], file["filename"], file["size"]) == ("image/png", "bild.png", 4)
    assert file["isVoiceNote"] is False
    assert world.attachments == {file["id"]: picture}
    assert world.as_dict(said)["attachments"] == [
        {"id": picture.id, "content_type": "image/png", "filename": "bild.png", "size": 4}
    ]


def test_timestamps_are_unique_while_the_clock_stands_still(stage: Stage) -> None:
    said = [stage.world.say("anna", stage.chat, text).timestamp for text in "abc"]
    assert said == [STAMP, STAMP + 1, STAMP + 2]


def test_an_edit_keeps_the_earlier_text(stage: Stage) -> None:
    said = stage.world.say("anna", stage.chat, "!next")
    stage.contents()
    stage.world.edit("anna", said.timestamp, "!tip")
    assert (said.text, said.edits) == ("!tip", ["!next"])
    ((sender, content),) = stage.contents()
    assert (sender, list(content)) == ("Anna", ["editMessage"])
    assert content["editMessage"]["targetSentTimestamp"] == STAMP
    assert content["editMessage"]["dataMessage"]["message"] == "!tip"
    assert stage.world.edit("anna", STAMP + 1, "!help") is said


def test_a_deleted_message_says_nothing_any_more(stage: Stage) -> None:
    said = stage.world.say("anna", stage.chat, "oh")
    stage.contents()
    stage.world.delete("anna", said.timestamp)
    assert (said.deleted, said.text, stage.world.last("anna")) == (True, "", None)
    ((_, content),) = stage.contents()
    assert content["dataMessage"]["remoteDelete"] == {"timestamp": STAMP}
    assert [event["kind"] for event in stage.events] == ["message", "delete"]


def test_reactions_come_and_go(stage: Stage) -> None:
    post = stage.world.post(stage.chat, "Morgen um 19:00 Uhr")
    stage.contents()
    stage.world.react("anna", post.timestamp, "👍")
    assert post.reactions == {"anna": "👍"}
    stage.world.react("anna", post.timestamp, "👍", remove=True)
    assert post.reactions == {}
    shapes = [content["dataMessage"]["reaction"] for _, content in stage.contents()]
    base: dict[str, object] = {"emoji": "👍", "targetAuthor": "+4915555550100", "targetAuthorNumber": "+4915555550100"}
    base |= {"targetAuthorUuid": stage.world.bot.aci, "targetSentTimestamp": post.timestamp}
    assert shapes == [{**base, "isRemove": False}, {**base, "isRemove": True}]


def test_votes_are_counted_by_voter(stage: Stage) -> None:
    poll = stage.world.poll_create(stage.chat, "Dienstag?", ["ja", "nein"], multiple=False)
    stage.contents()
    stage.world.vote("anna", poll.timestamp, [0])
    stage.world.vote("anna", poll.timestamp, [1])
    assert poll.poll is not None
    assert poll.poll.votes == {"anna": [1]}
    votes = [content["dataMessage"]["pollVote"] for _, content in stage.contents()]
    assert [(v["optionIndexes"], v["voteCount"]) for v in votes] == [([0], 1), ([1], 2)]
    with pytest.raises(ValueError, match="one option only"):
        stage.world.vote("anna", poll.timestamp, [0, 1])
    stage.world.poll_close(stage.chat, poll.timestamp)
    with pytest.raises(ValueError, match="no open poll"):
        stage.world.vote("anna", poll.timestamp, [0])


def test_every_phone_that_is_on_sends_a_receipt_at_once(stage: Stage) -> None:
    stage.world.sleep("bert")
    first = stage.world.post(stage.chat, "eins")
    second = stage.world.post(stage.chat, "zwei", unreached={"petra"})
    receipts = [(who, content["receiptMessage"]["timestamps"]) for who, content in stage.contents()]
    assert receipts == [("Anna", [first.timestamp]), ("Petra", [first.timestamp]), ("Anna", [second.timestamp])]
    stage.world.wake("bert")
    ((who, content),) = stage.contents()
    assert (who, content["receiptMessage"]["timestamps"]) == ("Bert", [first.timestamp, second.timestamp])
    assert first.receipts == {"anna": "delivered", "petra": "delivered", "bert": "delivered"}
    assert second.receipts == {"anna": "delivered", "bert": "delivered"}


def test_reading_sends_a_read_receipt(stage: Stage) -> None:
    post = stage.world.post("direct:anna", "hallo")
    stage.contents()
    stage.world.read("anna", post.timestamp)
    ((_, content),) = stage.contents()
    assert (content["receiptMessage"]["isDelivery"], content["receiptMessage"]["isRead"]) == (False, True)
    assert post.receipts == {"anna": "read"}


def test_typing_is_seen_until_something_is_said(stage: Stage) -> None:
    stage.world.type("anna", stage.chat)
    assert stage.world.typing == {stage.chat: {"anna"}}
    ((_, content),) = stage.contents()
    assert content["typingMessage"]["action"] == "STARTED"
    assert content["typingMessage"]["groupId"] == stage.group.internal_id
    stage.world.say("anna", stage.chat, "so")
    assert stage.world.typing == {stage.chat: set()}


def test_changes_of_a_group_name_only_the_group_and_who_did_it(stage: Stage) -> None:
    world = stage.world
    world.add_person("carla")
    world.join("carla", "Netzwerk")
    world.leave("bert", "Netzwerk")
    world.make_admin("anna", "Netzwerk")
    world.leave("bot", "Netzwerk")
    told = [(who, content["dataMessage"]["groupInfo"]) for who, content in stage.contents()]
    assert [(who, info["type"], info["revision"]) for who, info in told] == [
        ("Carla", "UPDATE", 2),
        ("Bert", "UPDATE", 3),
        ("Anna", "UPDATE", 4),
        ("Anna", "UPDATE", 5),
    ]
    assert list(stage.group.members) == ["anna", "petra", "carla"]
    assert (stage.group.admins, stage.group.bot_is_member) == ({"anna", "petra"}, False)


def test_a_bot_that_was_removed_hears_and_says_nothing(stage: Stage) -> None:
    stage.world.leave("bot", "Netzwerk")
    stage.contents()
    said = stage.world.say("anna", stage.chat, "hört wer?")
    assert stage.contents() == []
    assert stage.world.messages == [said]
    where = f"User is not a member in group: Netzwerk ({stage.group.internal_id})"
    with pytest.raises(Refused) as refused:
        stage.world.post(stage.chat, "ich")
    assert str(refused.value) == where


def test_where_only_admins_write_the_bot_must_be_one(stage: Stage) -> None:
    stage.group.only_admins_send = True
    with pytest.raises(Refused, match="not allowed to send message to group: Netzwerk"):
        stage.world.post(stage.chat, "ich")
    with pytest.raises(ValueError, match="only admins write"):
        stage.world.say("anna", stage.chat, "ich auch")
    stage.world.make_admin("bot", "Netzwerk")
    assert stage.world.post(stage.chat, "ich").text == "ich"


def test_who_is_not_in_a_chat_cannot_write_there(stage: Stage) -> None:
    with pytest.raises(ValueError, match="bert is not in direct:anna"):
        stage.world.say("bert", "direct:anna", "psst")
    stage.world.leave("bert", "Netzwerk")
    with pytest.raises(ValueError, match="bert is not in group:"):
        stage.world.say("bert", stage.chat, "noch da")


def test_only_own_messages_can_be_changed(stage: Stage) -> None:
    said = stage.world.say("anna", stage.chat, "meins")
    with pytest.raises(ValueError, match="bert has no message"):
        stage.world.edit("bert", said.timestamp, "deins")
    with pytest.raises(Refused, match="There is no message"):
        stage.world.bot_delete(stage.chat, said.timestamp)
    with pytest.raises(ValueError, match="there is no message with the timestamp 1"):
        stage.world.react("anna", 1, "👍")


def test_a_post_carries_all_it_was_given(stage: Stage) -> None:
    asked = stage.world.say("anna", stage.chat, "Was?")
    quote = Quote(asked.timestamp, "anna", "Was?")
    preview = {"url": "https://a.example", "title": "A", "description": "", "base64_thumbnail": ""}
    post = stage.world.post(
        stage.chat,
        "Das @",
        styles=[Style(0, 3, "BOLD")],
        quote=quote,
        mentions=[Mention(4, 1, "anna")],
        preview=preview,
    )
    assert stage.world.last("bot", stage.chat) is post
    assert json.loads(json.dumps(stage.world.as_dict(post))) == {
        "timestamp": post.timestamp,
        "chat": stage.chat,
        "author": "bot",
        "text": "Das @",
        "styles": [{"start": 0, "length": 3, "style": "BOLD"}],
        "quote": {"timestamp": asked.timestamp, "author": "anna", "text": "Was?"},
        "mentions": [{"start": 4, "length": 1, "name": "anna"}],
        "attachments": [],
        "preview": preview,
        "poll": None,
        "view_once": False,
        "edits": [],
        "missed": [],
        "deleted": False,
        "reactions": {},
        "receipts": {"anna": "delivered", "bert": "delivered", "petra": "delivered"},
    }


def test_apps_ignore_a_late_change_and_the_eleventh_edit(stage: Stage) -> None:
    post = stage.world.post("direct:anna", "0")
    for text in range(1, 12):
        stage.world.bot_edit("direct:anna", post.timestamp, str(text))
    assert (post.text, len(post.edits)) == ("10", 10)
    stage.clock.move(timedelta(hours=24, seconds=1))
    stage.world.bot_delete("direct:anna", post.timestamp)
    assert post.deleted is False


def test_an_edit_gets_receipts_of_its_own(stage: Stage) -> None:
    post = stage.world.post("direct:anna", "alt")
    stage.contents()
    stamp = stage.world.bot_edit("direct:anna", post.timestamp, "neu")
    ((_, content),) = stage.contents()
    assert content["receiptMessage"]["timestamps"] == [stamp]
    assert (post.text, post.edits) == ("neu", ["alt"])


def test_pins_stay_with_the_group(stage: Stage) -> None:
    first, second = (stage.world.post(stage.chat, text) for text in ("eins", "zwei"))
    for post in (first, second, first):
        stage.world.pin("Netzwerk", post.timestamp, "bot")
    assert stage.group.pinned == [second.timestamp, first.timestamp]
    stage.world.unpin("Netzwerk", second.timestamp, "bot")
    assert stage.group.pinned == [first.timestamp]
    assert stage.events[-1]["kind"] == "pin"
    assert stage.events[-1]["group"]["pinned"] == [first.timestamp]


def test_raw_frames_pass_as_they_are(stage: Stage) -> None:
    heard: list[str] = []
    stage.world.on_frame(heard.append)
    stage.world.frame('{"error": "odd"}')
    stage.world.frame({"envelope": None})
    assert heard == ['{"error": "odd"}', '{"envelope": null}']


def test_broken_frames_are_all_different() -> None:
    stage = Stage()
    frames = broken_frames(stage.world.people["anna"], "+4915555550100", STAMP)
    assert len({str(raw) for raw in frames.values()}) == len(frames)
    unparsable = set()
    for name, raw in frames.items():
        try:
            json.loads(raw)
        except ValueError:
            unparsable.add(name)
    assert unparsable == {"empty", "no JSON", "cut off", "binary"}
