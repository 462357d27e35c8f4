"""The bot's number: one the server knows, one that is registered now, or one of an account that it is linked to."""

from __future__ import annotations

import io
import re
import time

import segno
from rich.text import Text

from bot.errors import Refused, ServerError, Throttled
from bot.setup import profile
from bot.setup.base import Setup
from bot.setup.talk import BadAnswerError, SetupError

PUZZLE = "https://signalcaptchas.org/registration/generate.html"
_NATIONAL = re.compile(r"0[1-9][0-9]{5,12}")
_COUNTRIES = {"Europe/Berlin": "49", "Europe/Busingen": "49", "Europe/Vienna": "43", "Europe/Zurich": "41"}
_EXAMPLE = "+4915112345678"
_NUMBER = re.compile(r"\+[1-9][0-9]{6,14}")
_PAUSE, _PATIENCE = 2.0, 120.0  # seconds between two looks whether a device was linked, and until we ask
_DEVICE = "Losbote"
_SENT = "code sent"  # a step of its own, since the code may come when setting up was left
_UNLOCKED = "no pin yet"  # the number is registered, and the PIN is still to be asked for


def ask_number(setup: Setup) -> None:
    """Asks for the number, and makes it an account of the server if it is none."""
    talk = setup.talk
    known = _accounts(setup)
    talk.tell(talk.say("setup-number-about", count=len(known), numbers=", ".join(known)))
    default = setup.kept.values.get("number") or (known[0] if known else None)
    number = talk.ask(talk.say("setup-number-ask"), lambda text: _number(setup, text), flag="number", default=default)
    if number != setup.kept.values.get("number"):
        setup.kept.forget(profile.NAME)
    setup.kept.answers["number"] = number
    while setup.kept.answers["number"] not in _accounts(setup):
        _make(setup)
    if _UNLOCKED in setup.kept.done:
        _lock(setup)
    talk.tell(talk.say("setup-number", number=setup.kept.answers["number"]))


def number(setup: Setup) -> str:
    """The number, if the server has it."""
    chosen = setup.settings.number
    return setup.talk.say("setup-number", number=chosen) if chosen in _accounts(setup) else ""


def _accounts(setup: Setup) -> tuple[str, ...]:
    return setup.call(lambda account: account.about()).accounts


def _number(setup: Setup, text: str) -> str:
    digits = re.sub(r"\(0\)|[\s()/.-]", "", text)  # in +49 (0)151 … the nought is not dialled
    digits = f"+{digits[2:]}" if digits.startswith("00") else digits
    if _NATIONAL.fullmatch(digits):
        digits = _abroad(setup, digits[1:])
    if not _NUMBER.fullmatch(digits):
        raise BadAnswerError(setup.talk.say("setup-number-form", example=_EXAMPLE))
    return digits


def _abroad(setup: Setup, digits: str) -> str:
    """The number with its country, which is asked for; a script has to write it."""
    talk, country = setup.talk, _COUNTRIES.get(setup.settings.zone, "")
    if not talk.asks:
        raise BadAnswerError(talk.say("setup-number-form", example=f"+{country}{digits}" if country else _EXAMPLE))
    meant = f"+{country} {digits[:3]} {digits[3:]}"
    if not country or not talk.yes(talk.say("setup-number-meant", number=meant)):
        country = talk.ask(talk.say("setup-number-country"), lambda text: _country(setup, text))
    return f"+{country}{digits}"


def _country(setup: Setup, text: str) -> str:
    code = text.replace(" ", "").removeprefix("+").removeprefix("00")
    if not re.fullmatch(r"[1-9][0-9]{0,2}", code):
        raise BadAnswerError(setup.talk.say("setup-country-form"))
    return code


def _make(setup: Setup) -> None:
    """Registers or links, whichever is wanted, or takes another number."""
    talk, chosen = setup.talk, setup.kept.answers["number"]
    if not talk.asks:
        _unasked(setup)
        return
    talk.tell(talk.say("setup-number-unknown", number=chosen))
    waits = _SENT in setup.kept.done
    ways = [*(["setup-way-code"] if waits else []), "setup-way-register", "setup-way-link", "setup-way-other"]
    way = ways[talk.choose(talk.say("setup-way"), [talk.say(one) for one in ways]) - 1]
    if way == "setup-way-register":
        _register(setup)
    elif way == "setup-way-code":
        _verify(setup)
    elif way == "setup-way-link":
        _link(setup)
    else:
        check = lambda text: _number(setup, text)  # noqa: E731 - one line, used once
        setup.kept.answers["number"] = talk.ask(talk.say("setup-number-ask"), check)
        setup.kept.forget(_SENT)


