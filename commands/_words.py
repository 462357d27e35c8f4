"""The words of dates, times and lengths in German and English: patterns that match them, functions that read them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta

_PLAIN = str.maketrans("äöüÄÖÜ", "aouAOU")
_NUMBERS = {
    **dict.fromkeys(["ein", "eine", "einem", "einen", "einer", "eins", "a", "an", "one"], 1),
    **dict.fromkeys(["zwei", "two"], 2),
    **dict.fromkeys(["drei", "three"], 3),
    **dict.fromkeys(["vier", "four"], 4),
    **dict.fromkeys(["funf", "fuenf", "five"], 5),
    **dict.fromkeys(["sechs", "six"], 6),
    **dict.fromkeys(["sieben", "seven"], 7),
    **dict.fromkeys(["acht", "eight"], 8),
    **dict.fromkeys(["neun", "nine"], 9),
    **dict.fromkeys(["zehn", "ten"], 10),
    **dict.fromkeys(["elf", "eleven"], 11),
    **dict.fromkeys(["zwolf", "zwoelf", "twelve"], 12),
}
_PARTS = {
    **dict.fromkeys(["anderthalb", "eineinhalb", "one and a half"], 1.5),
    **dict.fromkeys(["halbe", "halben", "eine halbe", "einer halben", "half a", "half an"], 0.5),
}
DAYS_AHEAD = {
    **dict.fromkeys(["vorgestern", "day before yesterday"], -2),
    **dict.fromkeys(["gestern", "yesterday"], -1),
    **dict.fromkeys(["heute", "today", "tonight"], 0),
    **dict.fromkeys(["morgen", "tomorrow"], 1),
    **dict.fromkeys(["ubermorgen", "uebermorgen", "day after tomorrow"], 2),
}
SHIFTS = {
    "halb": -30,
    **dict.fromkeys(["viertel vor", "dreiviertel", "quarter to"], -15),
    **dict.fromkeys(["viertel nach", "quarter past"], 15),
    "half past": 30,
}
_MONTHS = {
    **dict.fromkeys(["jan", "jae"], 1),
    "feb": 2,
    **dict.fromkeys(["mar", "mae", "mrz"], 3),
    "apr": 4,
    **dict.fromkeys(["mai", "may"], 5),
    "jun": 6,
    "jul": 7,
    "aug": 8,
    "sep": 9,
    **dict.fromkeys(["okt", "oct"], 10),
    "nov": 11,
    **dict.fromkeys(["dez", "dec"], 12),
}
_WEEKDAYS = {"mo": 0, "di": 1, "tu": 1, "mi": 2, "we": 2, "do": 3, "th": 3, "fr": 4, "sa": 5, "so": 6, "su": 6}


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


# Patterns are for `plain` text; none of them has an end of its own, so whoever uses one says what may follow.
NUMBER = rf"(?:\d{{1,4}}|{_any_of(_NUMBERS)})"
WEEKDAY = (
    r"(?:mo(?:ntag|nday|n)?|di(?:enstag)?|tue(?:sday|s)?|mi(?:ttwoch)?|wed(?:nesday)?|do(?:nnerstag)?"
    r"|thu(?:rsday|rs|r)?|fr(?:eitag|iday|i)?|sa(?:mstag|turday|t)?|sonnabend|so(?:nntag)?|sun(?:day)?)"
)
MONTH = (
    r"(?:jan(?:uar|uary|ner)?|jaenner|feb(?:ruary|ruar|er)?|mae?rz|march|mar|mrz|apr(?:il)?|mai|may|jun[ie]?|jul[iy]?"
    r"|aug(?:ust)?|sep(?:tember|t)?|o[kc]t(?:ober)?|nov(?:ember)?|de[zc](?:ember)?)"
)
_MINUTES = r"m(?:in(?:uten?|utes?|s)?)?"
# After hours the minutes touch them or have their word: "1h30", "1 Stunde 30 Minuten", but not "in 2 h 19 Uhr".
LENGTH = (
    rf"(?P<count>\d{{1,4}}(?:[.,]\d{{1,2}})?|{_any_of(_PARTS)}|{_any_of(_NUMBERS)})\s*(?:"
    rf"(?P<hours>h(?:ours?|rs?)?|std|stunden?)(?:(?P<glued>\d\d)|\.?\s*(?:(?:und|and)\s*)?(?P<more>\d{{1,2}})\s*{_MINUTES})?"
    rf"|(?P<months>mon(?:at(?:en|e)?|ths?))|(?P<minutes>{_MINUTES})"
    r"|(?P<weeks>w(?:ochen?|eeks?)?)|(?P<days>d(?:ays?)?|tag(?:en|e)?))"
)


def pattern(text: str) -> re.Pattern[str]:
    """A pattern for `plain` text: in any case, with the digits, letters and spaces of ASCII."""
    return re.compile(text, re.IGNORECASE | re.ASCII)


def plain(text: str) -> str:
    """The text without dots on its vowels, letter for letter, so that positions stay."""
    return text.translate(_PLAIN)


def number(word: str) -> int:
    """The number of a word that NUMBER matched."""
    return int(word) if word.isdecimal() else _NUMBERS[word.lower()]


def month(word: str) -> int:
    """The month of a word that MONTH matched."""
    return _MONTHS[word[:3].lower()]


def weekday(word: str) -> int:
    """The day of the week of a word that WEEKDAY matched; Monday is 0."""
    return 5 if word.lower() == "sonnabend" else _WEEKDAYS[word[:2].lower()]


def months(match: re.Match[str]) -> int:
    """How many months LENGTH matched; 0 for a length of another kind, and for one that is not whole."""
    count = _count(match["count"])
    return int(count) if match["months"] and count.is_integer() else 0


def length(match: re.Match[str]) -> timedelta | None:
    """The length that LENGTH matched; None for months, which have none."""
    if match["months"]:
        return None
    unit = next(name for name in ("hours", "minutes", "weeks", "days") if match[name])
    return timedelta(**{unit: _count(match["count"])}) + timedelta(minutes=int(match["glued"] or match["more"] or 0))


def _count(written: str) -> float:
    word = written.lower().replace(",", ".")
    return float(word) if word[0].isdecimal() else float(_PARTS.get(word) or _NUMBERS[word])


# Forms of a date and a time. After a number neither a letter may stand nor another number with its sign.
_END = r"(?!\w|[:.]\d)"
_YEAR = rf"(?:,?\s+(?P<year>\d{{4}}){_END})?"
STAMP = pattern(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)(?!\w)")
ISO = pattern(r"(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)(?:T(?=\d)|(?!\w))")
DOTTED = pattern(rf"(?P<day>\d{{1,2}})\. ?(?P<month>\d{{1,2}})(?:\. ?(?P<year>\d{{4}})|\.(?P<short>\d\d)|\.?){_END}")
DAY_FIRST = pattern(rf"(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th)?\s*(?:of\s+)?(?P<month>{MONTH})(?!\w)\.?{_YEAR}")
MONTH_FIRST = pattern(rf"(?P<month>{MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_END}(?!\s*(?:uhr|[ap]m)\b){_YEAR}")
SLASHED = pattern(r"(?P<first>\d{1,2})/(?P<second>\d{1,2})(?:/(?P<year>\d{4}|\d\d))?(?![\w/])")
RELATIVE = pattern(rf"(?:{_any_of(DAYS_AHEAD)})(?!\w)")
AHEAD = pattern(rf"in\s+{LENGTH}(?!\w)")

_PART = "morgens?|vormittags?|nachmittags?|abends?"
_GOES_ON = rf"\s*(?:$|[\d\"'(]|(?:um|at|halb|viertel|dreiviertel|mittags?|noon|den|the|{_PART}|{MONTH})\b)"
FOLLOWS = pattern(rf"[.,]?{_GOES_ON}")
NAMED = pattern(
    rf"(?P<bracket>\()?(?P<week>(?:nae?chste\w?|kommende\w?|next)\s+(?:woche|week),?\s+(?:(?:am|on)\s+)?)?"
    rf"(?:(?P<near>nae?chste\w?|kommende\w?|next|coming|diese\w?|this|letzte\w?|vergangene\w?|last)\s+)?"
    rf"(?P<weekday>{WEEKDAY})(?!(?!{_PART})\w)(?P<after>\s+(?:nae?chster|next)\s+(?:woche|week)\b)?(?(bracket)\))"
)

# What may stand before a date, and between its parts.
_JOINS = "am|an|ab|den|dem|der|die|on|the|from|starting|beginning|beginnend|vom|von|by|for|fur"
FIRST = pattern(rf"[\s,]*(?:(?:bis|until|till|to|auf|zum|{_JOINS})\s+){{0,3}}")
BETWEEN = pattern(rf"[\s,;.]*(?:(?:{_JOINS})\s+){{0,3}}")

_AT = r"(?:(?P<at>um|at|gegen|@)\s*)?"
# "7 am Mittwoch" is German.
_AM_PM = r"p\.?m\.?|(?<=\d)a\.?m\.?|a\.?m\.?(?!\s+(?:\d+\.|\w*tag\b|mittwoch|mi\b))"
_MARK = rf"\s*(?P<mark>uhr|h|{_AM_PM})"
CLOCK = pattern(rf"{_AT}(?P<hour>\d{{1,2}})(?P<sign>[:.])(?P<minute>\d\d)(?::\d\d)?(?:{_MARK})?{_END}")
# "19 Uhr 30", but not "19 Uhr 30 Jahre Losverfahren".
HOUR = pattern(
    rf"{_AT}(?P<hour>\d{{1,2}})(?:{_MARK}(?:(?P<glued>\d\d)|\s+(?P<minute>\d\d)(?=\s*(?:$|[,;\"'(]|(?:am|on)\b)))?){_END}"
)
# "um 2 Tage" is a length.
_UNIT = r"(?:(?:minute|stunde|tage|woche|monate)n?|std|min(?:ute)?s?|hours?|days?|weeks?|months?)(?!\w)"
ABOUT = pattern(
    rf"{_AT}(?:(?:a\s+)?(?P<part>halb|half\s+past|viertel\s+(?:nach|vor)|dreiviertel|quarter\s+(?:past|to))\s+)?"
    rf"(?!(?:an?|ein|eine[mnr]?)\b)(?P<hour>{NUMBER})(?:{_MARK})?(?!\w|[:.,/]\d|\s*{_UNIT})"
)
PART = pattern(
    r"(?:(?P<noon>mittags?|noon|midday)|(?P<pm>abends|nachmittags|in\s+the\s+(?:evening|afternoon))"
    r"|(?P<am>morgens|vormittags|frue?h|in\s+the\s+morning)"
    r"|(?P<noun>vormittag|morgen|morning|(?P<evening>nachmittag|abend|evening|afternoon|night)))(?!\w)"
    rf"(?=(?P<followed>,?{_GOES_ON})?)"
)
MIDNIGHT = pattern(r"(?:at\s+|um\s+)?(?:mitternachts?|midnight)(?!\w)")
PLACE = pattern(r"\((?P<city>[\w .-]{1,40}) time\)")
