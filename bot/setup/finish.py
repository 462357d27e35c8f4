"""The last steps: what is said unasked, losbote.toml, the first filling, and a message to see that it works."""

from __future__ import annotations

import socket
from contextlib import closing
from dataclasses import dataclass

from bot.admins import listed
from bot.audiences import keep_groups
from bot.clock import SystemClock
from bot.errors import NoAnswer, ServerError
from bot.handover_way import way
from bot.library.intake import bring, first_filling
from bot.lock import held
from bot.settings import PostSettings, Settings
from bot.setup import times
from bot.setup.base import Setup
from bot.setup.loop import run
from bot.setup.profile import mark
from bot.setup.talk import SetupError
from bot.signal.text import wire
from commands._texts import Language, say
from storage import StorageError, Tx, look, open_storage
from storage.settings import PROFILE

_NEVER = "-"
_PORTS_TRIED = 20


def ask_posts(setup: Setup) -> None:
    """Asks when groups are reminded and when tips come; Enter leaves it as it is."""
    talk, now = setup.talk, setup.settings.posts
    reminders = talk.ask(
        talk.say("setup-reminders"),
        lambda text: times.reminders(text, talk.language),
        flag="reminders",
        default=",".join(now.reminders) or _NEVER,
    )
    tips = talk.ask(
        talk.say("setup-tips"),
        lambda text: times.tips(text, talk.language),
        flag="tips",
        default=times.shown(now.tips, talk.language) or _NEVER,
    )
    chosen: dict[str, object] = {"reminders": reminders, "tips": tips}
    there = {*setup.kept.base.get("posts", {}), *setup.kept.answers.get("posts", {})}
    usual = PostSettings()
    told = {name: value for name, value in chosen.items() if name in there or _listed(getattr(usual, name)) != value}
    if told:
        setup.kept.answers["posts"] = told


def posts(setup: Setup) -> str:
    """That it was asked."""
    return setup.talk.say("setup-posts")


def _listed(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def ask_port(setup: Setup) -> None:
    """Looks for another port where the one of the health page is taken, and says so."""
    talk, settings = setup.talk, setup.settings
    host, _, port = settings.web.rpartition(":")
    if held(setup.kept.path.parent / settings.database) or _free(host, int(port)):
        return
    other = next((one for one in range(int(port) + 1, int(port) + _PORTS_TRIED) if _free(host, one)), 0)
    if not other:
        raise SetupError(talk.say("setup-port-none", port=port))
    talk.tell(talk.say("setup-port", port=port, other=str(other)))
    setup.kept.answers["web"] = f"{host}:{other}"


def _free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.socket(family)) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the bot does
        try:
            tried.bind((host.strip("[]"), port))
        except OSError:
            return False
    return True


def finish(setup: Setup) -> None:
    """Writes losbote.toml, fills the library, sends a message, and says what comes next."""
    talk, kept = setup.talk, setup.kept
    ask_port(setup)
    if kept.path.exists() and not talk.yes(talk.say("setup-overwrite", file=str(kept.path))):
        setup.save()
        talk.tell(talk.say("setup-not-written", file=str(kept.path), config=setup.config))
        return
    copy = setup.write()
    talk.tell(talk.say("setup-written", file=str(kept.path)))
    if copy is not None:
        talk.tell(talk.say("setup-copy", file=str(copy)))
    settings = setup.stored()
    _fill(setup, settings)
    _hello(setup, settings)
    kept.close()
    running, here = held(settings.database), way(setup.kept.path)
    state, start, doctor = "running" if running else "off", here.start(anew=running), here.call("doctor")
    talk.tell(talk.say("setup-next", state=state, way=here.name, start=start, doctor=doctor))
    if not _steered(settings):
        talk.tell(talk.say("setup-no-admin", config=setup.config))


def _steered(settings: Settings) -> bool:
    """Whether anybody can steer the bot: from the settings, or added in the chat."""
    try:
        return bool(look(settings.database, lambda tx: listed(tx, settings)))
    except StorageError:
        return bool(settings.admins)


def _fill(setup: Setup, settings: Settings) -> None:
    """Brings groups and their languages into the database, and tips and terms if that is wanted."""
    talk, now = setup.talk, SystemClock().now()
    try:
        run(_keep(setup, settings))
        if talk.yes(talk.say("setup-filling"), flag="first-filling"):
            with first_filling() as folder:
                talk.tell("\n".join(run(bring(settings, folder, now))))
    except StorageError as error:
        talk.tell(talk.say("database-problem", kind=type(error).__name__, file=str(settings.database), said=str(error)))


async def _keep(setup: Setup, settings: Settings) -> None:
    """Keeps the groups, their languages as they were chosen, and whether we have given the account a name."""
    chosen = setup.kept.languages

    def write(tx: Tx) -> None:
        keep_groups(tx, settings)
        tx.settings.put(PROFILE, mark(settings.number) if "profile" in setup.kept.done else "")
        for group in tx.groups.list():
            spoken = group.language or settings.language
            if (language := chosen.get(group.name, spoken)) != spoken:
                tx.groups.speak(group.name, "en" if language == "en" else "de")

    async with open_storage(settings.database, settings.library) as storage:
        await storage.write(write)


@dataclass(frozen=True, slots=True)
class _Target:
    """Where the first message goes, and how that is called."""

    recipient: str
    named: str
    language: Language


def _hello(setup: Setup, settings: Settings) -> None:
    """Sends one message to where it disturbs nobody."""
    talk, target = setup.talk, _target(setup, settings)
    if target is None or not talk.yes(talk.say("setup-hello-ask", where=target.named), flag="hello"):
        return
    wired = wire(say(target.language, "setup-hello"))
    try:
        setup.try_call(lambda account: account.send(target.recipient, wired))
    except NoAnswer:
        talk.tell(talk.say("setup-hello-unsure"))
    except ServerError as error:
        talk.tell(talk.say("setup-hello-failed", said=setup.refused(error), config=setup.config))
    else:
        talk.tell(talk.say("setup-hello-sent"))


def _target(setup: Setup, settings: Settings) -> _Target | None:
    """The test group, else the first admin alone."""
    for name, group in settings.groups.items():
        if settings.purpose(name) == "test":
            spoken: Language = "en" if setup.kept.languages.get(name, settings.language) == "en" else "de"
            return _Target(group.id, setup.kept.titles.get(name, name), spoken)
    if settings.admins:
        return _Target(settings.admins[0], setup.talk.say("setup-hello-admin"), settings.language)
    return None
