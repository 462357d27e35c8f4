"""A draft: what is written, shown exactly as it will be posted, and asked about.

A draft lives in the offer that waits for the answer, so it outlives a restart. The last one of each person is kept for
a week, so that one that was dropped, stopped or forgotten can be had again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any

from commands import _show
from commands._announce.places import Place, goes_out, named, places, soonest
from commands._fold import tidy
from commands._kit import Ask, Audience, Reply
from commands._plan.halt import is_held
from commands._texts import Language, person, say
from commands._when import Unclear, find
from storage import Tx
from storage.announcements import Announcement, as_values, from_values
from storage.chat import Chat
from storage.instants import to_ms
from storage.offers import Offer

OFFER, POLL = "announcement", "poll"  # the offers of a draft
_INNER = str.maketrans("„“”", "‚‘’")  # quotes inside the quotes of a sentence
_KEPT_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be announced; `due` of it is the moment of writing unless another was named.

    With `eyes` another admin has to agree. `name` is that of the offer, whose listener takes the answer. With `edits`
    these are to be the words of that announcement. What was confirmed and then called off is `stopped`.
    """

    what: Announcement
    eyes: bool = False
    name: str = OFFER
    edits: int = 0
    stopped: bool = False

    def data(self) -> dict[str, Any]:
        """As an offer carries it."""
        more = {"name": self.name, "edits": self.edits, "stopped": self.stopped}
        return {"what": as_values(self.what), "eyes": self.eyes, **more}

    @classmethod
    def of(cls, data: dict[str, Any]) -> Draft:
        """The draft that an offer carries."""
        what = from_values(data["what"])
        return cls(what, data["eyes"], data["name"], data.get("edits", 0), data.get("stopped", False))


def preview(tx: Tx, ask: Ask, draft: Draft, note: str = "") -> Reply:
    """Shows a draft and asks; `note` stands above it. It is kept from now on."""
    there = places(tx, ask, draft.what.groups)
    how = ask.say("announce-how", where="group" if ask.in_group else "direct")
    where = _where(ask, draft.what, there)
    lines = [note, where, *shown(ask, draft.what, there), *_remarks(tx, ask, draft, there), how]
    keep(tx, ask, draft)
    return Reply(
        "\n\n".join(line for line in lines if line),
        files=draft.what.files,
        offer=Offer(draft.name, draft.data(), takes="line", what=_open(ask, draft.what), back=_back(ask, draft)),
        about=about(draft),
    )


def about(draft: Draft) -> str:
    """What its preview is about, so that a reply to that finds what became of it."""
    return f"draft {to_ms(draft.what.made)}"


def _open(ask: Ask, what: Announcement) -> str:
    """What is asked, in a line."""
    return ask.say("announce-open", text=called(ask, what), poll=int(what.poll is not None))


def _back(ask: Ask, draft: Draft) -> str:
    """The order that shows it again."""
    return ask.say("announce-open-back", poll=int(draft.what.poll is not None))


def _where(ask: Ask, what: Announcement, there: list[Place]) -> str:
    """To whom it goes and when, as the sentence above it."""
    at, quiet = goes_out(ask, what, there)
    today = _show.days(at, ask.now, ask.zone) == 0
    when = ("today" if today else "quiet") if quiet else "later" if at > soonest(ask) else "now"
    shown = {
        "at": _show.when(at, ask.now, ask.zone, ask.language),
        "time": _show.clock(at, ask.zone, ask.language),
    }
    return ask.say("announce-goes", when=when, groups=named(ask, there), **shown)


def _remarks(tx: Tx, ask: Ask, draft: Draft, there: list[Place]) -> Iterable[str]:
    """What else the author should know before the yes."""
    what = draft.what
    unused = set(what.texts) - {""} - {one.language for one in there}
    if unused and "" not in what.texts and len(what.texts) > 1:
        yield ask.say("announce-unused", which=min(unused))
    if what.due <= ask.now and (dated := _dated(ask, what)) is not None:
        yield ask.say("announce-dated", day=_show.day(dated, ask.now, ask.zone, ask.language))
    if what.corrects is not None:
        yield ask.say("announce-quotes")
    if what.urgent:
        yield ask.say("announce-urgent")
    if is_held(tx):
        yield ask.say("announce-held")
    if draft.eyes or ask.house.four_eyes:
        yield ask.say("announce-eyes", others=len(others(tx, ask)))


