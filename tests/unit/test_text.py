"""Texts on their way out: where they are cut, and how marked passages are said."""

from __future__ import annotations

import pytest

from bot.demo.styled import Style, parse_styled
from bot.signal.text import LIMIT, PLACE, Mention, Wire, split, wire
from commands._texts import BOLD, BOLD_END, CODE, CODE_END, person, plain, say


def bold(text: str) -> str:
    return f"{BOLD}{text}{BOLD_END}"


def code(text: str) -> str:
    return f"{CODE}{text}{CODE_END}"


def shown(text: str) -> tuple[str, list[Style]]:
    """What people see of a text: its letters and styles."""
    wired = wire(text)
    return parse_styled(wired.message) if wired.mode == "styled" else (wired.message, [])


def test_a_text_without_marks_goes_as_it_is() -> None:
    text = r"2 * 3, ~5, `x`, ||, **so** \* https://a.example/~b?q=*"
    assert wire(text) == Wire(text, "normal")


def test_a_marked_passage_is_styled_and_the_rest_is_escaped() -> None:
    text = f"{bold('Kosten * im Griff')}\n{code('!hilfe')} ~5 | https://a.example/~b"
    styled = r"**Kosten \* im Griff**" + "\n" + r"`!hilfe` \~5 \| https://a.example/\~b"
    assert wire(text) == Wire(styled, "styled")
    assert shown(text) == (plain(text), [Style(0, 17, "BOLD"), Style(18, 6, "MONOSPACE")])


def test_a_sentence_of_the_bot_is_shown_as_it_is_meant() -> None:
    text = say("de", "help-name", name="nächstes")
    assert shown(text) == ("!nächstes", [Style(0, 9, "BOLD")])
    star = say("de", "next-several") + "\n" + say("de", "next-wrong", words="**2**", most=6)
    assert shown(star)[0] == plain(star)
    assert "„**2**“" in shown(star)[0]


def test_code_inside_bold_has_both_styles() -> None:
    assert shown(bold(f"mit {code('!x')}!")) == ("mit !x!", [Style(4, 2, "MONOSPACE"), Style(0, 7, "BOLD")])


@pytest.mark.parametrize(
    "text",
    [
        "\\" + bold("so"),
        bold("so\\"),
        bold("so") + r" C:\*",
        "*" + bold("so"),
        bold("so*"),
        bold(""),
        bold("so") + bold("so"),
        BOLD + "open",
        "shut" + BOLD_END,
        BOLD + CODE + "crossed" + BOLD_END + CODE_END,
        CODE + BOLD + "inside" + BOLD_END + CODE_END,
    ],
)
def test_what_cannot_be_said_in_styles_loses_them_and_no_letter(text: str) -> None:
    assert wire(text) == Wire(plain(text), "normal")


@pytest.mark.parametrize("text", [bold("*so"), bold("so") + "*", bold("a") + " " + bold("b"), bold("|") + "||`"])
def test_what_looks_hard_and_can_be_said(text: str) -> None:
    letters, styles = shown(text)
    assert letters == plain(text)
    assert [letters[style.start :][: style.length] for style in styles] == [
        part.partition(BOLD_END)[0] for part in text.split(BOLD)[1:]
    ]


# -- cutting ---------------------------------------------------------------------------------------------


def test_a_short_text_is_one_part_and_an_empty_one_none() -> None:
    assert split("kurz\n\nund gut") == ["kurz\n\nund gut"]
    assert split("x" * LIMIT) == ["x" * LIMIT]
    assert [split(text) for text in ("", " ", "\n\n", "\u2003")] == [[], [], [], []]


def test_it_is_cut_at_paragraphs_if_it_can_be() -> None:
    first, second, third = ("Satz eins. Satz zwei.\nZeile " + letter * 20 for letter in "abc")
    assert split(f"{first}\n\n{second}\n\n\n{third}", 100) == [f"{first}\n\n{second}", third]


def test_else_at_lines_else_at_spaces_else_anywhere() -> None:
    assert split("aaaa bbbb\ncccc dddd\neeee", 20) == ["aaaa bbbb\ncccc dddd", "eeee"]
    assert split("aaaa bbbb cccc", 10) == ["aaaa bbbb", "cccc"]
    assert split("aaaa\tbbbb\u00a0cccc", 11) == ["aaaa\tbbbb", "cccc"]
    assert split("a" * 25, 10) == ["a" * 10, "a" * 10, "a" * 5]


def test_the_limit_is_in_bytes() -> None:
    assert split("ä" * 10, 10) == ["ä" * 4, "ä" * 4, "ä" * 2]
    assert split("👋🏾" * 3, 8) == ["👋🏾"] * 3
    assert [len(part.encode()) for part in split("ä" * 1900)] == [1900, 1900]


def test_a_link_is_never_cut() -> None:
    link = "https://meet.example/" + "x" * 60
    assert split(f"aaaa {link} bbbb", 70) == ["aaaa", link, "bbbb"]
    assert split(f"({link}) {link}", 40) == ["(", f"{link})", link]


def test_a_marked_passage_is_never_cut() -> None:
    text = f"aaaa {bold('bbbb cccc')} dddd {code('!e f')}"
    assert split(text, 18) == ["aaaa", bold("bbbb cccc"), f"dddd {code('!e f')}"]
    long = bold("eins zwei drei vier")
    assert split(f"{long} {bold('fünf')}", 16) == ["eins zwei drei", f"vier {bold('fünf')}"]


def test_half_a_mark_does_no_harm() -> None:
    assert split(f"aaaa {BOLD}bbbb cccc", 10) == ["aaaa bbbb", "cccc"]


def test_somebody_is_mentioned_where_the_mark_stands_counted_without_styles() -> None:
    anna, bert = "0b6f7c7e-0000-4000-8000-00000000000a", "0b6f7c7e-0000-4000-8000-00000000000b"
    text = f"{bold('👋 Neu')} von {person(anna)}, * {person(bert)}"
    message = rf"**👋 Neu** von {PLACE}, \* {PLACE}"
    assert wire(text) == Wire(message, "styled", (Mention(anna, 11), Mention(bert, 16)))
    assert parse_styled(message)[0] == f"👋 Neu von {PLACE}, * {PLACE}"
    assert plain(text) == "👋 Neu von @0b6f7c7e, * @0b6f7c7e"
    assert wire(f"Von {person(anna)}") == Wire(f"Von {PLACE}", "normal", (Mention(anna, 4),))
