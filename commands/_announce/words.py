"""The words behind `!announce` that mean to do something with an announcement that is there already."""

from __future__ import annotations

import re

from commands._fold import fold

_ACTIONS = {
    "edit": "edit change ändern ändere korrigieren korrigiere correct fix",
    "delete": "delete remove löschen lösche entfernen entferne zurückziehen",
    "again": "again nochmal nochmals wiederholen wiederhole repeat",
}
_NAMES = {fold(word): action for action, words in _ACTIONS.items() for word in words.split()}
_WHOLE = {"noch mal", "noch einmal", "once more", "one more time"}
_POLITE = re.compile(r"[\s.!,]*\b(?:bitte|please)\b[\s.!,]*", re.IGNORECASE)
_FIRST = re.compile(r"(?P<word>[^\W\d_]+)[.:!]?(?:\s+(?P<rest>.*))?", re.DOTALL)


def action(text: str) -> tuple[str, str]:
    """What is to be done ("" if the text is to be announced), and the rest of the words."""
    if fold(_POLITE.sub(" ", text).strip(" .!")) in _WHOLE:
        return "again", ""
    match = _FIRST.fullmatch(text.strip())
    found = _NAMES.get(fold(match["word"]), "") if match else ""
    rest = (match["rest"] or "").strip() if match else ""
    if found == "again":
        return found, _POLITE.sub(" ", rest).strip()
    return found, rest if found else text
