"""Whole sentences about the library → the words that would stand behind the name of a command.

They are read in direct messages, where people also chat. So a sentence must begin as a request does, name what it is
about, and go on with a few words that are no chat; for anything else there is None.
"""

from __future__ import annotations

import re

from commands._fold import chosen, fold
from commands._library.kinds import KINDS
from commands._words import pattern, plain

_HELLO = (
    r"hallo|hi|hey|moin|servus|gr(?:u|ue)(?:e|ß|ss)zi|gr(?:u|ue)(?:ß|ss) (?:gott|dich|euch)|guten (?:morgen|tag|abend)"
    r"|hello|good (?:morning|afternoon|evening)"
)
_GREETING = pattern(
    rf"(?:(?:{_HELLO})(?:\s+(?:zusammen|miteinander|ihr|du|bot|losbote|there|all|everyone))*[\s,.!:-]+)+"
)
_HAVE = r"gibt'?\s?e?s|hast du|habt ihr|is there|are there|do you have|(?:have you )?got"
_LEAD = (
    rf"(?:(?:{_HAVE})|(?:k(?:o|oe)nntest|kannst) du (?:mir|uns)|k(?:o|oe)nnt ihr (?:mir|uns)"
    r"|ich (?:brauche?|suche?|h(?:a|ae)tte gerne?|m(?:o|oe)chte|br(?:a|ae)?uchte)"
    r"|wir (?:brauchen|suchen|h(?:a|ae)tten gerne?|m(?:o|oe)chten|br(?:a|ae)?uchten)"
    r"|wo (?:finde ich|ist|sind|gibt es|liegt|liegen)|zeige? (?:mir|uns)|schicke? (?:mir|uns)|gib (?:mir|uns)"
    r"|where (?:can i find|do i find|is|are)|(?:(?:can|could) you )?(?:please )?(?:show|send|give) (?:me|us)"
    r"|i(?:'m| am) looking for|we(?:'re| are) looking for|i(?:'d| would) like|i need|we need"
    r"|can (?:i|we) (?:have|get|see))"
)
_SMALL = (
    r"(?:bitte|mal|schon|noch|denn|so|auch|hier|ein(?:e[nmrs]?)?|die|das|den|der|alle|mehr|andere[nrs]?|weitere[nrs]?"
    r"|gute[nrs]?|passende[nrs]?|please|an?|the|any|some|all|more|another|other|good)"
)
_NEWEST = r"(?:letzten?|neue?sten?|last|latest|newest)"
_ALL = r"(?:alle|liste (?:der|aller)|welche|was f(?:u|ue)r|all(?: the)?|list of(?: all)?(?: the)?|which|what)"
_NTH = r"(?:(?:erste|zweite|dritte)[nrs]?|first|second|third|\d\d?\.)"
_ANOTHER = r"(?:noch\s+(?:mal\s+)?ein(?:e[n]?)?|another|one more)"
_TO = (
    r"(?:(?:zum thema|zu dem thema|(?:u|ue)ber das thema|on the topic of|about|on|for|f(?:u|ue)r|zum|zur|zu|(?:u|ue)ber"
    r"|nach|mit dem titel|namens|called)\s+)"
)
_THE = r"(?:(?:an?|the|ein(?:e[nmr]?)?|die|das|den|der|dem)\s+)"
_ABOUT = pattern(rf"[\s,:]*(?:(?:{_HAVE})\s+)?{_TO}?{_THE}?")
_JOINED = pattern(rf"[\s,:]*{_TO}{_THE}?")
_CLOSING = r"bitte|please|hier|danke|f(?:ü|ue)r mich|for me|schicken|senden|geben|zeigen"
_AT_END = re.compile(rf"(?<!\w)(?:{_CLOSING}|{_HAVE})\Z", re.IGNORECASE)
_ENDS, _LONGEST_END = " \t\r\n,?!.", 20
_SAID_IN_CHAT = """
    ich du er sie wir ihr mir dir uns euch man ist sind war waren habe hast hat haben hatte kann kannst koennen wird
    i you he she we they it is was were have has had can could will would that dass weil nicht not gut schon denn
"""
_CHAT = frozenset(_SAID_IN_CHAT.split())
_MOST_WORDS = 8

