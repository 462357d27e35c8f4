"""`!privacy`, `!mydata` and `!forgetme`: what is stored of a person, a copy of it, and its end."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC
from typing import Any

from commands._fold import fold
from commands._kit import Ask, Example, Reply, UserError, command, taker
from storage import Tx
from storage.content import File
from storage.offers import Offer
from storage.people import Traces

_OFFER = "forget"
_LINK = re.compile(r"[\s,.;:!?]+")
# What may stand behind the names without making them mean something else.
_MINE = {
    *("mich", "mir", "me", "my", "meine", "mein", "daten", "data", "alles", "alle", "all", "everything"),
    *("ueber", "about", "von", "of", "zu", "on", "bitte", "please", "jetzt", "now"),
}
_ASKS = re.compile(
    r"(?:was|welche daten) (?:weisst|speicherst|hast) du (?:alles )?(?:ueber|von|zu) mi(?:r|ch)(?: gespeichert)?"
    r"|what (?:do you|data do you) (?:know|store|keep|have) (?:about|of|on) me"
)
_ENDS = re.compile(
    r"(?:bitte )?(?:loesche?|vergiss) (?:bitte )?(?:(?:alle )?meine daten|alles (?:ueber|von) mi(?:r|ch))"
    r"|(?:please )?(?:delete|erase|forget) (?:(?:all )?my data|everything about me)"
)


def _sentence(pattern: re.Pattern[str], line: str) -> str | None:
    """Words that change nothing if the line is this whole sentence."""
    return "alles" if pattern.fullmatch(" ".join(_LINK.split(fold(line))).strip()) else None


@command(
    "privacy",
    "datenschutz",
    "dsgvo",
    "gdpr",
    strangers=True,
    examples=[
        Example(
            "!datenschutz", "Datenschutz\nIch speichere von dir: …\n…!daten zeigt dir alles, was ich von dir habe, …"
        ),
        Example("!privacy", "Privacy\nOf you I store …\n…!mydata shows you all that …", language="en"),
    ],
)
def privacy(_: Tx, ask: Ask) -> Reply:
    """The page on privacy in short, and where the whole of it is."""
    more = ask.say("privacy-page", address=ask.privacy) if ask.privacy else ask.say("privacy-admins")
    return Reply("\n".join([ask.say("privacy-heading"), ask.say("privacy-text"), more]))


@command(
    "mydata",
    "daten",
    "meine daten",
    "my data",
    strangers=True,
    ordered=lambda line: _sentence(_ASKS, line),
    examples=[
        Example(
            "!daten",
            "…Was ich von dir gespeichert habe\n…Alles im Einzelnen steht in der Datei.…",
            after="!erinnern 1 Tag",
        ),
        Example("!mydata", "…What I have stored of you\n…The file has all of it in detail.…", language="en"),
        Example(
            "!daten des nächsten Treffens", "Mit !daten zeige ich dir, was ich von dir gespeichert habe…", refused=True
        ),
    ],
)
def mydata(tx: Tx, ask: Ask) -> Reply:
    """A list of what is stored of the person, and all of it as a file; by direct message only."""
    if ask.in_group:
        return Reply(ask.say("mydata-direct"))
    _only_mine(ask, "mydata-other")
    traces = tx.people.traces(ask.sender)
    lines = [ask.say("mydata-heading"), *(f"· {line}" for line in _summed_up(traces, ask)), ask.say("mydata-end")]
    return Reply("\n".join(lines), (_file(traces, ask),))


@command(
    "forgetme",
    "vergiss",
    "vergiss mich",
    "forget me",
    changes=True,
    strangers=True,
    ordered=lambda line: _sentence(_ENDS, line),
    examples=[
        Example("!vergiss", "Soll ich löschen, was ich von dir gespeichert habe: …?\n…Mit ja oder 👍 lösche ich es, …"),
        Example(
            "!forgetme", "Shall I delete what I have stored of you: …?\n…With yes or 👍 I delete it, …", language="en"
        ),
        Example(
            "!vergiss das Treffen", "Mit !vergiss lösche ich alles, was ich von dir gespeichert habe…", refused=True
        ),
    ],
)
def forgetme(tx: Tx, ask: Ask) -> Reply:
    """Says what would be deleted and what stays, and asks; by direct message only."""
    if ask.in_group:
        return Reply(ask.say("forgetme-direct"))
    _only_mine(ask, "forgetme-other")
    steered = [ask.say("forgetme-steered")] if tx.people.steered(ask.sender) else []
    return Reply("\n".join([ask.say("forgetme-ask"), *steered, ask.say("forgetme-sure")]), offer=Offer(_OFFER, {}))


@taker(_OFFER)
def forgotten(tx: Tx, ask: Ask, _: dict[str, Any], yes: bool) -> Reply:
    """Deletes it, or not after all."""
    if not yes:
        return Reply(ask.say("forgetme-kept"))
    tx.people.forget(ask.sender, ask.now)
    return Reply(ask.say("forgetme-done"))


def _only_mine(ask: Ask, otherwise: str) -> None:
    """Raises UserError if the words ask for something else than all of the person's own."""
    if not set(map(fold, _LINK.split(ask.words.strip(" .,;:!?")))) - {""} <= _MINE:
        raise UserError(ask.say(otherwise), example=None)


def _summed_up(traces: Traces, ask: Ask) -> Iterator[str]:
    """One line for each kind of thing that is stored."""
    for member in traces["members"]:
        if member["language"] is not None:
            yield ask.say("mydata-language", chosen=member["language"])
        if member["reminders"]:
            yield ask.say("mydata-reminders", count=len(member["reminders"].split()))
    comes = [row for row in traces["rsvps"] if " " not in row["meeting"]]  # else the 👍 that said so
    for text_id, count in (
        ("mydata-comes", len(comes)),
        ("mydata-given", len(traces["given"])),
        ("mydata-votes", len(traces["votes"])),
        ("mydata-ballots", len(traces["ballots"])),
    ):
        if count:
            yield ask.say(text_id, count=count)
    yield ask.say("mydata-frames", count=len(traces["frames"]))
    if traces["deliveries"]:
        yield ask.say("mydata-deliveries", count=len(traces["deliveries"]))
    if steered := len(traces["audit"]) + len(traces["announcements"]):
        yield ask.say("mydata-steered", count=steered)


def _file(traces: Traces, ask: Ask) -> File:
    """All of it, for the person and for programs."""
    whole = {
        "aci": ask.sender,
        "as_of": ask.now.astimezone(UTC).isoformat(timespec="seconds"),
        "stored": {table: rows for table, rows in traces.items() if rows},
    }
    name = f"losbote-{ask.now.astimezone(ask.zone):%Y-%m-%d}.json"
    return File(name, "application/json", json.dumps(whole, ensure_ascii=False, indent=2).encode())
