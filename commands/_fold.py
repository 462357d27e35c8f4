"""Makes equal what people mean as equal: case, umlauts, typographic quotes and dashes, invisible characters."""

from __future__ import annotations

import re
import unicodedata

_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_TYPED = str.maketrans(
    {
        "\u00a0": " ",
        "\u202f": " ",
        "„": '"',
        "“": '"',
        "”": '"',
        "«": '"',
        "»": '"',
        "‚": "'",
        "‘": "'",
        "’": "'",
        "–": "-",
        "—": "-",
    }
)
# The last range is private use: commands/_texts.py marks passages with it.
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufffc\u00ad\ufe0f\ue000-\ue008]")

_NUMBER = re.compile(r"[!./]? ?(?P<number>[0-9]{1,2})[.)!]?")
_COUNTED = (
    ("eins", "one", "erste", "ersten", "erster", "erstes", "first"),
    ("zwei", "two", "zweite", "zweiten", "zweiter", "zweites", "second"),
    ("drei", "three", "dritte", "dritten", "dritter", "drittes", "third"),
)
_ORDINALS = {word: number for number, words in enumerate(_COUNTED, 1) for word in words}
_CHOOSING = {"die", "der", "das", "den", "the", "nr", "no", "nummer", "number", "bitte", "please", "gern", "gerne"}
_YES = {"ja", "jo", "jep", "jup", "jawohl", "yes", "yep", "sure", "ok", "okay", "passt", "abschicken", "👍"}
_NO = {"nein", "nee", "noe", "ne", "no", "nope", "👎"}
# What is polite about a yes or no, and what makes either of them stronger.
_POLITE = {"gern", "gerne", "bitte", "danke", "vielen", "dank", "schoen", "klar", "please", "thanks", "thank", "you"}
_THANKS = {"danke", "dankeschoen", "dank", "merci", "thanks", "thank", "thx"}
_GREETINGS = {"hallo", "hi", "hey", "moin", "servus", "gruezi", "gruess", "guten", "hello", "good", "salut"}
_KIND = {  # what stands beside a thank you or a greeting
    *("sehr", "dir", "euch", "herzlichen", "tausend", "vielmal", "lieber", "bot", "losbote", "super", "prima", "toll"),
    *("ok", "okay", "ja", "alles", "gut", "fuer", "die", "deine", "hilfe", "das", "hat", "geholfen", "perfekt", "so"),
    *("very", "much", "a", "lot", "for", "your", "the", "help", "great", "dear", "there", "zusammen", "tag", "morgen"),
    *("abend", "schoenen", "schoen", "gott", "dich", "mitenand", "morning", "evening", "day", "afternoon"),
}
_HOW = re.compile(
    r"(?:und )?(?:wie (?:geht es|gehts)(?: (?:dir|euch|so|heute))*|how are you(?: (?:doing|today))*|hows it going)$"
)
_STRONGER = {True: {"so", "passt", "genau"}, False: {"so", "nicht", "lieber"}}
_DRAWN_OUT = re.compile(r"([a-z])\1+\b")
_NUMBERED = re.compile(r"(?P<word>.*?)[\s,.]+(?:nr\.? ?|nummer |number |no\. )?(?P<number>[0-9]{1,2})[.!]?", re.DOTALL)
_HALT = {
    *(
        "nein",
        "nee",
        "noe",
        "ne",
        "no",
        "nope",
        "halt",
        "stop",
        "stopp",
        "stoppen",
        "stoppe",
        "warte",
        "warten",
        "wart",
    ),
    *("moment", "abbrechen", "abbruch", "abbrich", "ab", "brich", "zurueckhalten", "aufhalten", "wait", "cancel"),
    *("abort", "hold", "dont", "nicht", "not", "👎"),
}
_HALTING = {"bitte", "doch", "lieber", "mal", "sofort", "das", "es", "alles", "ja", "so", "senden", "ach", "oh"}
_HALTING |= {"please", "it", "that", "send", "on", "rather", "now", "jetzt", "ein", "a", "kurz", "einen"}
_PENS = {"✏", "✍", "🖊", "🖋", "📝", "🖍"}
_SKIN = re.compile("[🏻-🏿]")


