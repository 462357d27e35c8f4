"""Whole sentences about the meetings, the bot and oneself → the words that would stand behind the name of a command.

Like those about the library (`_library/sentences.py`) they are read where no prefix is needed, and people chat there,
too: only what can be meant in no other way is taken, and for anything else there is None.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from commands._fold import fold

Asked = Callable[[str], str | None]

_FORE = (
    r"(?:(?:hallo|hi|hey|moin|hello|sag mal|weisst du|weiss jemand|kannst du mir sagen|do you know|can you tell me"
    r"|und|and|also|so|ach|oh|sorry|leider|unfortunately|bitte|please) )*"
)
_AFT = r"(?: (?:bitte|please|denn|eigentlich|danke|thanks|leider|unfortunately|diesmal|this time))*"
_IT = r"(?:treffen|termin|austausch|netzwerktreffen|meeting|call|mal|time|one)"
_NEXT_DE = rf"(?:(?:beim|das|am|im|zum|fuer das|auf dem|des) )?(?:(?:naechste[nsmr]?|kommende[nsmr]?) )?{_IT}s?"
_NEXT_EN = rf"(?:(?:at|in|on|for|of|to) )?(?:(?:the|our|your) )?(?:(?:next|coming) )?{_IT}"
_NEXT = rf"(?: (?:{_NEXT_DE}|{_NEXT_EN}|diesmal|heute(?: abend)?|morgen(?: abend)?|today|tonight|tomorrow))?"
_LINK = r"(?:(?:zoom|meeting|video|einwahl|zugangs|teilnahme)[ -]?)?(?:link|zugangsdaten|einwahldaten|zugang)"
_WANT = r"(?:wo (?:ist|finde ich|steht)|wie (?:ist|lautet)|hast du|habt ihr|gibt es|ich (?:brauche|suche)|schicke? mir)"
_NOT = r"(?:(?:leider|diesmal|doch) )*(?:es )?(?:(?:leider|diesmal|doch) )*nicht"
_MONTH = r"(?:jan|feb|maerz|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|dez|dec)[a-z]*"
_THERE = r"(?:ist|gibt es|haben wir|habt ihr|is there|are there|do we have)"
_THEN = rf"(?:(?:im|in) )?(?:(?:naechste[ns]|diese[ms]) jahr|next year|this year|{_MONTH})"
_DAY = r"(?: (?:am|on|zum|im|in) (?P<day>[^?!]{1,40}))?"

_SENTENCES = {
    "next": (
        rf"worum (?:geht|gehts|dreht)(?: (?:es|sich))?(?: (?:da|dabei|eigentlich))?{_NEXT}",
        rf"(?:was (?:ist|wird|waere)|wie lautet) das thema{_NEXT}",
        rf"(?:welches|was fuer ein) thema (?:haben wir|hat|ist|kommt|gibt es)(?: (?:dran|wir|es))?{_NEXT}",
        rf"(?:ueber was|worueber) (?:reden|sprechen) wir{_NEXT}",
        rf"was (?:steht|liegt){_NEXT} an",
        rf"was (?:machen|besprechen) wir{_NEXT}",
        rf"wer (?:spricht|redet|referiert|traegt vor|haelt (?:den|einen) vortrag|ist (?:eingeladen|zu gast)){_NEXT}",
        rf"{_WANT} (?:(?:mal|noch) )?(?:den|der|einen|die) {_LINK}{_NEXT}",
        rf"{_LINK}(?: (?:zum|fuer das|to the|for the)(?: (?:naechsten?|next))? {_IT})?",
        rf"wie (?:kann|koennen) (?:ich|wir|man){_NEXT}(?: da)? (?:teilnehmen|mitmachen|dabei sein|dazukommen)",
        rf"wie (?:nehme ich|nimmt man|nehmen wir){_NEXT} teil",
        r"wie komme ich (?:da |dort )?(?:rein|hinein|dazu|zum treffen|zur sitzung|in das treffen|ins treffen)",
        rf"um (?:wie ?viel|welche) uhr (?:ist|geht es|beginnt|faengt|treffen wir uns){_NEXT}(?: (?:es|los|an))*",
        rf"wie lange (?:ist es )?noch bis{_NEXT}",
        rf"what(?:s| is| will be) (?:the |our )?(?:next )?(?:topic|subject|theme){_NEXT}",
        rf"what (?:do|will|are|shall) we (?:going to )?(?:talk|talking|speak|discuss|discussing)(?: about)?{_NEXT}",
        rf"what(?:s| is) (?:it|{_NEXT_EN}) about",
        rf"what(?:s| is) (?:on|planned|coming up){_NEXT}",
        rf"who(?:s speaking| speaks| is speaking| will speak| talks| is talking| presents| is presenting){_NEXT}",
        rf"who (?:is|are) the (?:guests?|speakers?){_NEXT}",
        rf"(?:(?:where|what) is|wheres|whats|do you have|can i have|i need|send me) (?:the |a )?{_LINK}{_NEXT}",
        rf"how (?:do|can) (?:i|we) (?:join|take part|participate|get in|attend){_NEXT}",
        rf"(?:at )?what time (?:is {_NEXT_EN}|does (?:it|{_NEXT_EN}) (?:start|begin)|do we (?:meet|start)){_NEXT}",
    ),
    "about": (
        r"wer bist du(?: ueberhaupt)?",
        r"was bist du(?: fuer (?:einer|ein bot))?",
        r"bist du (?:(?:ein|eine|der) )?(?:bot|mensch|maschine|ki|roboter|echt)",
        r"(?:who|what) are you",
        r"are you (?:(?:a|an|the) )?(?:bot|human|robot|machine|person|real|ai)",
    ),
    "help": (
        r"was kannst du(?: (?:alles|so|denn))*(?: fuer (?:mich|uns) (?:tun|machen)| machen)?",
        r"was machst du(?: (?:alles|so|hier))*",
        r"wie (?:funktionierst du|funktioniert das(?: hier)?|geht das hier|bediene ich dich)",
        r"was kann (?:ich|man)(?: dich)?(?: (?:alles|hier))* (?:fragen|machen|tun)",
        r"(?:wobei|womit|wie) kannst du (?:mir|uns) helfen",
        r"(?:kannst du mir|koenntest du mir) helfen|hilf mir|ich brauche hilfe",
        r"what can you do(?: for (?:me|us))?|what do you do",
        r"how do (?:you work|i use you)|how does this work",
        r"what can i (?:ask|do)(?: (?:you|here))?",
        r"(?:can|could) you help me|help me|i need help|how can you help(?: (?:me|us))?",
    ),
    "meetings": (
        rf"(?:{_THERE} )?(?:(?:ein|noch ein|any|an?) )?{_IT}s? {_THEN}",
        rf"{_THERE} {_THEN} (?:noch )?(?:ein |eins|{_IT})+",
    ),
    "coming": (
        rf"(?:ich )?bin (?:(?:gerne?|auch|wieder|natuerlich|{_NEXT_DE}) )*dabei{_DAY}",
        r"(?:ich )?bin (?:am|zum|im) (?P<day>[^?!]{1,40}?)(?: (?:gerne?|auch|wieder))* dabei",
        rf"ich (?:nehme (?:gerne? )?teil|werde (?:da|dabei) sein|werde (?:teilnehmen|kommen)){_DAY}",
        rf"i(?:ll| will) (?:be there|come|join|attend|take part){_DAY}",
        rf"(?:im|i am) (?:in|coming|joining){_DAY}",
        r"count me in",
    ),
    "not coming": (
        rf"ich (?:kann|werde) {_NOT} (?:kommen|dabei sein|teilnehmen){_DAY}",
        rf"ich kann (?:am|zum) (?P<day>[^?!]{{1,40}}?) {_NOT}(?: (?:kommen|dabei sein|teilnehmen))?",
        rf"ich (?:schaffe|schaffs) (?:es )?{_NOT}{_DAY}",
        rf"ich (?:bin (?:leider )?verhindert|muss (?:leider )?absagen|sage (?:leider )?ab){_DAY}",
        rf"(?:ich )?bin (?:{_NEXT_DE} )?{_NOT} dabei{_DAY}",
        rf"i (?:cant|cannot|wont|will not|am not able to) (?:make it|come|be there|join|attend|take part){_DAY}",
        rf"(?:im|i am) not (?:coming|joining|in){_DAY}",
        r"count me out",
    ),
    "no reminders": (
        r"(?:bitte )?keine (?:eigenen )?erinnerung(?:en)? mehr",
        r"(?:bitte )?hoere? (?:bitte )?auf mich zu erinnern",
        r"erinnere? mich (?:bitte )?nicht mehr(?: daran)?",
        r"(?:stelle?|schalte?) (?:bitte )?(?:meine|die|alle) erinnerungen (?:ab|aus)",
        r"(?:please )?stop reminding me|no more reminders",
        r"(?:please )?dont remind me(?: any ?more)?",
        r"(?:please )?(?:turn|switch) off (?:(?:my|the|all) )*reminders|(?:turn|switch) (?:my|the) reminders off",
    ),
    "newest recording": (
        rf"ich hab(?:e)? (?:das|den) (?:letzten?|letztes|heutigen?|gestrigen?) {_IT}(?: leider)? ver(?:passt|saeumt)",
        rf"was (?:war|ist passiert|gab es|habe ich verpasst) (?:beim|im) letzten {_IT}|was habe ich verpasst",
        rf"(?:i|we) missed (?:the |our |your )?(?:last|latest|previous) {_IT}",
        rf"what (?:did i miss|happened)(?: (?:at|in) (?:the )?last {_IT}| last time)?",
    ),
}
_READ = {
    what: re.compile("|".join(f"(?:{one})".replace("?P<day>", f"?P<day{n}>") for n, one in enumerate(sentences)))
    for what, sentences in _SENTENCES.items()
}
_MARKS = re.compile(r"[?!,;:]|(?<=[a-z])\.(?=\s|$)")  # a date keeps its full stops
_AROUND = re.compile(rf"{_FORE}(?P<line>.*?){_AFT}")


def asked(what: str, words: str = "") -> Asked:
    """Understands the sentences of this kind, as `ordered` of a command: `words`, and the day that is named."""

    def read(line: str) -> str | None:
        plain = _MARKS.sub(" ", fold(line).replace("'", ""))
        match = _AROUND.fullmatch(" ".join(plain.split()))
        found = _READ[what].fullmatch(match["line"]) if match else None
        if found is None:
            return None
        day = next((text for name, text in found.groupdict().items() if text), "")
        return f"{words} {day}".strip()

    return read


def either(*ways: Asked) -> Asked:
    """Understands what one of these does; the first one that does so says how."""
    return lambda line: next((words for way in ways if (words := way(line)) is not None), None)
