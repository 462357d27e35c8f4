"""Whole sentences about announcements and polls → the words that would stand behind the name of a command.

"Sag allen: …", "lösche die letzte Ansage", "wie steht die Umfrage?". They are read where admins steer, in direct
messages; nothing goes out by them alone, since what they lead to is shown and asked about first.
"""

from __future__ import annotations

import re

from commands._words import pattern, plain

_ASKED = r"(?:(?:bitte|please|k(?:o|oe)nntest du|kannst du|(?:can|could) you)[\s,]+)*"
_BETWEEN = r"(?:bitte|mal|doch|noch|please)"
_TELL = pattern(
    rf"{_ASKED}(?:sage?|schreibe?|schicke?|melde|richte|tell|write|message)(?:\s+{_BETWEEN})*"
    r"\s+(?:to\s+|an\s+)?(?:allen?|der (?:ganzen )?gruppe|den gruppen|(?:in )?die gruppen?|every(?:body|one)|all"
    rf"|the groups?)(?:\s+{_BETWEEN})*(?:\s+aus)?(?P<text>(?!\w)[\s\S]*)"
)
_INDIRECT = pattern(r"\W*(?:bescheid|das?s|ob|wann|wie|that|to|when|if|about)(?!\w)[\s\S]*")
_OLD = r"(?:(?:die|der|das|meine|unsere|diese|the|my|our|this)\s+)?(?P<last>(?:letzten?|last)\s+)?"
_TEXT = r"(?:ansage|ank(?:u|ue)ndigung|announcement)"
_POLL = r"(?:umfrage|abstimmung|poll)"
_DEEDS = {
    "delete": r"l(?:o|oe)sche|entferne|delete|remove|nimm|ziehe?|take back",
    "edit": r"(?:a|ae)ndere|korrigiere|bearbeite|edit|change|correct|fix",
    "again": r"wiederhole|repeat|sage? noch ?mal|schicke? noch ?mal",
}
_REST = r"(?:\s+(?:in|zu|auf|mit|to|with|about|(?:u|ue)ber))?(?P<text>(?!\w)[\s\S]*)"
_AT_END = "l(?:o|oe)schen|entfernen|zur(?:u|ue)ckziehen|zur(?:u|ue)cknehmen"
_BACK = pattern(r"\W*(?:(?:zur(?:u|ue)ck|back|again|noch ?(?:ein)?mal)\W*)?")
_STANDS = pattern(
    rf"{_ASKED}(?:(?:wie|how)\s+(?:steht|stehen|l(?:a|ae)uft|laufen|ist|is|are)\s+(?:es (?:mit|um)\s+)?"
    rf"(?:(?:die|der|den|unsere[r]?|the|our)\s+)?{_POLL}(?:n|en|s)?(?:\s+(?:gerade|aus|going|doing|gelaufen))?"
    rf"|(?:zwischen)?stand der {_POLL}|wie viele haben abgestimmt)[\s?.!]*"
)
_RESULT = pattern(
    rf"{_ASKED}(?:was (?:ist|war) |what (?:is|was) |zeige? (?:mir )?)?(?:das |the )?(?:ergebnis(?:se)?|results?)"
    rf" (?:der|von der|of the) (?:letzten |last )?{_POLL}[\s?.!]*"
)
_END = pattern(
    rf"{_ASKED}(?:beende|schlie(?:ß|ss)e|end|close)(?:\s+{_BETWEEN})*\s+{_OLD}{_POLL}(?:\s+jetzt|\s+now)?[\s.!]*"
)
_STOP = pattern(
    rf"{_ASKED}(?:stoppe?|halte?|brich|hold|stop)(?:\s+{_BETWEEN})*\s+{_OLD}(?:{_TEXT}|{_POLL})"
    r"(?:\s+(?:auf|zur(?:u|ue)ck|an|ab|back))?[\s.!]*"
)
_DEED = {
    (deed, noun): pattern(rf"{_ASKED}(?:{verbs})(?:\s+{_BETWEEN})*\s+{_OLD}{noun}{_REST}")
    for deed, verbs in _DEEDS.items()
    for noun in (_TEXT, _POLL)
}
_DELETE = {noun: pattern(rf"{_ASKED}{_OLD}{noun}(?:\s+{_BETWEEN})*\s+(?:{_AT_END})[\s?.!]*") for noun in (_TEXT, _POLL)}
_QUOTES = "„“”‚‘’\"'»«"


def announcement(line: str) -> str | None:
    """What a sentence wants of `!announce`; empty if it does not say the words to be announced."""
    if told := _TELL.fullmatch(plain(line)):
        text = _text(line, told)
        return "" if _INDIRECT.fullmatch(plain(text)) else text.strip(_QUOTES)
    return _deed(line, _TEXT)


def of_draft(line: str, *, of_poll: bool) -> tuple[str, str] | None:
    """What a sentence wants of what was not confirmed yet: "delete", or "edit" with its new words."""
    if stop(line) is not None:
        return "delete", ""
    if not of_poll and (told := _TELL.fullmatch(plain(line))) is not None:
        # Without its colon it may well be the new text: "Schreibt an alle, die noch fehlen".
        return ("edit", announcement(line) or "") if told["text"].lstrip().startswith(":") else None
    wanted = poll(line) if of_poll else announcement(line)
    if not wanted:
        return None
    deed, _, rest = wanted.partition(" ")
    return (deed, rest) if deed == "delete" or (deed == "edit" and rest) else None


def poll(line: str) -> str | None:
    """What a sentence wants of `!poll`; empty if it asks how one stands."""
    if _STANDS.fullmatch(plain(line)):
        return ""
    if _RESULT.fullmatch(plain(line)):
        return "ergebnis"
    return "ende" if _END.fullmatch(plain(line)) else _deed(line, _POLL)


def stop(line: str) -> str | None:
    """Empty if a sentence wants `!stop`."""
    return "" if _STOP.fullmatch(plain(line)) else None


def _deed(line: str, noun: str) -> str | None:
    """What is to be done with something that was said, and the words that say with which, or its new ones."""
    for deed in _DEEDS:
        if (match := _DEED[deed, noun].fullmatch(plain(line))) is not None:
            text = _text(line, match)
            last = match["last"] or "" if deed == "delete" else ""
            return f"{deed} {last}{'' if _BACK.fullmatch(plain(text)) else text}".strip()
    if (match := _DELETE[noun].fullmatch(plain(line))) is not None:
        return f"delete {match['last'] or ''}".strip()
    return None


def _text(line: str, match: re.Match[str]) -> str:
    return line[slice(*match.span("text"))].strip(" ,:\r\n\t")
