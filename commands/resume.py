"""`!resume`: posts go on after `!hold`, and what was missed is told."""

from __future__ import annotations

from dataclasses import replace

from commands._kit import Ask, Example, Reply, Word, command
from commands._plan.caught import Missed, catch_up, lines
from commands._plan.halt import is_held, to_others
from commands._texts import person
from storage import Tx


@command(
    "resume",
    "weiter",
    who="admin",
    changes=True,
    examples=[
        Example("!weiter", "Es geht weiter.\nVersäumt ist nichts.", after="!notaus"),
        Example("!resume", "It goes on.\nNothing was missed.", language="en", after="!hold"),
        Example("!weiter", "Angehalten ist gerade nichts.…"),
    ],
)
def resume(tx: Tx, ask: Ask) -> Reply:
    """Lets posts go on and tells all admins what comes late and what does not come."""
    if not is_held(tx):
        return Reply(ask.say("resume-none"))
    if _may_turn_a_page(tx, ask):
        return Reply(ask.say("resume-which"))
    missed = catch_up(tx, ask)
    tx.settings.resume()
    tx.audit.add(ask.sender, ask.now, "resume", ask.say("resume-noted"))
    return Reply(_told(ask, ask.say("resume-done"), missed), also=tuple(_words(tx, ask, missed)))


def _may_turn_a_page(tx: Tx, ask: Ask) -> bool:
    """Whether "weiter" was said without a sign while a list is open, the next page of which may be meant."""
    return (
        ask.called == "weiter"
        and ask.typed[:1].isalpha()
        and tx.offers.choice(ask.chat, ask.sender, ask.now) is not None
    )


def _words(tx: Tx, ask: Ask, missed: Missed) -> list[Word]:
    """The same for the other admins, each in their language."""
    return [
        Word(one.chat, _told(theirs, one.say("resume-told", who=person(ask.sender)), missed))
        for one in to_others(tx, ask)
        for theirs in [replace(ask, language=one.language, zone=one.zone)]
    ]


def _told(ask: Ask, opening: str, missed: Missed) -> str:
    return "\n".join([opening, *lines(ask, missed)])