def clean(text: str) -> str:
    """What was typed, in NFC, without invisible characters, trimmed."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).strip()


def tidy(text: str) -> str:
    """The same with plain quotes, dashes and spaces, letter for letter, so that positions stay."""
    return clean(text).translate(_TYPED)


def fold(word: str) -> str:
    """A word as it is compared: tidy, lower case, ä as ae, ß as ss, accents dropped."""
    spelled = tidy(word).lower().translate(_SPELLED)
    bare = unicodedata.normalize("NFD", spelled)
    return "".join(letter for letter in bare if not unicodedata.combining(letter)).casefold()


def bare(word: str) -> str:
    """A folded word as phones without umlauts write it: `naechstes` and `nachstes` become the same."""
    return re.sub("(?<=[aou])e", "", fold(word))


def number(text: str) -> int | None:
    """The number if a line is one of up to two digits and nothing else: "2", "!2", "2."."""
    match = _NUMBER.fullmatch(tidy(text))
    return int(match["number"]) if match else None


def chosen(text: str) -> int | None:
    """The number that a line names in whatever way and nothing else: "2", "Nr. 2", "die zweite bitte"."""
    words = fold(text).split()
    said = [word for one in words if (word := one.strip(".,!?)")) not in _CHOOSING]
    if len(said) == 2 and said[1] == "one":
        said.pop()  # the first one
    found = _ORDINALS.get(said[0], number(said[0])) if len(said) == 1 else None
    return number(text) if found is None else found


def yes_or_no(text: str) -> bool | None:
    """Whether a line or a reaction says yes or no and nothing else: "ja", "Ja, gern!", "No, thank you."."""
    first, *more = re.findall(r"[^\s.,!*_~]+", _SKIN.sub("", fold(text))) or [""]
    first = _DRAWN_OUT.sub(r"\1", first) if first.strip("0123456789")[:2] in {"ja", "ne", "no"} else first
    said = True if first in _YES else False if first in _NO else None
    return None if said is None or not (_POLITE | _STRONGER[said]).issuperset(more) else said


def yes_and_number(text: str) -> tuple[bool, int] | None:
    """A yes or no with the number of what it is about, and nothing else: "ja 2", "Nein, Nr. 1"."""
    match = _NUMBERED.fullmatch(fold(text))
    said = yes_or_no(match["word"]) if match else None
    return None if match is None or said is None else (said, int(match["number"]))


def halts(text: str) -> bool:
    """Whether a line calls off what is under way and says nothing else: "halt, stopp", "nein, doch nicht", "wait"."""
    words = re.findall(r"[^\s.,;:!?*_~/]+", _SKIN.sub("", fold(text)).replace("'", ""))
    return bool(words) and not _HALT.isdisjoint(words) and (_HALT | _HALTING).issuperset(words)


def asks_to_write(text: str) -> bool:
    """Whether a reaction is a pen: what it is on is to have other words."""
    return _SKIN.sub("", fold(text)) in _PENS


def thanks(text: str) -> bool:
    """Whether a line says thank you and nothing else: "Ok, danke dir!", "Thanks a lot"."""
    return _is_kind(text, _THANKS, _THANKS | _POLITE | _KIND)


def greets(text: str) -> bool:
    """Whether a line greets and does nothing else: "Hallo!", "Schönen guten Abend", "Hi, wie geht's?"."""
    said = " ".join(re.findall(r"[a-z]+", fold(text).replace("'", "")))
    rest = _HOW.sub("", said)
    return bool(said) and (not rest or _is_kind(rest, _GREETINGS, _GREETINGS | _KIND))


def _is_kind(text: str, some: set[str], only: set[str]) -> bool:
    words = set(re.findall(r"[a-z]+", fold(text)))
    return not words.isdisjoint(some) and words <= only
