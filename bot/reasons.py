"""Why the operating system refused something, in the language of the sentence in which that stands."""

from __future__ import annotations

import errno
import os

from commands._texts import Language, plain, say

_NAMES = {os.strerror(number): name for number, name in errno.errorcode.items()}


def reason(error: OSError, language: Language) -> str:
    """Why it did not work; in English if it is nothing that happens often."""
    if error.errno is not None and error.errno in errno.errorcode:  # asyncio has words of its own for some
        return worded(os.strerror(error.errno), language)
    return worded(error.strerror or type(error).__name__, language)


def worded(said: str, language: Language) -> str:
    """The same for what the system has said, like "Permission denied"; what is none of its sentences stays."""
    return plain(say(language, "system-reason", name=_NAMES.get(said, ""), said=said))
