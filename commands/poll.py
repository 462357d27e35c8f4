"""`!poll`: a poll of Signal's own in the groups, closed on time; its result is posted and kept."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from commands._announce import answer, changing, sentences, words
from commands._announce.draft import POLL, Draft, keep, preview
from commands._announce.header import Head, split_head, target, written
from commands._announce.places import goes_out, places
from commands._fold import fold
from commands._kit import Ask, Example, Reply, UserError, ballot, command, listener, post, taker
from commands._poll import ending, results, shown
from commands._poll.reading import read
from storage import Tx
from storage.announcements import Announcement

_MOST_VOTES = 1 << 31  # of one person in one poll; more is nonsense
_END = re.compile(r"(?:end|ende|beende|beenden|schliess|schliesse|schliessen|close|stop|stopp)(?: (?P<which>\d{1,2}))?")
_UNTIL = re.compile(r"\b(?:bis|until|till)\s", re.IGNORECASE)
_RESULT = re.compile(r"(?:das |die |the )?(?:result|results|ergebnis|ergebnisse)")
_LONGER = {"verlaengern", "verlaengere", "extend", "prolong"}
_POLITE = re.compile(r"\s*\b(?:bitte|please)\b\s*")


@command(
    "poll",
    "umfrage",
    who="admin",
    changes=True,
    examples=[
        Example("!umfrage", "Gerade läuft keine Umfrage.\n\n…"),
        Example(
            "!umfrage Welches Thema? Kosten | Losverfahren | Umsetzung bis Fr 18 Uhr",
            "…Welches Thema?\n1 · Kosten\n2 · Losverfahren\n3 · Umsetzung\n…",
        ),
        Example("!umfrage Welches Thema? Kosten", "Eine Umfrage braucht mindestens zwei Antworten…", refused=True),
        Example("!poll", "No poll is running.\n\n…", language="en"),
        Example(
            "!poll Which topic? Costs | Sortition until Fri 18:00",
            "…Which topic?\n1 · Costs\n2 · Sortition\n…",
            language="en",
        ),
    ],
    ordered=sentences.poll,
)
def poll(tx: Tx, ask: Ask) -> Reply:
    """Drafts a poll, ends one, or tells how they stand."""
    if not ask.words:
        return Reply(shown.overview(tx, ask))
    folded = _POLITE.sub("", fold(ask.words).rstrip(".!"))
    if (end := _END.fullmatch(folded)) is not None:
        return ending.asked(tx, ask, end["which"] or "")
    if _RESULT.fullmatch(folded):
        return Reply(shown.last(tx, ask))
    if (steered := _steered(tx, ask)) is not None:
        return steered
    return preview(tx, ask, _drafted(tx, ask))


def _steered(tx: Tx, ask: Ask) -> Reply | None:
    """What is done about a poll that is there already; None if the words ask for a new one."""
    action, rest = words.action(ask.words)
    if action == "edit" or fold(ask.words).split()[0].strip(".,:") in _LONGER:
        raise UserError(ask.say("poll-no-edit"), example=None)
    if action == "delete":
        return changing.deleting(tx, ask, rest, poll=True)
    return changing.said_again(tx, ask, poll=True) if action == "again" else None


def _drafted(tx: Tx, ask: Ask) -> Draft:
    blank = Announcement(ask.sender, ask.chat, {}, (), ask.now, ask.now)
    return _read(tx, ask, Draft(blank, name=POLL), written(ask))


def _read(tx: Tx, ask: Ask, draft: Draft, text: str) -> Draft:
    """The draft with the poll that the text asks for; what its head does not name stays."""
    if ask.files or ask.lost:
        raise UserError(ask.say("poll-files"))
    head, rest = _headed(tx, ask, text)
    what = replace(
        draft.what,
        groups=head.groups or draft.what.groups or target(tx, ask, head),
        due=head.due or draft.what.due,
        made=ask.now,
        urgent=head.urgent or draft.what.urgent,
    )
    begins, _ = goes_out(ask, what, places(tx, ask, what.groups))
    asked, ends = read(rest, ask, begins)
    return replace(draft, what=replace(what, poll=asked, ends=ends), eyes=head.eyes or draft.eyes)


def _headed(tx: Tx, ask: Ask, text: str) -> tuple[Head, str]:
    """The head of the text and the rest; the end of a poll is no time to send it at."""
    head, rest = split_head(tx, ask, text)
    if head.due is not None and _UNTIL.search(text[: len(text) - len(rest)]):
        raise UserError(ask.say("poll-until-last"))
    return head, rest


@listener(POLL, who="admin")
def heard(tx: Tx, ask: Ask, data: dict[str, Any], line: str | None) -> Reply | None:
    """A yes sends the poll, a no drops it, another one replaces it."""
    keep(tx, ask, Draft.of(data))
    return answer.answered(tx, ask, data, line, _read)


@taker(ending.OFFER, who="admin")
def end(tx: Tx, ask: Ask, data: dict[str, Any], yes: bool) -> Reply:
    """A yes ends a poll before its time."""
    return ending.ended(tx, ask, data["poll"], yes=yes)


@ballot(results.RULE)
def vote(tx: Tx, ask: Ask, key: str, options: tuple[int, ...], count: int) -> None:
    """Counts a vote, if the poll is not over and has such options."""
    one = tx.announcements.get(int(key))
    if one is None or one.poll is None or one.ends is None or ask.now > one.ends or ask.chat not in one.groups:
        return
    chosen = tuple(sorted(set(options)))
    sound = all(option < len(one.poll.options) for option in chosen) and (one.poll.multiple or len(chosen) <= 1)
    if sound and tx.posts.find(ending.RESULT, f"{key} {ask.chat}") is None:
        tx.announcements.vote(one.id, ask.chat, ask.sender, chosen, min(count, _MOST_VOTES))


result = post(ending.RESULT, rank=1, to="every", anew=ending.anew)(ending.group_results)
result_of_all = post(ending.SUM, rank=1, to="desks")(ending.sums)
