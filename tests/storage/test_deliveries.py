"""The outbox on a real file: order, waiting, what is unknown, and what is forgotten."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage import Tx
from storage.chat import direct_chat, group_chat
from storage.content import Content, Quote
from storage.delivery import Delivery
from storage.files import Files
from storage.frames import NewFrame
from storage.migrate import migrate

NOW = datetime(2026, 12, 1, 18, tzinfo=UTC)
HOUR = timedelta(hours=1)
NET, ANNA, BERT = group_chat("bmV0"), direct_chat("anna"), direct_chat("bert")
HELLO = Content("Hallo")


@pytest.fixture
def tx(tmp_path: Path) -> Iterator[Tx]:
    path = tmp_path / "losbote.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        migrate(connection, path)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("BEGIN IMMEDIATE")
        yield Tx(connection, Files(tmp_path / "library"))


def question(tx: Tx) -> int:
    tx.frames.add(NewFrame("anna", 1, "message", NET, "{}"), NOW)
    return tx.frames.pending(after=0)[-1].id


def ready(tx: Tx, now: datetime = NOW, limit: int = 100, settled: datetime = NOW) -> list[int]:
    return [delivery.id for delivery in tx.deliveries.ready(now, limit, settled=settled)]


def words(tx: Tx, delivery_id: int) -> str | None:
    row = tx.deliveries._one("SELECT content FROM deliveries WHERE id = :id", id=delivery_id)
    assert row is not None
    return None if row["content"] is None else Content.from_json(row["content"]).text


def test_a_delivery_comes_back_as_it_was_put_in_line(tx: Tx) -> None:
    frame = question(tx)
    post = tx.posts.claim("tip", "1", NET, due=NOW, now=NOW, state="due")
    content = Content("Grüße 👋", Quote("anna", 1, "!next"))
    first = tx.deliveries.add(NET, HELLO, due=NOW)
    tx.deliveries.sent(first, 5, NOW)
    added = tx.deliveries.add(
        NET, content, due=NOW, deadline=NOW + HOUR, policy="ask", edits=first, frame=frame, post=post
    )
    assert tx.deliveries.ready(NOW, 9, settled=NOW) == [
        Delivery(
            id=added,
            chat=NET,
            content=content,
            act="say",
            policy="ask",
            state="waiting",
            due_at=NOW,
            deadline=NOW + HOUR,
            tries=0,
            refusals=0,
            called_at=None,
            ended_at=None,
            sent_at=None,
            edits=first,
            frame=frame,
            post=post,
        )
    ]
    assert tx.touched >= {"deliveries"}


def test_order_is_kept_within_a_chat_and_chats_do_not_wait_for_one_another(tx: Tx) -> None:
    net1, net2, anna1, bert1 = (tx.deliveries.add(chat, HELLO, due=NOW) for chat in (NET, NET, ANNA, BERT))
    assert ready(tx) == [net1, anna1, bert1]
    assert ready(tx, limit=2) == [net1, anna1]
    tx.deliveries.start(net1, NOW)
    assert ready(tx) == [anna1, bert1]
    tx.deliveries.sent(net1, 5, NOW)
    assert ready(tx) == [net2, anna1, bert1]


def test_what_is_due_later_holds_nothing_up(tx: Tx) -> None:
    later = tx.deliveries.add(NET, HELLO, due=NOW + HOUR)
    now = tx.deliveries.add(NET, HELLO, due=NOW)
    assert (ready(tx), tx.deliveries.next_due(NOW)) == ([now], NOW + HOUR)
    tx.deliveries.start(now, NOW)
    tx.deliveries.sent(now, 5, NOW)
    assert (ready(tx), ready(tx, NOW + HOUR)) == ([], [later])
    assert tx.deliveries.next_due(NOW + HOUR) is None


def test_a_retry_holds_up_its_own_chat_only(tx: Tx) -> None:
    net1, net2, anna1 = (tx.deliveries.add(chat, HELLO, due=NOW) for chat in (NET, NET, ANNA))
    tx.deliveries.start(net1, NOW)
    tx.deliveries.retry(net1, NOW + HOUR, "429")
    assert ready(tx) == [anna1]
    assert ready(tx, NOW + HOUR) == [net1, anna1]
    started = tx.deliveries.start(net1, NOW + HOUR)
    assert started is not None
    assert (started.state, started.tries, started.called_at) == ("sending", 2, NOW + HOUR)
    tx.deliveries.failed(net1, NOW + HOUR, "400")
    assert ready(tx, NOW + HOUR) == [net2, anna1]


@pytest.mark.parametrize("state", ["waiting", "sending", "unknown"])
def test_an_edit_waits_for_what_it_edits(tx: Tx, state: str) -> None:
    target = tx.deliveries.add(NET, HELLO, due=NOW)
    edit = tx.deliveries.add(NET, HELLO, due=NOW, edits=target)
    if state != "waiting":
        tx.deliveries.start(target, NOW)
    if state == "unknown":
        tx.deliveries.unknown(target, NOW, "time-out")
    assert edit not in ready(tx)
    tx.deliveries.sent(target, 5, NOW)
    assert ready(tx) == [edit]
    assert tx.deliveries.timestamp(target) == 5


def test_a_chat_waits_until_what_became_of_unknown_fate_has_settled(tx: Tx) -> None:
    lost = tx.deliveries.add(NET, HELLO, due=NOW)
    here, there = (tx.deliveries.add(chat, HELLO, due=NOW) for chat in (NET, ANNA))
    tx.deliveries.start(lost, NOW)
    tx.deliveries.unknown(lost, NOW, "time-out")
    assert ready(tx, settled=NOW - timedelta(milliseconds=1)) == [there]
    assert ready(tx, settled=NOW) == [here, there]


def test_an_edit_of_something_of_unknown_fate_does_not_hold_up_its_chat(tx: Tx) -> None:
    target = tx.deliveries.add(NET, HELLO, due=NOW, policy="ask")
    edit = tx.deliveries.add(NET, HELLO, due=NOW, edits=target)
    answer = tx.deliveries.add(NET, HELLO, due=NOW)
    tx.deliveries.start(target, NOW)
    assert ready(tx) == []
    tx.deliveries.unknown(target, NOW, "time-out")
    assert ready(tx) == [answer]
    tx.deliveries.sent(target, 5, NOW)
    assert ready(tx) == [edit]


def test_a_delivery_is_started_once(tx: Tx) -> None:
    one = tx.deliveries.add(NET, HELLO, due=NOW)
    assert tx.deliveries.start(one, NOW) is not None
    assert tx.deliveries.start(one, NOW) is None


def test_open_calls_are_unknown_after_an_interruption(tx: Tx) -> None:
    called, refused, _waiting = (tx.deliveries.add(chat, HELLO, due=NOW) for chat in (NET, ANNA, BERT))
    tx.deliveries.start(called, NOW)
    tx.deliveries.start(refused, NOW)
    tx.deliveries.retry(refused, NOW, "429")
    assert tx.deliveries.interrupted(NOW + HOUR) == 1
    uncertain = [(one.id, one.state, one.ended_at) for one in tx.deliveries.uncertain()]
    assert uncertain == [(called, "unknown", NOW + HOUR), (refused, "waiting", None)]
    assert tx.deliveries.counts() == {"unknown": 1, "waiting": 2}


def test_cancelling_is_too_late_once_the_call_is_open(tx: Tx) -> None:
    one, other = (tx.deliveries.add(chat, HELLO, due=NOW) for chat in (NET, ANNA))
    tx.deliveries.start(one, NOW)
    assert [tx.deliveries.cancel(delivery, NOW) for delivery in (one, other, other, 99)] == [False, True] + [False] * 2
    assert tx.deliveries.counts() == {"cancelled": 1, "sending": 1}


@pytest.mark.parametrize("end", ["sent", "failed", "cancelled"])
def test_at_its_end_an_answer_forgets_its_words_and_a_post_keeps_them(tx: Tx, end: str) -> None:
    post = tx.posts.claim("tip", "1", ANNA, due=NOW, now=NOW, state="due")
    for delivery in (
        answer := tx.deliveries.add(NET, HELLO, due=NOW),
        said := tx.deliveries.add(ANNA, HELLO, due=NOW, post=post),
    ):
        if end == "sent":
            tx.deliveries.sent(delivery, 5, NOW)
        elif end == "failed":
            tx.deliveries.failed(delivery, NOW, "400")
        else:
            tx.deliveries.cancel(delivery, NOW)
    assert tx.deliveries.counts() == {end: 2}
    assert (words(tx, answer), words(tx, said)) == (None, "Hallo")


def test_what_may_be_said_again_keeps_its_words(tx: Tx) -> None:
    one = tx.deliveries.add(NET, HELLO, due=NOW)
    tx.deliveries.start(one, NOW)
    tx.deliveries.unknown(one, NOW, "time-out")
    assert words(tx, one) == "Hallo"


def test_the_newest_are_listed_in_whatever_state_they_are(tx: Tx) -> None:
    sent, failed, cancelled, waiting = (tx.deliveries.add(NET, HELLO, due=NOW) for _ in range(4))
    tx.deliveries.sent(sent, 5, NOW)
    tx.deliveries.failed(failed, NOW, "refused")
    tx.deliveries.cancel(cancelled, NOW)
    listed = [(one.id, one.state, one.content.text) for one in tx.deliveries.recent(3)]
    assert listed == [(waiting, "waiting", "Hallo"), (cancelled, "cancelled", ""), (failed, "failed", "")]
    assert [one.id for one in tx.deliveries.recent(9)] == [waiting, cancelled, failed, sent]


def test_messages_are_found_by_timestamp_and_answers_by_frame(tx: Tx) -> None:
    frame = question(tx)
    first = tx.deliveries.add(NET, HELLO, due=NOW, frame=frame)
    second = tx.deliveries.add(NET, HELLO, due=NOW, frame=frame)
    tx.deliveries.sent(first, 77, NOW)
    edit = tx.deliveries.add(NET, HELLO, due=NOW, edits=first, frame=frame)
    assert (tx.deliveries.with_timestamp(77), tx.deliveries.with_timestamp(78)) == (first, None)
    assert (tx.deliveries.chat_of(77), tx.deliveries.chat_of(78)) == (NET, None)
    assert (tx.deliveries.timestamp(first), tx.deliveries.timestamp(second)) == (77, None)
    assert (tx.deliveries.answers_to(frame)[0], tx.deliveries.waiting_answers(frame)) == (first, [second, edit])


@pytest.mark.parametrize("query", ["ready", "next_due", "uncertain"])
def test_the_queries_of_every_turn_look_at_open_deliveries_only(tx: Tx, query: str) -> None:
    asked: list[str] = []
    tx.deliveries._connection.set_trace_callback(asked.append)
    {
        "ready": lambda: tx.deliveries.ready(NOW, 8, settled=NOW),
        "next_due": lambda: tx.deliveries.next_due(NOW),
        "uncertain": tx.deliveries.uncertain,
    }[query]()
    tx.deliveries._connection.set_trace_callback(None)
    plan = [row["detail"] for row in tx.deliveries._all(f"EXPLAIN QUERY PLAN {asked[0]}")]
    looked_at = [step for step in plan if step.startswith(("SCAN", "SEARCH"))]
    assert len(looked_at) > 0
    assert [step for step in looked_at if "INDEX deliveries_" not in step and "PRIMARY KEY (rowid=?)" not in step] == []