_RECORDING = r"(?:aufzeichnung(?:en)?|aufnahmen?|videos?|mitschnitte?|recordings?)"
_TEMPLATE = r"(?:vorlagen?|muster|dokumente?|formulare?|templates?|documents?)"
_TIP = r"(?:praxis)?(?:tipps?|tips?)"
# Documents that are named by what they are; alone in a line only in one word that can be nothing else.
_PAPER = (
    r"\w{3,}(?:schreiben|briefe?|antr(?:a|ae)ge?|vorlagen?|karten?|pl(?:a|ae)ne?|b(?:o|oe)gen|bl(?:a|ae)tt(?:er)?"
    r"|formulare?|protokolle?|mappen?|gutachten|matrix|verzeichnis|erkl(?:a|ae)rung|hinweise|regeln|berichte?"
    r"|mitteilung(?:en)?|vertr(?:ag|(?:a|ae)ge)|letters?)"
)
_DOCUMENT = (
    rf"(?:{_PAPER}|einladung(?:en)?|antr(?:a|ae)ge?|ausschreibung(?:en)?|satzung(?:en)?|vertrag|drehbuch|leitfaden"
    r"|einwilligung(?:en)?|fragebogen|zeitplan|brief|invitations?|letters?|motions?|questionnaires?|call for tenders?"
    r"|press releases?|(?:information )?sheets?|council papers?|run sheets?|certificates?|consent forms?)"
)


def _pattern(noun: str) -> re.Pattern[str]:
    asked = rf"{_LEAD}\s+(?:{_SMALL}\s+)*(?:{_NEWEST}\s+)?"
    whole = rf"(?P<all>{_ALL}\s+(?:{_SMALL}\s+)*)"
    return pattern(
        rf"(?:bitte\s+|please\s+)?(?:{asked}(?P<nth>{_NTH}\s+)?|{_ANOTHER}\s+|{whole}){noun}(?P<rest>(?!\w).*)"
    )


