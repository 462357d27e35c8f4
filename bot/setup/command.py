"""`losbote setup`: the command with its flags."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from bot.terminal import told

# `losbote --help` should not wait for what these need, so they import it themselves.
# ruff: noqa: PLC0415

_LEFT = 130  # the exit code after Ctrl-C


def setup(
    config: Annotated[
        Path | None,
        typer.Option(help="The settings file to write; else the one that is there, or losbote.toml.", readable=False),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing: flags answer, else what is usual.")] = False,
    language: Annotated[str | None, typer.Option(help="de or en.")] = None,
    server: Annotated[str | None, typer.Option(help="Address of signal-cli-rest-api.")] = None,
    number: Annotated[str | None, typer.Option(help="The bot's own number, like +4915112345678.")] = None,
    captcha: Annotated[str | None, typer.Option(help="Registers the number: signalcaptcha://…")] = None,
    voice: Annotated[bool, typer.Option("--voice", help="The code by a call instead of a text message.")] = False,
    code: Annotated[str | None, typer.Option(help="Ends the registration: the six digits that came.")] = None,
    pin: Annotated[
        str | None,
        typer.Option(envvar="LOSBOTE_PIN", help="The PIN to protect the number with; better in the variable."),
    ] = None,
    old_pin: Annotated[
        str | None, typer.Option(envvar="LOSBOTE_OLD_PIN", help="The PIN it has already; better in the variable.")
    ] = None,
    name: Annotated[str | None, typer.Option(help="The name in the profile.")] = None,
    picture: Annotated[str | None, typer.Option(help="A PNG or JPEG for the profile.")] = None,
    group: Annotated[
        list[str] | None, typer.Option(help="A group by id or title; main=…, admin=… or test=… says what it is for.")
    ] = None,
    admin: Annotated[list[str] | None, typer.Option(help="The ACI of an admin.")] = None,
    reminders: Annotated[str | None, typer.Option(help="When groups are reminded: 7d,1d,1h,0; - for never.")] = None,
    tips: Annotated[str | None, typer.Option(help="When tips come, like 'Tue,Fri 10:00'; - for never.")] = None,
    first_filling: Annotated[bool | None, typer.Option(help="Take the tips and terms that come along.")] = None,
    hello: Annotated[bool | None, typer.Option(help="Send a first message.")] = None,
) -> None:
    """Set Losbote up by questions and answers: server, number, groups, admins; can be left and taken up."""
    answers = {
        "language": language, "server": server, "number": number, "captcha": captcha, "by": "2" if voice else None,
        "code": code, "pin": pin, "old-pin": old_pin, "name": name, "picture": picture,
        "group": "\n".join(group or []) or None, "admin": ",".join(admin or []) or None,
        "reminders": reminders, "tips": tips, "first-filling": _word(first_filling), "hello": _word(hello),
    }  # fmt: skip
    with told(), _for_us_alone():
        _talk(config, {flag: answer for flag, answer in answers.items() if answer is not None}, asks=not yes)


@contextmanager
def _for_us_alone() -> Iterator[None]:
    """Lets nobody else on this machine read the files that are made meanwhile."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def _word(answer: bool | None) -> str | None:
    return None if answer is None else "yes" if answer else "no"


def _talk(config: Path | None, given: dict[str, str], *, asks: bool) -> None:
    """The whole conversation; what was answered is kept also when it is left."""
    import logging

    from rich.console import Console

    from bot import logs
    from bot.errors import ServerError
    from bot.settings import PLACES, usual
    from bot.setup.base import Setup
    from bot.setup.kept import Kept
    from bot.setup.steps import go
    from bot.setup.talk import SetupError, Talk
    from bot.terminal import spoken

    logs.configure("text", level=logging.CRITICAL)
    talk = Talk(Console(highlight=False), spoken(), given=given, asks=asks)
    if given.get("language") in ("de", "en"):
        talk.language = "de" if given["language"] == "de" else "en"
    setup = Setup(talk, Kept(config or usual() or PLACES[0]))
    try:
        go(setup)
    except ServerError as error:
        raise SetupError(setup.refused(error)) from error
    except (KeyboardInterrupt, EOFError):
        setup.leave()
        talk.tell("\n" + talk.say("setup-left", config=setup.config))
        raise typer.Exit(_LEFT) from None
