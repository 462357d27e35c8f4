"""`!help`: what one can ask, in few lines; and all about one command."""

from __future__ import annotations

from typing import get_args

from commands import _show, discover
from commands._asked import asked
from commands._calendar import coming
from commands._fold import bare
from commands._kit import Ask, Command, Example, Reply, Theme, UserError, command
from commands._texts import code
from storage import Tx

# The order in each line; what is not named here stands behind it.
_FIRST = (
    "next",
    "meetings",
    "calendar",
    "coming",
    "search",
    "recording",
    "template",
    "tip",
    "language",
    "meeting",
    "add",
)
_FILLERS = {"me", "us", "mir", "uns", "bitte", "please"}
_ALL = {"alle", "alles", "all", "everything"}


@command(
    "help",
    "hilfe",
    "?",
    "h",
    ordered=asked("help"),
    examples=[
        Example(
            "!hilfe",
            "Nächstes Treffen: Mittwoch, 2. Dezember, 19:00 Uhr · Kosten im Griff\n"
            "Treffen: !nächstes · !termine · !kalender · !dabei · …\n"
            "Bibliothek: !suche · !aufzeichnung · !vorlage · !tipp · …\n"
            "Sonst: …\n"
            "Mehr zu einem: !hilfe vorlage. …",
        ),
        Example(
            "!help next",
            "!next\nWhen and where the next meeting is.\n…\n"
            "For example: !next 3\nOther names: !nächstes, !termin, !wann, !when, !n",
            language="en",
        ),
        Example("!hilfe termine", "!termine\n…\nSo zum Beispiel: !termine\nHeißt auch: !meetings"),
        Example("!hilfe Tanzen", "Einen Befehl „Tanzen“ habe ich nicht. !hilfe zeigt alle.…", refused=True),
    ],
)
def help_(tx: Tx, ask: Ask) -> Reply:
    """The next meeting and the commands one may use, a line for each theme; or all about the one that is named."""
    word = ask.words.strip(" \"'")
    if not word or {*bare(word).split()} <= _FILLERS:
        return Reply("\n".join((_today(tx, ask), *_themes(ask), ask.say("help-end", group=str(ask.in_group)))))
    if bare(word) in _ALL:
        return Reply("\n".join(f"{_name(one, ask)} · {ask.say(f'{one.name}-help')}" for one in _usable(ask)))
    return Reply(_about(word, ask))


def _themes(ask: Ask) -> list[str]:
    usable = _usable(ask)
    lines = []
    for theme in get_args(Theme):
        names = " · ".join(_name(one, ask) for one in usable if one.theme == theme)
        lines += [ask.say("help-theme", theme=theme, names=names)] if names else []
    return lines


def _name(one: Command, ask: Ask) -> str:
    return code(f"!{one.name_in(ask.language)}")


def _today(tx: Tx, ask: Ask) -> str:
    about = (ask.now, ask.zone, ask.language)
    for meeting in coming(tx, ask.now, 1):
        if meeting.starts <= ask.now:
            return ask.say("help-running", name=meeting.name)
        return ask.say("help-next", when=_show.when(meeting.starts, *about), name=meeting.name)
    return ask.say("help-today", day=_show.day(ask.now, *about))


def _usable(ask: Ask) -> list[Command]:
    commands = [one for one in discover().commands if ask.steers or one.who == "all"]
    places = {name: place for place, name in enumerate((*_FIRST, ""))}
    themes = get_args(Theme)
    return sorted(commands, key=lambda one: (themes.index(one.theme), places.get(one.name, places[""])))


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
        ask.say("help-examples", examples=" · ".join(map(code, examples))),  # a comma may stand in one
        ask.say("help-names", names=", ".join(map(code, others))) if others else "",
    ]
    return "\n".join(line for line in lines if line)
