"""Lists of entries that were found: numbered, three at a time; a number opens one, `!more` goes on."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from commands import _show
from commands._fold import fold
from commands._kit import Ask, Reply, UserError
from commands._library import recordings, templates, terms, tips
from storage import Tx
from storage.offers import Offer
from storage.search import Hit, Kind

Found = tuple[Kind, int]

_PASSAGES: tuple[Kind, ...] = ("passage",)
LIST = "hits"  # the name of the offer

_FIXED = re.compile(r"#\s?([0-9]{1,9})")
_OPEN_FOR = timedelta(minutes=30)
_SHOWN = 3
_MOST = 30  # ten times `!more` is more than anybody reads
_MOST_PASSAGES = 60  # looked through, since many may be of one recording
_LONGEST_MISS = 60
_LONGEST = 200  # characters of a query that are kept with its list


@dataclass(frozen=True, slots=True)
class _Shown:
    """How entries of a kind are told: in a list, and alone."""

    line: Callable[[Tx, Ask, int], str]
    card: Callable[[Tx, Ask, int], Reply]


_KINDS: dict[Kind, _Shown] = {
    "recording": _Shown(recordings.line, recordings.card),
    "passage": _Shown(recordings.passage_line, recordings.passage_card),
    "template": _Shown(templates.line, templates.card),
    "tip": _Shown(tips.line, tips.card),
    "term": _Shown(terms.line, terms.card),
}
KINDS = tuple(_KINDS)


def found(tx: Tx, ask: Ask, words: str, kinds: Collection[Kind] = KINDS) -> list[Found]:
    """What is found for words, best first: of each recording only the best hit, and no tip that is not told."""
    # Passages are asked for apart: those of a common word are so many that they would crowd out all others.
    entries = [kind for kind in kinds if kind != "passage"]
    hits = tx.search.find(words, entries, limit=_MOST) if entries else []
    if "passage" in kinds:
        hits += tx.search.find(words, _PASSAGES, limit=_MOST_PASSAGES)
    best: dict[tuple[str, int], Found] = {}
    for hit in sorted(hits, key=lambda hit: -hit.score):
        if (about := _about(tx, ask, hit)) is not None:
            best.setdefault(about, (hit.kind, hit.id))
    return list(best.values())[:_MOST]


def listed(tx: Tx, ask: Ask, found: Sequence[Found], head: str, *, mixed: bool = False) -> Reply:
    """The first three, numbered, under a line `head`; `mixed` says of each what it is.

    For half an hour a number opens one of those that were shown, and `!more` shows the next three.
    """
    words = _show.shortened(ask.words, _LONGEST)
    entries = [list(one) for one in found]
    return _page(tx, ask, {"found": entries, "head": head, "mixed": mixed, "shown": 0, "words": words})


def without(tx: Tx, ask: Ask, words: str, kinds: Collection[Kind] = KINDS) -> str:
    """Which of the words are said nowhere, as a sentence to follow the line above a list; they count as not found."""
    unsaid = tx.search.unsaid(words, kinds)
    for one in unsaid:
        tx.misses.add(fold(one)[:_LONGEST_MISS], ask.now)
    told = [ask.say("hits-word", word=_show.shortened(one)) for one in unsaid]
    return ask.say("hits-without", words=_show.either(told, ask.language)) if told else ""


def more(tx: Tx, ask: Ask) -> Reply | None:
    """The next three of the list that is open here for the person; None if there is none."""
    data = _open(tx, ask)
    if data is None:
        return None
    return _page(tx, ask, data) if _rest(tx, data) else Reply(ask.say("hits-end", what=_reach(data)))


def shown_at(list_: Offer) -> datetime:
    """When a list was shown."""
    return (list_.ends or datetime.max.replace(tzinfo=UTC)) - _OPEN_FOR


def opened(tx: Tx, ask: Ask, data: dict[str, Any], number: int) -> Reply:
    """All about the entry of this number; raises UserError if the list, as far as it was shown, has none."""
    shown = data["shown"]
    if not 1 <= number <= shown:
        what = "later" if shown < number <= len(data["found"]) else "one" if shown == 1 else "all"
        raise UserError(ask.say("hits-no-number", what=what, number=number, last=shown))
    kind, entry = _found(data)[number - 1]
    return card(tx, replace(ask, words=data["words"]), kind, entry)  # it may open where the words are said


def line(tx: Tx, ask: Ask, kind: Kind, entry: int) -> str:
    """An entry in one or two lines."""
    return _KINDS[kind].line(tx, ask, entry)


def card(tx: Tx, ask: Ask, kind: Kind, entry: int) -> Reply:
    """All about an entry; admins where they steer are told by which number they can change it."""
    if not _there(tx, kind, entry):
        return Reply(ask.say("hits-gone"))
    told = _KINDS[kind].card(tx, ask, entry)
    if not ask.steers:
        return told
    kind, entry = _whole(tx, kind, entry)
    return replace(told, text=f"{told.text}\n{ask.say('hits-number', kind=kind, number=f'#{entry}')}")


def numbered(tx: Tx, ask: Ask, number: int, kinds: Collection[Kind] = KINDS) -> Reply | None:
    """As `opened`, of the list that is open here for the person; None without a list, or if it is of other kinds."""
    data = _open(tx, ask)
    if data is None:
        return None
    shown = _found(data)[: data["shown"]]
    meant = [shown[number - 1]] if 1 <= number <= len(shown) else shown
    return opened(tx, ask, data, number) if all(kind in kinds for kind, _ in meant) else None


def several(tx: Tx, ask: Ask, numbers: Sequence[int]) -> Reply | None:
    """As `numbered` for each of these, one below the other."""
    opened = [one for number in dict.fromkeys(numbers) if (one := numbered(tx, ask, number)) is not None]
    if not opened:
        return None
    text, files = "\n\n".join(one.text for one in opened), tuple(file for one in opened for file in one.files)
    return replace(opened[0], text=text, files=files)


def fixed(tx: Tx, ask: Ask, kind: Kind) -> Reply | None:
    """All about the entry of the number that the words name with a `#`; None if they do not."""
    match = _FIXED.fullmatch(ask.words.strip(" ?!."))
    return card(tx, replace(ask, words=""), kind, int(match[1])) if match else None


def at(tx: Tx, ask: Ask, number: int) -> Found | None:
    """The entry of this number in the list that is open here for the person, as far as it was shown."""
    data = _open(tx, ask)
    return _whole(tx, *_found(data)[number - 1]) if data is not None and 1 <= number <= data["shown"] else None


def nothing(tx: Tx, ask: Ask, words: str, kinds: Collection[Kind] = KINDS) -> Reply:
    """That nothing was found, with what comes close; the words are counted, and not who wrote them."""
    folded = " ".join(fold(words).split())[:_LONGEST_MISS]
    if any(letter.isalnum() for letter in folded):
        tx.misses.add(folded, ask.now)
    asked = _show.shortened(words)
    lines = [ask.say("hits-nothing", words=asked)]
    if near := tx.search.near(words, kinds):
        lines[0] = f"{lines[0]} {ask.say('hits-near', near=', '.join(near))}"
    others = [kind for kind in KINDS if kind not in kinds]
    if others and found(tx, ask, words, others):
        lines.append(ask.say("hits-elsewhere", words=asked))
    elif not near:
        lines.append(ask.say("hits-otherwise"))
    return Reply("\n".join(lines))


def _page(tx: Tx, ask: Ask, data: dict[str, Any]) -> Reply:
    """The next three of a list, with what one can do then; the list is open from now on."""
    first, rest = data["shown"], _rest(tx, data)
    asked = replace(ask, words=data["words"])
    lines = [data["head"]]
    for number, (kind, entry) in enumerate(rest[:_SHOWN], first + 1):
        label = f"{ask.say('hits-kind', kind=kind)} · " if data["mixed"] else ""
        lines.append(f"{number} · {label}{_KINDS[kind].line(tx, asked, entry)}")
    entries = [*data["found"][:first], *map(list, rest)]
    now = data | {"found": entries, "shown": first + len(rest[:_SHOWN])}
    lines.append(ask.say("hits-open", what=_reach(now)))
    return Reply("\n".join(lines), offer=Offer(LIST, now, takes="number", open_for=_OPEN_FOR))


def _rest(tx: Tx, data: dict[str, Any]) -> list[Found]:
    """What of a list was not shown yet, and was not removed meanwhile."""
    return [one for one in _found(data)[data["shown"] :] if _there(tx, *one)]


def _reach(data: dict[str, Any]) -> str:
    """Whether all of a list was shown, or there is a rest; or only one is in it."""
    return "one" if len(data["found"]) == 1 else "rest" if data["shown"] < len(data["found"]) else "all"


def _open(tx: Tx, ask: Ask) -> dict[str, Any] | None:
    offer = tx.offers.choice(ask.chat, ask.sender, ask.now)
    return offer.data if offer is not None and offer.name == LIST else None


def _found(data: dict[str, Any]) -> list[Found]:
    return [cast("Found", tuple(one)) for one in data["found"]]


def _whole(tx: Tx, kind: Kind, entry: int) -> Found:
    """The entry of which one was found; of a passage its recording."""
    passage = tx.recordings.passage(entry) if kind == "passage" else None
    return ("recording", passage.recording) if passage else (kind, entry)


def _about(tx: Tx, ask: Ask, hit: Hit) -> tuple[str, int] | None:
    """What a hit is about, so that a recording comes but once; None for what is not told."""
    if hit.kind == "passage":
        passage = tx.recordings.passage(hit.id)
        return ("recording", passage.recording) if passage else None
    return (hit.kind, hit.id) if hit.kind != "tip" or tips.told(tx, ask, hit.id) else None


def _there(tx: Tx, kind: Kind, entry: int) -> bool:
    """Whether an entry is still in the library."""
    stored: dict[Kind, Callable[[int], object]] = {
        "recording": tx.recordings.get,
        "passage": tx.recordings.passage,
        "template": tx.templates.get,
        "tip": tx.tips.get,
        "term": tx.terms.get,
    }
    return stored[kind](entry) is not None
