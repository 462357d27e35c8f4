"""The styled-text grammar, row by row as the field guide has it."""

from __future__ import annotations

import pytest

from bot.demo.styled import Style, parse_styled, utf16_length

ROWS = {
    "italic": ("*so*", "so", [Style(0, 2, "ITALIC")]),
    "bold": ("sehr **so**", "sehr so", [Style(5, 2, "BOLD")]),
    "both": ("***so***", "so", [Style(0, 2, "BOLD"), Style(0, 2, "ITALIC")]),
    "strike": ("~so~", "so", [Style(0, 2, "STRIKETHROUGH")]),
    "mono": ("`so`", "so", [Style(0, 2, "MONOSPACE")]),
    "spoiler": ("||so||", "so", [Style(0, 2, "SPOILER")]),
    "plain signs": ("a_b | c - # [d] (e)", "a_b | c - # [d] (e)", []),
    "a link": ("https://a.b/x_y", "https://a.b/x_y", []),
    "a link with tildes": ("https://a.b/~user/x~y", "https://a.b/user/xy", [Style(12, 6, "STRIKETHROUGH")]),
    "a link with an asterisk": ("https://a.b/?q=*", "https://a.b/?q=", []),
    "two tildes": ("cost ~5 and ~6", "cost 5 and 6", [Style(5, 6, "STRIKETHROUGH")]),
    "a lone star": ("one * star", "one  star", []),
    "bullets": ("* one\n* two", " one\n two", [Style(0, 5, "ITALIC")]),
    "three bullets": ("* one\n* two\n* three", " one\n two\n three", [Style(0, 5, "ITALIC")]),
    "crossed": ("**bold ~x** y~", "bold x y", []),
    "nested": ("||**in**||", "in", [Style(0, 2, "BOLD"), Style(0, 2, "SPOILER")]),
    "escaped star": (r"\*so\*", "*so*", []),
    "escaped stars": (r"\**so\**", "**so**", []),
    "escaped tilde": (r"\~so\~", "~so~", []),
    "escaped backtick": (r"\`so\`", "`so`", []),
    "escaped pipe": (r"\|so", "|so", []),
    "escaped pipes": (r"\||so\||", "||so||", []),
    "other backslash": (r"C:\temp", r"C:\temp", []),
    "backslash at the end": ("so\\", "so\\", []),
    "two backslashes": (r"\\*so", r"\*so", []),
    "star in backticks": ("`a*b`", "ab", []),
    "stars in backticks": ("`*b*`", "b", [Style(0, 1, "ITALIC"), Style(0, 1, "MONOSPACE")]),
    "double tilde": ("~~so~~", "so", [Style(0, 0, "STRIKETHROUGH"), Style(2, 0, "STRIKETHROUGH")]),
    "triple backtick": ("```", "", [Style(0, 0, "MONOSPACE")]),
    "emoji before": ("👋**so**", "👋so", [Style(2, 2, "BOLD")]),
    "emoji inside": ("*👋🏾*", "👋🏾", [Style(0, 4, "ITALIC")]),
}


@pytest.mark.parametrize(("marked", "plain", "styles"), ROWS.values(), ids=ROWS)
def test_styled_text_is_read_as_the_server_reads_it(marked: str, plain: str, styles: list[Style]) -> None:
    assert parse_styled(marked) == (plain, styles)


def test_length_is_counted_in_utf16_units() -> None:
    assert [utf16_length(text) for text in ("", "ä", "👋", "e\u0301", "\ud83d")] == [0, 1, 2, 2, 1]
