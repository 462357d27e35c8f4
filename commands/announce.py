"""`!announce`: admins speak to the groups: write, look, confirm; later edit, delete, correct or say it again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from commands._announce import changing, eyes, meant, report, sending, sentences, taking, timing, unsure, words
from commands._announce.answer import answered
from commands._announce.draft import OFFER, Draft, keep, posted
from commands._announce.fate import RULE, always
from commands._announce.header import written
from commands._announce.writing import TimeUnclear, rewritten
from commands._kit import (
    Ask,
    Audience,
    Example,
    Planned,
    Reply,
    Said,
    Span,
    command,
    listener,
    picker,
    post,
    taker,
    undone,
    why,
)
from storage import Tx
from storage.rows import Change

_STAYS_TRUE = timedelta(hours=24)  # after which an announcement that was held up is not said any more


@command(
    "announce",
    "ansage",
    "ankündigung",
    "ankündigen",
    who="admin",
    changes=True,
    examples=[
        Example(
            "!ansage Das Treffen beginnt heute erst um 19:30 Uhr.",
            "Das geht an …, sobald du ja schreibst oder 👍 gibst:\n\n"
            "Das Treffen beginnt heute erst um 19:30 Uhr.\n— …\n\nnein verwirft, ein neuer Text ersetzt diesen.",
        ),
        Example(
            "!ansage morgen 9 Uhr, dringend: Die Einladungen sind raus.",
            "Das geht am Dienstag, 1. Dezember, 09:00 Uhr an …, wenn du ja schreibst oder 👍 gibst:\n\n"
            "Die Einladungen sind raus.\n…",
        ),
        Example("!ansage gestern 9 Uhr: Zu spät.", "… ist schon vorbei.…", refused=True),
        Example(
            "!announce at 8pm: See you in half an hour.",
            "This goes to … on Monday 30 November, 20:00 (Berlin time), once you say yes or give a 👍:\n\n"
            "See you in half an hour.\n…",
            language="en",
        ),
    ],
    ordered=sentences.announcement,
)
def announce(tx: Tx, ask: Ask) -> Reply:
    """Shows what would be said and asks; or changes what was said."""
    text = written(ask)
    action, rest = words.action(text)
    if action == "edit":
        return changing.editing(tx, ask, rest)
    if action == "delete":
        try:
            return changing.deleting(tx, ask, rest)
        except meant.NotSaid as error:
            return timing.written(tx, ask, text, f"{error} {ask.say('announce-words-new')}")
    if action == "again":
        return timing.again(tx, ask, text, rest)
    if not text and not ask.files and not ask.lost:
        return Reply(report.overview(tx, ask))
    return timing.written(tx, ask, text)


@listener(OFFER, who="admin")
def heard(tx: Tx, ask: Ask, data: dict[str, Any], line: str | None) -> Reply | None:
    """What is said to a preview."""
    keep(tx, ask, Draft.of(data))  # it is the last one again, whatever was stopped meanwhile
    try:
        return answered(tx, ask, data, line, rewritten)
    except TimeUnclear as error:
        return timing.asked(tx, ask, error.draft, error.head, line or "")


@listener(timing.OFFER, who="admin")
def timed(tx: Tx, ask: Ask, data: dict[str, Any], line: str | None) -> Reply | None:
    """When it is to go out."""
    return timing.heard(tx, ask, data, line)


@taker(eyes.EYES, who="admin")
def agreed(tx: Tx, ask: Ask, data: dict[str, Any], yes: bool) -> Reply:
    """Another admin agrees, or does not."""
    agree = changing.agreed if data.get("edits") else sending.agreed
    return agree(tx, ask, data, yes=yes)


@why(eyes.RULE)
def why_agree(_tx: Tx, ask: Ask, _key: str) -> str:
    """Why another admin was asked."""
    return ask.say("why-approval")


@taker(changing.EDIT, who="admin")
def changed(tx: Tx, ask: Ask, data: dict[str, Any], yes: bool) -> Reply:
    """Edits what was shown, or leaves it."""
    return changing.change(tx, ask, data, yes=yes)


@taker(changing.DELETE, who="admin")
def deleted(tx: Tx, ask: Ask, data: dict[str, Any], yes: bool) -> Reply:
    """Deletes what was shown, or leaves it."""
    return changing.delete(tx, ask, data, yes=yes)


@taker(taking.STOP, who="admin")
def held_back(tx: Tx, ask: Ask, data: dict[str, Any], yes: bool) -> Reply:
    """Holds back what is planned, or leaves it."""
    return taking.stopping(tx, ask, data, yes=yes)


@picker(meant.LIST, who="admin")
def picked(tx: Tx, ask: Ask, data: dict[str, Any], number: int) -> Reply:
    """Does what was asked about with the announcement of a number in the list."""
    one = meant.chosen(tx, ask, data, number)
    if data["action"] == "edit":
        return changing.edited(tx, ask, one, data["words"])
    return changing.deletes(tx, ask, one) if data["action"] == "delete" else taking.stop_planned(tx, ask, one)


@taker(unsure.OFFER, who="admin")
def resolved(tx: Tx, ask: Ask, data: dict[str, Any], yes: bool) -> Reply:
    """The author says whether a message is there of which nobody knew."""
    return unsure.resolved(tx, ask, data, yes=yes)


def _anew(tx: Tx, audience: Audience, said: Said) -> str | None:
    """The words that should stand in a group; None if nothing should."""
    one = tx.announcements.get(int(said.key))
    if one is None or audience.chat not in one.groups:
        return None
    return "" if one.poll is not None else posted(one, audience.language)


@post(RULE, rank=1, to="every", anew=_anew)
def announcement(tx: Tx, audience: Audience, span: Span) -> Iterator[Planned]:
    """What was confirmed and is due."""
    for one in tx.announcements.due(span.start, span.end):
        if audience.chat in one.groups:
            yield Planned(
                key=str(one.id),
                due=one.due,
                deadline=min(one.due + _STAYS_TRUE, one.ends or one.due + _STAYS_TRUE),
                text=always(posted(one, audience.language)),
                urgent=one.urgent,
                files=one.files,
                quote=changing.quote(tx, one, audience.chat),
                poll=one.poll,
                policy="ask",
            )


@post(report.RULE, rank=1, to="desks")
def sent(tx: Tx, audience: Audience, span: Span) -> Iterator[Planned]:
    """Tells where an announcement was written what became of it."""
    return report.planned(tx, audience, span)


@post(unsure.RULE, rank=1, to="desks")
def asked(tx: Tx, audience: Audience, span: Span) -> Iterator[Planned]:
    """Asks there whether an announcement is out of which nobody knows."""
    return unsure.planned(tx, audience, span)


@undone("announcements")
def taken_back(tx: Tx, ask: Ask, changes: tuple[Change, ...]) -> Reply:
    """Lets what stands in the groups follow the rows, and says what that means."""
    return taking.undone(tx, ask, changes)
