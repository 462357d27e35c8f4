"""Whole sentences about the library → the words that would stand behind the name of a command.

They are read in direct messages, where people also chat. So a sentence must begin as a request does, name what it is
about, and go on with a few words that are no chat; for anything else there is None.
"""

from __future__ import annotations

import re

from commands._fold import fold
from commands._words import pattern, plain

_LEAD = (
    r"(?:gibt'?\s?e?s|hast du|habt ihr|k(?:o|oe)nntest du (?:mir|uns)|kannst du (?:mir|uns)"
    r"|ich (?:brauche?|suche?|h(?:a|ae)tte gerne?|m(?:o|oe)chte|br(?:a|ae)?uchte)"
    r"|wo (?:finde ich|ist|sind|gibt es|liegt|liegen)|welche|zeige? (?:mir|uns)|schicke? (?:mir|uns)|gib (?:mir|uns)"
    r"|is there|are there|do you have|have you got|where (?:can i find|do i find|is|are)|show (?:me|us)|send (?:me|us)"
    r"|give (?:me|us)|i(?:'m| am) looking for|i(?:'d| would) like|i need|can (?:i|we) (?:have|get|see))"
)
_SMALL = (
    r"(?:bitte|mal|schon|noch|denn|auch|hier|ein(?:e[nmrs]?)?|die|das|den|der|alle|mehr|andere[nrs]?|weitere[nrs]?"
    r"|gute[nrs]?|passende[nrs]?|please|an?|the|any|some|all|more|another|other|good)"
)
_NEWEST = r"(?:letzten?|neue?sten?|last|latest|newest)"
_ALL = r"(?:alle|liste (?:der|aller)|all(?: the)?|list of(?: all)?(?: the)?)"
_ANOTHER = r"(?:noch\s+(?:mal\s+)?ein(?:e[n]?)?|another|one more)"
_ABOUT = pattern(
    r"[\s,:]*(?:(?:zum thema|zu dem thema|(?:u|ue)ber das thema|on the topic of|about|on|for|f(?:u|ue)r|zum|zur|zu"
    r"|(?:u|ue)ber|mit dem titel|namens|called)\s+)?(?:(?:an?|the|ein(?:e[nmr]?)?|die|das|den|der|dem)\s+)?"
)
_AT_END = re.compile(r"(?:[\s,?!.]+|(?<!\w)(?:bitte|please|hier|danke|f(?:ü|ue)r mich|for me))+$", re.IGNORECASE)
_SAID_IN_CHAT = """
    ich du er sie wir ihr mir dir uns euch man ist sind war waren habe hast hat haben hatte kann kannst koennen wird
    i you he she we they it is was were have has had can could will would that dass weil nicht not gut schon denn
"""
_CHAT = frozenset(_SAID_IN_CHAT.split())
_MOST_WORDS = 8

_RECORDING = r"(?:aufzeichnung(?:en)?|aufnahmen?|videos?|mitschnitte?|recordings?)"
_TEMPLATE = r"(?:vorlagen?|muster|dokumente?|formulare?|templates?|documents?)"
_TIP = r"(?:praxis)?(?:tipps?|tips?)"


def _pattern(noun: str) -> re.Pattern[str]:
    asked = rf"{_LEAD}\s+(?:{_SMALL}\s+)*(?:{_NEWEST}\s+)?"
    return pattern(rf"(?:bitte\s+|please\s+)?(?:{asked}|{_ANOTHER}\s+|(?P<all>{_ALL}\s+)){noun}(?P<rest>(?!\w).*)")


