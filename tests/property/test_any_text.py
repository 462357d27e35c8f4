"""Whatever people write: no letter is lost on its way out, no more is styled than was marked, no part is too long."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from bot.demo.styled import Style, parse_styled, utf16_length
from bot.signal.text import LIMIT, split, wire
from commands._texts import BOLD, BOLD_END, CODE, CODE_END, plain

SIGNS = st.text("*~`|\\ab _👋ä\n ", max_size=8)
LINKS = st.sampled_from(["https://a.example/~b/c*d?e=*|f", "http://x.example/`~", "https://meet.example/netz"])
WORDS = st.one_of(SIGNS, LINKS)
PASSAGES = st.lists(st.tuples(WORDS, st.sampled_from([None, (BOLD, BOLD_END), (CODE, CODE_END)])), max_size=8)
MESSY = st.text(f"ab ä👋\n\t\u00a0{BOLD}{BOLD_END}{CODE}{CODE_END}", max_size=200)

Passage = tuple[str, tuple[str, str] | None]


def marked(passages: list[Passage]) -> str:
    return "".join(f"{mark[0]}{text}{mark[1]}" if mark else text for text, mark in passages)


def expected(passages: list[Passage]) -> list[Style]:
    """The styles as they were marked, counted by hand."""
    styles, at = [], 0
    for text, mark in passages:
        length = utf16_length(text)
        if mark:
            styles.append(Style(at, length, "BOLD" if mark[0] == BOLD else "MONOSPACE"))
        at += length
    return styles


@given(PASSAGES)
@example([("a*", None), ("b", (BOLD, BOLD_END))])
@example([("a", (BOLD, BOLD_END)), ("b", (BOLD, BOLD_END))])
@example([("a\\", (BOLD, BOLD_END)), ("b", None)])
def test_every_letter_arrives_and_only_what_was_marked_is_styled(passages: list[Passage]) -> None:
    wired = wire(marked(passages))
    letters = "".join(text for text, _ in passages)
    if wired.mode == "normal":
        assert wired.message == letters
    else:
        assert parse_styled(wired.message) == (letters, expected(passages))


@given(st.lists(st.tuples(st.text("ab~|` ", min_size=1, max_size=5), st.booleans()), min_size=1))
def test_without_stars_and_backslashes_a_marked_passage_is_always_styled(passages: list[tuple[str, bool]]) -> None:
    apart = [(f" {text} ", (BOLD, BOLD_END) if is_bold else None) for text, is_bold in passages]
    spaced = [part for passage in apart for part in (passage, ("·", None))]
    assert wire(marked(spaced)).mode == ("styled" if any(is_bold for _, is_bold in passages) else "normal")


@given(MESSY)
def test_marks_in_any_disorder_cost_no_letter(text: str) -> None:
    wired = wire(text)
    assert (parse_styled(wired.message)[0] if wired.mode == "styled" else wired.message) == plain(text)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", plain(text))


@given(st.one_of(MESSY, PASSAGES.map(marked)), st.integers(24, 60))
@example("x" * 5_000, LIMIT)
def test_parts_fit_and_nothing_is_lost_but_space_at_the_cuts(text: str, limit: int) -> None:
    parts = split(text, limit)
    assert squeezed("".join(parts)) == squeezed(text)
    for part in parts:
        assert plain(part) in plain(text)
        assert len(part.encode()) <= limit or re.fullmatch(r"https?://\S+", plain(part))


@given(PASSAGES, st.integers(40, 80))
def test_neither_a_link_nor_a_marked_passage_is_cut(passages: list[Passage], limit: int) -> None:
    parts = split(marked(passages), limit)
    for part in parts:
        assert part.count(BOLD) == part.count(BOLD_END)
        assert part.count(CODE) == part.count(CODE_END)
    links = [link for text, mark in passages if not mark for link in re.findall(r"https?://[^\s*~`|\\]+", text)]
    assert [link for link in links if not any(link in part for part in parts)] == []


@given(st.text())
def test_any_text_at_all(text: str) -> None:
    assert all(len(part.encode()) <= LIMIT for part in split(text * 100))
    assert wire(text).message == plain(text) or wire(text).mode == "styled"