_ASKED = {name: _pattern(noun) for name, noun in [("recording", _RECORDING), ("template", _TEMPLATE), ("tip", _TIP)]}
_NAMED = pattern(rf"(?:bitte\s+|please\s+)?{_LEAD}\s+(?:{_SMALL}\s+)*(?P<rest>{_DOCUMENT}(?!\w).*)")
_ALONE = pattern(_PAPER)
_SEARCH = pattern(
    rf"(?:{_LEAD}\s+(?:{_SMALL}\s+)*|(?:suche?|finde?|search|look)\s+(?:{_SMALL}\s+)*)"
    r"(?:(?:et)?was|irgend(?:et)?was|infos?|informationen|material|something|anything|information)"
    r"\s+(?P<rest>(?:zum|zur|zu|(?:u|ue)ber|about|on|for)\s.+)|(?:finde?|search for|look for)\s+(?P<bare>.+)"
    rf"|(?:was|what)\s+(?:{_HAVE}|wei(?:ss|ß)t du|steht|can you tell me)\s+(?:{_SMALL}\s+)*"
    r"(?P<about>(?:zum|zur|zu|(?:u|ue)ber|about|on)\s.+)"
)
_COSTS = pattern(
    rf"(?:(?:was|wie ?viel) koste(?:t|n)|wie teuer (?:ist|sind|wird|werden))\s+{_THE}?(?P<de>.+)"
    rf"|(?:how (?:much|expensive) (?:is|are)|(?:how much|what) (?:does|do)(?=.+\scost\b))\s+{_THE}?"
    r"(?P<en>.+?)(?:\s+cost)?"
)
_PICKED = pattern(
    rf"(?:bitte\s+|please\s+)?(?:{_LEAD}|ich (?:nehme|will)|nimm|zeige?|open|(?:i'll |i will )?take)\s+"
    rf"(?P<rest>(?:bitte\s+|please\s+)?(?:(?:die|das|den|the)\s+)?(?:(?:nummer|nr\.?|no\.?|number)\s+)?(?:\d\d?|{_NTH}).*)"
)
_SEVERAL = pattern(r"(?:(?:die|nummer|nr\.?|the|numbers?)\s+)*(?P<numbers>\d\d?(?:\s*(?:,|und|and|\+|&)\s*\d\d?){1,2})")
_BOTH = {"beide", "alle beide", "die beiden", "both", "both of them"}
_EXPLAIN = r"erkl(?:a|ae)re?(?: mir| uns)?(?: bitte| mal| kurz)*"
_REALLY = r"(?:\s+(?:denn|eigentlich|genau|really|exactly))*"
_TERM = pattern(
    rf"(?:was\s+(?:genau\s+)?(?:ist|sind|hei(?:ss|ß)t|bedeutet|bedeuten){_REALLY}|was versteht man unter|{_EXPLAIN}"
    rf"|what(?:\s+is|\s+are|'s){_REALLY}|what does(?=.+\smean\b)|define|explain)\s+(?P<rest>.+?)(?:\s+mean)?"
)
_TERM_LAST = pattern(
    rf"(?:{_EXPLAIN}|(?:(?:kannst|k(?:o|oe)nntest) du|k(?:o|oe)nnt ihr) (?:mir |uns )?(?:bitte |mal |kurz )*"
    r"(?:erkl(?:a|ae)ren|sagen)|wei(?:ss|ß)t du|(?:can|could) you (?:please )?(?:explain|tell me)|do you know)"
    r"[\s,]+(?:was|what)\s+(?P<rest>.+?)\s+(?:ist|sind|hei(?:ss|ß)t|bedeutet|bedeuten|is|are|means?)"
)
_BETWEEN = pattern(
    rf"(?:was\s+ist{_REALLY}|worin (?:liegt|besteht)|wo liegt|{_EXPLAIN}|what(?:\s+is|'s){_REALLY}|explain)\s+"
    r"(?:der|den|the)\s+(?:unterschied|difference)\s+(?:zwischen|between)\s+(?P<rest>.+\s(?:und|and)\s.+)"
)
_NO_TERM = {"los", "das", "neu", "neues", "passiert", "heute", "morgen", "jetzt", "hier", "da", "new", "up", "this"}
_OTHER = {"treffen", "termin", "thema", "meeting", "topic", "link", "uhr", "wetter", "weather", "time", "dein", "your"}
_NO_PAPER = {"treffen", "netzwerktreffen", "termin", "gruppe", "chat", "meeting", "group"}  # "Einladung zum Treffen"
_FURTHER = (
    "weiter; und weiter; noch mehr; mehr davon; weitere; noch welche; die naechsten; die naechsten drei;"
    "naechste seite; und danach; und dann; zeig mehr; zeig mir mehr; gibt es noch mehr; next page; next ones;"
    "the next ones; show more; show me more; and then; any more; is there more"
)
_ONE_MORE = "noch einer; noch einen; noch eins; einen anderen; noch ein anderer; another; another one; one more"
_MORE, ANOTHER = ({one.strip() for one in said.split(";")} for said in (_FURTHER, _ONE_MORE))
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
    return _words("recording", _greeted(line))