_ASKED = {name: _pattern(noun) for name, noun in [("recording", _RECORDING), ("template", _TEMPLATE), ("tip", _TIP)]}
_SEARCH = pattern(
    rf"(?:{_LEAD}\s+(?:{_SMALL}\s+)*|(?:suche?|finde?|search|look)\s+(?:{_SMALL}\s+)*)"
    r"(?:(?:et)?was|irgend(?:et)?was|infos?|informationen|material|something|anything|information)"
    r"\s+(?P<rest>(?:zum|zur|zu|(?:u|ue)ber|about|on|for)\s.+)|(?:finde?|search for|look for)\s+(?P<bare>.+)"
)
_TERM = pattern(
    r"(?:was\s+(?:ist|sind|hei(?:ss|ß)t|bedeutet|bedeuten)|was versteht man unter|erkl(?:a|ae)re?(?: mir| uns)?"
    r"|what(?:\s+is|\s+are|'s)|what does(?=.+\smean\b)|define|explain)\s+(?P<rest>.+?)(?:\s+mean)?"
)
_NO_TERM = {"los", "das", "neu", "neues", "passiert", "heute", "morgen", "jetzt", "hier", "da", "new", "up", "this"}
_OTHER = {"treffen", "termin", "thema", "meeting", "topic", "link", "uhr", "wetter", "weather", "time", "dein", "your"}
_MORE = {"weiter", "und weiter", "noch mehr", "mehr davon", "weitere", "die naechsten", "next page", "show more"}
_ADD = pattern(
    r"(?:bitte\s+|please\s+)?(?:fu?e?ge?|nimm|trage?|add|put)\s+(?:bitte\s+|mal\s+)?"
    r"(?:(?:ein(?:e[n]?)?|die|den|das|an?|the)\s+|(?P<new>neue[nrs]?\s+|new\s+)){1,2}"
    rf"(?P<told>(?:{_RECORDING}|{_TEMPLATE}|{_TIP}|begriff|term)(?!\w).*?)"
    r"(?:\s+(?:hinzu|dazu|auf|ein|(?:in die bibliothek|to the library)(?:\s+auf)?))?[.!]?",
)
_VERB = r"(?P<{0}>freigeben|frei|erneuern|approve|renew)"
_APPROVAL = pattern(
    rf"(?:gib\s+)?(?:den\s+)?tipp?\s+(?:nr\.?\s*)?(?P<n1>#?\d+)\s+{_VERB.format('v1')}"
    rf"|(?:tipp?\s+)?{_VERB.format('v2')}\s+(?:the\s+)?(?:tipp?\s+)?(?P<n2>#?\d+)"
)


def recording(line: str) -> str | None:
    """ "Gibt es eine Aufzeichnung vom letzten Treffen?" → "vom letzten Treffen"."""
    return _words("recording", line)


def template(line: str) -> str | None:
    """ "Hast du eine Vorlage für eine Einladung?" → "Einladung"."""
    return _words("template", line)


def tip(line: str) -> str | None:
    """ "Gib mir bitte einen Tipp zu Kosten" → "Kosten"."""
    return _words("tip", line)


def search(line: str) -> str | None:
    """ "Ich suche etwas zu Kosten" → "Kosten"."""
    match = _SEARCH.fullmatch(plain(line))
    return _told(line, match, "rest" if match["rest"] else "bare") or None if match else None


def term(line: str) -> str | None:
    """ "Was ist ein Bürgerrat?" → "Bürgerrat"."""
    ended = line.rstrip(" ?!.")
    match = _TERM.fullmatch(plain(ended))
    told = _told(ended, match, "rest") if match else None
    said = fold(told or "").split()
    return told if said and len(said) <= 4 and not {*said} & _OTHER and said[0] not in _NO_TERM else None


def more(line: str) -> str | None:
    """ "weiter" asks for the next of a list."""
    return "" if " ".join(fold(_AT_END.sub("", line)).split()) in _MORE else None


def addition(line: str) -> str | None:
    """ "Füge eine neue Aufzeichnung https://… hinzu" → "Aufzeichnung https://…"."""
    match = _ADD.fullmatch(plain(line))
    return line[match.start("told") : match.end("told")].strip() if match else None


def approval(line: str) -> str | None:
    """ "Tipp 2 freigeben" → "tipp 2 freigeben"."""
    match = _APPROVAL.fullmatch(plain(line).rstrip(" .!"))
    if match is None or ("tip" not in match[0].lower()):
        return None
    verb = (match["v1"] or match["v2"]).lower()
    return f"tip {match['n1'] or match['n2']} {'freigeben' if verb == 'frei' else verb}"


def _words(kind: str, line: str) -> str | None:
    match = _ASKED[kind].fullmatch(plain(line))
    if match is None:
        return None
    told = _told(line, match, "rest")
    return "alle" if told == "" and match["all"] else told


def _told(line: str, match: re.Match[str], group: str) -> str | None:
    """The words of a group without what only joins them; None if they are chat."""
    said = _AT_END.sub("", line[match.start(group) : match.end(group)])
    lead = _ABOUT.match(plain(said))
    said = said[lead.end() :] if lead else said
    words = [word.strip(",;:?!.") for word in fold(said).split()]
    return None if len(words) > _MOST_WORDS or {*words} & _CHAT else said.strip()
