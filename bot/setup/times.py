"""What people type for reminders and tips, as losbote.toml has it: `7d`, `1h`, `0`, and `Tue,Fri 10:00`."""

from __future__ import annotations

import re
from contextlib import suppress

from bot.setup.talk import BadAnswerError
from bot.values import DAYS, offset, tip_times
from commands import _words
from commands._offsets import FILLERS, OFF, offsets, parted, short
from commands._texts import Language, say
from commands._when import Unclear

_NONE = {"", "-"}
_NAMES = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
_WHAT = {"tipps", "tips", "erinnerungen", "reminders"}
_DAY = rf"{_words.WEEKDAY}s?"
_DAILY = r"(?:taglich|daily|jeden tag|every day)"
_RANGE = _words.pattern(rf"({_DAY})\s*(?:-|bis|to)\s*({_DAY})")
_TIPS = _words.pattern(
    rf"(?:(?:immer|jeden|every|am|on)\s+)*(?P<days>{_DAILY}|{_DAY}(?:(?:\s*[,;/&+-]\s*|\s+(?:(?:und|and|bis|to)\s+)?){_DAY})*)"
    r"\s*,?\s*(?:um|at)?\s+(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?\s*(?:uhr|h)?\.?"
)


def reminders(text: str, language: Language) -> list[str]:
    """How long before a meeting, each as it is kept; empty for never. Raises BadAnswerError: what is wrong."""
    plain = re.split(r"[\s,;]+", text.strip(" ,;"))
    with suppress(ValueError):
        return [one for one in plain if offset(one) is not None]
    words = parted(text)
    if _never(text) or set(words) - FILLERS <= OFF:
        return []
    try:
        found = [*offsets(words, language)]
    except Unclear as error:
        raise BadAnswerError(str(error)) from None
    return [short(one) for one in sorted(set(found), reverse=True)]


def tips(text: str, language: Language) -> str:
    """Days and a time, as they are kept; empty for never. Raises BadAnswerError, which says what is wrong."""
    if _never(text):
        return ""
    with suppress(ValueError):
        tip_times(text)
        return text
    if not (match := _TIPS.fullmatch(_words.plain(text).strip())):
        raise BadAnswerError(say(language, "setup-tips-form", words=text))
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if hour > 23 or minute > 59:
        raise BadAnswerError(say(language, "when-no-time", words=f"{hour}:{minute:02}"))
    return f"{','.join(DAYS[day].capitalize() for day in _days(match['days']))} {hour}:{minute:02}"


def shown(kept: str, language: Language) -> str:
    """Days and a time as people read them; what `tips` understands."""
    if not (found := tip_times(kept)) or language == "en":
        return kept
    return f"{','.join(_NAMES[day] for day in found[0])} {found[1]:%H:%M}"


def _days(text: str) -> list[int]:
    """The days of the week that are named; Monday is 0."""
    if _words.pattern(_DAILY).fullmatch(text):
        return list(range(7))
    found = [_words.weekday(match[0]) for match in _words.pattern(_DAY).finditer(text)]
    for match in _RANGE.finditer(text):
        first, last = _words.weekday(match[1]), _words.weekday(match[2])
        found += [day % 7 for day in range(first, last + 1 if last >= first else last + 8)]
    return sorted(set(found))


def _never(text: str) -> bool:
    return text.strip() in _NONE or {word.lower() for word in parted(text)} - _WHAT <= OFF