def _dated(ask: Ask, what: Announcement) -> datetime | None:
    """The day that a text begins with, which may have been meant as when to say it; None if that is today, or none."""
    text = tidy(what.text(ask.language)).partition("\n")[0]
    try:
        found = find(text, ask.now, ask.zone, ask.language)
    except Unclear:
        return None
    if what.poll is not None or found.day is None or found.day <= ask.now.astimezone(ask.zone).date():
        return None
    return datetime.combine(found.day, time(12), ask.zone)


def others(tx: Tx, ask: Ask) -> tuple[str, ...]:
    """The other admins who may agree, by ACI."""
    resting = tx.admins.suspended()
    return tuple(one for one in ask.house.admins if one != ask.sender and one not in resting)


def posted(one: Announcement, language: Language) -> str:
    """The words that a group of this language hears, with the author in the last line; of a poll its question."""
    if one.poll is not None:
        return say(language, "poll-posted", question=one.poll.question)
    return "\n".join(filter(None, [one.text(language), f"— {person(one.author)}"]))


def shown(ask: Ask, what: Announcement, there: list[Place]) -> list[str]:
    """What will be posted, word for word; where groups hear different words, each with the groups above it."""
    if what.poll is not None:
        return [_poll(ask, what)]
    heard: dict[str, list[str]] = {}
    for one in there:
        heard.setdefault(posted(what, one.language), []).append(one.title)
    if len(heard) == 1:
        return list(heard)
    heads = [ask.say("announce-for", groups=_show.listed(names, ask.language)) for names in heard.values()]
    return [f"{head}\n{text}" for head, text in zip(heads, heard, strict=True)]


def _poll(ask: Ask, what: Announcement) -> str:
    """A poll as text: question, numbered options, how many one may choose, and until when."""
    if what.poll is None or what.ends is None:
        return ""
    options = [f"{number} · {option}" for number, option in enumerate(what.poll.options, 1)]
    until = _show.when(what.ends, ask.now, ask.zone, ask.language)
    ends = ask.say("announce-poll-ends", multiple=int(what.poll.multiple), when=until)
    return "\n".join([what.poll.question, *options, ends])


def called(ask: Ask | Audience, what: Announcement) -> str:
    """The beginning of it, to name it in a sentence."""
    text = what.poll.question if what.poll is not None else what.text(ask.language)
    text = text.translate(_INNER)
    return _show.shortened(text or next((file.name for file in what.files), ""))


def keep(tx: Tx, ask: Ask, draft: Draft) -> None:
    """Keeps a draft as the last one of its author; a poll beside a text."""
    offer = Offer(draft.name, draft.data(), takes="line", open_for=_KEPT_FOR)
    tx.offers.make(_shelf(draft.what.author, draft.name), draft.what.author, offer, None, ask.now)


def kept(tx: Tx, ask: Ask, name: str = OFFER) -> Draft | None:
    """The last draft of the person, unless it was sent; `name` says whether of a text or a poll."""
    offer = tx.offers.question(_shelf(ask.sender, name), ask.sender, ask.now)
    return Draft.of(offer.data) if offer is not None else None


def forget(tx: Tx, draft: Draft) -> None:
    """Keeps no draft of its author any more of this kind."""
    tx.offers.close(_shelf(draft.what.author, draft.name), draft.what.author)


def again(ask: Ask, draft: Draft, groups: tuple[Chat, ...]) -> Draft:
    """The draft as if it were written now, to these groups; a time that is past is now."""
    what = draft.what
    due = max(what.due, ask.now)
    made = replace(what, chat=ask.chat, groups=groups, due=due, made=ask.now, approved="", id=0, delivered=0, read=0)
    return replace(draft, what=replace(made, author=ask.sender), edits=0, stopped=False)


def became(tx: Tx, ask: Ask, draft: Draft, announcement: int) -> None:
    """Remembers for as long as it can be changed which announcement a draft became."""
    offer = Offer(OFFER, {"id": announcement}, open_for=timedelta(days=1))
    tx.offers.make(Chat(about(draft)), draft.what.author, offer, None, ask.now)


def of_preview(tx: Tx, ask: Ask, shown: str) -> int | None:
    """The announcement that a draft became whose preview is about this; None if it was not confirmed."""
    found = (tx.offers.question(Chat(shown), one, ask.now) for one in ask.house.admins)
    return next((int(offer.data["id"]) for offer in found if offer is not None), None)


def _shelf(author: str, name: str) -> Chat:
    """A place where nobody says anything; what is offered there only waits until its time is over."""
    return Chat(f"drafts:{author}" if name == OFFER else f"drafts:{name}:{author}")
