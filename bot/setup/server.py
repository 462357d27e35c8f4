"""The first two steps: which language, and where the server is."""

from __future__ import annotations

from bot.errors import NoAnswer, Refused, ServerError, Unreachable
from bot.settings_told import of_terminal
from bot.setup.base import Setup
from bot.setup.talk import BadAnswerError
from bot.values import ServerAddress
from commands._fold import fold
from commands._texts import Language

_WANTED = "json-rpc"
_NAMES: dict[str, Language] = {
    **dict.fromkeys(("de", "deutsch", "german", "dt", "d", "auf deutsch"), "de"),
    **dict.fromkeys(("en", "englisch", "english", "engl", "e", "auf englisch"), "en"),
}


def ask_language(setup: Setup) -> None:
    """Asks in both languages at once."""
    talk = setup.talk
    usual = setup.kept.values.get("language") or of_terminal() or "de"
    talk.language = talk.ask(
        "Deutsch (de) / English (en)?",
        lambda text: read_language(text, "Bitte de oder en. / Please de or en."),
        flag="language",
        default=str(usual),
    )
    setup.kept.answers["language"] = talk.language
    if not setup.kept.done:
        talk.tell(talk.say("setup-welcome", config=setup.config))


def language(setup: Setup) -> str:
    """What was chosen."""
    setup.talk.language = setup.settings.language
    return setup.talk.say("setup-language")


def read_language(text: str, sentence: str) -> Language:
    """The language that is named; else the sentence says what was wanted."""
    if (language := _NAMES.get(fold(text).strip(" ."))) is None:
        raise BadAnswerError(sentence)
    return language


def ask_server(setup: Setup) -> None:
    """Asks until a server answers that Losbote can work with."""
    talk, settings = setup.talk, setup.settings
    talk.tell(talk.say("setup-server-about"))
    talk.ask(talk.say("setup-server-ask"), lambda answer: _take(setup, answer), flag="server", default=settings.server)
    talk.tell(server(setup))


def server(setup: Setup) -> str:
    """Where it is and which version it has; empty if it cannot be worked with any more."""
    try:
        about = setup.try_call(lambda account: account.about())
    except ServerError:
        return ""
    if about.mode != _WANTED or about.too_old:
        return ""
    return setup.talk.say("setup-server", server=setup.settings.server, version=about.version)


def _take(setup: Setup, answer: str) -> None:
    """Keeps the address if the server can be worked with."""
    talk, before = setup.talk, dict(setup.kept.answers)
    address = answer if "://" in answer else f"http://{answer}"
    found = setup.checked(ServerAddress, address, talk.say("setup-server-form", example="http://127.0.0.1:8080"))
    setup.kept.answers["server"] = found
    if setup.settings.server != found:  # what is asked and written is not what counts
        setup.kept.answers = before
        raise BadAnswerError(talk.say("setup-server-variable", server=setup.settings.server))
    if mistake := _mistake(setup, found):
        setup.kept.answers = before
        raise BadAnswerError(mistake)


def _mistake(setup: Setup, address: str) -> str:
    """What is wrong with the server, and what to do about it."""
    say = setup.talk.say
    try:
        about = setup.try_call(lambda account: account.about())
    except Unreachable:
        return say("setup-server-away", server=address)
    except NoAnswer:
        return say("setup-server-other", server=address)
    except Refused as error:
        return say("setup-server-refuses", server=address, said=setup.refused(error))
    except ServerError as error:
        return setup.refused(error)
    if about.mode != _WANTED:
        return say("setup-server-mode", mode=about.mode)
    return say("setup-server-old", version=about.version) if about.too_old else ""
