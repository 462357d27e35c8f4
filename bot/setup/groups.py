"""The groups that the bot serves: which, what each is for, and in which language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from pydantic import TypeAdapter

from bot.errors import ServerError
from bot.settings import Groups, GroupSettings
from bot.setup.base import Setup
from bot.setup.server import read_language
from bot.setup.talk import BadAnswerError, SetupError
from bot.signal.api import SignalGroup
from bot.values import GroupId
from commands._fold import bare, fold
from storage import StorageError, look

_PURPOSES = ("main", "admin", "test")
_GUESSES = {
    "test": r"\btest",
    "admin": r"admin|orga|koordin|steuer|team|leitung|\bintern(e|er|es)?\b|vorstand|\bkern|sprecher",
}
_WORDS = {
    "main": "main, alle, fuer alle, all, everybody, everyone, for everybody, netzwerk, mitglieder, haupt",
    "admin": "admin, admins, fuer admins, for admins, leitung, orga, steuern, team",
    "test": "test, tests, testen, ausprobieren, zum ausprobieren, probe, try, trying, for trying things out",
}
_GIVEN = re.compile(r"(?:main|admin|test)\d*")  # names that setting up gives, unlike those of one's own
_NONE, _ALL = "-", {"alle", "all", "*"}
_INVITE = re.compile(r"(https://signal\.group/|sgnl://signal\.group/)")
_SPAN = re.compile(r"(\d+)\s*(?:-|–|bis|to)\s*(\d+)")


@dataclass(frozen=True, slots=True)
class _Chosen:
    """A group to serve, and what it is for as far as that was said."""

    group: SignalGroup
    purpose: str = ""


def ask_groups(setup: Setup) -> None:
    """Asks which groups to serve, what each is for and in which language."""
    kept = setup.kept
    chosen = [] if "group" in setup.talk.given else _left(setup)
    if not chosen and (chosen := _chosen(setup)):
        kept.answers["groups"], kept.languages = {}, {}
        kept.chosen = [one.group.id for one in chosen]
    for one in chosen:
        _join(setup, one.group)
    if chosen:
        _stay(setup, {one.group.id for one in chosen})
    for one in chosen:
        _keep(setup, one)
    kept.chosen = []


def _chosen(setup: Setup) -> list[_Chosen]:
    talk = setup.talk
    while True:
        known = sorted(setup.call(lambda account: account.groups()), key=lambda group: group.title.casefold())
        _list(setup, known)
        chosen = talk.ask(talk.say("setup-groups-ask"), partial(_read, setup, known), flag="group", default="")
        if chosen is not None:
            return chosen
        if not talk.asks:
            raise SetupError(talk.say("setup-groups-script"))


def _left(setup: Setup) -> list[_Chosen]:
    """The groups that were chosen when setting up was left, as far as they are still there."""
    known = {group.id: group for group in setup.call(lambda account: account.groups())} if setup.kept.chosen else {}
    return [_Chosen(known[one]) for one in setup.kept.chosen if one in known]


def groups(setup: Setup) -> str:
    """The groups of the settings, by their titles as far as the server knows them; empty if there are none."""
    served, kept = setup.settings.groups, setup.kept
    if served and not kept.titles:
        known = {group.id: group.title for group in setup.call(lambda account: account.groups())}
        kept.titles = {name: known[group.id] for name, group in served.items() if group.id in known}
    named = ", ".join(kept.titles.get(name) or name for name in served)
    return setup.talk.say("setup-groups", count=len(served), groups=named) if served else ""


def _list(setup: Setup, known: list[SignalGroup]) -> None:
    talk = setup.talk
    if not known:
        talk.tell(talk.say("setup-groups-none", number=setup.settings.number))
        return
    lines = [
        talk.say(
            "setup-group", number=number, title=group.title or group.id[:20], people=len(group.people),
            state="in" if group.member else "invited" if group.invited else "out",
        )
        for number, group in enumerate(known, 1)
    ]  # fmt: skip
    talk.tell("\n".join([talk.say("setup-groups-list"), *lines]))


def _read(setup: Setup, known: list[SignalGroup], text: str) -> list[_Chosen] | None:
    """The groups that are meant by their numbers, ids or titles; None to look again, an empty list for none."""
    if text == _NONE:
        return []
    if _INVITE.search(text):
        raise BadAnswerError(setup.talk.say("setup-groups-link", number=setup.settings.number))
    titles = {bare(group.title) for group in known}
    if fold(text) in _ALL - titles:
        return [_Chosen(group) for group in known if group.member or group.invited] or None
    lines = [[line] if bare(_unlabelled(line)) in titles else _parted(line) for line in text.splitlines()]
    found = [_one(setup, part.strip(), known) for line in lines for part in line if part.strip()]
    if len({one.group.id for one in found}) < len(found):
        raise BadAnswerError(setup.talk.say("setup-groups-twice"))
    return found or None


def _one(setup: Setup, text: str, known: list[SignalGroup]) -> _Chosen:
    meant = _unlabelled(text)
    purpose = "" if meant == text else text.partition("=")[0]
    for number, group in enumerate(known, 1):
        if meant in (str(number), group.id, group.internal_id) or bare(meant) == bare(group.title):
            if not group.member and not group.invited:
                break
            return _Chosen(group, purpose)
    else:
        setup.checked(GroupId, meant, setup.talk.say("setup-groups-form", text=meant))
    raise BadAnswerError(setup.talk.say("setup-groups-out", number=setup.settings.number))


def _parted(line: str) -> list[str]:
    """What stands between commas or `und`; mere numbers need none between them, and `1-3` is three."""
    parts = [part.strip() for part in re.split(r"[,;]|\s(?:und|and)\s", line)]
    return [one for part in parts for one in _numbers(part) or [part]]


def _numbers(part: str) -> list[str]:
    """The numbers in "1 2 3" or "1-3"; empty if it is something else."""
    if span := _SPAN.fullmatch(part):
        first, last = int(span[1]), int(span[2])
        return [str(number) for number in range(first, min(last, first + 999) + 1)]
    return part.split() if re.fullmatch(r"[\d\s]+", part) else []


def _unlabelled(text: str) -> str:
    """What names the group, without what it is for (`test=…`)."""
    purpose, _, rest = text.partition("=")
    return rest if rest and purpose in _PURPOSES else text


def _join(setup: Setup, group: SignalGroup) -> None:
    """Takes the invitation to a group."""
    if group.member:
        return
    try:
        setup.call(lambda account: account.join(group.id))
    except ServerError as error:
        told = {"group": group.title, "said": setup.refused(error), "config": setup.config}
        raise SetupError(setup.talk.say("setup-groups-refused", **told)) from error


def _before(setup: Setup) -> Mapping[str, GroupSettings]:
    """The groups that losbote.toml has, by their names there."""
    return TypeAdapter(Groups).validate_python(setup.kept.base.get("groups", {}))


def _stay(setup: Setup, chosen: set[str]) -> None:
    """Asks about groups of losbote.toml that were not chosen; a script keeps those that somebody gave a name."""
    talk, found = setup.talk, setup.kept.answers["groups"]
    for name, group in _before(setup).items():
        if group.id in chosen or name in found:
            continue
        if talk.yes(
            talk.say("setup-groups-stay", group=setup.kept.titles.get(name) or name),
            default=talk.asks or not _GIVEN.fullmatch(name),
        ):
            found[name] = {"id": group.id, "purpose": _purpose_before(setup, name)}


def _keep(setup: Setup, one: _Chosen) -> None:
    """Asks about a group, unless that was done before setting up was left."""
    talk, kept, title = setup.talk, setup.kept, one.group.title
    found = kept.answers.setdefault("groups", {})
    if one.group.id in [group["id"] for group in found.values()]:
        return
    name = next((name for name, group in _before(setup).items() if group.id == one.group.id), "")
    purpose = one.purpose or _purpose(setup, title, _purpose_before(setup, name) or _guess(title))
    language = talk.ask(
        talk.say("setup-group-language", group=title),
        lambda text: read_language(text, talk.say("setup-group-language-form")),
        default=_language_before(setup, one.group.id),
    )
    if not name or (_GIVEN.fullmatch(name) and not name.startswith(purpose)):
        stays = [name for name, group in _before(setup).items() if group.id in kept.chosen]
        name = _free_name(purpose, {*found, *stays})
    found[name] = {"id": one.group.id, "purpose": purpose}
    kept.titles[name], kept.languages[name] = title, language


def _purpose_before(setup: Setup, name: str) -> str:
    before = _before(setup).get(name)
    return "" if before is None else before.purpose or (name if name in _PURPOSES else "main")


def _language_before(setup: Setup, group: str) -> str:
    """The language in which the bot answers there as it is; that of the settings where nothing else was chosen."""
    chosen: dict[str, str | None] = {}
    if setup.kept.base:
        with suppress(StorageError):
            chosen = look(setup.stored().database, lambda tx: {one.id: one.language for one in tx.groups.list()})
    return chosen.get(group) or setup.settings.language


def _purpose(setup: Setup, title: str, guess: str) -> str:
    """What a group is for; a second one for all is asked about."""
    talk = setup.talk
    options = [talk.say("setup-for-main"), talk.say("setup-for-admin"), talk.say("setup-for-test")]
    words = {word: number for number, one in enumerate(_PURPOSES, 1) for word in _WORDS[one].split(", ")}
    while True:
        question = talk.say("setup-for", group=title)
        chosen = _PURPOSES[talk.choose(question, options, default=_PURPOSES.index(guess) + 1, words=words) - 1]
        others = [name for name, group in setup.kept.answers["groups"].items() if group.get("purpose") == "main"]
        if chosen != "main" or not others or not talk.asks:
            return chosen
        other = setup.kept.titles.get(others[0]) or others[0]
        if talk.yes(talk.say("setup-for-both", group=title, other=other), default=False):
            return chosen


def _free_name(purpose: str, taken: set[str]) -> str:
    number = 2
    name = purpose
    while name in taken:
        name, number = f"{purpose}{number}", number + 1
    return name


def _guess(title: str) -> str:
    """What a group is probably for, by its title."""
    return next((purpose for purpose, sign in _GUESSES.items() if re.search(sign, title, re.IGNORECASE)), "main")
