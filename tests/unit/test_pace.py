"""How fast the bot may speak: the budgets of all chats and of each, and a clock that is set back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.pace import Pace
from storage.chat import Chat, direct_chat

NOW = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
ANNA, BERT = direct_chat("anna"), direct_chat("bert")


def taken(pace: Pace, chat: Chat, now: datetime, tries: int = 100) -> int:
    """How many of so many messages go at this moment."""
    return sum(pace.take(chat, now) for _ in range(tries))


def test_a_chat_has_a_burst_of_twenty_and_then_one_a_second() -> None:
    pace = Pace(60)
    assert [taken(pace, ANNA, NOW), taken(pace, ANNA, NOW + SECOND / 2)] == [20, 0]
    assert [taken(pace, ANNA, NOW + SECOND), taken(pace, ANNA, NOW + 4 * SECOND)] == [1, 3]
    assert taken(pace, ANNA, NOW + timedelta(hours=1)) == 20


def test_chats_do_not_wait_for_one_another_until_all_is_spent() -> None:
    pace = Pace(60)
    chats = [direct_chat(str(number)) for number in range(5)]
    assert [taken(pace, chat, NOW) for chat in chats] == [20, 20, 20, 0, 0]
    assert pace.wait(chats[4], NOW) == SECOND
    assert taken(pace, chats[4], NOW + 3 * SECOND) == 3


def test_the_setting_is_the_budget_a_minute() -> None:
    slow, fast = Pace(2), Pace(6_000)
    assert [taken(slow, ANNA, NOW), taken(slow, BERT, NOW + 29 * SECOND)] == [2, 0]
    assert taken(slow, BERT, NOW + 30 * SECOND) == 1
    assert taken(fast, ANNA, NOW, 3_000) == 2_000


def test_it_says_when_the_first_that_waits_may_go() -> None:
    pace = Pace(60)
    assert pace.next_free(NOW) is None
    taken(pace, ANNA, NOW, 21)
    taken(pace, BERT, NOW + SECOND / 2, 21)
    assert pace.next_free(NOW) == NOW + SECOND
    assert pace.next_free(NOW + SECOND) == NOW + SECOND * 3 / 2
    pace.begin()
    taken(pace, BERT, NOW + SECOND / 2, 1)
    assert pace.next_free(NOW) == NOW + SECOND * 3 / 2


def test_a_clock_set_back_does_not_silence() -> None:
    pace = Pace(60)
    taken(pace, ANNA, NOW)
    back = NOW - timedelta(days=400)
    assert [taken(pace, ANNA, back), pace.wait(ANNA, back)] == [0, SECOND]
    assert [taken(pace, ANNA, back + SECOND), taken(pace, BERT, back + 6 * SECOND)] == [1, 5]
    assert taken(pace, BERT, back + timedelta(minutes=2)) == 20


@given(st.lists(st.tuples(st.integers(0, 20_000), st.sampled_from([ANNA, BERT])), max_size=200))
def test_never_more_than_a_burst_and_what_came_back_meanwhile(tries: list[tuple[int, Chat]]) -> None:
    pace, now, went = Pace(60), NOW, list[tuple[datetime, Chat]]()
    for pause, chat in tries:
        now += timedelta(milliseconds=pause)
        if pace.take(chat, now):
            went.append((now, chat))
    for at, chat in went:
        later = [other for other, where in went if where == chat and at <= other <= at + 10 * SECOND]
        assert len(later) <= 20 + 10
