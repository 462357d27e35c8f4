"""The profile, and the groups that the bot serves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bot.errors import Refused, ServerError, Throttled
from bot.setup.base import Setup
from bot.setup.server import LANGUAGE_NAMES
from bot.setup.talk import BadAnswerError, SetupError
from bot.signal.api import SignalGroup
from bot.values import GroupId
from commands._texts import LANGUAGES

_PURPOSES = ("main", "admin", "test")
_GUESSES = {"test": r"\btest", "admin": r"admin|orga|koordin|steuer|team"}
_NONE = "-"
_INVITE = re.compile(r"(https://signal\.group/|sgnl://signal\.group/)")
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff")
_LARGEST = 5 << 20  # bytes of a picture
_LONGEST = 26  # letters of a name, as apps show it


@dataclass(frozen=True, slots=True)
class _Chosen:
    """A group to serve, and what it is for as far as that was said."""

    group: SignalGroup
    purpose: str = ""


def ask_profile(setup: Setup) -> None:
    """Sets the name that people see, without which no group can be joined, and a picture."""
    talk = setup.talk
    name = talk.ask(talk.say("setup-profile-name"), lambda text: _name(setup, text), flag="name", default="Losbote")
    picture = talk.ask(
        talk.say("setup-profile-picture"), lambda text: _picture(setup, text), flag="picture", default=""
    )
    try:
        setup.call(lambda account: account.present(name, picture))
    except (Refused, Throttled) as error:
        talk.tell(talk.say("setup-profile-failed", said=setup.refused(error), config=setup.config))


def profile(setup: Setup) -> str:
    """That there is one; the server tells nothing of our own."""
    return setup.talk.say("setup-profile")


def _name(setup: Setup, text: str) -> str:
    if not 1 <= len(text) <= _LONGEST:
        raise BadAnswerError(setup.talk.say("setup-profile-form", most=_LONGEST))
    return text


def _picture(setup: Setup, text: str) -> bytes | None:
    if not text:
        return None
    path = Path(text).expanduser()
    try:
        data = path.read_bytes() if path.stat().st_size <= _LARGEST else b""
    except OSError:
        data = b""
    if not data.startswith(_PICTURES):
        raise BadAnswerError(setup.talk.say("setup-picture-form", file=text))
    return data


def ask_groups(setup: Setup) -> None:
    """Asks which groups to serve, what each is for and in which language."""
    kept = setup.kept
    chosen = [] if "group" in setup.talk.given else _left(setup)
    if not chosen and (chosen := _chosen(setup)):
        kept.answers["groups"], kept.titles, kept.languages = {}, {}, {}
        kept.chosen = [one.group.id for one in chosen]
    for one in chosen:
        _join(setup, one.group)
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
    titles = {group.title.casefold() for group in known}
    lines = [[line] if _bare(line).casefold() in titles else _parted(line) for line in text.splitlines()]
    found = [_one(setup, part.strip(), known) for line in lines for part in line if part.strip()]
    if len({one.group.id for one in found}) < len(found):
        raise BadAnswerError(setup.talk.say("setup-groups-twice"))
    return found or None


def _one(setup: Setup, text: str, known: list[SignalGroup]) -> _Chosen:
    meant = _bare(text)
    purpose = "" if meant == text else text.partition("=")[0]
    for number, group in enumerate(known, 1):
        if meant in (str(number), group.id, group.internal_id) or meant.casefold() == group.title.casefold():
            if not group.member and not group.invited:
                break
            return _Chosen(group, purpose)
    else:
        setup.checked(GroupId, meant, setup.talk.say("setup-groups-form", text=meant))
    raise BadAnswerError(setup.talk.say("setup-groups-out", number=setup.settings.number))


def _parted(line: str) -> list[str]:
    """What stands between commas or `und`; mere numbers need none between them."""
    return line.split() if re.fullmatch(r"[\d\s]+", line) else re.split(r"[,;]|\s(?:und|and)\s", line)


def _bare(text: str) -> str:
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


def _keep(setup: Setup, one: _Chosen) -> None:
    """Asks about a group, unless that was done before setting up was left."""
    talk, kept, title = setup.talk, setup.kept, one.group.title
    found = kept.answers.setdefault("groups", {})
    if one.group.id in [group["id"] for group in found.values()]:
        return
    purposes = [talk.say("setup-for-main"), talk.say("setup-for-admin"), talk.say("setup-for-test")]
    if not (purpose := one.purpose):
        guess = _PURPOSES.index(_guess(title)) + 1
        purpose = _PURPOSES[talk.choose(talk.say("setup-for", group=title), purposes, default=guess) - 1]
    language = talk.ask(
        talk.say("setup-group-language", group=title),
        lambda text: _language(setup, text),
        flag="",
        default=setup.settings.language,
    )
    name = purpose if purpose not in found else f"{purpose}{len(found) + 1}"
    found[name] = {"id": one.group.id, "purpose": purpose}
    kept.titles[name], kept.languages[name] = title, language


def _language(setup: Setup, text: str) -> str:
    if (language := LANGUAGE_NAMES.get(text.lower(), text.lower())) not in LANGUAGES:
        raise BadAnswerError(setup.talk.say("setup-group-language-form"))
    return language


def _guess(title: str) -> str:
    """What a group is probably for, by its title."""
    return next((purpose for purpose, sign in _GUESSES.items() if re.search(sign, title, re.IGNORECASE)), "main")
