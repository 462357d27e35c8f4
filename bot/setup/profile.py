"""The profile: the name that people see, without which no group can be joined, and a picture."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from bot.errors import Refused, Throttled
from bot.setup.base import Setup
from bot.setup.talk import BadAnswerError, UndoneError
from storage import StorageError, look
from storage.settings import PROFILE

NAME = "profile"  # of the step
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff")
_LARGEST = 5 << 20  # bytes of a picture
_LONGEST = 26  # letters of a name, as apps show it


def ask_profile(setup: Setup) -> None:
    """Sets name and picture. Raises UndoneError if the server does not take them."""
    talk = setup.talk
    name = talk.ask(talk.say("setup-profile-name"), lambda text: _name(setup, text), flag="name", default="Losbote")
    picture = talk.ask(
        talk.say("setup-profile-picture"), lambda text: _picture(setup, text), flag="picture", default=""
    )
    try:
        setup.call(lambda account: account.present(name, picture))
    except (Refused, Throttled) as error:
        said = setup.refused(error)
        raise UndoneError(talk.say("setup-profile-failed", said=said, config=setup.config)) from error


def profile(setup: Setup) -> str:
    """That there is one: the server tells nothing of our own, but we know that we have set it."""
    return setup.talk.say("setup-profile")


def mark(number: str) -> str:
    """How the account is kept whose profile has a name: not by its number."""
    return sha256(number.encode()).hexdigest()[:16]


def dressed(setup: Setup) -> bool:
    """Whether an earlier call has set the name for this number."""
    try:
        settings = setup.stored()
        return look(settings.database, lambda tx: tx.settings.get(PROFILE)) == mark(settings.number)
    except (StorageError, OSError):
        return False


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
