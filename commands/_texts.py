"""Every sentence the bot says, from the Fluent files in `texts/`.

In those files `**…**` marks bold, and backticks what can be typed. In the text that comes out, such passages stand
between characters that nobody types (BOLD and CODE, and their ends), so that stars and backticks which people wrote
stay what they are; `bot.signal.text` turns the marks into Signal's styles. `person` marks somebody as mentioned.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Literal

from fluent.runtime import FluentBundle, FluentResource

Language = Literal["de", "en"]
Value = str | int | float | datetime

LANGUAGES: tuple[Language, ...] = ("de", "en")
BOLD, BOLD_END, CODE, CODE_END = "\ue001", "\ue002", "\ue003", "\ue004"
_STAR, _TICK = "\ue005", "\ue006"  # in values, kept apart from our own markup while a sentence is put together
PERSON, PERSON_END = "\ue007", "\ue008"
PERSON_MARK = re.compile(f"{PERSON}([0-9a-f-]*){PERSON_END}")
_MARKS = re.compile("[\ue001-\ue004]")
_SHOWN = 8  # characters of an ACI


@cache
def bundle(language: Language) -> FluentBundle:
    """The sentences of one language."""
    made = FluentBundle([language], use_isolating=False)
    source = files("commands") / "texts" / f"{language}.ftl"
    made.add_resource(FluentResource(source.read_text(encoding="utf-8")))
    return made


def say(language: Language, text_id: str, **values: Value) -> str:
    """The sentence `text_id` with its values; raises KeyError for an unknown id or a missing value."""
    sentences = bundle(language)
    pattern = sentences.get_message(text_id).value
    if pattern is None:
        raise KeyError(text_id)
    text, errors = sentences.format_pattern(pattern, {name: _kept(value) for name, value in values.items()})
    if errors:
        raise KeyError(f"{text_id} ({language}): {errors[0]}")
    marked = re.sub(r"\*\*(.+?)\*\*", rf"{BOLD}\1{BOLD_END}", str(text))
    marked = re.sub(r"`(.+?)`", rf"{CODE}\1{CODE_END}", marked)
    return marked.replace(_STAR, "*").replace(_TICK, "`")


def code(typed: str) -> str:
    """Something to type, marked as such, for use as a value in a sentence."""
    return f"{CODE}{typed}{CODE_END}"


def person(aci: str) -> str:
    """Somebody, named by a mention: phones show the name, which we do not know."""
    return f"{PERSON}{aci}{PERSON_END}"


def plain(text: str) -> str:
    """The text without its marks, as people read it; somebody who is mentioned by the beginning of the ACI."""
    return PERSON_MARK.sub(lambda found: f"@{found[1][:_SHOWN]}", _MARKS.sub("", text))


def _kept(value: Value) -> Value:
    return value.replace("*", _STAR).replace("`", _TICK) if isinstance(value, str) else value
