"""The server's styled-text grammar: marked-up text goes in, plain text and style ranges come out."""

from __future__ import annotations

import re
from dataclasses import dataclass

_STYLES = {
    "***": ("BOLD", "ITALIC"),
    "**": ("BOLD",),
    "*": ("ITALIC",),
    "~": ("STRIKETHROUGH",),
    "`": ("MONOSPACE",),
    "||": ("SPOILER",),
}
_TOKEN = re.compile(r"\\(?P<literal>\*{1,3}|\|{1,2}|~|`)|(?P<marker>\*{1,3}|\|\||~|`)")


@dataclass(frozen=True, slots=True)
class Style:
    """One styled range of a text, counted in UTF-16 units."""

    start: int
    length: int
    style: str


def utf16_length(text: str) -> int:
    """Counts a text in UTF-16 units, as Signal does for every offset."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse_styled(marked: str) -> tuple[str, list[Style]]:
    """Takes text as `text_mode: styled` sends it and gives the plain text with its styles, in order of closing.

    A marker closes only the innermost open one, so crossed markers style nothing; every marker vanishes.
    """
    plain = ""
    styles: list[Style] = []
    opened: list[tuple[str, int]] = []
    read = 0
    for token in _TOKEN.finditer(marked):
        plain += marked[read : token.start()] + (token["literal"] or "")
        read = token.end()
        marker, here = token["marker"], utf16_length(plain)
        if marker and opened and opened[-1][0] == marker:
            _, start = opened.pop()
            styles += [Style(start, here - start, style) for style in _STYLES[marker]]
        elif marker:
            opened.append((marker, here))
    return plain + marked[read:], styles
