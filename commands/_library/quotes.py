"""Quotes as people type them: where they open and close, and what a command was told with the quotes left as typed."""

from __future__ import annotations

from commands._fold import tidy
from commands._kit import Ask

_QUOTES = '"„“”«»'
_BEFORE = "([{-–—/"  # what an opening quote may stand behind, beside a space


def as_typed(ask: Ask) -> str:
    """The words behind the name of a command with the quotes and dashes that were typed."""
    at = tidy(ask.typed).rfind(ask.words) if ask.words else -1
    return ask.typed[at : at + len(ask.words)] if at >= 0 else ask.words


def quoted(text: str) -> tuple[int, int] | None:
    """Where the first quoted part begins and ends, its quotes and those inside it included; None if there is none."""
    begun, last, depth, opened = -1, -1, 0, False
    for at, letter in enumerate(text):
        if letter not in _QUOTES:
            opened = False
            continue
        opened = _opens(text, at, opened)
        if opened:
            begun = at if begun < 0 else begun
            depth += 1
        elif begun >= 0:
            last, depth = at, depth - 1
            if not depth:
                break
    return (begun, last + 1) if begun >= 0 and last > begun else None


def unquoted(text: str) -> str:
    """The text without the quotes around the whole of it; those of a part of it stay."""
    text = text.strip()
    while len(text) > 2 and quoted(text) == (0, len(text)):
        text = text[1:-1].strip()
    return text


def _opens(text: str, at: int, after_opening: bool) -> bool:
    """Whether the quote at a place opens, by what stands around it; typewriters and phones mix the signs."""
    free = at == 0 or text[at - 1].isspace() or text[at - 1] in _BEFORE or after_opening
    return free and at + 1 < len(text) and not text[at + 1].isspace()
