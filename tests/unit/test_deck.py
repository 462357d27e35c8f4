"""The deck of tips: shuffled, none twice before all have come, new ones in between, and the same for all who ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from commands._library.deck import Deck, fresh
from storage.chat import Chat, group_chat
from storage.library import Tip
from storage.tips import Told

START = datetime(2026, 1, 6, 9, tzinfo=UTC)
DAY = timedelta(days=1)
GROUP = group_chat("x")


def a_tip(number: int, *, entered: datetime = START - DAY, topic: str = "costs") -> Tip:
    return Tip(number, topic, f"Tipp {number}", "", "", "", "", True, entered, "", entered)


def tips(*numbers: int) -> list[Tip]:
    return [a_tip(number) for number in numbers]


def nothing(_: Tip) -> bool:
    return False


def drawn(
    known: Iterable[Tip],
    count: int,
    told: Sequence[Told] = (),
    *,
    chat: Chat = GROUP,
    suits: Callable[[Tip], bool] = nothing,
) -> list[Told]:
    """What is told next, day by day, in one go."""
    deck, found = Deck(chat, known, told), list(told)
    for _ in range(count):
        at = START + len(found) * DAY
        one = deck.next(at, suits)
        deck.tell(one, at)
        found.append(Told(one.tip.id, one.round, at))
    return found


def ids(told: Iterable[Told]) -> list[int]:
    return [one.tip for one in told]


def test_none_comes_twice_before_all_have_come() -> None:
    told = ids(drawn(tips(*range(30)), 90))
    rounds = [told[:30], told[30:60], told[60:]]
    assert [sorted(one) for one in rounds] == [list(range(30))] * 3
    assert len({tuple(one) for one in rounds}) == 3
    assert list(range(30)) not in rounds


def test_each_chat_has_its_own_order_and_it_is_always_the_same() -> None:
    known = tips(*range(30))
    here, there = drawn(known, 30), drawn(known, 30, chat=group_chat("y"))
    assert ids(here) != ids(there)
    assert drawn(reversed(known), 30) == here


@pytest.mark.parametrize("after", range(0, 70, 7))
def test_who_asks_again_later_goes_on_where_it_was(after: int) -> None:
    known = tips(*range(30))
    whole = drawn(known, 70)
    assert drawn(known, 70 - after, whole[:after]) == whole


def test_what_is_drawn_and_not_told_is_still_to_come() -> None:
    deck = Deck(GROUP, tips(1, 2, 3), ())
    first = deck.next(START, nothing)
    assert deck.next(START + 3 * DAY, nothing) == first
    deck.tell(first, START)
    assert deck.next(START + 3 * DAY, nothing) != first


def test_what_suits_comes_first_and_the_others_keep_their_order() -> None:
    known = tips(*range(10))
    plain = ids(drawn(known, 10))
    fit = {plain[4], plain[7]}
    suited = ids(drawn(known, 3, suits=lambda tip: tip.id in fit))
    assert suited == [plain[4], plain[7], plain[0]]
    rest = ids(drawn(known, 10, drawn(known, 3, suits=lambda tip: tip.id in fit)))[:10]
    assert rest == [plain[4], plain[7], *[one for one in plain if one not in fit]]


def test_new_ones_enter_the_running_deck_anywhere_in_the_rest() -> None:
    old, places = tips(*range(20)), []
    for number in range(200):
        chat = group_chat(f"{number}")
        told = drawn(old, 10, chat=chat)
        new = a_tip(100, entered=told[-1].at + timedelta(hours=1))
        rest = ids(drawn([*old, new], 11, told, chat=chat))[10:]
        assert [one for one in rest if one != 100] == ids(drawn(old, 20, chat=chat))[10:]
        places.append(rest.index(100))
    assert set(places) == set(range(11))
    assert 4 < sum(places) / len(places) < 6


def test_one_that_enters_when_all_have_come_still_comes_in_this_round() -> None:
    told = drawn(tips(*range(5)), 5)
    new = a_tip(9, entered=told[-1].at + timedelta(hours=1))
    assert drawn([*tips(*range(5)), new], 1, told)[-1] == Told(9, 1, START + 5 * DAY)


def test_one_that_was_taken_out_leaves_the_others_as_they_are() -> None:
    plain = drawn(tips(*range(10)), 10)
    out = plain[6].tip
    rest = drawn([tip for tip in tips(*range(10)) if tip.id != out], 6, plain[:3])
    assert ids(rest) == [one for one in ids(plain) if one != out]


def test_it_rests_eighteen_months_after_its_review_until_it_is_renewed() -> None:
    old = a_tip(1, entered=datetime(2024, 7, 6, 9, tzinfo=UTC))
    assert [fresh(old, START - timedelta(seconds=1)), fresh(old, START)] == [True, False]
    assert set(ids(drawn([old, *tips(2, 3)], 6))) == {2, 3}
    told = drawn([old, *tips(2, 3)], 1)
    renewed = replace(old, reviewed_at=START + timedelta(hours=1))
    assert sorted(ids(drawn([renewed, *tips(2, 3)], 2, told))) == [1, 2, 3]


def test_nothing_to_tell_is_a_mistake_of_who_asks() -> None:
    for known in ([], [a_tip(1, entered=START - timedelta(days=600))]):
        with pytest.raises(LookupError):
            Deck(GROUP, known, ()).next(START, nothing)


@pytest.mark.parametrize("many", [2, 3, 4, 10, 31])
def test_what_came_last_does_not_begin_the_next_round(many: int) -> None:
    for name in range(20):
        told = ids(drawn(tips(*range(many)), 6 * many, chat=group_chat(f"{name}"), suits=lambda tip: tip.id == 0))
        assert [one for one in pairwise(told) if one[0] == one[1]] == []
        lately = max(1, many // 3)
        plain = ids(drawn(tips(*range(many)), 2 * many, chat=group_chat(f"{name}")))
        between = min(lately, many - lately)
        assert set(plain[many - lately : many]).isdisjoint(plain[many : many + between])


def test_a_single_one_comes_again_and_again() -> None:
    assert ids(drawn(tips(7), 3)) == [7, 7, 7]
