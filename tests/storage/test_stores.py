"""The stores other than the outbox, each on a real file inside one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage import Tx
from storage.chat import direct_chat, group_chat
from storage.content import Content
from storage.files import Files
from storage.frames import NewFrame
from storage.groups import Group, Member
from storage.meetings import Series, Single
from storage.migrate import migrate

NOW = datetime(2026, 12, 1, 18, tzinfo=UTC)
HOUR = timedelta(hours=1)
NET, ANNA = group_chat("bmV0"), direct_chat("anna")


@pytest.fixture
def tx(tmp_path: Path) -> Iterator[Tx]:
    path = tmp_path / "losbote.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        migrate(connection, path)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("BEGIN IMMEDIATE")
        yield Tx(connection, Files(tmp_path / "library"))


def message(sender: str, sent_at: int, kind: str = "message") -> NewFrame:
    return NewFrame(sender, sent_at, kind, NET, f"{sender} {sent_at} {kind}")


def take(tx: Tx, frame: NewFrame, now: datetime = NOW) -> int:
    assert tx.frames.add(frame, now)
    return tx.frames.pending(after=0)[-1].id


class TestFrames:
    def test_each_key_is_stored_once_handled_or_not(self, tx: Tx) -> None:
        first = take(tx, message("anna", 1))
        assert tx.touched == {"frames"}
        assert not tx.frames.add(message("anna", 1), NOW)
        tx.frames.done(first, NOW)
        assert not tx.frames.add(message("anna", 1), NOW)
        assert tx.frames.pending(after=0) == []

    def test_sender_timestamp_and_kind_make_the_key(self, tx: Tx) -> None:
        others = [message("anna", 1), message("bert", 1), message("anna", 2), message("anna", 1, "edit")]
        assert [tx.frames.add(other, NOW) for other in others] == [True] * 4

    def test_pending_come_in_order_of_arrival_and_from_where_one_left_off(self, tx: Tx) -> None:
        ids = [take(tx, message("anna", sent_at)) for sent_at in (30, 10, 20)]
        assert [frame.sent_at for frame in tx.frames.pending(after=0)] == [30, 10, 20]
        assert [frame.id for frame in tx.frames.pending(after=ids[0], limit=1)] == [ids[1]]

    def test_a_frame_comes_back_as_it_was_stored_until_it_is_done(self, tx: Tx) -> None:
        frame_id = take(tx, message("anna", 1), NOW)
        frame = tx.frames.get(frame_id)
        assert frame is not None
        assert (frame.sender, frame.sent_at, frame.kind, frame.chat) == ("anna", 1, "message", NET)
        assert (frame.received_at, frame.body) == (NOW, "anna 1 message")
        tx.frames.done(frame_id, NOW)
        assert tx.frames.get(frame_id) is None

    def test_done_forgets_what_was_said(self, tx: Tx) -> None:
        frame_id = take(tx, message("anna", 1))
        tx.frames.done(frame_id, NOW)
        row = tx.frames._one("SELECT body, done_at FROM frames WHERE id = :id", id=frame_id)
        assert row is not None
        assert tuple(row) == (None, NOW.timestamp() * 1000)

    def test_find_knows_messages_only_handled_or_not(self, tx: Tx) -> None:
        frame_id = take(tx, message("anna", 1))
        take(tx, message("anna", 2, "reaction"))
        tx.frames.done(frame_id, NOW)
        found = [tx.frames.find("anna", 1), tx.frames.find("anna", 2), tx.frames.find("bert", 1)]
        assert found == [frame_id, None, None]

    def test_said_since_counts_the_messages_of_one_person_up_to_a_frame(self, tx: Tx) -> None:
        first = take(tx, message("anna", 1), NOW - HOUR)
        second = take(tx, message("anna", 2), NOW)
        take(tx, message("anna", 2, "edit"), NOW)
        last = take(tx, message("bert", 3), NOW)
        counts = [tx.frames.said_since("anna", since, last) for since in (NOW - 2 * HOUR, NOW - HOUR, NOW)]
        assert counts == [2, 1, 0]
        assert [tx.frames.said_since("anna", NOW - 2 * HOUR, up_to) for up_to in (first, second)] == [1, 2]

    def test_forget_drops_keys_of_old_handled_frames_and_keeps_the_deliveries(self, tx: Tx) -> None:
        old, new, open_ = (take(tx, message("anna", sent_at)) for sent_at in (1, 2, 3))
        answer = tx.deliveries.add(NET, Content("Hallo"), due=NOW, frame=old)
        tx.frames.done(old, NOW - HOUR)
        tx.frames.done(new, NOW)
        assert tx.frames.forget(before=NOW) == 1
        assert [tx.frames.find("anna", sent_at) for sent_at in (1, 2, 3)] == [None, new, open_]
        assert [(delivery.id, delivery.frame) for delivery in tx.deliveries.ready(NOW, 9, settled=NOW)] == [
            (answer, None)
        ]


class TestGroups:
    def put(self, tx: Tx, name: str, purpose: str = "main") -> None:
        tx.groups.put(name, internal_id=f"{name}-id", server_id=f"group.{name}", purpose=purpose)  # type: ignore[arg-type]

    def test_what_the_settings_say_comes_and_goes_and_what_was_chosen_stays(self, tx: Tx) -> None:
        self.put(tx, "netz")
        tx.groups.seen("netz-id", title="Netzwerk", people=214)
        tx.groups.speak("netz", "en")
        self.put(tx, "netz", "test")
        kept = Group("netz", "netz-id", "group.netz", "test", "Netzwerk", 214, "en", None)
        assert tx.groups.list() == [kept]
        assert tx.groups.get(group_chat("netz-id")) == kept
        assert tx.groups.get(group_chat("other-id")) is None

    def test_groups_are_listed_by_purpose_and_name(self, tx: Tx) -> None:
        for name, purpose in (("zett", "main"), ("amt", "main"), ("rat", "admin")):
            self.put(tx, name, purpose)
        assert [group.name for group in tx.groups.list()] == ["amt", "rat", "zett"]
        assert [group.name for group in tx.groups.list("main")] == ["amt", "zett"]

    def test_a_group_that_is_no_longer_in_the_settings_is_forgotten_and_may_come_back_renamed(self, tx: Tx) -> None:
        self.put(tx, "netz")
        self.put(tx, "rat")
        tx.groups.keep_only(["netz-id"])
        assert [group.name for group in tx.groups.list()] == ["netz"]
        tx.groups.put("neu", internal_id="rat-id", server_id="group.rat", purpose="main")
        assert [group.name for group in tx.groups.list()] == ["netz", "neu"]

    def test_only_who_chose_something_is_a_member(self, tx: Tx) -> None:
        assert tx.members.get("anna") is None
        tx.members.speak("anna", "en")
        tx.members.speak("anna", "de")
        assert tx.members.get("anna") == Member("anna", "de", None)


class TestPosts:
    def test_a_post_is_decided_once(self, tx: Tx) -> None:
        claims = [
            tx.posts.claim(rule, key, NET, due=NOW, now=NOW, state="due")
            for rule, key in (("reminder", "1"), ("reminder", "1"), ("reminder", "2"), ("tip", "1"))
        ]
        assert claims == [1, None, 2, 3]
        assert (tx.posts.decided("reminder", "1"), tx.posts.decided("reminder", "3")) == ("due", None)

    def test_posts_that_were_said_count_once_and_skipped_ones_do_not(self, tx: Tx) -> None:
        made = {"1": NOW, "2": NOW - HOUR, "3": NOW - 2 * HOUR}
        for key, at in made.items():
            post = tx.posts.claim("tip", key, NET, due=NOW, now=at, state="due")
            for part in ("said", "in parts"):
                tx.deliveries.add(NET, Content(part), due=at, post=post)
        tx.posts.claim("tip", "4", NET, due=NOW, now=NOW, state="skipped")
        tx.deliveries.add(
            ANNA, Content("said"), due=NOW, post=tx.posts.claim("tip", "5", ANNA, due=NOW, now=NOW, state="due")
        )
        assert tx.posts.said_at(NET, NOW - 2 * HOUR) == [NOW - HOUR, NOW]
        tx.posts.move(1, "cancelled", "on second thoughts")
        assert (tx.posts.said_at(NET, NOW - 2 * HOUR), tx.posts.decided("tip", "1")) == ([NOW - HOUR], "cancelled")


def test_meetings_keep_wall_clock_times(tx: Tx) -> None:
    first, moved = datetime(2026, 12, 2, 19), datetime(2027, 1, 6, 19)  # noqa: DTZ001 - wall times are naive
    series = tx.meetings.add_series("s@netz.example", "Austausch", "FREQ=WEEKLY;INTERVAL=4", first, "Europe/Berlin")
    single = tx.meetings.add("m@netz.example", series=series, slot=first, starts=moved, topic="Kosten", skipped=True)
    assert tx.meetings.series() == [
        Series(series, "s@netz.example", "Austausch", "FREQ=WEEKLY;INTERVAL=4", first, None, "Europe/Berlin", 90, "")
    ]
    assert tx.meetings.singles() == [
        Single(
            *(single, "m@netz.example", series, first, "skipped", moved),
            *(None, None, None, "Kosten", None, None, 0),
        )
    ]


def test_settings_keep_texts_and_instants(tx: Tx) -> None:
    tx.settings.put("a", "1")
    tx.settings.put("a", "2")
    tx.settings.put_instant("at", NOW.astimezone())
    assert (tx.settings.get("a"), tx.settings.get("b")) == ("2", None)
    assert (tx.settings.instant("at"), tx.settings.instant("never")) == (NOW, None)


def test_the_salt_is_made_once(tx: Tx) -> None:
    salt = tx.settings.salt()
    assert (len(salt), tx.settings.salt(), tx.settings.get("salt")) == (32, salt, salt)


def test_a_naive_datetime_is_no_instant(tx: Tx) -> None:
    with pytest.raises(ValueError, match="naive"):
        tx.settings.put_instant("at", NOW.replace(tzinfo=None))
