"""`!help`: what one can ask, in few lines; and all about one command."""

from __future__ import annotations

from commands import _show, discover
from commands._calendar import coming
from commands._fold import bare
from commands._kit import Ask, Command, Example, Reply, UserError, command
from commands._texts import code
from storage import Tx

_FIRST, _LAST = ("next", "meetings", "calendar", "coming", "remind", "pause"), ("language", "help", "about")


@command(
    "help",
    "hilfe",
    "?",
    "h",
    examples=[
        Example(
            "!hilfe",
            "Nächstes Treffen: Mittwoch, 2. Dezember, 19:00 Uhr · Kosten im Griff\n"
            "!nächstes · Sagt, wann und wo das nächste Treffen ist.\n"
            "!termine · Zeigt die nächsten sechs Termine.\n…\n"
            "Mehr zu einem: !hilfe nächstes. Hier geht alles auch ohne !.",
        ),
        Example(
            "!help next",
            "!next\nWhen and where the next meeting is.\n…\n"
            "For example: !next 3\nOther names: !nächstes, !termin, !wann, !n",
            language="en",
        ),
        Example("!hilfe termine", "!termine\n…\nSo zum Beispiel: !termine\nHeißt auch: !meetings"),
        Example("!hilfe Tanzen", "Einen Befehl „Tanzen“ habe ich nicht. !hilfe zeigt alle.…", refused=True),
    ],
)
def help_(tx: Tx, ask: Ask) -> Reply:
    """The next meeting and the commands one may use; or all about the one that is named."""
    word = ask.words.strip(" \"'")
    return Reply(_about(word, ask) if word else _overview(tx, ask))


def _overview(tx: Tx, ask: Ask) -> str:
    names = [code(f"!{one.name_in(ask.language)}") for one in _usable(ask)]
    if ask.in_group:
        return "\n".join((_today(tx, ask), " · ".join(names), ask.say("help-end-group")))
    lines = [f"{name} · {ask.say(f'{one.name}-help')}" for name, one in zip(names, _usable(ask), strict=True)]
    return "\n".join((_today(tx, ask), *lines, ask.say("help-end-direct")))


def _today(tx: Tx, ask: Ask) -> str:
    about = (ask.now, ask.zone, ask.language)
    for meeting in coming(tx, ask.now, 1):
        if meeting.starts <= ask.now:
            return ask.say("help-running", name=meeting.name)
        return ask.say("help-next", when=_show.when(meeting.starts, *about), name=meeting.name)
    return ask.say("help-today", day=_show.day(ask.now, *about))


def _usable(ask: Ask) -> list[Command]:
    commands = [one for one in discover().commands if ask.steers or one.who == "all"]
    order = {name: place for place, name in enumerate((*_FIRST, "", *_LAST))}
    return sorted(commands, key=lambda one: (one.who == "admin", order.get(one.name, order[""])))


def _about(word: str, ask: Ask) -> str:
    wanted = bare(word.lstrip("!./").partition(" ")[0])
    for one in _usable(ask):
        if wanted in map(bare, one.names):
            return _page(one, ask)
    raise UserError(ask.say("help-wrong", words=_show.shortened(word)))


def _page(one: Command, ask: Ask) -> str:
    name = one.name_in(ask.language)
    examples = [e.says for e in one.examples if e.language == ask.language and not e.refused]
    others = [f"!{other}" for other in one.names if other != name]
    lines = [
        ask.say("help-name", name=name),
        ask.say(f"{one.name}-help"),
        ask.say(f"{one.name}-more"),
        ask.say("help-examples", examples=_coded(examples)),
        ask.say("help-names", names=_coded(others)) if others else "",
    ]
    return "\n".join(line for line in lines if line)


def _coded(words: list[str]) -> str:
    return ", ".join(code(word) for word in words)
