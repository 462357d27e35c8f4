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
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufffc\u00ad\ufe0f\ue000-\ue006]")


def tidy(text: str) -> str:
    """What was typed, with plain quotes, dashes and spaces, in NFC, without invisible characters, trimmed."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).translate(_TYPED).strip()


def fold(word: str) -> str:
    """A word as it is compared: tidy, lower case, ä as ae, ß as ss, accents dropped."""
    spelled = tidy(word).lower().translate(_SPELLED)
    bare = unicodedata.normalize("NFD", spelled)
    return "".join(letter for letter in bare if not unicodedata.combining(letter)).casefold()


def bare(word: str) -> str:
    """A folded word as phones without umlauts write it: `naechstes` and `nachstes` become the same."""
    return re.sub("(?<=[aou])e", "", fold(word))
