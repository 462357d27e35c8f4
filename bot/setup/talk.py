"""Questions and answers in the terminal; what a flag says is not asked."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from getpass import getpass
from typing import TypeVar

from rich.console import Console
from rich.text import Text

from bot.errors import LosboteError
from commands._fold import fold
from commands._texts import BOLD, BOLD_END, CODE, CODE_END, Language, Value, plain, say

with suppress(ImportError):
    import readline  # noqa: F401 - without it a terminal takes no line of more than 4,095 characters, and captchas are longer

T = TypeVar("T")

_MARKED = re.compile(f"({BOLD}[^{BOLD_END}]*{BOLD_END}|{CODE}[^{CODE_END}]*{CODE_END})")
_STYLES = {BOLD: "bold", CODE: "cyan"}
_YES = {"j", "ja", "y", "yes"}
_NO = {"n", "nein", "no"}


class SetupError(LosboteError):
    """The setting up cannot go on; the text says why and what to do, in the language of the person."""

    def __init__(self, text: str) -> None:
        super().__init__(plain(text))


class UndoneError(Exception):
    """A step could not be done, but what comes after it can; the text is the sentence that says why."""


class BadAnswerError(Exception):
    """The answer cannot be used; the text is the sentence that says why. It is asked again."""


@dataclass
class Talk:
    """The conversation. `given` is what flags answer, by their name; with `asks` off nothing else is asked."""

    console: Console
    language: Language = "de"
    given: dict[str, str] = field(default_factory=dict)
    asks: bool = True

    def say(self, text_id: str, **values: Value) -> str:
        """A sentence in the language of the person, with its marks."""
        return say(self.language, text_id, **values)

    def tell(self, text: str) -> None:
        """Shows a text; the terminal breaks the lines, so that addresses stay in one piece."""
        self.console.print(_styled(f"\n{text}" if text.startswith(BOLD) else text), soft_wrap=True)

    def ask(
        self,
        question: str,
        check: Callable[[str], T],
        *,
        flag: str = "",
        default: str | None = None,
        hidden: bool = False,
    ) -> T:
        """What `check` makes of the answer; a bad one gets its sentence and the question again.

        Enter means `default`; what is `hidden` is not seen while it is typed. Raises SetupError where nobody can be
        asked.
        """
        given = self.given.pop(flag, None)
        while True:
            try:
                return check((self._answer(question, flag, default, hidden) if given is None else given).strip())
            except BadAnswerError as error:
                if not self.asks:
                    raise SetupError(str(error)) from None
                self.tell(str(error))
                given = None

    def yes(self, question: str, *, flag: str = "", default: bool = True) -> bool:
        """Whether the answer is a yes."""
        keys = self.say("setup-keys", yes="yes" if default else "no")
        return self.ask(f"{question} [{keys}]", lambda answer: self._truth(answer, default), flag=flag, default="")

    def choose(
        self,
        question: str,
        options: list[str],
        *,
        flag: str = "",
        default: int = 1,
        words: Mapping[str, int] | None = None,
    ) -> int:
        """The number of the option that was chosen, counted from 1; `words` (folded) name options as well."""
        if self.asks and flag not in self.given:
            self.tell("\n".join(f"  {number} · {option}" for number, option in enumerate(options, 1)))

        def chosen(answer: str) -> int:
            return (words or {}).get(fold(answer)) or self._number(answer, len(options))

        return self.ask(question, chosen, flag=flag, default=str(default))

    def _answer(self, question: str, flag: str, default: str | None, hidden: bool) -> str:
        if not self.asks:
            if default is None:
                raise SetupError(self.say("setup-flag", question=plain(question), flag=f"--{flag}"))
            return default
        shown = f" [{default}]" if default else ""
        self.tell(f"{question}{shown}")
        try:
            typed = getpass("> ") if hidden and sys.stdin.isatty() else input("> ")
            return typed.strip() or default or ""
        except UnicodeDecodeError:
            return ""

    def _truth(self, answer: str, default: bool) -> bool:
        word = answer.lower()
        if word and word not in _YES | _NO:
            raise BadAnswerError(self.say("setup-yes-or-no"))
        return word in _YES if word else default

    def _number(self, answer: str, most: int) -> int:
        if not answer.isdecimal() or not 1 <= int(answer) <= most:
            raise BadAnswerError(self.say("setup-choose", most=most))
        return int(answer)


def _styled(text: str) -> Text:
    """The text with its marked passages in bold or colour."""
    styled = Text()
    for piece in _MARKED.split(text):
        styled.append(plain(piece), _STYLES.get(piece[:1], ""))
    return styled