def _unasked(setup: Setup) -> None:
    """What a script does: it asks for the code with --captcha, and comes again with --code."""
    given, talk = setup.talk.given, setup.talk
    if "code" in given:
        _verify(setup)
    elif "captcha" in given:
        _register(setup, verify=False)
        raise SetupError(talk.say("setup-code-next", config=setup.config))
    else:
        raise SetupError(talk.say("setup-number-script", number=setup.kept.answers["number"], address=PUZZLE))


def _register(setup: Setup, *, verify: bool = True) -> None:
    talk = setup.talk
    if "captcha" not in talk.given:
        talk.tell(talk.say("setup-captcha", address=PUZZLE))
    captcha = talk.ask(talk.say("setup-captcha-ask"), lambda text: _captcha(setup, text), flag="captcha")
    ways = [talk.say("setup-by-text"), talk.say("setup-by-voice")]
    voice = talk.choose(talk.say("setup-by"), ways, flag="by") == 2
    try:
        setup.call(lambda account: account.register(captcha, voice=voice))
    except (Refused, Throttled) as error:
        _failed(setup, "setup-register-failed", error)
        return
    setup.kept.done.append(_SENT)
    setup.save()
    if verify:
        _verify(setup)


def _captcha(setup: Setup, text: str) -> str:
    if not text.startswith("signalcaptcha://"):
        raise BadAnswerError(setup.talk.say("setup-captcha-form"))
    return text


def _verify(setup: Setup) -> None:
    """Takes the code; a wrong one leads back to the ways there are."""
    talk = setup.talk
    code = talk.ask(talk.say("setup-code"), lambda text: _code(setup, text), flag="code")
    old = talk.ask(talk.say("setup-pin-old"), lambda text: text, flag="old-pin", default="", hidden=True)
    try:
        setup.call(lambda account: account.verify(code, old))
    except (Refused, Throttled) as error:
        _failed(setup, "setup-code-failed", error)
        return
    setup.kept.forget(_SENT)
    setup.kept.forget(profile.NAME)  # the account is new, and nobody's name is on it
    setup.kept.done.append(_UNLOCKED)
    setup.save()


def _code(setup: Setup, text: str) -> str:
    code = re.sub(r"[\s-]", "", text)
    if not re.fullmatch(r"[0-9]{6}", code):
        raise BadAnswerError(setup.talk.say("setup-code-form"))
    return code


def _lock(setup: Setup) -> None:
    """Sets a PIN, so that nobody can take the number over who gets hold of it."""
    talk = setup.talk
    talk.tell(talk.say("setup-pin-about"))
    twice = talk.asks and "pin" not in talk.given  # nobody sees what is typed
    pin = talk.ask(talk.say("setup-pin"), lambda text: _pin(setup, text, twice), flag="pin", default="", hidden=True)
    if pin:
        try:
            setup.call(lambda account: account.lock(pin))
        except (Refused, Throttled) as error:
            talk.tell(talk.say("setup-pin-failed", said=setup.refused(error)))
    setup.kept.forget(_UNLOCKED)


def _pin(setup: Setup, text: str, twice: bool) -> str:
    talk = setup.talk
    if text and not re.fullmatch(r"[0-9]{4,20}", text):
        raise BadAnswerError(talk.say("setup-pin-form"))
    if text and twice and talk.ask(talk.say("setup-pin-again"), lambda again: again, default="", hidden=True) != text:
        raise BadAnswerError(talk.say("setup-pin-unlike"))
    return text


def _link(setup: Setup) -> None:
    """Shows a QR code, and waits until the account is there."""
    talk = setup.talk
    talk.tell(talk.say("setup-link-about"))
    if not talk.yes(talk.say("setup-link-sure"), default=False):
        return
    before = _accounts(setup)
    try:
        address = setup.call(lambda account: account.link(_DEVICE))
    except (Refused, Throttled) as error:
        _failed(setup, "setup-link-failed", error)
        return
    picture = io.StringIO()
    segno.make(address, micro=False).terminal(out=picture, compact=True)
    talk.console.print(Text(picture.getvalue(), style="bright_white on black"), soft_wrap=True)  # in any theme
    talk.tell(talk.say("setup-link-scan"))
    if linked := _linked(setup, set(before)):
        setup.kept.answers["number"] = linked
        setup.kept.forget(profile.NAME)
    else:
        talk.tell(talk.say("setup-link-late"))


def _linked(setup: Setup, before: set[str]) -> str:
    """The number of the account that came; empty if none came in time."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        if new := sorted(set(_accounts(setup)) - before):
            return new[0]
        time.sleep(_PAUSE)
    return ""


def _failed(setup: Setup, text_id: str, error: ServerError) -> None:
    """Tells why Signal did not take it; a script ends here."""
    sentence = setup.talk.say(text_id, said=setup.refused(error))
    if not setup.talk.asks:
        raise SetupError(sentence)
    setup.talk.tell(sentence)