def template(line: str) -> str | None:
    """ "Hast du eine Vorlage für eine Einladung?" → "Einladung"; and so for what is no more than a document's name."""
    line = _greeted(line)
    found = _words("template", line)
    if found is not None:
        return found
    alone = line.strip(" ?!.")
    if _ALONE.fullmatch(plain(alone)):
        return alone if KINDS.meant(alone) else None
    match = _NAMED.fullmatch(plain(line))
    told = _told(line, match, "rest") if match else None
    return None if told is None or {*fold(told).strip(" ?!.").split()} & _NO_PAPER else told


def tip(line: str) -> str | None:
    """ "Gib mir bitte einen Tipp zu Kosten" → "Kosten"."""
    return _words("tip", _greeted(line))


def search(line: str) -> str | None:
    """ "Ich suche etwas zu Kosten" → "Kosten"; out of a list "Schick mir die zweite" → "2", "beide" → "1, 2"."""
    line = _greeted(line)
    if match := _SEARCH.fullmatch(plain(line)):
        return _told(line, match, next(group for group in ("rest", "bare", "about") if match[group])) or None
    if match := _COSTS.fullmatch(plain(_trimmed(line))):
        told = _told(line, match, "de" if match["de"] else "en")
        return f"{'Kosten' if match['de'] else 'costs'} {told}" if told else None
    if " ".join(fold(_trimmed(line)).split()) in _BOTH:
        return "1, 2"
    if match := _SEVERAL.fullmatch(plain(_trimmed(line))):
        return ", ".join(re.findall(r"\d+", match["numbers"]))
    match = _PICKED.fullmatch(plain(line))
    picked = chosen(_trimmed(line[match.start("rest") :])) if match else None
    return None if picked is None else str(picked)


def term(line: str) -> str | None:
    """ "Was ist ein Bürgerrat?" → "Bürgerrat"."""
    ended = _greeted(line).rstrip(" ?!.")
    if match := _BETWEEN.fullmatch(plain(ended)):
        return _told(ended, match, "rest")
    match = _TERM_LAST.fullmatch(plain(ended)) or _TERM.fullmatch(plain(ended))
    told = _told(ended, match, "rest") if match else None
    said = fold(told or "").split()
    return told if said and len(said) <= 4 and not {*said} & _OTHER and said[0] not in _NO_TERM else None


def more(line: str) -> str | None:
    """ "weiter" asks for the next of a list, "noch einer" (→ the same) for the next of whatever was last."""
    said = " ".join(fold(_trimmed(line)).split())
    return said if said in ANOTHER else "" if said in _MORE else None


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


def about(words: str) -> str:
    """Words behind the name of a command without what only joins them to it: "zu Moderation bitte" → "Moderation"."""
    said = _trimmed(words)
    lead = _JOINED.match(plain(said))
    return said[lead.end() if lead else 0 :].strip() or words.strip()


def _trimmed(text: str) -> str:
    """The text without what is said at the end of a request: "Kosten habt ihr, bitte?" → "Kosten"."""
    left = text.rstrip(_ENDS)
    while match := _AT_END.search(left, max(len(left) - _LONGEST_END, 0)):
        left = left[: match.start()].rstrip(_ENDS)
    return left


def _greeted(line: str) -> str:
    """The line without a greeting in front."""
    greeting = _GREETING.match(plain(line))
    return line[greeting.end() :] if greeting else line


def _words(kind: str, line: str) -> str | None:
    match = _ASKED[kind].fullmatch(plain(line))
    if match is None:
        return None
    told = _told(line, match, "rest")
    if told == "" and (match["all"] or (match["nth"] and kind != "tip")):
        return "alle" if match["all"] else match["nth"].strip()
    return told


def _told(line: str, match: re.Match[str], group: str) -> str | None:
    """The words of a group without what only joins them; None if they are chat."""
    said = _trimmed(line[match.start(group) : match.end(group)])
    lead = _ABOUT.match(plain(said))
    said = said[lead.end() :] if lead else said
    words = [word.strip(",;:?!.") for word in fold(said).split()]
    return None if len(words) > _MOST_WORDS or {*words} & _CHAT else said.strip()
