"""`!language`: German or English, for a person or for a group."""

from __future__ import annotations

from dataclasses import replace

from commands import _show
from commands._fold import fold
from commands._kit import Ask, Example, Reply, UserError, command
from commands._texts import Language
from storage import Tx

_WORDS: dict[str, Language] = {
    **dict.fromkeys(("de", "deu", "ger", "deutsch", "german"), "de"),
    **dict.fromkeys(("en", "eng", "englisch", "english"), "en"),
}


@command(
    "language",
    "sprache",
    changes=True,
    examples=[
        Example("!sprache", "Hier schreibe ich Deutsch. Englisch geht mit !sprache en."),
        Example("!language", "I write English here. For German, say !language de.", language="en"),
        Example(
            "!sprache englisch", "From now on I will write to you in English. !language de takes you back to German."
        ),
        Example(
            "!language de",
            "Ab jetzt schreibe ich dir auf Deutsch. Zurück zu Englisch geht es mit !sprache en.",
            language="en",
        ),
        Example("!sprache Latein", "Ich kann Deutsch und Englisch, „Latein“ nicht.…", refused=True),
    ],
)
def language(tx: Tx, ask: Ask) -> Reply:
    """Sets the language of the person, or of the group when an admin says so; without a word tells which it is."""
    if not ask.words.strip():
        return Reply(ask.say("language-now"))
    wanted = _WORDS.get(fold(ask.words))
    if wanted is None:
        raise UserError(ask.say("language-wrong", words=_show.shortened(ask.words)))
    if not ask.in_group:
        tx.members.speak(ask.sender, wanted)
        return Reply(replace(ask, language=wanted).say("language-yours"))
    if not ask.admin:
        return Reply(ask.say("language-admins"))
    return _for_group(tx, ask, wanted)


def _for_group(tx: Tx, ask: Ask, wanted: Language) -> Reply:
    group = tx.groups.get(ask.chat)
    if group is None:
        raise LookupError("asked in a group that is not one of ours")
    tx.groups.speak(group.name, wanted)
    return Reply(replace(ask, language=wanted).say("language-ours"))
