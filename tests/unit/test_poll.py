"""Polls beside the conversations in tests/chats: which votes count, what is kept, what is told of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from commands import poll
from commands._kit import Ask, Audience, Planned, Span
from commands._poll import results
from commands._texts import Language, plain
from storage import Storage, Tx, open_storage
from storage.announcements import Announcement, Result
from storage.chat import Chat, direct_chat, group_chat
from storage.content import Content, Poll

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 30, 18, 0, tzinfo=BERLIN).astimezone(UTC)
ENDS = NOW + timedelta(days=2)
NET, COUNCIL, DESK = group_chat("net"), group_chat("council"), direct_chat("petra")
ASKED = Poll("Welches Thema?", ("Kosten", "Los", "Umsetzung"))


def audience(chat: Chat, language: Language = "de") -> Audience:
    return Audience(chat, "", language, BERLIN, ())


@pytest_asyncio.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    """An empty database, closed with the test."""
    async with open_storage(tmp_path / "losbote.db") as opened:
        yield opened


def asked(tx: Tx, what: Poll = ASKED, groups: tuple[Chat, ...] = (NET, COUNCIL)) -> Announcement:
    """A poll that stands in these groups."""
    one = tx.announcements.add(Announcement("petra", DESK, {}, groups, NOW, NOW, poll=what, ends=ENDS))
    for number, chat in enumerate(groups, 1):
        put(tx, one, chat, number)
    return one


def put(tx: Tx, one: Announcement, chat: Chat, sent_at: int | None) -> None:
    """Lets the poll be posted in a group; without a timestamp nobody knows whether it was."""
    key = f"{one.id} {chat}"
    post = tx.posts.claim(results.RULE, key, chat, due=NOW, now=NOW, state="due")
    delivery = tx.deliveries.add(chat, Content("", poll=one.poll), due=NOW, post=post)
    if sent_at is None:
        tx.deliveries.unknown(delivery, NOW, "NoAnswer")
    else:
        tx.deliveries.sent(delivery, sent_at, NOW)


def vote(tx: Tx, who: str, *options: int, count: int = 1, chat: Chat = NET, at: datetime = NOW, key: str = "1") -> None:
    ask = Ask(chat, who, "", at, BERLIN, "de", admin=False, steers=False, network="Netz")
    poll.vote.run(tx, ask, key, options, count)


def standing(tx: Tx, chat: Chat = NET) -> tuple[tuple[int, ...], int]:
    result = tx.announcements.count(1, chat, len(ASKED.options))
    return result.counts, result.voters


def ended(tx: Tx, chat: Chat = NET) -> list[Planned]:
    return list(poll.result.plan(tx, audience(chat), Span(NOW, ENDS)))


async def test_the_newest_vote_of_each_person_counts(storage: Storage) -> None:
    def play(tx: Tx) -> None:
        asked(tx)
        for who, count, options in [("a", 1, [0]), ("a", 3, [1]), ("a", 2, [2]), ("b", 1, [1]), ("c", 1, [])]:
            vote(tx, who, *options, count=count)
        vote(tx, "d", 0, chat=COUNCIL)
        assert standing(tx) == ((0, 2, 0), 2)
        assert standing(tx, COUNCIL) == ((1, 0, 0), 1)
        vote(tx, "a", count=4)
        assert standing(tx) == ((0, 1, 0), 1)

    await storage.write(play)


@pytest.mark.parametrize(
    "odd",
    [
        lambda tx: vote(tx, "a", 3),
        lambda tx: vote(tx, "a", 0, 1),
        lambda tx: vote(tx, "a", 0, at=ENDS + timedelta(seconds=1)),
        lambda tx: vote(tx, "a", 0, chat=direct_chat("a")),
        lambda tx: vote(tx, "a", 0, key="2"),
    ],
    ids=["no such option", "two where one is asked for", "after the end", "from elsewhere", "in no poll"],
)
async def test_votes_that_do_not_count(storage: Storage, odd: object) -> None:
    def play(tx: Tx) -> None:
        asked(tx)
        assert callable(odd)
        odd(tx)
        assert [standing(tx, chat) for chat in (NET, COUNCIL, direct_chat("a"))] == [((0, 0, 0), 0)] * 3

    await storage.write(play)


async def test_a_count_beyond_all_numbers_is_no_crash(storage: Storage) -> None:
    def play(tx: Tx) -> None:
        asked(tx)
        vote(tx, "a", 0, 0, count=10**30)
        assert standing(tx) == ((1, 0, 0), 1)

    await storage.write(play)


async def test_at_the_end_the_result_is_kept_and_who_voted_forgotten(storage: Storage) -> None:
    def play(tx: Tx) -> None:
        asked(tx)
        for who, option in [("a", 1), ("b", 1), ("c", 0)]:
            vote(tx, who, option)
        (planned,) = ended(tx)
        assert (planned.due, planned.closes, planned.urgent) == (ENDS, 1, False)
        assert planned.done is not None
        planned.done()
        assert (
            planned.text(ENDS, False) == "📊 Welches Thema? Los liegt vorn: 2 von 3 Stimmen.\nKosten: 1\nUmsetzung: 0"
        )
        assert tx.announcements._all("SELECT * FROM ballots") == []
        planned.done()
        assert standing(tx) == ((1, 2, 0), 3)

    await storage.write(play)


async def test_without_a_poll_there_is_no_result(storage: Storage) -> None:
    def play(tx: Tx) -> None:
        one = tx.announcements.add(Announcement("petra", DESK, {}, (NET, COUNCIL), NOW, NOW, poll=ASKED, ends=ENDS))
        assert [ended(tx), ended(tx, COUNCIL)] == [[], []]  # it was never posted
        put(tx, one, NET, None)
        put(tx, one, COUNCIL, 7)
        assert ended(tx) == []
        assert [planned.closes for planned in ended(tx, COUNCIL)] == [2]
        assert list(poll.result_of_all.plan(tx, audience(DESK), Span(NOW, ENDS))) == []  # one group is no sum
        tx.announcements.remove(one.id)
        assert ended(tx, COUNCIL) == []
        assert tx.announcements.forget() == 0

    await storage.write(play)


async def test_votes_in_a_poll_that_was_taken_back_are_forgotten(storage: Storage) -> None:
    def play(tx: Tx) -> None:
        one = asked(tx)
        vote(tx, "a", 0)
        assert tx.announcements.forget() == 0
        tx.announcements.remove(one.id)
        assert tx.announcements.forget() == 1

    await storage.write(play)


async def test_the_sum_is_told_where_the_poll_was_written(storage: Storage) -> None:
    def play(tx: Tx) -> None:
        asked(tx)
        vote(tx, "a", 1)
        vote(tx, "b", 1, chat=COUNCIL)
        assert list(poll.result_of_all.plan(tx, audience(direct_chat("quirin")), Span(NOW, ENDS))) == []
        (planned,) = poll.result_of_all.plan(tx, audience(DESK, "en"), Span(NOW, ENDS))
        assert plain(planned.text(ENDS, False)) == (
            "Welches Thema?\nThe poll is over. In 2 groups together:\n"
            "Los is ahead: 2 of 2 votes.\nKosten: 0\nUmsetzung: 0"
        )

    await storage.write(play)


@pytest.mark.parametrize(
    ("multiple", "result", "language", "told"),
    [
        (False, Result((12, 5, 3), 20), "de", "Kosten liegt vorn: 12 von 20 Stimmen.\nLos: 5\nUmsetzung: 3"),
        (False, Result((0, 1, 0), 1), "de", "Los liegt vorn: 1 von 1 Stimme.\nKosten: 0\nUmsetzung: 0"),
        (False, Result((7, 6, 7), 20), "de", "Kosten und Umsetzung liegen gleichauf: je 7 von 20 Stimmen.\nLos: 6"),
        (False, Result((2, 2, 2), 6), "de", "Kosten, Los und Umsetzung liegen gleichauf: je 2 von 6 Stimmen."),
        (False, Result((0, 0, 0), 0), "de", "Abgestimmt hat niemand."),
        (
            True,
            Result((1, 3, 2), 4),
            "de",
            "Los liegt vorn mit 3 Stimmen; abgestimmt haben 4 Personen.\nUmsetzung: 2\nKosten: 1",
        ),
        (
            True,
            Result((1, 1, 0), 1),
            "de",
            "Kosten und Los liegen gleichauf mit je 1 Stimme; abgestimmt hat eine Person.\nUmsetzung: 0",
        ),
        (False, Result((12, 5, 3), 20), "en", "Kosten is ahead: 12 of 20 votes.\nLos: 5\nUmsetzung: 3"),
        (False, Result((7, 6, 7), 20), "en", "Kosten and Umsetzung are level: 7 of 20 votes each.\nLos: 6"),
        (False, Result((0, 0, 0), 0), "en", "Nobody voted."),
        (True, Result((1, 3, 2), 4), "en", "Los is ahead with 3 votes; 4 people voted.\nUmsetzung: 2\nKosten: 1"),
        (
            True,
            Result((1, 1, 0), 1),
            "en",
            "Kosten and Los are level with 1 vote each; one person voted.\nUmsetzung: 0",
        ),
    ],
)
def test_how_a_result_is_told(multiple: bool, result: Result, language: Language, told: str) -> None:
    assert results.told(replace(ASKED, multiple=multiple), result, language) == told


def test_a_question_without_a_mark_gets_one() -> None:
    what, result = replace(ASKED, question="Thema"), Result((1, 0, 0), 1)
    assert results.announced(what, result, ENDS, ENDS, BERLIN, "de", late=False).splitlines()[0] == (
        "📊 Thema: Kosten liegt vorn: 1 von 1 Stimme."
    )


def test_a_late_result_says_so() -> None:
    now = ENDS + timedelta(hours=3)
    result = Result((1, 0, 0), 1)
    assert results.announced(ASKED, result, ENDS, now, BERLIN, "de", late=True).splitlines()[-1] == (
        "Die Umfrage endete am Mittwoch, 2. Dezember, 18:00 Uhr; das Ergebnis kommt verspätet."
    )
